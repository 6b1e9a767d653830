"""The temp agency's invoice for one month, where the law allows a temp."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ...costs import Cost, CostLine, Hours, Unlawful, total
from ...formatting import NO_BREAK, nombre
from ...headings import HEADINGS
from ...law.dated import Baremes
from ...law.paie import Motif
from ...law.rules.temps_travail import heures_mensuelles
from ...money import ZERO
from ...need.hiring import RECOURS, REMPLACEMENT, SANS_MOTIF, SURCROIT
from ...need.inputs import Inputs
from ...need.tarifs import Tarifs
from ...options import INTERIMAIRE
from ..temps_partiel import plancher
from .invoice import tva_lines

NAME: Final = INTERIMAIRE.code


def motif(inputs: Inputs) -> Motif | None:
    """
    Return the motive of the temp's contract, None for a lasting need.

    A mission without one has that of its CDD.
    """
    if inputs.ponctuel and inputs.motif_interim == SANS_MOTIF.code:
        return Motif(inputs.motif_cdd)
    return RECOURS[inputs.motif_interim].motif


def refusal(inputs: Inputs, baremes: Baremes) -> Unlawful | None:
    """Return why the law forbids a temp for this need, or None."""
    reason = motif(inputs)
    if reason is None:
        return Unlawful(
            "L’intérim ne peut pas pourvoir durablement un emploi normal de l’entreprise. Il faut remplacer un absent, "
            "faire face à un surcroît temporaire ou saisonnier.",
            "obligation_interim_motif",
            *_remedies(inputs),
        )
    longest = baremes["duree_maximale_interim"]
    # A replacement and a season may have no precise term: no text then limits them (C. trav. art. L. 1251-11).
    if reason is Motif.ACCROISSEMENT and inputs.duree > longest:
        return Unlawful(
            f"Pour un surcroît d’activité, une mission d’intérim dure {nombre(longest)}{NO_BREAK}mois au plus, "
            f"renouvellements compris. Votre besoin en dure {nombre(inputs.duree)}.",
            "duree_maximale_interim",
            *_remedies(inputs),
        )
    return None


def _remedies(inputs: Inputs) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the question of the motive, and the other answers to it that are offered."""
    offered = (REMPLACEMENT, SURCROIT)
    return "motif_interim", tuple((one.code, one.claim) for one in offered if one.code != inputs.motif_interim)


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """Return the agency's invoice: hours worked × gross hourly pay × billing coefficient, expenses, VAT not recovered."""
    needed, billed = inputs.heures_par_mois, _billed(inputs, baremes)
    return Cost(
        NAME,
        _lines(inputs, baremes),
        Hours(utiles=needed, payees=billed, travaillees=billed),
        {
            "salaire_brut_horaire": _gross(inputs, baremes),
            "coefficient_facturation": inputs.coefficient_facturation,
            "indemnite_fin_mission": baremes["indemnite_fin_mission"],
            "indemnite_conges_payes": baremes["indemnite_conges_payes_interim"],
            "plancher_applique": billed > needed,
            "plancher_temps_partiel": _plancher(inputs, baremes),
        },
        inputs.duree,
    )


def mensuel(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Decimal:
    """Return what `cost` comes to, EUR/month, and nothing else."""
    return total(_lines(inputs, baremes))


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return the hours at which a mission leaves the floor of part time: the invoice is a straight line beyond."""
    floor = _floor(inputs, baremes)
    return (floor,) if floor else ()


def _plancher(inputs: Inputs, baremes: Baremes) -> Decimal:
    """Return the least weekly hours of the mission; none of one that the law forbids, a reference only."""
    reason = motif(inputs)
    return plancher(inputs, reason, baremes) if reason else ZERO


def _floor(inputs: Inputs, baremes: Baremes) -> Decimal:
    # Leave is an indemnity within the coefficient: a temp works every week that has work.
    return heures_mensuelles(_plancher(inputs, baremes), Decimal(inputs.semaines_besoin))


def _billed(inputs: Inputs, baremes: Baremes) -> Decimal:
    """Return the hours of a month that the agency invoices."""
    return max(inputs.heures_par_mois, _floor(inputs, baremes))


def _gross(inputs: Inputs, baremes: Baremes) -> Decimal:
    """Return the gross pay of an hour, EUR."""
    return inputs.salaire_brut_temps_plein / (baremes["heures_payees_par_an"] / 12)


def _lines(inputs: Inputs, baremes: Baremes) -> tuple[CostLine, ...]:
    invoice = tuple(_invoice(inputs, baremes))
    return (*invoice, *tva_lines(total(invoice), inputs.tva_deductible, baremes))


def _invoice(inputs: Inputs, baremes: Baremes) -> Iterator[CostLine]:
    billed, rate = _billed(inputs, baremes), _gross(inputs, baremes) * inputs.coefficient_facturation
    yield CostLine(
        HEADINGS["facture_agence"],
        billed * rate,
        billed,
        rate,
        ("coefficient_facturation",),
    )
    if inputs.frais_interim_mensuels:
        yield CostLine(HEADINGS["frais_agence"], inputs.frais_interim_mensuels)
