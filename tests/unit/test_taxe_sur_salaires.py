"""« Taxe sur les salaires »: bands, franchise and décote."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.law.rules.taxe_sur_salaires import Bareme, supplement_taxe, taxe_brute, taxe_due

BAREME = Bareme(
    taux=Decimal("0.0425"),
    majorations=((Decimal(9229), Decimal("0.0425")), (Decimal(18423), Decimal("0.0510"))),
    franchise=Decimal(1200),
    limite_decote=Decimal(2040),
    taux_decote=Decimal("0.75"),
)


# 4.25 % to 9 229, 8.50 % to 18 423, 13.60 % beyond:
# 9 229 × 4.25 % = 392.2325; + 1 × 8.50 % = 392.3175; 392.2325 + 9 194 × 8.50 % = 1 173.7225; + 1 × 13.60 % = 1 173.8585.
@pytest.mark.parametrize(
    ("pay", "tax"),
    [
        ("0", "0"),
        ("9229", "392.2325"),
        ("9230", "392.3175"),
        ("18423", "1173.7225"),
        ("18424", "1173.8585"),
        ("28423", "2533.7225"),
    ],
)
def test_each_band_of_pay_has_its_rate(pay, tax):
    """Both sides of both thresholds of 2026 (CGI art. 231)."""
    assert Decimal(tax) == taxe_brute(Decimal(pay), BAREME)


# 1 200.01 − ¾ × (2 040 − 1 200.01) = 1 200.01 − 629.9925 = 570.0175; 2 039.99 − ¾ × 0.01 = 2 039.9825.
@pytest.mark.parametrize(
    ("tax", "paid"),
    [
        ("0", "0"),
        ("1200", "0"),
        ("1200.01", "570.0175"),
        ("2039.99", "2039.9825"),
        ("2040", "2040"),
        ("2040.01", "2040.01"),
        ("5000", "5000"),
    ],
)
def test_franchise_and_decote(tax, paid):
    """Both sides of 1 200 € and of 2 040 € (CGI art. 1679)."""
    assert Decimal(paid) == taxe_due(Decimal(tax), BAREME)


# The others' 1 000 € are not exigible; with 500 € more: 1 500 − ¾ × 540 = 1 095.
def test_one_more_employee_may_end_the_franchise():
    """The employee's cost is the difference that he makes for the whole firm."""
    assert Decimal(1095) == supplement_taxe(Decimal(1000), Decimal(500), BAREME)


def test_one_more_employee_of_a_large_firm_costs_his_own_tax():
    """Beyond the décote, nothing is lost or gained."""
    assert Decimal(500) == supplement_taxe(Decimal(5000), Decimal(500), BAREME)


def test_one_more_employee_within_the_franchise_costs_nothing():
    """1 200 € in all are still not exigible."""
    assert Decimal(0) == supplement_taxe(Decimal(700), Decimal(500), BAREME)


@given(st.decimals(min_value=0, max_value=10_000, places=2), st.decimals(min_value=0, max_value=10_000, places=2))
def test_one_more_employee_never_lowers_the_tax(others, own):
    """The supplement is never negative."""
    assert supplement_taxe(others, own, BAREME) >= 0


# CGI art. 1679 A: 24 256 € of the whole tax; 24 257 − 24 256 = 1. Above the franchise, the décote is long past.
@pytest.mark.parametrize(("tax", "paid"), [("1500", "0"), ("24256", "0"), ("24257", "1"), ("30000", "5744")])
def test_an_association_pays_what_is_beyond_its_abattement(tax, paid):
    """Both sides of the amount of 2026."""
    assert Decimal(paid) == taxe_due(Decimal(tax), replace(BAREME, abattement=Decimal(24256)))


# One more employee, 1 000 € of tax, beside 24 000 €: 25 000 − 24 256 = 744 €, when 24 000 € alone paid nothing.
def test_one_more_employee_of_an_association_pays_beyond_what_is_left_of_the_abattement():
    """The abattement is that of the whole employer."""
    bareme = replace(BAREME, abattement=Decimal(24256))

    assert Decimal(744) == supplement_taxe(Decimal(24000), Decimal(1000), bareme)
