"""The typefaces: what is kept of them, their weight, and the system's font that keeps their place."""

import io

import pytest
from fontTools.ttLib import TTFont

from theme.plugins import cache
from theme.plugins.look import fonts

NAME = "Zoé Œuvrard-N’Diaye"
FILES = fonts.files(NAME)


def covered(name):
    """Return the characters that the font file `name` writes."""
    return set(map(chr, TTFont(io.BytesIO(FILES[name])).getBestCmap()))


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.name)
def test_a_font_writes_all_that_it_must(face):
    """Every letter of French, digits, euro, quotes, dashes, no-break spaces, « ₂ »; a name in italic."""
    assert set(fonts.characters(face, NAME)) <= covered(face.name)


def test_fonts_are_light():
    """Together under 40 kB: the page with them is to stay under 60."""
    assert sum(map(len, FILES.values())) < 40_000


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.name)
def test_a_font_is_cut_to_the_same_bytes_every_time(face):
    """No date of the day, no order of a set."""
    source = (fonts.PACKAGES / face.source).read_bytes()
    wanted = "".join(sorted(fonts.characters(face, NAME)))

    assert fonts._cut(source, face.weight, wanted) == FILES[face.name]


def test_narrow_no_break_space_is_narrower_than_a_space():
    """What the sources lack is not drawn as something wrong."""
    font = TTFont(io.BytesIO(FILES["source-sans-3.woff2"]))
    glyphs, widths = font.getBestCmap(), font["hmtx"]

    assert 0 < widths[glyphs[0x202F]][0] <= widths[glyphs[0x20]][0]


def test_digits_of_the_reading_font_have_one_width():
    """Columns of amounts align without a feature that a browser would have to be asked for."""
    font = TTFont(io.BytesIO(FILES["source-sans-3.woff2"]))
    glyphs, widths = font.getBestCmap(), font["hmtx"]

    assert len({widths[glyphs[ord(digit)]][0] for digit in "0123456789"}) == 1


# EB Garamond: 1007 up and 298 down in 1000; Source Sans 3: 1024 and 400 in 1000 (their hhea tables).
@pytest.mark.parametrize(("index", "ascent", "descent"), [(0, 1.007, 0.298), (2, 1.024, 0.4)])
@pytest.mark.parametrize("which", [0, 1])
def test_a_stand_in_has_the_line_of_the_font(index, which, ascent, descent):
    """Scaled back by the ratio of widths, its ascent and descent are the font's own."""
    face = fonts.FACES[index]
    stand_in = face.stand_ins[which]
    ratio = fonts.width(face) / stand_in.width

    rule = fonts.stand_in_rule(face, stand_in)

    assert f"size-adjust: {ratio:.1%}" in rule
    assert f"ascent-override: {ascent / ratio:.1%}" in rule
    assert f"descent-override: {descent / ratio:.1%}" in rule
    assert 0.7 < ratio < 1


def test_every_stand_in_is_in_the_style_sheet():
    """After the font whose place it keeps."""
    tokens = (cache.ROOT / "theme" / "static" / "css" / "20-tokens.css").read_text(encoding="utf-8")

    for face in fonts.FACES:
        families = [face.family, *(f'"{stand_in.family}"' for stand_in in face.stand_ins)]
        assert ", ".join(families) in tokens


def test_text_is_shown_before_the_fonts_are_there():
    """Titles take their face when it comes; running text keeps its lines: neither is ever hidden."""
    rules = fonts.rules(tuple((name, name) for name in FILES))
    shown = [rules.count(f"font-display: {display}") for display in ("swap", "optional")]

    assert [(face.family, face.display) for face in fonts.FACES] == [
        ("Garamond", "swap"),
        ("Garamond", "swap"),
        ("Lecture", "optional"),
    ]
    assert shown == [2, 1]


@pytest.mark.parametrize("face", [face for face in fonts.FACES if face.style == "normal"], ids=lambda face: face.name)
def test_a_narrow_space_is_narrow_and_seen(face):
    """It parts « 2 200 » to the eye, and is less than a space."""
    font = TTFont(io.BytesIO(FILES[face.name]))
    narrow, space = (font["hmtx"][font.getBestCmap()[code]][0] for code in (0x202F, 0x20))

    assert narrow == fonts.NARROW * font["head"].unitsPerEm
    assert narrow < space


def test_fonts_cut_again_are_the_same_bytes(tmp_path, monkeypatch):
    """Without what an earlier build has kept: neither the clock nor chance has a part in them."""
    monkeypatch.setattr(fonts, "CACHE", tmp_path)

    assert fonts.files.__wrapped__(NAME) == FILES
    assert len(list(tmp_path.iterdir())) == len(fonts.FACES)
