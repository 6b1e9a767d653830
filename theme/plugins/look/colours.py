"""
The site's colours from the two that a secretary may choose: her ink and her sealing wax.

Contrast is that of WCAG 2. A shade of the same hue is found in OKLCH (Björn Ottosson, 2020). There equal
steps of lightness look equal, whatever the hue.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
#: The inks and waxes that a name is enough for.
NAMED: Final = {
    "bleu": "#1f3f6e",
    "bordeaux": "#74213a",
    "brique": "#9c3326",
    "noir": "#2b2b33",
    "petrole": "#135561",
    "sepia": "#6a4222",
    "vert": "#27543c",
    "violet": "#523376",
}
INK: Final = "bleu"
WAX: Final = "brique"
#: Links and buttons: this one has shades of its own.
INK_TOKEN: Final = "accent"  # noqa: S105  the name of a colour
#: What text is written on: desk, paper and its tint. The same values stand in 20-tokens.css; a test compares them.
LIGHT: Final = {"desk": "#f1eadc", "paper": "#fffdf8", "paper-tint": "#f8f2e6"}
DARK: Final = {"desk": "#15171c", "paper": "#1e2128", "paper-tint": "#272b34"}
#: WCAG 1.4.3, text of any size; above it in the dark, where thin light strokes look thinner.
READABLE: Final = 4.5
READABLE_IN_THE_DARK: Final = 6.5
#: The darkest and the lightest of a hue that still show it.
DARKEST: Final = 0.1
LIGHTEST: Final = 0.97
STEP: Final = 0.005
#: The shares of a colour in the tint of a paper.
LIGHT_TINT: Final = 0.09
DARK_TINT: Final = 0.15
#: In the dark, strong colours glare.
DARK_CHROMA: Final = 0.09


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast of two colours, from 1 to 21."""
    one, other = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def lowest_contrast(colour: str, backgrounds: Iterable[str]) -> float:
    """Return the contrast of `colour` with the background that it shows least on."""
    return min(contrast(colour, background) for background in backgrounds)


def fault(key: str, value: Any) -> str | None:
    """Return what is wrong with the colour chosen for `key`, and what to write; None when it can be read."""
    names = ", ".join(f'"{name}"' for name in NAMED)
    if not isinstance(value, str) or not HEX.fullmatch(value_of(value)):
        return f'« {key} » est une de ces couleurs : {names}, ou un code comme "#1f3f6e".'
    colour = value_of(value)
    if _is_readable(colour):
        return None
    return (
        f"« {key} » : {value} est trop clair pour être lu sur le papier. "
        f'La même teinte, plus foncée : {key} = "{_readable(colour)}".'
    )


def value_of(name: str) -> str:
    """Return the hexadecimal value of a named colour, « Vert » or « pétrole » too, or the value itself."""
    split = unicodedata.normalize("NFD", name.strip().lower())
    plain = "".join(character for character in split if not unicodedata.combining(character))
    return NAMED.get(plain, plain)


def style(appearance: Mapping[str, Any]) -> str:
    """Return the rules that colour the site for `appearance`; nothing for the colours that the style sheet has."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for token, key, default in ((INK_TOKEN, "couleur", INK), ("wax", "couleur_cachet", WAX)):
        colour = value_of(appearance.get(key, default))
        if colour != NAMED[default]:
            light |= _light(token, colour)
            dark |= _dark(token, colour)
    if not light:
        return ""
    return (
        f"@layer tokens {{\n:root {{ {_declarations(light)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declarations(dark)} }} }}\n}}\n"
    )


def _light(token: str, colour: str) -> dict[str, str]:
    shades = {token: colour, f"{token}-tint": _mixed(colour, LIGHT["paper"], LIGHT_TINT)}
    if token == INK_TOKEN:
        shades["accent-strong"] = shades["banner"] = _shade(colour, -0.1)
    return shades


def _dark(token: str, colour: str) -> dict[str, str]:
    lightness, chroma, hue = _oklch(colour)
    chroma = min(chroma, DARK_CHROMA)
    shade = colour
    while lightness < LIGHTEST and lowest_contrast(shade, _dark_papers(shade)) < READABLE_IN_THE_DARK:
        lightness += STEP
        shade = _hex(lightness, chroma, hue)
    shades = {token: shade, f"{token}-tint": _mixed(shade, DARK["paper"], DARK_TINT)}
    if token == INK_TOKEN:
        shades["accent-strong"] = _shade(shade, 0.07)
        shades["banner"] = shades["accent-tint"]
    return shades


def _is_readable(colour: str) -> bool:
    return lowest_contrast(colour, [*LIGHT.values(), _mixed(colour, LIGHT["paper"], LIGHT_TINT)]) >= READABLE


def _readable(colour: str) -> str:
    """Return the lightest shade of the hue that can be read on the light papers."""
    lightness, chroma, hue = _oklch(colour)
    while not _is_readable(colour) and lightness > DARKEST:
        lightness -= STEP
        colour = _hex(lightness, chroma, hue)
    return colour


def _dark_papers(colour: str) -> list[str]:
    return [*DARK.values(), _mixed(colour, DARK["paper"], DARK_TINT)]


def _shade(colour: str, change: float) -> str:
    lightness, chroma, hue = _oklch(colour)
    return _hex(min(max(lightness + change, DARKEST), LIGHTEST), chroma, hue)


def _mixed(colour: str, paper: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(paper), strict=True)
    return _from_channels(share * one + (1 - share) * other for one, other in pairs)


def _declarations(tokens: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in tokens.items())


def _channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _from_channels(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02x}" for channel in channels)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _oklch(colour: str) -> tuple[float, float, float]:
    red, green, blue = map(_linear, _channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return _from_channels(_gamma(max(channel, 0)) for channel in (red, green, blue))
