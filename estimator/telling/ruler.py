"""
The ruler of hours: who costs least over which hours, and where the need stands.

Places are those of `scale.py`. It goes by whole hours: a plan is no finer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import Final

from ..answer.comparison import Curve, Estimate, about_the_same
from ..law.dated import Baremes
from ..options import OPTIONS
from ..records import record
from .scale import WHOLE, graduations, place

#: Half the width of a letter on a phone.
_HALF_LETTER: Final = 14
#: Costs that are about the same over no more hours than these only cross.
_CROSSING: Final = 12


@record
class Stretch:
    """
    Whole hours a month over which one option costs least, or several about the same: `options`, in their order.

    `first` is None where it starts with the question, `last` where it ends with it. `costs` are the least
    and the most that the cheapest costs there, EUR.
    """

    options: tuple[str, ...]
    first: int | None
    last: int | None
    costs: tuple[Decimal, Decimal]
    start: int
    width: int

    @property
    def name(self) -> str:
        """Return who costs least there, in few words."""
        names = [OPTIONS[option].short_name for option in self.options]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} ou {names[-1]}"

    @property
    def is_named(self) -> bool:
        """Return whether its drawing has room for its name."""
        return self.width > 2 * _HALF_LETTER * len(self.name)


@record
class Ruler:
    """The stretches from the left, the place of the need, and graduations as (place, hours)."""

    stretches: tuple[Stretch, ...]
    here: int
    across: tuple[tuple[int, Decimal], ...]


def ruler(estimate: Estimate, baremes: Baremes) -> Ruler:
    """Return the ruler of a comparison, of what the law allows."""
    last = estimate.curve.heures[-1]
    return Ruler(
        stretches=_stretches(estimate.curve, baremes["part_egalite"]),
        here=place(estimate.inputs.heures_par_mois, last),
        across=tuple((place(value, last), value) for value in graduations(last)),
    )


# As long as only the hours change, the curve is the same.
@lru_cache(maxsize=2)
def _stretches(curve: Curve, share: Decimal) -> tuple[Stretch, ...]:
    costs = dict(_at_whole_hours(curve))
    about = {hour: _cheapest(monthly, share) for hour, monthly in costs.items()}
    winners = {
        hour: about[hour]
        for hours in _runs(about)
        if len(about[hours[0]]) == 1 or len(hours) > _CROSSING
        for hour in hours
    }
    for hour, monthly in costs.items():
        # Where costs only cross, each side is told by the cheaper one, as the threshold is.
        [cheapest] = _cheapest(monthly)
        ahead = next((winners[later] for later in costs if later >= hour and later in winners), ())
        around = (winners.get(hour - 1, ()), ahead)
        winners.setdefault(hour, next((names for names in around if cheapest in names), (cheapest,)))
    return tuple(_stretch(winners[hours[0]], hours, costs, curve) for hours in _runs(winners))


def _runs(winners: Mapping[int, tuple[str, ...]]) -> Iterator[list[int]]:
    """Yield the hours that follow each other with the same options."""
    yield from (list(hours) for _, hours in groupby(sorted(winners), lambda hour: winners[hour]))


def _stretch(
    names: tuple[str, ...], hours: list[int], costs: Mapping[int, Mapping[str, Decimal]], curve: Curve
) -> Stretch:
    (begins, *_, ends), last = (min(costs), max(costs)), curve.heures[-1]
    least = [min(costs[hour].values()) for hour in hours]
    is_first, is_last = hours[0] == begins, hours[-1] == ends
    start = 0 if is_first else place(Decimal(hours[0]), last)
    end = WHOLE if is_last else place(Decimal(hours[-1] + 1), last)
    return Stretch(
        options=names,
        first=None if is_first else hours[0],
        last=None if is_last else hours[-1],
        costs=(min(least), max(least)),
        start=start,
        width=end - start,
    )


def _cheapest(monthly: Mapping[str, Decimal], share: Decimal = Decimal(0)) -> tuple[str, ...]:
    """Return the options that cost about the least, in their order; the cheapest alone without a `share`."""
    if not share:
        return (min(monthly, key=lambda name: monthly[name]),)
    about = about_the_same(monthly, share)
    return tuple(name for name in monthly if name in about)


def _at_whole_hours(curve: Curve) -> Iterator[tuple[int, dict[str, Decimal]]]:
    """Yield each whole hour of the curve with the costs there, EUR/month."""
    points, before = curve.heures, 0
    for hour in range(int(points[0]), int(points[-1]) + 1):
        while points[before + 1] < hour:
            before += 1
        way = (hour - points[before]) / (points[before + 1] - points[before])
        yield hour, {name: ys[before] + (ys[before + 1] - ys[before]) * way for name, ys in curve.couts.items()}
