"""What was measured, visit by visit, and the middle and spread of any of it."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """One visit: under which condition, of which variant (or « page »), `cold` or `second`, its figures or its fault."""

    condition: str
    variant: str
    visit: str
    figures: dict[str, float] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    fault: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it, a tenth of a millisecond being precise enough."""
        told = {"condition": self.condition, "variant": self.variant, "visit": self.visit}
        figures = {name: round(value, 1) for name, value in self.figures.items()}
        return {**told, "figures": figures, **({"fault": self.fault} if self.fault else {})}


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of some values, their quartiles, and how many there are."""

    median: float
    low: float
    high: float
    count: int


def spread(values: Iterable[float]) -> Spread | None:
    """Return the median and the quartiles of values, None of none."""
    ordered = sorted(values)
    if not ordered:
        return None
    if len(ordered) == 1:
        return Spread(ordered[0], ordered[0], ordered[0], 1)
    low, median, high = statistics.quantiles(ordered, n=4, method="inclusive")
    return Spread(median, low, high, len(ordered))


class Samples(list[Sample]):
    """All the visits of a run."""

    def of(self, condition: str, variant: str, visit: str = "cold") -> list[Sample]:
        """Return the visits that went well, in their order."""
        return [
            sample
            for sample in self
            if (sample.condition, sample.variant, sample.visit) == (condition, variant, visit) and not sample.fault
        ]

    def spread(self, figure: str, condition: str, variant: str, visit: str = "cold") -> Spread | None:
        """Return the middle and spread of one figure, None where it was not measured."""
        return spread(
            sample.figures[figure] for sample in self.of(condition, variant, visit) if figure in sample.figures
        )

    def median(self, figure: str, condition: str, variant: str, visit: str = "cold") -> float | None:
        """Return the median alone."""
        found = self.spread(figure, condition, variant, visit)
        return found.median if found else None

    def sent(self, condition: str, variant: str, visit: str = "cold") -> dict[str, int]:
        """Return the bytes of each file that the server sent in the last of these visits, heaviest first."""
        last = self.of(condition, variant, visit)[-1:]
        return dict(sorted(last[0].sent.items(), key=lambda item: -item[1])) if last else {}

    def faults(self) -> list[Sample]:
        """Return the visits that did not go well."""
        return [sample for sample in self if sample.fault]
