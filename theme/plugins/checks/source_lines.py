"""A text as its checks read it: lines with their numbers, without what is no prose (code, HTML, figures, marks)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from theme.plugins.texts.blocks import HYPHENS, QUOTE, RULE, TITLE, Placed, is_table, placed

#: What becomes a figure: a word.
FIGURE: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
#: A name alone below a row stands for other rows.
ROWS: Final = re.compile(r"^( *\|.*)\n *\{\{ *[\w\\]+ *\}\} *$", re.MULTILINE)
#: A piece that goes when a figure in it is empty.
PIECE: Final = re.compile(r"\(\((.*?)\)\)", re.DOTALL)
FENCED: Final = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n`]*\n(?:.*?\n)??(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)
COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCKS: Final = (
    "address|article|aside|blockquote|center|details|dialog|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|iframe"
    "|main|menu|nav|ol|p|pre|script|section|style|svg|table|template|textarea|ul|video"
)
HTML: Final = re.compile(
    rf"^ {{0,3}}<(?P<tag>{_BLOCKS})\b(?:.*?</(?P=tag)\s*>|.*?(?=\n[ \t]*\n|\Z))",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_CODE: Final = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()>#+.!|~-])")


class Line(NamedTuple):
    """A line of prose: its number in the file, and its text."""

    number: int
    text: str


@dataclass(frozen=True)
class Unit:
    """Lines that make one paragraph, point, title, quotation or row: a mark opened there is closed there."""

    lines: tuple[Line, ...]
    kind: str

    @cached_property
    def text(self) -> str:
        """The lines joined, without code, and « x » for each character that a backslash makes plain."""
        whole = "\n".join(line.text for line in self.lines)
        return _ESCAPED.sub("x", _CODE.sub(lambda code: "x" + _lines_only(code), whole))

    def line_at(self, index: int) -> int:
        """Return the number of the line that holds the character `index` of `text`."""
        above = self.text[:index].count("\n")
        return self.lines[min(above, len(self.lines) - 1)].number


@dataclass(frozen=True)
class Prose:
    """The lines of a text without code nor HTML, each with its number, and what they make together."""

    lines: tuple[Line, ...]

    @cached_property
    def places(self) -> list[Placed]:
        """For each line, the points of lists that it stands in."""
        return list(placed([line.text for line in self.lines]))

    @cached_property
    def in_table(self) -> list[bool]:
        """For each line, whether it stands in a table, its titles and its hyphens included."""
        flags = [False] * len(self.lines)
        for index in range(1, len(self.lines)):
            above, text = self.lines[index - 1].text, self.lines[index].text
            begins = bool(text.strip()) and is_table(above, text)
            flags[index - 1] |= begins
            flags[index] = begins or (flags[index - 1] and "|" in text)
        return flags

    @cached_property
    def units(self) -> list[Unit]:
        """The paragraphs, points, titles, quotations and rows of tables."""
        return list(_units(self))


def prose(body: str, first: int) -> Prose:
    """Return the prose of a text; `first` is the number of its first line in the file."""
    whole = PIECE.sub(r"\1", FIGURE.sub(_word, ROWS.sub(r"\1\n\1", body)))
    lines = [
        Line(number, line)
        for number, (line, raw) in enumerate(zip(whole.split("\n"), body.split("\n"), strict=True), start=first)
        # A line that holds nothing but marks leaves none on the page.
        if line.strip() or not raw.strip()
    ]
    if not lines:
        return Prose(())
    text = "\n".join(line.expandtabs(4) for _, line in lines)
    for pattern in (FENCED, COMMENT, HTML):
        text = pattern.sub(_lines_only, text)
    return Prose(tuple(Line(line.number, now) for line, now in zip(lines, text.split("\n"), strict=True)))


def _units(whole: Prose) -> Iterator[Unit]:
    current: list[Line] = []
    kind = "paragraph"
    for line, place, row in zip(whole.lines, whole.places, whole.in_table, strict=True):
        now = _kind(line.text, place, row)
        alone = now in ("title", "row", "rule", "blank") or place.opens
        if current and (alone or kind not in (now, "point") or kind in ("title", "row")):
            yield Unit(tuple(current), kind)
            current = []
        if now == "blank":
            kind = "paragraph"
            continue
        if not current:
            kind = now
        current.append(line)
    if current:
        yield Unit(tuple(current), kind)


def _kind(text: str, place: Placed, row: bool) -> str:
    if not text.strip():
        return "blank"
    if row or HYPHENS.fullmatch(text):
        return "row"
    if TITLE.fullmatch(text) and not place.points:
        return "title"
    if RULE.fullmatch(text):
        return "rule"
    if place.opens:
        return "point"
    return "quote" if QUOTE.match(text) else "paragraph"


def _word(figure: re.Match[str]) -> str:
    return "x" + "\n" * figure[0].count("\n")


def _lines_only(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
