"""
How sure the answer is: the range of each cost, and what would change the ranking.

Only assumptions that the visitor left at their default have a range: what he typed is his.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from itertools import combinations
from typing import Any, Final

from ..law.dated import Baremes
from ..money import ZERO
from ..need.charges import SWITCH
from ..need.fields import Field
from ..need.inputs import Inputs
from ..need.questions import schema
from ..need.tarifs import Tarifs
from ..options import INTERIMAIRE, SALARIE
from .comparison import SCENARIOS, Estimate, ranked, root

_PAY: Final = "salaire_brut_temps_plein"
#: The assumptions whose change may turn the ranking, with the options they bear on.
BEARS_ON: Final[dict[str, tuple[str, ...]]] = {
    _PAY: (SALARIE.code, INTERIMAIRE.code),
    "coefficient_facturation": (INTERIMAIRE.code,),
    "frais_interim_mensuels": (INTERIMAIRE.code,),
    "taux_at_mp": (SALARIE.code,),
    "taux_versement_mobilite": (SALARIE.code,),
    "mutuelle_montant_total": (SALARIE.code,),
    "sante_travail_annuelle": (SALARIE.code,),
    **dict.fromkeys(SWITCH, (SALARIE.code,)),
}
#: Steps in which pay is searched, closer together near its present value.
_STEPS: Final = 12
#: A share of the way that is beyond a change and before the next one.
_BEYOND: Final = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that an option may cost, EUR/month."""

    bas: Decimal
    haut: Decimal


@dataclass(frozen=True, slots=True)
class Flip:
    """
    The value of one assumption from which the ranking is another, or another answer with which it is.

    `actuel` and `valeur` are as the estimator counts (fractions for rates); an assumption that is switched off counts
    for zero. `distance` is the change as a share of the usual value. Of an answer, it is the euros that a cost moves
    by, with a minus sign. The least is the most decisive.
    """

    champ: str
    actuel: Any
    valeur: Any
    distance: Decimal
    classement: tuple[str, ...]

    @property
    def is_answer(self) -> bool:
        """Return whether it is an answer, rather than a value on a scale."""
        return isinstance(self.valeur, bool | str)


def ranges(estimate: Estimate, baremes: Baremes) -> dict[str, Range]:
    """Return the range of each option, assumptions left at their default moving together to either end."""
    low, high = extremes(estimate, baremes)
    return {
        name: Range(
            SCENARIOS[name].mensuel(low, estimate.tarifs, baremes),
            SCENARIOS[name].mensuel(high, estimate.tarifs, baremes),
        )
        for name in estimate.options
    }


def extremes(estimate: Estimate, baremes: Baremes) -> tuple[Inputs, Inputs]:
    """Return the need at the low end, then at the high end, of every assumption left at its default."""
    return _at_end(estimate, baremes, 0), _at_end(estimate, baremes, 1)


def bands(
    estimate: Estimate, baremes: Baremes, hours: tuple[Decimal, ...], names: tuple[str, ...]
) -> dict[Decimal, dict[str, Range]]:
    """Return the range of the options `names` at other hours."""
    low, high = (end.with_hours(hours[0]) for end in extremes(estimate, baremes))
    return _bands((low, high), estimate.tarifs, baremes, hours, names)


# As long as only the hours change, the hours of the drawn curve and the ranges there are the same.
@lru_cache(maxsize=2)
def _bands(
    ends: tuple[Inputs, Inputs], tarifs: Tarifs, baremes: Baremes, hours: tuple[Decimal, ...], names: tuple[str, ...]
) -> dict[Decimal, dict[str, Range]]:
    def at(needed: Decimal, name: str) -> Range:
        low, high = (SCENARIOS[name].mensuel(end.with_hours(needed), tarifs, baremes) for end in ends)
        return Range(low, high)

    return {needed: {name: at(needed, name) for name in names} for needed in hours}


def flips(estimate: Estimate, baremes: Baremes) -> tuple[Flip, ...]:
    """Return, most fragile first, the nearest value of each assumption at which the ranking changes."""
    fields = {field.name: field for field in schema(baremes, estimate.tarifs)}
    today = _today(estimate)
    bearing = [fields[name] for name, options in BEARS_ON.items() if set(options) & set(today)]
    nearest = [flip for field in bearing if (flip := _nearest_flip(_Assumption(field, estimate, today, baremes)))]
    return tuple(sorted(nearest, key=lambda flip: flip.distance))


def decisive(estimate: Estimate, baremes: Baremes) -> str | None:
    """Return the name of an assumption left alone whose published range holds another winner, None without any."""
    if estimate.egalite:
        return None
    for field, ends in _published(estimate, baremes):
        for value in ends:
            costs = _Assumption(field, estimate, _today(estimate), baremes).costs(value, estimate.ranking)
            if ranked(costs)[0] != estimate.ranking[0]:
                return field.name
    return None


def _today(estimate: Estimate) -> dict[str, Decimal]:
    """Return what each lawful option costs, EUR/month."""
    return {name: estimate.options[name].mensuel for name in estimate.licites}


def _published(estimate: Estimate, baremes: Baremes) -> Iterator[tuple[Field, tuple[Decimal, Decimal]]]:
    """Yield the assumptions left at their default, with the ends of their published range as the estimator counts."""
    for field in schema(baremes, estimate.tarifs):
        if not field.parameter or field.name not in BEARS_ON:
            continue
        plage = baremes.dated(field.parameter).plage
        if plage and estimate.inputs.value(field.name) == field.value(field.default) and _counts(field, estimate):
            scale = 100 if field.kind == "pourcent" and baremes.parameters[field.parameter].unite == "taux" else 1
            low, high = (min(max(end * scale, field.minimum), field.maximum) for end in plage)
            yield field, (field.value(low), field.value(high))


def _counts(field: Field, estimate: Estimate) -> bool:
    """Return whether an assumption is counted: its switch is on, or it has none."""
    return field.name not in SWITCH or bool(estimate.inputs.value(SWITCH[field.name]))


def _at_end(estimate: Estimate, baremes: Baremes, end: int) -> Inputs:
    changes: dict[str, Any] = {field.name: ends[end] for field, ends in _published(estimate, baremes)}
    return estimate.inputs.with_values(**changes)


#: A value of an assumption, and what each option costs there, EUR/month.
_Point = tuple[Decimal, dict[str, Decimal]]


class _Assumption:
    """One assumption of an estimate, and what the options cost at any other value of it."""

    def __init__(self, field: Field, estimate: Estimate, today: dict[str, Decimal], baremes: Baremes) -> None:
        self.field = field
        self.estimate = estimate
        self.baremes = baremes
        self.switch = SWITCH.get(field.name)
        off = self.switch is not None and not estimate.inputs.value(self.switch)
        self.actuel: Decimal = ZERO if off else estimate.inputs.value(field.name)
        self.today = today

    @property
    def scale(self) -> Decimal:
        """Return what a change is measured by: the usual value, or the field's width where that is nothing."""
        usual = self.field.value(self.field.default)
        width = self.field.value(self.field.maximum) - self.field.value(self.field.minimum)
        return Decimal(usual or width)

    def costs(self, value: Decimal, names: Iterable[str]) -> dict[str, Decimal]:
        """Return what these options cost at `value`, EUR/month: computed again only where it moves them."""
        changes: dict[str, Any] = {self.field.name: value}
        if self.switch:
            changes[self.switch] = True
        need = self.estimate.inputs.with_values(**changes)
        moved = BEARS_ON[self.field.name]
        return {
            name: SCENARIOS[name].mensuel(need, self.estimate.tarifs, self.baremes)
            if name in moved
            else self.today[name]
            for name in names
        }

    def point(self, value: Decimal) -> _Point:
        """Return `value` with the cost of every option there."""
        return value, self.costs(value, self.today)

    def gap(self, first: str, second: str, value: Decimal) -> Decimal:
        """Return what `first` costs more than `second` at `value`, EUR/month."""
        costs = self.costs(value, (first, second))
        return costs[first] - costs[second]


def _nearest_flip(assumption: _Assumption) -> Flip | None:
    """Return the flip of one assumption in either direction, the nearer one only."""
    field = assumption.field
    bounds = (field.value(field.minimum), field.value(field.maximum))
    either = [flip for bound in bounds if (flip := _flip_towards(assumption, bound))]
    return min(either, key=lambda flip: flip.distance, default=None)


def _flip_towards(assumption: _Assumption, bound: Decimal) -> Flip | None:
    """Return the first value towards `bound` at which two neighbours of the ranking meet."""
    near = assumption.actuel, assumption.today
    for value in _steps(assumption, bound):
        far = assumption.point(value)
        flip = _flip_between(assumption, near, far)
        if flip:
            return flip
        near = far
    return None


def _steps(assumption: _Assumption, bound: Decimal) -> Iterator[Decimal]:
    """Yield the values at which a flip is looked for, up to `bound`; none where there can be none."""
    current, name = assumption.actuel, assumption.field.name
    if bound == current:
        return
    if name == _PAY:
        # Pay bends the cost of an employee up and down: the first change is looked for step by step.
        steps = _STEPS
    else:
        # All else makes an option dearer as it grows. No one passes the dearest then, nor the cheapest as it falls.
        ranking = assumption.estimate.ranking
        steps = 0 if (ranking[-1] if bound > current else ranking[0]) in BEARS_ON[name] else 1
    for step in range(1, steps + 1):
        yield current + (bound - current) * Decimal(step * step) / (steps * steps)


def _flip_between(assumption: _Assumption, near: _Point, far: _Point) -> Flip | None:
    """Return the first value between two at which the ranking changes, if it does."""
    (start, at_start), (end, at_end) = near, far
    best = None
    # Each change found draws `end` just beyond itself: a later one is not looked for.
    for first, second in combinations(assumption.estimate.ranking, 2):
        before, after = at_start[first] - at_start[second], at_end[first] - at_end[second]
        if not before < 0 < after:
            continue
        value = root(partial(assumption.gap, first, second), (start, before), (end, after))
        if best is None or abs(value - assumption.actuel) < abs(best - assumption.actuel):
            best = value
            end, at_end = assumption.point(value + (far[0] - value) * _BEYOND)
    if best is None:
        return None
    distance = abs(best - assumption.actuel) / assumption.scale
    return Flip(assumption.field.name, assumption.actuel, best, distance, ranked(at_end))
