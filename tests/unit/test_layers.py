"""Conventions of the house, read in the source: imports, clock, binary numbers, legal numbers."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from estimator.law.dated import load_parameters
from estimator.need.hiring import RECOURS

ROOT = Path(__file__).parents[2]
ESTIMATOR = sorted((ROOT / "estimator").rglob("*.py"))
#: The theme's Python that runs at build; what the makers run inside Pyodide is apart.
PLUGINS = sorted(
    path for pattern in ("*.py", "plugins/**/*.py", "browser/*.py") for path in (ROOT / "theme").glob(pattern)
)


def name(path):
    """Return the path from the root, for ids."""
    return path.relative_to(ROOT).as_posix()


def tree(path):
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """Return the modules that a module imports, those of the estimator as « estimator.… », wherever they stand in it."""
    package = list(path.relative_to(ROOT).with_suffix("").parts)
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: -node.level] if node.level else []
            # « from . import x » names the module x itself.
            modules = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {".".join([*base, module]) for module in modules}
    return found


def calls(path):
    """Return the dotted text of what a module calls."""
    return {ast.unparse(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}


def test_modules_are_found():
    """The suite cannot pass on empty folders."""
    assert len(ESTIMATOR) >= 25
    assert len(PLUGINS) >= 8


#: What a text of law fixes, and the motives that it knows.
PARAMETERS = load_parameters()
MOTIVES = {one.code for one in RECOURS.values() if one.motif}


#: Only what puts templates to work knows Jinja2; `rendering` imports it inside a function.
NEEDS_JINJA = {"estimator/bridge.py", "estimator/telling/rendering.py"}


@pytest.mark.parametrize("path", ESTIMATOR, ids=name)
def test_the_estimator_imports_the_standard_library_and_itself(path):
    """It runs wherever Python does: neither the theme, the contents, Pelican nor the browser."""
    roots = {module.split(".")[0] for module in imported(path)} - {"estimator"}
    allowed = {"jinja2", "markupsafe"} if name(path) in NEEDS_JINJA else set()

    assert set() == {root for root in roots if root not in sys.stdlib_module_names} - allowed


def test_rendering_can_be_imported_without_jinja2():
    """The machine door works where Jinja2 is not installed."""
    top = [
        node for node in tree(ROOT / "estimator" / "telling" / "rendering.py").body if isinstance(node, ast.ImportFrom)
    ]

    assert "jinja2" not in {node.module for node in top}


#: The folders of the theme's Python, each of which imports itself and those before it. What stands in none serves all.
SIDES = (
    "plugins.texts",
    "plugins.look",
    "plugins.settings",
    "plugins.estimate",
    "plugins.figures",
    "plugins.discovery",
    "plugins.licences",
    "plugins.checks",
    "plugins.hosts",
    "browser",
)


def side(module):
    """Return where a module of the theme stands among SIDES, by its dotted name; -1 for what serves all."""
    return next((number for number, folder in enumerate(SIDES) if module.startswith(f"theme.{folder}.")), -1)


@pytest.mark.parametrize("path", [path for path in PLUGINS if path.stem not in ("__init__", "preview")], ids=name)
def test_plugins_import_one_way(path):
    """From texts to checks, then what runs in the browser: never back."""
    own = ".".join(path.relative_to(ROOT).with_suffix("").parts)

    assert [it for it in imported(path) if it.startswith("theme") and side(f"{it}.") > side(own)] == []


@pytest.mark.parametrize("path", [path for path in ESTIMATOR if path.parent.name == "rules"], ids=name)
def test_a_rule_imports_only_money_and_records(path):
    """A rule receives plain Decimals: no date, no file, no other rule."""
    own = {module for module in imported(path) if module.startswith("estimator")}

    assert own <= {"estimator.money", "estimator.records"}


@pytest.mark.parametrize("path", [path for path in ESTIMATOR if path.parent.name == "scenarios"], ids=name)
def test_a_scenario_imports_no_other_scenario(path):
    """Each way of getting the work done stands alone; the invoice's VAT is shared."""
    own = {module for module in imported(path) if module.startswith("estimator.answer.scenarios")}

    assert own <= {"estimator.answer.scenarios.invoice"}


#: The folders of the estimator: each imports itself and those before it. Modules of none are small words or doors.
LEVELS = ("words", "law", "need", "answer", "telling", "doors")
DOORS = {"__init__", "__main__", "bridge"}


def level(module):
    """Return where a module of the estimator stands among LEVELS, by its dotted name."""
    first = (*module.split("."), "__init__")[1]
    return LEVELS.index(first if first in LEVELS else "doors" if first in DOORS else "words")


def module_name(path):
    """Return the dotted name of a module of the estimator."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def test_levels_are_the_folders():
    """`ls` shows them: small words of all, then the folders, then the doors."""
    folders = {path.parent.name for path in (ROOT / "estimator").glob("*/*.py")}

    assert folders == set(LEVELS[1:-1])
    assert {path.stem for path in (ROOT / "estimator").glob("*.py")} - DOORS == {
        "costs",
        "errors",
        "formatting",
        "headings",
        "money",
        "options",
        "records",
    }


@pytest.mark.parametrize("path", ESTIMATOR, ids=name)
def test_imports_run_one_way(path):
    """From the small words of all up to the doors, never back."""
    own = level(module_name(path))

    assert [it for it in imported(path) if it.startswith("estimator") and level(it) > own] == []


def test_imports_never_go_round():
    """Within a folder too, some module comes first."""
    modules = {module_name(path).removesuffix(".__init__"): path for path in ESTIMATOR}
    graph = {own: {it for it in imported(path) if it in modules and it != own} for own, path in modules.items()}

    assert len(list(TopologicalSorter(graph).static_order())) == len(modules)


CLOCKS = (
    "date.today",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "time.time",
    "time.monotonic",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
    "time.perf_counter",
)


@pytest.mark.parametrize("path", [*ESTIMATOR, *PLUGINS], ids=name)
def test_no_module_reads_the_clock(path):
    """The day of the law is data: the same commit gives the same site tomorrow."""
    assert [call for call in calls(path) if call.endswith(CLOCKS)] == []


@pytest.mark.parametrize("path", ESTIMATOR, ids=name)
def test_no_module_reads_the_environment_or_the_network(path):
    """The same inputs give the same answer everywhere."""
    assert set() == imported(path) & {"os", "random", "secrets", "socket", "urllib.request", "http.client", "locale"}


@pytest.mark.parametrize("path", ESTIMATOR, ids=name)
def test_no_amount_becomes_a_binary_number(path):
    """`float` is called in one place only, where JSON needs it, and no literal is one."""
    allowed = {"estimator/telling/serialization.py": ["float"]}.get(name(path), [])
    found = [
        ast.unparse(node)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    found += [call for call in calls(path) if call == "float"]

    assert allowed == found


#: Numbers that no text of law fixes: none, one, two (halves and both sides), months of a year, per cent.
ARITHMETIC = {"0", "1", "2", "12", "100"}
#: Other numbers of the estimator, each with its reason; anything else belongs in `baremes/`.
ALLOWED = {
    "estimator/money.py": {"0.01": "the cent", "0.0001": "four decimals"},
    "estimator/answer/comparison.py": {"0.000001": "precision of a crossing, hours"},
    "estimator/telling/rendering.py": {"512": "values kept as they are shown"},
    "estimator/telling/serialization.py": {"0.000001": "six decimals in JSON"},
    "estimator/telling/proof.py": {
        "4": "decimals of the coefficient of the réduction générale",
        "7": "just beyond the most decimals of a figure shown",
    },
    "estimator/telling/spreadsheet.py": {"0.000001": "six decimals in a table"},
    "estimator/telling/quote_request.py": {"1900": "longest address of a mail, characters"},
    "estimator/need/fields.py": {
        "20": "longest number that a person types, characters",
        "31": "last day of December",
        "2020": "year of the earliest day that a person types",
        "2050": "year of the latest day that a person types",
    },
    "estimator/__main__.py": {
        "20": "characters shown of a number that is none",
        "50": "faults told at once",
        "80": "characters shown of a key",
    },
    "estimator/need/address.py": {
        "8000": "longest link, characters",
        "60": "longest answer shown of a wrong link, characters",
        "5": "unknown keys that are named",
        "30": "characters shown of an unknown key",
    },
    "estimator/answer/carbon.py": {"5": "days of a week of work"},
    "estimator/need/hours.py": {"60": "minutes of an hour"},
    "estimator/answer/sensitivity.py": {"0.000001": "step just beyond a flip"},
    "estimator/telling/chart.py": {
        "5": "bend that an eye sees, thousandths",
        "18": "half a letter, thousandths of a phone's drawing",
        "20": "gap that an eye sees, thousandths",
        "75": "height of a name, thousandths",
    },
    "estimator/telling/ruler.py": {
        "12": "hours over which two costs only cross",
        "14": "half a letter, thousandths of a phone's drawing",
    },
    "estimator/telling/scale.py": {
        "1000": "thousandths of a drawing",
        "5": "most graduations; a round step",
        **dict.fromkeys(("10", "20", "50"), "a round step"),
    },
    "estimator/answer/obligations.py": {"30": "days of a part of a month"},
}


def numbers(path):
    """Return the numbers of a module as text: literals, and texts of digits given to a function or a name."""
    module = tree(path)
    documentation = {
        node.body[0].value
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = set()
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or node in documentation or isinstance(node.value, bool | bytes):
            continue
        text = str(node.value)
        if isinstance(node.value, int | float) or (isinstance(node.value, str) and _is_number(text)):
            found.add(text)
    return found


def _is_number(text):
    return text.replace(".", "", 1).replace(",", "", 1).isdigit()


#: Tables of questions: their numbers are limits and examples of a form. What the law fixes comes from `Baremes` there too.
FORMS = {f"estimator/need/{form}.py" for form in ("questions", "hiring", "charges", "journeys", "tarifs", "employeur")}


@pytest.mark.parametrize("path", [path for path in ESTIMATOR if name(path) not in FORMS], ids=name)
def test_no_module_holds_a_number_of_the_law(path):
    """A rate, a threshold or a duration fixed by a text stands in `baremes/` with its source."""
    unexplained = numbers(path) - ARITHMETIC - set(ALLOWED.get(name(path), ()))

    assert set() == unexplained


@pytest.mark.parametrize("module", [module for module, reasons in ALLOWED.items() if reasons])
def test_an_allowed_number_is_still_there(module):
    """The list of exceptions does not outlive them."""
    assert set() == set(ALLOWED[module]) - numbers(ROOT / module)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('"""Doc of 35 hours."""\nX = Decimal("0.0211")', {"0.0211"}),
        ("def f(x):\n    return x * 1607 / 1820", {"1607", "1820"}),
        ('price("x", "24")', {"24"}),
        ('label = "24 heures"', set()),
    ],
)
def test_the_search_for_numbers_finds_them(tmp_path, source, expected):
    """The check itself: literals and texts of digits, not sentences nor documentation."""
    path = tmp_path / "x.py"
    path.write_text(source, encoding="utf-8")

    assert expected == numbers(path)


#: A parameter of the law in a sum or a comparison, or chosen by an answer. An answer compared with one of its values.
COMPUTES = re.compile(
    r"""bar[eè]mes?(?:[\[(]["']\w+["'][\])]|\.\w+)\s*(?:[*/+-]|if\b|[=!<>]=|[<>])
    |(?:[*/+-]|[=!<>]=|[<>])\s*bar[eè]mes?[\[(.]
    |inputs\.\w+\s*(?:[=!]=|\sin\b)|(?:[=!]=)\s*(?:\w+\.)*inputs\.""",
    re.VERBOSE,
)
#: A name in quotes, but where a template shows its value or links its text.
QUOTED = re.compile(r"""(?<!baremes\[)(?<!dated\()(?<!text\()["'](\w+)["']""")
SHOWN = re.compile(r"\blaw\(\[[^\]]*\]")
#: What the law says, typed: an article, a day of the year, a number of days in words or figures.
_NUMBERS = "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente"
TYPED = re.compile(
    rf"\b[LRD]\.\s?\d{{3,4}}-\d|\b(?:1er|\d\d?)\s(?:janvier|avril|juillet|octobre)\b"
    rf"|\b(?:{_NUMBERS}|\d+)\s(?:jours|semaines|salariés)\b"
)


def rules_of_law(source):
    """Return what a template holds of the law beside what it shows of it."""
    code = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    chosen = {word for word in QUOTED.findall(SHOWN.sub("", code)) if word in PARAMETERS or word in MOTIVES}
    return [found.group() for pattern in (COMPUTES, TYPED) for found in pattern.finditer(code)] + sorted(chosen)


@pytest.mark.parametrize("path", sorted((ROOT / "theme" / "templates").rglob("*.html")), ids=name)
def test_no_template_holds_a_rule_of_law(path):
    """It shows parameters and lines; what follows from them is computed in one place, by the estimator."""
    assert rules_of_law(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "rule",
    [
        '{% if baremes["smic_horaire"] != baremes["smic_reduction_generale"] %}',
        "{% if baremes.smic_horaire < 13 %}",
        '{% set limits = {"obligation_vigilance": "seuil_vigilance"} %}',
        '{% for motif in ["remplacement"] if motif != estimate.inputs.motif_interim %}',
        '{{ "La loi" if estimate.inputs.convention_collective == "aucune" else "Votre branche" }}',
        "La mission tient en sept jours.",
        "Le décret retient celui du 1er janvier.",
        "Un contrat intermittent (art. L. 3123-33 du code du travail).",
    ],
)
def test_the_search_for_rules_finds_them(rule):
    """The check itself: each of these stood in a template."""
    assert rules_of_law(rule)


@pytest.mark.parametrize(
    "shown",
    [
        '{{ baremes["smic_horaire"]|money }}',
        '{{ baremes.text("duree_sans_plancher") }}',
        '{{ law(["semaines_par_an", "travail_intermittent"], baremes) }}',
        "{% if estimate.inputs.ponctuel %}pour la mission{% endif %}",
        "{# Of art. L. 3123-7: sept jours. #}",
    ],
)
def test_what_a_template_shows_is_no_rule(shown):
    """Nor is a comment."""
    assert rules_of_law(shown) == []


#: What asks and what tells: the law that either needs is a function of `law/` or of `answer/`.
WORDS_ONLY = [path for path in ESTIMATOR if path.parent.name in ("need", "telling")]


def sums_of_law(source):
    """Return the sums, products and comparisons of two parameters."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.BinOp | ast.Compare)]
    sides = [(node, [node.left, *getattr(node, "comparators", [getattr(node, "right", None)])]) for node in nodes]
    return [ast.unparse(node) for node, both in sides if sum("baremes[" in ast.unparse(side) for side in both) > 1]


#: A number and what it counts, in a sentence.
COUNTED = re.compile(r"\b\d+\s(?:ans|h|heures|jours|mois|salariés|semaines|%|€)")
#: Those of no parameter: a student's age, of which nothing is computed; what the market asks.
SAID = {"26 ans", "25\u00a0%"}


def counted(source):
    """Return the numbers that the sentences of a module count something by, its documentation aside."""
    nodes = list(ast.walk(ast.parse(source)))
    silent = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    texts = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in silent]
    return {found for text in texts if isinstance(text, str) for found in COUNTED.findall(text)}


@pytest.mark.parametrize("path", WORDS_ONLY, ids=name)
def test_no_rule_of_law_stands_where_words_do(path):
    """What cites an article applies it; what joins two parameters computes; a typed number outlives the law."""
    source = path.read_text(encoding="utf-8")

    assert re.findall(r"\b[LRD]\.\s?\d{3,4}-\d+", source) == []
    assert sums_of_law(source) == []
    assert counted(source) <= SAID


def test_the_search_for_counted_numbers_finds_them():
    """The check itself: neither documentation nor what a parameter fills in."""
    assert counted('"""De 12 mois."""\nhelp = f"Dès 11\\u00a0salariés, {months} mois."') == {"11\u00a0salariés"}


def test_the_search_for_sums_of_law_finds_them():
    """The check itself: a share in per cent is none."""
    assert sums_of_law('most = baremes["duree_legale_hebdomadaire"] + baremes["heures_supplementaires"]')
    assert sums_of_law('rate = baremes["taux_at_mp_moyen"] * 100') == []


@pytest.mark.parametrize("path", PLUGINS, ids=name)
def test_a_plugin_knows_no_door_of_the_browser(path):
    """The bridge belongs to the worker: the build renders by its own environment."""
    assert "estimator.bridge" not in imported(path)


@pytest.mark.parametrize("path", [*ESTIMATOR, *PLUGINS], ids=name)
def test_every_name_is_ascii(path):
    """Names cross file systems and keyboards; accents are for texts."""
    names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}

    assert [one for one in names if not one.isascii()] == []
