"""The social image: what is written on it, and how it is painted."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from theme.plugins import cache
from theme.plugins.discovery import social_images
from theme.plugins.discovery.social_images import (
    FONTS,
    ROOM,
    TITLE_SIZES,
    Font,
    balanced,
    cut,
    draw,
    fit,
    font,
    known,
    letterhead,
    social_image,
    wrap,
)

SETTINGS = {
    "site": {"nom": "Secrétariat Exemple", "accroche": "Secrétariat à distance"},
    "identite": {"nom": "Camille Exemple"},
}
PAPER = letterhead(SETTINGS, Path("images"))
#: A made-up font whose characters are all 20 pixels wide, or as many as the size says.
TWENTY = 20


def twenty(text):
    """Width of a text in the made-up font."""
    return TWENTY * len(text)


def as_wide_as_high(size):
    """The made-up font at a size: each character is as wide as it is high."""
    return lambda text: size * len(text)


def painted(png):
    """Return a painted picture."""
    return Image.open(io.BytesIO(png))


def test_a_line_is_filled_before_the_next():
    """46 characters of 20 pixels have their room, 47 have not."""
    assert ROOM // TWENTY == 46
    assert wrap(f"{'a' * 40} bbbbb c", twenty) == [f"{'a' * 40} bbbbb", "c"]


def test_a_no_break_space_holds():
    """The price and its unit stay together."""
    assert wrap(f"{'a' * 40} 30\u00a0€ h", twenty) == [f"{'a' * 40} 30\u00a0€", "h"]
    assert wrap(f"{'a' * 43} 30\u00a0€", twenty) == ["a" * 43, "30\u00a0€"]


def test_no_word_is_left_alone_on_the_last_line():
    """Two lines of about the same length rather than a full one and a word."""
    assert wrap(f"{'aaa ' * 11}bb cc", twenty)[-1] == "cc"
    assert balanced(f"{'aaa ' * 11}bb cc", twenty, 2) == ["aaa aaa aaa aaa aaa aaa", "aaa aaa aaa aaa aaa bb cc"]


def test_a_word_wider_than_the_room_stays_whole():
    """One line, however narrow the others might be."""
    assert balanced("a" * 60, twenty, 1) == ["a" * 60]


def test_a_short_title_has_the_largest_size():
    """On one line."""
    assert fit("Tarifs", as_wide_as_high) == (TITLE_SIZES[0], ["Tarifs"])


def test_a_longer_title_is_written_smaller_before_it_is_cut():
    """Four lines of the largest size are three of the smallest."""
    size, lines = fit(" ".join(["mots mots mots"] * 3), as_wide_as_high)

    assert size < TITLE_SIZES[0]
    assert len(lines) == 3
    assert "…" not in "".join(lines)


def test_a_title_too_long_for_the_smallest_size_is_cut_at_a_word():
    """Three lines, the last one ends with « … » and has its room."""
    size, lines = fit(" ".join(["mots"] * 40), as_wide_as_high)

    assert (size, len(lines)) == (TITLE_SIZES[-1], 3)
    assert lines[-1].endswith("mots…")
    assert as_wide_as_high(size)(lines[-1]) <= ROOM


def test_a_line_that_has_its_room_is_not_cut():
    """Exactly as long as the room."""
    assert cut("a" * 46, twenty) == "a" * 46
    assert cut(f"{'a' * 40} bbbbbb", twenty) == f"{'a' * 40}…"


def test_what_the_font_lacks_is_written_plainly():
    """An index below the line, a narrow space; what it has stays."""
    few = Font(None, "x", 400, frozenset(map(ord, "CO2 \u00a0é?")))

    assert known("CO₂ é\u202f?", few) == "CO2 é\u00a0?"


@pytest.mark.parametrize("source", FONTS.values(), ids=FONTS)
def test_the_fonts_hold_what_french_needs(source):
    """Accents, ligatures, quotes, apostrophe, dashes, the sign of the euro, « … »."""
    needed = "ÀÂÇÉÈÊËÎÏÔŒÙÛÜàâæçéèêëîïôœùûüÿ«»’–—…€°\u00a0&?!:;%0123456789"

    assert {one for one in needed if ord(one) not in font(*source).characters} == set()


def test_a_title_is_text_in_the_drawing():
    """Whatever signs it holds."""
    svg = draw("Prix <b> & « devis »", replace(PAPER, site="S & Cie"))

    assert "Prix &lt;b&gt; &amp; « devis »" in svg
    assert "S &amp; Cie" in svg


def test_a_picture_has_the_size_that_the_page_says_and_little_weight():
    """1200 × 630, at most 40 kB for the longest title."""
    _, png = social_image("a", "Pourquoi une heure d’enregistrement prend-elle une demi-journée entière ? " * 3, PAPER)

    assert painted(png).size == (1200, 630)
    assert painted(png).format == "PNG"
    assert len(png) <= 40_000


def test_a_title_is_painted():
    """The font is found: two titles do not give the same picture, and accents are not lost."""
    pictures = {social_image("a", title, PAPER)[1] for title in ("Tarifs", "Contact", "Releve", "Relevé")}

    assert len(pictures) == 4


def test_a_picture_is_named_by_its_page_and_content():
    """Another title, another name: no old picture is shown."""
    one, other = (social_image("tarifs", title, PAPER)[0] for title in ("Tarifs", "Prix"))

    assert one.startswith("theme/social/tarifs.")
    assert one.endswith(".png")
    assert one != other


def test_the_same_page_gives_the_same_bytes_without_the_cache(tmp_path, monkeypatch):
    """Painted again from nothing, fonts included."""
    first = social_image("a", "Tarifs", PAPER)
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    monkeypatch.setattr(social_images, "CACHE", tmp_path / "fonts")
    font.cache_clear()
    again = social_image("a", "Tarifs", PAPER)
    font.cache_clear()

    assert first == again
    assert sorted(path.suffix for path in (tmp_path / "fonts").iterdir()) == [".ttf", ".ttf"]
    assert len(list((tmp_path / "social").iterdir())) == 1


def test_a_picture_already_painted_is_not_painted_again(tmp_path, monkeypatch):
    """A rebuild of the preview stays quick."""
    monkeypatch.setattr(cache, "CACHE", tmp_path)
    font.cache_clear()
    first = social_image("a", "Tarifs", PAPER)
    monkeypatch.setattr(social_images, "_paint", None)
    again = social_image("a", "Tarifs", PAPER)
    font.cache_clear()

    assert first == again


def test_a_missing_font_is_told(tmp_path):
    """No picture is drawn with whatever font the machine has."""
    with pytest.raises(RuntimeError, match=r"absente\.woff2"):
        font(tmp_path / "absente.woff2", 400)


def test_the_colours_and_the_logo_are_the_secretary_s(tmp_path):
    """Those of her settings, a PNG too."""
    Image.new("RGB", (10, 20), "#27543c").save(tmp_path / "logo.png")
    paper = letterhead({**SETTINGS, "apparence": {"couleur": "vert", "logo": "logo.png"}}, tmp_path)
    colours = {colour for _, colour in painted(social_image("a", "Tarifs", paper)[1]).convert("RGB").getcolors()}

    assert paper.colours["accent"] == "#27543c"
    assert paper.logo.startswith("data:image/png;base64,")
    assert (0x27, 0x54, 0x3C) in colours
    assert (0x1F, 0x3F, 0x6E) not in colours
