"""Rounding of Decimal amounts. Nothing else in the estimator rounds (no text asks for it)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

CENT: Final = Decimal("0.01")
FOUR_DECIMALS: Final = Decimal("0.0001")
#: Below this, a difference of two amounts comes from the last digits of a quotient.
NEGLIGIBLE: Final = Decimal("1E-10")
ZERO: Final = Decimal(0)


def round_cent(amount: Decimal) -> Decimal:
    """Return `amount` to the cent, half up: what is shown, never what is carried on."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def round_4(coefficient: Decimal) -> Decimal:
    """Return `coefficient` with 4 decimals, half up (art. D. 241-7 CSS, the only legal rounding here)."""
    return coefficient.quantize(FOUR_DECIMALS, ROUND_HALF_UP)
