"""`python3 tasks.py check`, as a person or a program runs it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tasks

ROOT = Path(__file__).parents[2]
#: What checking must not wait for: reading HTML, PDF and fonts in takes longer than judging the texts.
SLOW = ("bs4", "fontTools", "pypdf")


def checked(*options):
    """What the command answers of the project's content: status, lines, and what it says at the end."""
    command = [sys.executable, ROOT / "tasks.py", "check", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout.splitlines(), done.stderr.splitlines()[-1]


def test_the_content_of_the_project_has_nothing_to_mend():
    """Nothing on the standard output, one sentence on the other, and the status of success."""
    assert checked() == (0, [], "Rien à corriger dans le dossier content.")


def test_the_detail_tells_what_the_texts_promise():
    """A sample promises for nobody: every promise is to be confirmed, and that is no fault."""
    status, lines, end = checked("--detail")

    assert status == 0
    assert len(lines) > 20
    assert [line for line in lines if ": À confirmer\u00a0: " not in line] == []
    assert end == f"Dans le dossier content\u00a0: {len(lines)} affirmations à confirmer."


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the project's content, in the folder that the command looks at."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


def test_a_fault_ends_the_command_with_another_status(copied, capsys):
    """A program reads the file, the line and the message."""
    path = copied / "pages" / "contact.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}\nUn **mot.\n", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        tasks.check.body(None)

    line = text.count("\n") + 2
    assert end.value.code == 1
    assert capsys.readouterr().out.startswith(f"content/pages/contact.md:{line}: Le gras n’est pas refermé")


def test_a_warning_does_not(copied, capsys):
    """It is told, and the status is that of success."""
    with (copied / "pages" / "contact.md").open("a", encoding="utf-8") as file:
        file.write("\nTODO\n")
    with pytest.raises(SystemExit) as end:
        tasks.check.body(None)

    [line] = capsys.readouterr().out.splitlines()
    assert end.value.code == 0
    assert "Attention\u00a0: «\u00a0TODO\u00a0»" in line


def test_the_command_waits_for_no_library_of_the_build():
    """They are read in where they serve."""
    program = "import sys; from theme.plugins.checks import report; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)

    assert [name for name in SLOW if name in done.stdout.split()] == []
