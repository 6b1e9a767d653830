"""« Mes phrases »: the site's own sentences in her words, written into `content/phrases.toml` a line each."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from theme.desk import texts
from theme.desk.guard import DeskHandler
from theme.desk.keeping import Changed, digest
from theme.desk.settings_pages import CHANGED
from theme.plugins.checks import html_check
from theme.plugins.checks.content import read
from theme.plugins.checks.content_header import REQUIRED
from theme.plugins.figures import marks, sentences
from theme.plugins.figures.catalogue import Catalogue
from theme.plugins.problems import french_spaces
from theme.plugins.settings.toml_lines import find_line

#: Where no text says a sentence: the band of the sample, at the top of every page.
ELSEWHERE: Final = "Ailleurs sur le site"
UNREADABLE: Final = french_spaces("Ce fichier ne se lit pas. Reprenez une version antérieure, ci-dessous.")
SETTINGS_FIRST: Final = french_spaces("Corrigez d’abord vos réglages : ces phrases reprennent leurs valeurs.")


@dataclass(frozen=True, slots=True)
class Variant:
    """One case of a sentence: its field, what the case is called, the site's words, hers, what is wrong."""

    field: str
    called: str
    shipped: str
    hers: str
    fault: str

    @property
    def id(self) -> str:
        """Return its name as an address can hold it."""
        return re.sub(r"\W+", "-", self.field)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the site: what it is for, and its cases."""

    name: str
    use: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The sentences that a text says, by its title."""

    title: str
    sentences: tuple[Sentence, ...]

    @property
    def hers(self) -> int:
        """Return how many of them she says in her own words."""
        return sum(any(it.hers.strip() for it in sentence.variants) for sentence in self.sentences)

    @property
    def is_wrong(self) -> bool:
        """Return whether one of them has a fault."""
        return any(it.fault for sentence in self.sentences for it in sentence.variants)


def parsed(text: str) -> Mapping[str, Any]:
    """Return her sentences; ValueError on a file that is no TOML, or holds something else."""
    own = tomllib.loads(text.removeprefix("\ufeff"))
    if any(True for _ in sentences.own_faults(own)):
        raise ValueError(text)
    return own


def listed(own: Mapping[str, Any], typed: Mapping[str, str], faults: Mapping[str, str]) -> list[Sentence]:
    """Return every sentence of the site with her words; what is `typed` goes first, `faults` are by field."""
    return [
        Sentence(
            name,
            variants[sentences.USE],
            tuple(
                Variant(
                    field := f"{name}.{key}",
                    key.replace("_", " "),
                    text,
                    typed.get(field, own.get(name, {}).get(key, "")),
                    faults.get(field, ""),
                )
                for key, text in variants.items()
                if key != sentences.USE
            ),
        )
        for name, variants in sentences.shipped().items()
    ]


def grouped(sentences: Iterable[Sentence], folder: Path, day: str) -> list[Group]:
    """Return the sentences by the first text of `folder` that says them, those that none says last."""
    places = list(_sentences(folder, day))
    groups: dict[str, list[Sentence]] = {title: [] for title, _ in places}
    for sentence in sentences:
        name = re.compile(re.escape(sentence.name).replace(r"\*", r"\w+"))
        title = next((title for title, names in places if any(map(name.fullmatch, names))), ELSEWHERE)
        groups.setdefault(title, []).append(sentence)
    return [Group(title, tuple(members)) for title, members in groups.items() if members]


def _sentences(folder: Path, day: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the title of each text with the names that it uses, those of its sentences too."""
    inside = {name: marks.used(" ".join(variants.values())) for name, variants in sentences.shipped().items()}
    for row in (row for kind in REQUIRED for row in texts.rows(folder, kind, day)):
        names = marks.used((folder / row.name).read_text(encoding="utf-8", errors="replace"))
        yield row.title, names.union(*(inside[name] for name in names & inside.keys()))


def changed(text: str, typed: Mapping[str, str]) -> str:
    """Return the file with what is typed, by field. An empty field takes its line out, and other lines stay."""
    own = parsed(text)
    for name, variants in sentences.shipped().items():
        for key in variants:
            field, was = f"{name}.{key}", own.get(name, {}).get(key)
            new = _in_a_line(typed.get(field, was or ""))
            if key != sentences.USE and field in typed and new != _in_a_line(was or ""):
                text = _with(text, name, key, new, is_there=was is not None)
    parsed(text)
    return text


def _in_a_line(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _with(text: str, name: str, key: str, new: str, *, is_there: bool) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    at = find_line(text, name, key)
    written = [f"{key} = {json.dumps(new, ensure_ascii=False)}{newline[:-1]}"] if new else []
    if is_there and at:
        lines[at - 1 : _end(lines, at - 1)] = written
    elif at:
        lines[at:at] = written
    elif written:
        title = f"[{name}]" if re.fullmatch(r"\w+", name) else f'["{name}"]'
        gap = [newline[:-1]] if text.strip() else []
        return text.rstrip() + (newline if gap else "") + "\n".join([*gap, f"{title}{newline[:-1]}", *written, ""])
    return "\n".join(lines)


def _end(lines: list[str], first: int) -> int:
    """Return the line after a value, which may take several."""
    for end in range(first + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[first:end]) + "\n")
        except tomllib.TOMLDecodeError:
            continue
        return end
    return first + 1


def faults(typed: Mapping[str, str], names: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with what is typed: the field, and the first fault of its names and marks."""
    for name, variants in sentences.shipped().items():
        for key in variants:
            words = typed.get(f"{name}.{key}", "")
            html = (message for _, message in html_check.faults(words))
            wrong = next((message for message in (*sentences.wrong_names(words, names), *html)), "")
            if words.strip() and wrong:
                yield f"{name}.{key}", french_spaces(wrong)


class PhrasesHandler(DeskHandler):
    """The page."""

    def get(self) -> None:
        """Show the form."""
        self._form(self._text())

    def post(self) -> None:
        """Save what is typed, or say beside each field what keeps it from being saved."""
        text, typed = self._text(), self.typed()
        if typed.get("etat") != digest(text.encode()):
            return self._form(text, typed, others=[CHANGED], status=409)
        names = read(self.desk.content, self.desk.day()).names
        if names is None:
            return self._form(text, typed, others=[SETTINGS_FIRST], status=422)
        wrong = dict(faults(typed, names))
        if wrong:
            return self._form(text, typed, wrong, status=422)
        try:
            new = changed(text, typed)
            saved = new != text and self.desk.keeper.write(sentences.OWN_FILE, new.encode(), known=typed["etat"])
        except ValueError:
            return self._form(text, typed, others=[UNREADABLE], status=422)
        except Changed:
            return self._form(text, typed, others=[CHANGED], status=409)
        return self.go("/phrases/", "enregistre" if saved else "pareil")

    def _text(self) -> str:
        return self.desk.keeper.read(sentences.OWN_FILE).decode("utf-8", errors="replace")

    def _form(
        self,
        text: str,
        typed: Mapping[str, str] | None = None,
        wrong: Mapping[str, str] | None = None,
        *,
        others: list[str] | None = None,
        status: int = 200,
    ) -> None:
        others = others or []
        try:
            own = parsed(text)
        except ValueError:
            own, others = {}, others or [UNREADABLE]
        rows = listed(own, typed or {}, wrong or {})
        faulty = [it for sentence in rows for it in sentence.variants if it.fault]
        groups = grouped(rows, self.desk.content, self.desk.day())
        about = {"groups": groups, "faulty": faulty, "others": others}
        self.show("phrases.html", status, state=digest(text.encode()), unsaved=typed is not None, **about)
