"""The visitor's answers, checked. `questions.py` describes the fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from ..errors import InvalidInputs
from ..law.dated import Baremes
from ..law.smic import au_moins_le_smic
from ..money import ZERO
from .charges import ABSENCES, QUESTIONS, Charge
from .faults import faults_between
from .fields import Field, collect_fields
from .hours import employee_hours, task_minutes
from .questions import MINUTES, VOLUME, field_named, schema
from .tarifs import LEGAL, NO_TARIFS, Tarifs

#: The question of pay.
PAY: Final = "salaire_brut_temps_plein"


@dataclass(frozen=True)
class Inputs:
    """
    One need and its hypotheses.

    Rates and shares are fractions, amounts EUR, `salaire_brut_temps_plein` EUR/month for the legal full time.
    `volumes` are (code, units a month) of the tasks asked for, empty when the need is in hours. With them,
    `heures_par_mois` is what an employee would take; `minutes` are those of a unit of each task sold. `charges` are
    the answers to the questions of the charges, by question. `paye_comme_specialiste` says that the pay is that of
    the speciality, which the visitor left alone. For a one-off need (« ponctuel »), the month is the whole
    assignment.
    """

    heures_par_mois: Decimal
    ponctuel: bool
    tva_deductible: bool
    salaire_brut_temps_plein: Decimal
    besoin: str
    duree_mois: Decimal
    semaines_besoin: int
    debut: date
    part_urgente: Decimal
    part_week_end: Decimal
    part_sur_place: Decimal
    distance_km: Decimal
    specialite: str
    activite: str
    horaires_imposes: bool
    client_unique: bool
    devis_recu: Decimal
    devis_tva: str
    contrat: str
    motif_cdd: str
    effectif: int
    fonctions_support: bool
    taux_at_mp: Decimal
    taux_versement_mobilite: Decimal
    mutuelle_montant_total: Decimal
    mutuelle_part_employeur: Decimal
    convention_collective: str
    derogation_temps_partiel: bool
    sante_travail_annuelle: Decimal
    redevable_taxe_apprentissage: bool
    redevable_taxe_sur_salaires: bool
    taxe_sur_salaires_autres: Decimal
    abattement_taxe_sur_salaires: bool
    charges: Mapping[str, Any] = field(hash=False)
    motif_interim: str
    coefficient_facturation: Decimal
    frais_interim_mensuels: Decimal
    mode_trajet: str
    distance_trajet: Decimal
    salaire_specialite: bool = True
    volumes: tuple[tuple[str, Decimal], ...] = ()
    minutes: tuple[tuple[str, Decimal], ...] = ()
    paye_comme_specialiste: bool = False

    @property
    def duree(self) -> Decimal:
        """Return the months over which the need lasts: one for a one-off need."""
        return Decimal(1) if self.ponctuel else self.duree_mois

    @property
    def presence(self) -> Decimal:
        """Return the share of the hours to be worked that are: 1 unless absences are counted."""
        return 1 - self.detail(ABSENCES) if self.counts(ABSENCES) else Decimal(1)

    @property
    def mois_dans_annee(self) -> Decimal:
        """Return the months of one year over which the need lasts."""
        return min(self.duree, Decimal(12))

    @property
    def periode(self) -> str:
        """Return what an amount EUR/month stands for, in words: a one-off need has no month."""
        return "pour la mission" if self.ponctuel else "par mois"

    def counts(self, charge: Charge) -> bool:
        """Return whether a charge is counted."""
        return charge.counted(self.charges)

    def detail(self, charge: Charge) -> Any:
        """Return how much a charge is, or in which way, whether it is counted or not."""
        return self.charges[charge.detail.name]

    def with_hours(self, hours: Decimal) -> Inputs:
        """Return the same need for another number of hours, its volumes and a quote growing in proportion."""
        scale = hours / self.heures_par_mois
        volumes = tuple((code, quantity * scale) for code, quantity in self.volumes)
        return self.with_values(heures_par_mois=hours, volumes=volumes, devis_recu=self.devis_recu * scale)

    def with_values(self, **changes: Any) -> Inputs:
        """Return the same need with other values of some fields, which must exist: a hundred copies a comparison."""
        need = object.__new__(Inputs)
        if changes.keys() & self.charges.keys():
            charges = {name: changes.pop(name, answer) for name, answer in self.charges.items()}
            vars(need).update(vars(self), **changes, charges=charges)
        else:
            vars(need).update(vars(self), **changes)
        return need

    def value(self, name: str) -> Any:
        """Return what answers the question of that name, as the estimator counts: a fraction for a percentage."""
        return self.charges[name] if name in self.charges else getattr(self, name)

    def answer(self, question: Field) -> Any:
        """Return what answers `question`, in its typed form: percentages in per cent, numbers as Decimals."""
        if question.name.startswith(VOLUME):
            return dict(self.volumes).get(question.name.removeprefix(VOLUME), ZERO)
        if question.name.startswith(MINUTES):
            return dict(self.minutes)[question.name.removeprefix(MINUTES)]
        value = self.value(question.name)
        if question.kind == "pourcent":
            return value * 100
        return Decimal(value) if question.kind == "entier" else value

    def changed(self, question: Field) -> bool:
        """Return whether the visitor gave another answer than the default: a speciality's pay is none of his."""
        of_speciality = question.name == PAY and self.paye_comme_specialiste
        return bool(self.answer(question) != question.default) and not of_speciality


def parse(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> Inputs:
    """
    Return the checked `Inputs` of what was typed or sent, defaults filled in.

    Raises InvalidInputs with one French sentence per wrong or unknown key.
    """
    typed = _read(raw, baremes, tarifs)
    values = {one.name: one.value(typed[one.name]) for one in schema(baremes, tarifs)}
    values["charges"] = {name: values.pop(name) for name in QUESTIONS}
    volumes = {name: values.pop(name) for name in list(values) if name.startswith(VOLUME)}
    values["minutes"] = task_minutes(values)
    values = {name: value for name, value in values.items() if not name.startswith(MINUTES)}
    if values["besoin"] != "taches":
        return Inputs(**values | _speciality_pay(values, baremes, tarifs))
    tasks = tuple((name.removeprefix(VOLUME), quantity) for name, quantity in volumes.items() if quantity)
    return Inputs(**{**values, "heures_par_mois": employee_hours(tasks, values["minutes"])}, volumes=tasks)


def _speciality_pay(values: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    """Return the pay of the speciality chosen, where the visitor left pay alone: nothing where it is the general one."""
    pay = field_named(PAY, baremes, tarifs)
    speciality = next((one for one in tarifs.specialites if one.code == values["specialite"]), None)
    if speciality is None or not values["salaire_specialite"] or values[PAY] != pay.default:
        return {}
    published = baremes["salaire_brut_juridique"] if speciality.code in LEGAL else ZERO
    usual = speciality.salaire_brut or published
    return {PAY: au_moins_le_smic(usual, baremes), "paye_comme_specialiste": True} if usual else {}


def state(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> dict[str, str]:
    """Return the URL state of valid answers: schema order, defaults omitted, as typed; raise InvalidInputs."""
    typed = _read(raw, baremes, tarifs)
    return {
        question.name: question.typed(typed[question.name])
        for question in schema(baremes, tarifs)
        if typed[question.name] != question.default
    }


def _read(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    """Return the typed-form values; raise InvalidInputs with the faults of each field and between fields."""
    typed, faults = collect_fields(schema(baremes, tarifs), raw)
    faults += faults_between(typed, baremes, tarifs)
    if faults:
        raise InvalidInputs(faults)
    return typed
