"""« Réduction générale dégressive unique » of employer contributions, from 2026-01-01."""

from __future__ import annotations

from decimal import Decimal

from ...money import NEGLIGIBLE, ZERO, round_4
from ...records import record


def reduction_generale_due(salaire: Decimal, *, smic_horaire: Decimal, heures_par_an: Decimal, sortie: Decimal) -> bool:
    """
    Return whether the reduction applies: yearly pay strictly below `sortie` times the Smic.

    Source: CSS art. L. 241-13 and D. 241-7 (« inférieure à »). Compared over a year and without dividing. A quotient
    of 35 × 52 / 12 rounds up and would grant it at the limit. A part-timer's pay is itself a quotient: its last
    digits must not decide either.

    Args:
        salaire: gross pay, EUR/month.
        heures_par_an: hours paid in a year, overtime included.
    """
    return sortie * smic_horaire * heures_par_an - 12 * salaire > NEGLIGIBLE


@record
class Formule:
    """The terms of the formula of art. D. 241-7 CSS: fractions, an exponent, and an exit in Smic."""

    t_min: Decimal
    t_delta: Decimal
    puissance: Decimal
    sortie: Decimal


def coefficient_reduction_generale(salaire: Decimal, smic_mensuel: Decimal, formule: Formule) -> Decimal:
    """
    Return the coefficient for one month: a fraction with 4 decimals, half up.

    Source: CSS art. D. 241-7.
    C = t_min + t_delta × [½ × (sortie × smic / salaire − 1)] ^ puissance, at most t_min + t_delta.

    Args:
        salaire: gross pay, EUR/month, below `sortie` × `smic_mensuel`.
        smic_mensuel: Smic kept for the reduction, for the same hours, EUR/month.
    """
    ratio = max(ZERO, formule.sortie * smic_mensuel / salaire - 1) / 2
    return round_4(formule.t_min + min(formule.t_delta, formule.t_delta * _power(ratio, formule.puissance)))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    """
    Return `base` to the power `exponent`, to the last digits that Decimals carry.

    The law's exponent counts quarters: 1.75 = 7 / 4. A product and two square roots then give
    what logarithms give ten times slower.
    """
    numerator, denominator = exponent.as_integer_ratio()
    halvings = denominator.bit_length() - 1
    if denominator != 1 << halvings:
        return base**exponent
    power = base**numerator
    for _ in range(halvings):
        power = power.sqrt()
    return power
