"""Hours: paid, worked, of the contract, beyond it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.law.rules.temps_travail import (
    heures_contrat,
    heures_mensuelles,
    heures_par_semaine_payees,
    heures_travaillees_mensuelles,
    remuneration_heures_supplementaires,
)

YEAR = {
    "heures_payees_par_an": Decimal(1820),
    "heures_travaillees_par_an": Decimal(1607),
    "semaines_par_an": Decimal(52),
}
LIMITS = {"plancher": Decimal(24), "duree_legale": Decimal(35)}


# 24 × 52 / 12 = 104 hours a month.
def test_heures_mensuelles_of_24_a_week_are_104():
    """The minimum part time is 104 hours paid a month."""
    assert Decimal(104) == heures_mensuelles(Decimal(24), Decimal(52))


# 35 × 52 / 12 = 1820 / 12.
def test_heures_mensuelles_are_not_rounded():
    """A full time is 1820 / 12 hours, not the 151.67 of payslips."""
    assert Decimal(1820) / 12 == heures_mensuelles(Decimal(35), Decimal(52))


# 1607 / 12 worked hours a month are those of a full time: 35 a week.
def test_a_need_of_the_hours_worked_in_a_full_time_is_a_full_time():
    """133.9166… hours worked a month take 35 paid hours a week."""
    found = heures_par_semaine_payees(Decimal(1607) / 12, **YEAR)

    assert Decimal(35) == round(found, 20)


# 100 × 12 × 1820 / 1607 / 52 = 42 000 / 1607 = 26.1356565…
def test_paid_hours_exceed_worked_hours_by_leave_and_holidays():
    """100 worked hours a month take 26.14 paid hours a week, not 100 × 12 / 52 = 23.08."""
    assert Decimal("26.1357") == round(heures_par_semaine_payees(Decimal(100), **YEAR), 4)


# 24 × 52 × 1607 / 1820 / 12 = 24 × 1607 / 420 = 91.828571…
def test_the_minimum_part_time_gives_91_83_worked_hours_a_month():
    """The need below which the floor of 24 hours applies."""
    assert Decimal("91.828571") == round(heures_travaillees_mensuelles(Decimal(24), **YEAR), 6)


@given(st.decimals(min_value=1, max_value=200, places=3))
def test_paid_and_worked_hours_are_inverse_functions(worked):
    """From a need to a contract and back is the need, but for the last of 28 digits."""
    back = heures_travaillees_mensuelles(heures_par_semaine_payees(worked, **YEAR), **YEAR)

    assert abs(back - worked) < Decimal("1E-20")


@pytest.mark.parametrize(
    ("needed", "contract"),
    [("1", "24"), ("23.99", "24"), ("24", "24"), ("24.01", "24.01"), ("34.99", "34.99"), ("35", "35"), ("35.01", "35")],
)
def test_the_contract_goes_from_24_to_35_hours(needed, contract):
    """Both sides of the part-time floor (L. 3123-27) and of the legal duration (L. 3121-27)."""
    assert Decimal(contract) == heures_contrat(Decimal(needed), **LIMITS)


def test_without_a_floor_the_contract_is_the_need():
    """An exception to the 24 hours is a floor of zero."""
    found = heures_contrat(Decimal("3.5"), plancher=Decimal(0), duree_legale=Decimal(35))

    assert Decimal("3.5") == found


# 10 × 14 × 1.25 = 175.
def test_overtime_is_paid_a_quarter_more():
    """Ten hours at 14 € the hour are 175 € (L. 3121-36)."""
    found = remuneration_heures_supplementaires(Decimal(10), taux_horaire=Decimal(14), majoration=Decimal("0.25"))

    assert Decimal(175) == found


def test_no_overtime_is_paid_nothing():
    """Zero hours, zero pay."""
    found = remuneration_heures_supplementaires(Decimal(0), taux_horaire=Decimal(14), majoration=Decimal("0.25"))

    assert Decimal(0) == found
