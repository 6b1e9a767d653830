"""The figures put into the texts that Pelican reads."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from theme.plugins import cache
from theme.plugins.figures import marks
from theme.plugins.figures.catalogue import Catalogue
from theme.plugins.texts import agreement


class Figures(Extension):
    """
    Python-Markdown extension that puts the figures in before everything else, and keeps what a text then becomes.

    `names` and `agreed` are set by the check of the content, which has computed most of them. The same words with the same figures are read once for the builds to come.
    """

    names = Catalogue({}, lambda name: None)
    agreed = staticmethod(agreement.agreement(agreement.WOMAN))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        read = md.convert

        def convert(source: str) -> str:
            text, faults = marks.render(source, self.names)
            assert not faults, "content_check has refused the build before"
            said = self.agreed(text)
            return cache.kept("markdown", lambda: read(said).encode(), said).decode()

        md.convert = convert
