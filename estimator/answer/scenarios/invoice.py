"""What an invoice with VAT adds to a client's cost, whoever sends it."""

from __future__ import annotations

from decimal import Decimal

from ...costs import CostLine
from ...headings import HEADINGS
from ...law.dated import Baremes
from ...law.rules.tva import tva_supportee


def tva_lines(hors_taxe: Decimal, deductible: bool, baremes: Baremes) -> tuple[CostLine, ...]:
    """Return the VAT line that stays at the client's charge, EUR/month; none when he recovers it."""
    rate = baremes["taux_tva_normal"]
    amount = tva_supportee(hors_taxe, taux=rate, deductible=deductible)
    if not amount:
        return ()
    return (CostLine(HEADINGS["tva"], amount, hors_taxe, rate, ("taux_tva_normal",)),)
