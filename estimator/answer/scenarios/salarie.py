"""An employee hired for the need, on a permanent or a fixed-term contract."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ...costs import Cost, CostLine, Hours, subtotal, total
from ...headings import HEADINGS, Heading
from ...law.conventions import parametre_plancher
from ...law.dated import Baremes
from ...law.heures import annee_travail, est_mensualise, part_utile
from ...law.paie import Contrat, Emploi, Motif, Paie, bareme_taxe
from ...law.rules.taxe_sur_salaires import assiettes_anguleuses
from ...law.rules.temps_travail import (
    heures_contrat,
    heures_mensuelles,
    heures_par_semaine_payees,
    heures_travaillees_mensuelles,
)
from ...money import ZERO
from ...need.charges import CHARGES, FIN_CONTRAT, RUPTURE
from ...need.inputs import Inputs
from ...need.tarifs import Tarifs
from ...options import SALARIE
from ...records import record
from ..temps_partiel import plancher

NAME: Final = SALARIE.code
#: Steps in which the region with overtime is searched for crossings: pay is not a straight line there.
_OVERTIME_STEP: Final = Decimal(1)
#: Weekly hours that no one can tell apart.
_JUST_BEYOND: Final = Decimal("1E-9")


@record
class Horaire:
    """Weekly hours: of the contract, of overtime, and those that the need alone would take."""

    utiles: Decimal
    contrat: Decimal
    supplementaires: Decimal


def contrat(inputs: Inputs) -> Contrat:
    """Return the contract: a one-off need can only be a fixed-term one."""
    return Contrat.CDD if inputs.ponctuel or inputs.contrat == Contrat.CDD else Contrat.CDI


def horaire(inputs: Inputs, baremes: Baremes) -> Horaire:
    """Return the weekly hours to contract so that the need is really worked; of a mission, its hours alone."""
    duree_legale = baremes["duree_legale_hebdomadaire"]
    utiles = heures_par_semaine_payees(inputs.heures_par_mois / utile(inputs, baremes), **annee_travail(baremes))
    if inputs.ponctuel:
        # As many weeks as it takes: none is above the legal hours, and all are paid as one month.
        return Horaire(utiles, utiles, ZERO)
    return Horaire(
        utiles=utiles,
        contrat=heures_contrat(utiles, plancher=_plancher(inputs, baremes), duree_legale=duree_legale),
        supplementaires=max(ZERO, utiles - duree_legale),
    )


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """Return the employer's cost of a non-cadre employee, at the pay and headcount of `inputs`."""
    hours = horaire(inputs, baremes)
    weeks, floor = baremes["semaines_par_an"], parametre_plancher(inputs.convention_collective)
    paie = Paie(_emploi(inputs, hours, baremes), baremes)
    paid = hours.contrat + hours.supplementaires
    worked = heures_travaillees_mensuelles(paid, **annee_travail(baremes)) * inputs.presence
    need_alone = hours.contrat <= hours.utiles and utile(inputs, baremes) == inputs.presence
    return Cost(
        NAME,
        _lines(paie, inputs, baremes),
        Hours(
            utiles=inputs.heures_par_mois,
            payees=heures_mensuelles(paid, weeks),
            # The need itself, not its return trip through divisions, whenever she works for nothing else.
            travaillees=inputs.heures_par_mois if need_alone else worked,
        ),
        {
            "contrat": str(contrat(inputs)),
            "heures_par_semaine_utiles": hours.utiles,
            "heures_par_semaine_contrat": hours.contrat,
            "heures_par_semaine_supplementaires": hours.supplementaires,
            "plancher_applique": hours.contrat > hours.utiles,
            "semaines_sans_travail": utile(inputs, baremes) < inputs.presence,
            "tient_en_un_mois": hours.contrat <= baremes["duree_legale_hebdomadaire"],
            "plancher_temps_partiel": baremes[floor],
            "parametre_plancher": floor,
            "salaire_brut_mensuel": paie.emploi.salaire_brut_mensuel,
            "coefficient_reduction_generale": paie.coefficient_reduction_generale,
            "non_compris": list(_left_out(inputs)),
            "fin_contrat_sans_effet": _counts_end(inputs) and not _long_enough(inputs, baremes),
        },
        inputs.duree,
    )


def mensuel(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Decimal:
    """Return what `cost` comes to, EUR/month, and nothing else."""
    return total(_lines(Paie(emploi(inputs, baremes), baremes), inputs, baremes))


def _lines(paie: Paie, inputs: Inputs, baremes: Baremes) -> tuple[CostLine, ...]:
    return (*paie.lines, *_assumptions(inputs, paie.emploi.salaire_brut_mensuel, baremes))


def _left_out(inputs: Inputs) -> Iterator[str]:
    """Yield the charges that are not counted; the end of a fixed-term contract has a line of its own."""
    for charge in sorted(CHARGES, key=lambda charge: charge.rank):
        ends_with_a_line = charge.of_cdi and contrat(inputs) is not Contrat.CDI
        if not inputs.counts(charge) and not ends_with_a_line:
            yield charge.name


def utile(inputs: Inputs, baremes: Baremes) -> Decimal:
    """Return the share of the hours to be worked that serve the need."""
    mensualise = est_mensualise(inputs.contrat, inputs.motif_cdd, inputs.ponctuel)
    return part_utile(inputs.presence, inputs.semaines_besoin, mensualise, baremes)


def _plancher(inputs: Inputs, baremes: Baremes) -> Decimal:
    motif = Motif(inputs.motif_cdd) if contrat(inputs) is Contrat.CDD else None
    return plancher(inputs, motif, baremes)


def _assumptions(inputs: Inputs, gross: Decimal, baremes: Baremes) -> Iterator[CostLine]:
    """Yield the charges that depend on the firm, where the visitor counts them, EUR/month."""
    for charge in CHARGES:
        if charge.heading and charge.spread and inputs.counts(charge):
            months = Decimal(12) if charge.spread == "année" else inputs.duree
            yield CostLine(charge.heading, inputs.detail(charge) / months, parameters=(charge.detail.parameter,))
    if FIN_CONTRAT.heading and _counts_end(inputs) and _long_enough(inputs, baremes):
        yield from _end_of_contract(FIN_CONTRAT.heading, inputs, gross, baremes)


def _end_of_contract(heading: Heading, inputs: Inputs, gross: Decimal, baremes: Baremes) -> Iterator[CostLine]:
    """
    Yield what the end of a permanent contract costs, month by month.

    Source: C. trav. art. L. 1234-9. An agreed end has the same least indemnity (L. 1237-13), and a contribution (CSS
    art. L. 137-12).
    """
    rate = baremes["taux_indemnite_licenciement"]
    amount = gross * rate / 12
    parameters = ("taux_indemnite_licenciement", "mois_avant_indemnite_licenciement")
    yield CostLine(heading, amount, gross / 12, rate, parameters)
    if inputs.detail(FIN_CONTRAT) == RUPTURE:
        share = "taux_contribution_rupture_conventionnelle"
        yield CostLine(HEADINGS["contribution_rupture"], amount * baremes[share], amount, baremes[share], (share,))


def _counts_end(inputs: Inputs) -> bool:
    return inputs.counts(FIN_CONTRAT) and contrat(inputs) is Contrat.CDI


def _long_enough(inputs: Inputs, baremes: Baremes) -> bool:
    """Return whether a need lasts until a dismissal has its indemnity (C. trav. art. L. 1234-9)."""
    return inputs.duree >= baremes["mois_avant_indemnite_licenciement"]


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """
    Return the needs at which the contract leaves the floor and reaches full time, then small steps.

    A mission has neither: its tax alone bends its cost.
    """
    tax = _tax_kinks(inputs, baremes)
    if inputs.ponctuel:
        return _worked(tax, inputs, baremes)
    full = baremes["duree_legale_hebdomadaire"]
    bends = _worked([_plancher(inputs, baremes), full, *tax], inputs, baremes)
    end = baremes["heures_payees_par_an"] / 12
    steps = int((end - bends[1]) / _OVERTIME_STEP) + 1
    return (*bends, *(bends[1] + step * _OVERTIME_STEP for step in range(1, steps)))


def _worked(weekly: list[Decimal], inputs: Inputs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return the hours worked in a month under contracts of so many hours a week."""
    year, share = annee_travail(baremes), utile(inputs, baremes)
    return tuple(heures_travaillees_mensuelles(hours, **year) * share for hours in weekly)


def _tax_kinks(inputs: Inputs, baremes: Baremes) -> list[Decimal]:
    """Return the weekly hours of a contract at which the « taxe sur les salaires » bends or jumps."""
    if not inputs.redevable_taxe_sur_salaires:
        return []
    duree_legale = baremes["duree_legale_hebdomadaire"]
    paie = Paie(_emploi(inputs, Horaire(duree_legale, duree_legale, ZERO), baremes), baremes)
    protection = subtotal(paie.protection, "cotisation")
    bareme = bareme_taxe(baremes, inputs.abattement_taxe_sur_salaires)
    yearly = assiettes_anguleuses(inputs.taxe_sur_salaires_autres, bareme, inputs.mois_dans_annee)
    # Part-time pay is proportional to the hours, the protection is not.
    bends = [(pay / 12 - protection) * duree_legale / paie.assiette for pay in yearly]
    # The tax jumps when it passes the franchise. Each side of a jump is a point of its own.
    # Neither is at the jump itself: a rounding could put both on one side.
    return [bend + side for bend in bends for side in (-_JUST_BEYOND, _JUST_BEYOND)]


def emploi(inputs: Inputs, baremes: Baremes) -> Emploi:
    """Return the job of the employee hired for this need."""
    return _emploi(inputs, horaire(inputs, baremes), baremes)


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
        redevable_taxe_apprentissage=inputs.redevable_taxe_apprentissage,
        redevable_taxe_sur_salaires=inputs.redevable_taxe_sur_salaires,
        taxe_sur_salaires_autres=inputs.taxe_sur_salaires_autres,
        abattement_taxe_sur_salaires=inputs.abattement_taxe_sur_salaires,
        mois_dans_annee=inputs.mois_dans_annee,
        contrat=contrat(inputs),
        motif=Motif(inputs.motif_cdd),
    )
