"""The shipped texts for a man who has a company: every page, model and file says who he is."""

import json
import re
import shutil

import docx
import pytest
from bs4 import BeautifulSoup
from reading import passages

import tasks
from theme.plugins.checks.output_check import Site

NAME = "Dupin Services, SARL unipersonnelle (EURL) au capital de 1\u202f500\u00a0€"
COMPANY = {
    "genre": '"homme"',
    "forme": '"EURL"',
    "raison_sociale": '"Dupin Services"',
    "capital": "1500",
    "immatriculation": '"RCS Rennes"',
}
#: The engine's own words, not the texts': its page, and the titles of its parameters on that of the method.
ENGINE = "cost-estimator, .cases, .parameters"
HERS = re.compile(
    r"\b(?:(?:[Ll]a|[Uu]ne) (?:télé)?secrétaire(?! salariée| de votre cabinet)|[Ss]ecrétaire indépendante|[Ii]nterlocutrice"
    r"|[Ee]ntrepreneuse|[Cc]onsœurs|[Ss]ous-traitante|moi seule|suis (?:seule|prise|pas la moins chère)|êtes-vous (?:tenue|assurée))\b"
)


@pytest.fixture(scope="module")
def his(tmp_path_factory):
    """The folder of his site."""
    root = tmp_path_factory.mktemp("man")
    content = root / "content"
    shutil.copytree(tasks.ROOT / "content", content)
    settings = content / "secretaire.toml"
    text = settings.read_text(encoding="utf-8")
    for key, value in COMPANY.items():
        text, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
        assert count == 1
    settings.write_text(text, encoding="utf-8")
    output = tasks.CACHE / "test-output" / root.name / "output"
    assert tasks.make_site(output, content) == ""
    yield output
    shutil.rmtree(output.parent)


@pytest.fixture(scope="module")
def pages(his):
    """His pages, parsed, without what the engine says."""
    found = Site(his).pages
    for page in found.values():
        for part in page.select(ENGINE):
            part.decompose()
    return found


def test_no_page_speaks_of_him_in_the_feminine(pages):
    """Titles, descriptions, menus, texts, models and foot."""
    assert len(pages) > 25
    assert [(name, text) for name, page in pages.items() for text in passages(page) if HERS.search(text)] == []


def test_titles_and_links_agree(pages):
    """What search engines, menus and the site map show."""
    assert pages["tarifs/index.html"].title.get_text().startswith("Combien coûte un télésecrétaire")
    assert pages["tarifs/index.html"].find("meta", property="og:title")["content"].startswith("Combien coûte un")
    assert "un télésecrétaire" in pages["plan-du-site/index.html"].main.get_text()
    assert "Êtes-vous tenu au secret professionnel" in pages["confidentialite/index.html"].get_text()


def test_his_company_is_named_with_its_form_capital_seat_and_register(pages):
    """Art. 1-1 of the loi n° 2004-575, art. R. 123-237 and R. 123-238 of the code de commerce."""
    notices = {
        item.dt.get_text(): item.dd.get_text()
        for item in pages["mentions-legales/index.html"].select(".terms__item")
        if item.find_parent("dl").find_previous("h2").get_text().startswith("Qui publie")
    }

    assert notices["Éditeur"] == NAME
    assert notices["Immatriculation"] == "RCS Rennes"
    assert notices["Siège social"].startswith("1 rue")
    assert "Adresse" not in notices
    assert "R.\u00a0123-238" in pages["mentions-legales/index.html"].get_text()
    assert NAME in pages["vie-privee/index.html"].get_text()
    feet = {name: foot.get_text() for name, page in pages.items() if (foot := page.find(class_="site-footer"))}
    assert len(feet) > len(pages) / 2
    assert [name for name, foot in feet.items() if NAME not in foot] == []


def test_no_page_calls_him_a_sole_trader(pages):
    """Neither « EI » nor the words for it."""
    told = {name: page.get_text() for name, page in pages.items()}

    assert [name for name, text in told.items() if re.search(r"\bEI\b|entrepreneur individuel", text)] == []


@pytest.mark.parametrize("name", ["convention-de-prestation", "accord-de-confidentialite"])
def test_a_model_is_signed_for_the_company(his, name):
    """On the page and in its file."""
    page = BeautifulSoup((his / name / "index.html").read_text(encoding="utf-8"), "html.parser")
    document = docx.Document(his / name / f"{name}.docx")
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for text in (page.get_text(), "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])):
        assert f"{NAME}, SIRET" in text
        assert "RCS Rennes, représentée par Camille Exemple, gérant" in text
        assert "Le secrétaire, Camille Exemple, gérant de Dupin Services" in text


def test_a_request_for_a_quote_goes_to_the_company(his):
    """What the page hands to the engine."""
    page = BeautifulSoup((his / "estimation" / "index.html").read_text(encoding="utf-8"), "html.parser")

    assert json.loads(page.find("cost-estimator")["data-contact"])["nom"] == NAME
