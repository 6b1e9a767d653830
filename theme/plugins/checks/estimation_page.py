"""Her estimation page, found before anything is built: what it needs is published under its address, or not at all."""

from __future__ import annotations

import posixpath
from typing import Any

from theme.plugins import signals
from theme.plugins.checks.content import Content
from theme.plugins.estimate import place
from theme.plugins.settings.secretaire import READ


def folder(content: Content) -> str | None:
    """Return the folder of the estimation page in the site, None where no published page has the estimator."""
    pages = (text for text in content.published if text.header.get("template") == place.TEMPLATE)
    return next((posixpath.dirname(page.address) for page in pages), None)


def _set_folder(pelican: Any) -> None:
    pelican.settings[place.FOLDER] = folder(pelican.settings[READ])


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_set_folder)
