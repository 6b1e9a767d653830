"""An employee on a permanent contract, hired for the need."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..costs import Cost, Hours
from ..dated import Baremes
from ..inputs import Inputs
from ..money import ZERO
from ..paie import Emploi, Paie
from ..rules.temps_travail import (
    heures_contrat,
    heures_mensuelles,
    heures_par_semaine_payees,
    heures_travaillees_mensuelles,
)
from ..tarifs import Tarifs

NAME: Final = "salarie"
#: Steps in which the region with overtime is searched for crossings: pay is not a straight line there.
_OVERTIME_STEP: Final = Decimal(1)


@dataclass(frozen=True, slots=True)
class Horaire:
    """Weekly hours: of the contract, of overtime, and those that the need alone would take."""

    utiles: Decimal
    contrat: Decimal
    supplementaires: Decimal


def horaire(inputs: Inputs, baremes: Baremes) -> Horaire:
    """Return the weekly hours to contract so that the need is really worked."""
    duree_legale = baremes["duree_legale_hebdomadaire"]
    utiles = heures_par_semaine_payees(inputs.heures_par_mois, **_year(baremes))
    plancher = ZERO if inputs.derogation_temps_partiel else baremes["plancher_temps_partiel"]
    return Horaire(
        utiles=utiles,
        contrat=heures_contrat(utiles, plancher=plancher, duree_legale=duree_legale),
        supplementaires=max(ZERO, utiles - duree_legale),
    )


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """Return the employer's cost of a CDI, non-cadre, at the pay and headcount of `inputs`."""
    hours = horaire(inputs, baremes)
    weeks = baremes["semaines_par_an"]
    paie = Paie(_emploi(inputs, hours, baremes), baremes)
    paid = hours.contrat + hours.supplementaires
    return Cost(
        NAME,
        paie.lines,
        Hours(
            utiles=inputs.heures_par_mois,
            payees=heures_mensuelles(paid, weeks),
            # The need itself, not its return trip through divisions, whenever it sets the contract.
            travaillees=(
                heures_travaillees_mensuelles(paid, **_year(baremes))
                if hours.contrat > hours.utiles
                else inputs.heures_par_mois
            ),
        ),
        {
            "heures_par_semaine_utiles": hours.utiles,
            "heures_par_semaine_contrat": hours.contrat,
            "heures_par_semaine_supplementaires": hours.supplementaires,
            "plancher_applique": hours.contrat > hours.utiles,
            "plancher_temps_partiel": baremes["plancher_temps_partiel"],
            "salaire_brut_mensuel": paie.emploi.salaire_brut_mensuel,
            "coefficient_reduction_generale": paie.coefficient_reduction_generale,
        },
    )


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return the needs at which the contract leaves the floor and reaches full time, then small steps."""
    floor = heures_travaillees_mensuelles(baremes["plancher_temps_partiel"], **_year(baremes))
    full = heures_travaillees_mensuelles(baremes["duree_legale_hebdomadaire"], **_year(baremes))
    end = baremes["heures_payees_par_an"] / 12
    steps = int((end - full) / _OVERTIME_STEP) + 1
    return (floor, full, *(full + step * _OVERTIME_STEP for step in range(1, steps)))


def _emploi(inputs: Inputs, hours: Horaire, baremes: Baremes) -> Emploi:
    return Emploi(
        salaire_brut_mensuel=inputs.salaire_brut_temps_plein * hours.contrat / baremes["duree_legale_hebdomadaire"],
        heures_par_semaine=hours.contrat,
        heures_supplementaires_mensuelles=heures_mensuelles(hours.supplementaires, baremes["semaines_par_an"]),
        effectif=inputs.effectif,
        taux_at_mp=baremes["taux_at_mp_fonctions_support"] if inputs.fonctions_support else inputs.taux_at_mp,
        taux_versement_mobilite=inputs.taux_versement_mobilite,
        mutuelle_montant_total=inputs.mutuelle_montant_total,
        mutuelle_part_employeur=inputs.mutuelle_part_employeur,
        sante_travail_annuelle=inputs.sante_travail_annuelle,
        redevable_taxe_sur_salaires=inputs.redevable_taxe_sur_salaires,
        taxe_sur_salaires_autres=inputs.taxe_sur_salaires_autres,
    )


def _year(baremes: Baremes) -> dict[str, Decimal]:
    return {name: baremes[name] for name in ("heures_payees_par_an", "heures_travaillees_par_an", "semaines_par_an")}
