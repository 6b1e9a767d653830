"""Pay."""

from __future__ import annotations

from decimal import Decimal

from ...money import round_cent


def smic_mensuel(smic_horaire: Decimal, heures_mensuelles: Decimal) -> Decimal:
    """
    Return the least gross pay of a month for these hours, EUR/month, to the cent as it is published.

    Source: C. trav. art. L. 3231-2 and L. 3242-1.
    """
    return round_cent(smic_horaire * heures_mensuelles)
