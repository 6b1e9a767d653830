"""Faults of built pages told where they are to be mended: in which text, at which line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from theme.plugins import signals
from theme.plugins.checks.content import Content
from theme.plugins.checks.content_check import LEADS_NOWHERE
from theme.plugins.checks.content_header import Text, draft_address
from theme.plugins.checks.output_check import NO_HOME, OTHER, PageFault, Site
from theme.plugins.problems import Problem, refuse
from theme.plugins.settings import exceptions
from theme.plugins.settings.secretaire import READ

#: Where a page without a text of hers is: the list of articles, the page of an unknown address.
OUTPUT: Final = Path("output")
#: What Markdown and typography change between a line and the page.
_MARKS: Final = re.compile(r"[*_`\\]|\{[:%#][^{}]*\}|\]\([^)]*\)|[\[\]]")


def site_of(output: Path, content: Content) -> Site:
    """Return the built pages of a folder, at the public address of the settings."""
    address = urlsplit(content.settings["site"]["adresse"]).path
    drafts = [draft_address(text, content.folder) for text in content.left_out]
    return Site(output, address.rstrip("/") + "/", drafts, exceptions.allowed(content.settings))


def problems(site: Site, content: Content) -> list[Problem]:
    """Return every fault of the built pages, at its line in the text when it is found there."""
    if not site.has_home:
        return [Problem(content.folder / "pages", None, NO_HOME)]
    texts = {text.address: text for text in content.texts if not text.is_draft}
    unpublished = {it: text for text in content.left_out for it in (text.address, draft_address(text, content.folder))}
    faults = [_problem(fault, site, texts, unpublished) for fault in site.faults()]
    return sorted(faults, key=lambda problem: (problem.path, problem.line or 0))


def _problem(fault: PageFault, site: Site, texts: Mapping[str, Text], unpublished: Mapping[str, Text]) -> Problem:
    message = fault.message[0].upper() + fault.message[1:]
    other = texts.get(fault.other)
    message = message.replace(OTHER, f"{other.kind}/{other.path.name}" if other else fault.other)
    text = texts.get(fault.page)
    if text is None:
        return Problem(OUTPUT / fault.page, None, message)
    expected = site.expected(fault.page, fault.about)
    waits = unpublished.get(expected)
    if waits and "ne mène à aucune page" in message:
        message = LEADS_NOWHERE.format(name=waits.path.name)
    aimed = waits or texts.get(expected)
    return Problem(text.path, line_of(text, fault.about, aimed), message)


def line_of(text: Text, about: str, aimed: Text | None = None) -> int | None:
    """Return the line of a text where `about` stands, `aimed` being the text it leads to; None when unknown."""
    if about.endswith(":") and about[:-1] in text.header:
        return text.line(about[:-1])
    lines = text.body.split("\n")
    for wanted in _wanted(about, aimed):
        for number, line in enumerate(lines, start=text.lines_before + 1):
            if wanted in line or wanted in _plain(line):
                return number
    return None


def _wanted(about: str, aimed: Text | None) -> Iterable[str]:
    """Yield what to look for, the surest first."""
    if not about.strip():
        return
    yield about
    yield _plain(about)
    fragment = about.partition("#")[2]
    if aimed and fragment:
        yield f"{aimed.path.name}#{unquote(fragment)}"
    if fragment:
        yield f"#{fragment}"
        yield f"#{unquote(fragment)}"
    if aimed:
        yield aimed.path.name
    name = unquote(urlsplit(about).path).rstrip("/").rpartition("/")[2] if "[" not in about else ""
    if name.strip("."):
        yield name


def _plain(words: str) -> str:
    """Return words without what a text and its page write otherwise: spaces, apostrophes, marks."""
    return " ".join(re.sub("[\u00a0\u202f]", " ", _MARKS.sub("", words)).replace("’", "'").split())


def _refuse(pelican: Any) -> None:
    content = pelican.settings[READ]
    refuse(problems(site_of(Path(pelican.output_path), content), content))


def register() -> None:
    """Called by Pelican; last of the plugins, once every file is written."""
    signals.finalized.connect(_refuse)
