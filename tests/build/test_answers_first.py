"""Each page shows its figure first, and is found under the words that people look for."""

import re

import pytest
from bs4 import BeautifulSoup

from theme.plugins.checks.output_check import Site

#: What the sample's home page promises, and how a card says it.
PROMISED = {"Courriers": "courrier", "factures": "facture", "appels": "appel", "comptes rendus": "compte rendu"}
#: The one word of each option: other words for it may stand in sentences, not in tables.
OPTIONS = re.compile(r"Télésecrétaire|Secrétaire salariée|Secrétaire en intérim")


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the built site, parsed, by its path."""
    return Site(site).pages


def comes_before(page, first, second):
    """Return whether the one element stands before the other in the page."""
    order = list(page.main.descendants)
    return order.index(page.main.select_one(first)) < order.index(page.main.select_one(second))


def test_prices_come_before_the_words_about_them(pages):
    """The price list is what a visitor of that page came for."""
    page = pages["tarifs/index.html"]

    assert comes_before(page, ".price-table", ".prose")
    assert page.select_one(".price-table tbody td:last-child").get_text() == "30,00\u00a0€"


def test_telephone_and_mail_come_first_on_the_contact_page(pages):
    """Then the button that prepares a message, then the advice."""
    page = pages["contact/index.html"]

    assert [page.main.select_one(f".card a[href^='{kind}:']") is not None for kind in ("tel", "mailto")] == [True, True]
    assert comes_before(page, ".card a[href^='tel:']", ".prose h2")
    assert comes_before(page, "a.button[href^='mailto:']", ".prose h2")


def test_each_advantage_has_one_large_figure(pages):
    """Under its question, before the words."""
    parts = BeautifulSoup(str(pages["avantages/index.html"].select_one(".prose")), "html.parser").find_all("h2")
    with_limit = [part for part in parts if "La limite" in "".join(map(str, _until_next(part)))]

    assert len(with_limit) == 5
    for part in with_limit:
        figures = [tag for tag in _until_next(part) if "chiffre" in tag.get("class", [])]
        assert len(figures) == 1, part.get_text()
        assert re.search(r"\d", figures[0].get_text())


def _until_next(heading):
    found = []
    for tag in heading.find_next_siblings():
        if tag.name == "h2":
            break
        found.append(tag)
    return found


def test_trades_read_who_answers_the_telephone(pages):
    """A section of its own, with its price."""
    page = pages["secretariat-industrie-btp/index.html"]
    part = next(tag for tag in page.select(".prose h2") if "répond" in tag.get_text())
    said = " ".join(tag.get_text() for tag in _until_next(part))

    assert "2,00\u00a0€" in said
    assert "renvoi d’appel" in said


def test_menu_leads_to_the_answers_and_to_the_person(pages):
    """The questions that people ask, and who she is, are one touch away."""
    links = {tag["href"] for tag in pages["tarifs/index.html"].select(".menu__link")}

    assert {"../questions-frequentes/", "../a-propos/"} <= links


def test_footer_names_pages_as_people_look_for_them(pages):
    """By their usual names, never by a question."""
    labels = [tag.get_text() for tag in pages["index.html"].select(".site-footer__link")]

    assert {"Vie privée", "Accessibilité", "À propos", "Méthode de calcul", "Confidentialité"} <= set(labels)
    assert [label for label in labels if "?" in label] == []


def test_home_cards_show_what_the_hero_promises(pages):
    """The first screen speaks of letters, invoices, calls and minutes: so do the four prices."""
    home = pages["index.html"]
    promise = home.select_one(".hero__promise").get_text()
    cards = [tag.get_text().lower() for tag in home.select(".part ul > li")][:4]

    assert all(word in promise for word in PROMISED)
    assert all(any(word in card for card in cards) for word in PROMISED.values())


def test_tables_of_the_method_are_folded(pages):
    """Each under its topic, with the number of its values; anchors stay."""
    page = pages["methode/index.html"]
    tables = page.select(".parameters__table")

    assert len(tables) > 10
    assert all(table.find_parent("details") for table in tables)
    assert page.find(id="smic_horaire")
    assert all(
        re.search(r"\d+ valeur", tag.get_text().replace("\u00a0", " ")) for tag in page.select(".parameters summary")
    )


def test_one_name_per_option_in_tables(pages):
    """The words of the estimator: a visitor goes from the one to the other."""
    names = {
        (name, tag.get_text().strip())
        for name, page in pages.items()
        for tag in page.main.select(":is(tbody th, tbody td:first-child)")
        if OPTIONS.match(tag.get_text().strip())
    }

    assert names == set()


@pytest.mark.parametrize("name", ["index.html", "a-propos/index.html", "contact/index.html"])
def test_a_person_answers(pages, name):
    """Her portrait, a first call and when she can begin: where people decide."""
    page = pages[name].main

    assert page.select_one(".portrait img")["alt"].startswith("Portrait dessiné de Camille Exemple")
    assert "20\u00a0minutes" in page.get_text()
    assert "Je peux commencer sous dix jours" in page.get_text()


def test_a_client_is_quoted_with_his_consent(pages):
    """The sample's own says that it is invented."""
    for name in ("index.html", "a-propos/index.html"):
        quoted = pages[name].select_one("figure.reference").get_text()
        assert "Témoignage inventé" in quoted
        assert "Avec son accord du 15\u00a0septembre\u00a02026" in quoted


def test_the_questions_left_open_are_answered(pages):
    """Who answers, when to start, what is left of a package, tax, software, messages, references."""
    asked = " ".join(tag.get_text() for tag in pages["questions-frequentes/index.html"].select(".prose h3"))

    for word in ("téléphone", "commencer", "forfait", "déductible", "logiciels", "WhatsApp", "références", "appeler"):
        assert word in asked, word
