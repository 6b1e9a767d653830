"""
The two marks of a text: `{{ nom }}` stands for a figure, `((…))` goes when a figure in it is empty.

A list item, a table row or a line of nothing but figures goes without marks. A heading goes when
nothing is left below it. A text runs no program: a name is looked up, and that is all.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol


class Figure(Protocol):
    """What a name stands for."""

    #: Whether the text is Markdown of the theme, rather than words to be shown as they are.
    @property
    def is_markdown(self) -> bool: ...

    @property
    def text(self) -> str: ...


class Names(Protocol):
    """The names that a text may use."""

    def get(self, name: str) -> Figure | None: ...

    def __iter__(self) -> Iterator[str]: ...


class Fault(NamedTuple):
    """A mistake in a text: its line, from 1, and what to do, in French."""

    line: int
    message: str


_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
#: What tells a template apart from a text.
_PROGRAM: Final = re.compile(r"\{%|\{#(?![\w-]+ *\})")
_TOKEN: Final = re.compile(r"(\{\{[^{}\n]*\}\}|\(\(|[()\n])")
#: Where a figure was empty, with its line; where a piece went. No text holds such characters.
_EMPTY: Final = re.compile(r"\x00(\d+)\x00")
_GONE: Final = "\x01"
_ITEM: Final = re.compile(r" *([-*+]|\d+[.)]) ")
_HEADING: Final = re.compile(r"(#{1,6}) ")
_ROW: Final = re.compile(r" *\|")
_DELIMITERS: Final = re.compile(r" *\|[ :|-]+\|? *")
#: What Markdown would read as its own in a word that is to be shown as it is.
_SPECIAL: Final = re.compile(r"[\\`*\[\]<>|{}]")


@dataclass(slots=True)
class _Piece:
    """What stands between two marks, or the whole text: `line` is that of its opening."""

    line: int
    parts: list[str] = field(default_factory=list)
    has_figure: bool = False


@dataclass(slots=True)
class _Reader:
    names: Names
    line: int = 1
    faults: list[Fault] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=lambda: [_Piece(1)])
    #: « p » for a bracket of the sentence, « s » for a mark: which one a closing bracket closes.
    open: list[str] = field(default_factory=list)

    def read(self, text: str) -> str:
        """Return the text with its figures and without its marks, `_EMPTY` where a figure is."""
        words = [word for word in _TOKEN.split(text) if word]
        place = 0
        while place < len(words):
            place += self._take(words[place], words[place + 1] if place + 1 < len(words) else "")
        while len(self.pieces) > 1:
            piece = self.pieces[-1]
            if piece.has_figure:
                message = "La marque (( n’est pas refermée : écrivez )) à la fin de ce qui peut disparaître."
                self.faults.append(Fault(piece.line, message))
            self._close("")
        return "".join(self.pieces[0].parts)

    def _take(self, word: str, following: str) -> int:
        """Read a word; return how many were used."""
        if word == "((":
            self.open.append("s")
            self.pieces.append(_Piece(self.line))
        elif word == ")" and self.open and self.open[-1] == "s" and following == ")":
            self.open.pop()
            self._close("))")
            return 2
        elif word.startswith("{{"):
            self._add(self._figure(word))
            self.pieces[-1].has_figure = True
        else:
            self._plain(word)
        return 1

    def _plain(self, word: str) -> None:
        if word == "\n":
            self.line += 1
        elif word == "(":
            self.open.append("p")
        elif word == ")" and self.open and self.open[-1] == "p":
            self.open.pop()
        self._add(word)

    def _add(self, text: str) -> None:
        self.pieces[-1].parts.append(text)

    def _close(self, end: str) -> None:
        piece = self.pieces.pop()
        text = "".join(piece.parts)
        if not piece.has_figure:
            # Two brackets of the sentence, and no mark.
            self._add(f"(({text}{end}")
        else:
            self._add(_GONE if _EMPTY.search(text) else text)

    def _figure(self, word: str) -> str:
        name = word[2:-2].strip().replace("\\_", "_")
        figure = self.names.get(name)
        if figure is None:
            self.faults.append(Fault(self.line, _unknown(name, self.names)))
            return ""
        text = figure.text
        if not text:
            return f"\x00{self.line}\x00"
        return text if figure.is_markdown else literal(text)


def render(text: str, names: Names, *, is_piece: bool = False) -> tuple[str, list[Fault]]:
    """
    Return `text` with its figures, and without what is empty; then every mistake in its marks, by line.

    In a piece of a text, an empty figure is no mistake: the whole piece goes.
    """
    faults = list(_program_faults(text))
    if faults:
        return text, faults
    reader = _Reader(names)
    lines = _drop(reader.read(text).split("\n"))
    for line in lines:
        for empty in () if is_piece else _EMPTY.finditer(line):
            message = (
                "Une valeur de cette phrase est vide dans vos réglages. Entourez ce qui doit alors disparaître "
                "de (( et ))."
            )
            reader.faults.append(Fault(int(empty[1]), message))
    return _closed_up("\n".join(lines)), sorted(set(reader.faults))


def phrase(text: str, names: Names) -> str:
    """Return a sentence of the theme or of hers with its figures, nothing when one outside marks is empty."""
    reader = _Reader(names)
    sentence = reader.read(text)
    if reader.faults:
        raise ValueError(f"{text!r}: {reader.faults[0].message}")
    return "" if _EMPTY.search(sentence) else _closed_up(sentence)


def used(text: str) -> set[str]:
    """Return the names that a text uses."""
    # Most texts of a long list use none: to look for their marks alone is quick.
    if "{{" not in text:
        return set()
    return {word[2:-2].strip().replace("\\_", "_") for word in _TOKEN.findall(text) if word.startswith("{{")}


def literal(text: str) -> str:
    """Return words as Markdown that shows them as they are, in a table too."""
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", text)


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the name that looks most like `name`, None when none does."""
    parted = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    close = difflib.get_close_matches(re.sub(r"[^a-z0-9]+", "_", parted).strip("_"), list(names), 1, 0.6)
    return close[0] if close else None


def _unknown(name: str, names: Names) -> str:
    close = nearest(name, names)
    hint = f"Vouliez-vous dire {{{{ {close} }}}} ?" if close else "La page des noms, dans l’aperçu, les donne tous."
    if not _NAME.fullmatch(name):
        return f"Entre {{{{ et }}}}, écrivez un nom seul, sans rien d’autre que des lettres, des chiffres et _. {hint}"
    return f"« {name} » n’est pas un nom que le site connaît. {hint}"


def _program_faults(text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), start=1):
        if _PROGRAM.search(line):
            message = (
                "Un texte ne contient pas de programme. Enlevez ce qui est entre {% et %} ou {# et #} ; "
                "ce qui peut manquer se met entre (( et ))."
            )
            yield Fault(number, message)
        elif len(re.findall(r"\{\{", line)) != len(re.findall(r"\{\{[^{}\n]*\}\}", line)):
            yield Fault(number, "Un nom n’est pas refermé : écrivez par exemple {{ prix_heure }}.")


def _drop(lines: list[str]) -> list[str]:
    """Return the lines without the items, rows, lines and headings that say nothing any more."""
    lines = _without_items(lines)
    lines = _without_rows(lines)
    return _without_headings(lines)


def _is_bare(line: str) -> bool:
    """Return whether a line, its mark of a list aside, held nothing but figures, and they are empty."""
    bare = _EMPTY.sub(_GONE, _ITEM.sub("", line))
    return _GONE in bare and not bare.replace(_GONE, "").strip(" *.")


def _without_items(lines: list[str]) -> list[str]:
    rest: list[str] = []
    dropping: int | None = None
    for line in lines:
        indent = len(line) - len(line.lstrip())
        if dropping is not None and line.strip() and indent > dropping:
            continue
        if dropping is not None and not line.strip():
            # What is indented below it still belongs to the item.
            rest.append(line)
            continue
        item = _ITEM.match(line)
        dropping = indent if item and (_EMPTY.search(line) or _is_bare(line)) else None
        if dropping is None:
            rest.append(_GONE if _is_bare(line) and not _ROW.match(line) else line)
        else:
            rest.append(f"{_GONE}{_GONE}")
    return rest


def _without_rows(lines: list[str]) -> list[str]:
    rest: list[str] = []
    for line in lines:
        rest.append(f"{_GONE}{_GONE}" if _ROW.match(line) and _EMPTY.search(line) else line)
    for place in range(1, len(rest)):
        # A table whose rows have all gone goes whole.
        after = next((line for line in rest[place + 1 :] if line != f"{_GONE}{_GONE}"), "")
        went = place + 1 < len(rest) and rest[place + 1] == f"{_GONE}{_GONE}"
        if went and _DELIMITERS.fullmatch(rest[place]) and "-" in rest[place] and not _ROW.match(after):
            rest[place - 1] = rest[place] = f"{_GONE}{_GONE}"
    return rest


def _without_headings(lines: list[str]) -> list[str]:
    rest = list(lines)
    for place in reversed(range(len(rest))):
        heading = _HEADING.match(rest[place])
        if not heading:
            continue
        below = []
        for line in rest[place + 1 :]:
            if _HEADING.match(line):
                break
            below.append(line)
        end = place + 1 + len(below)
        following = _HEADING.match(rest[end]) if end < len(rest) else None
        ends = following is None or len(following[1]) <= len(heading[1])
        if ends and any(_GONE in line for line in below) and not "".join(below).replace(_GONE, "").strip():
            rest[place] = _GONE
    return [line for line in rest if line != f"{_GONE}{_GONE}"]


def _closed_up(text: str) -> str:
    """Return the text without the places where pieces went, nor the space that each leaves too many."""
    closing: list[tuple[str, str | Callable[[re.Match[str]], str]]] = [
        (rf"(?m)^{_GONE}+ *", ""),
        (rf"(?m) *{_GONE}+(?= |$)", ""),
        (_GONE, ""),
    ]
    for pattern, by in closing:
        text = re.sub(pattern, by, text)
    return text
