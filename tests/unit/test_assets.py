"""Style sheet and scripts: names that change with their content."""

import re

import pytest
from assets import collect, hashed, style_sheet


# sha256 of nothing begins with e3b0c442 98fc1c14 (FIPS 180-4).
def test_a_name_holds_eight_digits_of_its_content():
    """Before the ending."""
    assert hashed("site.css", b"") == "site.e3b0c442.css"


def test_another_content_has_another_name():
    """A browser never keeps an old version."""
    assert hashed("site.css", b"a") != hashed("site.css", b"b")


def test_the_style_sheet_begins_with_the_order_of_its_layers():
    """Files are joined in the order of their names."""
    assert b"@layer reset, tokens, base, layout, components" in style_sheet().split(b"{")[0]


def test_assets_are_found():
    """At least the style sheet and the page's script."""
    assert {"site.css", "cost-estimator.js"} <= set(collect())


@pytest.mark.parametrize("name", sorted(collect()))
def test_an_asset_has_a_hashed_address(name):
    """Under theme/, with its hash."""
    assert re.fullmatch(r"theme/[\w-]+\.[0-9a-f]{8}\.\w+", collect()[name][0])
