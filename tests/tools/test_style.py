"""Style and types of the source: Ruff's and mypy's settings stand in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JUDGES = {
    "ruff check": ["ruff", "check", "--quiet", "--output-format", "concise"],
    "ruff format": ["ruff", "format", "--check", "--quiet"],
    "mypy": ["mypy", "--no-error-summary"],
}


@pytest.mark.parametrize("arguments", JUDGES.values(), ids=JUDGES)
def test_source_is_without_complaint(arguments):
    """Rules, layout, types: nothing to report in the whole project."""
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")

    assert done.stdout + done.stderr == ""
    assert done.returncode == 0
