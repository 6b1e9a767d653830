"""The « réduction générale »: its exit, its formula, its cap."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.law.rules.reduction_generale import Formule, coefficient_reduction_generale, reduction_generale_due

SMIC = Decimal("12.02")
#: 12.02 × 1820 / 12 = 1 823.0333…
SMIC_MONTH = SMIC * 1820 / 12
BELOW_50 = Formule(Decimal("0.02"), Decimal("0.3781"), Decimal("1.75"), Decimal(3))
FROM_50 = Formule(Decimal("0.02"), Decimal("0.3821"), Decimal("1.75"), Decimal(3))


def due(pay, hours_a_year=1820):
    """Return whether the reduction is due on this monthly pay."""
    return reduction_generale_due(
        Decimal(pay), smic_horaire=SMIC, heures_par_an=Decimal(hours_a_year), sortie=Decimal(3)
    )


# 3 × 12.02 × 1820 / 12 = 65 629.20 / 12 = 5 469.10 exactly.
def test_no_reduction_at_exactly_three_smic():
    """5 469,10 € at full time is « égal », not « inférieur » (dev-055)."""
    assert not due("5469.10")


def test_a_reduction_one_cent_below_three_smic():
    """5 469,09 € is inferior to three Smic."""
    assert due("5469.09")


def test_no_reduction_one_cent_above_three_smic():
    """5 469,11 € is beyond."""
    assert not due("5469.11")


# Half time: 3 × 12.02 × 910 / 12 = 2 734.55.
@pytest.mark.parametrize(("pay", "expected"), [("2734.54", True), ("2734.55", False)])
def test_the_exit_of_a_part_timer_follows_the_hours(pay, expected):
    """Half time, half the exit, the same strictness."""
    assert expected is due(pay, 910)


# 24 h: 3 × 12.02 × 1248 / 12 = 3 750.24.
@pytest.mark.parametrize(("pay", "expected"), [("3750.23", True), ("3750.24", False)])
def test_the_exit_at_24_hours_a_week(pay, expected):
    """The minimum part time, both sides."""
    assert expected is due(pay, 1248)


def test_the_coefficient_just_below_three_smic_is_the_minimum():
    """The formula ends on t_min = 2 %, a step of 109,38 € at the exit."""
    assert Decimal("0.0200") == coefficient_reduction_generale(Decimal("5469.09"), SMIC_MONTH, BELOW_50)


# rules.md: « A full-time employee at the SMIC therefore has the coefficient 0.3750 (< 50) or 0.3788 (50+) ».
# By hand: 5469.10 / 1867.02 − 1 = 1.92932; / 2 = 0.96466; ^ 1.75 = 0.93898; × 0.3781 + 0.02 = 0.37503 (× 0.3821: 0.37878).
@pytest.mark.parametrize(("formule", "coefficient"), [(BELOW_50, "0.3750"), (FROM_50, "0.3788")])
def test_the_coefficient_at_the_smic_in_force(formule, coefficient):
    """The Smic of the pay is above that of the reduction: not the maximum."""
    assert Decimal(coefficient) == coefficient_reduction_generale(Decimal("1867.02"), SMIC_MONTH, formule)


# By hand: 5469.10 / 2200 − 1 = 1.485955; / 2 = 0.742977; ^ 1.75 = 0.594577; × 0.3781 + 0.02 = 0.244809.
def test_the_coefficient_of_2200_euros():
    """0.2448, hence 538,56 € (published reference of the house)."""
    assert Decimal("0.2448") == coefficient_reduction_generale(Decimal(2200), SMIC_MONTH, BELOW_50)


# ½ × (3 × 100 / 150 − 1) = 0.5, and 0.5² = 0.25: 0.1 + 0.4 × 0.25 = 0.2.
def test_the_formula_on_round_numbers():
    """The terms of the formula stand in their places."""
    formule = Formule(Decimal("0.1"), Decimal("0.4"), Decimal(2), Decimal(3))

    assert Decimal("0.2000") == coefficient_reduction_generale(Decimal(150), Decimal(100), formule)


# At the Smic of the reduction itself: ½ × (3 − 1) = 1, so t_min + t_delta.
@pytest.mark.parametrize(("formule", "cap"), [(BELOW_50, "0.3981"), (FROM_50, "0.4021")])
def test_the_coefficient_is_the_maximum_at_the_smic_of_the_reduction(formule, cap):
    """Tmin + Tdelta: 0.3981 below 50 employees, 0.4021 from 50."""
    assert Decimal(cap) == coefficient_reduction_generale(SMIC_MONTH, SMIC_MONTH, formule)


def test_the_coefficient_is_capped_below_the_smic():
    """A lower pay (an apprentice) does not raise it further."""
    assert Decimal("0.3981") == coefficient_reduction_generale(SMIC_MONTH / 2, SMIC_MONTH, BELOW_50)


def test_the_coefficient_is_the_minimum_beyond_the_exit():
    """A pay beyond three Smic would not make a complex power: the ratio stops at zero."""
    assert Decimal("0.0200") == coefficient_reduction_generale(Decimal(6000), SMIC_MONTH, BELOW_50)


# 0.4 × 0.25 ^ 1.5 = 0.4 × 0.125; 0.4 × 0.25 ^ 1.1 = 0.4 × 0.217638; ½ × (3 × 100 / 200 − 1) = 0.25.
@pytest.mark.parametrize(("exponent", "expected"), [("1.5", "0.1500"), ("1.1", "0.1871")])
def test_any_exponent_has_its_power(exponent, expected):
    """Halves by a square root; an exponent of another kind, which no decree has fixed yet, by logarithms."""
    formule = Formule(Decimal("0.1"), Decimal("0.4"), Decimal(exponent), Decimal(3))

    assert Decimal(expected) == coefficient_reduction_generale(Decimal(200), Decimal(100), formule)


def pay_at(coefficient, formule):
    """Return the pay whose coefficient before rounding is this one, with 60 digits."""
    with localcontext(prec=60):
        ratio = ((coefficient - formule.t_min) / formule.t_delta) ** (1 / formule.puissance)
        return formule.sortie * SMIC_MONTH / (1 + 2 * ratio)


@given(st.integers(200, 3980), st.sampled_from([BELOW_50, FROM_50]))
def test_the_coefficient_is_rounded_on_the_right_side(ten_thousandths, formule):
    """A hundred-billion-billionth of the pay on either side of a half decides, as the exact power would."""
    low, high = (Decimal(number) / 10_000 for number in (ten_thousandths, ten_thousandths + 1))
    pay = pay_at((low + high) / 2, formule)
    step = pay * Decimal("1E-20")

    assert low == coefficient_reduction_generale(pay + step, SMIC_MONTH, formule)
    assert high == coefficient_reduction_generale(pay - step, SMIC_MONTH, formule)


@given(
    st.decimals(min_value=Decimal("1823.04"), max_value=Decimal("5469.09"), places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=500, places=2),
)
def test_the_coefficient_never_grows_with_the_pay(pay, more):
    """A higher pay has the same coefficient or a lower one."""
    lower = coefficient_reduction_generale(pay, SMIC_MONTH, BELOW_50)

    assert lower >= coefficient_reduction_generale(pay + more, SMIC_MONTH, BELOW_50)


@given(st.decimals(min_value=1, max_value=10_000, places=2), st.decimals(min_value=500, max_value=3000, places=2))
def test_the_coefficient_is_a_fraction_of_four_decimals(pay, smic):
    """Between t_min and t_min + t_delta, rounded as the decree says."""
    coefficient = coefficient_reduction_generale(pay, smic, BELOW_50)

    assert Decimal("0.02") <= coefficient <= Decimal("0.3981")
    assert coefficient.as_tuple().exponent == -4
