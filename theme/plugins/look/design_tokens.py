"""The site's colours by name, for what cannot read the style sheet: the head of a page, a drawn image."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pelican import signals

from theme import THEME
from theme.plugins.look import appearance, colours

TOKENS: Final = THEME / "static" / "css" / "20-tokens.css"
_COLOUR: Final = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})\s*;")


def tokens(css: str) -> dict[str, dict[str, str]]:
    """Return the plain colours that a style sheet names, for « light » and for « dark »."""
    light, _, dark = css.partition("prefers-color-scheme: dark")
    return {"light": dict(_COLOUR.findall(light)), "dark": dict(_COLOUR.findall(dark))}


def site_colours(settings: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the theme's colours, with those that the secretary has chosen in their place."""
    ours = tokens(TOKENS.read_text(encoding="utf-8"))
    hers = tokens(colours.style(settings.get(appearance.SECTION, {})))
    return {scheme: ours[scheme] | hers[scheme] for scheme in ours}


def _add_names(pelican: Any) -> None:
    names = pelican.settings["JINJA_GLOBALS"]
    names["colours"] = site_colours(names["secretaire"])


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
