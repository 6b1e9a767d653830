"""Indemnities due at the end of a fixed-term contract or a temporary assignment, and exempt benefits."""

from __future__ import annotations

from decimal import Decimal


def indemnite_fin_contrat(remuneration: Decimal, taux: Decimal) -> Decimal:
    """Return the CDD « indemnité de fin de contrat », EUR/month (C. trav. art. L. 1243-8)."""
    return remuneration * taux


def indemnite_conges_payes(remuneration: Decimal, taux: Decimal) -> Decimal:
    """
    Return the CDD « indemnité compensatrice de congés payés », EUR/month.

    Source: C. trav. art. L. 1242-16 and L. 3141-24: a tenth of all pay, the end-of-contract
    indemnity included.
    """
    return remuneration * taux


def titre_restaurant_exonere(part_employeur: Decimal, exoneration: Decimal) -> Decimal:
    """Return the exempt part of the employer's share of one voucher, EUR (CGI art. 81, 19°)."""
    return min(part_employeur, exoneration)
