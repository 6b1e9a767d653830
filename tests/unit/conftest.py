"""Contents of a small site, for the tests of the plugins."""

from pathlib import Path

import pytest

from theme.plugins.texts import figures

SETTINGS = (Path(__file__).parent / "data" / "secretaire.toml").read_text(encoding="utf-8")


@pytest.fixture
def settings_text():
    """The text of a valid `secretaire.toml`."""
    return SETTINGS


@pytest.fixture
def content(tmp_path, monkeypatch):
    """A valid folder of contents: settings, no text; names of figures are those of this folder alone."""
    monkeypatch.setattr(figures, "NAMES", {})
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "secretaire.toml").write_text(SETTINGS, encoding="utf-8")
    return folder
