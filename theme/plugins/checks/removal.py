"""A page taken off the site: it becomes a draft, and what led to it becomes plain words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from theme.plugins.checks import content_files, content_header
from theme.plugins.checks.content import read
from theme.plugins.checks.content_check import LEGAL
from theme.plugins.checks.content_header import HOME, Text
from theme.plugins.figures import sentences
from theme.plugins.problems import Problem

#: Writes a file; a page of the desk keeps what was there, or only looks at what would change.
Write = Callable[[Path, bytes], object]
_WORDS: Final = r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"


class Refusal(Exception):
    """A page that cannot be taken off, with the reason in French."""


@dataclass(frozen=True, slots=True)
class Removal:
    """The page's file, and the places where words spoke of it, each with its line as it reads now."""

    page: Path
    places: list[Problem]


def remove(content: Path, wanted: str) -> Removal:
    """Take the page `wanted` (its file or its slug) off; raise Refusal. Nothing is lost: the page stays, as a draft."""
    for problem in read(content).problems:
        if problem.is_fault:
            raise Refusal(f"Corrigez d’abord ceci, pour que rien ne soit changé à moitié. {problem}")
    page = _page(content, wanted)
    places = unlink(content, page)
    _make_draft(page)
    return Removal(page.path, places)


def unlink(content: Path, text: Text, write: Write = Path.write_bytes) -> list[Problem]:
    """Turn what leads to a text into plain words, each file by `write`; return each line as it reads then."""
    unlinked = _unlinking(text)
    places: list[Problem] = []
    for path in _texts(content):
        if path != text.path:
            places += _rewrite(path, unlinked, write)
            places += _without_parent(path, text, write)
    return [*places, *_reword(content, unlinked, write)]


def refusal(text: Text) -> str:
    """Return why a text must stay, empty when it may go."""
    if text.address == HOME:
        return "L’accueil ne se retire pas : sans lui, le site ne s’ouvre plus."
    template = str(text.header.get("template"))
    return f"Cette page ne se retire pas. {LEGAL[template]}" if template in LEGAL else ""


def _texts(content: Path) -> Iterator[Path]:
    for kind in content_header.REQUIRED:
        yield from (path for path in content_files.files(content / kind) if path.suffix == ".md")


def _page(content: Path, wanted: str) -> Text:
    """Return the page that is meant; raise Refusal when there is none, or when it must stay."""
    name = Path(wanted).name.removesuffix(".md")
    pages = [
        text
        for path in content_files.files(content / "pages")
        if isinstance(text := content_header.read(path, "pages"), Text)
    ]
    for page in pages:
        if name in (page.path.stem, page.slug):
            if refusal(page):
                raise Refusal(refusal(page))
            return page
    known = ", ".join(sorted(page.path.stem for page in pages))
    raise Refusal(f"Aucune page ne s’appelle « {wanted} ». Vos pages : {known}.")


def _unlinking(page: Text) -> Callable[[str], str]:
    """Return what turns the links to a text into their words."""
    file, address = re.escape(page.path.name), re.escape(page.address.removesuffix(HOME).strip("/"))
    target = rf"(?:\{{filename\}}/?(?:{page.kind}/|\.\./{page.kind}/)?{file}|(?:\.\./)+{address}/?)(?:#[^)\s]*)?(?:\s+\"[^\"]*\")?"
    link = re.compile(rf"{_WORDS}\({target}\)")
    return lambda text: link.sub(r"\1", text)


def _rewrite(path: Path, unlinked: Callable[[str], str], write: Write) -> Iterator[Problem]:
    """Rewrite a text, and yield each of its lines that changed."""
    text = path.read_bytes().decode("utf-8")
    new = unlinked(text)
    if new == text:
        return
    write(path, new.encode("utf-8"))
    for number, (before, after) in enumerate(zip(text.splitlines(), new.splitlines(), strict=True), start=1):
        if before != after:
            yield Problem(path, number, after.strip())


def _without_parent(path: Path, page: Text, write: Write) -> Iterator[Problem]:
    """Take the page off the header of a page that stood below it."""
    text = path.read_bytes().decode("utf-8")
    match = re.search(rf"(?m)^parent:[ \t]*[\"']?{re.escape(page.slug)}[\"']?[ \t]*\r?\n", text)
    if match and page.kind == "pages":
        write(path, (text[: match.start()] + text[match.end() :]).encode("utf-8"))
        yield Problem(path, text.count("\n", 0, match.start()) + 1, f"parent : {page.slug} (ligne enlevée)")


def _reword(content: Path, unlinked: Callable[[str], str], write: Write) -> Iterator[Problem]:
    """Say in her own words, without the link, the sentences of the site that led to the page."""
    path = content / sentences.OWN_FILE
    if path.is_file():
        yield from _rewrite(path, unlinked, write)
    own = sentences.own(content)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for name, variants in sentences.shipped().items():
        leading = {
            key: text for key, text in variants.items() if key not in own.get(name, {}) and unlinked(text) != text
        }
        if not leading:
            continue
        entries = [f"{variant} = {_quoted(unlinked(text))}" for variant, text in leading.items()]
        title = f"[{name}]" if re.fullmatch(r"\w+", name) else f'["{name}"]'
        at = next((number for number, line in enumerate(lines) if line.strip() == title), None)
        lines = [*lines, "", title, *entries] if at is None else [*lines[: at + 1], *entries, *lines[at + 1 :]]
        for text in leading.values():
            yield Problem(path, None, unlinked(text))
    if lines:
        text = "\n".join(lines).lstrip("\n") + "\n"
        tomllib.loads(text)
        write(path, text.encode("utf-8"))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _make_draft(page: Text) -> None:
    """Write « status: draft » into the header of the page, its bytes kept otherwise."""
    text = page.path.read_bytes().decode("utf-8")
    if "status" in page.header:
        changed = re.sub(r"(?m)^status:[^\r\n]*", "status: draft", text, count=1)
    else:
        changed = re.sub(
            r"\A(\ufeff?---[ \t]*\r?\n)", r"\1status: draft" + ("\r\n" if "\r\n" in text else "\n"), text, count=1
        )
    page.path.write_bytes(changed.encode("utf-8"))
