"""The worker's door: JSON text in, JSON text out, and the same HTML as the build's."""

import json
import re
from datetime import date
from decimal import Decimal
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from estimator.__main__ import comparer
from estimator.bridge import Bridge
from estimator.errors import InvalidInputs
from estimator.law.dated import baremes_at, date_droit
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.json_schema import output_schema
from estimator.telling.rendering import render_errors, render_result
from theme.plugins.estimate.estimation import make_environment, page_names
from theme.plugins.settings.secretaire import FILE, load

BAREMES = baremes_at(date_droit())
TARIFS = {"taux_horaire": 30, "forfaits": [{"nom": "Forfait <10> & plus", "heures": 10, "prix": 290}]}
NEEDS = [
    {},
    {"heures_par_mois": "120"},
    {"heures_par_mois": "9,8"},
    {"heures_par_mois": "140", "tva_deductible": "non", "effectif": "50"},
    {"heures_par_mois": "30", "derogation_temps_partiel": "oui"},
    {"salaire_brut_temps_plein": "6 000", "mutuelle_part_employeur": "100"},
]
ACCEPTED = {"ok", "html", "headline", "bar", "ruler", "address", "notices"}
REFUSED = {"ok", "html", "faults", "notices"}


ABOUT = {
    "tarifs": TARIFS,
    "page": "https://www.secretariat.example/estimation/",
    "contact": {
        "nom": "Camille Exemple EI",
        "siret": "000 000 000 00000",
        "adresse": ["1 rue de l’Exemple", "00000 Exempleville"],
        "telephone": "02 61 91 00 00",
        "courriel": "bonjour@secretariat.example",
    },
}


@pytest.fixture(scope="module")
def bridge(tmp_path_factory):
    """The engine over templates compiled as the build compiles them."""
    folder = tmp_path_factory.mktemp("templates")
    make_environment().compile_templates(
        folder, filter_func=lambda name: name.startswith("estimation/"), zip=None, ignore_errors=False
    )
    return Bridge(str(folder))


def ask(bridge, values, tarifs=TARIFS):
    """Return the reply as an object."""
    return json.loads(bridge.reply(json.dumps({"values": values, "tarifs": tarifs})))


@pytest.mark.parametrize("values", NEEDS, ids=str)
def test_the_html_is_that_of_the_build(bridge, values):
    """Compiled templates and templates read from their folder give the same bytes."""
    tarifs = parse_tarifs(TARIFS)
    at_build = render_result(make_environment(), analyse(parse(values, BAREMES, tarifs), tarifs, BAREMES), BAREMES)

    assert at_build == ask(bridge, values)["html"]


@pytest.mark.parametrize("values", NEEDS, ids=str)
def test_the_totals_of_the_page_are_those_of_the_machine_door(bridge, values):
    """Month, year and hour of each option, to the cent."""
    html = ask(bridge, values)["html"]
    options = comparer({**values, "tarifs": TARIFS}, BAREMES)["options"]
    for name, option in options.items():
        shown = re.search(rf'data-option="{name}".*?</article>', html, re.DOTALL)[0]
        totals = dict(re.findall(r'<data value="([\d.]+)" data-period="(\w+)">', shown))
        found = {period: Decimal(value) for value, period in totals.items()}
        keys = {"mois": "cout_mensuel", "annee": "cout_annuel", "heure": "cout_horaire"}

        assert set(keys) == set(found)
        for period, key in keys.items():
            assert abs(found[period] - Decimal(str(option[key]))) <= Decimal("0.005")


def test_an_accepted_message_comes_with_its_address(bridge):
    """The HTML, and the answers that a link must hold."""
    reply = ask(bridge, {"heures_par_mois": "120", "effectif": "5"})

    assert set(reply) == ACCEPTED
    assert reply["ok"]
    assert reply["address"] == f"heures_par_mois=120&droit={date_droit()}"


def test_a_link_is_answered_with_every_value_of_the_form(bridge):
    """What the link names, and the default of the others, as typed."""
    reply = json.loads(bridge.reply(json.dumps({"address": "heures_par_mois=42%2C5", "tarifs": TARIFS})))

    assert set(reply) == ACCEPTED | {"values"}
    assert reply["values"]["heures_par_mois"] == "42,5"
    assert reply["values"]["tva_deductible"] == "oui"
    assert reply["html"] == ask(bridge, {"heures_par_mois": "42,5"})["html"]


def test_with_a_contact_an_answer_comes_with_what_to_do_next(bridge):
    """The mail and the sheet hold the link to these very answers; the result is the same without a contact."""
    reply = json.loads(bridge.reply(json.dumps({"values": {"heures_par_mois": "42,5"}, **ABOUT})))
    link = f"https://www.secretariat.example/estimation/#heures_par_mois=42%2C5&droit={date_droit()}"

    assert set(reply) == ACCEPTED | {"next", "sheet"}
    assert f'value="{escape(link)}"' in reply["next"]
    assert escape(link) in reply["sheet"]
    assert reply["html"] == ask(bridge, {"heures_par_mois": "42,5"})["html"]


def test_the_build_shows_the_mail_of_the_default_need_that_the_browser_makes(bridge, content):
    """Same settings, same address of the page, same bytes."""
    settings_ = load(content / FILE)[0]
    page = f"{settings_['site']['adresse']}/estimation/"
    built = BeautifulSoup(page_names(settings_)["estimation_next"](page), "html.parser")
    asked = {
        "values": {},
        "page": page,
        "tarifs": json.loads(page_names(settings_)["estimation_tarifs"]),
        "contact": json.loads(page_names(settings_)["estimation_contact"]),
    }
    live = BeautifulSoup(json.loads(bridge.reply(json.dumps(asked)))["next"], "html.parser")

    assert built.find("a")["href"] == live.find("a")["href"]


def test_a_file_of_data_is_what_the_machine_door_answers(bridge):
    """The same values as `comparer`, and they follow the published schema."""
    asked = {"address": "heures_par_mois=42%2C5", "export": "json", **ABOUT}
    file = json.loads(bridge.reply(json.dumps(asked)))

    assert file["filename"] == f"estimation-{date_droit()}.json"
    assert file["type"] == "application/json;charset=utf-8"
    assert json.loads(file["text"]) == comparer({"heures_par_mois": "42,5", "tarifs": TARIFS}, BAREMES)
    assert list(Draft202012Validator(output_schema()).iter_errors(json.loads(file["text"]))) == []


def test_a_file_for_a_spreadsheet_is_that_of_the_same_need(bridge):
    """With its mark, its name and its type."""
    asked = {"values": {"heures_par_mois": "120"}, "export": "csv", **ABOUT}
    file = json.loads(bridge.reply(json.dumps(asked)))

    assert (file["filename"], file["type"]) == (f"estimation-{date_droit()}.csv", "text/csv;charset=utf-8")
    assert file["text"].startswith("\ufeffBesoin;120\u00a0h de secrétariat par mois")


def test_a_file_of_wrong_answers_is_refused_with_their_faults(bridge):
    """As the answer itself would be."""
    reply = json.loads(bridge.reply(json.dumps({"values": {"heures_par_mois": "x"}, "export": "csv", **ABOUT})))

    assert [fault["key"] for fault in reply["faults"]] == ["heures_par_mois"]


def test_wrong_answers_come_with_their_faults_and_their_summary(bridge):
    """One fault per field in the order of the form, and the HTML that lists them."""
    reply = ask(bridge, {"effectif": "0", "heures_par_mois": "x"})

    assert (set(reply), reply["ok"]) == (REFUSED, False)
    assert [fault["key"] for fault in reply["faults"]] == ["heures_par_mois", "effectif"]


def test_the_summary_links_each_fault_to_its_field(bridge):
    """The label is a link; the sentence is that of the field."""
    reply = ask(bridge, {"heures_par_mois": "x"})

    assert '<a href="#heures_par_mois">Heures de secrétariat</a>' in reply["html"]
    assert reply["faults"][0]["message"] in reply["html"]


def test_the_summary_is_that_of_the_build(bridge):
    """The same bytes from the folder of templates."""
    reply = ask(bridge, {"heures_par_mois": "x"})
    with pytest.raises(InvalidInputs) as caught:
        parse({"heures_par_mois": "x"}, BAREMES)

    assert render_errors(make_environment(), caught.value.faults, BAREMES, parse_tarifs(TARIFS)) == reply["html"]


def test_what_a_person_typed_is_escaped(bridge):
    """An unknown key cannot bring markup into the page."""
    html = ask(bridge, {"<img src=x>": "1"})["html"]

    assert "<img" not in html
    assert "&lt;img src=x&gt;" in html


def test_the_name_of_a_package_is_escaped(bridge):
    """Nor can the price list."""
    html = ask(bridge, {"heures_par_mois": "10"})["html"]

    assert "Forfait &lt;10&gt; &amp; plus" in html


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{",
        "null",
        "3",
        "[]",
        "{}",
        '{"values": {}}',
        '{"tarifs": {"taux_horaire": 30}}',
        '{"values": null, "tarifs": {"taux_horaire": 30}}',
        '{"values": {}, "tarifs": {}}',
        '{"values": {}, "tarifs": null}',
        '{"values": {"heures_par_mois": 1e9999999999999999999}, "tarifs": {"taux_horaire": 30}}',
        "[" * 100_000,
    ],
    ids=lambda message: message[:40] or "nothing",
)
def test_any_other_message_is_answered_by_an_error(bridge, message):
    """A sentence for the page, and no exception."""
    reply = json.loads(bridge.reply(message))

    assert ({"ok", "error"}, False) == (set(reply), reply["ok"])
    assert reply["error"]


def test_wrong_prices_are_an_error_in_french(bridge):
    """The secretary's mistake, not the visitor's."""
    assert ask(bridge, {}, {"taux_horaire": 0})["error"].startswith("taux_horaire\u00a0: Indiquez le tarif horaire")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
names = st.sampled_from(["heures_par_mois", "tva_deductible", "effectif", "taux_at_mp", "x"])
messages = st.one_of(
    st.text(),
    anything.map(json.dumps),
    st.fixed_dictionaries({"values": st.dictionaries(names, anything, max_size=3) | anything, "tarifs": anything}).map(
        json.dumps
    ),
    st.dictionaries(names, anything, max_size=3).map(lambda values: json.dumps({"values": values, "tarifs": TARIFS})),
)
SHAPES = (ACCEPTED, REFUSED, {"ok", "error"})


@settings(max_examples=150)
@given(message=messages)
def test_no_message_makes_the_bridge_raise(bridge, message):
    """Every reply is JSON of one of the three shapes."""
    reply = json.loads(bridge.reply(message))

    assert set(reply) in SHAPES
    assert reply["ok"] is ("address" in reply)


def test_another_price_list_is_read(bridge):
    """What is kept of one message's prices does not answer the next: other prices, wrong ones, then the first again."""
    dearer = {"values": {}, "tarifs": TARIFS | {"taux_horaire": 45}}
    wrong = {"values": {}, "tarifs": TARIFS | {"taux_horaire": "cher"}}
    first, other, refused, again = (
        json.loads(bridge.reply(json.dumps(asked)))
        for asked in ({"values": {}, "tarifs": TARIFS}, dearer, wrong, {"values": {}, "tarifs": TARIFS})
    )

    assert first == again
    assert other["html"] != first["html"]
    assert "error" in refused


def test_the_day_of_the_page_is_that_of_the_site(bridge):
    """The law shown is the packaged day's, not today's."""
    day = date_droit()

    assert date is type(day)
    assert str(day.year) in re.search(r"Droit en vigueur au ([^.]+)\.", ask(bridge, {})["html"])[1]
