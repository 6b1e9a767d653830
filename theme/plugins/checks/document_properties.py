"""What a document says of whoever wrote it: a PDF, or a file of Word, Excel or LibreOffice."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

#: The part of an archive that holds the properties, by kind.
PROPERTIES: Final = {
    ".docx": "docProps/core.xml",
    ".xlsx": "docProps/core.xml",
    ".odt": "meta.xml",
    ".ods": "meta.xml",
}
KINDS: Final = (".pdf", *PROPERTIES)
#: Elements of both kinds of archives, without their namespaces.
AUTHORS: Final = ("creator", "initial-creator", "lastModifiedBy")
TITLE: Final = "title"
LARGEST: Final = 1_000_000


class UnreadableDocument(Exception):
    """The file is not the document that its name says, or is protected."""


def properties(path: Path) -> tuple[list[str], str]:
    """Return the authors, each once, and the title of the document at `path`; raise UnreadableDocument."""
    try:
        entries = list(_pdf(path) if path.suffix.lower() == ".pdf" else _archive(path))
    except Exception as error:  # a file of hers may be broken in any way; readers raise whatever they meet
        raise UnreadableDocument(path) from error
    authors = [text for name, text in entries if name in AUTHORS]
    titles = [text for name, text in entries if name == TITLE]
    return list(dict.fromkeys(authors)), titles[0] if titles else ""


def _pdf(path: Path) -> Iterator[tuple[str, str]]:
    from pypdf import PdfReader  # noqa: PLC0415  slow to read in, and most contents have no PDF

    with PdfReader(path) as reader:
        len(reader.pages)  # a file without pages, or one that is protected, is told
        information = reader.metadata
        yield from _filled("creator", information.author if information else None)
        yield from _filled(TITLE, information.title if information else None)
        more = reader.xmp_metadata
        if more:
            for author in more.dc_creator or []:
                yield from _filled("creator", author)
            for title in (more.dc_title or {}).values():
                yield from _filled(TITLE, title)


def _archive(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        name = PROPERTIES[path.suffix.lower()]
        if name not in archive.namelist():
            return
        if archive.getinfo(name).file_size > LARGEST:
            raise UnreadableDocument(path)
        content = archive.read(name)
    if b"<!ENTITY" in content:
        raise UnreadableDocument(path)
    for element in ElementTree.fromstring(content).iter():  # noqa: S314  no entity is left to expand
        yield from _filled(element.tag.rpartition("}")[2], element.text)


def _filled(name: str, value: Any) -> Iterator[tuple[str, str]]:
    text = " ".join(str(value or "").split())
    if text:
        yield name, text
