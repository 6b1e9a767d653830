"""What the measures are held to: ratios within one run, on one machine, and three plain limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bench.conditions import PHONE, QUIET, SLOW, TEN, THROTTLED
from bench.peers import PUBLICODES, STOCK
from bench.rounds import PAGE, PHONE_PAGE
from bench.samples import Samples

Measure = Callable[[Samples, str], float | None]


@dataclass(frozen=True, slots=True)
class Target:
    """What is measured of a variant, the most it may be, and in which unit (none: a ratio)."""

    title: str
    most: float
    measure: Measure
    unit: str = ""


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above is not None and below else None


def _first_against(peer: str, condition: str) -> Measure:
    def measure(samples: Samples, variant: str) -> float | None:
        return _ratio(samples.median("first", condition, variant), samples.median("first", condition, peer))

    return measure


def _bytes_against_stock(samples: Samples, variant: str) -> float | None:
    return _ratio(samples.median("bytes", QUIET.key, variant), samples.median("bytes", QUIET.key, STOCK.key))


def _second_against_publicodes(samples: Samples, variant: str) -> float | None:
    ours, theirs = (samples.median("first", QUIET.key, key, "second") for key in (variant, PUBLICODES.key))
    return _ratio(ours, theirs)


def _second_against_cold(samples: Samples, variant: str) -> float | None:
    second, cold = (samples.median("first", TEN.key, variant, visit) for visit in ("second", "cold"))
    return _ratio(second, cold)


def _again_against_publicodes(figure: str) -> Measure:
    def measure(samples: Samples, variant: str) -> float | None:
        return _ratio(*(samples.median(figure, QUIET.key, key) for key in (variant, PUBLICODES.key)))

    return measure


#: Each holds of one and the same variant of ours.
OF_A_VARIANT: Final = (
    Target("first live answer, cold, against publicodes", 1.0, _first_against(PUBLICODES.key, QUIET.key)),
    Target("the same, processor 4× slower", 0.75, _first_against(PUBLICODES.key, SLOW.key)),
    Target("first live answer, cold, against stock Pyodide", 0.2, _first_against(STOCK.key, QUIET.key)),
    Target("bytes to the first live answer, against stock Pyodide", 0.8, _bytes_against_stock),
    Target("first live answer, second visit, against publicodes’", 1.0, _second_against_publicodes),
    Target("second visit against the cold one, 10 Mbit/s", 0.2, _second_against_cold),
    Target(
        "one whole comparison against publicodes’ one employee, asked at once", 0.5, _again_against_publicodes("trip")
    ),
    Target("the same, asked after a second of rest", 0.5, _again_against_publicodes("rested")),
)


def _of_page(figure: str, condition: str, scale: float = 1) -> Measure:
    def measure(samples: Samples, _: str) -> float | None:
        median = samples.median(figure, condition, PAGE)
        return median * scale if median is not None else None

    return measure


def _phone_against_desktop(visit: str) -> Measure:
    def measure(samples: Samples, _: str) -> float | None:
        return _ratio(*(samples.median("live", QUIET.key, key, visit) for key in (PHONE_PAGE, PAGE)))

    return measure


#: Those of the estimation page.
OF_THE_PAGE: Final = (
    Target("first answer after the touch, Fast 4G and processor 4× slower", 200, _of_page("first", PHONE.key), "ms"),
    Target("page before the touch", 60, _of_page("before_touch", QUIET.key, 0.001), "kB"),
    Target("interaction to next paint (the worst), processor 4× slower", 100, _of_page("interaction", SLOW.key), "ms"),
    Target("the same, page’s thread 4× slower", 100, _of_page("interaction", THROTTLED.key), "ms"),
    Target("the engine’s answer after the touch, iPhone against desktop", 1.2, _phone_against_desktop("cold")),
    Target("the same, second visit", 1.2, _phone_against_desktop("second")),
)
