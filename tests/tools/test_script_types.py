"""Types of the scripts, as their comments tell them: TypeScript's settings stand in tests/types."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
COMPILER = TESTS / "node_modules" / "typescript" / "bin" / "tsc"
#: The scripts of a page and of its worker, and those that run under Node.
PROJECTS = ("page", "makers")


@cache
def compiled(project):
    """Return what the TypeScript compiler finds wrong in a project, and the files that it reads."""
    command = [shutil.which("node"), COMPILER, "-p", TESTS / "types" / f"{project}.json", "--listFiles"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    lines = (done.stdout + done.stderr).splitlines()
    files = {Path(line) for line in lines if Path(line).is_absolute()}
    return [line for line in lines if Path(line) not in files], files


@pytest.mark.parametrize("project", PROJECTS)
def test_scripts_hold_to_their_types(project):
    """Strict, in every script that is published or makes what is."""
    assert compiled(project)[0] == []


def test_every_script_that_asks_for_it_is_checked():
    """No file says « @ts-check » that neither project reads, and none of the theme goes without."""
    listed = {path for project in PROJECTS for path in compiled(project)[1]}
    own = {
        path
        for pattern in ("theme/**/*.*js", "tests/**/*.*js")
        for path in ROOT.glob(pattern)
        if "node_modules" not in path.parts
    }
    scripts = {path for path in own if path.suffix in {".js", ".mjs"}}
    asking = {path for path in scripts if path.read_text(encoding="utf-8").startswith("// @ts-check\n")}

    assert asking - listed == set()
    assert {path for path in scripts if path.is_relative_to(ROOT / "theme")} - asking == set()
