"""Icons and drawings, put inside the pages: they take the text's colour and cost no request."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any, Final

from markupsafe import Markup

from theme import THEME
from theme.plugins import signals

#: Lucide, one file of all its icons.
ICONS: Final = THEME / "node_modules" / "@iconify-json" / "lucide" / "icons.json"
ILLUSTRATIONS: Final = THEME / "illustrations"
#: The style sheet says these once for all icons.
PAINT: Final = re.compile(
    r' (?:fill="none"|stroke="currentColor"|stroke-linecap="round"|stroke-linejoin="round"|stroke-width="2")'
)


@cache
def icon(name: str) -> Markup:
    """Return the icon called `name` by Lucide, silent for a screen reader; raise KeyError without one."""
    icons = _icons()
    if name not in icons:
        near = ", ".join(sorted(known for known in icons if known.startswith(name.partition("-")[0]))[:8])
        raise KeyError(f"no icon « {name} » in Lucide; close to it: {near or 'none'}")
    body = PAINT.sub("", icons[name]["body"])
    return Markup(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{body}</svg>')  # noqa: S704  our locked package


@cache
def _icons() -> dict[str, dict[str, str]]:
    icons: dict[str, dict[str, str]] = json.loads(ICONS.read_text(encoding="utf-8"))["icons"]
    return icons


@cache
def illustration(name: str) -> Markup:
    """Return the drawing `name`, which is decoration; raise ValueError without one."""
    if name not in illustrations():
        raise ValueError(f"no drawing « {name} »; there are: {', '.join(illustrations())}")
    text = (ILLUSTRATIONS / f"{name}.svg").read_text(encoding="utf-8")
    body = re.sub(r"<!--.*?-->|\n", "", text, flags=re.DOTALL)
    return Markup(body.replace("<svg ", '<svg class="drawing" aria-hidden="true" ', 1))  # noqa: S704  our own file


def illustrations() -> list[str]:
    """Return the names of all drawings."""
    return sorted(path.stem for path in ILLUSTRATIONS.glob("*.svg"))


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"].update(icon=icon, illustration=illustration)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
