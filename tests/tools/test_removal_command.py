"""`python3 tasks.py retirer PAGE`, as she types it."""

import subprocess
import sys

from copies import project as project

import tasks


def typed(project, *words):
    """Status, standard output and errors of the command inside the environment, already set up."""
    environment = dict(tasks.build_environment(), PYTHONPATH=str(project / "requirements"))
    command = [sys.executable, "-m", "invoke", "retirer", *words]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def test_a_page_is_taken_off_by_its_name(project):
    """It is a draft, what spoke of it is told by line, and the content has no fault."""
    status, said, errors = typed(project, "ecologie")

    assert (status, errors) == (0, "")
    assert said.startswith("Page retirée\u00a0: ecologie.md.")
    assert "content/pages/avantages.md, ligne " in said
    assert "status: draft" in (project / "content" / "pages" / "ecologie.md").read_text(encoding="utf-8")
    check = [sys.executable, "-m", "invoke", "check"]
    assert subprocess.run(check, cwd=project, env=tasks.build_environment(), capture_output=True).returncode == 0


def test_a_page_that_must_stay_is_refused_in_french(project):
    """One sentence, the status of failure."""
    status, said, errors = typed(project, "accueil")

    assert (status, said) == (1, "")
    assert errors.startswith("L’accueil ne se retire pas")


def test_the_command_without_a_page_asks_for_it_in_french():
    """Not in the words of the library that reads commands."""
    command = [sys.executable, tasks.ROOT / "tasks.py", "retirer"]
    done = subprocess.run(command, cwd=tasks.ROOT, capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert done.stderr.startswith("Dites quelle page retirer")
