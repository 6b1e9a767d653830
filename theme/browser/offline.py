"""
The service worker of the estimation page: what its second visit finds in the browser.

    <estimation page>/service-worker.js    static/js/service-worker.js, after the addresses of what it keeps

Written last, from the built page: another page, style or engine makes another version.
"""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup, Tag
from pelican import signals

from theme.browser import bundle
from theme.plugins import cache
from theme.plugins.checks.output_check import loaded
from theme.plugins.estimate import place
from theme.plugins.look.assets import minified

SCRIPT: Final = Path(__file__).parent / "service-worker.js"
NAME: Final = "service-worker.js"


def service_worker(output: Path, folder: str, made: Path) -> bytes:
    """Return the script for the site built in `output`, whose estimation page stands in `folder`, its engine in `made`."""
    address = bundle.address(folder, made)
    page = place.inside(folder, "index.html")
    shown = _shown(output, page, address)
    engine = [_from(folder, f"{address}/{path.name}") for path in sorted(made.iterdir())]
    contents = [(output / name).read_bytes() for name in (page, *shown)]
    build = {
        "VERSION": cache.digest(SCRIPT.read_bytes(), json.dumps(engine).encode(), *contents),
        # The page answers to its folder's address.
        "PAGE": ["./", *(_from(folder, name) for name in shown)],
        "ENGINE": engine,
    }
    return f"Object.assign(self, {json.dumps(build)});\n".encode() + minified(SCRIPT.read_bytes(), "js")


def _from(folder: str, name: str) -> str:
    """Return the address of a file for who stands in `folder`."""
    return posixpath.relpath(name, folder or ".")


def _shown(output: Path, name: str, engine: str) -> list[str]:
    """Return the files that the page shows, from the site's root; fonts are named by the style sheet, beside it."""
    text = (output / name).read_text(encoding="utf-8")
    addresses = json.loads(cache.kept("loaded", lambda: json.dumps(_addresses(text)).encode(), text))
    folder = posixpath.dirname(name)
    files = {posixpath.normpath(posixpath.join(folder, address)) for address in addresses}
    fonts = {path.relative_to(output).as_posix() for path in (output / "theme").glob("*.woff2")}
    script = place.inside(folder, NAME)
    return sorted(name for name in files | fonts if name != script and not name.startswith(engine))


def _addresses(text: str) -> list[str]:
    """Return what a page asks of its own site to show itself, and later to show what to do with an answer."""
    page = BeautifulSoup(text, "html.parser")
    # The tools of an answer are fetched with the first one, by the address that the page holds.
    later = [str(tag["data-next-steps"]) for tag in page.find_all(_has_tools)]
    return [address for address in (*loaded(page), *later) if ":" not in address]


def _has_tools(tag: Tag) -> bool:
    return tag.has_attr("data-next-steps")


def _add_names(pelican: Any) -> None:
    folder = pelican.settings[place.FOLDER]
    if pelican.settings[bundle.ENGINE] is not None:
        pelican.settings["JINJA_GLOBALS"]["asset"]["offline"] = place.inside(folder, NAME)


def _write(pelican: Any) -> None:
    output, folder = Path(pelican.output_path), pelican.settings[place.FOLDER]
    engine = pelican.settings[bundle.ENGINE]
    # A site without an estimation page has nothing to keep.
    if engine is not None:
        (output / place.inside(folder, NAME)).write_bytes(service_worker(output, folder, engine))


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
