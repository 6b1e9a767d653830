"""Articles for a site that grows: the same texts for every maker, each of about 600 words, drawn from one seed."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
#: Sentences of an article, in four sections: about 600 words.
SECTIONS: Final = 4
SENTENCES: Final = 10
DAY: Final = "2025-{month:02}-{day:02}"
#: No figure, no link, no mark: what any maker reads alike.
PLAIN: Final = re.compile(r"[A-ZÀÉÊ][^{}\[\]()*_#|<>!?:;]{40,160}\.")


@dataclass(frozen=True, slots=True)
class Text:
    """One article: its number, its title, what it says of itself, its day and its Markdown."""

    number: int
    title: str
    description: str
    day: str
    body: str

    @property
    def slug(self) -> str:
        """Return its name in an address."""
        return f"essai-{self.number:04}"


def sentences() -> list[str]:
    """Return plain sentences of the shipped texts, in the order of their files."""
    files = [*sorted((ROOT / "content" / "pages").glob("*.md")), *sorted((ROOT / "content" / "articles").glob("*.md"))]
    said = [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line[:1].isalpha()]
    return list(dict.fromkeys(found for line in said for found in PLAIN.findall(line) if ":" not in line[:30]))


def make(count: int) -> list[Text]:
    """Return `count` articles; a smaller set begins a larger one."""
    known = sentences()
    return [_text(number, known) for number in range(1, count + 1)]


def _text(number: int, known: list[str]) -> Text:
    drawn = random.Random(number)
    parts = []
    for section in range(1, SECTIONS + 1):
        said = drawn.sample(known, SENTENCES)
        parts += [f"## Partie {section} de l'essai {number}", " ".join(said[:4]), " ".join(said[4:8])]
    parts[2:2] = ["\n".join(f"- {sentence}" for sentence in drawn.sample(known, 3))]
    parts.append(
        "Voyez le [texte de loi](https://www.legifrance.gouv.fr/) et son [commentaire](https://bofip.impots.gouv.fr/)."
    )
    day = DAY.format(month=1 + number % 12, day=1 + number % 28)
    about = f"L'essai {number} d'une suite de textes qui se ressemblent, pour mesurer la fabrication d'un grand site."
    return Text(number, f"Essai numéro {number}", about, day, "\n\n".join(parts) + "\n")
