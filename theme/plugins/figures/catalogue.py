"""The names that a text may use, each with its value today and what it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from theme import THEME
from theme.plugins import cache
from theme.plugins.estimate.estimation import names
from theme.plugins.figures import blocks, of_law, of_needs, of_settings, sentences
from theme.plugins.figures.figure import Figure
from theme.plugins.settings.secretaire import FILE


@dataclass(frozen=True)
class Catalogue:
    """Every figure of a site, by name; `counted` makes those that name a number, as `prix_45_transcription`."""

    figures: Mapping[str, Figure]
    counted: Callable[[str], Figure | None]
    #: Names that would have two meanings: the code of a situation made the second.
    doubles: list[str] = field(default_factory=list)

    def get(self, name: str) -> Figure | None:
        """Return what `name` stands for, None when it is no name."""
        return self.figures.get(name) or self.counted(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)


def of_site(settings: Mapping[str, Any], own: Mapping[str, Mapping[str, str]]) -> Catalogue:
    """Return the names of the site whose checked settings and own sentences these are."""
    return catalogue(names(settings), own)


def catalogue(facts: Mapping[str, Any], own: Mapping[str, Mapping[str, str]]) -> Catalogue:
    """
    Return the names of a site; nothing is computed before it is asked for.

    `facts` are those of `estimation.names`; `own` holds the sentences that she says in her own words.
    """
    settings, tarifs, mention = facts["secretaire"], facts["tarifs"], facts["mention_tva"]
    needs = of_needs.needs(settings["situations"], facts)
    by_name: dict[str, Figure] = {}
    known = Catalogue(by_name, lambda name: of_settings.counted(name, tarifs, bool(mention)))
    for family in (
        of_settings.figures(settings, tarifs, mention),
        of_law.figures(facts["baremes"]),
        of_needs.figures(needs, facts),
        blocks.figures(needs, facts),
        sentences.figures(needs, facts, own, known),
    ):
        for figure in family:
            if figure.name in by_name:
                known.doubles.append(figure.name)
            by_name.setdefault(figure.name, figure)
    return known


def inputs(content: Path) -> str:
    """Return a digest of the files that the figures of the site of `content` are worked out of."""
    texts = (content / FILE, content / sentences.OWN_FILE, *sorted((THEME / "texts").glob("*.toml")))
    files = (*texts, *sorted((THEME / "templates" / "figures").glob("*.html")))
    # Which of them there are counts too: each has its own place.
    return cache.digest(*(path.read_bytes() if path.is_file() else b"" for path in files))


def recall(content: Path, figures: Iterable[Figure]) -> None:
    """Give these figures of the site of `content` the values that an earlier build worked out of the same files."""
    known = {figure.name: figure for figure in figures}

    def texts() -> bytes:
        return json.dumps({name: figure.text for name, figure in known.items()}).encode()

    for name, text in json.loads(cache.result("figures", texts, "\n".join(sorted(known)), inputs(content))).items():
        known[name].recall(text)
