"""Colours read in the style sheet."""

import re

from theme.plugins.look.design_tokens import site_colours, tokens

CSS = """
:root { --paper: #fffdf8; --edge:#112233; --gap: 1rem; --shadow: rgb(0 0 0 / 10%); }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #1e2128; } }
"""


def test_plain_colours_are_read_by_scheme():
    """What is no plain colour is left out."""
    assert tokens(CSS) == {"light": {"paper": "#fffdf8", "edge": "#112233"}, "dark": {"paper": "#1e2128"}}


def test_the_theme_has_the_colours_that_pages_and_pictures_name():
    """A renamed token is missed here, not in a visitor's browser."""
    found = site_colours({})

    assert {"desk", "paper", "ink", "soft", "accent", "wax", "line"} <= set(found["light"])
    assert re.fullmatch("#[0-9a-f]{6}", found["dark"]["desk"])


def test_the_secretary_s_colours_take_the_place_of_ours():
    """In both schemes; what she did not choose stays."""
    ours, hers = site_colours({}), site_colours({"apparence": {"couleur": "vert"}})

    assert hers["light"]["accent"] == "#27543c"
    assert hers["dark"]["accent"] not in (ours["dark"]["accent"], hers["light"]["accent"])
    assert (hers["light"]["wax"], hers["dark"]["desk"]) == (ours["light"]["wax"], ours["dark"]["desk"])
