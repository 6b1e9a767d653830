"""Her pages and articles: which there are and in what state, a new one, what is wrong with one before it is saved."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from estimator.formatting import date_longue
from theme.desk.keeping import Keeper
from theme.desk.text_file import written
from theme.plugins.checks import content, content_check, content_files, content_header
from theme.plugins.checks.content_header import HOME, day_of, draft_address
from theme.plugins.problems import Problem

#: What a new text says until she writes it.
BEGINNING: Final = "Écrivez ici votre texte."
#: Longer names hinder on some disks.
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Row:
    """A text in the list: its file below `content/`, title, state, whether visitors see it, where the preview has it."""

    name: str
    title: str
    state: str
    is_online: bool
    address: str = ""
    date: str = ""
    slug: str = ""


def rows(folder: Path, kind: str, day: str) -> list[Row]:
    """Return the texts of a kind, the newest article first; `day` (ISO) tells which are yet to come."""
    found = [_row(path, kind, folder, day) for path in content_files.files(folder / kind) if path.suffix == ".md"]
    return sorted(found, key=lambda row: row.date, reverse=True)


def _row(path: Path, kind: str, folder: Path, day: str) -> Row:
    name = path.relative_to(folder).as_posix()
    text = content_header.read(path, kind)
    if isinstance(text, Problem):
        return Row(name, path.name, "à corriger", is_online=False)
    date = day_of(text.header.get("date"))
    state = "publié"
    if text.is_draft:
        state = "brouillon"
    elif text.is_after(day) and date:
        state = f"paraîtra le {date_longue(date)}"
    is_online = state == "publié"
    place = text.address if is_online else draft_address(text, folder)
    address = f"/{place.removesuffix(HOME)}"
    return Row(name, str(text.header.get("title", path.name)), state, is_online, address, str(date or ""), text.slug)


def stamps(folder: Path, day: str) -> dict[str, str]:
    """Return what the preview stamps on each page that visitors do not have, by address."""
    listed = [row for kind in ("pages", "articles") for row in rows(folder, kind, day)]
    return {row.address: row.state[0].upper() + row.state[1:] for row in listed if row.address and not row.is_online}


def slug(title: str) -> str:
    """Return a title as the name of a file and of an address."""
    # Letters that no accent is taken off, and apostrophes, which part two words.
    letters = title.lower().replace("œ", "oe").replace("æ", "ae").replace("’", "-")
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-")


def create(keeper: Keeper, kind: str, title: str, day: str) -> str:
    """Make a draft from its title, and return its name below `content/`; ValueError when the title has no letter."""
    title = " ".join(title.split())
    stem = slug(title)
    if not stem:
        raise ValueError(title)
    lines = [f"title: {written('title', title)}", f"description: {written('description', title)}"]
    if kind == "articles":
        lines.append(f"date: {day}")
    taken = {row.slug for row in rows(keeper.content, kind, day)}
    free = next(one for one in numbered(stem) if one not in taken and not keeper.path(_name(kind, one, day)).exists())
    text = "\n".join(["---", *lines, f"slug: {free}", "status: draft", "---", "", BEGINNING, ""])
    keeper.write(_name(kind, free, day), text.encode())
    return _name(kind, free, day)


def _name(kind: str, stem: str, day: str) -> str:
    return f"articles/{day}-{stem}.md" if kind == "articles" else f"pages/{stem}.md"


def numbered(stem: str) -> Iterator[str]:
    """Yield a name, then the same with 2, 3… behind it: the first that is free is taken."""
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def judged(keeper: Keeper, name: str, new: bytes, day: str) -> list[Problem]:
    """Return what is wrong with a text as `new`, among the others as they are: faults, then remarks."""
    path = keeper.path(name)
    kind = name.partition("/")[0]
    # Hidden, and no text for Pelican nor for the checks of the folder.
    aside = path.with_name(f".{path.stem}.essai.md")
    try:
        aside.write_bytes(new)
        text = content_header.read(aside, kind)
    finally:
        aside.unlink(missing_ok=True)
    if isinstance(text, Problem):
        return [dataclasses.replace(text, path=path)]
    text = dataclasses.replace(text, path=path)
    site = content.read(keeper.content, day)
    others = tuple(it for it in site.texts if it.path != path)
    problems = tuple(it for it in site.problems if it.path != path)
    judged = content_check.check_content(dataclasses.replace(site, texts=(*others, text), problems=problems))
    return sorted((it for it in judged if it.path == path), key=lambda it: not it.is_fault)
