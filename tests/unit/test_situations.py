"""The needs of the settings to start from: answers of the form that any price list can compute."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from needs import BAREMES, prices

from estimator.answer.comparison import compare
from estimator.need.inputs import parse
from estimator.need.questions import schema
from estimator.need.tarifs import parse_tarifs
from theme.plugins.settings.secretaire import load, price_list
from theme.plugins.settings.situations import faults, presets, with_shipped

SAMPLE = load(Path(__file__).parents[2] / "content" / "secretaire.toml")[0]
SOLD = price_list(SAMPLE)
PLAIN = parse_tarifs({"taux_horaire": 30})


def named(word, tarifs=SOLD):
    """Return the answers of the need whose button holds `word`."""
    (found,) = (preset.values for preset in presets(SAMPLE, tarifs, BAREMES) if word in preset.label)
    return found


@settings(max_examples=25)
@given(prices)
def test_every_need_to_start_from_is_computed(raw):
    """With any price list: no fault, three costs or a reason of the law."""
    tarifs = parse_tarifs(raw)
    for preset in presets(SAMPLE, tarifs, BAREMES):
        estimate = compare(parse(preset.values, BAREMES, tarifs), tarifs, BAREMES)

        assert {*estimate.options, *estimate.refusals} == {"prestataire", "salarie", "interimaire"}


@pytest.mark.parametrize("tarifs", [SOLD, PLAIN], ids=["full", "plain"])
def test_needs_to_start_from_differ_from_the_defaults_and_are_as_typed(tarifs):
    """Each changes something; each answer is written as the form writes it."""
    fields = {field.name: field for field in schema(BAREMES, tarifs)}
    for preset in presets(SAMPLE, tarifs, BAREMES):
        assert preset.values
        for name, value in preset.values.items():
            assert fields[name].typed(fields[name].read(value)) == value
            assert fields[name].typed(fields[name].default) != value


def test_a_speciality_is_taken_over_only_where_it_is_sold():
    """A lawyer's need takes the price of legal work when the list has one."""
    assert named("Avocat")["specialite"] == "juridique"
    assert "specialite" not in named("Avocat", PLAIN)
    assert named("Avocat", PLAIN)["activite"] == "juridique"


def test_a_replacement_is_a_mission_that_the_law_allows():
    """A temp may replace an absent person: three costs."""
    inputs = parse(named("Remplacement"), BAREMES, SOLD)

    assert inputs.ponctuel
    assert {*compare(inputs, SOLD, BAREMES).options} == {"prestataire", "salarie", "interimaire"}


def test_the_hours_that_a_need_names_are_those_that_it_fills_in():
    """« Avocat, 25 h » fills 25."""
    hours = {preset.label: preset.values["heures_par_mois"] for preset in presets(SAMPLE, SOLD, BAREMES)}
    told = {label: re.search(r"(\d+)\u00a0h$", label) for label in hours}

    assert sum(map(bool, told.values())) >= 3
    assert {label: found[1] for label, found in told.items() if found} == {
        label: hours[label] for label, found in told.items() if found
    }
    # Three weeks of 35 hours.
    assert hours["Remplacement de congé"] == "105"


def test_a_situation_without_a_button_is_an_example_of_the_pages_alone():
    """The estimator starts from those that have one, in their order."""
    buttons = [item["bouton"] for item in SAMPLE["situations"] if "bouton" in item]
    assert len(buttons) == 4

    assert [preset.label for preset in presets(SAMPLE, SOLD, BAREMES)] == buttons
    assert presets({"situations": []}, SOLD, BAREMES) == []


def test_the_texts_of_the_program_have_their_examples_and_hers_go_first():
    """Without a situation in the settings too; a code of hers is answered as she says."""
    shipped = with_shipped([])
    hers = with_shipped([{"code": "petit", "heures_par_mois": 12}])

    assert len(hers) == len(shipped) >= 10
    assert [item["heures_par_mois"] for item in hers if item["code"] == "petit"] == [12]
    assert list(faults({"situations": shipped}, SOLD)) == []
