"""What the law of a day says of hours, and of who is paid by the month."""

from __future__ import annotations

from decimal import Decimal

from .dated import Baremes
from .paie import Contrat, Motif
from .rules.temps_travail import heures_travaillees_mensuelles, part_des_semaines


def annee_travail(baremes: Baremes) -> dict[str, Decimal]:
    """Return the hours paid and worked in a year and its weeks, as the rules name them."""
    return {name: baremes[name] for name in ("heures_payees_par_an", "heures_travaillees_par_an", "semaines_par_an")}


def est_temps_partiel(heures_par_semaine: Decimal, baremes: Baremes) -> bool:
    """Return whether a contract is part-time (C. trav. art. L. 3123-1): it has no overtime (L. 3123-8)."""
    return heures_par_semaine < baremes["duree_legale_hebdomadaire"]


def heures_hebdomadaires_maximales(baremes: Baremes) -> Decimal:
    """Return the hours of a week beyond which another rate is due (C. trav. art. L. 3121-36)."""
    return baremes["duree_legale_hebdomadaire"] + baremes["heures_supplementaires_premiere_tranche"]


def heures_possibles(utile: Decimal, baremes: Baremes) -> Decimal:
    """Return the most hours of a month that an employee may give the need, of which `utile` is her share."""
    return heures_travaillees_mensuelles(heures_hebdomadaires_maximales(baremes), **annee_travail(baremes)) * utile


def est_mensualise(contrat: str, motif: str | None, mission: bool) -> bool:
    """
    Return whether pay is the same every month, weeks without work included.

    Not that of a mission nor of a season, which run in the weeks of work alone. Source: C. trav. art. L. 3242-1.
    """
    season = contrat == Contrat.CDD and motif == Motif.SAISONNIER
    return not mission and not season


def part_utile(presence: Decimal, semaines: int, mensualise: bool, baremes: Baremes) -> Decimal:
    """
    Return the share of the hours to be worked that serves a need of so many weeks a year.

    `presence` is 1 less absences. Who is not paid by the month is paid for the weeks of the need alone.
    """
    return presence * part_des_semaines(Decimal(semaines), **annee_travail(baremes)) if mensualise else presence
