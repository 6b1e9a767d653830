"""
What must hold of every built page, whatever wrote it: read with BeautifulSoup before anything is published.

Used by each build, and by the tests of the built site.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from pelican import signals

from theme.plugins import cache
from theme.plugins.problems import french_spaces, refuse

#: Jinja that was not rendered, and Pelican link marks that were not resolved.
RESIDUE: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{filename\}|\{static\}|\{attach\}")

#: The home page's file, and what is said without one.
HOME: Final = "index.html"
NO_HOME: Final = 'Aucune page n’est l’accueil. Dans l’en-tête de l’une d’elles, écrivez save_as: index.html et url: "".'


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page alone tells: its faults, then what is held against the other pages."""

    faults: list[str]
    addresses: list[str]
    foreign: list[str]
    anchors: frozenset[str]
    title: str
    description: str
    hidden: bool


class Site:
    """The built pages of a folder."""

    def __init__(self, output: Path, root: str = "/") -> None:
        """`root` is the path of the public address, such as `/dossier/`, that absolute links start with."""
        self.output = output
        self.root = root
        self._texts = {
            path.relative_to(output).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(output.rglob("*.html"))
        }

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """The pages, parsed once."""
        return {name: BeautifulSoup(text, "html.parser") for name, text in self._texts.items()}

    @cached_property
    def _facts(self) -> dict[str, Facts]:
        return {name: _kept_facts(name, text) for name, text in self._texts.items()}

    def problems(self) -> list[str]:
        """Return a French sentence per fault, each naming the page."""
        if HOME not in self._texts:
            # Each page leads there: the other faults would hide this one.
            return [french_spaces(NO_HOME)]
        found = [sentence for name, facts in self._facts.items() for sentence in self._page_problems(name, facts)]
        listed = {name: facts for name, facts in self._facts.items() if not facts.hidden}
        found += _repeated("titre", {name: facts.title for name, facts in listed.items()})
        found += _repeated("description", {name: facts.description for name, facts in listed.items()})
        return [french_spaces(sentence) for sentence in found]

    def target(self, page: str, address: str) -> str | None:
        """Return the file of the site that a link of `page` leads to, None when it leads elsewhere or nowhere."""
        parts = urlsplit(address)
        return None if parts.scheme or parts.netloc else self._file(page, unquote(parts.path))

    def _page_problems(self, name: str, facts: Facts) -> Iterator[str]:
        yield from facts.faults
        for address in facts.addresses:
            yield from self._link_problems(name, address)
        for address in facts.foreign:
            yield f"{name} : « {address} » est chargé d’un autre site, qui verrait vos visiteurs. Placez-le dans content/images."

    def _link_problems(self, name: str, address: str) -> Iterator[str]:
        try:
            parts = urlsplit(address)
        except ValueError:
            yield f"{name} : l’adresse « {address} » est mal écrite. Corrigez le lien."
            return
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("https", "mailto", "tel"):
                yield f"{name} : l’adresse « {address} » n’est pas permise. Utilisez https://, mailto: ou tel:."
            return
        target = self._file(name, unquote(parts.path))
        if target is None:
            yield f"{name} : le lien « {address} » ne mène à aucune page."
        elif parts.fragment and target in self._facts and unquote(parts.fragment) not in self._facts[target].anchors:
            yield f"{name} : le lien « {address} » vise un endroit « #{parts.fragment} » qui n’existe pas."

    def _file(self, page: str, path: str) -> str | None:
        """Return the file of the site that `path` names from `page`, None without one."""
        if not path:
            return page
        if path.startswith("/") and not path.startswith(self.root):
            return None
        base = PurePosixPath("/") if path.startswith("/") else PurePosixPath("/", page).parent
        inside = path.removeprefix(self.root) if path.startswith("/") else path
        resolved: list[str] = []
        for part in (*base.parts[1:], *PurePosixPath(inside).parts):
            if part == "..":
                if not resolved:
                    return None
                resolved.pop()
            elif part != ".":
                resolved.append(part)
        name = "/".join(resolved)
        if (self.output / name).is_dir():
            name = f"{name}/index.html".lstrip("/")
        return name if (self.output / name).is_file() else None


def _kept_facts(name: str, text: str) -> Facts:
    """Return what the page tells, read once for the builds to come."""
    kept = cache.kept("facts", lambda: json.dumps(_read(name, BeautifulSoup(text, "html.parser"))).encode(), name, text)
    facts = json.loads(kept)
    return Facts(**{**facts, "anchors": frozenset(facts["anchors"])})


def _read(name: str, page: BeautifulSoup) -> dict[str, Any]:
    """Return the facts of a page, as JSON takes them."""
    return {
        "faults": list(_own_faults(name, page)),
        "addresses": list(dict.fromkeys(addresses(page))),
        "foreign": [
            address for address in dict.fromkeys(loaded(page)) if address.startswith(("http:", "https:", "//"))
        ],
        "anchors": sorted({str(tag["id"]) for tag in page.find_all(id=True)}),
        "title": page.title.get_text() if page.title else "",
        "description": description(page),
        "hidden": is_hidden(page),
    }


def _own_faults(name: str, page: BeautifulSoup) -> Iterator[str]:
    """Yield the faults that a page shows without the others."""
    if page.html is None or page.html.get("lang") != "fr":
        yield f'{name} : la page ne dit pas qu’elle est en français (lang="fr").'
    if not (page.title and page.title.get_text(strip=True)):
        yield f"{name} : la page n’a pas de titre. Ajoutez title: dans l’en-tête."
    if not description(page):
        yield f"{name} : la page n’a pas de description. Ajoutez description: dans l’en-tête."
    if len(page.find_all("h1")) != 1:
        yield f"{name} : il faut un seul titre de premier niveau, il y en a {len(page.find_all('h1'))}. Écrivez ## dans les textes."
    for mark in sorted(set(RESIDUE.findall(_shown(page)))):
        yield f"{name} : la marque « {mark} » est restée dans la page. Corrigez la formule ou le lien."
    yield from _structure_problems(name, page)
    for image in page.find_all("img"):
        if image.get("alt") is None:
            yield f"{name} : l’image {image.get('src')} n’a pas de texte de remplacement."


def _structure_problems(name: str, page: BeautifulSoup) -> Iterator[str]:
    levels = [(int(tag.name[1]), tag.get_text(" ", strip=True)) for tag in page.find_all(re.compile(r"^h[1-6]$"))]
    for (above, _), (level, text) in pairwise(levels):
        if level > above + 1:
            yield f"{name} : le titre « {text} » saute un niveau. Écrivez {'#' * (above + 1)} au lieu de {'#' * level}."
    for anchor, count in Counter(str(tag["id"]) for tag in page.find_all(id=True)).items():
        if count > 1:
            yield f"{name} : le repère « {anchor} » est posé {count} fois. Donnez à chaque endroit le sien."
    for link in page.find_all("a", target=True):
        if "noopener" not in (link.get("rel") or []):
            yield f"{name} : le lien « {link.get('href')} » ouvre une autre fenêtre. Retirez target."


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
    yield from (str(tag["href"]) for tag in page.find_all(href=True))
    yield from loaded(page)


def loaded(page: BeautifulSoup) -> Iterator[str]:
    """Yield the addresses that a browser asks for by itself to show a page."""
    for attribute in ("src", "poster", "data", "data-worker", "data-offline"):
        yield from (str(tag[attribute]) for tag in page.select(f"[{attribute}]"))
    yield from (str(tag["href"]) for tag in page.find_all("link", rel=_is_fetched, href=True))
    for tag in page.find_all(srcset=True):
        yield from (version.split()[0] for version in str(tag["srcset"]).split(",") if version.strip())


def _is_fetched(relation: str | None) -> bool:
    return relation in ("icon", "modulepreload", "preload", "stylesheet")


def _shown(page: BeautifulSoup) -> str:
    """Return all that a visitor or a search engine reads of a page: text, descriptions, alternatives, addresses."""
    told = [str(tag[name]) for name in ("content", "alt", "title", "href") for tag in page.select(f"[{name}]")]
    return "\n".join([page.get_text(), *told])


def _repeated(what: str, texts: dict[str, str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, text in texts.items():
        if text and text in seen:
            yield f"{name} : même {what} que {seen[text]}. Chaque page doit avoir le sien."
        seen.setdefault(text, name)


def _refuse(pelican: Any) -> None:
    root = urlsplit(pelican.settings["SITEURL"]).path.rstrip("/") + "/"
    refuse(Site(Path(pelican.output_path), root).problems())


def register() -> None:
    """Called by Pelican; last of the plugins, once every file is written."""
    signals.finalized.connect(_refuse)
