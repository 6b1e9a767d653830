"""How the pages hang together: sections, parents, and the way from the home page to each of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from theme.plugins import signals
from theme.plugins.texts.typography import plain

#: What the header key `section` may hold, and the title under which footer and site map show it.
SECTIONS: Final = {
    "metier": "Le secrétariat",
    "travailler": "Travailler ensemble",
    "confiance": "Vous rassurer",
    "site": "Ce site",
}
#: Where a page goes that names no section; a page with a parent follows it.
DEFAULT_SECTION: Final = "site"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way to a page: its short name, and its address from the site's root."""

    name: str
    address: str


HOME: Final = Step("Accueil", "")
NEWS: Final = Step("Actualités", "actualites/")
#: A further page of the list of news.
_FURTHER: Final = re.compile(rf"{NEWS.address}page/(\d+)/")


@dataclass(frozen=True, slots=True)
class Branch:
    """A page with the step that leads to it, and the pages under it."""

    page: Any
    step: Step
    children: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class SiteSection:
    """A section of the site with the pages at its top."""

    code: str
    title: str
    branches: tuple[Branch, ...]


def short_name(content: Any) -> str:
    """Return what menus, footer and breadcrumbs call a page or an article: plain text."""
    return plain(getattr(content, "menu", None) or getattr(content, "short_title", content.title))


def trail(current: str, content: Any, pages: Sequence[Any]) -> list[Step]:
    """
    Return the steps from the home page to the page at the address `current`, itself included.

    `content` is the page or the article, None for what is neither. Empty on the home page and
    on the page of errors.
    """
    if content is None:
        if current == NEWS.address:
            return [HOME, NEWS]
        further = _FURTHER.fullmatch(current)
        return [HOME, NEWS, Step(f"Page {further[1]}", current)] if further else []
    if current == HOME.address:
        return []
    if current.startswith(NEWS.address):
        return [HOME, NEWS, _step(content)]
    return [HOME, *(_step(page) for page in _ancestors(content, pages)), _step(content)]


@dataclass(frozen=True, slots=True)
class Structure:
    """What every page of a site shows of all: the menu, the sections, and the pages under each, by slug."""

    menu: tuple[Step, ...]
    sections: tuple[SiteSection, ...]
    under: Mapping[str, Sequence[Any]]


def structure(pages: Sequence[Any]) -> Structure:
    """Return how these pages hang together: each section with its pages (none, perhaps) in the menu's order, then by name."""
    for known, result in _LAST:
        if len(known) == len(pages) and all(one is other for one, other in zip(known, pages, strict=True)):
            return result
    # Every page of a site shows the same.
    _LAST[:] = [(list(pages), _structure(pages))]
    return _LAST[0][1]


#: The pages of the site being written, and how they hang together.
_LAST: Final[list[tuple[list[Any], Structure]]] = []


def _structure(pages: Sequence[Any]) -> Structure:
    under: dict[str, list[Any]] = {}
    for page in pages:
        under.setdefault(getattr(page, "parent", None) or "", []).append(page)
    slugs = {page.slug for page in pages}
    tops = [page for page in pages if page.url and getattr(page, "parent", None) not in slugs]
    sections = [
        SiteSection(
            code,
            title,
            tuple(_branch(page, under) for page in _in_order(tops) if _section_of(page) == code),
        )
        for code, title in SECTIONS.items()
    ]
    named = [page for page in pages if hasattr(page, "menu")]
    return Structure(
        tuple(_step(page) for page in sorted(named, key=lambda page: getattr(page, "position", float("inf")))),
        tuple(sections),
        {slug: sorted(below, key=lambda page: str(page.title).lower()) for slug, below in under.items()},
    )


def _step(content: Any) -> Step:
    return Step(short_name(content), content.url)


def _ancestors(page: Any, pages: Sequence[Any]) -> list[Any]:
    """Return the parents of `page`, the highest first; the content's check has refused loops."""
    parent = next((other for other in pages if other.slug == getattr(page, "parent", None)), None)
    return [] if parent is None else [*_ancestors(parent, pages), parent]


def _branch(page: Any, under: Mapping[str, Sequence[Any]]) -> Branch:
    return Branch(page, _step(page), tuple(_branch(child, under) for child in _in_order(under.get(page.slug, ()))))


def _section_of(page: Any) -> str:
    return str(getattr(page, "section", DEFAULT_SECTION))


def _in_order(pages: Sequence[Any]) -> list[Any]:
    return sorted(pages, key=lambda page: (getattr(page, "position", float("inf")), _sort_key(short_name(page))))


def _sort_key(text: str) -> str:
    """Return `text` without case nor accents: « À propos » stands among the A."""
    split = unicodedata.normalize("NFD", text.casefold())
    return "".join(character for character in split if not unicodedata.combining(character))


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"].update(trail=trail, structure=structure)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
