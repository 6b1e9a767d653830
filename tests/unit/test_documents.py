"""The text-processor file of a model: same words as its page, in French, on A4, the same bytes each time."""

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from theme.plugins.cache import SOURCE_DATE
from theme.plugins.texts.documents import make

PAGE = """<html><body><header>En-tête du site</header><h1>Accord &amp; annexe</h1>
<p>Télécharger</p>
<div class="prose model">
<p class="notice"><strong>Ceci est un modèle.</strong> Relisez.</p>
<h2>1. Objet</h2>
<p>Le prix est de 30,00\u00a0€. Voir <a href="../tarifs/">les tarifs</a>.</p>
<ul>
<li>un</li>
<li>deux</li>
</ul>
<div class="table-scroll" role="region"><table><thead><tr><th scope="col">Prestation</th><th class="align-right" scope="col">Prix</th></tr></thead>
<tbody><tr><td>Saisie d’un texte long et difficile à relire</td><td class="align-right">6,00\u00a0€</td></tr></tbody></table></div>
<p>Après le tableau.</p>
<h2>2. Fin</h2>
<h3>Préavis</h3>
</div><footer>Pied</footer></body></html>"""
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def file():
    """The bytes made from the page above."""
    return make(PAGE, "Camille Exemple", "https://www.secretariat.example/accord/", DAY)


@pytest.fixture(scope="module")
def document(file):
    """The same file, opened."""
    return docx.Document(io.BytesIO(file))


def test_headings_are_those_of_the_page_in_word_s_own_styles(document):
    """A navigation pane and a screen reader find them."""
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]

    assert headings == [
        ("Heading 1", "Accord & annexe"),
        ("Heading 2", "1. Objet"),
        ("Heading 2", "2. Fin"),
        ("Heading 3", "Préavis"),
    ]


def test_text_is_the_body_s_and_nothing_around_it(document):
    """Neither the site's header, nor its footer, nor the download link; no empty paragraph."""
    assert [p.text for p in document.paragraphs] == [
        "Accord & annexe",
        "Ceci est un modèle. Relisez.",
        "1. Objet",
        "Le prix est de 30,00\u00a0€. Voir les tarifs.",
        "un",
        "deux",
        "Après le tableau.",
        "2. Fin",
        "Préavis",
    ]


def test_list_is_a_list(document):
    """Bullets of the text processor, not dashes."""
    assert [p.text for p in document.paragraphs if p.style.name == "List Bullet"] == ["un", "deux"]


def test_notice_stands_out(document):
    """The warning has a style of its own."""
    assert [p.text for p in document.paragraphs if p.style.name == "Intense Quote"] == ["Ceci est un modèle. Relisez."]


def test_table_has_borders_a_repeated_heading_and_whole_rows(document):
    """Its first row comes back on each page, no row is cut in two."""
    [table] = document.tables

    assert table.style.name == "Table Grid"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Prestation", "Prix"],
        ["Saisie d’un texte long et difficile à relire", "6,00\u00a0€"],
    ]
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_table_is_as_wide_as_the_text_and_its_longest_column_wider(document):
    """170 mm between the margins, shared by what the columns hold."""
    widths = [column.width for column in document.tables[0].columns]

    assert abs(sum(widths) - Mm(170)) < Mm(1)
    assert widths[0] > 2 * widths[1]


def test_figures_are_aligned_to_the_right(document):
    """As on the page."""
    cell = document.tables[0].cell(1, 1)

    assert [p.alignment for p in cell.paragraphs] == [WD_ALIGN_PARAGRAPH.RIGHT]


def test_relative_link_leads_to_the_public_site(document):
    """On a disk, « ../tarifs/ » would lead nowhere."""
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]

    assert targets == ["https://www.secretariat.example/tarifs/"]


def test_file_says_its_title_its_author_its_language_and_the_day_of_the_law(document):
    """What a text processor shows of a file, and what a spelling checker reads."""
    about = document.core_properties
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}

    assert (about.title, about.author, about.language) == ("Accord & annexe", "Camille Exemple", "fr-FR")
    assert (about.created.date(), about.modified.date()) == (DAY, DAY)
    assert languages == {"fr-FR"}


def test_picture_of_the_page_is_left_out_and_not_fetched():
    """The converter would ask the network, or write the file's name."""
    page = PAGE.replace("<li>un</li>", '<li>un <img src="https://127.0.0.1:9/photo.png" alt="Photo"></li>')

    assert page != PAGE
    assert make(page, "Camille Exemple", "https://www.secretariat.example/accord/", DAY) == make(
        PAGE.replace("<li>un</li>", "<li>un </li>"), "Camille Exemple", "https://www.secretariat.example/accord/", DAY
    )


def test_page_is_a4(document):
    """210 by 297 mm, to the twentieth of a point that the format counts in."""
    section = document.sections[0]

    assert (round(section.page_width.mm, 1), round(section.page_height.mm, 1)) == (210, 297)


def test_foot_of_the_page_says_the_title_and_numbers_the_pages(document):
    """A printed sheet that is lost finds its place again."""
    foot = document.sections[0].footer.paragraphs[0]

    assert foot.text.startswith("Accord & annexe – page\u00a0")
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_no_part_of_the_file_is_dated_by_the_clock(file):
    """Two builds give the same bytes."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        dates = {entry.date_time for entry in archive.infolist()}

    assert dates == {SOURCE_DATE}
    assert file == make(PAGE, "Camille Exemple", "https://www.secretariat.example/accord/", DAY)
