"""What a page weighs on the wire, and what it needs before it shows: read from the built files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bs4 import BeautifulSoup, Tag
from serving import wire

from theme.plugins.checks.output_check import Site

#: Budgets, in bytes: a page with all that it loads, and its HTML with its style sheet.
WHOLE: Final = 60_000
TEXT: Final = 20_000
KINDS: Final = {".css": "css", ".js": "scripts", ".woff2": "fonts"}


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of a page by kind, and the files that hold back its first paint."""

    html: int
    css: int
    fonts: int
    images: int
    scripts: int
    blocking: tuple[str, ...]

    @property
    def text(self) -> int:
        """The bytes that its first paint needs: HTML and style sheets."""
        return self.html + self.css

    @property
    def whole(self) -> int:
        """The bytes of everything that reading the page loads."""
        return self.text + self.fonts + self.images + self.scripts


def weigh(site: Site, name: str) -> Weight:
    """Return the weight of a page. What a visitor starts by acting, as the live estimator, is not loaded by reading."""
    page = site.pages[name]
    bytes_of = {"css": 0, "fonts": 0, "images": 0, "scripts": 0}
    for file in sorted(set(_loaded(site, name, page))):
        bytes_of[KINDS.get(Path(file).suffix, "images")] += len(wire(site.output / file))
    blocking = tuple(str(tag.get("href") or tag.get("src")) for tag in _blocking(page))
    return Weight(html=len(wire(site.output / name)), blocking=blocking, **bytes_of)


def _loaded(site: Site, name: str, page: BeautifulSoup) -> Iterator[str]:
    """Yield the files a browser may load to show a page: every font named, of several images offered the heaviest."""
    addresses = [
        str(tag["href"]) for tag in page.find_all("link", rel=re.compile("^(stylesheet|icon|preload|modulepreload)$"))
    ]
    addresses += [str(tag["src"]) for tag in page.find_all("script", src=True)]
    for address in addresses:
        file = _file(site, name, address)
        yield file
        if file.endswith(".css"):
            style = (site.output / file).read_text(encoding="utf-8")
            named = [found[1] for found in re.finditer(r"url\(\s*[\"']?([^)\"'#]+)", style)]
            yield from (_file(site, file, address) for address in named if not address.startswith("data:"))
    for image in page.find_all("img"):
        offered = [_file(site, name, address) for address in _candidates(image)]
        yield max(offered, key=lambda file: len(wire(site.output / file)))


def _candidates(image: Tag) -> list[str]:
    """Return the addresses among which a browser chooses: those of the first source that a picture offers."""
    source = image.parent.find("source") if image.parent and image.parent.name == "picture" else None
    chosen = source if isinstance(source, Tag) else image
    listed = [part.split()[0] for part in str(chosen.get("srcset") or "").split(",") if part.strip()]
    return listed or [str(image["src"])]


def _file(site: Site, page: str, address: str) -> str:
    file = site.target(page, address)
    assert file is not None, f"{page}: {address} is not a file of the site"
    return file


def _blocking(page: BeautifulSoup) -> Iterator[Tag]:
    """Yield what a browser waits for before it shows anything: style sheets, scripts that run at once."""
    yield from page.find_all("link", rel="stylesheet", media=lambda media: media not in ("print",))
    for script in page.find_all("script", src=True):
        if not (script.has_attr("async") or script.has_attr("defer") or script.get("type") == "module"):
            yield script
