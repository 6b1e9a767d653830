"""
The result in words. A sentence is a tuple of texts and Decimals: amounts, in EUR, that the
page shows as machine-readable data and the JSON door as text.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from ..answer.comparison import Estimate, Interval
from ..answer.sensitivity import Flip
from ..formatting import NARROW_NO_BREAK, NO_BREAK, date_longue, euros, heures, heures_revolues, nombre
from ..law.conventions import AUCUNE
from ..money import CENT, round_cent
from ..need.fields import Field
from ..options import OPTIONS

#: The words of a rank: of the cheapest, of the dearest, of one between, of what the law forbids.
RANKS: Final = ("La moins chère", "La plus chère", "Au milieu", "Interdit pour ce besoin, prix de référence")

Sentence = tuple[str | Decimal, ...]

#: How an option is called inside a sentence.
NAMES: Final = {code: option.phrase for code, option in OPTIONS.items()}


def plain_text(sentence: Sentence) -> str:
    """Return a sentence as text, its amounts in euros."""
    return "".join(euros(part) if isinstance(part, Decimal) else part for part in sentence)


def result(estimate: Estimate) -> Sentence:
    """Return the result, said in both directions: who costs least here, and where that ends."""
    first, *others = estimate.ranking
    needed = heures(estimate.inputs.heures_par_mois)
    need = f"cette mission de {needed}" if estimate.inputs.ponctuel else f"{needed} par mois"
    parts: list[str | Decimal] = [f"Pour {need}, {NAMES[first]} coûte le moins cher"]
    if others and round_cent(estimate.ecart(others[0])):
        parts += [f"{NO_BREAK}: ", estimate.ecart(others[0]), f" de moins que {NAMES[others[0]]}"]
    elif others:
        parts.append(f", à égalité avec {NAMES[others[0]]} au centime près")
    parts.append(".")
    if round_cent(estimate.ecart("prestataire")):
        parts.append(" La secrétaire indépendante n’est pas la moins chère dans ce cas.")
    return (*parts, *_beyond(estimate))


def rank_words(option: str, estimate: Estimate) -> str:
    """Return what a card says of its option's rank."""
    cheapest, dearest, between, forbidden = RANKS
    rank = estimate.rang(option)
    if rank is None:
        return forbidden
    return cheapest if rank == 1 else dearest if rank == len(estimate.ranking) else between


def over(interval: Interval, per_month: str = "") -> str:
    """Return the hours of an interval of `Estimate.intervalles`, in words: « au-delà de 35 h et jusqu’à 71,16 h »."""
    start, end = (limit if limit is None else heures_revolues(limit) for limit in interval)
    if start and end:
        return f"au-delà de {start} et jusqu’à {end}{per_month}"
    if start:
        return f"au-delà de {start}{per_month}"
    return f"jusqu’à {end}{per_month}" if end else "quel que soit le nombre d’heures"


def _beyond(estimate: Estimate) -> Sentence:
    """Return what the comparison with the employee becomes for more hours, or failing that for fewer."""
    crossings = estimate.seuils_entre("prestataire", "salarie")
    bounds = (None, *(crossing.heures for crossing in crossings), None)
    reached = sum(crossing.heures <= estimate.inputs.heures_par_mois for crossing in crossings)
    if reached < len(crossings):
        ahead = crossings[reached]
        hours = _sentence_start(over((ahead.heures, bounds[reached + 2])))
        return (f" {hours}, {NAMES[ahead.apres]} coûte moins cher que {NAMES[ahead.avant]}.",)
    if crossings:
        behind = crossings[-1]
        hours = _sentence_start(over((bounds[reached - 1], behind.heures)))
        return (f" {hours}, {NAMES[behind.avant]} coûterait moins cher que {NAMES[behind.apres]}.",)
    cheaper, dearer = sorted(("prestataire", "salarie"), key=lambda name: estimate.options[name].mensuel)
    return (f" Quel que soit le nombre d’heures, {NAMES[cheaper]} coûte moins cher que {NAMES[dearer]}.",)


def _sentence_start(text: str) -> str:
    return text[0].upper() + text[1:]


def limits(estimate: Estimate) -> Sentence:
    """Return what the comparison leaves out."""
    left_out = estimate.options["salarie"].facts["non_compris"]
    agreement = (
        "sans convention collective"
        if estimate.inputs.convention_collective == AUCUNE
        else "de la convention collective, seule la durée minimale du temps partiel est appliquée"
    )
    counted = f" Non compris pour la salariée{NO_BREAK}: {', '.join(left_out)}." if left_out else ""
    return (
        f"Droit en vigueur au {date_longue(estimate.day)}, secrétaire non-cadre, métropole hors Alsace-Moselle, "
        f"{agreement}, mois complet.{counted} Ni la qualité du travail ni la présence ne se comparent en "
        f"euros{NARROW_NO_BREAK}; seul un devis engage.",
    )


def change(flip: Flip, field: Field) -> Sentence:
    """Return from where an assumption turns the ranking: « en dessous de 1,99 au lieu de 2 », in hundredths."""
    scale = 100 if field.kind == "pourcent" else 1
    value, now = flip.valeur * scale, flip.actuel * scale
    words, rounding = ("en dessous de", ROUND_FLOOR) if value < now else ("au-dessus de", ROUND_CEILING)
    limit = value.quantize(CENT, rounding)
    if field.kind == "euros":
        return (f"{words} ", limit, " au lieu de ", now or "zéro")
    return (f"{words} {field.show(limit)} au lieu de {field.show(now) if now else 'zéro'}",)


def journeys(low: Decimal, central: Decimal, high: Decimal, whole_year: bool) -> Sentence:
    """Return the CO2 that journeys avoided represent, kg, and what is not counted."""
    period = "par an" if whole_year else "sur la durée du besoin"
    if not round(high):
        return (f"Les trajets évités ne représentent pas un kilogramme de CO₂ {period}.",)
    return (
        f"Les trajets évités représentent de {nombre(low, 0)} à {nombre(high, 0)}{NO_BREAK}kg de CO₂ {period}, "
        f"{nombre(central, 0)}{NO_BREAK}kg selon la méthode de l’Ademe. Ne sont pas comptés{NO_BREAK}: le chauffage et "
        "le matériel de chaque bureau, les coursiers, la visioconférence. Un bureau gardé vide n’économise rien.",
    )
