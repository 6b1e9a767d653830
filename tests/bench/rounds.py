"""Every variant visited in turn, round after round, so that what else the machine does falls on all alike."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench import processes
from bench.conditions import QUIET, Condition
from bench.peers import BARE, MICROPYTHON_LIMIT, PUBLICODES, STOCK, Variant
from bench.samples import Sample, Samples
from bench.slow_cpu import slowed
from bench.visits import Browser, Figures, browser, settle, visit_estimation, visit_harness
from chromium import IPHONE
from playwright.sync_api import Playwright
from throttling import SlowServer

#: The name, among variants, of the estimation page itself.
PAGE: Final = "page"
#: The same page in a browser that calls itself an iPhone.
PHONE_PAGE: Final = "page, iPhone"
#: What the browser of each calls itself; nothing for its own name.
PAGES: Final = {PAGE: "", PHONE_PAGE: IPHONE}
#: A variant that fails so many times under a condition is left out of it.
MOST_FAULTS: Final = 2


@dataclass(slots=True)
class Bench:
    """What is measured, and by what: two sites, so that the page's service worker sees no bare page."""

    playwright: Playwright
    variants: list[Variant]
    bare_pages: SlowServer
    site: SlowServer
    samples: Samples = field(default_factory=Samples)
    #: Share of the processors that others took, before each round.
    busy: list[float] = field(default_factory=list)

    def run(self, conditions: tuple[Condition, ...], rounds: int, seconds: float) -> None:
        """Go through all conditions `rounds` times, or as often as `seconds` allow, once at least."""
        self._warm_up()
        start = time.monotonic()
        for number in range(rounds):
            begun = time.monotonic()
            self.busy.append(processes.busy_share())
            for condition in conditions:
                self._say(f"round {number + 1} of {rounds}, {condition.title}")
                for key in self._due(condition, number):
                    self._visit_twice(condition, key)
            took = time.monotonic() - begun
            if time.monotonic() - start + took > seconds:
                self._say(f"out of time after {number + 1} rounds")
                return

    def _warm_up(self) -> None:
        """Visit all once for nothing: the server keeps what it compresses, the system the files that it reads."""
        self._say("warming up")
        for key in (*(variant.key for variant in self.variants), *PAGES):
            with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
                self._visit(QUIET, key, "cold", Path(profile))
        self.samples.clear()

    def _due(self, condition: Condition, number: int) -> Iterator[str]:
        """Yield the variants of a round."""
        for variant in self.variants if condition.peers else ():
            is_limit = variant in (BARE, MICROPYTHON_LIMIT)
            if (is_limit and not condition.limits) or (variant == STOCK and number >= condition.slowest_runs):
                continue
            yield variant.key
        yield PAGE
        if condition == QUIET:
            yield PHONE_PAGE

    def _visit_twice(self, condition: Condition, key: str) -> None:
        """Visit in a new profile, then again in the same one where the condition asks for it."""
        faults = [
            sample for sample in self.samples.faults() if (sample.condition, sample.variant) == (condition.key, key)
        ]
        if len(faults) >= MOST_FAULTS:
            return
        twice = key in self._visited_again(condition)
        with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as profile:
            first = self._visit(condition, key, "cold", Path(profile), stay=twice)
            if twice and not first.fault:
                self._visit(condition, key, "second", Path(profile))

    def _visited_again(self, condition: Condition) -> set[str]:
        ours = {variant.key for variant in self.variants if variant.ours} | set(PAGES)
        return {"all": ours | {PUBLICODES.key, STOCK.key}, "ours": ours}.get(condition.second, set())

    def _visit(self, condition: Condition, key: str, visit: str, profile: Path, *, stay: bool = False) -> Sample:
        server = self.site if key in PAGES else self.bare_pages
        look = self._look(server, key, condition)
        figures, fault = {}, ""
        try:
            with browser(self.playwright, profile, condition.patience, PAGES.get(key, "")) as opened:
                server.traffic.restart(condition.line)
                if condition.throttled > 1:
                    opened.throttle(condition.throttled)
                with slowed(opened.group, condition.share):
                    figures = look(opened)
                if stay:
                    settle(opened.page)
        except Exception as error:  # noqa: BLE001  a variant that fails is told in the report, the others go on
            fault = _told(error)
        sample = Sample(condition.key, key, visit, figures, dict(server.traffic.carried), fault)
        self.samples.append(sample)
        self._say(f"  {key}, {visit}: {fault or _summary(figures)}")
        return sample

    def _look(self, server: SlowServer, key: str, condition: Condition) -> Callable[[Browser], Figures]:
        if key in PAGES:
            return lambda opened: visit_estimation(opened, server, condition.patience)
        return lambda opened: visit_harness(opened, server, key)

    @staticmethod
    def _say(words: str) -> None:
        print(words, file=sys.stderr, flush=True)


def _told(error: Exception) -> str:
    """Return what a fault says on one line, without where in the scripts it was."""
    lines = [line.strip() for line in f"{type(error).__name__}: {error}".splitlines()]
    said = [line for line in lines if line and not line.startswith("at ")]
    return " / ".join(said)[:500].replace("|", "/")


def _summary(figures: Figures) -> str:
    return ", ".join(f"{name} {figures[name]:.0f}" for name in ("first", "ready", "live", "trip") if name in figures)
