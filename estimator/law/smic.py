"""The Smic of a day, the least pay by it, and the older one that the « réduction générale » may keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..records import record
from .dated import Baremes
from .rules.salaire import smic_mensuel
from .rules.temps_travail import heures_mensuelles


def smic_mensuel_du_contrat(heures_par_semaine: Decimal, baremes: Baremes) -> Decimal:
    """Return the least gross pay of a contract of so many hours a week, EUR/month (C. trav. art. L. 3231-2)."""
    return smic_mensuel(baremes["smic_horaire"], heures_mensuelles(heures_par_semaine, baremes["semaines_par_an"]))


def smic_temps_plein(baremes: Baremes) -> Decimal:
    """Return the least gross pay of a full time, EUR/month."""
    return smic_mensuel(baremes["smic_horaire"], baremes["heures_payees_par_an"] / 12)


def au_moins_le_smic(salaire: Decimal, baremes: Baremes) -> Decimal:
    """Return the pay of a full time, raised to the Smic where it is below, EUR/month."""
    return max(salaire, smic_temps_plein(baremes))


@record
class SmicFige:
    """The hourly Smic of the day and the one kept, EUR, with the day that this one is of."""

    du_jour: Decimal
    retenu: Decimal
    depuis: date


def smic_fige(baremes: Baremes) -> SmicFige | None:
    """
    Return both where the « réduction générale » keeps an older Smic, None where it takes that of the day.

    Source: CSS art. D. 241-7, of decree 2026-509.
    """
    retenu = baremes.dated("smic_reduction_generale")
    du_jour = baremes["smic_horaire"]
    return None if du_jour == retenu.valeur else SmicFige(du_jour, retenu.valeur, retenu.depuis)
