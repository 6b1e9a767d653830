"""An estimate as plain JSON."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.answer.sensitivity import SWITCH
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.questions import schema
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.serialization import analysis_json, number, plain_value

BAREMES = baremes_at(date(2026, 11, 23))
ANALYSIS = analyse(
    parse(
        {"heures_par_mois": 20, "taux_at_mp": "0,64", "sante_travail_annuelle": 0, "motif_interim": "remplacement"},
        BAREMES,
    ),
    parse_tarifs({"taux_horaire": 30}),
    BAREMES,
)
ANSWER = analysis_json(ANALYSIS, BAREMES)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.5", "1.5"), ("600", "600"), ("600.00", "600"), ("0.0000005", "1e-06"), ("0.00000049", "0"), ("1E+3", "1000")],
)
def test_a_number_has_at_most_six_decimals(value, shown):
    """Half up at the sixth; a whole number has no point."""
    assert shown == json.dumps(number(Decimal(value)))


def test_a_whole_amount_is_an_int():
    """JSON shows 600, not 600.0."""
    assert int is type(number(Decimal("600.00")))


def test_plain_value_goes_through_lists_and_objects():
    """No Decimal is left at any depth."""
    assert plain_value({"a": (Decimal(1), Decimal("2.5"), {"b": "x"}), "c": None}) == {
        "a": [1, 2.5, {"b": "x"}],
        "c": None,
    }


def test_plain_value_keeps_booleans():
    """True stays true."""
    assert plain_value({"a": True})["a"] is True


def test_the_answer_is_json():
    """Nothing in it needs a special encoder."""
    assert json.loads(json.dumps(ANSWER)) == ANSWER


def test_the_answer_gives_the_day_of_its_law():
    """An ISO date."""
    assert ANSWER["date_droit"] == "2026-11-23"


def test_the_answer_has_the_three_options():
    """Under the names of the ranking."""
    assert set(ANSWER["options"]) == set(ANSWER["classement"]) == {"prestataire", "salarie", "interimaire"}


def test_the_answer_gives_the_ranking():
    """580,22 € of agency, 600 € of independent, 1 784,67 € of employee."""
    assert ANSWER["classement"] == ["interimaire", "prestataire", "salarie"]


# 20 × 30 = 600 a month, 7 200 a year, 30 an hour.
@pytest.mark.parametrize(
    ("key", "value"), [("cout_mensuel", 600), ("cout_annuel", 7200), ("cout_horaire", 30), ("rang", 2)]
)
def test_the_answer_gives_the_costs_of_an_option(key, value):
    """By month, by year and by useful hour, and its rank."""
    assert value == ANSWER["options"]["prestataire"][key]


def test_the_lines_of_an_option_are_given():
    """20 hours at 30 €."""
    assert ANSWER["options"]["prestataire"]["lignes"] == [
        {
            "code": "heures",
            "libelle": "Heures de travail",
            "nature": "prestation",
            "montant": 600,
            "base": 20,
            "taux": 30,
            "parametres": [],
        }
    ]


def test_the_hours_of_an_option_are_given():
    """104 paid, 91.828571 worked for 20 needed."""
    assert ANSWER["options"]["salarie"]["heures"] == {
        "utiles": 20,
        "payees": 104,
        "travaillees": 91.828571,
        "sans_besoin": 71.828571,
    }


# 1 784.666514 / 30 = 59.488884.
def test_the_crossings_are_given():
    """The hours and the two options, before and after."""
    assert {
        "options": ["prestataire", "salarie"],
        "heures": 59.488884,
        "avant": "prestataire",
        "apres": "salarie",
    } in ANSWER["seuils"]


@given(st.decimals(min_value=-1_000_000, max_value=1_000_000, places=10))
def test_a_number_is_within_half_a_millionth(value):
    """What is shown is the value, to the sixth decimal."""
    assert abs(Decimal(repr(number(value))) - value) <= Decimal("0.0000005")


@pytest.mark.parametrize("need", [{"heures_par_mois": 70, "taux_at_mp": 1}, {"heures_par_mois": 100}], ids=str)
def test_a_flip_is_told_in_the_unit_of_its_question(need):
    """Its value, typed as an answer, is where the ranking changes: a percentage stays a percentage."""
    tarifs = parse_tarifs({"taux_horaire": 30})
    flips = analysis_json(analyse(parse(need, BAREMES, tarifs), tarifs, BAREMES), BAREMES)["bascules"]
    fields = {field.name: field for field in schema(BAREMES, tarifs)}
    assert any(fields[flip["champ"]].kind == "pourcent" for flip in flips)

    for flip in flips:
        switch = {SWITCH[flip["champ"]]: "oui"} if flip["champ"] in SWITCH else {}
        value = flip["valeur"]
        if flip["distance"] is not None:
            value = str(round(value + (1 if value > flip["actuel"] else -1) / 100, 2))
        changed = {**need, **switch, flip["champ"]: value}
        answer = analysis_json(analyse(parse(changed, BAREMES, tarifs), tarifs, BAREMES), BAREMES)

        assert answer["classement"] == flip["classement"], flip
