"""Parts of the pay on which a contribution is due."""

from __future__ import annotations

from decimal import Decimal

from ...money import ZERO


def plafond_proratise(plafond_mensuel: Decimal, heures_par_semaine: Decimal, duree_legale: Decimal) -> Decimal:
    """
    Return the monthly ceiling of a part-timer, EUR/month, unrounded.

    Source: CSS art. L. 242-8 and R. 242-2: ceiling × contract hours / legal hours.
    """
    return plafond_mensuel * heures_par_semaine / duree_legale


def assiette_plafonnee(assiette: Decimal, plafond: Decimal, plafonds: Decimal | int = 1) -> Decimal:
    """Return the part of `assiette` up to `plafonds` ceilings, EUR/month (CSS art. D. 242-4)."""
    return min(assiette, plafond * plafonds)


def tranche_2(assiette: Decimal, plafond: Decimal, plafonds: Decimal) -> Decimal:
    """
    Return the part of `assiette` between one and `plafonds` ceilings, EUR/month.

    Source: ANI of 17 November 2017 (Agirc-Arrco), art. 32: tranche 2, from 1 to 8 ceilings.
    """
    return max(ZERO, assiette_plafonnee(assiette, plafond, plafonds) - plafond)
