"""
The settings as a form made from the file itself: its order, its comments, one line changed per value.

A general editor of TOML loses comments or moves them. Here a changed value takes the
place of the former one. A block of a list moves as it is written, and every other byte stays.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

_HEAD: Final = re.compile(r"\s*(?P<open>\[{1,2})\s*(?P<name>[\w-]+)\s*\]{1,2}\s*(?:#.*)?")
_KEY: Final = re.compile(
    r"(?P<indent>\s*)(?P<off>#\s*)?(?P<key>[A-Za-z0-9_-]+)(?P<sign>\s*=\s*)(?P<value>\S.*)", re.DOTALL
)
#: Lines that a value may take.
_LONGEST: Final = 200
#: What people type in a number besides digits.
_NOT_NUMBER: Final = re.compile(r"[\s\u00a0\u202f]|€|%|euros?|heures?|jours?|km|h\b")


class NotANumber(ValueError):
    """A number was wanted, and something else is typed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the file: where it is, what it is, what its comment says. `off` tells a line that is a comment."""

    place: str
    key: str
    value: Any
    #: The value as it is written, without the remark behind it.
    written: str
    hint: str
    #: Lines of the file, from 0; the second is not the entry's any more.
    first: int
    end: int
    off: bool = False

    @property
    def name(self) -> str:
        """Return the name of its field in the form."""
        return f"{self.place}.{self.key}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the file, or one block of a list; `place` is « tarifs », or « forfaits[1] » for the second one."""

    place: str
    is_list: bool
    hint: str
    entries: tuple[Entry, ...]
    first: int
    #: After the last line of its last value: what follows may be the comment of the next one.
    end: int

    @property
    def title(self) -> str:
        """Return the word between the brackets."""
        return self.place.partition("[")[0]


def lines_of(text: str) -> list[str]:
    """Return the lines with their ends, whichever they are."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


@lru_cache(maxsize=8)
def sections(text: str) -> tuple[Section, ...]:
    """Return every section that the form can show, in the file's order."""
    return tuple(_sections(text))


def _sections(text: str) -> list[Section]:
    lines = lines_of(text)
    parts: list[Section] = []
    counts: dict[str, int] = {}
    hints: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number].lstrip("\ufeff").strip()
        head = _HEAD.fullmatch(line)
        entry = _entry(lines, number, parts[-1].place, " ".join(hints)) if parts else None
        if head:
            is_list = head["open"] == "[["
            counts[head["name"]] = index = counts.get(head["name"], -1) + 1
            place = f"{head['name']}[{index}]" if is_list else head["name"]
            parts.append(Section(place, is_list, " ".join(hints), (), number, number + 1))
        elif entry:
            parts[-1] = replace(parts[-1], entries=(*parts[-1].entries, entry), end=entry.end)
        elif line.startswith("#"):
            hints.append(line.lstrip("# "))
            number += 1
            continue
        elif line.startswith("["):
            # A table inside another: left to who edits the file.
            return parts
        hints = []
        number = entry.end if entry else number + 1
    return parts


def _entry(lines: Sequence[str], number: int, place: str, hint: str) -> Entry | None:
    match = _KEY.fullmatch(lines[number])
    if not match or (match["off"] and not match["value"].startswith('"')):
        return None
    text = match["value"]
    for end in range(number + 1, min(number + (1 if match["off"] else _LONGEST), len(lines)) + 1):
        written = _value(text)
        if written is not None:
            value = tomllib.loads(f"v = {written}", parse_float=Decimal)["v"]
            return Entry(place, match["key"], value, written, hint, number, end, bool(match["off"]))
        text += lines[end] if end < len(lines) else ""
    return None


def _value(text: str) -> str | None:
    """Return the value that a line starts with, without the remark behind it; None while it is not whole."""
    for cut in (*(match.start() for match in re.finditer("#", text)), len(text)):
        written = text[:cut].rstrip()
        try:
            tomllib.loads(f"v = {written}")
        except tomllib.TOMLDecodeError:
            continue
        return written
    return None


def literal(typed: str, old: Any, written: str = "") -> str:
    """Return what is typed as TOML, of the kind of `old`, with the decimals of `written`. May raise NotANumber."""
    if isinstance(old, bool):
        return "true" if typed == "oui" else "false"
    if isinstance(old, int | Decimal):
        return _number(typed, len(written.partition(".")[2]))
    if isinstance(old, date):
        # What is no day is written as a text: the check says how to write one.
        with suppress(ValueError):
            return date.fromisoformat(typed.strip()).isoformat()
    if isinstance(old, list):
        items = [item.strip() for item in typed.splitlines() if item.strip()]
        return json.dumps(items, ensure_ascii=False)
    return json.dumps(" ".join(typed.split("\n")).replace("\r", "").strip(), ensure_ascii=False)


def _number(typed: str, decimals: int) -> str:
    try:
        number = Decimal(_NOT_NUMBER.sub("", typed).replace(",", "."))
    except InvalidOperation:
        raise NotANumber(typed) from None
    if not number.is_finite() or abs(number.adjusted()) > 12:
        raise NotANumber(typed)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{number:.{max(decimals, -exponent)}f}"


def words_of(value: Any, written: str = "") -> str:
    """Return a value as the form shows it."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Decimal):
        return written.replace(".", ",") if written else str(value).replace(".", ",")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def change(
    text: str, changes: Mapping[str, str | None], added: Mapping[str, Sequence[tuple[str, str]]] | None = None
) -> str:
    """
    Return the text with these values, TOML by name of entry (`tarifs.taux_horaire`); None takes the line out.

    `added` holds keys that the file has not, (key, TOML), by place: each goes below the last of its section.
    """
    lines = lines_of(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    for section in reversed(sections(text)):
        for key, value in reversed((added or {}).get(section.place, ())):
            _end_line(lines, section.end - 1, newline)
            lines.insert(section.end, f"{key} = {value}{newline}")
        for entry in reversed(section.entries):
            if entry.name in changes:
                whole = "".join(lines[entry.first : entry.end])
                lines[entry.first : entry.end] = [_rewritten(whole, entry, changes[entry.name])]
    return "".join(lines)


def _rewritten(whole: str, entry: Entry, new: str | None) -> str:
    match = _KEY.fullmatch(whole)
    assert match, "an entry is found by its line"
    if new is None:
        # A text can be used again from the comment; a number would be read as words of the next one.
        return f"{match['indent']}# {whole[len(match['indent']) :]}" if isinstance(entry.value, str) else ""
    after = match["value"][len(entry.written) :]
    return f"{match['indent']}{match['key']}{match['sign']}{new}{after}"


def _end_line(lines: list[str], number: int, newline: str) -> None:
    if not lines[number].endswith("\n"):
        lines[number] += newline


def arrange(text: str, title: str, order: Sequence[int | str]) -> str:
    """
    Return the text with the blocks of a list in this order.

    Each is the number of one that is there, or the text of a new one. Blocks that are not named go. What stands
    between them and after them stays: it may be the next section's comment.
    """
    lines = lines_of(text)
    newline = "\r\n" if "\r\n" in text else "\n"
    blocks = [section for section in sections(text) if section.is_list and section.title == title]
    if list(order) == list(range(len(blocks))):
        return text
    written = ["".join(lines[block.first : block.end]) for block in blocks]
    wanted = [written[one] if isinstance(one, int) else one.replace("\n", newline) for one in order]
    if not blocks:
        end = [] if not text or text.endswith("\n") else [newline]
        return "".join([*lines, *end, *(f"{newline}{block}" for block in map(_ended(newline), wanted))])
    wanted = list(map(_ended(newline), wanted))
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        if index < len(wanted):
            last = index == len(blocks) - 1
            here = [wanted[index], *(f"{newline}{more}" for more in wanted[len(blocks) :])] if last else [wanted[index]]
            lines[block.first : block.end] = here
        else:
            # Its blank line goes with it, the comments around stay.
            before = index and not lines[block.first - 1].strip()
            lines[block.first - (1 if before else 0) : block.end] = []
    return "".join(lines)


def _ended(newline: str) -> Any:
    return lambda block: block if block.endswith("\n") else block + newline


def at_line(text: str, line: int | None) -> Iterator[str]:
    """Yield the field, or the place of the section, that a line of the file (from 1) belongs to."""
    for section in sections(text):
        for entry in section.entries:
            if line is not None and entry.first < line <= entry.end and not entry.off:
                yield entry.name
        if line is not None and line == section.first + 1:
            yield section.place
