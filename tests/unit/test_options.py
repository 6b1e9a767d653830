"""The three options: one order, one set of names, for whatever shows them."""

import re
from pathlib import Path

from needs import BAREMES, TARIFS

from estimator.answer.comparison import SCENARIOS, compare
from estimator.need.inputs import parse
from estimator.options import OPTIONS

ROOT = Path(__file__).parents[2]


def test_every_option_has_its_scenario_in_the_order_of_the_page():
    """Costs are computed, ranked when equal, and shown in one order."""
    assert list(SCENARIOS) == list(OPTIONS) == list(compare(parse({}, BAREMES, TARIFS), TARIFS, BAREMES).options)
    assert all(code == module.NAME for code, module in SCENARIOS.items())


def test_no_template_lists_the_options_itself():
    """An order of its own would part from the others."""
    listed = re.compile(r'"prestataire"\s*[,:].*"salarie"\s*[,:]')
    templates = sorted((ROOT / "theme" / "templates").rglob("*.html"))

    assert len(templates) > 10
    assert {path.name for path in templates if listed.search(path.read_text(encoding="utf-8"))} <= {"chart.html"}
