"""The published JSON Schemas: what they accept is what the machine door accepts and answers."""

import json
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from jsonschema import Draft202012Validator
from needs import BAREMES, FIELDS, PRICES, TARIFS, answers

from estimator.errors import InvalidInputs
from estimator.need.inputs import parse
from estimator.need.questions import field_named
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.json_schema import input_schema, output_schema
from estimator.telling.serialization import analysis_json, plain_value

INPUT = Draft202012Validator(input_schema(BAREMES, TARIFS), format_checker=Draft202012Validator.FORMAT_CHECKER)
OUTPUT = Draft202012Validator(output_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
NUMBERS = [field for field in FIELDS if field.kind in ("nombre", "entier", "pourcent", "euros")]
#: Prices as JSON writes them: a text that holds a number is accepted, and not advertised.
NUMERIC = {
    **PRICES,
    "prix_kilometre": 0.6,
    "taches": [{**tache, "prix": float(tache["prix"])} for tache in PRICES["taches"]],
}


def faults(validator, value):
    """Return what a schema finds wrong in a value, as JSON would carry it."""
    return [error.message for error in validator.iter_errors(json.loads(json.dumps(value)))]


@pytest.mark.parametrize("published", [INPUT, OUTPUT], ids=["input", "output"])
def test_a_schema_is_itself_valid(published):
    """Both follow the dialect that they name."""
    Draft202012Validator.check_schema(published.schema)

    assert published.schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@settings(max_examples=40)
@given(answers())
@example({"motif_interim": "aucun"})
@example({"motif_interim": "accroissement"})
def test_any_valid_need_and_its_answer_follow_the_schemas(raw):
    """What the form may send is accepted; all that is answered is described, to the last key."""
    answer = analysis_json(analyse(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES)

    assert faults(INPUT, plain_value(raw)) == []
    assert faults(OUTPUT, answer) == []


def test_every_question_is_described():
    """None is missing, none is invented."""
    assert {*(field.name for field in FIELDS), "date", "tarifs"} == set(INPUT.schema["properties"])


def test_a_question_carries_its_unit_and_the_sentence_that_refuses_a_wrong_answer():
    """What the form shows is in the schema: label, help, unit, bounds, default, message."""
    hours, field = INPUT.schema["properties"]["heures_par_mois"], field_named("heures_par_mois", BAREMES, TARIFS)

    assert (hours["title"], hours["description"], hours["x-unite"]) == (field.label, field.help, "h")
    assert (hours["minimum"], hours["maximum"], hours["default"]) == (1, 151.67, 20)
    assert hours["x-message"] == field.message


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
@pytest.mark.parametrize("beyond", [-1, 1])
def test_a_number_beyond_its_bounds_is_refused_by_both(field, beyond):
    """The schema and the engine stop at the same value."""
    value = (field.minimum if beyond < 0 else field.maximum) + beyond

    assert faults(INPUT, {field.name: float(value)})
    with pytest.raises(InvalidInputs):
        parse({field.name: Decimal(value)}, BAREMES, TARIFS)


@pytest.mark.parametrize(
    "raw",
    [
        {"heures": 20},
        {"contrat": "stage"},
        {"ponctuel": "oui"},
        {"debut": "demain"},
        {"tarifs": {}},
        {"tarifs": {"x": 1}},
    ],
    ids=str,
)
def test_what_is_no_need_is_refused(raw):
    """An unknown key, a choice that is none, a wrong type, a day that is none, prices without a rate."""
    assert faults(INPUT, raw)


def test_a_price_list_of_one_s_own_is_accepted_with_its_volumes_and_specialities():
    """The codes of the caller's own tasks need not be those of the site."""
    own = {
        "besoin": "taches",
        "volume_dictee": 12,
        "specialite": "notariat",
        "tarifs": {
            "taux_horaire": 31,
            "taches": [{"code": "dictee", "nom": "Dictée", "unite": "page", "prix": 4, "minutes_salarie": 9}],
            "specialites": [{"code": "notariat", "nom": "Notariat", "taux_horaire": 36}],
        },
    }
    tarifs = parse_tarifs(own["tarifs"])

    assert faults(INPUT, own) == []
    assert parse({key: value for key, value in own.items() if key != "tarifs"}, BAREMES, tarifs).volumes


def test_the_price_list_of_every_key_is_accepted():
    """A list that uses each key of the settings."""
    assert faults(INPUT, {"tarifs": NUMERIC}) == []


@pytest.mark.parametrize("code", ["Ma tâche", "é", ""])
def test_a_volume_of_a_code_that_is_none_is_refused(code):
    """A code names a field of the address."""
    assert faults(INPUT, {f"volume_{code}": 1})
