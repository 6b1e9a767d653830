"""The Smic of a day, and the older one that the « réduction générale » may keep."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..records import record
from .dated import Baremes


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
