"""The temp agency's invoice for one month, where the law allows a temp."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ...costs import Cost, CostLine, Hours, NotApplicable, total
from ...formatting import NO_BREAK, nombre
from ...headings import HEADINGS
from ...law.dated import Baremes
from ...need.inputs import Inputs
from ...need.tarifs import Tarifs
from ...options import INTERIMAIRE
from .invoice import tva_lines

NAME: Final = INTERIMAIRE.code


def refusal(inputs: Inputs, baremes: Baremes) -> NotApplicable | None:
    """Return why the law forbids a temp for this need, or None."""
    if inputs.motif_interim == "aucun":
        return NotApplicable(
            NAME,
            "L’intérim ne peut pas pourvoir durablement un emploi normal de l’entreprise. Il faut remplacer un absent, "
            "faire face à un surcroît temporaire ou saisonnier.",
            "obligation_interim_motif",
        )
    longest = baremes["duree_maximale_interim"]
    if inputs.duree > longest:
        return NotApplicable(
            NAME,
            f"Une mission d’intérim dure {nombre(longest)}{NO_BREAK}mois au plus, renouvellements compris. Votre besoin "
            f"en dure {nombre(inputs.duree)}.",
            "duree_maximale_interim",
        )
    return None


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """Return the agency's invoice: hours worked × gross hourly pay × billing coefficient, expenses, VAT not recovered."""
    needed = inputs.heures_par_mois
    return Cost(
        NAME,
        _lines(inputs, baremes),
        Hours(utiles=needed, payees=needed, travaillees=needed),
        {
            "salaire_brut_horaire": _gross(inputs, baremes),
            "coefficient_facturation": inputs.coefficient_facturation,
            "indemnite_fin_mission": baremes["indemnite_fin_mission"],
            "indemnite_conges_payes": baremes["indemnite_conges_payes_interim"],
        },
        inputs.duree,
    )


def mensuel(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Decimal:
    """Return what `cost` comes to, EUR/month, and nothing else."""
    return total(_lines(inputs, baremes))


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return no hours: the invoice is a straight line."""
    return ()


def _gross(inputs: Inputs, baremes: Baremes) -> Decimal:
    """Return the gross pay of an hour, EUR."""
    return inputs.salaire_brut_temps_plein / (baremes["heures_payees_par_an"] / 12)


def _lines(inputs: Inputs, baremes: Baremes) -> tuple[CostLine, ...]:
    invoice = tuple(_invoice(inputs, baremes))
    return (*invoice, *tva_lines(total(invoice), inputs.tva_deductible, baremes))


def _invoice(inputs: Inputs, baremes: Baremes) -> Iterator[CostLine]:
    needed, rate = inputs.heures_par_mois, _gross(inputs, baremes) * inputs.coefficient_facturation
    yield CostLine(
        HEADINGS["facture_agence"],
        needed * rate,
        needed,
        rate,
        ("coefficient_facturation",),
    )
    if inputs.frais_interim_mensuels:
        yield CostLine(HEADINGS["frais_agence"], inputs.frais_interim_mensuels)
