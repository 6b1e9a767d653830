"""The three costs side by side, ranked, and the hours at which the cheaper one changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, pairwise, zip_longest
from types import ModuleType
from typing import Final

from ..costs import Cost, Unlawful
from ..law.dated import Baremes
from ..law.heures import heures_possibles
from ..need.inputs import Inputs
from ..need.questions import field_named
from ..need.tarifs import Tarifs
from ..options import OPTIONS
from .scenarios import interimaire, prestataire, salarie

_MODULES: Final = {scenario.NAME: scenario for scenario in (prestataire, salarie, interimaire)}
#: The module of each option, in their order.
SCENARIOS: Final = {code: _MODULES[code] for code in OPTIONS}
#: A crossing is known to this many euros, or failing that to this many hours: far below what anyone plans.
_PRECISION: Final = Decimal("0.000001")

Interval = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Crossing:
    """The hours a month at which, of two options, the cheaper one changes from `avant` to `apres`."""

    options: tuple[str, str]
    heures: Decimal
    avant: str
    apres: str


@dataclass(frozen=True, slots=True, eq=False)  # a key of what is kept about it
class Curve:
    """
    The cost of each option against hours, EUR/month: straight lines between `heures`.

    Exact for invoices and part-time contracts; with overtime the points are an hour apart.
    """

    heures: tuple[Decimal, ...]
    couts: dict[str, tuple[Decimal, ...]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    A comparison: data only. `ranking` goes from the cheapest lawful option to the dearest.

    `a_egalite` are the first of them, whose costs are about the cheapest's: alone, it is the winner.
    An option that the law forbids for this need stands in `refusals`: its cost is shown, and ranked by nothing.
    """

    inputs: Inputs
    tarifs: Tarifs
    day: date
    options: dict[str, Cost]
    refusals: dict[str, Unlawful]
    ranking: tuple[str, ...]
    a_egalite: tuple[str, ...]
    curve: Curve
    seuils: tuple[Crossing, ...]

    @property
    def egalite(self) -> bool:
        """Return whether the two cheapest cost about the same."""
        return len(self.a_egalite) > 1

    @property
    def temps_des_taches(self) -> tuple[tuple[str, Decimal], ...]:
        """Return the tasks asked for, by name, with the minutes that an employee would take for a unit of each."""
        names, minutes = {tache.code: tache.nom for tache in self.tarifs.taches}, dict(self.inputs.minutes)
        return tuple((names[code], minutes[code]) for code, _ in self.inputs.volumes)

    @property
    def licites(self) -> tuple[str, ...]:
        """Return the options that the law allows for this need, in their order."""
        return tuple(name for name in self.options if name not in self.refusals)

    def rang(self, option: str) -> int | None:
        """Return the rank of `option`, 1 for the cheapest; None for one that the law forbids."""
        return None if option in self.refusals else self.ranking.index(option) + 1

    def seuils_entre(self, first: str, second: str) -> tuple[Crossing, ...]:
        """Return the crossings between two options, by growing hours."""
        return tuple(crossing for crossing in self.seuils if set(crossing.options) == {first, second})

    def intervalles(self, first: str, second: str) -> tuple[Interval, ...]:
        """
        Return the hours a month over which `first` costs less than `second`, as (from, to) pairs.

        None stands for « as far as the question goes »; an empty tuple means never.
        """
        crossings = self.seuils_entre(first, second)
        if not crossings:
            first_is_cheaper = self.options[first].mensuel < self.options[second].mensuel
            return ((None, None),) if first_is_cheaper else ()
        starts: list[Decimal | None] = [None] if crossings[0].avant == first else []
        starts += [crossing.heures for crossing in crossings if crossing.apres == first]
        ends = [crossing.heures for crossing in crossings if crossing.avant == first]
        return tuple(zip_longest(starts, ends))


def compare(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Estimate:
    """Return the comparison of the three options for one need."""
    refusals = unlawful(inputs, baremes)
    options = {name: scenario.cost(inputs, tarifs, baremes) for name, scenario in SCENARIOS.items()}
    lawful = {name: option.mensuel for name, option in options.items() if name not in refusals}
    curve, seuils = _at_all_hours(_without_hours(inputs, tarifs, baremes), tarifs, baremes, tuple(lawful))
    return Estimate(
        inputs=inputs,
        tarifs=tarifs,
        day=baremes.day,
        options=options,
        refusals=refusals,
        ranking=ranked(lawful),
        a_egalite=about_the_same(lawful, baremes["part_egalite"]),
        curve=curve,
        seuils=seuils,
    )


def unlawful(inputs: Inputs, baremes: Baremes) -> dict[str, Unlawful]:
    """Return the options that the law forbids for this need, and why."""
    refusal = interimaire.refusal(inputs, baremes)
    return {interimaire.NAME: refusal} if refusal else {}


def ranked(monthly: Mapping[str, Decimal]) -> tuple[str, ...]:
    """Return the options from the cheapest to the dearest; equals keep the order of SCENARIOS."""
    return tuple(sorted(monthly, key=lambda name: monthly[name]))


def about_the_same(monthly: Mapping[str, Decimal], share: Decimal) -> tuple[str, ...]:
    """Return the cheapest option, and those that cost less than `share` of it more."""
    limit = min(monthly.values()) * (1 + share)
    return tuple(name for name in ranked(monthly) if monthly[name] < limit)


def _without_hours(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Inputs:
    """Return the same need whatever its hours: what is computed for all hours does not depend on them."""
    return inputs.with_hours(field_named("heures_par_mois", baremes, tarifs).minimum)


# Hours are what visitors change most: the same curve then serves again.
@lru_cache(maxsize=2)
def _at_all_hours(
    inputs: Inputs, tarifs: Tarifs, baremes: Baremes, names: tuple[str, ...]
) -> tuple[Curve, tuple[Crossing, ...]]:
    """Return the curve of these options, and every crossing on it."""
    curve = costs_against_hours(inputs, tarifs, baremes, {name: SCENARIOS[name] for name in names})
    return curve, crossings(inputs, tarifs, baremes, curve)


def costs_against_hours(inputs: Inputs, tarifs: Tarifs, baremes: Baremes, scenarios: Mapping[str, ModuleType]) -> Curve:
    """Return the cost of each option at every hour where one bends, over the hours of the form."""
    hours = field_named("heures_par_mois", baremes, tarifs)
    bends = {h for scenario in scenarios.values() for h in scenario.kinks(inputs, tarifs, baremes)}
    most = _most_hours(inputs, hours.maximum, baremes)
    points = sorted({hours.minimum, most, *(h for h in bends if hours.minimum < h < most)})
    needs = [inputs.with_hours(needed) for needed in points]
    couts = {
        name: tuple(scenario.mensuel(need, tarifs, baremes) for need in needs) for name, scenario in scenarios.items()
    }
    return Curve(tuple(points), couts)


def _most_hours(inputs: Inputs, maximum: Decimal, baremes: Baremes) -> Decimal:
    """Return the most hours a month that the form accepts for this need."""
    if inputs.ponctuel:
        return maximum
    return min(maximum, heures_possibles(salarie.utile(inputs, baremes), baremes))


def crossings(inputs: Inputs, tarifs: Tarifs, baremes: Baremes, curve: Curve) -> tuple[Crossing, ...]:
    """Return every crossing of two options: between two bends of the curve they cross once at most."""
    changes: list[Crossing] = []
    for names in combinations(curve.couts, 2):
        first, second = (SCENARIOS[name] for name in names)

        def gap(needed: Decimal, first: ModuleType = first, second: ModuleType = second) -> Decimal:
            need = inputs.with_hours(needed)
            return Decimal(first.mensuel(need, tarifs, baremes) - second.mensuel(need, tarifs, baremes))

        gaps = [a - b for a, b in zip(*(curve.couts[name] for name in names), strict=True)]
        for needed, first_was_cheaper in _sign_changes(gap, list(zip(curve.heures, gaps, strict=True))):
            avant, apres = names if first_was_cheaper else names[::-1]
            changes.append(Crossing((names[0], names[1]), needed, avant, apres))
    return tuple(changes)


def _sign_changes(
    gap: Callable[[Decimal], Decimal], signed: list[tuple[Decimal, Decimal]]
) -> list[tuple[Decimal, bool]]:
    """Return (hours, whether the gap was negative before) for each change of sign between the points."""
    # A gap of exactly zero at a point is no sign of its own: the signs around it decide.
    nonzero = [(point, value) for point, value in signed if value]
    changes = []
    for (low, before), (high, after) in pairwise(nonzero):
        if (before < 0) != (after < 0):
            zeros = [point for point, value in signed if low < point < high and not value]
            changes.append((zeros[0] if zeros else root(gap, (low, before), (high, after)), before < 0))
    return changes


def root(gap: Callable[[Decimal], Decimal], low: tuple[Decimal, Decimal], high: tuple[Decimal, Decimal]) -> Decimal:
    """
    Return where `gap` changes sign between two points given with their gaps.

    At once on a straight line; elsewhere by false position, with a halving when it stalls (the Illinois rule). On a
    jump, the jump.
    """
    (a, at_a), (b, at_b) = low, high
    side = 0
    while abs(b - a) > _PRECISION:
        guess = b - at_b * (b - a) / (at_b - at_a)
        at_guess = gap(guess)
        if abs(at_guess) < _PRECISION:
            return guess
        if (at_guess < 0) == (at_b < 0):
            b, at_b = guess, at_guess
            at_a = at_a / 2 if side == 1 else at_a
            side = 1
        else:
            a, at_a = guess, at_guess
            at_b = at_b / 2 if side == -1 else at_b
            side = -1
    return b
