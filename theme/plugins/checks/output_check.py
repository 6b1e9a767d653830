"""
What must hold of every built page, whatever wrote it: read with BeautifulSoup before anything is published.

Used by each build (page_sources.py), and by the tests of the built site.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from theme.plugins import cache
from theme.plugins.checks import html_check
from theme.plugins.checks.content_header import HOME
from theme.plugins.problems import french_spaces
from theme.plugins.settings.exceptions import Allowed

#: Jinja that was not rendered, and Pelican link marks that were not resolved.
RESIDUE: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{filename\}|\{static\}|\{attach\}")

#: What a browser asks for by itself, of all that `<link>` may name.
FETCHED: Final = frozenset(("icon", "modulepreload", "preload", "stylesheet"))
HEADINGS: Final = frozenset(f"h{level}" for level in range(1, 7))
#: What a host answers with for a folder.
INDEX: Final = "index.html"
#: Stands in a message for the page that is compared.
OTHER: Final = "{other}"
#: What is said without a home page.
NO_HOME: Final = 'Aucune page n’est l’accueil. Dans l’en-tête de l’une d’elles, écrivez save_as: index.html et url: "".'


class PageFault(NamedTuple):
    """
    A fault of a page.

    `about` is what to look for in its text: an address, a title's words, or a header's key and colon.
    `{other}` in the message stands for another page.
    """

    page: str
    message: str
    about: str = ""
    other: str = ""

    def __str__(self) -> str:
        return french_spaces(f"{self.page} : {self.message.replace(OTHER, self.other)}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page alone tells: its faults with what each is about, then what is held against the other pages."""

    faults: list[list[str]]
    addresses: list[str]
    foreign: list[str]
    anchors: frozenset[str]
    title: str
    description: str
    hidden: bool


class Site:
    """The built pages of a folder."""

    def __init__(
        self, output: Path, root: str = "/", drafts: Iterable[str] = (), allowed: Sequence[Allowed] = ()
    ) -> None:
        """
        Read the pages but the `drafts`, which the preview alone has: no visitor will.

        `root` is the path of the public address, such as `/dossier/`, that absolute links start with. `allowed` are the
        exceptions of the settings.
        """
        self._allowed = allowed
        self.output = output
        self.root = root
        self._drafts = frozenset(drafts)
        self._texts = {
            path.relative_to(output).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(output.rglob("*.html"))
            if path.relative_to(output).as_posix() not in self._drafts
        }

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """The pages, parsed once."""
        return {name: BeautifulSoup(text, "html.parser") for name, text in self._texts.items()}

    @cached_property
    def _files(self) -> frozenset[str]:
        """The files of the folder, looked for once: each page names dozens."""
        walked = os.walk(self.output)
        return frozenset(
            (Path(folder) / name).relative_to(self.output).as_posix() for folder, _, names in walked for name in names
        )

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        return {name: _kept_facts(text) for name, text in self._texts.items()}

    def problems(self) -> list[str]:
        """Return a French sentence per fault, each naming the page."""
        return [str(fault) for fault in self.faults()] if self.has_home else [french_spaces(NO_HOME)]

    @property
    def has_home(self) -> bool:
        """Return whether there is a home page: each page leads there, and the other faults would hide this one."""
        return HOME in self._texts

    def faults(self) -> list[PageFault]:
        """Return every fault of the pages."""
        faults = [each for name, facts in self._facts.items() for each in self._page_problems(name, facts)]
        listed = {name: facts for name, facts in self._facts.items() if not facts.hidden}
        faults += _repeated("titre", "title:", {name: facts.title for name, facts in listed.items()})
        faults += _repeated("description", "description:", {name: facts.description for name, facts in listed.items()})
        return faults

    def target(self, page: str, address: str) -> str | None:
        """Return the file of the site that a link of `page` leads to, None when it leads elsewhere or nowhere."""
        parts = urlsplit(address)
        return None if parts.scheme or parts.netloc else self._file(page, unquote(parts.path))

    def expected(self, page: str, address: str) -> str:
        """Return the file of the site that a link of `page` asks for, there or not; empty for none."""
        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        name = self._resolved(page, unquote(parts.path)) or ""
        return name if name.endswith(".html") else f"{name}/{INDEX}".lstrip("/")

    def _page_problems(self, name: str, facts: Facts) -> Iterator[PageFault]:
        for message, about in facts.faults:
            yield PageFault(name, message, about)
        for address in facts.addresses:
            for message in self._link_problems(name, address):
                yield PageFault(name, message, address)
        for address in facts.foreign:
            if any(one.page == name and one.covers(address) for one in self._allowed):
                continue
            message = (
                f"« {address} » est chargé d’un autre site, qui verrait vos visiteurs. Placez-le dans content/images."
            )
            yield PageFault(name, message, address)

    def _link_problems(self, name: str, address: str) -> Iterator[str]:
        try:
            parts = urlsplit(address)
        except ValueError:
            yield f"l’adresse « {address} » est mal écrite. Corrigez le lien."
            return
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("https", "mailto", "tel"):
                yield f"l’adresse « {address} » n’est pas permise. Utilisez https://, mailto: ou tel:."
            return
        target = self._file(name, unquote(parts.path))
        if target is None:
            yield f"le lien « {address} » ne mène à aucune page."
        elif parts.fragment and target in self._facts and unquote(parts.fragment) not in self._facts[target].anchors:
            yield f"le lien « {address} » vise un endroit « #{parts.fragment} » qui n’existe pas."

    def _file(self, page: str, path: str) -> str | None:
        """Return the file of the site that `path` names from `page`, None without one."""
        if not path:
            return page
        name = self._resolved(page, path)
        if name is None:
            return None
        if name not in self._files:
            name = f"{name}/{INDEX}".lstrip("/")
        return name if name not in self._drafts and name in self._files else None

    def _resolved(self, page: str, path: str) -> str | None:
        """Return what `path` names from `page`, None outside the site."""
        if path.startswith("/") and not path.startswith(self.root):
            return None
        # Thousands of links: a path as an object takes ten times as long.
        above = [] if path.startswith("/") else page.split("/")[:-1]
        inside = path.removeprefix(self.root) if path.startswith("/") else path
        resolved: list[str] = []
        for part in (*above, *inside.split("/")):
            if part == "..":
                if not resolved:
                    return None
                resolved.pop()
            elif part not in ("", "."):
                resolved.append(part)
        return "/".join(resolved)


def _kept_facts(text: str) -> Facts:
    """Return what the page tells, read once for the builds to come."""
    body = cache.result("facts", lambda: json.dumps(_read(BeautifulSoup(text, "html.parser"))).encode(), text)
    facts = json.loads(body)
    return Facts(**{**facts, "anchors": frozenset(facts["anchors"])})


def _read(page: BeautifulSoup) -> dict[str, Any]:
    """Return the facts of a page, as JSON takes them."""
    return {
        "faults": [list(fault) for fault in _own_faults(page)],
        "addresses": list(dict.fromkeys(addresses(page))),
        "foreign": [
            address for address in dict.fromkeys(loaded(page)) if address.startswith(("http:", "https:", "//"))
        ],
        "anchors": sorted({str(tag["id"]) for tag in _having(page, "id")}),
        "title": page.title.get_text() if page.title else "",
        "description": description(page),
        "hidden": is_hidden(page),
    }


def _own_faults(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Yield the faults that a page shows without the others, each with what it is about."""
    if page.html is None or page.html.get("lang") != "fr":
        yield 'la page ne dit pas qu’elle est en français (lang="fr").', ""
    if not (page.title and page.title.get_text(strip=True)):
        yield "la page n’a pas de titre. Ajoutez title: dans l’en-tête.", "title:"
    if not description(page):
        yield "la page n’a pas de description. Ajoutez description: dans l’en-tête.", "description:"
    tops = page.find_all("h1")
    if len(tops) != 1:
        about = tops[-1].get_text(" ", strip=True) if tops else ""
        yield f"il faut un seul titre de premier niveau, il y en a {len(tops)}. Écrivez ## dans les textes.", about
    for mark in sorted(set(RESIDUE.findall(_words(page)))):
        yield f"la marque « {mark} » est restée dans la page. Corrigez la formule ou le lien.", mark
    yield from html_check.running(page)
    yield from _structure_problems(page)
    for image in page.find_all("img"):
        if image.get("alt") is None:
            yield f"l’image {image.get('src')} n’a pas de texte de remplacement.", str(image.get("src"))


def _structure_problems(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    levels = [(int(tag.name[1]), tag.get_text(" ", strip=True)) for tag in page.find_all(True) if tag.name in HEADINGS]
    for (above, _), (level, text) in pairwise(levels):
        if level > above + 1:
            mend = f"Écrivez {'#' * (above + 1)} au lieu de {'#' * level}."
            yield f"le titre « {text} » saute un niveau. {mend}", text
    for anchor, count in Counter(str(tag["id"]) for tag in _having(page, "id")).items():
        if count > 1:
            yield f"le repère « {anchor} » est posé {count} fois. Donnez à chaque endroit le sien.", anchor
    for link in _having(page, "target", "a"):
        if "noopener" not in (link.get("rel") or []):
            yield f"le lien « {link.get('href')} » ouvre une autre fenêtre. Retirez target.", str(link.get("href"))


def description(page: BeautifulSoup) -> str:
    """Return the meta description of a page, empty without one."""
    tag = page.find("meta", attrs={"name": "description"})
    return str(tag.get("content") or "").strip() if tag else ""


def is_hidden(page: BeautifulSoup) -> bool:
    """Return whether a page asks search engines to leave it out, as an old address that leads elsewhere does."""
    tag = page.find("meta", attrs={"name": "robots"})
    return tag is not None and "noindex" in str(tag.get("content"))


def addresses(page: BeautifulSoup) -> Iterator[str]:
    """Yield every address that a page names: links, images, style sheets, scripts."""
    yield from (str(tag["href"]) for tag in _having(page, "href"))
    yield from loaded(page)


def loaded(page: BeautifulSoup) -> Iterator[str]:
    """Yield the addresses that a browser asks for by itself to show a page."""
    for attribute in ("src", "poster", "data", "data-worker", "data-engine"):
        yield from (str(tag[attribute]) for tag in _having(page, attribute))
    yield from (str(tag["href"]) for tag in _having(page, "href", "link") if FETCHED.intersection(tag.get("rel") or ()))
    for tag in _having(page, "srcset"):
        yield from (version.split()[0] for version in str(tag["srcset"]).split(",") if version.strip())


def _having(page: BeautifulSoup, attribute: str, name: str = "") -> list[Tag]:
    """Return the tags that have an attribute, of one name if given: the library's search takes five times as long."""
    return [tag for tag in page.find_all(True) if attribute in tag.attrs and name in ("", tag.name)]


def _words(page: BeautifulSoup) -> str:
    """Return all that a visitor or a search engine reads of a page: text, descriptions, alternatives, addresses."""
    texts = [str(tag[name]) for name in ("content", "alt", "title", "href") for tag in _having(page, name)]
    return "\n".join([page.get_text(), *texts])


def _repeated(what: str, key: str, texts: dict[str, str]) -> Iterator[PageFault]:
    seen: dict[str, str] = {}
    for name, text in texts.items():
        if text and text in seen:
            yield PageFault(name, f"même {what} que {OTHER}. Chaque page doit avoir le sien.", key, seen[text])
        seen.setdefault(text, name)
