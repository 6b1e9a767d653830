"""On Windows commands begin with « py »: the installer brings no `python3`, which there opens a shop."""

import re
from pathlib import Path

import pythons

import tasks

ROOT = Path(__file__).parents[2]
#: Where a command is told to a secretary, by a program that knows its system.
TOLD = [path for path in ROOT.glob("theme/**/*.py") if "node_modules" not in path.parts]


def test_help_keeps_its_columns():
    """What stands beside a command stays in its column, and no other name is left."""
    told = pythons.help_of_system(tasks.HELP, "py tasks.py")

    assert "python3" not in told
    assert pythons.help_of_system(tasks.HELP, "python3 tasks.py") == tasks.HELP.rstrip("\n")
    columns = {re.match(r"  py tasks\.py .*?  +", line).end() for line in told.splitlines() if line.startswith("  py ")}
    assert columns == {33}


def test_commands_are_told_as_the_system_begins_them():
    """None is written out in a sentence of the program; a docstring is for its maintainers."""
    assert len(TOLD) > 50
    written = [
        f"{path.name}: {line}"
        for path in TOLD
        for line in path.read_text(encoding="utf-8").splitlines()
        if "python3 tasks.py" in line and '"""' not in line
    ]
    assert written == []
    assert pythons.COMMAND in ("py tasks.py", "python3 tasks.py")
