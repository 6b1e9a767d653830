"""Pelican's reader of texts: their headers and bodies as the check has read them, neither read nor parsed again."""

from __future__ import annotations

import os
from typing import Any

from markdown import Markdown
from pelican.readers import METADATA_PROCESSORS, BaseReader
from pelican.utils import SafeDatetime

from theme.plugins import signals
from theme.plugins.checks.content_header import DATES
from theme.plugins.settings.secretaire import READ


class TextReader(BaseReader):
    """Reads the Markdown files of `content/`, which the check leaves in the settings."""

    file_extensions = ["md"]  # noqa: RUF012  the base class's own shape

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self._markdown = Markdown(**settings["MARKDOWN"])
        self._texts = {os.path.abspath(text.path): text for text in settings[READ].texts}

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return a text as HTML, and its header as Pelican takes it: dates, its category."""
        text = self._texts[source_path]
        written = {name: value for name, value in text.header.items() if value is not None}
        header = {
            name: self._value(name, str(value).strip()) if name in METADATA_PROCESSORS else value
            for name, value in written.items()
        }
        return self._markdown.reset().convert(text.body), header

    def _value(self, name: str, text: str) -> Any:
        # The check lets days through in one form alone: Pelican guesses it, which takes long.
        return SafeDatetime.fromisoformat(text) if name in DATES else self.process_metadata(name, text)


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = TextReader


def register() -> None:
    """Called by Pelican."""
    signals.readers_init.connect(_add_reader)
