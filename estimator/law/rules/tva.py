"""VAT on an invoice, and what of it the client bears."""

from __future__ import annotations

from decimal import Decimal

from ...money import ZERO


def tva_supportee(montant_hors_taxe: Decimal, *, taux: Decimal, deductible: bool) -> Decimal:
    """
    Return the VAT that stays at the client's charge, EUR: none when he recovers it.

    Source: CGI art. 271, in the CIBS from 2027 (right to deduct).
    """
    return ZERO if deductible else montant_hors_taxe * taux
