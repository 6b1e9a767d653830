"""
The answers that wait for Python: the costs of the four first questions, computed at build by the same engine.

While Python starts in the browser, `first-answer.js` reads three costs between the points of this table.
Costs are straight lines in hours between the bends that the engine gives, so an answer is exact at the
pay of a row, but for overtime; between two rows it is a straight line, and the engine corrects it at once.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any, Final

from estimator.comparison import SCENARIOS, compare
from estimator.dated import Baremes
from estimator.fields import YES_NO
from estimator.inputs import Inputs, parse
from estimator.questions import field_named
from estimator.sentences import NAMES
from estimator.tarifs import Tarifs

#: Rows of gross pay beside the least and the usual one: closer where the réduction générale bends the cost most.
PAYS: Final = (2000, 2400, 2700, 3200, 4500, 7000, 20000)
#: An option whose cost does not depend on pay, or is a straight line of it, needs fewer rows.
ROWS: Final = {"prestataire": 1, "interimaire": 2}
#: Points of overtime are an hour apart in the engine; here one in this many is enough.
OVERTIME_STEP: Final = 6
#: EUR that a point may be off a straight line.
STRAIGHT: Final = Decimal("0.00001")


def table(baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    """Return the costs, EUR for a month or for the whole mission, by kind of need, option, pay and hours."""
    pay = field_named("salaire_brut_temps_plein", baremes, tarifs)
    pays = sorted({pay.minimum, pay.default, *map(Decimal, PAYS)})
    return {
        "sheets": [
            _sheet({"ponctuel": one_off, "tva_deductible": deductible}, pays, baremes, tarifs)
            for one_off, deductible in product(reversed(YES_NO), repeat=2)
        ],
        "sentences": {name: _sentence(phrase) for name, phrase in NAMES.items()},
    }


def _sheet(answers: dict[str, str], pays: list[Decimal], baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    needs = [parse({**answers, "salaire_brut_temps_plein": pay}, baremes, tarifs) for pay in pays]
    hours = _hours(needs[0], baremes, tarifs)
    options = {}
    for name in SCENARIOS:
        rows = ROWS.get(name, len(pays))
        chosen = [0, -1][:rows] if rows < len(pays) else range(len(pays))
        costs = [[_cost(name, needs[row].with_hours(h), baremes, tarifs) for h in hours] for row in chosen]
        bends = _bends(hours, costs)
        options[name] = {
            "pays": [_number(pays[row]) for row in chosen],
            "hours": [_number(hours[bend], 5) for bend in bends],
            "costs": [[_number(row[bend]) for bend in bends] for row in costs],
        }
    return {"when": answers, "period": needs[0].periode, "options": options}


def _hours(need: Inputs, baremes: Baremes, tarifs: Tarifs) -> list[Decimal]:
    """Return the hours at which a cost bends, few of those of overtime."""
    points = compare(need, tarifs, baremes).curve.heures
    kept = [points[0]]
    for point, following in zip(points[1:], [*points[2:], None], strict=True):
        if following is None or point - kept[-1] > OVERTIME_STEP or following - point > 1:
            kept.append(point)
    return kept


def _cost(name: str, need: Inputs, baremes: Baremes, tarifs: Tarifs) -> Decimal:
    return SCENARIOS[name].cost(need, tarifs, baremes).mensuel


def _bends(hours: list[Decimal], rows: list[list[Decimal]]) -> list[int]:
    """Return the positions of the fewest points between which every row is a straight line."""
    bends = [0]
    while (start := bends[-1]) < len(hours) - 1:
        ends = range(len(hours) - 1, start, -1)
        bends.append(next(end for end in ends if all(_is_straight(hours, row, start, end) for row in rows)))
    return bends


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


def _sentence(phrase: str) -> str:
    return f"Premier résultat\u00a0: {phrase} coûte le moins cher. Le détail vient avec le calcul complet."
