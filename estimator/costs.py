"""What a way of getting the work done costs: lines and their sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from .money import ZERO
from .records import record

LineKind = Literal[
    "remuneration",
    "cotisation",
    "reduction",
    "avantage",
    "frais",
    "taxe",
    "prestation",
    "tache",
    "majoration",
    "deplacement",
    "tva",
]


#: Lines of a payslip that count hours.
PAID_BY_THE_HOUR: Final = ("salaire_brut_base", "heures_supplementaires", "deduction_heures_supplementaires")


@record
class CostLine:
    """
    One line of a cost, EUR/month.

    `amount` is never negative: a line of kind « reduction » is subtracted, by `Cost` alone.
    `base` × `rate` gives `amount` where both exist; `parameters` are the ids of the
    parameters behind it, so that its law can be shown.
    """

    code: str
    label: str
    kind: LineKind
    amount: Decimal
    base: Decimal | None = None
    rate: Decimal | None = None
    parameters: tuple[str, ...] = ()

    @property
    def rate_is_price(self) -> bool:
        """Return whether `rate` is EUR per unit of `base`, rather than a fraction of it."""
        return self.kind in ("prestation", "tache", "deplacement") or self.code in PAID_BY_THE_HOUR

    @property
    def signed(self) -> Decimal:
        """Return the amount as it enters the sum."""
        return -self.amount if self.kind == "reduction" else self.amount


def total(lines: Iterable[CostLine]) -> Decimal:
    """Return the sum of `lines`, reductions subtracted, EUR/month."""
    return sum([line.signed for line in lines], ZERO)


def subtotal(lines: tuple[CostLine, ...], *kinds: LineKind) -> Decimal:
    """Return the sum of the lines of these kinds, reductions subtracted, EUR/month."""
    return total([line for line in lines if line.kind in kinds])


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
class NotApplicable:
    """An option that the law forbids for this need: why, and the id of the parameter whose text says so."""

    option: str
    reason: str
    parameter: str
