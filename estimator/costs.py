"""What a way of getting the work done costs: lines and their sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .headings import Heading, LineKind
from .money import ZERO
from .records import record


@record
class CostLine:
    """
    One line of a cost, EUR/month: what it is stands in its heading.

    `amount` is never negative: a line of kind « reduction » is subtracted, by `Cost` alone. `base` × `rate` gives
    `amount` where both exist. `parameters` are the ids of those behind it: its law can be shown.
    """

    heading: Heading
    amount: Decimal
    base: Decimal | None = None
    rate: Decimal | None = None
    parameters: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Return the code of its heading."""
        return self.heading.code

    @property
    def label(self) -> str:
        """Return how it is called."""
        return self.heading.label

    @property
    def kind(self) -> LineKind:
        """Return what kind of line it is."""
        return self.heading.kind

    @property
    def rate_is_price(self) -> bool:
        """Return whether `rate` is EUR per unit of `base`, rather than a fraction of it."""
        return self.heading.unit != "€"

    @property
    def signed(self) -> Decimal:
        """Return the amount as it enters the sum."""
        return -self.amount if self.heading.kind == "reduction" else self.amount


def total(lines: Iterable[CostLine]) -> Decimal:
    """Return the sum of `lines`, reductions subtracted, EUR/month."""
    return sum([line.signed for line in lines], ZERO)


def subtotal(lines: tuple[CostLine, ...], *kinds: LineKind) -> Decimal:
    """Return the sum of the lines of these kinds, reductions subtracted, EUR/month."""
    return total([line for line in lines if line.heading.kind in kinds])


@record
class Hours:
    """
    Hours of a month behind a cost.

    `utiles` are those the client needs, `payees` those he pays, `travaillees` those worked.
    """

    utiles: Decimal
    payees: Decimal
    travaillees: Decimal

    @property
    def sans_besoin(self) -> Decimal:
        """Return the hours worked that the client does not need."""
        return max(ZERO, self.travaillees - self.utiles)


@record
class Cost:
    """One option: its lines, its hours, and facts that its explanation needs."""

    option: str
    lines: tuple[CostLine, ...]
    hours: Hours
    facts: dict[str, Any]
    duree: Decimal

    def line(self, code: str) -> CostLine | None:
        """Return the line of that code, None when nothing is due."""
        return next((line for line in self.lines if line.code == code), None)

    @property
    def mensuel(self) -> Decimal:
        """Return the cost of an average month, EUR."""
        return total(self.lines)

    @property
    def annuel(self) -> Decimal:
        """Return the cost of twelve such months, EUR."""
        return self.mensuel * 12

    @property
    def total(self) -> Decimal:
        """Return the cost over the whole duration of the need, EUR."""
        return self.mensuel * self.duree

    @property
    def horaire(self) -> Decimal:
        """Return the cost of each hour really worked for the client, EUR/hour."""
        return self.mensuel / self.hours.utiles


@dataclass(frozen=True, slots=True)
class Unlawful:
    """
    Why the law forbids an option for this need, and the id of the parameter whose text says so.

    `remedies` are answers to `question` under which it may be lawful, each with what one says then.
    """

    reason: str
    parameter: str
    question: str = ""
    remedies: tuple[tuple[str, str], ...] = ()
