"""
The two drawings of an answer: what each cost is made of, and cost against hours.

Places are whole thousandths of the width or of the height of a drawing. As in SVG, they count from the left and from
the top. They are the same in every Python, and short in the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ..answer.comparison import Crossing, Curve, Estimate
from ..answer.scenarios import interimaire, salarie
from ..answer.sensitivity import Range, bands
from ..costs import Cost
from ..formatting import heures_revolues
from ..headings import DRAWINGS
from ..law.dated import Baremes
from ..money import ZERO
from ..records import record
from .scale import WHOLE, graduations, place

#: The part in which each kind of line is drawn.
_PART_OF: Final = {kind: part for part, drawing in DRAWINGS.items() for kind in drawing.kinds}
#: What an eye tells apart: a bend by this much, two curves by that much.
_BEND: Final = 5
_APART: Final = 20
#: The height of a name at the end of a curve. Half the width of a letter on a phone.
_NAME_HEIGHT: Final = 75
_HALF_LETTER: Final = 18
#: Lines under the axis on which hours are written.
_LEVELS: Final = 2


@record
class Part:
    """
    One part of a cost: its kind among DRAWINGS, its caption, its amount (EUR), its share.

    `reduction` is what the law takes back of it, EUR, already taken off the amount.
    """

    kind: str
    caption: str
    amount: Decimal
    share: Decimal
    start: int
    width: int
    reduction: Decimal


@record
class Bar:
    """A cost and its parts from the left; bars of one answer have one scale."""

    option: str
    total: Decimal
    parts: tuple[Part, ...]

    @property
    def largest(self) -> Part:
        """Return the part that weighs most."""
        return max(self.parts, key=lambda part: part.amount)


@record
class Row:
    """What each option costs at some hours, and within which range where it has one, EUR/month."""

    hours: Decimal
    costs: dict[str, Decimal]
    ranges: dict[str, Range]


@record
class Line:
    """The drawn curve of an option: its points, its band (empty without one) and the height of its name."""

    option: str
    points: tuple[tuple[int, int], ...]
    band: tuple[tuple[int, int], ...]
    name_y: int


@record
class Mark:
    """A crossing that can be seen: its place, and the level under the axis of its hours, if written."""

    crossing: Crossing
    x: int
    y: int
    level: int | None


@record
class Curves:
    """
    Cost against hours: the lines join the rows.

    `here` is the place of the need on the axis, `here_y` the height of each of its costs. Graduations are (place,
    value) pairs, hours and EUR/month.
    """

    rows: tuple[Row, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    here: int
    here_y: dict[str, int]
    across: tuple[tuple[int, Decimal], ...]
    up: tuple[tuple[int, Decimal], ...]


@record
class Charts:
    """Both drawings."""

    bars: tuple[Bar, ...]
    curves: Curves


def charts(estimate: Estimate, ranges: Mapping[str, Range], baremes: Baremes) -> Charts:
    """Return both drawings of `estimate`, of what is lawful, with these ranges (see `sensitivity.ranges`)."""
    return Charts(_bars(estimate), _curves(estimate, ranges, baremes))


def _bars(estimate: Estimate) -> tuple[Bar, ...]:
    costs = {name: estimate.options[name] for name in estimate.licites}
    amounts = {name: _amounts(cost) for name, cost in costs.items()}
    longest = max(cost.mensuel for cost in costs.values())
    return tuple(Bar(name, cost.mensuel, tuple(_parts(cost, amounts[name], longest))) for name, cost in costs.items())


def _amounts(cost: Cost) -> dict[str, Decimal]:
    """Return the amount of each part, from the left, EUR/month: an agency's invoice parts in pay and the rest."""
    amounts = dict.fromkeys(DRAWINGS, ZERO)
    for line in cost.lines:
        amounts[_PART_OF[line.kind]] += line.signed
    if cost.option == interimaire.NAME:
        pay = cost.facts["salaire_brut_horaire"] * cost.hours.payees
        amounts.update(prestation=ZERO, remuneration=pay, agence=amounts["prestation"] - pay)
    return {kind: amount for kind, amount in amounts.items() if amount}


def _parts(cost: Cost, amounts: Mapping[str, Decimal], longest: Decimal) -> Iterator[Part]:
    """Yield the parts of a bar, which end together where the cost does."""
    before, total = ZERO, cost.mensuel
    for kind, amount in amounts.items():
        reduction = -sum((line.signed for line in cost.lines if line.signed < 0 and _PART_OF[line.kind] == kind), ZERO)
        start, end = place(before, longest), place(before + amount, longest)
        yield Part(kind, DRAWINGS[kind].caption, amount, amount / total, start, end - start, reduction)
        before += amount


def _curves(estimate: Estimate, ranges: Mapping[str, Range], baremes: Baremes) -> Curves:
    rows = _rows(estimate, ranges, baremes)
    last = estimate.curve.heures[-1]
    top = max(cost for row in rows for cost in (*row.costs.values(), *(span.haut for span in row.ranges.values())))
    return Curves(
        rows=rows,
        lines=tuple(_lines(rows, last, top)),
        marks=tuple(_marks(estimate, rows, top)),
        here=place(estimate.inputs.heures_par_mois, last),
        here_y={name: _height(estimate.options[name].mensuel, top) for name in estimate.licites},
        across=tuple((place(value, last), value) for value in graduations(last)),
        up=tuple((_height(value, top), value) for value in graduations(top)),
    )


def _rows(estimate: Estimate, ranges: Mapping[str, Range], baremes: Baremes) -> tuple[Row, ...]:
    """Return the costs at the need and wherever a curve bends enough to be seen."""
    curve, here = estimate.curve, estimate.inputs.heures_par_mois
    costs = {curve.heures[i]: {name: there[i] for name, there in curve.couts.items()} for i in _bending(curve)}
    uncertain = {name: span for name, span in ranges.items() if name in estimate.licites and span.bas != span.haut}
    spans = {**bands(estimate, baremes, tuple(costs), tuple(uncertain)), here: uncertain}
    costs[here] = {name: estimate.options[name].mensuel for name in estimate.licites}
    return tuple(Row(hours, costs[hours], spans[hours]) for hours in sorted(costs))


# As long as only the hours change, the curve is the same.
@lru_cache(maxsize=2)
def _bending(curve: Curve) -> tuple[int, ...]:
    """Return the points of the curve that are drawn: its ends, and those at which any of its lines bends."""
    top = max(max(costs) for costs in curve.couts.values())
    xs = [place(hours, curve.heures[-1]) for hours in curve.heures]
    last = len(xs) - 1
    drawn = [[(x, place(cost, top)) for x, cost in zip(xs, costs, strict=True)] for costs in curve.couts.values()]
    return tuple(sorted({0, last}.union(*(_bends(points, 0, last) for points in drawn))))


def _bends(points: list[tuple[int, int]], first: int, last: int) -> set[int]:
    """Return the points between two others without which the line would visibly move (Ramer, Douglas and Peucker)."""
    (x0, y0), (x1, y1) = points[first], points[last]

    def aside(index: int) -> int:
        x, y = points[index]
        return abs((y - y0) * (x1 - x0) - (y1 - y0) * (x - x0))

    farthest = max(range(first + 1, last), key=aside, default=None)
    if farthest is None or aside(farthest) <= _BEND * (x1 - x0):
        return set()
    return {farthest} | _bends(points, first, farthest) | _bends(points, farthest, last)


def _lines(rows: tuple[Row, ...], last: Decimal, top: Decimal) -> Iterator[Line]:
    """Yield the curve of each option through the rows."""
    xs = [place(row.hours, last) for row in rows]
    heights = {name: [_height(row.costs[name], top) for row in rows] for name in rows[0].costs}
    names = _spread({name: ys[-1] for name, ys in heights.items()})
    for name, ys in heights.items():
        spans = [row.ranges[name] for row in rows if name in row.ranges]
        high = [(x, _height(span.haut, top)) for x, span in zip(xs, spans, strict=False)]
        low = [(x, _height(span.bas, top)) for x, span in zip(xs, spans, strict=False)]
        yield Line(name, tuple(zip(xs, ys, strict=True)), (*high, *reversed(low)), names[name])


def _spread(heights: Mapping[str, int]) -> dict[str, int]:
    """
    Return heights at which names do not cover each other, in the same order.

    Names are moved up, off the curves, which come from below; down where the drawing ends.
    """
    places: dict[str, int] = {}
    room = WHOLE
    for name in sorted(heights, key=lambda name: -heights[name]):
        places[name] = min(heights[name], room)
        room = places[name] - _NAME_HEIGHT
    room = 0
    for name in reversed(places):
        places[name] = max(places[name], room)
        room = places[name] + _NAME_HEIGHT
    return places


def _marks(estimate: Estimate, rows: tuple[Row, ...], top: Decimal) -> Iterator[Mark]:
    """Yield the crossings that can be seen, by growing hours, their hours on the first level that has room."""
    last = estimate.curve.heures[-1]
    written: list[tuple[int, str]] = [(-WHOLE, "")] * _LEVELS
    for crossing in _visible(estimate.curve, estimate.seuils):
        x, text = place(crossing.heures, last), heures_revolues(crossing.heures)
        free = (
            level
            for level, (before, other) in enumerate(written)
            if x - before >= _HALF_LETTER * (len(text) + len(other))
        )
        level = None if text in {other for _, other in written} else next(free, None)
        if level is not None:
            written[level] = (x, text)
        # An invoice has a cost at every hour; that of an employee may jump over the other.
        invoice = next(name for name in crossing.options if name != salarie.NAME)
        yield Mark(crossing, x, _height(_between(rows, invoice, crossing.heures), top), level)


@lru_cache(maxsize=2)
def _visible(curve: Curve, crossings: tuple[Crossing, ...]) -> tuple[Crossing, ...]:
    """Return the crossings at which two options part visibly on both sides, by growing hours."""
    pairs = {one.options for one in crossings}
    visible = (one for names in pairs for one in _parting(curve, [one for one in crossings if one.options == names]))
    return tuple(sorted(visible, key=lambda one: (one.heures, one.options)))


def _parting(curve: Curve, crossings: Sequence[Crossing]) -> Iterator[Crossing]:
    """Yield those of the crossings of two options that can be seen: nearly equal costs cross for nothing."""
    names = crossings[0].options
    top = max(max(costs) for costs in curve.couts.values())
    widest = [ZERO] * (len(crossings) + 1)
    for hours, first, second in zip(curve.heures, *(curve.couts[name] for name in names), strict=True):
        stretch = sum(crossing.heures <= hours for crossing in crossings)
        widest[stretch] = max(widest[stretch], abs(first - second))
    apart = [stretch for stretch, gap in enumerate(widest) if place(gap, top) >= _APART]
    for before, after in pairwise(apart):
        if (after - before) % 2:
            yield crossings[after - 1]


def _between(rows: tuple[Row, ...], name: str, hours: Decimal) -> Decimal:
    """Return the cost that the drawn line of an option has at some hours."""
    for low, high in pairwise(rows):
        if low.hours <= hours <= high.hours:
            way = (hours - low.hours) / (high.hours - low.hours)
            return low.costs[name] + way * (high.costs[name] - low.costs[name])
    return rows[-1].costs[name]


def _height(cost: Decimal, top: Decimal) -> int:
    return WHOLE - place(cost, top)
