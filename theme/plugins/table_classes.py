"""Column alignment of Markdown tables as classes: an inline style would need a weaker security policy."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

CLASSES: Final = {"text-align: right;": "align-right", "text-align: center;": "align-center"}


class _Align(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in (*root.iter("th"), *root.iter("td")):
            style = cell.attrib.pop("style", "")
            if style in CLASSES:
                cell.set("class", CLASSES[style])


class TableClasses(Extension):
    """Python-Markdown extension, to be used with its tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        # After Markdown's own passes over the tree.
        md.treeprocessors.register(_Align(md), "table_classes", priority=0)
