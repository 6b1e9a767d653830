"""CO2 of the journeys that an employee would make and a remote secretary does not, ADEME's method."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..law.dated import Baremes
from ..money import ZERO
from .comparison import Estimate


@dataclass(frozen=True, slots=True)
class Carbon:
    """
    kg of CO2 equivalent avoided in a year: `central` by ADEME's method, `bas` and `haut` its range.

    Left out: heating and equipment of either office, deliveries, video calls; a desk kept
    empty saves nothing.
    """

    bas: Decimal
    central: Decimal
    haut: Decimal
    trajets_par_semaine: Decimal


def carbon(estimate: Estimate, baremes: Baremes) -> Carbon:
    """
    Return the CO2 avoided in a year, kg.

    Journeys are those of the days that the need would bring an employee in. The share that the secretary works at the
    client's is taken off. The sum is factor × one-way km × 2 × weeks × days a week × what the rebound leaves.
    """
    inputs = estimate.inputs
    weekly_hours = (
        inputs.heures_par_mois * 12 / baremes["heures_travaillees_par_an"] * baremes["duree_legale_hebdomadaire"]
    )
    # A day of seven hours. A few hours a week still bring her in, for part of a day.
    days = min(Decimal(5), weekly_hours / (baremes["duree_legale_hebdomadaire"] / 5))
    avoided = max(ZERO, days * (1 - inputs.part_sur_place))
    share_of_year = inputs.mois_dans_annee / 12
    factor = baremes[f"emission_{inputs.mode_trajet}"]
    gross = factor * inputs.distance_trajet * 2 * baremes["semaines_travaillees_par_an"] * avoided * share_of_year
    rebound = baremes.dated("part_effet_rebond")
    low, high = rebound.plage or (rebound.valeur, rebound.valeur)
    # Low: the journey is not sure to be by car (share of car journeys); high: no rebound.
    by_car = baremes["part_trajets_voiture"] if inputs.mode_trajet == "voiture_thermique" else Decimal(1)
    return Carbon(gross * low * by_car, gross * baremes["part_effet_rebond"], gross * high, avoided)
