"""What `test --quick` runs, tests/unit, needs no font, image, Node nor browser; properties are searched less."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLLECT = """
import json, sys
import pytest
assert pytest.main(["--collect-only", "-qq", "-p", "no:cacheprovider", "tests/unit"]) == 0
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""
#: Uses of what a quick test does without, and the word by which it is refused.
SLOW_MEANS = {
    "program": ("import subprocess; subprocess.run(['node', '--version'])", "starts no program"),
    "font": ("open('a.woff2', 'rb')", "reads no font"),
}


def test_collecting_the_quick_tests_imports_no_browser_nor_drawing():
    """Those packages take a second to import, and one of them may be missing."""
    done = subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    imported = set(json.loads(done.stdout.splitlines()[-1]))

    assert "estimator" in imported
    assert imported & {"playwright", "resvg_py", "selenium"} == set()


@pytest.mark.parametrize("means", SLOW_MEANS)
def test_a_quick_test_that_takes_slow_means_fails(tmp_path, means):
    """The watch itself: it stops the test and says where such a test belongs."""
    statement, refusal = SLOW_MEANS[means]
    watch = (ROOT / "tests" / "unit" / "conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(watch, encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secretaire.toml").touch()
    (tmp_path / "test_slow.py").write_text(f"def test_slow():\n    {statement}\n", encoding="utf-8")

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert refusal in done.stdout
    assert "tests/tools" in done.stdout


PROPERTY = """
from hypothesis import given, settings, strategies

@settings(max_examples=200)
@given(strategies.integers())
def test_counted(number):
    with open("examples.txt", "a") as file:
        file.write(f"{number}\\n")
"""


@pytest.mark.parametrize(("options", "fewest", "most"), [([], 100, 200), (["--quick"], 1, 10)])
def test_a_property_is_searched_less_in_quick_tests(tmp_path, options, fewest, most):
    """Even one that names a number of its own: the way to do so is Hypothesis's affair, and may go."""
    shared = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8")
    (tmp_path / "conftest.py").write_text(shared, encoding="utf-8")
    (tmp_path / "test_property.py").write_text(PROPERTY, encoding="utf-8")
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join((str(ROOT), str(ROOT / "tests"))))

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", tmp_path, *options]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")

    assert done.returncode == 0, done.stdout + done.stderr
    assert fewest <= len((tmp_path / "examples.txt").read_text(encoding="utf-8").splitlines()) <= most
