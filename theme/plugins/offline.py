"""
The service worker of the estimation page: what its second visit finds in the browser.

    estimation/service-worker.js    static/js/service-worker.js, after the addresses of what it keeps

Written last, from the built page: another page, style or engine makes another version.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import engine_bundle
import kept
from assets import minified
from bs4 import BeautifulSoup
from output_check import loaded
from pelican import signals

SCRIPT: Final = Path(__file__).parent.parent / "static" / "js" / "service-worker.js"
PAGE: Final = Path("estimation", "index.html")
ADDRESS: Final = "estimation/service-worker.js"


def service_worker(output: Path) -> bytes:
    """Return the script for the site built in `output`."""
    page = [*_page_files(output)]
    engines = {boot: [f"{_engine()}/{name}" for name in files] for boot, files in engine_bundle.boots().items()}
    contents = [(output / PAGE.parent / name).read_bytes() for name in page]
    build = {
        "VERSION": kept.digest(SCRIPT.read_bytes(), json.dumps(engines).encode(), *contents),
        # The page answers to its folder's address.
        "PAGE": ["./", *page[1:]],
        "ENGINES": engines,
    }
    return f"Object.assign(self, {json.dumps(build)});\n".encode() + minified(SCRIPT.read_bytes(), "js")


def _page_files(output: Path) -> list[str]:
    """Return the page and what it shows, as addresses from it; fonts are named by the style sheet, beside it."""
    page = BeautifulSoup((output / PAGE).read_bytes(), "html.parser")
    addresses = [address for address in loaded(page) if not address.startswith(("data:", _engine())) and address != "service-worker.js"]
    return [PAGE.name, *sorted(set(addresses))]


def _engine() -> str:
    """Return the engine's folder as an address from the page."""
    return engine_bundle.address().removeprefix("estimation/")


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
