"""One visit of a page by a real Chromium, and what it took."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import chromium
from bench import processes
from playwright.sync_api import BrowserContext, Page, Playwright
from throttling import SlowServer

HERE: Final = Path(__file__).parent
#: A phone's screen.
VIEWPORT: Final = {"width": 390, "height": 844}
#: A browser keeps compiled WebAssembly some two seconds after it has run. The page keeps its engine after two seconds
#: of calm. So a visitor stays longer than a measure.
STAY_MS: Final = 4000
#: A browser at rest takes this much of the processor, at most, between two looks. So many looks are given to it.
LOOK_S: Final = 0.2
AT_REST_MS: Final = 10
STARTING_LOOKS: Final = 25
#: Further questions of a visit; the time after which a harness asks as many again, when the browser has optimised.
AGAIN: Final = 20
REST_MS: Final = 1000
ESTIMATION: Final = "/estimation/"
FIELD: Final = "#heures_par_mois"
#: The first need typed, then others: one key, one question.
FIRST_NEED: Final = "4"
DIGITS: Final = "6978"

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser at work, and the group of its processes."""

    context: BrowserContext
    group: int

    @property
    def page(self) -> Page:
        """Its first page."""
        return self.context.pages[0]

    def throttle(self, rate: int) -> None:
        """Slow the page's own thread `rate` times, as the browser's developer tools do: no worker, no other process."""
        self.context.new_cdp_session(self.page).send("Emulation.setCPUThrottlingRate", {"rate": rate})

    @property
    def version(self) -> str:
        """What it calls itself."""
        return str(self.context.new_cdp_session(self.page).send("Browser.getVersion")["product"])


@contextmanager
def browser(playwright: Playwright, profile: Path, patience: float, user_agent: str = "") -> Iterator[Browser]:
    """
    Give a browser with this profile, which calls itself `user_agent` where that is not empty.

    After `patience` seconds it is ended, and what waits for it fails.
    """
    options = {**chromium.options(), **({"user_agent": user_agent} if user_agent else {})}
    context = playwright.chromium.launch_persistent_context(profile, viewport=VIEWPORT, **options)
    group = processes.group_of(f"--user-data-dir={profile}")
    assert group != os.getpgid(0), "the browser must be a group of its own: it will be stopped"
    alarm = threading.Timer(patience, os.killpg, (group, signal.SIGKILL))
    alarm.daemon = True
    alarm.start()
    try:
        _let_start(group)
        yield Browser(context, group)
        context.close()
    finally:
        alarm.cancel()
        # After a fault or the alarm, nothing answers any more.
        _end(group)


def _let_start(group: int) -> None:
    """Wait until the browser is done with itself: its search box alone takes half a second of the processor."""
    before = processes.processor_time(group)
    for _ in range(STARTING_LOOKS):
        time.sleep(LOOK_S)
        now = processes.processor_time(group)
        if now - before <= AT_REST_MS:
            return
        before = now


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def visit_harness(browser: Browser, server: SlowServer, key: str) -> Figures:
    """
    Open the bare page of a variant; return its figures, in ms and bytes.

    `first` answer, since the navigation, with the `processor` time and the `bytes` that it
    took. `trip` of the next questions, there and back, at once; `rested` of as many after a rest; `memory` after them.
    """
    page = browser.page
    before = processes.processor_time(browser.group)
    page.goto(f"{server.address}/{key}.html", timeout=0)
    first = page.evaluate("measured")
    sent = server.traffic.carried.total()
    processor = processes.processor_time(browser.group) - before
    assert len(first["said"]) > 2, f"An empty answer: {first}"
    times = page.evaluate(f"again(1, {AGAIN})")
    page.wait_for_timeout(REST_MS)
    rested = page.evaluate(f"again({1 + AGAIN}, {AGAIN})")
    figures = {"first": first["first"], "processor": processor, "bytes": sent}
    figures |= {"trip": _middle(times), "trip_p95": _high(times), "rested": _middle(rested)}
    figures |= {f"stage_{stage}": time for stage, time in first["stages"].items()}
    return figures | {"memory": processes.memory(browser.group)}


def visit_estimation(browser: Browser, server: SlowServer, patience: float) -> Figures:
    """
    Open the estimation page, touch the form, ask; return its figures, in ms and bytes.

    From the navigation: `paint`, `largest`. From the touch: `worker` (started), `ready`,
    `live` (the engine's own answer painted). From a key to its answer painted: `first`
    (whatever gives it), `again`. `trip` to the worker and back. From an interaction
    to the next paint: `interaction`, the worst, and `interaction_middle`. Bytes sent
    until the touch, `before_touch`, and until the live answer, `bytes`. Also `shift` and `memory`.
    """
    page = browser.page
    milliseconds = patience * 1000
    page.set_default_timeout(milliseconds)
    page.add_init_script(path=HERE / "watch.js")
    page.goto(f"{server.address}{ESTIMATION}", wait_until="load")
    before_touch = server.traffic.carried.total()
    figures = _touch_and_ask(page, milliseconds) | {"bytes": server.traffic.carried.total()}
    again = [_ask_again(page, DIGITS[run % len(DIGITS)], milliseconds) for run in range(AGAIN)]
    # The event timings of the last key come with a later frame.
    page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"
    )
    notes = page.evaluate("watch.notes()")
    # The touch, the first need, the others; those under a frame are not told.
    interactions = list(notes["interactions"].values())
    trips = notes["trips"][-AGAIN:]
    return figures | {
        "paint": notes["paint"],
        "largest": notes["largest"],
        "shift": notes["shift"],
        "again": _middle(again),
        "again_p95": _high(again),
        "trip": _middle(trips),
        "interaction": max(interactions, default=0),
        "interaction_middle": _middle([*interactions, *[0] * (AGAIN + 2 - len(interactions))]),
        "before_touch": before_touch,
        "memory": processes.memory(browser.group),
    }


def _touch_and_ask(page: Page, milliseconds: float) -> Figures:
    field = page.locator(FIELD)
    field.scroll_into_view_if_needed()
    # A visitor touches what he sees.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200)))")
    box = field.bounding_box()
    assert box, f"{FIELD} is not shown"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # Where the form stays closed until Python is ready, a visitor waits too.
    page.wait_for_selector(f"{FIELD}:enabled")
    page.evaluate("(field) => watch.prepare(field)", FIELD)
    page.keyboard.press(FIRST_NEED)
    first = page.evaluate("(patience) => watch.first(patience)", milliseconds)
    live = page.evaluate("(patience) => watch.live(patience)", milliseconds)
    notes = page.evaluate("watch.notes()")
    return {
        "first": first,
        "ready": notes["ready"] - notes["touched"],
        "live": live["at"] - notes["touched"],
        "worker": notes["worker"] - notes["touched"],
    }


def _ask_again(page: Page, digit: str, milliseconds: float) -> float:
    page.evaluate("(field) => watch.prepare(field)", FIELD)
    page.keyboard.press(digit)
    return float(page.evaluate("(patience) => watch.live(patience)", milliseconds)["taken"])


def settle(page: Page) -> None:
    """Stay as a visitor does: the browser keeps what it has compiled, a service worker what it has to."""
    page.wait_for_timeout(STAY_MS)
    page.evaluate(
        """async () => {
             const kept = async () => {
               const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
               return (await Promise.all(caches_.map((cache) => cache.keys()))).flat().length;
             };
             for (let before = -1, now = await kept(), tries = 0; now !== before && tries < 20; tries += 1) {
               await new Promise((done) => setTimeout(done, 500));
               [before, now] = [now, await kept()];
             }
           }"""
    )


def _sorted_at(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _middle(values: list[float]) -> float:
    return _sorted_at(values, 0.5)


def _high(values: list[float]) -> float:
    return _sorted_at(values, 0.95)
