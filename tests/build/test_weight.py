"""The budgets of every page, in bytes on the wire: facts of the built files, measured as `tasks.py bench` shows them."""

import pytest
from weighing import TEXT, WHOLE, weigh

from theme.plugins.checks.output_check import Site


@pytest.fixture(scope="session")
def weights(site):
    """The weight of each page."""
    whole = Site(site)
    return {name: weigh(whole, name) for name in whole.pages}


def test_every_page_holds_its_budgets(weights):
    """At most 60 kB all included; 20 kB of HTML and style, but on the estimator's two, alone to have a script."""
    estimator = ["estimation/index.html", "estimation/integrer/cadre/index.html"]
    assert [name for name, weight in weights.items() if weight.scripts] == estimator
    assert {name: weight.whole for name, weight in weights.items() if weight.whole > WHOLE} == {}
    assert {name: weight.text for name, weight in weights.items() if weight.text > TEXT and name not in estimator} == {}


def test_first_paint_waits_for_one_style_sheet_only(weights):
    """No script holds a page back, and no second style sheet."""
    assert {name: weight.blocking for name, weight in weights.items() if len(weight.blocking) > 1} == {}
    assert all(address.endswith(".css") for weight in weights.values() for address in weight.blocking)


def test_weight_counts_what_reading_a_page_loads(tmp_path):
    """Style, its fonts, scripts, the heaviest image offered: each once; a link's target is not loaded."""
    (tmp_path / "index.html").write_text(
        '<link rel="stylesheet" href="a.css"><link rel="preload" href="f.woff2"><script src="s.js"></script>'
        '<img src="petite.png" srcset="petite.png 1x, grande.png 2x"><a href="lourd.zip">x</a>',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text(
        "@font-face { src: url('f.woff2') } p { background: url(data:,x) }", encoding="utf-8"
    )
    for name, size in (("f.woff2", 30), ("petite.png", 40), ("grande.png", 500), ("lourd.zip", 9000), ("s.js", 0)):
        (tmp_path / name).write_bytes(b"x" * size)
    weight = weigh(Site(tmp_path), "index.html")

    assert (weight.fonts, weight.images) == (30, 500)
    assert weight.text == weight.html + weight.css
    assert weight.blocking == ("a.css", "s.js")
