"""
Each page of the template « modele » also as a text-processor file beside it, `<slug>/<slug>.docx`.

The file is made from the page as it was written, so that both say the same. Its bytes depend on
the page alone: same content, same file.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import docx
from bs4 import BeautifulSoup, Tag
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from html4docx import HtmlToDocx
from pelican import signals

from estimator.formatting import NO_BREAK
from estimator.law.dated import date_droit
from theme.plugins import cache
from theme.plugins.cache import SOURCE_DATE

TEMPLATE: Final = "modele"
LANGUAGE: Final = "fr-FR"
FONT: Final = "Calibri"
#: A4, with room to punch holes and to write.
WIDTH, HEIGHT, MARGIN = Mm(210), Mm(297), Mm(20)
#: Sizes in points, and space before and after.
STYLES: Final = {
    "Normal": (11, 0, 6),
    "Heading 1": (20, 0, 10),
    "Heading 2": (14, 16, 4),
    "Heading 3": (12, 12, 4),
    "List Bullet": (11, 0, 3),
    "Intense Quote": (11, 0, 10),
    "Footer": (9, 0, 0),
}
#: How tall a line to be filled by hand is.
ROW_HEIGHT: Final = Mm(8)
#: A column is as wide as its longest text asks, within these numbers of characters.
NARROWEST, WIDEST = 14, 48
#: Rows of a table that is not cut by a page.
SHORT: Final = 6
CELL_SPACE, AFTER_TABLE = Pt(2), Pt(10)


def make(page: str, author: str, address: str, day: datetime.date) -> bytes:
    """Return the file for a page's HTML; `address` is the page's own, that its relative links start from."""
    soup = BeautifulSoup(page, "html.parser")
    title, body = soup.find("h1"), soup.find(class_="model")
    assert isinstance(title, Tag), "the template « modele » has a title"
    assert isinstance(body, Tag), "the template « modele » has a body"
    # The frames that let a table scroll would be empty paragraphs.
    for frame in body.find_all("div"):
        frame.unwrap()
    # An image is for the page: the converter would fetch it.
    for image in body.find_all(["picture", "img", "svg"]):
        image.decompose()
    for link in body.find_all("a", href=True):
        link["href"] = urljoin(address, str(link["href"]))
    # The converter knows alignment by style alone, pages by class alone.
    for cell in body.find_all(class_="align-right"):
        cell["style"] = "text-align: right"
    document = _blank()
    _describe(document, title.get_text(), author, day)
    converter = HtmlToDocx(style_map={"notice": "Intense Quote"})
    converter.table_style = "Table Grid"
    converter.add_html_to_document(f"<h1>{title.decode_contents()}</h1>{_compact(body)}", document)
    for table in document.tables:
        _arrange(table)
    _number_pages(document, title.get_text())
    return _same_bytes(document)


def _blank() -> Document:
    """Return an empty A4 document in French, black on white."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name, (size, before, after) in STYLES.items():
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template's own theme would win over the name.
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    document.styles["Intense Quote"].paragraph_format.left_indent = 0
    document.styles["Intense Quote"].paragraph_format.right_indent = 0
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    return document


def _describe(document: Document, title: str, author: str, day: datetime.date) -> None:
    at = datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.language, properties.comments = LANGUAGE, ""
    properties.created = properties.modified = at


def _compact(body: Tag) -> str:
    """Return the HTML of the body without the line ends between blocks, which would be empty paragraphs."""
    return "".join(str(child) for child in body.children if isinstance(child, Tag))


def _arrange(table: Table) -> None:
    """Give a table the page's width, rows tall enough to write in, and page breaks where they do no harm."""
    table.autofit = False
    longest = [min(WIDEST, max(NARROWEST, *(len(cell.text) for cell in column.cells))) for column in table.columns]
    for column, length in zip(table.columns, longest, strict=True):
        column.width = (WIDTH - 2 * MARGIN) * length // sum(longest)
        for cell in column.cells:
            cell.width = column.width
    rows = list(table.rows)
    for row in rows:
        row.height = ROW_HEIGHT
        _mark(row, "w:cantSplit")
    _mark(rows[0], "w:tblHeader")
    # A short table stays whole; of a long one, the heading and a row.
    together = len(rows) - 1 if len(rows) <= SHORT else 2
    for number, row in enumerate(rows):
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = CELL_SPACE
                paragraph.paragraph_format.keep_with_next = number < together
    _space(table)


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _space(table: Table) -> None:
    """Keep what announces a table with it, and what follows off it."""
    before, after = (_paragraph(table, element) for element in (table._tbl.getprevious(), table._tbl.getnext()))
    if before is not None:
        before.paragraph_format.keep_with_next = True
    if after is not None and not str(after.style and after.style.name).startswith("Heading"):
        after.paragraph_format.space_before = AFTER_TABLE


def _paragraph(table: Table, element: Any) -> Paragraph | None:
    return Paragraph(element, table._parent) if element is not None and element.tag == qn("w:p") else None


def _number_pages(document: Document, title: str) -> None:
    """Write the title and the page's number at the foot of each page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(f"{title} – page{NO_BREAK}")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" sur ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)


def _same_bytes(document: Document) -> bytes:
    """Return the document's file with a fixed date on each of its parts, where python-docx writes the clock."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, SOURCE_DATE), source.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def _write(path: str, context: Any) -> None:
    page = context.get("page")
    if page is None or getattr(page, "template", "") != TEMPLATE:
        return
    settings = context["JINJA_GLOBALS"]["secretaire"]
    address = f"{settings['site']['adresse']}/{page.url}"
    written = Path(path)
    html, author, day = written.read_text(encoding="utf-8"), settings["identite"]["nom"], date_droit()
    content = cache.result(
        "documents", lambda: make(html, author, address, day), html, author, address, day.isoformat()
    )
    written.with_name(f"{page.slug}.docx").write_bytes(content)


def register() -> None:
    """Called by Pelican."""
    signals.content_written.connect(_write)
