"""Whether a drawing in SVG is one and nothing more: opened by itself, it would run what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

#: Elements that run something, or show a page inside the drawing.
ACTIVE: Final = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "handler", "listener"}
#: What a style or an attribute fetches: anything but a part of the drawing, or data inside it.
FETCHED: Final = re.compile(r"url\((?!\s*[\"']?\s*(?:#|data:))|@import", re.IGNORECASE)
SCRIPT: Final = re.compile(r"\s*(?:java|vb)script:", re.IGNORECASE)
PROGRAM: Final = "contient un programme. Enregistrez-le en « SVG simple », ou en PNG."
ELSEWHERE: Final = "va chercher un autre fichier. Placez ce fichier dans le dessin, ou enregistrez-le en PNG."


def fault(path: Path) -> str | None:
    """Return what keeps the drawing at `path` from being published, None for nothing."""
    content = path.read_bytes()
    # An entity may stand for anything, and a style sheet may be named before the drawing.
    if re.search(rb"<!ENTITY|<\?xml-stylesheet", content):
        return PROGRAM
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  no entity is left to expand
    except (ElementTree.ParseError, ValueError, LookupError):
        return "ne se lit pas. Enregistrez-le de nouveau en SVG, ou en PNG."
    return next((message for element in root.iter() for message in _faults(element)), None)


def _faults(element: ElementTree.Element) -> Iterator[str]:
    tag = _local(element.tag)
    if tag in ACTIVE:
        yield PROGRAM
    if tag == "style" and FETCHED.search("".join(element.itertext())):
        yield ELSEWHERE
    for name, value in element.attrib.items():
        attribute = _local(name)
        fetches = attribute == "href" and tag != "a" and not value.strip().startswith(("#", "data:image/"))
        if attribute.lower().startswith("on") or SCRIPT.match(value):
            yield PROGRAM
        elif fetches or attribute == "base" or FETCHED.search(value):
            yield ELSEWHERE


def _local(name: object) -> str:
    """Return a name without its namespace; a comment has none."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""
