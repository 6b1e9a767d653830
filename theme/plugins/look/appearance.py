"""The section `[apparence]` of the settings: two colours and a logo, each optional, each checked."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from theme.plugins.look import colours, drawing_check

SECTION: Final = "apparence"
#: How high the header shows the logo, in CSS pixels; ours is 48 wide.
LOGO_HEIGHT: Final = 56
LOGO_WIDEST: Final = 240
#: A logo comes with every first visit.
LOGO_HEAVIEST: Final = 30_000
#: How the root of a drawing is called.
SVG: Final = "{http://www.w3.org/2000/svg}svg"
OUR_LOGO: Final = (48, LOGO_HEIGHT)


def faults(settings: Mapping[str, Any], images: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (section, key, message) for each mistake; `images` is the folder of the secretary's images."""
    chosen = settings.get(SECTION, {})
    if not isinstance(chosen, Mapping):
        return
    for key in ("couleur", "couleur_cachet"):
        message = colours.fault(key, chosen[key]) if key in chosen else None
        if message:
            yield SECTION, key, message
    if "logo" in chosen:
        message = _logo_fault(chosen["logo"], images)
        if message:
            yield SECTION, "logo", message


def logo_size(settings: Mapping[str, Any], images: Path) -> tuple[int, int]:
    """Return the width and the height at which the header shows the logo, in CSS pixels."""
    name = settings.get(SECTION, {}).get("logo")
    if name is None:
        return OUR_LOGO
    width, height = _proportions(images / name)
    scale = min(LOGO_HEIGHT / height, LOGO_WIDEST / width)
    return max(round(width * scale), 1), max(round(height * scale), 1)


def _logo_fault(name: Any, images: Path) -> str | None:
    if not isinstance(name, str) or Path(name).name != name or not name.lower().endswith((".svg", ".png")):
        return '« logo » est le nom d’un fichier SVG ou PNG de content/images, par exemple "logo.svg".'
    path = images / name
    if not path.is_file():
        return f"« logo » : le fichier {name} n’est pas dans content/images. Ajoutez-le ou corrigez son nom."
    if path.stat().st_size > LOGO_HEAVIEST:
        return f"« logo » : {name} dépasse {LOGO_HEAVIEST // 1000} ko. Réduisez-le ou prenez un SVG plus simple."
    try:
        _proportions(path)
    except (ElementTree.ParseError, UnidentifiedImageError, OSError, SyntaxError, ValueError, LookupError):
        return f"« logo » : {name} ne se lit pas. Enregistrez-le de nouveau en PNG, ou en SVG avec un viewBox."
    message = drawing_check.fault(path) if path.suffix.lower() == ".svg" else None
    return f"« logo » : {name} {message}" if message else None


def logo(path: Path) -> bytes:
    """Return the logo as it is published: a PNG as its pixels alone, without place, date or author."""
    if path.suffix.lower() != ".png":
        return path.read_bytes()
    bare = io.BytesIO()
    with Image.open(path) as image:
        image.save(bare, "PNG", optimize=True)
    return bare.getvalue()


def _proportions(path: Path) -> tuple[float, float]:
    """Return the width and the height of an image, in its own unit."""
    if path.suffix.lower() == ".png":
        with Image.open(path) as image:
            image.load()  # a file cut short has a size too
            return image.size
    # Her own file, read by her own machine: no hostile entity to fear.
    root = ElementTree.parse(path).getroot()  # noqa: S314
    _, _, width, height = map(float, root.attrib["viewBox"].replace(",", " ").split())
    if root.tag != SVG or not (0 < width < math.inf and 0 < height < math.inf):
        raise ValueError(path)
    return width, height
