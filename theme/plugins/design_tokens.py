"""The colours of the style sheet, for what cannot read it: the head of a page, a drawn image."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from pelican import signals

TOKENS: Final = Path(__file__).parent.parent / "static" / "css" / "20-tokens.css"
_COLOUR: Final = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")


def colours(css: str) -> dict[str, dict[str, str]]:
    """Return the plain colours of the style sheet's tokens by name, for « light » and for « dark »."""
    light, _, dark = css.partition("prefers-color-scheme: dark")
    return {"light": dict(_COLOUR.findall(light)), "dark": dict(_COLOUR.findall(dark))}


def site_colours() -> dict[str, dict[str, str]]:
    """Return the colours of this theme."""
    return colours(TOKENS.read_text(encoding="utf-8"))


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"]["colours"] = site_colours()


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
