"""
The service worker of the estimation page: what its second visit finds in the browser.

    <estimation page>/service-worker.js    theme/browser/service-worker.js, after the addresses of what it keeps

Written last, from the built page: another page, style or engine makes another version.
"""

from __future__ import annotations

import base64
import hashlib
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
#: Attributes of the estimator that name scripts.
LATER: Final = ("data-engine", "data-next-steps")


def service_worker(output: Path, folder: str, engine: Path) -> bytes:
    """Return the script for the site built in `output`, whose estimation page stands in `folder`, its engine in `engine`."""
    address = bundle.address(folder, engine)
    page = place.inside(folder, "index.html")
    names = _files(output, page, address)
    digests = {_from(folder, f"{address}/{path.name}"): _digest(path) for path in sorted(engine.iterdir())}
    contents = [(output / name).read_bytes() for name in (page, *names)]
    build = {
        "VERSION": cache.digest(SCRIPT.read_bytes(), json.dumps(digests).encode(), *contents),
        # The page answers to its folder's address. A host may add to it: it is known by the engine that it names.
        "PAGE": {"./": engine.name} | {_from(folder, name): _digest(output / name) for name in names},
        "ENGINE": digests,
    }
    return f"Object.assign(self, {json.dumps(build)});\n".encode() + minified(SCRIPT.read_bytes(), "js")


def _digest(path: Path) -> str:
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()


def _from(folder: str, name: str) -> str:
    """Return the address of a file for who stands in `folder`."""
    return posixpath.relpath(name, folder or ".")


def _files(output: Path, name: str, engine: str) -> list[str]:
    """Return the files that the page shows, from the site's root; fonts are named by the style sheet, beside it."""
    text = (output / name).read_text(encoding="utf-8")
    addresses = json.loads(cache.result("loaded", lambda: json.dumps(_addresses(text)).encode(), text))
    folder = posixpath.dirname(name)
    files = {posixpath.normpath(posixpath.join(folder, address)) for address in addresses}
    fonts = {path.relative_to(output).as_posix() for path in (output / "theme").glob("*.woff2")}
    script = place.inside(folder, NAME)
    return sorted(name for name in files | fonts if name != script and not name.startswith(engine))


def _addresses(text: str) -> list[str]:
    """Return what a page asks of its own site to show itself, and later what to do with an answer."""
    page = BeautifulSoup(text, "html.parser")
    # Fetched with the engine, by the addresses that the page holds.
    later = [str(tag[name]) for tag in page.find_all(_has_tools) for name in LATER]
    return [address for address in (*loaded(page), *later) if ":" not in address]


def _has_tools(tag: Tag) -> bool:
    return all(tag.has_attr(name) for name in LATER)


def _write(pelican: Any) -> None:
    output, folder = Path(pelican.output_path), pelican.settings[place.FOLDER]
    engine = pelican.settings[bundle.ENGINE]
    # A site without an estimation page has nothing to keep.
    if engine is not None:
        (output / place.inside(folder, NAME)).write_bytes(service_worker(output, folder, engine))


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(_write)
