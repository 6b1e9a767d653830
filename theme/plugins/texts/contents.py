"""What a page says of itself: anchors in speaking French, and the list of its sections."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from theme.plugins import cache, signals

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

#: A list of two sections would say less than the page.
FEWEST: Final = 4
#: The drawing of the three costs, which the home page sets apart from the words of its part.
COSTS: Final = re.compile(r'<table class="bars">.*?</table>\n*', re.DOTALL)
LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})


class Section(NamedTuple):
    """A section of a page: its anchor and its title as plain text."""

    anchor: str
    title: str


class Part(NamedTuple):
    """
    A part of a text: the anchor and the title of its heading, then what follows, all as HTML.

    `illustration` names its drawing; `costs` is the drawing of the three costs that stood in it.
    """

    anchor: str
    title: str
    body: str
    illustration: str = ""
    costs: str = ""


def anchor(title: str, separator: str = "-") -> str:
    """Return the anchor of a title: « Qu’est-ce ? » gives `qu-est-ce`."""
    parted = unicodedata.normalize("NFKD", title.lower().translate(LIGATURES))
    plain = "".join(character for character in parted if not unicodedata.combining(character))
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator) or "partie"


def sections(html: str) -> list[Section]:
    """Return the second-level sections of a text when it has enough of them for a list to help."""
    titles = cache.result("sections", lambda: json.dumps(_titles(html)).encode(), html)
    entries = [Section(*title) for title in json.loads(titles)]
    return entries if len(entries) >= FEWEST else []


def _titles(html: str) -> list[tuple[str, str]]:
    return [(str(tag["id"]), tag.get_text()) for tag in _read(html).find_all("h2", id=True)]


def parts(html: str, illustrations: Sequence[str] = ()) -> list[Part]:
    """
    Return a text cut before each of its second-level titles; what stands before the first has no title.

    `illustrations` are the drawings of the parts that have a title, in their order.
    """
    headings = _read(html).find_all("h2", id=True, recursive=False)
    lines = [0, *accumulate(len(line) for line in html.splitlines(keepends=True))]
    starts = [lines[(tag.sourceline or 1) - 1] + (tag.sourcepos or 0) for tag in headings]
    first, *pieces = (html[start:end] for start, end in pairwise([0, *starts, len(html)]))
    before = [Part("", "", first)] if first.strip() else []
    drawings = [*illustrations, *[""] * len(headings)]
    return before + [_part(*group) for group in zip(headings, pieces, drawings, strict=False)]


def _read(html: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup  # noqa: PLC0415  slow to read in, and the check of texts builds no page

    return BeautifulSoup(html, "html.parser")


def _part(heading: Tag, piece: str, illustration: str) -> Part:
    opened, _, body = piece.partition("</h2>")
    title = opened.partition(">")[2]
    costs = COSTS.search(body)
    return Part(str(heading["id"]), title, COSTS.sub("", body), illustration, costs[0].strip() if costs else "")


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"].update(sections=sections, parts=parts)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
