"""Another secretary's whole content, none of the sample's: a man, an EURL, VAT, six pages, no article."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from reading import faults, passages
from test_html import complaints

import tasks
from theme.plugins.checks.content_check import check
from theme.plugins.checks.output_check import Site
from theme.plugins.checks.report import report
from theme.plugins.hosts import policy
from theme.plugins.settings import exceptions

CONTENT = Path(__file__).parents[1] / "data" / "second-content"
SAMPLE = tomllib.loads((tasks.ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))
NAME = "Ferrand Secrétariat, SARL unipersonnelle (EURL) au capital de 1\u202f500\u00a0€"
PAGES = {
    *("index.html", "tarifs/index.html", "contact/index.html", "estimation/index.html"),
    *("mentions-legales/index.html", "vie-privee/index.html", "licences/index.html", "404.html"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of the site, and what its build warned of."""
    output = tasks.CACHE / "test-output" / tmp_path_factory.mktemp("second").name / "output"
    arguments = tasks.pelican_arguments(output, CONTENT)
    command = [sys.executable, "-m", "pelican", *arguments]
    done = subprocess.run(command, cwd=tasks.ROOT, env=tasks.build_environment(), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    yield output, tasks.warned(done.stderr)
    shutil.rmtree(output.parent)


@pytest.fixture(scope="module")
def pages(built):
    """Its pages, parsed."""
    return Site(built[0]).pages


def test_its_content_is_without_fault():
    """Before any build."""
    assert check(CONTENT) == []


def test_it_is_built_without_a_warning(built):
    """Nothing is missing, nothing is left unpublished, no law is overdue."""
    assert built[1] == ""


def test_it_has_its_pages_and_no_other(pages):
    """No page of news where there is none."""
    assert set(pages) == PAGES


def test_there_is_no_feed_of_nothing(built, pages):
    """Neither the file, nor a link to it, nor a page of the site map that leads there."""
    output, _ = built
    linked = {str(tag["href"]) for page in pages.values() for tag in page.find_all(href=True)}

    assert not (output / "flux.xml").exists()
    ours = [address for address in linked if not address.startswith("https:")]
    assert [address for address in ours if "flux.xml" in address or "actualites" in address] == []
    assert "actualites" not in (output / "sitemap.xml").read_text(encoding="utf-8")


def test_every_page_passes_the_build_s_own_check(built):
    """Links, anchors, titles."""
    named = exceptions.allowed(tomllib.loads((CONTENT / "secretaire.toml").read_text(encoding="utf-8")))

    assert Site(built[0], allowed=named).problems() == []
    assert [found.page for found in Site(built[0]).faults()] == ["contact/index.html"]


def test_his_page_on_data_states_the_exception_that_he_names(built, pages):
    """Before all else; hosts let that page alone show it."""
    note = pages["vie-privee/index.html"].select_one(".note").get_text(" ", strip=True)
    told = policy.read(built[0])

    assert "Par exception à ce qui suit" in note
    assert "contient un cadre de https://www.openstreetmap.org, pour montrer où est le bureau." in note
    assert [name for name in sorted(pages) if "openstreetmap" in told.headers(name)[policy.POLICY]] == [
        "contact/index.html"
    ]


def test_it_is_valid(built):
    """The W3C's checker finds no fault in its pages and drawings."""
    assert complaints("--skip-non-html", "--also-check-svg", built[0]) == []


def test_its_typography_is_right(pages):
    """As that of the sample."""
    assert [fault for page in pages.values() for text in passages(page) for fault in faults(text)] == []


def test_nothing_of_the_sample_is_left(built):
    """No name, town, number nor task of it, in any file that people or machines read."""
    output, _ = built
    kinds = ("*.html", "*.xml", "*.txt", "*.json")
    texts = {
        path.relative_to(output).as_posix(): path.read_text(encoding="utf-8")
        for kind in kinds
        for path in output.rglob(kind)
    }
    identity = [value for value in SAMPLE["identite"].values() if isinstance(value, str) and len(value) > 5]
    work = [item["nom"] for item in (*SAMPLE["taches"], *SAMPLE["forfaits"])]
    sample = [
        *identity,
        *work,
        SAMPLE["site"]["adresse"],
        SAMPLE["site"]["nom"],
        "Exempleville",
        "secretariat.example",
    ]

    assert len(texts) > len(PAGES)
    assert [(name, value) for name, text in texts.items() for value in sample if value in text] == []
    assert [name for name, text in texts.items() if re.search(r"\b[Ff]iction|exemple\b.*identité", text)] == []


def test_its_prices_are_its_own(pages):
    """VAT apart, in the texts, the price list and what the engine is given."""
    given = json.loads(pages["estimation/index.html"].find("cost-estimator")["data-tarifs"])
    texts = {name: page.main.get_text() for name, page in pages.items() if name != "estimation/index.html"}

    assert str(given["taux_horaire"]) in ("41", "41.0", "41.00")
    assert [task["code"] for task in given["taches"]] == ["registre", "etiquetage", "releve_hypothecaire"]
    assert "41,00\u00a0€ hors taxes" in texts["tarifs/index.html"]
    assert [name for name, text in texts.items() if "30,00\u00a0€" in text or "TVA non applicable" in text] == []
    assert "FR44\u00a0732\u00a0829\u00a0320" in re.sub(" ", "\u00a0", texts["mentions-legales/index.html"])


def test_it_says_who_he_is(pages):
    """A company, its register, its seat, a man."""
    notices = pages["mentions-legales/index.html"].main.get_text()

    for said in (NAME, "RCS Cahors", "Siège social", "27 boulevard de la Rivière", "R.\u00a0123-238"):
        assert said in notices
    for name, page in pages.items():
        assert NAME in page.find(class_="site-footer").get_text(), name
        assert "Site d’exemple" not in page.get_text()
        assert not re.search(r"\bEI\b|entrepreneur individuel", page.get_text())


def test_what_he_leaves_out_is_nowhere(pages):
    """No portrait, no first call, no date, no quotation, no mark of a search engine."""
    for name, page in pages.items():
        assert page.select(".portrait, .reference, meta[name=google-site-verification]") == [], name
        assert not re.search(r"Premier appel|Disponibilité|Je peux commencer", page.get_text()), name


def test_no_other_site_is_meant_to_show_his_estimator(built, pages):
    """Neither a page for a frame, nor its script: he names no site."""
    assert [name for name in pages if "integrer" in name] == []
    assert list((built[0] / "theme").glob("frame*.js")) == []


def test_his_own_sentences_are_said(pages):
    """phrases.toml, in the place of the site's."""
    assert "Une étude ou un domaine qui la récupère" in pages["tarifs/index.html"].get_text()
    assert "Aux domaines viticoles" in pages["mentions-legales/index.html"].get_text()
    assert re.search(r"Jusqu’à \d+\u00a0h par mois, ma facture", pages["tarifs/index.html"].get_text())


def test_his_texts_do_not_speak_of_him_in_the_feminine(pages):
    """The engine's own words, which the estimation page alone shows, are those of its options."""
    hers = re.compile(r"\b(?:une|la) (?:télé)?secrétaire(?! salariée)|secrétaire indépendante", re.IGNORECASE)
    texts = {name: page.get_text() for name, page in pages.items() if name != "estimation/index.html"}

    assert [(name, found[0]) for name, text in texts.items() if (found := hers.search(text))] == []


def test_the_check_of_its_content_finds_nothing(capsys):
    """Neither fault nor remark, and nothing left out or to be confirmed."""
    assert report(CONTENT, "2026-11-28", more=True) == 0
    assert capsys.readouterr().out == ""
