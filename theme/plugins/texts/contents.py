"""What a page says of itself: anchors in speaking French, and the list of its sections."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple

from bs4 import BeautifulSoup, Tag
from pelican import signals

#: A list of two sections would say less than the page.
FEWEST: Final = 4
#: What a title of the home page may say of its part: `## Les prix {: data-illustration=pieces data-couts }`.
DRAWING: Final = "data-illustration"
COSTS: Final = "data-couts"
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})


class Section(NamedTuple):
    """A section of a page: its anchor and its title as plain text."""

    anchor: str
    title: str


class Part(NamedTuple):
    """
    A part of a text: the anchor and the title of its heading, then what follows, both as HTML.

    Its heading may name a drawing, and ask for the three costs.
    """

    anchor: str
    title: str
    body: str
    illustration: str = ""
    costs: bool = False


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
    headings = BeautifulSoup(html, "html.parser").find_all("h2", id=True, recursive=False)
    lines = [0, *accumulate(len(line) for line in html.splitlines(keepends=True))]
    starts = [lines[(tag.sourceline or 1) - 1] + (tag.sourcepos or 0) for tag in headings]
    first, *pieces = (html[start:end] for start, end in pairwise([0, *starts, len(html)]))
    before = [Part("", "", first)] if first.strip() else []
    return before + [_part(tag, piece) for tag, piece in zip(headings, pieces, strict=True)]


def _part(heading: Tag, piece: str) -> Part:
    opened, _, body = piece.partition("</h2>")
    title = opened.partition(">")[2]
    return Part(str(heading["id"]), title, body, str(heading.get(DRAWING, "")), heading.has_attr(COSTS))


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"].update(sections=sections, parts=parts)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
