"""
What Markdown tables need on a page: a frame that scrolls on a narrow screen, and alignment as classes.

An inline style would need a weaker security policy. A frame that scrolls must be reached by keyboard and have a name.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from theme.plugins.texts.typography import french

CLASSES: Final = {"text-align: right;": "align-right", "text-align: center;": "align-center"}
HEADINGS: Final = ("h2", "h3", "h4")


class _Align(Treeprocessor):
    def run(self, root: Element) -> None:
        for cell in (*root.iter("th"), *root.iter("td")):
            style = cell.attrib.pop("style", "")
            if style in CLASSES:
                cell.set("class", CLASSES[style])


class _Frame(Treeprocessor):
    """Puts each table into a region named after the heading above it."""

    def run(self, root: Element) -> None:
        names: dict[str, int] = {}
        title = ""
        for index, child in enumerate(list(root)):
            if child.tag in HEADINGS:
                # What Markdown has put aside, such as raw HTML, would come back inside the attribute.
                title = HTML_PLACEHOLDER_RE.sub("", "".join(child.itertext())).strip()
            elif child.tag == "table":
                name = french(f"Tableau : {title}" if title else "Tableau")
                names[name] = names.get(name, 0) + 1
                # Two regions of one page may not bear the same name.
                label = name if names[name] == 1 else f"{name} ({names[name]})"
                frame = Element(
                    "div", {"class": "table-scroll", "role": "region", "tabindex": "0", "aria-label": label}
                )
                root[index] = frame
                frame.tail, child.tail = child.tail, None
                frame.append(child)


class TableClasses(Extension):
    """Python-Markdown extension, to be used with its tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        # After Markdown's own passes over the tree.
        md.treeprocessors.register(_Align(md), "table_classes", priority=0)
        md.treeprocessors.register(_Frame(md), "table_frames", priority=0)
