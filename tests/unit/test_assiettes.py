"""Parts of the pay under and between ceilings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.law.rules.assiettes import assiette_plafonnee, plafond_proratise, tranche_2

CEILING = Decimal(4005)
PAYS = st.decimals(min_value=1, max_value=100_000, places=2)


# 4005 × 28 / 35 = 3204.
def test_the_ceiling_follows_the_hours_of_the_contract():
    """28 hours of 35: four fifths of the ceiling."""
    assert Decimal(3204) == plafond_proratise(CEILING, Decimal(28), Decimal(35))


def test_the_ceiling_of_a_full_time_is_whole():
    """35 hours of 35."""
    assert plafond_proratise(CEILING, Decimal(35), Decimal(35)) == CEILING


# 4005 × 24 / 35 = 2746.285714…
def test_the_ceiling_of_a_part_timer_is_not_rounded():
    """Cents beyond the second stay: they count four or eight times further on."""
    assert Decimal(96120) / 35 == plafond_proratise(CEILING, Decimal(24), Decimal(35))


@pytest.mark.parametrize(
    ("pay", "part"), [("4004.99", "4004.99"), ("4005", "4005"), ("4005.01", "4005"), ("20000", "4005")]
)
def test_the_capped_part_stops_at_the_ceiling(pay, part):
    """Both sides of one ceiling."""
    assert Decimal(part) == assiette_plafonnee(Decimal(pay), CEILING)


# 4 × 4005 = 16 020.
@pytest.mark.parametrize(("pay", "part"), [("16019.99", "16019.99"), ("16020", "16020"), ("16020.01", "16020")])
def test_unemployment_stops_at_four_ceilings(pay, part):
    """Both sides of 16 020 €."""
    assert Decimal(part) == assiette_plafonnee(Decimal(pay), CEILING, Decimal(4))


# 8 × 4005 = 32 040; 32 040 − 4005 = 28 035.
@pytest.mark.parametrize(
    ("pay", "part"),
    [
        ("4005", "0"),
        ("4005.01", "0.01"),
        ("32039.99", "28034.99"),
        ("32040", "28035"),
        ("32040.01", "28035"),
        ("1", "0"),
    ],
)
def test_tranche_2_goes_from_one_to_eight_ceilings(pay, part):
    """Both sides of both ends, and never negative."""
    assert Decimal(part) == tranche_2(Decimal(pay), CEILING, Decimal(8))


@given(PAYS)
def test_both_tranches_make_the_pay_up_to_eight_ceilings(pay):
    """No part of the pay counts twice or is lost."""
    both = assiette_plafonnee(pay, CEILING) + tranche_2(pay, CEILING, Decimal(8))

    assert min(pay, 8 * CEILING) == both
