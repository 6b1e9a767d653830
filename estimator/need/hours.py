"""Hours of an employee: what tasks take, how many of those she works serve the need, how many she may work."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..law.annee import annee_travail
from ..law.dated import Baremes
from ..law.paie import Motif
from ..law.rules.temps_travail import heures_travaillees_mensuelles, part_des_semaines
from ..money import ZERO
from .questions import MINUTES

Tasks = tuple[tuple[str, Decimal], ...]


def part_utile(presence: Decimal, semaines: int | None, baremes: Baremes) -> Decimal:
    """
    Return the share of her hours that serves a need of so many weeks a year, `presence` being 1 less absences.

    None: she is paid for the weeks of the need alone.
    """
    return presence if semaines is None else presence * part_des_semaines(Decimal(semaines), **annee_travail(baremes))


def heures_possibles(utile: Decimal, baremes: Baremes) -> Decimal:
    """
    Return the most hours of a month that one employee may give the need, of which she gives the share `utile`.

    Source: C. trav. art. L. 3121-36: beyond eight hours of overtime a week, another rate is due.
    """
    most = baremes["duree_legale_hebdomadaire"] + baremes["heures_supplementaires_premiere_tranche"]
    return heures_travaillees_mensuelles(most, **annee_travail(baremes)) * utile


def task_minutes(values: Mapping[str, Any]) -> Tasks:
    """Return (code, minutes that an employee would take) of each task whose minutes can be read."""
    return tuple((name.removeprefix(MINUTES), value) for name, value in values.items() if name.startswith(MINUTES))


def employee_hours(volumes: Tasks, minutes: Tasks) -> Decimal:
    """Return the hours a month that an employee would take for these volumes."""
    each = dict(minutes)
    return sum((quantity * each[code] for code, quantity in volumes), ZERO) / 60


def is_season(contrat: str | None, motif_cdd: str | None) -> bool:
    """Return whether a contract is that of a season."""
    return contrat == "CDD" and motif_cdd == Motif.SAISONNIER
