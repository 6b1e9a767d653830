"""The three costs side by side, ranked, and the hours at which the cheapest changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise, zip_longest
from typing import Final

from .costs import Cost
from .dated import Baremes
from .inputs import Inputs, schema
from .scenarios import interimaire, prestataire, salarie
from .tarifs import Tarifs

SCENARIOS: Final = (prestataire, salarie, interimaire)
#: A crossing is known to this many hours: far below what anyone plans.
_PRECISION: Final = Decimal("0.000001")

Interval = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Crossing:
    """The hours a month at which, of two options, the cheaper one changes from `avant` to `apres`."""

    options: tuple[str, str]
    heures: Decimal
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A comparison: data only. `ranking` goes from the cheapest to the dearest option."""

    inputs: Inputs
    tarifs: Tarifs
    day: date
    options: dict[str, Cost]
    ranking: tuple[str, ...]
    seuils: tuple[Crossing, ...]

    @property
    def cheapest(self) -> Cost:
        """Return the option that costs least."""
        return self.options[self.ranking[0]]

    def ecart(self, option: str) -> Decimal:
        """Return what `option` costs more than the cheapest, EUR/month."""
        return self.options[option].mensuel - self.cheapest.mensuel

    def rang(self, option: str) -> int:
        """Return the rank of `option`, 1 for the cheapest."""
        return self.ranking.index(option) + 1

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
    options = {scenario.NAME: scenario.cost(inputs, tarifs, baremes) for scenario in SCENARIOS}
    return Estimate(
        inputs=inputs,
        tarifs=tarifs,
        day=baremes.day,
        options=options,
        # sorted() is stable: equal costs keep the order of SCENARIOS.
        ranking=tuple(sorted(options, key=lambda name: options[name].mensuel)),
        seuils=crossings(inputs, tarifs, baremes),
    )


def crossings(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Crossing, ...]:
    """Return every crossing of two options over the hours that the form accepts."""
    hours = next(field for field in schema(baremes) if field.name == "heures_par_mois")
    found: list[Crossing] = []
    for first, second in combinations(SCENARIOS, 2):
        kinks = {*first.kinks(inputs, tarifs, baremes), *second.kinks(inputs, tarifs, baremes)}
        points = sorted({hours.minimum, hours.maximum, *(h for h in kinks if hours.minimum < h < hours.maximum)})

        def gap(needed: Decimal, first=first, second=second) -> Decimal:  # type: ignore[no-untyped-def]
            at = replace(inputs, heures_par_mois=needed)
            return Decimal(first.cost(at, tarifs, baremes).mensuel - second.cost(at, tarifs, baremes).mensuel)

        names = (first.NAME, second.NAME)
        for needed, first_was_cheaper in _sign_changes(gap, points):
            avant, apres = names if first_was_cheaper else names[::-1]
            found.append(Crossing(names, needed, avant, apres))
    return tuple(found)


def _sign_changes(gap: Callable[[Decimal], Decimal], points: list[Decimal]) -> list[tuple[Decimal, bool]]:
    """Return (hours, whether the gap was negative before) for each change of sign between `points`."""
    signed = [(point, gap(point)) for point in points]
    # A gap of exactly zero at a point is no sign of its own: the signs around it decide.
    nonzero = [(point, value) for point, value in signed if value]
    changes = []
    for (low, before), (high, after) in pairwise(nonzero):
        if (before < 0) != (after < 0):
            zeros = [point for point, value in signed if low < point < high and not value]
            changes.append((zeros[0] if zeros else _root(gap, low, high, before, after), before < 0))
    return changes


def _root(gap: Callable[[Decimal], Decimal], low: Decimal, high: Decimal, at_low: Decimal, at_high: Decimal) -> Decimal:
    """Return where `gap` changes sign: at once on a straight line, by halving otherwise."""
    guess = low - at_low * (high - low) / (at_high - at_low)
    if abs(gap(guess)) < _PRECISION:
        return guess
    while high - low > _PRECISION:
        middle = (low + high) / 2
        if (gap(middle) < 0) == (at_low < 0):
            low = middle
        else:
            high = middle
    return high
