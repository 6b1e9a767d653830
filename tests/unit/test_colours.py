"""The colours that a secretary may choose: readable in both themes, or refused with a neighbour to copy."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theme.plugins.look import colours

TOKENS = (Path(__file__).parents[2] / "theme" / "static" / "css" / "20-tokens.css").read_text(encoding="utf-8")
HEXES = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
AA = 4.5
#: WCAG 1.4.11, edges of what is used.
EDGE = 3


def tokens(css):
    """Return the hexadecimal tokens of each theme: (light, dark)."""
    light, dark = css.split("prefers-color-scheme: dark")
    return tuple(dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in (light, dark.split("prefers-c")[0]))


LIGHT, DARK = tokens(TOKENS)


@pytest.mark.parametrize(
    ("name", "value"),
    [("Vert", "#27543c"), (" VERT ", "#27543c"), ("pétrole", "#135561"), ("Sépia", "#6a4222"), ("#1F3F6E", "#1f3f6e")],
)
def test_a_colour_is_known_however_it_is_written(name, value):
    """A capital, an accent or a space is no mistake."""
    assert colours.fault("couleur", name) is None
    assert colours.value_of(name) == value


def hold(light, dark):
    """Check what must hold of the colours of both themes."""
    for theme in (light, dark):
        papers = [theme[name] for name in ("desk", "paper", "paper-tint")]
        for name in ("ink", "soft", "accent", "accent-strong", "wax"):
            assert colours.lowest_contrast(theme[name], papers) >= AA, name
        for text, ground in (
            ("on-accent", "accent"),
            ("on-accent", "accent-strong"),
            ("on-banner", "banner"),
            ("ink", "accent-tint"),
            ("ink", "wax-tint"),
            ("accent", "accent-tint"),
            ("wax", "wax-tint"),
            ("paper", "wax"),
        ):
            assert colours.contrast(theme[text], theme[ground]) >= AA, (text, ground)


# Examples of WCAG 2.2, understanding 1.4.3 and 1.4.6: black on white is 21, #767676 on white the lightest grey of 4.5.
@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#767676", 4.54), ("#123456", "#123456", 1)],
)
def test_contrast_is_that_of_wcag(first, second, expected):
    """Whichever colour comes first."""
    assert round(colours.contrast(first, second), 2) == expected
    assert colours.contrast(first, second) == colours.contrast(second, first)


def test_default_colours_can_be_read():
    """Text at 4.5 on every paper of both themes."""
    hold(LIGHT, DARK)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_fields_can_be_seen(theme):
    """At 3 on the papers where fields are."""
    assert colours.lowest_contrast(theme["edge"], [theme["paper"], theme["paper-tint"]]) >= EDGE


def test_the_papers_are_those_of_the_style_sheet():
    """One fact in two languages: the plugin's papers are the tokens'."""
    assert {name: LIGHT[name] for name in colours.LIGHT} == colours.LIGHT
    assert {name: DARK[name] for name in colours.DARK} == colours.DARK
    assert colours.NAMED[colours.INK] == LIGHT["accent"]
    assert colours.NAMED[colours.WAX] == LIGHT["wax"]


@pytest.mark.parametrize("wax", colours.NAMED)
@pytest.mark.parametrize("ink", colours.NAMED)
def test_every_named_pair_can_be_read(ink, wax):
    """In both themes, on every paper, whatever goes with it."""
    light, dark = tokens(TOKENS), tokens(colours.style({"couleur": ink, "couleur_cachet": wax}) or TOKENS)

    assert colours.fault("couleur", ink) is None
    hold({**light[0], **dark[0]}, {**light[1], **dark[1]})


@given(HEXES)
def test_an_accepted_code_can_be_read_in_both_themes(code):
    """A code is refused, or gives colours that hold everywhere."""
    if colours.fault("couleur", code) is None:
        light, dark = tokens(colours.style({"couleur": code, "couleur_cachet": code}) or TOKENS)
        hold({**LIGHT, **light}, {**DARK, **dark})


@given(HEXES)
def test_a_refused_code_comes_with_one_that_is_accepted(code):
    """The message holds a darker shade to copy."""
    message = colours.fault("couleur", code)
    if message is not None:
        offered = re.search(r'couleur = "(#[0-9a-f]{6})"', message)[1]

        assert colours.fault("couleur", offered) is None


@given(HEXES)
def test_a_colour_survives_the_way_to_oklch_and_back(code):
    """Within one step of a channel."""
    back = colours._hex(*colours._oklch(code))

    assert all(abs(int(code[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 1 for at in (1, 3, 5))


# Red of sRGB: lightness 0.628, chroma 0.258, hue 29.2 degrees (CSS Color 4, sample values).
def test_oklch_of_red_is_the_published_one():
    """To three digits."""
    lightness, chroma, hue = colours._oklch("#ff0000")

    assert (round(lightness, 3), round(chroma, 3), round(hue * 180 / 3.14159265, 1)) == (0.628, 0.258, 29.2)


@pytest.mark.parametrize("value", ["rouge", "#12345", "1f3f6e", 7, "", "#1f3f6g"])
def test_what_is_no_colour_is_refused_with_the_choices(value):
    """Names and the form of a code."""
    message = colours.fault("couleur", value)

    assert '"bordeaux"' in message
    assert '"#1f3f6e"' in message


def test_colours_left_alone_add_nothing():
    """The style sheet of the default identity stays the same bytes."""
    assert colours.style({}) == ""
    assert colours.style({"couleur": "bleu", "couleur_cachet": "#9C3326"}) == ""
