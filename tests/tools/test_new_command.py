"""`python3 tasks.py new "Titre"`, as she types it."""

import subprocess
import sys

import pytest
from copies import project as project

import tasks


def new(project, *words):
    """Return the exit status, what is said, and the files that came."""
    before = set((project / "content").rglob("*"))
    command = [sys.executable, "-m", "invoke", "new", *words]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8")
    came = {path.relative_to(project).as_posix() for path in set((project / "content").rglob("*")) - before}
    return done.returncode, done.stdout + done.stderr, came


def test_an_article_is_begun(project):
    """A draft of the day, made of its title; what is said names its file."""
    status, said, came = new(project, "Bien ranger : l’été")
    name = f"content/articles/{tasks.today()}-bien-ranger-l-ete.md"

    assert (status, came) == (0, {name})
    assert name in said
    assert "status: draft" in (project / name).read_text(encoding="utf-8")


def test_a_page_is_begun(project):
    """With --page."""
    assert new(project, "--page", "Mes horaires")[::2] == (0, {"content/pages/mes-horaires.md"})


@pytest.mark.parametrize("title", ["", "…"])
def test_a_title_without_letters_is_told(project, title):
    """In French, with an example; nothing is made."""
    status, said, came = new(project, title)

    assert (status, came) == (1, set())
    assert said.startswith("Écrivez un titre")


def test_no_title_is_told():
    """Invoke would ask for it in English."""
    done = subprocess.run([sys.executable, tasks.ROOT / "tasks.py", "new"], capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert done.stderr.startswith("Dites le titre")
