"""Her estimation page, found before anything is built: what it needs is published under its address, or not at all."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import Any

from theme.plugins import signals
from theme.plugins.checks import content_files, content_header
from theme.plugins.checks.content_header import Text
from theme.plugins.estimate import place


def folder(content: Path) -> str | None:
    """Return the folder of the estimation page in the site, None where no published page has the estimator."""
    for path in content_files.files(content / "pages"):
        text = content_header.read(path, "pages")
        if not isinstance(text, Text) or text.header.get("template") != place.TEMPLATE:
            continue
        if text.header.get("status", "published") != "draft":
            return posixpath.dirname(text.address)
    return None


def _set_folder(pelican: Any) -> None:
    pelican.settings[place.FOLDER] = folder(Path(pelican.settings["PATH"]))


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_set_folder)
