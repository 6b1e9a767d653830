"""`python3 tasks.py init --questions`, as she types it: the terminal alone."""

import subprocess
import sys
import webbrowser

import pytest
from copies import project as project

import tasks


def test_what_is_typed_is_kept(project):
    """Two answers, then the end of what is typed, as Ctrl+D gives it: no traceback, no browser, no server."""
    command = [sys.executable, "-m", "invoke", "init", "--questions"]
    typed = "https://www.bureau-lemarchand.fr\nBureau Lemarchand\n"
    done = subprocess.run(command, cwd=project, input=typed, capture_output=True, encoding="utf-8", timeout=120)
    text = (project / "content" / "secretaire.toml").read_text(encoding="utf-8")

    assert (done.returncode, done.stderr) == (0, "")
    assert 'adresse = "https://www.bureau-lemarchand.fr"' in text
    assert 'nom = "Bureau Lemarchand"' in text
    assert "python3 tasks.py check --detail" in done.stdout


@pytest.mark.parametrize("there", [True, False])
def test_a_computer_without_a_browser_is_known(monkeypatch, there):
    """The questions are then asked of themselves."""

    def get():
        if not there:
            raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", get)

    assert tasks.has_browser() is there
