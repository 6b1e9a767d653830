"""The models of the built site: each page and its file say the same."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup

from estimator.formatting import euros
from theme.plugins.checks.output_check import RESIDUE

ROOT = Path(__file__).parent.parent.parent
SETTINGS = tomllib.loads((ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))
MODELS = ("accord-de-confidentialite", "annexe-article-28", "convention-de-prestation", "releve-d-heures")
WORD = re.compile(r"\w+")
AMOUNT = re.compile(r"[\d\u202f,]+\u00a0[€%]")


@pytest.fixture(scope="module", params=MODELS)
def model(request, site):
    """A model of the site: its page parsed, its body, and its file opened."""
    name = request.param
    page = BeautifulSoup((site / name / "index.html").read_text(encoding="utf-8"), "html.parser")
    return page, page.find(class_="model"), docx.Document(site / name / f"{name}.docx")


def texts(document):
    """Return every text of a file, tables included."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(paragraph.text for paragraph in document.paragraphs), *cells]


def test_models_are_all_there_is(site):
    """No other .docx, and none missing."""
    assert {path.relative_to(site).as_posix() for path in site.rglob("*.docx")} == {
        f"{name}/{name}.docx" for name in MODELS
    }


def test_file_has_the_headings_of_the_page(model):
    """Title, then each part, in order."""
    page, body, document = model
    shown = [page.h1.get_text(), *(tag.get_text() for tag in body.find_all(["h2", "h3"]))]

    assert [p.text for p in document.paragraphs if p.style.name.startswith("Heading")] == shown


def test_file_has_the_amounts_of_the_page(model):
    """Prices and supplements are those of the page, and on the convention those of the settings."""
    page, body, document = model
    written = sorted(AMOUNT.findall("\n".join(texts(document))))

    assert written == sorted(AMOUNT.findall(body.get_text("\n")))
    if "Convention" in page.h1.get_text():
        assert set(written) >= {euros(Decimal(str(task["prix"]))) for task in SETTINGS["taches"]}


def test_file_has_the_words_of_the_page(model):
    """Nothing lost, nothing added."""
    _, body, document = model

    assert sorted(WORD.findall("\n".join(texts(document)[1:]))) == sorted(WORD.findall(body.get_text("\n")))


def test_page_offers_its_file_and_warns(model):
    """The link downloads the file beside the page; the warning is on both."""
    page, body, document = model
    link = page.find("a", download=True)

    assert link["href"].endswith(".docx")
    assert body.p["class"] == ["notice"]
    assert "professionnel du droit avant de le signer" in body.p.get_text()
    assert document.paragraphs[1].text == body.p.get_text()


def test_secretary_is_named_as_a_sole_trader_with_her_siret(model):
    """Art. R. 526-27 of the code de commerce: « EI » beside the name, on every contract."""
    _, _, document = model
    text = "\n".join(texts(document))

    assert f"{SETTINGS['identite']['nom']} EI" in text
    assert SETTINGS["identite"]["siret"] in text


def test_file_holds_no_formula(model):
    """Neither Jinja nor Markdown nor HTML is left."""
    text = "\n".join(texts(model[2]))

    assert RESIDUE.findall(text) == []
    assert re.findall(r"\*\*|\]\(|</?\w+>", text) == []


def test_model_hides_what_is_not_the_document_on_paper(site):
    """The style sheet leaves the buttons and the letterhead out of the print."""
    [sheet] = (site / "theme").glob("site.*.css")
    printed = sheet.read_text(encoding="utf-8").split("@media print")

    assert any(".model__tools" in part and "display:none" in part.replace(" ", "") for part in printed[1:])
