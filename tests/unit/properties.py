"""
What must hold of any valid need: each function returns what is wrong, an empty list when all is right.

Standard library and the engine only: the browser's Python runs the same functions (tests/wasm).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from estimator.answer.comparison import SCENARIOS, ranked
from estimator.answer.sensitivity import BEARS_ON, flips
from estimator.need.charges import SWITCH
from estimator.need.questions import field_named

PAIRS = (("prestataire", "salarie"), ("prestataire", "interimaire"), ("salarie", "interimaire"))
#: A quarter of an hour, over the whole question.
GRID = tuple(Decimal(quarter) / 4 for quarter in range(4, 607))
#: Two costs within a millionth of a euro are equal: no side is taken from the last of 28 digits.
EQUAL = Decimal("0.000001")


def costs_at(found, baremes, hours):
    """Return the cost of each lawful option of an Estimate at other hours, EUR/month."""
    need = found.inputs.with_hours(hours)
    return {name: SCENARIOS[name].cost(need, found.tarifs, baremes).mensuel for name in found.licites}


def falls(curve):
    """Return where an option costs less for more hours, of costs on GRID: (option, hours)."""
    return [
        (name, low)
        for (low, before), (_, after) in pairwise(curve)
        for name in before
        if after[name] < before[name] - EQUAL
    ]


def missed_crossings(found, curve):
    """Return (pair, hours, hours) wherever the order of two options changes and no crossing is told between."""
    missed = []
    for first, second in PAIRS:
        if first not in found.licites or second not in found.licites:
            continue
        gaps = [(hours, costs[first] - costs[second]) for hours, costs in curve]
        known = [(hours, gap < 0) for hours, gap in gaps if abs(gap) >= EQUAL]
        told = [crossing.heures for crossing in found.seuils_entre(first, second)]
        missed += [
            (first, second, low, high)
            for (low, before), (high, after) in pairwise(known)
            if before != after and not any(low <= hours <= high for hours in told)
        ]
    return missed


def wrong_crossings(found, baremes):
    """Return the crossings around which the order does not change as told, beyond equality on a side."""
    step = Decimal("0.00001")
    wrong = []
    for crossing in found.seuils:
        before, after = (costs_at(found, baremes, crossing.heures + way * step) for way in (-1, 1))
        if (
            before[crossing.avant] > before[crossing.apres] + EQUAL
            or after[crossing.apres] > after[crossing.avant] + EQUAL
        ):
            wrong.append(crossing)
    return wrong


def ranking_at(found, name, value, baremes):
    """Return the ranking of the same need with another value of one assumption, counted if it was not."""
    switch = {SWITCH[name]: True} if name in SWITCH else {}
    inputs = found.inputs.with_values(**switch, **{name: value})
    return ranked({option: SCENARIOS[option].cost(inputs, found.tarifs, baremes).mensuel for option in found.licites})


def wrong_flips(found, baremes):
    """Return the flips that do not flip, or not to the ranking told: (assumption, value, before, after, told)."""
    wrong = []
    for one in flips(found, baremes):
        before, after = (ranking_at(found, one.champ, value, baremes) for value in _around(one, found.tarifs, baremes))
        if before == after or after != one.classement:
            wrong.append((one.champ, one.valeur, before, after, one.classement))
    return wrong


def _around(one, tarifs, baremes):
    """Return values just before and just after a flip, the ends of the question at most."""
    field = field_named(one.champ, baremes, tarifs)
    low, high = field.value(field.minimum), field.value(field.maximum)
    # A root is known to a millionth: ten times more, and a thousandth of an amount of hundreds of euros.
    step = (high - low) / 1_000_000 + Decimal("0.00001")
    way = 1 if one.valeur > one.actuel else -1
    before, after = one.valeur - way * step, one.valeur + way * step
    start = max(before, one.actuel) if way > 0 else min(before, one.actuel)
    return start, min(max(after, low), high)


def missed_flips(found, baremes):
    """Return the values of assumptions, on a grid, where the ranking is another before the flip told."""
    told = {one.champ: abs(one.valeur - one.actuel) for one in flips(found, baremes)}
    unseen = []
    for name, options in BEARS_ON.items():
        if not set(options) & set(found.licites):
            continue
        field = field_named(name, baremes, found.tarifs)
        off = name in SWITCH and not found.inputs.value(SWITCH[name])
        current = Decimal(0) if off else found.inputs.value(name)
        for end in (field.value(field.minimum), field.value(field.maximum)):
            for step in range(1, 25):
                value = current + (end - current) * step / 24
                nearer = name not in told or abs(value - current) < told[name] - Decimal("0.0001")
                if nearer and ranking_at(found, name, value, baremes) != found.ranking:
                    unseen.append((name, value, told.get(name)))
                    break
    return unseen


def wrong_sums(found):
    """Return the options whose month, year, whole or hour is not the sum of their lines, in proportion."""
    wrong = []
    for name, cost in found.options.items():
        added = sum(line.amount for line in cost.lines if line.kind != "reduction")
        month = added - sum(line.amount for line in cost.lines if line.kind == "reduction")
        expected = (month, month * 12, month * cost.duree, month / cost.hours.utiles)
        told = (cost.mensuel, cost.annuel, cost.total, cost.horaire)
        if any(abs(one - other) > EQUAL for one, other in zip(expected, told, strict=True)):
            wrong.append((name, expected, told))
    return wrong


def faults(found, baremes):
    """Return everything wrong of one Estimate, by property; empty when all holds."""
    # Absences and weeks without work leave fewer hours to one contract: the form takes no more.
    most = found.curve.heures[-1]
    curve = [(hours, costs_at(found, baremes, hours)) for hours in GRID if hours <= most]
    checks = {
        "more hours never cost less": falls(curve),
        "no crossing is missed": missed_crossings(found, curve),
        "a crossing is where the order changes": wrong_crossings(found, baremes),
        "a flip really flips": wrong_flips(found, baremes),
        "no flip is missed": missed_flips(found, baremes),
        "totals are the sums of their lines": wrong_sums(found),
    }
    return {name: wrong for name, wrong in checks.items() if wrong}
