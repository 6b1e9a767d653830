"""Faults between answers that are each within their limits."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..errors import Fault
from ..formatting import heures, nombre
from ..law.dated import Baremes
from ..law.heures import est_mensualise, heures_hebdomadaires_maximales, heures_possibles, part_utile
from ..law.paie import Motif
from ..money import ZERO
from .charges import ABSENCES
from .fields import Field
from .hours import employee_hours, task_minutes
from .questions import SEMAINES, VOLUME, field_named
from .tarifs import Tarifs


def faults_between(typed: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> list[Fault]:
    """Return the faults of typed-form values that are each within its limits."""
    return [
        *_fonctions_support_faults(typed, baremes),
        *_contract_faults(typed, baremes),
        *_hours_faults(typed, baremes, tarifs),
    ]


def _typed_hours(typed: Mapping[str, Any], tarifs: Tarifs) -> Decimal | None:
    """Return the hours of a month that were typed or that the tasks take; None where one is unreadable."""
    if typed.get("besoin") != "taches":
        return typed.get("heures_par_mois")
    tasks = tuple((name.removeprefix(VOLUME), value) for name, value in typed.items() if name.startswith(VOLUME))
    minutes = task_minutes(typed)
    readable = len(tasks) == len(minutes) == len(tarifs.taches)
    return employee_hours(tasks, minutes) if readable else None


def _hours_faults(typed: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> list[Fault]:
    """Return a fault for no work, more than one person's month, or more than a week's contract may hold."""
    hours = _typed_hours(typed, tarifs)
    if hours is None:
        # What cannot be read is told by its own field.
        return []
    if typed.get("besoin") == "taches":
        tasks = _volume_faults(hours, field_named("heures_par_mois", baremes, tarifs))
        if tasks:
            return tasks
    return _weeks_faults(hours, typed, baremes)


def _volume_faults(hours: Decimal, field: Field) -> list[Fault]:
    """Return a fault when the tasks take no time, or more than one person's month."""
    if not hours:
        return [Fault("besoin", "Indiquez un nombre pour une tâche au moins.")]
    if hours < field.minimum:
        least = f"Indiquez au moins {heures(field.minimum)} de travail, toutes tâches réunies"
        return [Fault("besoin", f"{least}\u00a0: ces volumes en demandent {heures(hours)}.")]
    if hours > field.maximum:
        message = f"Ces tâches prendraient {heures(hours)}. Réduisez-les à {heures(field.maximum)} au plus."
        return [Fault("besoin", message)]
    return []


def _weeks_faults(hours: Decimal, typed: Mapping[str, Any], baremes: Baremes) -> list[Fault]:
    """Return a fault when absences, or weeks without work, leave more hours a week than a contract may have."""
    weeks, absence = typed.get(SEMAINES), typed.get(ABSENCES.detail.name) if ABSENCES.counted(typed) else ZERO
    if typed.get("ponctuel") or weeks is None or absence is None:
        return []
    presence, mensualise = 1 - absence / 100, est_mensualise(typed.get("contrat", ""), typed.get("motif_cdd"), False)
    utile = part_utile(presence, weeks, mensualise, baremes)
    if hours <= heures_possibles(utile, baremes):
        return []
    beyond = f"le contrat passerait {heures(heures_hebdomadaires_maximales(baremes))} par semaine"
    if utile < presence:
        message = f"Sur {nombre(weeks)} semaines, {beyond}. Indiquez plus de semaines, ou moins de travail."
        return [Fault(SEMAINES, message)]
    return [Fault(ABSENCES.detail.name, f"Avec ces absences, {beyond}. Réduisez ce taux ou les heures.")]


def _contract_faults(typed: Mapping[str, Any], baremes: Baremes) -> list[Fault]:
    """Return the fault of a CDD that no one may sign: too long for its motive."""
    longest = baremes["duree_maximale_cdd"]
    surge = typed.get("contrat") == "CDD" and typed.get("motif_cdd") == Motif.ACCROISSEMENT
    if not surge or typed.get("ponctuel") or typed.get("duree_mois", 0) <= longest:
        return []
    message = (
        f"Pour un surcroît d’activité, un CDD dure {nombre(longest)} mois au plus, renouvellements compris. Réduisez "
        "la durée, changez le motif, ou choisissez un CDI."
    )
    return [Fault("duree_mois", message)]


def _fonctions_support_faults(typed: Mapping[str, Any], baremes: Baremes) -> list[Fault]:
    """Return a fault when the special rate is claimed by too large a firm (arrêté of 30 December 2025)."""
    limit = baremes["effectif_fonctions_support"]
    if typed.get("fonctions_support") and typed.get("effectif", 0) >= limit:
        message = f"Ce taux est réservé aux entreprises de moins de {nombre(limit)} salariés. Décochez-le."
        return [Fault("fonctions_support", message)]
    return []
