"""The least pay of a month."""

from decimal import Decimal

import pytest

from estimator.law.rules.salaire import smic_mensuel


# 12.31 × 1820 / 12 = 1 867.01666…; 12.02 × 1820 / 12 = 1 823.0333…; 11.88 × 1820 / 12 = 1 801.80:
# the monthly amounts published with each Smic. 12.31 × 104 = 1 280.24.
@pytest.mark.parametrize(
    ("hourly", "hours", "monthly"),
    [
        ("12.31", Decimal(1820) / 12, "1867.02"),
        ("12.02", Decimal(1820) / 12, "1823.03"),
        ("11.88", Decimal(1820) / 12, "1801.80"),
        ("12.31", Decimal(104), "1280.24"),
    ],
)
def test_the_monthly_smic_is_the_published_one(hourly, hours, monthly):
    """To the cent, half up."""
    assert Decimal(monthly) == smic_mensuel(Decimal(hourly), hours)
