"""
The social image, which a message or a social network shows beside a link: drawn at build, one per page.

`social_image(address, title)` in a template gives its place in the site. It is drawn with the fonts of the theme alone:
every machine draws the same. It is kept for the next build.
"""

from __future__ import annotations

import base64
import functools
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import resvg_py
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from pelican import signals
from PIL import Image, ImageFont

from requirements.pythons import COMMAND
from theme.plugins import cache
from theme.plugins.estimate.estimation import TEMPLATES, make_environment
from theme.plugins.look import appearance, assets
from theme.plugins.look.design_tokens import site_colours
from theme.plugins.look.fonts import FACES, PACKAGES

CACHE: Final = cache.CACHE / "social-fonts"
TEMPLATE: Final = "social.svg"
#: The fonts of social images: those of the site, whole, each in one weight.
FONTS: Final = {"title": (PACKAGES / FACES[0].source, 600), "text": (PACKAGES / FACES[-1].source, 400)}
#: What Open Graph readers show whole.
WIDTH: Final = 1200
HEIGHT: Final = 630
#: The room that texts have, in pixels.
ROOM: Final = 930
ROOM_STEP: Final = 10
#: Sizes tried for the title, largest first; those of the site's name and of the line under it.
TITLE_SIZES: Final = (84, 74, 64)
SITE_SIZE: Final = 38
LINE_SIZE: Final = 28
MOST_LINES: Final = 3
#: How much larger than in the header the logo is.
LOGO_SCALE: Final = 2
LOGO_TYPES: Final = {".png": "image/png", ".svg": "image/svg+xml"}
#: Flat colours and the edges of letters: more would weigh without being seen.
PALETTE: Final = 48


@dataclass(frozen=True, slots=True)
class Font:
    """A font of one weight, as the drawing program takes it: its file, names, and characters."""

    path: Path
    family: str
    weight: int
    characters: frozenset[int]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What every social image of a site has: its name and line, its colours, its logo as address and size."""

    site: str
    line: str
    colours: Mapping[str, str]
    logo: str
    logo_size: tuple[int, int]


def letterhead(settings: Mapping[str, Any], images: Path) -> Letterhead:
    """Return the letterhead of a secretary's settings; `images` is where a logo of hers would be."""
    address, content = assets.logo(settings, images)
    width, height = appearance.logo_size(settings, images)
    return Letterhead(
        settings["site"]["nom"],
        settings["site"]["accroche"],
        site_colours(settings)["light"],
        f"data:{LOGO_TYPES[Path(address).suffix]};base64,{base64.b64encode(content).decode()}",
        (width * LOGO_SCALE, height * LOGO_SCALE),
    )


def social_image(name: str, title: str, paper: Letterhead) -> tuple[str, bytes]:
    """Return the place in the site of a page's social image, and the image (PNG)."""
    drawing = (TEMPLATES / TEMPLATE).read_bytes()
    png = cache.result("social", lambda: _paint(draw(title, paper)), drawing, title, repr(paper))
    return f"theme/social/{assets.hashed(f'{name}.png', png)}", png


def draw(title: str, paper: Letterhead) -> str:
    """Return the drawing (SVG) of a page's social image: its title on the site's letter paper."""
    fonts = {use: font(*source) for use, source in FONTS.items()}
    size, lines = fit(known(title, fonts["title"]), lambda size: _width(fonts["title"], size))
    return (
        make_environment()
        .get_template(TEMPLATE)
        .render(
            width=WIDTH,
            height=HEIGHT,
            lines=lines,
            size=size,
            fonts=fonts,
            paper=paper,
            site=cut(known(paper.site, fonts["title"]), _width(fonts["title"], SITE_SIZE)),
            line=cut(known(paper.line, fonts["text"]), _width(fonts["text"], LINE_SIZE)),
            site_size=SITE_SIZE,
            line_size=LINE_SIZE,
        )
    )


def fit(title: str, width_at: Callable[[int], Callable[[str], float]]) -> tuple[int, list[str]]:
    """
    Return the size of a title, as large as it may be, and its lines.

    `width_at(size)` gives the function that measures a text. A title too long for the smallest
    size is cut at a word, with « … ».
    """
    for size in TITLE_SIZES:
        lines = wrap(title, width_at(size))
        if len(lines) <= MOST_LINES:
            return size, balanced(title, width_at(size), len(lines))
    width = width_at(TITLE_SIZES[-1])
    return TITLE_SIZES[-1], [*lines[: MOST_LINES - 1], cut(" ".join(lines[MOST_LINES - 1 :]), width)]


def cut(text: str, width: Callable[[str], float]) -> str:
    """Return `text`, without its last words and with « … » where it is too long for one line."""
    if width(text) <= ROOM:
        return text
    words = text.split(" ")
    while len(words) > 1 and width(f"{' '.join(words)}…") > ROOM:
        words.pop()
    return f"{' '.join(words)}…"


def balanced(title: str, width: Callable[[str], float], count: int) -> list[str]:
    """Return the `count` lines of a title, as even as may be: no word is left alone on the last."""
    room = ROOM
    while room > 0 and len(wrap(title, width, room - ROOM_STEP)) == count:
        room -= ROOM_STEP
    return wrap(title, width, room)


def wrap(title: str, width: Callable[[str], float], room: int = ROOM) -> list[str]:
    """Return the lines of a title, cut at plain spaces only: a no-break space holds."""
    lines: list[str] = []
    for word in title.split(" "):
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def known(text: str, of: Font) -> str:
    """Return `text` with characters that the font lacks in their plain form: « CO₂ » becomes « CO2 »."""
    spaces = text.replace("\u202f", "\u00a0")
    return "".join(one if ord(one) in of.characters else unicodedata.normalize("NFKC", one) for one in spaces)


@functools.cache
def font(source: Path, weight: int) -> Font:
    """Return one weight of a variable web font as a plain font file, made once and kept."""
    if not source.is_file():
        raise RuntimeError(f"La police {source.name} manque. Lancez «\u00a0{COMMAND} build\u00a0».")
    name = cache.recipe(__file__, source.read_bytes(), str(weight).encode())
    path = cache.file(CACHE / f"{name}.ttf", lambda: _single(source, weight))
    with TTFont(path) as read:
        return Font(path, read["name"].getBestFamilyName(), read["OS/2"].usWeightClass, frozenset(read.getBestCmap()))


def _single(source: Path, weight: int) -> bytes:
    # The file's own date is kept: the clock has no part in it.
    variable = TTFont(source, recalcTimestamp=False)
    single = instancer.instantiateVariableFont(variable, {"wght": weight})
    single.flavor = None
    buffer = io.BytesIO()
    single.save(buffer)
    return buffer.getvalue()


@functools.cache
def _width(of: Font, size: int) -> Callable[[str], float]:
    return ImageFont.truetype(of.path, size).getlength


def _paint(svg: str) -> bytes:
    files = [str(font(*source).path) for source in FONTS.values()]
    painted = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=files)
    image = Image.open(io.BytesIO(painted)).convert("RGB")
    small = io.BytesIO()
    image.quantize(PALETTE, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


#: The social images of this build by their place: written once the pages are.
_IMAGES: Final[dict[str, bytes]] = {}


def _add_names(pelican: Any) -> None:
    names = pelican.settings["JINJA_GLOBALS"]
    paper = letterhead(names["secretaire"], Path(pelican.settings["PATH"]) / "images")
    _IMAGES.clear()

    def image_of(address: str, title: str) -> str:
        place, png = social_image(address.strip("/").rpartition("/")[2] or "accueil", title, paper)
        _IMAGES[place] = png
        return place

    names.update(social_image=image_of, social_size=(WIDTH, HEIGHT))


def _write(pelican: Any) -> None:
    assets.write(Path(pelican.output_path), _IMAGES)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
