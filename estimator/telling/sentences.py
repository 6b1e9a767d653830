"""
The result in words. A sentence is a tuple of texts and amounts, in EUR. The page shows these as machine-readable
data, the JSON door as text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from ..answer.changes import as_typed
from ..answer.comparison import Estimate, Interval
from ..answer.sensitivity import Flip
from ..formatting import (
    NARROW_NO_BREAK,
    NO_BREAK,
    date_longue,
    euros,
    euros_ronds,
    heures,
    heures_revolues,
    nombre,
)
from ..law.conventions import AUCUNE
from ..law.paie import Contrat
from ..need.charges import RECRUTEMENT
from ..need.fields import Field
from ..need.inputs import Inputs
from ..options import OPTIONS, PRESTATAIRE, SALARIE
from .ruler import Stretch

#: The words of a rank: the cheapest, the dearest, one between, what the law forbids, about the cheapest.
RANKS: Final = (
    "La moins chère",
    "La plus chère",
    "Au milieu",
    "Interdit pour ce besoin, prix de référence",
    "À peu près au même prix",
)

#: A Decimal is an amount to the cent, an int one in whole euros.
Sentence = tuple[str | Decimal | int, ...]

#: How an option is called inside a sentence.
NAMES: Final = {code: option.phrase for code, option in OPTIONS.items()}


def plain_text(sentence: Sentence) -> str:
    """Return a sentence as text, its amounts in euros."""
    return "".join(part if isinstance(part, str) else _euros(part) for part in sentence)


def _euros(amount: Decimal | int) -> str:
    return euros_ronds(amount) if isinstance(amount, int) else euros(amount)


def hours_asked(inputs: Inputs) -> str:
    """Return the hours of the need: « 20 h », « environ 8 h » where they are those of tasks."""
    return f"environ {heures(inputs.heures_par_mois, 0)}" if inputs.volumes else heures(inputs.heures_par_mois)


def need_of(inputs: Inputs, hours: str = "") -> str:
    """Return the need in words: « Pour 20 h par mois »; `hours` stands for another number of them."""
    hours = hours or hours_asked(inputs)
    return f"Pour cette mission de {hours}" if inputs.ponctuel else f"Pour {hours} par mois"


def headline(estimate: Estimate) -> str:
    """Return the answer in one sentence: what each lawful option costs in whole euros, the cheapest first."""
    beside = {code: option.beside for code, option in OPTIONS.items()}
    if estimate.options[PRESTATAIRE.code].facts["devis_recu"]:
        beside[PRESTATAIRE.code] = "avec ce devis"
    costs = (f"{euros_ronds(_whole(estimate.options[name].mensuel))} {beside[name]}" for name in estimate.ranking)
    return f"{need_of(estimate.inputs)}{NO_BREAK}: {', '.join(costs)}."


def result(estimate: Estimate, doubt: str = "") -> Sentence:
    """
    Return the result, said in both directions: what each costs, who costs least, and where that ends.

    Amounts are in whole euros, their gap is that of what is shown. `doubt` is the label of an assumption whose
    published range holds another winner.
    """
    parts: list[str | Decimal | int] = [need_of(estimate.inputs)]
    for name in estimate.ranking:
        verb = " coûte" if name == estimate.ranking[0] else ""
        parts += [f", {NAMES[name]}{verb} ", _whole(estimate.options[name].mensuel)]
    parts += [".", *_winner(estimate)]
    if PRESTATAIRE.code not in estimate.a_egalite:
        parts.append(" La secrétaire indépendante n’est pas la moins chère dans ce cas.")
    if doubt:
        parts.append(f" Cet ordre s’inverse dans la fourchette publiée pour «{NO_BREAK}{doubt}{NO_BREAK}».")
    return (*parts, *_search(estimate), *_beyond(estimate))


def _whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _winner(estimate: Estimate) -> Sentence:
    first, second, *_ = estimate.ranking
    if estimate.egalite:
        return (f" {_sentence_start(tied(estimate.a_egalite))}.",)
    gap = _whole(estimate.options[second].mensuel) - _whole(estimate.options[first].mensuel)
    return (f" {_sentence_start(NAMES[first])} coûte le moins cher{NO_BREAK}: ", gap, f" de moins que {NAMES[second]}.")


def tied(names: Sequence[str]) -> str:
    """Return that these options cost about the same, in words."""
    *all_but_one, last = (NAMES[name] for name in names)
    return f"{', '.join(all_but_one)} et {last} coûtent à peu près le même prix"


def _search(estimate: Estimate) -> Sentence:
    """Return whether finding someone is counted in the cost of an employee hired for a single mission."""
    if not estimate.inputs.ponctuel:
        return ()
    lines = estimate.options[SALARIE.code].lines
    counted = next((line for line in lines if line.heading is RECRUTEMENT.heading), None)
    if counted is None:
        return (" Chercher et choisir une salariée n’est pas compté.",)
    return (" Chercher et choisir une salariée est compté ", _whole(counted.amount), ".")


def floor_author(inputs: Inputs) -> str:
    """Return who fixes the least hours of part time, as a sentence begins."""
    return "La loi" if inputs.convention_collective == AUCUNE else "Votre branche"


def contract_name(contrat: str) -> str:
    """Return a contract in words."""
    return "Contrat à durée déterminée" if contrat == Contrat.CDD else "Contrat à durée indéterminée"


def rank_words(option: str, estimate: Estimate) -> str:
    """Return what a card says of its option's rank."""
    cheapest, dearest, between, forbidden, same = RANKS
    rank = estimate.rang(option)
    if rank is None:
        return forbidden
    if estimate.egalite and option in estimate.a_egalite:
        return same
    return cheapest if rank == 1 else dearest if rank == len(estimate.ranking) else between


def over(interval: Interval, per_month: str = "") -> str:
    """Return the hours of an interval of `Estimate.intervalles`, in words: « au-delà de 35 h et jusqu’à 71,16 h »."""
    start, end = (limit if limit is None else heures_revolues(limit) for limit in interval)
    if start and end:
        return f"au-delà de {start} et jusqu’à {end}{per_month}"
    if start:
        return f"au-delà de {start}{per_month}"
    return f"jusqu’à {end}{per_month}" if end else "quel que soit le nombre d’heures"


def hours_of(stretch: Stretch) -> str:
    """Return the whole hours of a stretch of the ruler, in words: « jusqu’à 61 h », « 62 h et plus »."""
    first, last = stretch.first, stretch.last
    if first and last:
        return heures(first) if first == last else f"de {first} à {heures(last)}"
    if first:
        return f"{heures(first)} et plus"
    return f"jusqu’à {heures(last)}" if last else "quel que soit le nombre d’heures"


def over_whole(interval: Interval, last: Decimal) -> str:
    """Return the same in whole hours, all within the interval: « de 36 à 71 h »; in hundredths where there is none."""
    start, end = interval
    low = start and start.to_integral_value(ROUND_FLOOR) + 1
    high = end and end.to_integral_value(ROUND_CEILING) - 1
    if (low or 1) > (last if high is None else high):
        return over(interval)
    if low and high:
        return f"de {nombre(low)} à {heures(high)}"
    return f"à partir de {heures(low)}" if low else f"jusqu’à {heures(high)}" if high else over(interval)


def _beyond(estimate: Estimate) -> Sentence:
    """Return what the comparison with the employee becomes for more hours, or failing that for fewer."""
    crossings = estimate.seuils_entre(PRESTATAIRE.code, SALARIE.code)
    bounds, last = (None, *(crossing.heures for crossing in crossings), None), estimate.curve.heures[-1]
    reached = sum(crossing.heures <= estimate.inputs.heures_par_mois for crossing in crossings)
    if reached < len(crossings):
        ahead = crossings[reached]
        hours = _sentence_start(over_whole((ahead.heures, bounds[reached + 2]), last))
        return (f" {hours}, {NAMES[ahead.apres]} coûte moins cher que {NAMES[ahead.avant]}.",)
    if crossings:
        behind = crossings[-1]
        hours = _sentence_start(over_whole((bounds[reached - 1], behind.heures), last))
        return (f" {hours}, {NAMES[behind.avant]} coûterait moins cher que {NAMES[behind.apres]}.",)
    cheaper, dearer = sorted((PRESTATAIRE.code, SALARIE.code), key=lambda name: estimate.options[name].mensuel)
    return (f" Quel que soit le nombre d’heures, {NAMES[cheaper]} coûte moins cher que {NAMES[dearer]}.",)


def _sentence_start(text: str) -> str:
    return text[0].upper() + text[1:]


def limits(estimate: Estimate, review_day: date | None = None) -> Sentence:
    """Return what the comparison leaves out, and with which law a need is computed that starts after `review_day`."""
    start = estimate.inputs.debut
    later = (
        f" Votre besoin commence le {date_longue(start)}, quand des barèmes auront pu changer{NO_BREAK}: il est calculé avec "
        f"le droit au {date_longue(estimate.day)}."
        if review_day and start >= review_day
        else ""
    )
    left_out = estimate.options[SALARIE.code].facts["non_compris"]
    agreement = (
        "sans convention collective"
        if estimate.inputs.convention_collective == AUCUNE
        else "de la convention collective, seule la durée minimale du temps partiel est appliquée"
    )
    counted = f" Non compris pour la salariée{NO_BREAK}: {', '.join(left_out)}." if left_out else ""
    return (
        f"Droit en vigueur au {date_longue(estimate.day)}, secrétaire non-cadre, métropole hors Alsace-Moselle, "
        f"{agreement}, mois complet.{counted} Ni la qualité du travail ni la présence ne se comparent en "
        f"euros{NARROW_NO_BREAK}; seul un devis engage.{later}",
    )


def change(flip: Flip, field: Field) -> Sentence:
    """Return with what the ranking turns: « en dessous de 1,99 au lieu de 2 », or one answer instead of another."""
    if flip.is_answer:
        other, current = (f"«{NO_BREAK}{field.show(answer)}{NO_BREAK}»" for answer in (flip.valeur, flip.actuel))
        return (f"{other} au lieu de {current}",)
    limit, now = as_typed(flip, field), flip.actuel * (100 if field.kind == "pourcent" else 1)
    words = "en dessous de" if flip.valeur < flip.actuel else "au-dessus de"
    if field.kind == "euros":
        return (f"{words} ", _plain_euros(limit), " au lieu de ", _plain_euros(now) or "zéro")
    return (f"{words} {field.show(limit)} au lieu de {field.show(now) if now else 'zéro'}",)


def _plain_euros(amount: Decimal) -> Decimal | int:
    return int(amount) if amount == amount.to_integral_value() else amount


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
