"""The figures put into the texts that Pelican reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from theme.plugins import signals
from theme.plugins.figures import marks, sentences
from theme.plugins.figures.catalogue import Catalogue, of_site


class _Fill(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        extension: Figures = self.md.figures
        text, faults = marks.render("\n".join(lines), extension.names)
        assert not faults, "content_check has refused the build before"
        return text.split("\n")


class Figures(Extension):
    """Python-Markdown extension that puts the figures in before everything else; `names` is set once settings are read."""

    names = Catalogue({}, lambda name: None)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        md.figures = self
        md.preprocessors.register(_Fill(md), "figures", priority=100)


def _set_names(pelican: Any) -> None:
    settings = pelican.settings["JINJA_GLOBALS"]["secretaire"]
    Figures.names = of_site(settings, sentences.own(Path(pelican.settings["PATH"])))


def register() -> None:
    """Called by Pelican; after the plugin that reads the settings."""
    signals.initialized.connect(_set_names)
