"""Duties that the answers trigger, on either side. Their texts are dated data (baremes/obligations.toml)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from ..law.dated import Baremes
from ..law.paie import Motif
from ..need.tarifs import LEGAL, MEDICAL
from ..options import INTERIMAIRE, PRESTATAIRE, SALARIE
from .comparison import Estimate
from .scenarios import interimaire


@dataclass(frozen=True, slots=True)
class Obligation:
    """
    A duty to remind of: the id of its parameter (title, sentence, law, link), and the figure that triggered it.

    `limite` is the amount that this figure reached, EUR; None where it is no amount.
    """

    id: str
    declencheur: Decimal | None = None
    limite: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """The figure that makes a duty due, and the amount that it reached, EUR; None for hours."""

    figure: Decimal
    limit: Decimal | None = None


Rule = Callable[[Estimate, Baremes], Trigger | bool]


def obligations(estimate: Estimate, baremes: Baremes) -> tuple[Obligation, ...]:
    """Return the duties that this need triggers, in the order of RULES."""
    duties = []
    for name, rule in RULES.items():
        trigger = rule(estimate, baremes)
        if isinstance(trigger, Trigger):
            duties.append(Obligation(name, trigger.figure, trigger.limit))
        elif trigger:
            duties.append(Obligation(name))
    return tuple(duties)


def contract_total(estimate: Estimate) -> Decimal:
    """Return the whole contract with the secretary before VAT, EUR, even if it is invoiced in parts."""
    cost = estimate.options[PRESTATAIRE.code]
    hors_taxe: Decimal = cost.facts["hors_taxe"]
    return hors_taxe * cost.duree


def _vigilance(estimate: Estimate, baremes: Baremes) -> Trigger | bool:
    amount, limit = contract_total(estimate), baremes["seuil_vigilance"]
    return amount >= limit and Trigger(amount, limit)


def _requalification(estimate: Estimate, baremes: Baremes) -> Trigger | bool:
    inputs = estimate.inputs
    near_full_time = inputs.heures_par_mois >= baremes["heures_proches_temps_plein"]
    return Trigger(inputs.heures_par_mois) if near_full_time else inputs.horaires_imposes or inputs.client_unique


def _secret(estimate: Estimate, baremes: Baremes) -> bool:
    return estimate.inputs.activite == "juridique" or estimate.inputs.specialite in LEGAL or _sante(estimate, baremes)


def _sante(estimate: Estimate, baremes: Baremes) -> bool:
    return estimate.inputs.activite == "sante" or estimate.inputs.specialite in MEDICAL


def _plancher(estimate: Estimate, baremes: Baremes) -> bool:
    return bool(estimate.options[SALARIE.code].facts["plancher_applique"]) or estimate.inputs.derogation_temps_partiel


def _carence(estimate: Estimate, baremes: Baremes) -> bool:
    """Return whether a second mission on the same post would have to wait: not for a replacement nor a season."""
    return INTERIMAIRE.code in estimate.licites and interimaire.motif(estimate.inputs) is Motif.ACCROISSEMENT


def _recevoir(estimate: Estimate, baremes: Baremes) -> bool:
    return _taxable(estimate) and _last_day(estimate) >= date.fromisoformat(baremes.text("reception_facture"))


def _emettre(estimate: Estimate, baremes: Baremes) -> bool:
    return _taxable(estimate) and _last_day(estimate) >= date.fromisoformat(baremes.text("emission_facture_tpe"))


def _taxable(estimate: Estimate) -> bool:
    """Return whether the client may be subject to VAT: an association that recovers none may be outside its scope."""
    return estimate.inputs.tva_deductible or not estimate.inputs.abattement_taxe_sur_salaires


def _last_day(estimate: Estimate) -> date:
    """Return the last day of the need; a part of a month counts thirtieths."""
    whole, part = divmod(estimate.inputs.duree, 1)
    start = estimate.inputs.debut
    years, month = divmod(start.month - 1 + int(whole), 12)
    year = start.year + years
    first_after = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    return first_after + timedelta(days=int(part * 30) - 1)


def _yearly_turnover(estimate: Estimate) -> Decimal:
    """Return what this client alone brings the secretary in a year before VAT, EUR."""
    hors_taxe: Decimal = estimate.options[PRESTATAIRE.code].facts["hors_taxe"]
    return hors_taxe * estimate.inputs.mois_dans_annee


def _franchise(estimate: Estimate, baremes: Baremes) -> Trigger | bool:
    yearly, limit = _yearly_turnover(estimate), baremes["franchise_tva_services"]
    exempt = not estimate.options[PRESTATAIRE.code].facts["assujettie"]
    return exempt and yearly > limit and Trigger(yearly, limit)


def _micro(estimate: Estimate, baremes: Baremes) -> Trigger | bool:
    yearly, limit = _yearly_turnover(estimate), baremes["plafond_micro_services"]
    return yearly > limit and Trigger(yearly, limit)


RULES: Final[dict[str, Rule]] = {
    "obligation_vigilance": _vigilance,
    "obligation_requalification": _requalification,
    "obligation_rgpd": lambda estimate, baremes: True,
    "obligation_secret_professionnel": _secret,
    "obligation_donnees_sante": _sante,
    "obligation_interim_motif": lambda estimate, baremes: INTERIMAIRE.code in estimate.licites,
    "obligation_interim_carence": _carence,
    "obligation_embauche": lambda estimate, baremes: True,
    "obligation_plancher": _plancher,
    "obligation_facture_recevoir": _recevoir,
    "obligation_facture_emettre": _emettre,
    "obligation_franchise_tva": _franchise,
    "obligation_plafond_micro": _micro,
}
