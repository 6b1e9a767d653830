"""Her pages and articles: which there are, in what state, a new one, what is wrong before one is saved."""

from __future__ import annotations

import dataclasses
import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from estimator.formatting import date_longue
from theme.desk import text_file
from theme.desk.keeping import Keeper
from theme.desk.text_file import written
from theme.plugins.checks import content, content_check, content_files, content_header
from theme.plugins.checks.content_header import HOME, Text, day_of, draft_address
from theme.plugins.discovery.redirects import old_file
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
    all_rows = [_row(path, kind, folder, day) for path in content_files.files(folder / kind) if path.suffix == ".md"]
    return sorted(all_rows, key=lambda row: row.date, reverse=True)


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
    texts = [row for kind in ("pages", "articles") for row in rows(folder, kind, day)]
    return {row.address: row.state[0].upper() + row.state[1:] for row in texts if row.address and not row.is_online}


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
    path, text = keeper.path(name), _as(keeper, name, new)
    if isinstance(text, Problem):
        return [text]
    site = content.read(keeper.content, day)
    others = tuple(it for it in site.texts if it.path != path)
    problems = tuple(it for it in site.problems if it.path != path)
    judged = content_check.check_content(dataclasses.replace(site, texts=(*others, text), problems=problems))
    return sorted((it for it in judged if it.path == path), key=lambda it: not it.is_fault)


def _as(keeper: Keeper, name: str, new: bytes) -> Text | Problem:
    """Return a text as it would be read with the bytes `new`."""
    path = keeper.path(name)
    # Hidden: no text for Pelican nor for the checks of the folder. Another page may be judging the same text.
    aside = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.md")
    try:
        aside.write_bytes(new)
        text = content_header.read(aside, name.partition("/")[0])
    finally:
        aside.unlink(missing_ok=True)
    return dataclasses.replace(text, path=path)


def with_old_address(keeper: Keeper, text: Text, new: bytes, day: str) -> bytes:
    """Return the bytes `new` of a text. An address that changes joins the old ones when visitors have it."""
    after = _as(keeper, text.path.relative_to(keeper.content).as_posix(), new)
    is_online = not text.is_draft and not text.is_after(day)
    if isinstance(after, Problem) or after.address == text.address or HOME in (text.address, after.address):
        return new
    addresses = after.header.get("redirect_from", [])
    if not is_online or not isinstance(addresses, list):
        return new
    return with_old_addresses(new, [*addresses, public(text)], but=public(after))


def follow(keeper: Keeper, before: Text) -> None:
    """Have the pages below one that has been saved name it by its slug of now."""
    after = content_header.read(before.path, before.kind)
    if before.kind != "pages" or isinstance(after, Problem) or after.slug == before.slug:
        return
    for path in content_files.files(keeper.content / before.kind):
        page = content_header.read(path, before.kind)
        if isinstance(page, Text) and page.header.get("parent") == before.slug:
            name = path.relative_to(keeper.content).as_posix()
            source = text_file.source(keeper.read(name))
            header = text_file.with_key(source.header, "parent", after.slug)
            keeper.write(name, dataclasses.replace(source, header=header).encoded())


def with_old_addresses(content: bytes, addresses: Iterable[str], but: str = "") -> bytes:
    """Return the file of a text with these old addresses, each once, without the one that is its own again."""
    source = text_file.source(content)
    by_file = {old_file(str(address)): str(address) for address in addresses}
    by_file.pop(old_file(but) if but else "", None)
    header = text_file.with_key(source.header, "redirect_from", "\n".join(by_file.values()))
    return dataclasses.replace(source, header=header).encoded()


def public(text: Text) -> str:
    """Return the address of a text as a header writes it: « mes-tarifs/ »."""
    return text.address.removesuffix(HOME)
