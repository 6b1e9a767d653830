"""
The scale of the drawings: places are whole thousandths of a width or of a height.

The same in every Python, and short in the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

#: The whole width or height.
WHOLE: Final = 1000
#: At most this many graduations.
_GRADUATIONS: Final = 5


def graduations(top: Decimal) -> Iterator[Decimal]:
    """Yield round values from 0 to `top`, the closest together that are few enough."""
    unit = Decimal(1).scaleb(top.adjusted() - 1)
    steps = (unit * factor for factor in (1, 2, 5, 10, 20, 50))
    step = next(step for step in steps if top <= _GRADUATIONS * step)
    yield from (step * count for count in range(int(top / step) + 1))


def place(value: Decimal, whole: Decimal) -> int:
    """Return where a value stands on a drawing that ends at `whole`."""
    return int((WHOLE * value / whole).quantize(Decimal(1), ROUND_HALF_UP))
