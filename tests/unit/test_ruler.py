"""The ruler of hours: it says who costs least at every whole hour, in as few stretches as that takes."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from needs import BAREMES, answers, prices

from estimator.answer.comparison import SCENARIOS, about_the_same, compare
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.rendering import render_ruler
from estimator.telling.ruler import ruler
from estimator.telling.scale import WHOLE
from estimator.telling.sentences import hours_of
from theme.plugins.estimate.estimation import make_environment

ENVIRONMENT = make_environment()
#: Two packages, and the agency beside them.
PACKAGES = parse_tarifs(
    {
        "taux_horaire": 30,
        "forfaits": [{"nom": "Dix", "heures": 10, "prix": 290}, {"nom": "Vingt", "heures": 20, "prix": 570}],
    }
)
NEEDS = [
    {},
    {"heures_par_mois": 60},
    {"motif_interim": "remplacement"},
    {"ponctuel": True, "heures_par_mois": 8},
    {"tva_deductible": False},
    {"derogation_temps_partiel": True},
]


def measured(tarifs=PACKAGES, **raw):
    """Return the comparison of a need and its ruler."""
    estimate = compare(parse(raw, BAREMES, tarifs), tarifs, BAREMES)
    return estimate, ruler(estimate, BAREMES)


def told(found):
    """Return what a ruler says, as (hours, who)."""
    return [(hours_of(stretch), stretch.name) for stretch in found.stretches]


def test_the_default_need_is_told_in_two_stretches():
    """Beyond the crossing at 61 h and a half, the employee: « jusqu’à 61 h », « 62 h et plus »."""
    estimate, found = measured()
    [crossing] = estimate.seuils_entre("prestataire", "salarie")

    assert 61 < crossing.heures < 62
    assert told(found) == [("jusqu’à 61\u00a0h", "Indépendante"), ("62\u00a0h et plus", "Salariée")]


def test_costs_that_stay_close_are_told_together():
    """Beside an agency a few per cent away, neither wins: « Indépendante ou Intérimaire », then the employee."""
    assert told(measured(motif_interim="remplacement")[1]) == [
        ("jusqu’à 62\u00a0h", "Indépendante ou Intérimaire"),
        ("63\u00a0h et plus", "Salariée"),
    ]


def test_one_price_for_all_hours_is_one_stretch():
    """At a euro an hour nobody else is ever cheaper."""
    assert told(measured(parse_tarifs({"taux_horaire": 1}))[1]) == [
        ("quel que soit le nombre d’heures", "Indépendante")
    ]


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_each_hour_is_told_as_the_engine_ranks_it(need):
    """Who is named there costs about the least, by the costs of the scenarios themselves."""
    estimate, found = measured(**need)
    for stretch in found.stretches:
        for hours in range(stretch.first or 1, (stretch.last or int(estimate.curve.heures[-1])) + 1):
            there = estimate.inputs.with_hours(type(estimate.inputs.heures_par_mois)(hours))
            monthly = {name: SCENARIOS[name].mensuel(there, PACKAGES, BAREMES) for name in estimate.licites}
            about = about_the_same(monthly, BAREMES["part_egalite"])

            assert set(stretch.options) & set(about), (hours, stretch, monthly)
            assert stretch.costs[0] <= round(min(monthly.values()), 9) + 1
            assert min(monthly.values()) <= stretch.costs[1] + 1


@settings(max_examples=40)
@given(answers(), prices)
def test_stretches_cover_the_ruler_without_a_gap(raw, price_list):
    """Whatever the answers and the prices: from end to end, each hour once, neighbours told apart."""
    _, found = measured(parse_tarifs(price_list), **raw)
    stretches = found.stretches

    assert stretches[0].start == 0
    assert stretches[0].first is None
    assert stretches[-1].start + stretches[-1].width == WHOLE
    assert stretches[-1].last is None
    for before, after in pairwise(stretches):
        assert before.last + 1 == after.first
        assert before.start + before.width == after.start
        assert before.options != after.options
    assert 0 <= found.here <= WHOLE


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_the_drawing_says_itself_and_has_its_table(need):
    """Its name holds every stretch and the need; its table, a row for each; no colour alone tells them apart."""
    analysis = analyse(parse(need, BAREMES, PACKAGES), PACKAGES, BAREMES)
    page = BeautifulSoup(render_ruler(ENVIRONMENT, analysis, BAREMES), "html.parser")
    found = ruler(analysis.estimate, BAREMES)
    name = page.select_one("svg[role=img] > title").get_text()

    assert [row.get_text(" ", strip=True).split("  ")[0] for row in page.select("tbody th")] == [
        hours_of(stretch)[0].upper() + hours_of(stretch)[1:] for stretch in found.stretches
    ]
    assert all(hours_of(stretch)[1:] in name and stretch.name in name for stretch in found.stretches)
    assert "Vous\u00a0: " in name
    assert len(page.select("line.curve")) == len(found.stretches)
    assert all(cell.get("scope") for cell in page.find_all("th"))
    assert not page.select("[style]")
    if need.get("ponctuel"):
        assert "par mois" not in page.get_text()
