"""One text of `content/` as a form: the keys of its header, its body. What is not changed keeps its bytes."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final

import yaml

from estimator.need.fields import Field, Kind
from theme.desk.settings_known import labels
from theme.plugins.checks import header_check
from theme.plugins.checks.content_header import DATES, Text
from theme.plugins.discovery.structure import SECTIONS
from theme.plugins.look.drawings import illustrations

#: The keys that a form asks, by kind of text; what a header holds besides stays as it is.
ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "pages": (
        *("title", "description", "status", "slug", "menu", "position", "section", "parent", "illustration"),
        *("illustrations", "redirect_from"),
    ),
    "articles": (
        "title",
        "description",
        "date",
        "modified",
        "status",
        "slug",
        "category",
        "illustration",
        "redirect_from",
    ),
}
#: The field of the text itself.
BODY: Final = "texte"
_END: Final = r"(?:\r\n?|\n)"
_LINE: Final = re.compile(rf"[^\r\n]*{_END}|[^\r\n]+")
_PARTS: Final = re.compile(
    rf"(\ufeff?---[ \t]*{_END})(.*?)((?<=[\r\n])---[ \t]*(?:{_END}|\Z))(.*)",
    re.DOTALL,
)
_TITLE: Final = re.compile(r"^title[ \t]*:[ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
#: Keys of several values.
LISTS: Final = ("illustrations", "redirect_from")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text in its parts: the opening line, the header, the closing line, the body; how its lines end."""

    opening: str
    header: str
    closing: str
    body: str
    newline: str

    @property
    def lines_before(self) -> int:
        """Return the lines of the file above the body."""
        return len(_LINE.findall(self.opening + self.header + self.closing))

    def encoded(self) -> bytes:
        """Return the bytes of the file."""
        return "".join((self.opening, self.header, self.closing, self.body)).replace("\n", self.newline).encode()


def words(content: bytes) -> str:
    """
    Return the text of a file. What is not UTF-8 is read as Windows writes it, in its alphabet or in UTF-16.

    What is saved from it is UTF-8; no byte is lost but half a sign of UTF-16.
    """
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16", errors="replace") if is_wide else content.decode("utf-8", errors=_OF_WINDOWS)


def _of_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    part = error.object[error.start : error.end]
    try:
        return part.decode("cp1252"), error.end
    except UnicodeDecodeError:
        # Five bytes are no letter of Windows: the check tells of them.
        return part.decode("latin-1"), error.end


#: How a byte that is not UTF-8 is read.
_OF_WINDOWS: Final = "of-windows"
codecs.register_error(_OF_WINDOWS, _of_windows)


def source(content: bytes) -> Source:
    """Return the parts of a file. Without a header the opening line is empty, and all of it is the body."""
    text = words(content)
    newline = "\r\n" if "\r\n" in text and text.count("\r\n") == text.count("\n") else "\n"
    text = text.replace("\r\n", "\n") if newline == "\r\n" else text
    match = _PARTS.match(text)
    opening, header, closing, body = match.groups() if match else ("", "", "", text)
    return Source(opening, header, closing, body, newline)


def values(text: Text) -> dict[str, str]:
    """Return what the form shows of a text, by field."""
    fields = {key: _typed(text.header.get(key)) for key in ASKED[text.kind]}
    return {**fields, BODY: text.body}


def _typed(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def changed(before: Source, text: Text, typed: Mapping[str, str]) -> Source:
    """Return the file with what is typed. A key that changed takes its own lines, and other lines stay."""
    header = before.header
    for key, was in values(text).items():
        new = typed.get(key, was).replace("\r\n", "\n")
        if key != BODY and new.strip() != was.strip():
            header = with_key(header, key, new.strip())
    body = ended_alike(before.body, typed.get(BODY, before.body))
    if body.strip() and not body.endswith("\n"):
        body += "\n" if before.body.endswith("\n") else ""
    return Source(before.opening, header, before.closing, body, before.newline)


def ended_alike(before: str, typed: str) -> str:
    """Return what is typed, its lines ended as the same ones of `before` are. A browser ends them all alike."""
    old, new = _LINE.findall(before), [_plain(line) for line in _LINE.findall(typed)]
    lines: list[str] = []
    for change, *at in SequenceMatcher(None, [_plain(line) for line in old], new, autojunk=False).get_opcodes():
        was, now = old[at[0] : at[1]], new[at[2] : at[3]]
        lines += was if change == "equal" else map(_ended_as, zip_longest(was[: len(now)], now, fillvalue="\n"))
    return "".join(lines)


def _ended_as(lines: tuple[str, str]) -> str:
    """Return the second line with the end of the first, if both have one."""
    was, now = lines
    end = was[len(was.rstrip("\r\n")) :]
    return now.removesuffix("\n") + end if now.endswith("\n") and end else now


def _plain(line: str) -> str:
    """Return a line as a browser gives it back."""
    return re.sub(rf"{_END}$", "\n", line).replace("\0", "\ufffd")


def whole(content: bytes, typed: str) -> bytes:
    """Return a file that was shown whole, its header being unreadable, with what is typed."""
    before = source(content)
    text = before.opening + before.header + before.closing + before.body
    return Source("", "", "", ended_alike(text, typed), before.newline).encoded()


def title(content: bytes) -> str:
    """Return the title of a file, empty without one: no more of the header is read, which may be anybody's."""
    match = _TITLE.search(source(content).header)
    value = match[1] if match else ""
    with suppress(yaml.YAMLError):
        return str(yaml.safe_load(value)) if value.startswith(("'", '"')) else value
    return value


def with_body(before: Source, body: str) -> Source:
    """Return the file with another body."""
    return replace(before, body=body)


def with_key(header: str, key: str, value: str) -> str:
    """Return a header with another value of a key; an empty one takes the key out."""
    lines = header.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if re.match(rf"[\"']?{re.escape(key)}[\"']?[ \t]*:", line)]
    new = [f"{key}: {written(key, value)}\n"] if value else []
    if not places:
        return header + "".join(new)
    first = places[0]
    # A list may go on below its key, on lines that are set back or begin with a hyphen.
    end = next((at for at in range(first + 1, len(lines)) if not re.match(r"[ \t]|-[ \t]|\s*$", lines[at])), len(lines))
    return "".join([*lines[:first], *new, *lines[end:]])


def written(key: str, value: str) -> str:
    """Return a value as a header writes it: plain where YAML reads it so, between quotes elsewhere."""
    if key in LISTS:
        items = (_scalar(line.strip(), "[{}]") for line in value.splitlines() if line.strip())
        return f"[{', '.join(items)}]"
    value = " ".join(value.split("\n"))
    if key in DATES or (key == "position" and value.isdecimal()):
        return value
    return _scalar(value)


def _scalar(value: str, frame: str = "{}") -> str:
    """Return a text plain where YAML, which reads it in a `frame`, reads it so."""
    line = frame.format(value)
    try:
        read = yaml.safe_load(f"key: {line}")
    except yaml.YAMLError:
        read = None
    return value if read in ({"key": value}, {"key": [value]}) else json.dumps(value, ensure_ascii=False)


def key_field(kind: str, key: str, pages: Mapping[str, str]) -> Field:
    """Return what the form knows of a key; `pages` are the titles by slug, for what stands above a page."""
    names = labels()["header"]
    choices: dict[str, Mapping[str, str]] = {
        "status": {one: names[f"status_{one}"] for one in ("", *header_check.STATUSES[1:])},
        "section": {"": "—", **SECTIONS},
        "parent": {"": "—", **pages},
        "illustration": {"": "—", **{one: one for one in illustrations()}},
    }
    default = None if key in ("title", "description") else ""
    offered = choices.get(key, {})
    form: Kind = "liste" if key in LISTS else "nombre" if key == "position" else "choix" if offered else "texte"
    return Field(key, names[key], "", form, default, choices=tuple(offered), words=tuple(offered.values()))
