"""
The result in words. A sentence is a tuple of texts and Decimals: amounts, in EUR, that the
page shows as machine-readable data and the JSON door as text.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .comparison import Estimate
from .formatting import NARROW_NO_BREAK, NO_BREAK, date_longue, euros, heures, nombre

Sentence = tuple[str | Decimal, ...]

#: How an option is called by itself, in the order in which options are shown.
OPTIONS: Final = {"prestataire": "Secrétaire indépendante", "salarie": "Salariée", "interimaire": "Intérimaire"}

#: The same, where there is little room.
SHORT_NAMES: Final = {"prestataire": "Indépendante", "salarie": "Salariée", "interimaire": "Intérimaire"}

#: How an option is called inside a sentence.
NAMES: Final = {
    "prestataire": "la secrétaire indépendante",
    "salarie": "la salariée",
    "interimaire": "l’intérimaire",
}


def plain_text(sentence: Sentence) -> str:
    """Return a sentence as text, its amounts in euros."""
    return "".join(euros(part) if isinstance(part, Decimal) else part for part in sentence)


def result(estimate: Estimate) -> Sentence:
    """Return the result, said in both directions: who costs least here, and where that ends."""
    first, *others = estimate.ranking
    needed = heures(estimate.inputs.heures_par_mois)
    need = f"cette mission de {needed}" if estimate.inputs.ponctuel else f"{needed} par mois"
    parts: list[str | Decimal] = [f"Pour {need}, {NAMES[first]} coûte le moins cher"]
    if others and estimate.ecart(others[0]):
        parts += [f"{NO_BREAK}: ", estimate.ecart(others[0]), f" de moins que {NAMES[others[0]]}"]
    parts.append(".")
    if first != "prestataire":
        parts.append(" La secrétaire indépendante n’est pas la moins chère dans ce cas.")
    return (*parts, *_beyond(estimate))


def _beyond(estimate: Estimate) -> Sentence:
    """Return what the comparison with the employee becomes for more or fewer hours."""
    here = estimate.inputs.heures_par_mois
    crossings = estimate.seuils_entre("prestataire", "salarie")
    above = next((crossing for crossing in crossings if crossing.heures > here), None)
    if above:
        return (
            f" À partir de {heures(above.heures)}, {NAMES[above.apres]} coûte moins cher que {NAMES[above.avant]}.",
        )
    below = next((crossing for crossing in reversed(crossings) if crossing.heures <= here), None)
    if below:
        return (
            f" En dessous de {heures(below.heures)}, {NAMES[below.avant]} coûterait moins cher que {NAMES[below.apres]}.",
        )
    cheaper, dearer = sorted(("prestataire", "salarie"), key=lambda name: estimate.options[name].mensuel)
    return (f" Quel que soit le nombre d’heures, {NAMES[cheaper]} coûte moins cher que {NAMES[dearer]}.",)


def limits(estimate: Estimate) -> Sentence:
    """Return what the comparison leaves out."""
    left_out = estimate.options["salarie"].facts["non_compris"]
    counted = f" Non compris pour la salariée{NO_BREAK}: {', '.join(left_out)}." if left_out else ""
    return (
        f"Droit en vigueur au {date_longue(estimate.day)}, secrétaire non-cadre, métropole hors Alsace-Moselle, sans "
        f"convention collective, mois complet.{counted} Ni la qualité du travail ni la présence ne se comparent en "
        f"euros{NARROW_NO_BREAK}; seul un devis engage.",
    )


def journeys(low: Decimal, central: Decimal, high: Decimal, whole_year: bool) -> Sentence:
    """Return the CO2 that journeys avoided represent, kg, and what is not counted."""
    period = "par an" if whole_year else "sur la durée du besoin"
    return (
        f"Les trajets évités représentent de {nombre(low, 0)} à {nombre(high, 0)}{NO_BREAK}kg de CO₂ {period}, "
        f"{nombre(central, 0)}{NO_BREAK}kg selon la méthode de l’Ademe. Ne sont pas comptés{NO_BREAK}: le chauffage et "
        "le matériel de chaque bureau, les coursiers, la visioconférence. Un bureau gardé vide n’économise rien.",
    )
