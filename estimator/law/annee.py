"""A year of work, as `rules/temps_travail.py` takes it."""

from __future__ import annotations

from decimal import Decimal

from .dated import Baremes


def annee_travail(baremes: Baremes) -> dict[str, Decimal]:
    """Return the hours paid and worked in a year and its weeks, by the name of each argument of the rules."""
    return {name: baremes[name] for name in ("heures_payees_par_an", "heures_travaillees_par_an", "semaines_par_an")}
