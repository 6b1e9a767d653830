"""Round values beside a drawing, and places on it."""

from decimal import Decimal

import pytest

from estimator.telling.scale import WHOLE, graduations, place


@pytest.mark.parametrize(
    ("top", "step"),
    [("5", "1"), ("10", "2"), ("22", "5"), ("50", "10"), ("95", "20"), ("100", "20"), ("101", "50"), ("2400", "500")],
)
def test_graduations_are_round_and_few(top, step):
    """Steps of 1, 2 or 5 times a power of ten, from zero, five intervals at most."""
    values = list(graduations(Decimal(top)))

    assert values == [Decimal(step) * count for count in range(len(values))]
    assert values[-1] <= Decimal(top) < values[-1] + Decimal(step)
    assert len(values) <= 6


@pytest.mark.parametrize(("value", "where"), [("0", 0), ("1", 250), ("3.998", 1000), ("3.9979", 999), ("4", WHOLE)])
def test_a_value_stands_at_its_share_of_the_drawing(value, where):
    """To the nearest thousandth, half up."""
    assert place(Decimal(value), Decimal(4)) == where
