"""The visitor's answers, checked. `questions.py` describes the fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from .dated import Baremes
from .errors import Fault, InvalidInputs
from .fields import Field, read_fields
from .formatting import heures, nombre
from .money import ZERO
from .questions import VOLUME, schema
from .tarifs import NO_TARIFS, Tarifs


@dataclass(frozen=True, slots=True)
class Inputs:
    """
    One need and its hypotheses.

    Rates and shares are fractions, amounts EUR, `salaire_brut_temps_plein` EUR/month for the
    legal full time. `volumes` are (code, units a month) of the tasks asked for, empty when
    the need is in hours; `heures_par_mois` is then what an employee would take for them.
    For a one-off need (« ponctuel »), the month is the whole assignment.
    """

    heures_par_mois: Decimal
    ponctuel: bool
    tva_deductible: bool
    salaire_brut_temps_plein: Decimal
    besoin: str
    duree_mois: Decimal
    debut: date
    part_urgente: Decimal
    part_week_end: Decimal
    part_sur_place: Decimal
    distance_km: Decimal
    specialite: str
    activite: str
    horaires_imposes: bool
    contrat: str
    motif_cdd: str
    effectif: int
    fonctions_support: bool
    taux_at_mp: Decimal
    taux_versement_mobilite: Decimal
    mutuelle_montant_total: Decimal
    mutuelle_part_employeur: Decimal
    derogation_temps_partiel: bool
    sante_travail_annuelle: Decimal
    redevable_taxe_sur_salaires: bool
    taxe_sur_salaires_autres: Decimal
    absences_comptees: bool
    taux_absence: Decimal
    poste_travail_compte: bool
    poste_travail_annuel: Decimal
    recrutement_compte: bool
    recrutement: Decimal
    formation_comptee: bool
    formation_annuelle: Decimal
    fin_contrat_comptee: bool
    motif_interim: str
    coefficient_facturation: Decimal
    frais_interim_mensuels: Decimal
    mode_trajet: str
    distance_trajet: Decimal
    volumes: tuple[tuple[str, Decimal], ...] = ()

    @property
    def duree(self) -> Decimal:
        """Return the months over which the need lasts: one for a one-off need."""
        return Decimal(1) if self.ponctuel else self.duree_mois

    def with_hours(self, hours: Decimal) -> Inputs:
        """Return the same need for another number of hours, its volumes growing in proportion."""
        scale = hours / self.heures_par_mois
        volumes = tuple((code, quantity * scale) for code, quantity in self.volumes)
        return replace(self, heures_par_mois=hours, volumes=volumes)


def parse(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> Inputs:
    """
    Return the checked `Inputs` of what was typed or sent, defaults filled in.

    Raises InvalidInputs with one French sentence per wrong or unknown key.
    """
    fields = schema(baremes, tarifs)
    typed = read_fields(fields, raw)
    _refuse_fonctions_support(typed, baremes)
    values = {field.name: field.value(typed[field.name]) for field in fields}
    volumes = tuple((name.removeprefix(VOLUME), values.pop(name)) for name in list(values) if name.startswith(VOLUME))
    if values["besoin"] != "taches":
        return Inputs(**values)
    asked = tuple((code, quantity) for code, quantity in volumes if quantity)
    hours = _employee_hours(asked, tarifs)
    _refuse_hours(hours, next(field for field in fields if field.name == "heures_par_mois"))
    return Inputs(**{**values, "heures_par_mois": hours}, volumes=asked)


def state(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> dict[str, str]:
    """Return the URL state of valid answers: schema order, defaults omitted, as typed."""
    fields = schema(baremes, tarifs)
    typed = read_fields(fields, raw)
    return {field.name: field.typed(typed[field.name]) for field in fields if typed[field.name] != field.default}


def _employee_hours(volumes: tuple[tuple[str, Decimal], ...], tarifs: Tarifs) -> Decimal:
    """Return the hours a month that an employee would take for these volumes."""
    minutes = {tache.code: tache.minutes_salarie for tache in tarifs.taches}
    return sum((quantity * minutes[code] for code, quantity in volumes), ZERO) / 60


def _refuse_hours(hours: Decimal, field: Field) -> None:
    """Raise InvalidInputs when the tasks take no time, or more than one person's month."""
    if hours == 0:
        raise InvalidInputs([Fault("besoin", "Indiquez le volume d’une tâche au moins, par exemple 10.")])
    if hours > field.maximum:
        message = f"Ces tâches prendraient {heures(hours)} par mois. Réduisez-les à {heures(field.maximum)} au plus."
        raise InvalidInputs([Fault("besoin", message)])


def _refuse_fonctions_support(typed: Mapping[str, Any], baremes: Baremes) -> None:
    """Raise InvalidInputs when the special rate is claimed by too large a firm (arrêté of 30 December 2025)."""
    limit = baremes["effectif_fonctions_support"]
    if typed["fonctions_support"] and typed["effectif"] >= limit:
        message = f"Ce taux est réservé aux entreprises de moins de {nombre(limit)} salariés. Décochez-le."
        raise InvalidInputs([Fault("fonctions_support", message)])
