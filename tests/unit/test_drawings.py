"""Icons and drawings inside the pages."""

import re
from xml.etree import ElementTree

import pytest

from theme.plugins.look.drawings import icon, illustration, illustrations


def test_an_icon_is_silent_and_takes_the_colour_of_the_text():
    """Hidden from a screen reader; the style sheet paints it."""
    drawn = icon("phone")

    assert 'aria-hidden="true"' in drawn
    assert "<path" in drawn
    assert "stroke" not in drawn
    assert "#" not in drawn


def test_an_unknown_icon_stops_the_build_and_names_others():
    """A slip in a template is no hole in a page."""
    with pytest.raises(KeyError, match="phone-call"):
        icon("phone-of-nobody")


def test_drawings_are_found():
    """The hero's and one for every subject of the pages."""
    assert {"lettre", "stethoscope", "contrat", "casque", "parapluie", "cadenas", "horloge", "velo"} <= set(
        illustrations()
    )


@pytest.mark.parametrize("name", illustrations())
def test_a_drawing_is_well_formed_and_has_the_theme_s_colours_only(name):
    """No colour, style or id of its own: it follows the theme, and stands twice in a page without harm."""
    drawn = illustration(name)
    root = ElementTree.fromstring(drawn)

    assert root.get("viewBox")
    assert root.get("aria-hidden") == "true"
    assert not re.search(r"#[0-9a-f]{3}|style=|fill=|stroke=|\bid=|<!--|\n", drawn)
    assert len(drawn) < 2_500


@pytest.mark.parametrize("name", ["rien", "../static/img/logo"])
def test_an_unknown_drawing_is_refused(name):
    """Only the drawings of the folder."""
    with pytest.raises(ValueError, match="there are: agenda"):
        illustration(name)
