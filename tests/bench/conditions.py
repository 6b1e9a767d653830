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
    times slower. `throttled` is how many times the browser itself slows the page's own thread.
    `peers` says whether variants are visited, not the estimation page alone. `second` says who is
    visited again in the same profile: "all", "ours" or no one. `limits` says whether the two
    limits are visited, `slowest_runs` how often the slowest peer is, being far from the others.
    """

    key: str
    title: str
    line: Line = DIRECT
    share: float = 1.0
    throttled: int = 1
    peers: bool = True
    second: str = ""
    limits: bool = False
    slowest_runs: int = 3

    @property
    def patience(self) -> float:
        """Seconds after which a visit is given up."""
        return 45 / self.share if self.line == DIRECT else 60 / self.share


RUNS: Final = 7
QUICK_RUNS: Final = 3
QUIET: Final = Condition("quiet", "not slowed", second="all", limits=True, slowest_runs=RUNS)
SLOW: Final = Condition("slow", "processor 4× slower", share=0.25, limits=True)
THROTTLED: Final = Condition("throttled", "page’s thread 4× slower", throttled=4, peers=False)
FOUR_G: Final = Condition("4g", "Fast 4G", line=FAST_4G)
TEN: Final = Condition("10m", "10 Mbit/s", line=TEN_MEGABITS, second="ours")
PHONE: Final = Condition("phone", "Fast 4G, processor 4× slower", line=FAST_4G, share=0.25)
ALL: Final = (QUIET, SLOW, THROTTLED, FOUR_G, TEN, PHONE)
#: What a quick run keeps: enough for most targets.
QUICK: Final = (QUIET, SLOW, THROTTLED, PHONE)
