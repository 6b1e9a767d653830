"""« Taxe sur les salaires », due by employers who are not subject to VAT."""

from __future__ import annotations

from decimal import Decimal

from ...money import ZERO
from ...records import record


@record
class Bareme:
    """
    The scale of CGI art. 231: `taux` on the whole pay, plus each rate above its yearly threshold.

    Rates are fractions, amounts EUR/year. `abattement` is that of associations (CGI art. 1679 A).
    """

    taux: Decimal
    majorations: tuple[tuple[Decimal, Decimal], ...]
    franchise: Decimal
    limite_decote: Decimal
    taux_decote: Decimal
    abattement: Decimal = ZERO


def taxe_brute(assiette_annuelle: Decimal, bareme: Bareme) -> Decimal:
    """
    Return the tax on one employee's yearly pay before franchise and décote, EUR/year.

    Source: CGI art. 231, 1 and 2 bis; base of art. L. 136-1-1 CSS, without the 1.75 % allowance.
    """
    increases = (rate * max(ZERO, assiette_annuelle - threshold) for threshold, rate in bareme.majorations)
    return assiette_annuelle * bareme.taux + sum(increases, ZERO)


def taxe_due(taxe_annuelle: Decimal, bareme: Bareme) -> Decimal:
    """
    Return what an employer pays of his whole yearly tax, EUR/year.

    Source: CGI art. 1679. Nothing up to the franchise. From there to the limit, a décote of three quarters of what is
    missing to it. CGI art. 1679 A: associations pay only what is beyond their « abattement ».
    """
    if taxe_annuelle <= bareme.franchise:
        return ZERO
    decote = bareme.taux_decote * max(ZERO, bareme.limite_decote - taxe_annuelle)
    return max(ZERO, taxe_annuelle - decote - bareme.abattement)


def supplement_taxe(taxe_autres: Decimal, taxe_salarie: Decimal, bareme: Bareme) -> Decimal:
    """Return what one more employee adds to the tax paid, EUR/year; both arguments before franchise and décote."""
    return taxe_due(taxe_autres + taxe_salarie, bareme) - taxe_due(taxe_autres, bareme)


def assiettes_anguleuses(taxe_autres: Decimal, bareme: Bareme, mois: Decimal) -> tuple[Decimal, ...]:
    """
    Return the pays of twelve months at which the tax paid bends or jumps, EUR: rates, franchise, décote, abattement.

    `mois` are the months of the year really paid: the tax of that year is in proportion.
    """
    thresholds = [threshold for threshold, _ in bareme.majorations]
    due_from = (bareme.franchise, bareme.limite_decote, bareme.abattement)
    limits = [(limit - taxe_autres) * 12 / mois for limit in due_from]
    return (*thresholds, *(_assiette(limit, bareme) for limit in limits if limit > 0))


def _assiette(taxe: Decimal, bareme: Bareme) -> Decimal:
    """Return the yearly pay whose tax before franchise and décote is `taxe`, EUR/year."""
    start, rate, reached = ZERO, bareme.taux, ZERO
    for threshold, increase in bareme.majorations:
        at_threshold = reached + rate * (threshold - start)
        if taxe <= at_threshold:
            break
        start, rate, reached = threshold, rate + increase, at_threshold
    return start + (taxe - reached) / rate
