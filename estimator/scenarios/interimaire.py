"""The temp agency's invoice for one month."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..costs import Cost, CostLine, Hours
from ..dated import Baremes
from ..inputs import Inputs
from ..tarifs import Tarifs
from .invoice import tva_lines

NAME: Final = "interimaire"


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """Return the agency's invoice: hours worked × gross hourly pay × billing coefficient, and VAT not recovered."""
    needed = inputs.heures_par_mois
    gross = inputs.salaire_brut_temps_plein / (baremes["heures_payees_par_an"] / 12)
    rate = gross * inputs.coefficient_facturation
    invoice = CostLine(
        "facture_agence",
        "Facture de l’agence, hors taxe",
        "prestation",
        needed * rate,
        needed,
        rate,
        ("coefficient_facturation",),
    )
    return Cost(
        NAME,
        (invoice, *tva_lines(invoice.amount, inputs.tva_deductible, baremes)),
        Hours(utiles=needed, payees=needed, travaillees=needed),
        {
            "salaire_brut_horaire": gross,
            "coefficient_facturation": inputs.coefficient_facturation,
            "indemnite_fin_mission": baremes["indemnite_fin_mission"],
            "indemnite_conges_payes": baremes["indemnite_conges_payes_interim"],
        },
    )


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return no hours: the invoice is proportional to the need."""
    return ()
