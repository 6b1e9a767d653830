"""VAT at the client's charge."""

from decimal import Decimal

from estimator.law.rules.tva import tva_supportee


def test_a_client_who_recovers_vat_bears_none():
    """The right to deduct makes it neutral."""
    assert Decimal(0) == tva_supportee(Decimal(1200), taux=Decimal("0.20"), deductible=True)


def test_a_client_who_does_not_recover_vat_bears_it_whole():
    """20 % of 1 200 € are 240 €."""
    assert Decimal(240) == tva_supportee(Decimal(1200), taux=Decimal("0.20"), deductible=False)
