"""Colours read in the style sheet."""

import re

from design_tokens import colours, site_colours

CSS = """
:root { --paper: #fffdf8; --edge:#112233; --gap: 1rem; --shadow: rgb(0 0 0 / 10%); }
@media screen and (prefers-color-scheme: dark) { :root { --paper: #1e2128; } }
"""


def test_plain_colours_are_read_by_scheme():
    """What is no plain colour is left out."""
    assert colours(CSS) == {"light": {"paper": "#fffdf8", "edge": "#112233"}, "dark": {"paper": "#1e2128"}}


def test_the_theme_has_the_colours_that_pages_and_pictures_name():
    """A renamed token is missed here, not in a visitor's browser."""
    found = site_colours()

    assert {"desk", "paper", "ink", "soft", "blue", "brick", "line"} <= set(found["light"])
    assert re.fullmatch("#[0-9a-f]{6}", found["dark"]["desk"])
