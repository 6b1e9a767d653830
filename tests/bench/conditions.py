"""Under which conditions pages are visited, how many times, and which visits each holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from throttling import DIRECT, FAST_4G, TEN_MEGABITS, Line


@dataclass(frozen=True, slots=True)
class Condition:
    """
    A line and a processor.

    `share` is the part of the time during which the browser runs: 0.25 makes a processor four
    times slower. `second` says whether each variant is visited again in the same profile,
    `limits` whether the two limits are, `slowest_runs` how many runs the slowest peer has.
    """

    key: str
    title: str
    line: Line = DIRECT
    share: float = 1.0
    second: bool = False
    limits: bool = False
    slowest_runs: int = 7

    @property
    def patience(self) -> float:
        """Seconds after which a visit is given up."""
        return 45 / self.share if self.line == DIRECT else 60 / self.share


QUIET: Final = Condition("quiet", "not slowed", second=True, limits=True)
SLOW: Final = Condition("slow", "processor 4× slower", share=0.25, limits=True, slowest_runs=5)
FOUR_G: Final = Condition("4g", "Fast 4G", line=FAST_4G, slowest_runs=3)
TEN: Final = Condition("10m", "10 Mbit/s", line=TEN_MEGABITS, second=True, slowest_runs=3)
PHONE: Final = Condition("phone", "Fast 4G, processor 4× slower", line=FAST_4G, share=0.25, slowest_runs=3)
ALL: Final = (QUIET, SLOW, FOUR_G, TEN, PHONE)
#: What a quick run keeps: enough for most targets.
QUICK: Final = (QUIET, SLOW, PHONE)
RUNS: Final = 7
QUICK_RUNS: Final = 3
