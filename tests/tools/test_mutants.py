"""The sample of small changes to the engine: where they are made, how they are drawn, what the report says."""

import ast

import pytest
from mutants import run
from mutants.sites import mutants

TEXT = '''"""Doc of 12."""

LIMIT: Final[int] = 3


@lru_cache(maxsize=2)
def f(a: int = 1) -> str:
    """Doc."""
    if not a or a < 5:
        raise ValueError("é", f"{a + 1}")
    return max(a, g(a, b=Decimal("0.99"))) * 2
'''


def changes(text):
    """Return what is changed, as the report says it."""
    return {mutant.change for mutant in mutants("x.py", text)}


def test_each_kind_of_change_is_made():
    """Comparisons, words of logic, numbers, raised faults, arguments, arithmetic, results."""
    assert {
        "3 → 4",
        "3 → 300",
        "not a or a < 5 → (not a and a < 5)",
        "not a → (a)",
        "a < 5 → (a <= 5)",
        'raise ValueError("é", f"{a + 1}") → pass',
        'max(a, g(a, b=Decimal("0.99"))) → (a)',
        'g(a, b=Decimal("0.99")) → g(a)',
        "\"0.99\" → '1.00'",
        "max(a, g(a, b=Decimal(\"0.99\"))) * 2 → (max(a, g(a, b=Decimal('0.99'))) / 2)",
        'return max(a, g(a, b=Decimal("0.99"))) * 2 → return None',
    } <= changes(TEXT)


def test_types_decorators_and_texts_are_left_alone():
    """No answer changes with them, or only a sentence."""
    assert not {change for change in changes(TEXT) if change.startswith(("12", "2 → 3)", "a + 1", "lru_cache"))}
    assert not any("maxsize" in change for change in changes(TEXT))


def test_every_change_of_the_engine_is_a_module_that_differs():
    """Accents before it in its line do not move the place of a change."""
    for file, text in run.modules().items():
        same = ast.dump(ast.parse(text))
        for mutant in mutants(file, text)[::9]:
            assert ast.dump(ast.parse(mutant.text)) != same, f"{file}:{mutant.line} {mutant.change}"


def test_a_sample_is_the_same_for_a_seed_and_holds_every_module():
    """A smaller one begins a larger one; each module with code has its own."""
    texts = run.modules()
    hundred = run.sample(texts, 100, 2026)

    assert run.sample(texts, 60, 2026) == hundred[:60]
    assert run.sample(texts, 100, 1) != hundred
    assert {mutant.file for mutant in hundred} == {file for file, text in texts.items() if mutants(file, text)}


@pytest.mark.parametrize(
    ("module", "first"),
    [
        ("estimator/need/tarifs.py", "test_tarifs"),
        ("estimator/telling/chart.py", "test_chart"),
        ("estimator/__main__.py", "test_door"),
    ],
)
def test_the_module_s_own_tests_come_first(module, first):
    """Then those that name it; never those that read the source."""
    asked = run.tests_of(module, run.ROOT)

    assert asked[0] == f"tests/unit/{first}.py"
    assert "tests/unit/test_layers.py" not in asked
    assert 5 <= len(asked) <= run.MOST_MODULES


def test_what_is_judged_holds_for_the_same_estimator_and_tests(tmp_path):
    """A test that is weakened, or a module that changes: every mutant is judged again."""
    (tmp_path / "test_x.py").write_text("assert f() == 1\n", encoding="utf-8")
    before = run.known_file((tmp_path,))
    (tmp_path / "test_x.pyc").write_bytes(b"compiled")

    assert run.known_file((tmp_path,)) == before
    (tmp_path / "test_x.py").write_text("assert f()\n", encoding="utf-8")
    assert run.known_file((tmp_path,)) != before


def test_the_report_names_each_survivor_with_its_reason():
    """Its line and its change; « to do » without a reason."""
    one, two, three = mutants("estimator/x.py", "A = 1 < 2\n")[:3]
    results = {run.key(one): "tests/unit/test_x.py::test_a", run.key(two): "", run.key(three): ""}
    report = run.render([one, two, three], results, "2026-11-28", 7, {run.key(two): "equivalent: as before"})

    assert "2026-11-28, seed 7: **1 of 3 killed (33 %)**, 1 of them by the module's own tests" in report
    assert f"| estimator/x.py:1 | `{two.change}` | equivalent: as before |" in report
    assert f"| estimator/x.py:1 | `{three.change}` | to do |" in report
    assert one.change not in report
