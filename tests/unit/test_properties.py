"""What must hold of any valid need, whatever the prices: see properties.py. Each check can fail."""

import re
from dataclasses import replace
from decimal import Decimal

import properties
from hypothesis import example, given, settings
from hypothesis import strategies as st
from needs import BAREMES, TARIFS, answers, prices

from estimator.answer.comparison import SCENARIOS, Crossing, compare
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.rendering import render_result
from theme.plugins.estimate.estimation import make_environment

ENVIRONMENT = make_environment()
#: A package of 120 h for 50 €: most of the curve is flat, and the secretary always first.
CHEAP = {"taux_horaire": 10, "forfaits": [{"nom": "F", "heures": 120, "prix": 50}]}


@settings(max_examples=12)
@given(answers(), prices)
@example({"ponctuel": True, "tva_deductible": False}, {"taux_horaire": 30})
@example({}, CHEAP)
def test_any_valid_need_holds_every_property(raw, price_list):
    """A result is given; costs, crossings, flips and sums are as they are told."""
    tarifs = parse_tarifs({**price_list, "taches": price_list.get("taches", []), "specialites": []})
    tasks, specialities = ("volume_", "minutes_"), ("specialite", "salaire_specialite")
    raw = {key: value for key, value in raw.items() if not key.startswith(tasks) and key not in specialities}
    found = compare(parse({**raw, "besoin": "heures"}, BAREMES, tarifs), tarifs, BAREMES)

    assert properties.faults(found, BAREMES) == {}


@settings(max_examples=12)
@given(answers())
def test_any_valid_need_by_task_holds_every_property(raw):
    """The same with tasks, specialities and the whole price list."""
    found = compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)

    assert properties.faults(found, BAREMES) == {}


@settings(max_examples=40)
@given(answers(), st.sampled_from(sorted(SCENARIOS)))
def test_a_total_asked_for_alone_is_that_of_the_cost(raw, option):
    """What curves and searches compute is the sum of the lines that are shown."""
    need = parse(raw, BAREMES, TARIFS)

    assert SCENARIOS[option].cost(need, TARIFS, BAREMES).mensuel == SCENARIOS[option].mensuel(need, TARIFS, BAREMES)


def shown(detail):
    """Return the amounts of a breakdown as displayed: (lines, signed; total)."""
    rows = re.findall(r'<dd class="proof__sum">.*?</dd>', detail)
    last = [(row, re.findall(r'<data value="([\d.]+)"', row)) for row in rows]
    amounts = [Decimal(found[-1]) * (-1 if "−" in row else 1) for row, found in last if found]
    return amounts[:-1], amounts[-1]


@settings(max_examples=40)
@given(answers())
def test_lines_shown_and_their_total_differ_by_more_than_a_cent_only_when_it_is_said(raw):
    """Each line is rounded for display: the page says, under the table, that the total is not their sum."""
    html = render_result(ENVIRONMENT, analyse(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES)
    details = re.findall(r'<details class="breakdown">\n<summary>Détail.*?</details>', html, re.DOTALL)

    assert len(details) >= 2
    for detail in details:
        lines, total = shown(detail)
        gap = abs(sum(lines) - total)

        # Half a cent at most for each line and for the total.
        assert gap <= (len(lines) + 1) * Decimal("0.005")
        assert gap <= Decimal("0.01") or "Les totaux sont calculés avant arrondi" in detail


def broken(**changes):
    """Return an Estimate of the default need, with something false in it."""
    return replace(compare(parse({}, BAREMES, TARIFS), TARIFS, BAREMES), **changes)


def test_a_crossing_left_out_is_seen():
    """Without its crossings, an estimate misses some."""
    assert set(properties.faults(broken(seuils=()), BAREMES)) == {"no crossing is missed"}


def test_a_crossing_that_is_none_is_seen():
    """At 30 h nothing crosses."""
    false = Crossing(("prestataire", "salarie"), Decimal(30), "salarie", "prestataire")
    found = broken()

    assert properties.wrong_crossings(replace(found, seuils=(*found.seuils, false)), BAREMES) == [false]


def test_a_cost_that_falls_is_seen():
    """One euro less for a quarter of an hour more."""
    one, two = Decimal(1), Decimal(2)

    assert properties.falls([(one, {"x": two}), (two, {"x": one})]) == [("x", one)]


def test_a_sum_that_is_wrong_is_seen():
    """A line taken away after the total was told."""

    class Told:
        """A cost whose month is not the sum of its lines."""

        lines = ()
        duree = Decimal(1)
        hours = broken().options["prestataire"].hours
        mensuel = annuel = total = horaire = Decimal(5)

    found = broken()

    assert properties.wrong_sums(replace(found, options={"prestataire": Told}))
