"""What templates and texts may use of the engine, at build."""

import json
from datetime import date
from decimal import Decimal

import pytest

from estimator.law.dated import DATE_FILE, FOLDER, date_droit, load_parameters
from theme.plugins.estimate.estimation import TEMPLATES, make_environment, names, overdue, page_names, topics
from theme.plugins.settings.secretaire import FILE, load


@pytest.fixture
def checked(content):
    """The settings of the sample folder."""
    return load(content / FILE)[0]


def test_a_text_may_ask_for_an_estimate(checked):
    """40 h: package of 20 h at 570 € and 20 × 30 €."""
    assert Decimal(1170) == names(checked)["estimer"](heures_par_mois=40).options["prestataire"].mensuel


def test_a_binary_number_of_a_template_is_read_as_typed(checked):
    """Jinja reads 9.5 as a float: it is 9.5 hours, 285 €."""
    assert Decimal(285) == names(checked)["estimer"](heures_par_mois=9.5).options["prestataire"].mensuel


def test_a_text_may_ask_for_a_parameter(checked):
    """The value in force on the day of the site."""
    assert load_parameters()["smic_horaire"].at(date_droit()).valeur == names(checked)["bareme"]("smic_horaire")


def test_a_crossing_is_given_where_there_is_just_one(checked):
    """The independent secretary against the employee."""
    assert Decimal(50) < names(checked)["seuil"]("prestataire", "salarie") < Decimal(80)


def test_no_crossing_is_given_the_other_way_round(checked):
    """The employee is not cheaper first."""
    assert names(checked)["seuil"]("salarie", "prestataire") is None


def test_a_text_may_say_the_result_in_words(checked):
    """The engine's own sentence, amounts in euros."""
    known = names(checked)

    assert known["conclusion"](known["estimer"](heures_par_mois=20)).startswith(
        "Pour 20\u00a0h par mois, la secrétaire indépendante coûte 570\u00a0€, la salariée "
    )


def test_a_text_may_ask_for_the_journeys_avoided(checked):
    """140 h a month fill five days a week: 0.1423 × 13 km × 2 × 46 weeks × 5 days × 0.75 = 638.22 kg."""
    avoided = names(checked)["carbone"](heures_par_mois=140)

    assert Decimal("638.22") == avoided.central.quantize(Decimal("0.01"))


def test_a_text_may_ask_for_the_range_of_a_parameter(checked):
    """Published for the coefficient of temp agencies; none for the Smic."""
    plage = names(checked)["plage"]

    assert (plage("coefficient_facturation"), plage("smic_horaire")) == ((Decimal("1.7"), Decimal("2.5")), None)


def test_a_text_may_ask_for_the_price_list_with_its_defaults(checked):
    """The sample says nothing of a deposit or of the time for a quote: none, and 48 hours."""
    prices = names(checked)["tarifs"]

    assert (prices.acompte_pourcent, prices.delai_devis_heures) == (0, 48)


def test_the_price_list_for_the_worker_is_json(checked):
    """As the machine door takes it."""
    prices = json.loads(page_names(checked)["estimation_tarifs"])

    assert (prices["taux_horaire"], [package["prix"] for package in prices["forfaits"]]) == (30, [290, 570])


def test_the_form_has_every_field_with_its_default(checked):
    """The page is complete before any script runs."""
    form = page_names(checked)["estimation_form"]

    assert 'name="heures_par_mois" value="20"' in form
    assert 'name="taux_at_mp" value="2,08"' in form


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("estimation/*.html")), ids=lambda path: path.name)
def test_every_template_of_the_result_compiles(path):
    """Listed from the folder: none is forgotten."""
    assert make_environment().get_template(f"estimation/{path.name}")


def test_nothing_is_overdue_without_a_day():
    """The build's day is given from outside: no clock."""
    assert overdue(None) == []


def test_parameters_are_overdue_from_their_day_of_review():
    """The eve: none of those to check again on 1 January 2027; the day: all of them."""
    due = {p.id for p in load_parameters().values() if p.revoir_avant == date(2027, 1, 1)}
    eve = {p.id for p in overdue("2026-12-31")}
    day = {p.id for p in overdue("2027-01-01")}

    assert due
    assert (set(), due) == (due & eve, due & day)


def test_every_parameter_has_its_topic():
    """One topic per file of parameters, none lost."""
    shown = topics()

    assert {path.stem for path in FOLDER.glob("*.toml") if path.name != DATE_FILE} == set(shown)
    assert set(load_parameters()) == {parameter.id for pairs in shown.values() for parameter, _ in pairs}
