"""
A small page at every address that a text had before: it leads to the text's address of today.

The header key `redirect_from` lists the old addresses. Hosts that can answer with a real redirection are told the same
list (plugins/hosts).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from theme.plugins import signals
from theme.plugins.estimate.estimation import make_environment
from theme.plugins.look import assets
from theme.plugins.texts.typography import plain

#: What is to be written, by its file in the site: the text that has moved.
_MOVED: Final[dict[str, Any]] = {}


def old_file(address: str) -> str:
    """Return the file of the site that answers at an old address: « /tarif/ » and « tarif » give tarif/index.html."""
    path = address.strip("/")
    return path if path.endswith(".html") else f"{path}/index.html"


def moved(contents: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the file of each old address, with the page or article that answers now."""
    for content in contents:
        for old in getattr(content, "redirect_from", ()):
            yield old_file(old), content


def addresses() -> dict[str, str]:
    """Return the address of today by old address, both from the site's root, for the build under way."""
    return {file.removesuffix("index.html"): content.url for file, content in sorted(_MOVED.items())}


def redirect_page(file: str, content: Any, site: str) -> str:
    """Return the HTML of the page at `file`, the old address of `content`, for the site at the address `site`."""
    ends = "/" if content.url.endswith("/") or not content.url else ""
    way = posixpath.relpath(content.url or ".", posixpath.dirname(file) or ".") + ends
    template = make_environment().get_template("redirect.html")
    return template.render(title=plain(content.title), way=way, address=f"{site}/{content.url}")


def _collect(generators: Sequence[Any]) -> None:
    _MOVED.clear()
    for generator in generators:
        context = generator.context
        kinds = ("pages", "hidden_pages", "articles", "hidden_articles")
        _MOVED.update(moved([content for kind in kinds for content in context.get(kind, ())]))


def _write(pelican: Any) -> None:
    site = pelican.settings["JINJA_GLOBALS"]["secretaire"]["site"]["adresse"]
    pages = {file: redirect_page(file, content, site).encode() for file, content in _MOVED.items()}
    assets.write(Path(pelican.output_path), pages)


def register() -> None:
    """Called by Pelican."""
    signals.all_generators_finalized.connect(_collect)
    signals.finalized.connect(_write)
