"""
The service worker of the estimation page: what its second visit finds in the browser.

    estimation/service-worker.js    static/js/service-worker.js, after the addresses of what it keeps

Written last, from the built page: another page, style or engine makes another version.
"""

from __future__ import annotations

import json
import posixpath
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup
from pelican import signals

from theme.browser import bundle
from theme.plugins import cache
from theme.plugins.checks.output_check import loaded
from theme.plugins.look.assets import minified

SCRIPT: Final = Path(__file__).parent / "service-worker.js"
PAGE: Final = Path("estimation", "index.html")
ADDRESS: Final = "estimation/service-worker.js"


def service_worker(output: Path) -> bytes:
    """Return the script for the site built in `output`."""
    shown = _shown(output)
    # The address is worked out of all the sources: once.
    address = bundle.address()
    engine = [f"../{address}/{path.name}" for path in sorted(bundle.build().iterdir())]
    contents = [(output / name).read_bytes() for name in (PAGE, *shown)]
    build = {
        "VERSION": cache.digest(SCRIPT.read_bytes(), json.dumps(engine).encode(), *contents),
        # The page answers to its folder's address.
        "PAGE": ["./", *(f"../{name}" for name in shown)],
        "ENGINE": engine,
    }
    return f"Object.assign(self, {json.dumps(build)});\n".encode() + minified(SCRIPT.read_bytes(), "js")


def _shown(output: Path) -> list[str]:
    """Return the files that the page shows, from the site's root; fonts are named by the style sheet, beside it."""
    page = BeautifulSoup((output / PAGE).read_bytes(), "html.parser")
    # The tools of an answer are fetched with the first one, by the address that the page holds.
    later = [str(tag["data-next-steps"]) for tag in page.find_all(attrs={"data-next-steps": True})]
    addresses = [address for address in (*loaded(page), *later) if ":" not in address]
    files = {posixpath.normpath(f"{PAGE.parent}/{address}") for address in addresses}
    fonts = {path.relative_to(output).as_posix() for path in (output / "theme").glob("*.woff2")}
    address = bundle.address()
    return sorted(name for name in files | fonts if name != ADDRESS and not name.startswith(address))


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"]["asset"]["offline"] = ADDRESS


def _write(pelican: Any) -> None:
    output = Path(pelican.output_path)
    # A site without an estimation page has nothing to keep.
    if (output / PAGE).is_file():
        (output / ADDRESS).write_bytes(service_worker(output))


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
