"""What a page says of itself: anchors in speaking French, and the list of its sections."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final, NamedTuple

from bs4 import BeautifulSoup
from pelican import signals

#: A list of two sections would say less than the page.
FEWEST: Final = 4
HEADING: Final = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>', re.DOTALL)
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})


class Section(NamedTuple):
    """A section of a page: its anchor and its title as plain text."""

    anchor: str
    title: str


class Part(NamedTuple):
    """A part of a text: the anchor and the title of its heading, then what follows, both as HTML."""

    anchor: str
    title: str
    body: str


def anchor(title: str, separator: str = "-") -> str:
    """Return the anchor of a title: « Qu’est-ce ? » gives `qu-est-ce`."""
    parted = unicodedata.normalize("NFKD", title.lower().translate(LIGATURES))
    plain = "".join(character for character in parted if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator) or "partie"


def sections(html: str) -> list[Section]:
    """Return the second-level sections of a text when it has enough of them for a list to help."""
    found = BeautifulSoup(html, "html.parser").find_all("h2", id=True)
    if len(found) < FEWEST:
        return []
    return [Section(str(tag["id"]), tag.get_text()) for tag in found]


def parts(html: str) -> list[Part]:
    """Return a text cut before each of its second-level titles; what stands before the first has no title."""
    pieces = HEADING.split(html)
    before = [Part("", "", pieces[0])] if pieces[0].strip() else []
    return before + [Part(*pieces[at : at + 3]) for at in range(1, len(pieces), 3)]


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"].update(sections=sections, parts=parts)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
