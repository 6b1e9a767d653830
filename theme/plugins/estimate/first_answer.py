"""
The answers that wait for Python: the costs of the four first questions, computed at build by the estimator.

While Python starts in the browser, `first-answer.js` reads three costs between the points of these curves.
An invoice is a straight line between the hours at which it bends, and an agency's in pay too: exact.
So is an employee's cost at the pay of a row and without overtime. Elsewhere it only grows, with pay and with hours: it
lies between the points around it. A winner is named only where that leaves no doubt.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any, Final

from estimator.answer.comparison import SCENARIOS, unlawful
from estimator.answer.scenarios import salarie
from estimator.formatting import NO_BREAK
from estimator.law.dated import Baremes
from estimator.need.fields import YES_NO
from estimator.need.inputs import Inputs, parse
from estimator.need.questions import field_named
from estimator.need.tarifs import Tarifs
from estimator.options import OPTIONS
from estimator.telling.sentences import NAMES, RANKS, need_of

#: Rows of gross pay beside the least and the usual one: closer where the réduction générale bends the cost most.
#: Beyond the last, which no secretary earns, Python alone answers.
PAYS: Final = (2000, 2400, 2700, 4500)
#: An option whose cost does not depend on pay, or is a straight line of it, needs fewer rows.
ROWS: Final = {"prestataire": 1, "interimaire": 2}
#: EUR that a point may be off a straight line.
STRAIGHT: Final = Decimal("0.00001")


def table(baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    """
    Return the costs, EUR for a month or for the whole mission, by kind of need, option, pay and hours.

    `curves` are shared: a sheet has the position of each option's own, and names what the law forbids there.
    A curve may have `exact`, some hours. Up to them its lines are the estimator's costs, at the pay of a row. Costs
    are known to less than a cent.
    """
    pay = field_named("salaire_brut_temps_plein", baremes, tarifs)
    pays = sorted({pay.minimum, pay.default, *(Decimal(row) for row in PAYS if row > pay.minimum)})
    curves: list[dict[str, Any]] = []
    sheets = []
    for one_off, deductible in product(reversed(YES_NO), repeat=2):
        when = {"ponctuel": one_off, "tva_deductible": deductible}
        needs = [parse({**when, "salaire_brut_temps_plein": pay}, baremes, tarifs) for pay in pays]
        own = {name: _curve(name, needs, baremes, tarifs) for name in SCENARIOS}
        curves += [curve for curve in own.values() if curve not in curves]
        options = {name: curves.index(curve) for name, curve in own.items()}
        forbidden = list(unlawful(needs[0], baremes))
        words = {"period": needs[0].periode, "asked": need_of(needs[0], "#")}
        sheets.append({"when": when, **words, "options": options, "unlawful": forbidden})
    return {
        "curves": curves,
        "sheets": sheets,
        "names": NAMES,
        "beside": {name: option.beside for name, option in OPTIONS.items()},
        "sentence": f"Premier résultat{NO_BREAK}: # coûte le moins cher. Le détail vient avec le calcul complet.",
        "ranks": RANKS[:4],
        "tie": _number(baremes["part_egalite"]),
        "undecided": f"Premier résultat{NO_BREAK}: les coûts sont trop proches pour dire ici lequel est le moins cher. "
        "L’ordre vient avec le calcul complet.",
    }


def _curve(name: str, needs: list[Inputs], baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    """Return the costs of one option: a row for each pay that it needs, at the hours of each bend."""
    chosen = [needs[0], needs[-1]][: ROWS[name]] if name in ROWS else needs
    hours, exact = _hours(name, needs[0], baremes, tarifs)
    costs = [[SCENARIOS[name].mensuel(need.with_hours(h), tarifs, baremes) for h in hours] for need in chosen]
    bends = _bends(hours, costs)
    return {
        "pays": [_number(need.salaire_brut_temps_plein) for need in chosen],
        "hours": [_number(hours[bend], 5) for bend in bends],
        "costs": [[_number(row[bend]) for bend in bends] for row in costs],
        **({} if name in ROWS else {"exact": _number(exact, 5)}),
    }


def _hours(name: str, need: Inputs, baremes: Baremes, tarifs: Tarifs) -> tuple[list[Decimal], Decimal]:
    """Return the hours at which the option's cost bends, none of overtime; and the last of them without overtime."""
    ends = field_named("heures_par_mois", baremes, tarifs)
    bends = [h for h in SCENARIOS[name].kinks(need, tarifs, baremes) if ends.minimum < h < ends.maximum]
    points = sorted({ends.minimum, *bends, ends.maximum})
    if name != salarie.NAME:
        return points, points[-1]
    exact = [h for h in points if not salarie.horaire(need.with_hours(h), baremes).supplementaires]
    return sorted({*exact, points[-1]}), exact[-1]


def _bends(hours: list[Decimal], rows: list[list[Decimal]]) -> list[int]:
    """Return the positions of few points between which every row is a straight line."""
    bends = [0]
    for end in range(2, len(hours)):
        if not all(_is_straight(hours, row, bends[-1], end) for row in rows):
            bends.append(end - 1)
    return [*bends, len(hours) - 1]


def _is_straight(hours: list[Decimal], row: list[Decimal], start: int, end: int) -> bool:
    width, height = hours[end] - hours[start], row[end] - row[start]
    return all(
        abs((row[point] - row[start]) * width - height * (hours[point] - hours[start])) <= STRAIGHT * width
        for point in range(start + 1, end)
    )


def _number(value: Decimal, decimals: int = 3) -> float:
    """Return a number for JSON, precise enough for a cent between two points."""
    number = round(value, decimals)
    return int(number) if number == number.to_integral_value() else float(number)
