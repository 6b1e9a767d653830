"""Rounding: half up, and only where asked."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.money import ZERO, round_4, round_cent

AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=8)


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("1.004", "1.00"), ("1.005", "1.01"), ("1.015", "1.02"), ("2.675", "2.68"), ("0", "0.00"), ("7", "7.00")],
)
def test_round_cent_rounds_a_half_up(amount, cents):
    """Half a cent goes up, where bankers' rounding or binary numbers would sometimes go down."""
    assert Decimal(cents) == round_cent(Decimal(amount))


def test_round_cent_rounds_a_negative_half_away_from_zero():
    """A debt and a credit of the same size round to the same size."""
    assert Decimal("-1.01") == round_cent(Decimal("-1.005"))


@pytest.mark.parametrize(
    ("coefficient", "rounded"), [("0.24475", "0.2448"), ("0.24474999", "0.2447"), ("0.39805", "0.3981")]
)
def test_round_4_rounds_the_fifth_decimal_half_up(coefficient, rounded):
    """The coefficient of the réduction générale has 4 decimals, half up (art. D. 241-7 CSS)."""
    assert Decimal(rounded) == round_4(Decimal(coefficient))


def test_zero_is_a_decimal():
    """A sum that starts from ZERO stays exact."""
    assert Decimal("0.1") == ZERO + Decimal("0.1")


@given(AMOUNTS)
def test_round_cent_moves_an_amount_by_half_a_cent_at_most(amount):
    """Rounding never changes an amount by more than half a cent."""
    assert abs(round_cent(amount) - amount) <= Decimal("0.005")


@given(AMOUNTS)
def test_round_cent_of_a_rounded_amount_is_itself(amount):
    """Rounding twice is rounding once."""
    assert round_cent(amount) == round_cent(round_cent(amount))
