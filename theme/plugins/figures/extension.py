"""The figures put into the texts that Pelican reads."""

from __future__ import annotations

from typing import Final

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension

from theme.plugins import cache
from theme.plugins.figures import marks
from theme.plugins.figures.catalogue import Catalogue
from theme.plugins.texts import agreement, blocks, contents, table_classes


class Figures(Extension):
    """
    Python-Markdown extension that puts the figures in before everything else, and keeps what a text then becomes.

    `names` and `agreed` are set by the check of the content, which has computed most of them. The same words with
    the same figures are read once for the builds to come.
    """

    names = Catalogue({}, lambda name: None)
    agreed = staticmethod(agreement.agreement(agreement.WOMAN))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        read = md.convert

        def figured(source: str) -> str:
            text, faults = marks.render(source, self.names)
            assert not faults, "content_check has refused the build before"
            return self.agreed(text)

        def convert(source: str) -> str:
            # Names of unknown origin are told apart by nothing: what they make is not kept.
            if self.names.inputs:
                text = cache.result("figured", lambda: figured(source).encode(), source, self.names.inputs).decode()
            else:
                text = figured(source)
            if "![" in text:
                # A photograph is remade while its text is read, and its bytes are no words.
                return str(read(text))
            return cache.result("markdown", lambda: read(text).encode(), text).decode()

        md.convert = convert


#: How Markdown reads every text of the site.
MARKDOWN: Final = {
    "extensions": [
        Figures(),
        blocks.Blocks(),
        "markdown.extensions.extra",
        "markdown.extensions.sane_lists",
        TocExtension(slugify=contents.anchor),
        table_classes.TableClasses(),
    ],
    "extension_configs": {
        "markdown.extensions.extra": {"footnotes": {"BACKLINK_TITLE": "Revenir à l’appel de note {}"}}
    },
    "output_format": "html5",
}
