"""Indemnities of a fixed-term contract, and the exempt part of a meal voucher."""

from decimal import Decimal

import pytest

from estimator.law.rules.indemnites import indemnite_conges_payes, indemnite_fin_contrat, titre_restaurant_exonere

TENTH = Decimal("0.10")


def test_the_end_of_contract_indemnity_is_a_tenth_of_the_pay():
    """2 200 € give 220 € (L. 1243-8)."""
    assert Decimal(220) == indemnite_fin_contrat(Decimal(2200), TENTH)


def test_the_leave_indemnity_counts_the_end_of_contract_indemnity():
    """A tenth of 2 200 + 220 is 242: both together make 1.21 times the pay."""
    pay = Decimal(2200)
    end = indemnite_fin_contrat(pay, TENTH)

    assert pay * Decimal("1.21") == pay + end + indemnite_conges_payes(pay + end, TENTH)


@pytest.mark.parametrize(("share", "exempt"), [("7.31", "7.31"), ("7.32", "7.32"), ("7.33", "7.32"), ("0", "0")])
def test_a_meal_voucher_is_exempt_up_to_7_32_euros(share, exempt):
    """Both sides of the limit of 2026 (CGI art. 81, 19°)."""
    assert Decimal(exempt) == titre_restaurant_exonere(Decimal(share), Decimal("7.32"))
