"""The data of a page, from the settings and the page."""

import datetime
import json
import tomllib
from decimal import Decimal
from types import SimpleNamespace

import pytest

from theme.plugins.discovery.structure import HOME, NEWS, Step
from theme.plugins.discovery.structured_data import dialled, graph, offers, price_range, script
from theme.plugins.settings.secretaire import price_list

ROOT = "https://www.secretariat.example"
PAGE = {
    "address": "tarifs/",
    "title": "Tarifs",
    "description": "Les prix.",
    "image": "theme/social/tarifs.png",
    "logo": "theme/logo.svg",
    "content": SimpleNamespace(slug="tarifs", template="tarifs"),
}
TRAIL = [HOME, Step("Tarifs", "tarifs/")]


@pytest.fixture
def settings(settings_text):
    """The settings of a secretary without VAT."""
    return tomllib.loads(settings_text, parse_float=Decimal)


def nodes(settings, trail=TRAIL, **changes):
    """Return the nodes of a page by their type."""
    return {node["@type"]: node for node in graph(settings, price_list(settings), {**PAGE, **changes}, trail)}


@pytest.mark.parametrize(
    "number",
    ["02 61 91 00 00", "02.61.91.00.00", "0261910000", "+33 2 61 91 00 00", "+33261910000", "+33 2-61/91 00 00"],
)
def test_a_telephone_number_is_dialled_from_anywhere(number):
    """However it is typed in the settings."""
    assert dialled(number) == "+33261910000"


def test_a_page_without_a_kind_is_a_web_page(settings):
    """With the site, the business and the way to it."""
    assert list(nodes(settings)) == ["WebSite", "ProfessionalService", "WebPage", "BreadcrumbList"]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"address": "contact/", "content": SimpleNamespace(slug="ecrire", template="contact")}, "ContactPage"),
        ({"address": "a-propos/", "content": SimpleNamespace(slug="a-propos", template="page")}, "AboutPage"),
        ({"address": NEWS.address, "content": None}, "CollectionPage"),
    ],
)
def test_some_pages_have_a_kind(settings, changes, kind):
    """That schema.org names."""
    assert nodes(settings, **changes)[kind]["url"] == f"{ROOT}/{changes['address']}"


def test_the_home_page_has_no_way_to_it(settings):
    """No list of one step, and it carries the picture of the business."""
    found = nodes(settings, [], address="", content=SimpleNamespace(slug="accueil", template="home"))

    assert "BreadcrumbList" not in found
    assert "breadcrumb" not in found["WebPage"]
    assert found["ProfessionalService"]["image"] == f"{ROOT}/theme/social/tarifs.png"


def test_a_company_has_its_legal_name(settings):
    """Beside the name of the site; a sole trader has none."""
    alone = nodes(settings)["ProfessionalService"]
    settings["identite"]["raison_sociale"] = "Dupin Services"

    assert "legalName" not in alone
    assert nodes(settings)["ProfessionalService"]["legalName"] == "Dupin Services"


def test_the_price_list_is_said_where_it_is_shown(settings):
    """On the page of prices, on no other."""
    shown = nodes(settings)["ProfessionalService"]
    elsewhere = nodes(settings, content=SimpleNamespace(slug="a", template="page"))["ProfessionalService"]

    assert shown["hasOfferCatalog"]["itemListElement"]
    assert "hasOfferCatalog" not in elsewhere


def test_an_article_has_its_dates_and_its_author(settings):
    """The day it was changed is that of its header, or that of its publication."""
    day = datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC)
    article = SimpleNamespace(slug="audio", date=day)
    written = nodes(settings, address="actualites/audio/", content=article)["BlogPosting"]
    article.modified = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
    changed = nodes(settings, address="actualites/audio/", content=article)["BlogPosting"]

    assert written["author"]["name"] == settings["identite"]["nom"]
    assert (written["datePublished"], written["dateModified"]) == ("2026-11-17T00:00:00+00:00",) * 2
    assert changed["dateModified"] == "2026-11-20T00:00:00+00:00"


def test_every_price_of_the_list_is_an_offer(settings):
    """Hourly rates, packages and tasks, at the settings' prices."""
    tarifs = price_list(settings)
    found = {offer["itemOffered"]["name"]: offer["priceSpecification"] for offer in offers(tarifs)}

    assert found["Secrétariat au temps passé"]["price"] == f"{tarifs.taux_horaire:.2f}"
    assert {tache.nom for tache in tarifs.taches} <= set(found)
    for forfait in tarifs.forfaits:
        reference = found[forfait.nom]["referenceQuantity"]
        assert (reference["value"], reference["unitCode"]) == (forfait.heures, "HUR")


def test_a_unit_of_time_has_its_code_and_another_none(settings):
    """Minutes and hours are coded; pages and letters are words."""
    settings["taches"] = [
        {"code": code, "nom": code, "unite": unit, "prix": Decimal(2), "minutes_salarie": 5}
        for code, unit in [("a", "minute d’audio"), ("b", "heure de réunion"), ("c", "page"), ("d", "minuterie")]
    ]
    found = {
        offer["itemOffered"]["name"]: offer["priceSpecification"]["referenceQuantity"].get("unitCode")
        for offer in offers(price_list(settings))
    }

    assert [found[code] for code in "abcd"] == ["MIN", "HUR", None, None]


def test_prices_before_vat_say_so(settings):
    """Only when the secretary adds VAT to them; her number is then told."""
    settings["tarifs"]["regime_tva"] = "assujettie"
    settings["identite"]["numero_tva"] = "FR 00 000 000 000"
    found = nodes(settings)["ProfessionalService"]

    assert found["vatID"] == "FR00000000000"
    assert {
        offer["priceSpecification"]["valueAddedTaxIncluded"] for offer in found["hasOfferCatalog"]["itemListElement"]
    } == {False}


def test_without_vat_nothing_is_said_of_it(settings):
    """The price is what the client pays."""
    found = nodes(settings)["ProfessionalService"]

    assert "vatID" not in found
    assert "valueAddedTaxIncluded" not in json.dumps(found)


@pytest.mark.parametrize(
    ("specialites", "on_site", "said"),
    [
        ([], 0, "30\u00a0€ de l’heure"),
        ([34], 0, "de 30\u00a0€ à 34\u00a0€ de l’heure"),
        ([34], 38, "de 30\u00a0€ à 38\u00a0€ de l’heure"),
    ],
)
def test_the_hourly_rates_are_told_from_the_lowest_to_the_highest(settings, specialites, on_site, said):
    """Specialities and work at the client's included."""
    settings["tarifs"] |= {"taux_horaire": Decimal(30), "taux_horaire_sur_place": Decimal(on_site)}
    settings["specialites"] = [
        {"code": f"s{rate}", "nom": "Une", "taux_horaire": Decimal(rate)} for rate in specialites
    ]

    assert price_range(price_list(settings)) == said


def test_no_text_can_close_the_script(settings):
    """A title with a tag is data to the end, and reads as it was."""
    text = script(graph(settings, price_list(settings), {**PAGE, "title": "</script><b>&"}, TRAIL))

    assert not set("<>&") & set(text)
    assert "</script><b>&" in [node.get("name") for node in json.loads(text)["@graph"]]
