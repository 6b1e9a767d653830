"""
Lists, tables and titles as people write them, put as Markdown wants them: what can be understood is.

Everywhere else a list may stand right under a line, and two spaces are enough below a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

#: The bullets of word processors, which stand for a hyphen; the last one is Word's own.
BULLETS: Final = "•‣⁃◦▪▫●○■□∙·➢➤❖\uf0b7"
_BULLET: Final = re.compile(rf"( *)[{BULLETS}]\s*(?=\S)")
#: The beginning of a point: « - », « 1. » or « 1) ».
MARKER: Final = re.compile(r" *(?:[-+*]|(?P<number>\d{1,9})[.)]) +(?=\S)")
RULE: Final = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
TITLE: Final = re.compile(r" {0,3}(#{1,6}(?!#).*)")
QUOTE: Final = re.compile(r" {0,3}> ?")
#: The line of hyphens below the titles of a table.
HYPHENS: Final = re.compile(r" *\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *")
ATTRIBUTES: Final = re.compile(r" *\{:[^{}]*\} *")
_CODE: Final = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
#: How far Markdown wants what is below a point.
STEP: Final = 4
#: How far a person puts it at least.
LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Point:
    """An open point of a list: the column of its mark, and whether it is numbered."""

    column: int
    numbered: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the points that it stands in; `opens` when a point begins there."""

    text: str
    points: tuple[Point, ...]
    opens: bool = False
    after_blank: bool = False

    @property
    def column(self) -> int:
        """Return how many spaces the line begins with."""
        return len(self.text) - len(self.text.lstrip(" "))


def placed(lines: list[str]) -> Iterator[Placed]:
    """Yield each line with the points of lists that it stands in, as a person reads them."""
    points: tuple[Point, ...] = ()
    before = ""
    for line in lines:
        column = len(line) - len(line.lstrip(" "))
        opened = None if RULE.fullmatch(line) else MARKER.match(line)
        if opened and (points or (column < STEP and _may_begin(opened, before))):
            points = (*_around(points, column), Point(column, bool(opened["number"])))
            yield Placed(line, points, opens=True, after_blank=not before.strip())
        else:
            if line.strip() and TITLE.fullmatch(line):
                points = ()
            elif line.strip() and not before.strip():
                points = _around(points, column)
            yield Placed(line, points, after_blank=not before.strip())
        before = line


def understood(lines: list[str]) -> list[str]:
    """Return the lines of a text with each list, table and title put as Markdown wants it."""
    return _with_tables_apart(_with_lists_apart([_BULLET.sub(r"\1- ", line) for line in _quotes(lines)]))


def cells(row: str) -> list[str]:
    """Return the cells of a row of a table; a bar in code or after a backslash parts none."""
    bare = _CODE.sub(lambda code: "x" * len(code[0]), row.strip().replace("\\|", "xx"))
    bounds = [-1, *(index for index, character in enumerate(bare) if character == "|"), len(bare)]
    parts = [row.strip()[start + 1 : end] for start, end in pairwise(bounds)]
    return parts[bare.startswith("|") : len(parts) - (bare.endswith("|") and len(parts) > 1)]


def is_table(header: str, hyphens: str) -> bool:
    """Return whether these two lines, one under the other, begin a table."""
    return bool(HYPHENS.fullmatch(hyphens)) and "|" in header and len(cells(header)) == len(cells(hyphens))


def _may_begin(opened: re.Match[str], before: str) -> bool:
    """Return whether a list may begin under the line `before`: « 2026. » may be the end of a sentence."""
    return not before.strip() or opened["number"] in (None, "1")


def _around(points: tuple[Point, ...], column: int) -> tuple[Point, ...]:
    """Return the points that a line which begins at `column` stands in."""
    return tuple(point for point in points if column >= point.column + LEAST)


def _quotes(lines: list[str]) -> list[str]:
    """Return the lines with what is quoted put right first."""
    done: list[str] = []
    quoted: list[str] = []
    for line in [*lines, ""]:
        mark = QUOTE.match(line)
        if mark:
            quoted.append(line[mark.end() :])
            continue
        if quoted:
            done += [f"> {inside}" for inside in understood(quoted)]
            quoted = []
        done.append(line)
    return done[:-1]


def _with_lists_apart(lines: list[str]) -> list[str]:
    done: list[str] = []
    former: tuple[Point, ...] = ()
    loose = False  # whether the last point holds a paragraph below it
    for line in placed(lines):
        text = line.text
        title = TITLE.fullmatch(text)
        if title and not line.points:
            if done and done[-1].strip():
                done.append("")
            text = title[1]
        elif line.opens:
            depth = len(line.points) - 1
            other = depth < len(former) and former[depth].numbered != line.points[-1].numbered
            if done and done[-1].strip() and (not former or other or loose):
                done.append("")
            loose = False
            text = " " * (STEP * depth) + _point(text.lstrip(" "))
        elif line.points and line.after_blank and text.strip():
            text = " " * max(line.column, STEP * len(line.points)) + text.lstrip(" ")
            loose = True
        done.append(text)
        former = line.points
    return done


def _point(text: str) -> str:
    """Return the text of a point with the mark that Markdown knows."""
    return re.sub(r"^(\d+)\) +", r"\1. ", text)


def _with_tables_apart(lines: list[str]) -> list[str]:
    done: list[str] = []
    inside = False
    for index, line in enumerate(lines):
        follows = bool(done and done[-1].strip())
        begins = not inside and index + 1 < len(lines) and is_table(line, lines[index + 1])
        ends = inside and "|" not in line and bool(line.strip())
        if follows and (begins or ends):
            done.append("")
        inside = begins or (inside and not ends and bool(line.strip()))
        done.append(line)
    return done


class _Understand(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return understood(lines)


class Blocks(Extension):
    """Python-Markdown extension that puts blocks right once code and HTML have been set aside."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        md.preprocessors.register(_Understand(md), "blocks", priority=15)
