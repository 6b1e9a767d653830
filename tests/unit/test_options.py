"""The three options: one order, one set of names, for whatever shows them."""

import ast
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


#: Parts of the form, two of which bear the name of what they ask about.
GROUPS = "estimator/need/questions.py"


def test_a_code_is_typed_where_the_option_is_defined():
    """What is said of one option reads its record, in the estimator and in the figures of texts."""
    paths = [*sorted((ROOT / "estimator").rglob("*.py")), ROOT / "theme" / "plugins" / "figures" / "of_needs.py"]
    modules = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    texts = {
        module: {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
        for module, source in modules.items()
    }

    assert {module for module, typed in texts.items() if typed & set(OPTIONS)} == {"estimator/options.py", GROUPS}


def test_the_end_of_a_name_tells_one_option():
    """Texts take « cout_annuel_salariee »: two options with one end would share a name."""
    assert len({option.suffix for option in OPTIONS.values()}) == len(OPTIONS)
