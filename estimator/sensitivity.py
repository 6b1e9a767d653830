"""
How sure the answer is: the range of each cost, and what would change the ranking.

Only assumptions that the visitor left at their default have a range: what he typed is his.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from .comparison import SCENARIOS, Estimate, ranked, root
from .dated import Baremes
from .fields import Field
from .money import ZERO
from .questions import schema

#: The assumptions whose change may turn the ranking, with the options they bear on.
BEARS_ON: Final[dict[str, tuple[str, ...]]] = {
    "salaire_brut_temps_plein": ("salarie", "interimaire"),
    "coefficient_facturation": ("interimaire",),
    "frais_interim_mensuels": ("interimaire",),
    "taux_at_mp": ("salarie",),
    "taux_versement_mobilite": ("salarie",),
    "mutuelle_montant_total": ("salarie",),
    "sante_travail_annuelle": ("salarie",),
    "taux_absence": ("salarie",),
    "poste_travail_annuel": ("salarie",),
    "recrutement": ("salarie",),
    "formation_annuelle": ("salarie",),
}
#: Steps in which pay is searched, closer together near its present value.
_STEPS: Final = 12
#: A share of the way that is beyond a change and before the next one.
_BEYOND: Final = Decimal("0.000001")
#: An amount that does not count until its switch is on.
SWITCH: Final = {
    "taux_absence": "absences_comptees",
    "poste_travail_annuel": "poste_travail_compte",
    "recrutement": "recrutement_compte",
    "formation_annuelle": "formation_comptee",
}


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that an option may cost, EUR/month."""

    bas: Decimal
    haut: Decimal


@dataclass(frozen=True, slots=True)
class Flip:
    """
    The value of one assumption from which the ranking is another.

    `actuel` and `valeur` are as the engine counts (fractions for rates); an assumption that
    is switched off counts for zero. `distance` is the change as a share of the usual value.
    """

    champ: str
    actuel: Decimal
    valeur: Decimal
    distance: Decimal
    classement: tuple[str, ...]


def ranges(estimate: Estimate, baremes: Baremes) -> dict[str, Range]:
    """Return the range of each option, assumptions left at their default moving together to either end."""
    low, high = (_at_end(estimate, baremes, end) for end in (0, 1))
    return {
        name: Range(
            SCENARIOS[name].cost(low, estimate.tarifs, baremes).mensuel,
            SCENARIOS[name].cost(high, estimate.tarifs, baremes).mensuel,
        )
        for name in estimate.options
    }


def bands(
    estimate: Estimate, ranges: Mapping[str, Range], baremes: Baremes, costs: Mapping[Decimal, Mapping[str, Decimal]]
) -> dict[Decimal, dict[str, Range]]:
    """
    Return the range of each option at other hours, given `ranges` at the need.

    `costs` are those of the options to range at these hours, EUR/month.
    """
    ends = [_at_end(estimate, baremes, end) for end in (0, 1)]
    # The same cost for other hours is the same contract: one payslip is enough.
    known = {(name, estimate.options[name].mensuel): span for name, span in ranges.items()}
    for hours, costs_there in costs.items():
        for name, cost in costs_there.items():
            if (name, cost) not in known:
                there = (SCENARIOS[name].cost(end.with_hours(hours), estimate.tarifs, baremes).mensuel for end in ends)
                known[name, cost] = Range(*there)
    return {hours: {name: known[name, cost] for name, cost in there.items()} for hours, there in costs.items()}


def flips(estimate: Estimate, baremes: Baremes) -> tuple[Flip, ...]:
    """Return, most fragile first, the nearest value of each assumption at which the ranking changes."""
    fields = {field.name: field for field in schema(baremes, estimate.tarifs)}
    found = [
        flip
        for name in BEARS_ON
        if set(BEARS_ON[name]) & set(estimate.options)
        for flip in _flips_of(fields[name], estimate, baremes)
    ]
    return tuple(sorted(found, key=lambda flip: flip.distance))


def _at_end(estimate: Estimate, baremes: Baremes, end: int) -> Any:
    changes: dict[str, Any] = {}
    for field in schema(baremes, estimate.tarifs):
        if not field.parameter or field.name not in BEARS_ON:
            continue
        plage = baremes.dated(field.parameter).plage
        left_alone = getattr(estimate.inputs, field.name) == field.value(field.default)
        if plage and left_alone:
            scale = 100 if field.kind == "pourcent" and baremes.parameters[field.parameter].unite == "taux" else 1
            typed = min(max(plage[end] * scale, field.minimum), field.maximum)
            changes[field.name] = field.value(typed)
    return replace(estimate.inputs, **changes)


def _flips_of(field: Field, estimate: Estimate, baremes: Baremes) -> Iterator[Flip]:
    """Yield the flip of one assumption in either direction, the nearer one only."""
    current = _current(field.name, estimate)
    nearest = None
    for bound in (field.value(field.minimum), field.value(field.maximum)):
        flip = _flip_towards(field, current, bound, estimate, baremes)
        if flip and (nearest is None or flip.distance < nearest.distance):
            nearest = flip
    if nearest:
        yield nearest


def _scale(field: Field) -> Decimal:
    """Return what a change of this assumption is measured by: its usual value, or its width where that is nothing."""
    usual = field.value(field.default)
    width = field.value(field.maximum) - field.value(field.minimum)
    return Decimal(usual or width)


def _current(name: str, estimate: Estimate) -> Decimal:
    switch = SWITCH.get(name)
    off = switch is not None and not getattr(estimate.inputs, switch)
    value: Decimal = getattr(estimate.inputs, name)
    return ZERO if off else value


def _flip_towards(field: Field, current: Decimal, bound: Decimal, estimate: Estimate, baremes: Baremes) -> Flip | None:
    """Return the first value towards `bound` at which two neighbours of the ranking meet."""
    if bound == current:
        return None
    base = {name: option.mensuel for name, option in estimate.options.items()}

    def monthly(value: Decimal) -> dict[str, Decimal]:
        changes: dict[str, Any] = {field.name: value}
        if field.name in SWITCH:
            changes[SWITCH[field.name]] = True
        inputs = replace(estimate.inputs, **changes)
        moved = (name for name in BEARS_ON[field.name] if name in base)
        return {**base, **{name: SCENARIOS[name].cost(inputs, estimate.tarifs, baremes).mensuel for name in moved}}

    # Gross pay bends the cost of an employee up and down: the first change is looked for step by step.
    steps = _STEPS if field.name == "salaire_brut_temps_plein" else 1
    points = [current + (bound - current) * Decimal(step * step) / (steps * steps) for step in range(1, steps + 1)]
    for near, far in zip([current, *points], points, strict=False):
        flip = _flip_between(field, near, far, estimate, monthly)
        if flip:
            return flip
    return None


def _flip_between(
    field: Field, near: Decimal, far: Decimal, estimate: Estimate, monthly: Callable[[Decimal], dict[str, Decimal]]
) -> Flip | None:
    """Return the first value between two at which the ranking changes, if it does."""
    at_near, at_far = monthly(near), monthly(far)
    current = _current(field.name, estimate)
    best = None
    for index, first in enumerate(estimate.ranking):
        for second in estimate.ranking[index + 1 :]:
            before, after = at_near[first] - at_near[second], at_far[first] - at_far[second]
            if not before < 0 < after:
                continue
            value = root(lambda v, a=first, b=second: (m := monthly(v))[a] - m[b], (near, before), (far, after))  # type: ignore[misc]
            if best is None or abs(value - current) < abs(best - current):
                best = value
    if best is None:
        return None
    # Just beyond, on the far side, to name the ranking that follows.
    beyond = best + (far - best) * _BEYOND
    return Flip(field.name, current, best, abs(best - current) / _scale(field), ranked(monthly(beyond)))
