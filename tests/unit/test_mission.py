"""A one-off mission: its hours, without a weekly floor nor overtime (C. trav. art. L. 3123-7, 1° and L. 3123-27)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.answer.comparison import compare
from estimator.answer.scenarios import salarie
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
TARIFS = parse_tarifs({"taux_horaire": 30})


def hired(hours, **answers):
    """Return the employee's cost for a mission of so many hours."""
    return salarie.cost(parse({"heures_par_mois": hours, "ponctuel": True, **answers}, BAREMES), TARIFS, BAREMES)


# Worked out by an independent program: (35 h − 29.67 €) grows in proportion, health cover and occupational health do not.
@pytest.mark.parametrize(("hours", "cost"), [("35", "820.62"), ("35.01", "820.85"), ("36", "843.22"), ("40", "933.62")])
def test_a_mission_costs_its_hours_within_a_week_and_beyond(hours, cost):
    """36 seconds more than a legal week cost 23 cents, not 1 284 €."""
    assert round(hired(hours).mensuel, 2) == Decimal(cost)


@given(st.decimals(1, 151, places=2), st.booleans(), st.sampled_from(["aucune", "1147", "1619"]))
def test_no_mission_has_a_floor_nor_overtime(hours, exception, convention):
    """Whatever its hours: a weekly floor is no floor of a month."""
    found = hired(hours, derogation_temps_partiel=exception, convention_collective=convention)

    assert not found.facts["plancher_applique"]
    assert not found.line("heures_supplementaires")
    assert found.mensuel == hired(hours).mensuel


@given(st.decimals(1, 151, places=2))
def test_a_mission_grows_in_proportion(hours):
    """One price of an hour from the first to the last: nothing jumps, nothing bends."""
    fixed = 2 * hired(1).mensuel - hired(2).mensuel
    each = hired(1).mensuel - fixed

    assert abs(hired(hours).mensuel - fixed - each * hours) < Decimal("0.000001")


def test_a_mission_that_outlasts_a_month_is_not_compared_with_a_monthly_payslip():
    """The official simulator takes 35 hours a week at most: 133,92 h worked."""
    assert hired("133.91").facts["tient_en_un_mois"]
    assert not hired("133.93").facts["tient_en_un_mois"]


def test_a_curve_of_a_mission_has_no_kink_without_the_tax():
    """The crossings of straight lines are exact."""
    assert salarie.kinks(parse({"ponctuel": True}, BAREMES), TARIFS, BAREMES) == ()


def test_36_hours_are_the_employee_s():
    """The temp's 1 044,40 € won when the floor of a month was charged."""
    found = compare(parse({"heures_par_mois": 36, "ponctuel": True}, BAREMES), TARIFS, BAREMES)

    assert found.ranking[0] == "salarie"


def test_absences_lengthen_a_mission_rather_than_its_weeks():
    """30 % of absences at 130 h: more weeks, no week above 43 hours, so no refusal."""
    absent = {"absences_comptees": True, "taux_absence": 30}

    assert hired(130, **absent).mensuel > hired(130).mensuel
