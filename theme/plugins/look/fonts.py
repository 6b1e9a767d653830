"""
The site's typefaces: cut down to what French needs, named by their content, told to the style sheet.

EB Garamond, after the types of Claude Garamont, for headings; Source Sans 3 for reading.
Both come from npm under the Open Font License.
"""

from __future__ import annotations

import functools
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from fontTools.varLib import instancer

from theme import THEME
from theme.plugins import cache

PACKAGES: Final = THEME / "node_modules" / "@fontsource-variable"
CACHE: Final = cache.CACHE / "fonts"
#: Signs of programs: the system's typeface writes them, like the letters of other languages.
OF_PROGRAMS: Final = frozenset("$<>\\^`{|}~")
#: Letters, figures and signs of French texts; what typography adds (quotes, dashes, no-break spaces) with them.
FRENCH: Final = (
    frozenset(
        "".join(map(chr, range(0x20, 0x7F)))
        + "ÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜàâäæçèéêëîïôöœùûüÿ«»’‘“”…–—·•°²³×−€§©\u00a0\u2009\u202f\u2082\u2011"
    )
    - OF_PROGRAMS
)
#: Signs that no title or large figure of a page needs.
NOT_IN_TITLES: Final = frozenset("#*=@[]_§©°³×")
#: What the italic says: the words above titles; a name is added to it.
ITALIC: Final = frozenset("Objet Retour à l’expéditeur Actualités: \u00a0")
#: Characters that the sources lack, drawn as another one: a narrow no-break space is a thin space.
SAME_AS: Final = {0x202F: 0x2009, 0x2011: 0x2D}
#: The narrow no-break space, in em. Of the two sources one draws it as wide as a space, the other too thin: « 2 200 »
#: reads « 2200 ».
NARROW: Final = 0.17
#: How far the two of « m² » goes down to become that of « CO₂ », in em. The sources have the first only.
SUBSCRIPT_DROP: Final = 0.42
#: Records of a font's names: who owns it, its family, its style.
OWNER, FAMILY, STYLE = 0, 1, 2
KEPT_NAMES: Final = [OWNER, FAMILY, STYLE]
OWN_NAME: Final = "Lecture"
FEATURES: Final = ["kern", "liga", "tnum"]
#: French prose of ordinary frequencies: typefaces are compared by the width that it takes.
SAMPLE: Final = "votre secrétaire écrit les courriers, classe les dossiers et répond au téléphone en votre absence. "


@dataclass(frozen=True, slots=True)
class StandIn:
    """Fonts of systems with the same widths: their names, and the mean width of SAMPLE in them, in em."""

    family: str
    names: tuple[str, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Face:
    """
    One file of one family: its origin, what is kept of it, what stands in until it is there.

    `display` is « swap » for titles, which take the typeface whenever it comes. It is « optional » for running text: a
    page being read does not change its lines under the eyes.
    """

    family: str
    source: str
    weight: int | tuple[int, int]
    style: str
    stand_ins: tuple[StandIn, ...] = ()
    display: str = "swap"

    @property
    def name(self) -> str:
        """Return the name of the file."""
        return f"{Path(self.source).name.split('-latin')[0]}{'-italic' if self.style == 'italic' else ''}.woff2"


#: Windows, macOS and phones have the first of each; a bare Linux, the second. Widths: their own tables of advances.
SERIF: Final = (
    StandIn("Garamond local", ("Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"), 0.3818),
    StandIn("Garamond Linux", ("DejaVu Serif",), 0.4966),
)
SANS: Final = (
    StandIn("Lecture local", ("Arial", "Liberation Sans", "Arimo", "Roboto"), 0.4323),
    StandIn("Lecture Linux", ("DejaVu Sans",), 0.4915),
)
FACES: Final = (
    Face("Garamond", "eb-garamond/files/eb-garamond-latin-wght-normal.woff2", 500, "normal", SERIF),
    Face("Garamond", "eb-garamond/files/eb-garamond-latin-wght-italic.woff2", 400, "italic"),
    Face(
        "Lecture", "source-sans-3/files/source-sans-3-latin-wght-normal.woff2", (400, 600), "normal", SANS, "optional"
    ),
)


def characters(face: Face, name: str) -> frozenset[str]:
    """Return what `face` must be able to write; `name` is the secretary's, which signs in italic."""
    if face.style == "italic":
        return ITALIC | frozenset(name)
    return FRENCH - NOT_IN_TITLES if face.family == "Garamond" else FRENCH


@functools.cache
def files(name: str) -> dict[str, bytes]:
    """Return the font files by name, the secretary being called `name`."""
    return {face.name: _subset(face, "".join(sorted(characters(face, name)))) for face in FACES}


def _subset(face: Face, wanted: str) -> bytes:
    """Return the cut font, from the cache when it was made before."""
    source = (PACKAGES / face.source).read_bytes()
    name = cache.recipe(__file__, source, f"{face}{wanted}".encode())
    return cache.file(CACHE / f"{name}.woff2", lambda: _cut(source, face.weight, wanted)).read_bytes()


def _cut(source: bytes, weight: int | tuple[int, int], wanted: str) -> bytes:
    # The date inside must be the source's: the same bytes at every build.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    font = _reread(instancer.instantiateVariableFont(font, {"wght": weight}))
    for table in font["cmap"].tables:
        table.cmap |= {new: table.cmap[old] for new, old in SAME_AS.items() if old in table.cmap}
    _name(font)
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=KEPT_NAMES, notdef_outline=True)
    options.drop_tables += ["STAT", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=wanted)
    subsetter.subset(font)
    if "\u202f" in wanted:
        font["hmtx"][font.getBestCmap()[0x202F]] = (round(NARROW * font["head"].unitsPerEm), 0)
    if "₂" in wanted:
        _draw_subscript(font)
    font.flavor = "woff2"
    return _bytes(font)


def _name(font: TTFont) -> None:
    """Give the font another name where its own is reserved: a cut font may not bear it (OFL, 3)."""
    owner = str(font["name"].getDebugName(OWNER))
    if "Reserved Font Name" in owner:
        for record in font["name"].names:
            if record.nameID == FAMILY:
                record.string = OWN_NAME


def _draw_subscript(font: Any) -> None:
    """Add « ₂ » to the font: its « ² », lower."""
    name, model = "subscript", font.getBestCmap()[ord("²")]
    glyph = Glyph()
    glyph.numberOfContours = -1
    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = model, 0, -round(SUBSCRIPT_DROP * font["head"].unitsPerEm), 0
    glyph.components = [part]
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["hmtx"][name] = font["hmtx"][model]
    if "gvar" in font:
        font["gvar"].variations[name] = []
        widths = font["HVAR"].table.AdvWidthMap.mapping
        widths[name] = widths[model]
    for table in font["cmap"].tables:
        table.cmap[ord("₂")] = name


def _bytes(font: TTFont) -> bytes:
    buffer = io.BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _reread(font: TTFont) -> TTFont:
    """Return `font` saved and read again: a font just restricted holds half-decoded tables."""
    font.flavor = None
    return TTFont(io.BytesIO(_bytes(font)), recalcTimestamp=False)


@functools.cache
def rules(addresses: tuple[tuple[str, str], ...]) -> str:
    """Return the @font-face rules of these files; `addresses` pairs each name with its address seen from the style sheet."""
    urls = dict(addresses)
    return "".join(
        _rule(face, urls[face.name]) + "".join(stand_in_rule(face, stand_in) for stand_in in face.stand_ins)
        for face in FACES
        if face.name in urls
    )


def _rule(face: Face, url: str) -> str:
    weight = face.weight if isinstance(face.weight, int) else f"{face.weight[0]} {face.weight[1]}"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; font-weight: {weight}; '
        f'font-display: {face.display}; src: url("{url}") format("woff2"); }}\n'
    )


def stand_in_rule(face: Face, stand_in: StandIn) -> str:
    """Return the rule that gives a system's font the place of ours, so that nothing moves when ours comes."""
    ratio = width(face) / stand_in.width
    ascent, descent, gap = line_metrics(face)
    local = ", ".join(f'local("{name}")' for name in stand_in.names)
    return (
        f'@font-face {{ font-family: "{stand_in.family}"; src: {local}; size-adjust: {ratio:.1%}; '
        f"ascent-override: {ascent / ratio:.1%}; descent-override: {descent / ratio:.1%}; "
        f"line-gap-override: {gap / ratio:.1%}; }}\n"
    )


def width(face: Face) -> float:
    """Return the mean width of SAMPLE in `face`, in em, at its lightest weight."""
    font = TTFont(PACKAGES / face.source)
    glyphs, advances = font.getBestCmap(), font["hmtx"]
    total = sum(advances[glyphs[ord(character)]][0] for character in SAMPLE)
    return float(total / len(SAMPLE) / font["head"].unitsPerEm)


def line_metrics(face: Face) -> tuple[float, float, float]:
    """Return ascent, descent and line gap of `face`, in em."""
    font: Any = TTFont(PACKAGES / face.source)
    line, em = font["hhea"], font["head"].unitsPerEm
    return line.ascent / em, -line.descent / em, line.lineGap / em
