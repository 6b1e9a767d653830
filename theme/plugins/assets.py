"""Style sheet and scripts: concatenated, named by their content, written once the pages are."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

from pelican import signals

STATIC: Final = Path(__file__).parent.parent / "static"
#: The worker lives beside the engine; the protocol is documentation.
SCRIPTS: Final = ("cost-estimator.js",)


def style_sheet() -> bytes:
    """Return the whole style sheet: the files of `static/css` in the order of their names."""
    return b"\n".join(path.read_bytes() for path in sorted((STATIC / "css").glob("*.css")))


def hashed(name: str, content: bytes) -> str:
    """Return `name` with eight hexadecimal digits of its content before the ending."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{dot}{ending}"


def collect() -> dict[str, tuple[str, bytes]]:
    """Return, for each asset, its address in the site and its content."""
    files = {"site.css": style_sheet()}
    paths = [*(STATIC / "js" / name for name in SCRIPTS), *sorted((STATIC / "img").glob("*"))]
    files |= {path.name: path.read_bytes() for path in paths}
    return {name: (f"theme/{hashed(name, content)}", content) for name, content in files.items()}


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"]["asset"] = {name: address for name, (address, _) in collect().items()}


def _write(pelican: Any) -> None:
    for address, content in collect().values():
        path = Path(pelican.output_path) / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
