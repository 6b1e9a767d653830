"""Contents of a small site, for the tests of the plugins, and what keeps this folder quick."""

import sys
from pathlib import Path

import pytest

SETTINGS = (Path(__file__).parent / "data" / "secretaire.toml").read_text(encoding="utf-8")


@pytest.fixture
def settings_text():
    """The text of a valid `secretaire.toml`."""
    return SETTINGS


@pytest.fixture
def content(tmp_path):
    """A valid folder of contents: settings, no text."""
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "secretaire.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


#: Whether a test of this folder runs: no audit hook can be taken off.
WATCH = {"on": False}


def refuse_slow_means(event, arguments):
    """Refuse to a test of this folder any program but Python, and any font: those tests belong in tests/tools."""
    if not WATCH["on"]:
        return
    if event == "subprocess.Popen" and str(arguments[0]) != sys.executable:
        raise AssertionError(f"{arguments[0]}: a quick test starts no program (see tests/tools)")
    if event == "open" and str(arguments[0]).endswith((".ttf", ".woff", ".woff2")):
        raise AssertionError(f"{arguments[0]}: a quick test reads no font (see tests/tools)")


sys.addaudithook(refuse_slow_means)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Watch every test of this folder."""
    monkeypatch.setitem(WATCH, "on", True)
