"""The report of a run, in Markdown: tables of medians with their quartiles, ratios, bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from bench.conditions import QUIET, SLOW, Condition
from bench.peers import PUBLICODES, Variant
from bench.rounds import PAGE, PHONE_PAGE
from bench.samples import Samples, Spread
from bench.targets import OF_A_VARIANT, OF_THE_PAGE, Target

#: The slowest peer is far from the others: a few runs tell enough of it.
STOCK_RUNS = f"{QUIET.slowest_runs} at most when nothing is slowed, {SLOW.slowest_runs} otherwise"
#: Above this share of the processors taken by others, a run is not to be trusted.
BUSY = 0.15
PAGE_FIGURES = (
    ("paint", "first paint (static answer)"),
    ("largest", "largest paint"),
    ("first", "key → first answer"),
    ("ready", "touch → ready"),
    ("live", "touch → live answer"),
    ("again", "key → next answer"),
    ("trip", "worker, there and back"),
    ("interaction", "interaction to next paint, the worst (INP)"),
    ("interaction_middle", "interaction to next paint, the middle one"),
)
#: Those told of a browser that calls itself an iPhone too.
PHONE_FIGURES = ("ready", "live", "again")
METHOD = """\
Every figure is a median with its quartiles. A cold visit has a browser of its own with a new profile; a second visit has
the same profile in a new browser. A browser has finished its own start before it visits. Variants are visited in turn,
round after round. All are served from this machine by one server, compressed by brotli beforehand; our engine and the
peers start from the same bare page, in a module worker, and are asked one question at once: « first live answer » runs
from the navigation to that answer in the page.

- Fast 4G is the preset of Chromium's developer tools: 8.1 Mbit/s, 165 ms before each response. 10 Mbit/s comes with 40 ms.
  The server holds the bytes back, since the browser's own throttling does not reach workers.
- A processor 4× slower: every process of the browser is stopped three quarters of the time, some fifty times a second.
  A page’s thread 4× slower: the throttling of Chromium’s developer tools, which Lighthouse uses too; all else runs as ever.
- publicodes computes the employer's cost of one employee; ours the whole comparison (three costs, ranges, curve, flips,
  duties) and its HTML. Each further question changes the hours alone (the pay for publicodes), as a visitor mostly does:
  our curve against hours then serves again. Twenty questions follow the first at once, while the browser still optimises;
  twenty more come after a second of rest. Stock Pyodide runs the estimator from sources, with Jinja2 and templates as
  sources, with its own lock file and standard library. MicroPython, which has no Decimal, sums twelve lines in whole
  cents: it bounds what any Python could do here. « No engine » is the page, the worker and the messages alone.
- Processor time and memory (PSS) are those of all the browser's processes, read in /proc.
- On the estimation page a robot clicks the field of hours once the page has loaded, types 4, then twenty digits, one at
  a time. It does the same in a browser that calls itself an iPhone, where Python calls C functions without WebAssembly
  GC: the rows « iPhone » are Chromium's all the same. « key → first answer » runs from the key to the first changed cost painted, whatever gives it.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """All that a report tells of a run; `machine` and `versions` by name, `busy` in shares from 0 to 1."""

    day: str
    machine: dict[str, str]
    versions: dict[str, str]
    conditions: tuple[Condition, ...]
    variants: list[Variant]
    samples: Samples
    busy: list[float] = field(default_factory=list)
    #: Tables made elsewhere, as Markdown.
    appendix: str = ""

    def plain(self) -> dict[str, Any]:
        """Return it as JSON holds it."""
        return {
            "day": self.day,
            "machine": self.machine,
            "versions": self.versions,
            "busy": [round(share, 3) for share in self.busy],
            "targets": [
                {"title": target.title, "most": target.most, "unit": target.unit or "ratio", "measured": measured}
                for target, measured in judged(self)
            ],
            "sent": {
                f"{variant}, {visit}": sent
                for variant in (*(variant.key for variant in self.variants), PAGE)
                for visit in ("cold", "second")
                if (sent := self.samples.sent(QUIET.key, variant, visit))
            },
            "samples": [sample.plain() for sample in self.samples],
        }

    def as_json(self) -> str:
        """Return it as text, one line for each visit."""
        plain = self.plain()
        samples = ",\n  ".join(json.dumps(sample) for sample in plain.pop("samples"))
        head = json.dumps(plain, ensure_ascii=False, indent=1).removesuffix("\n}")
        return f'{head},\n "samples": [\n  {samples}\n ]\n}}\n'


#: Answers after the first: asked at once, one after the other, and after a rest.
TRIPS = {"trip": "", "trip_p95": ", 95th percentile", "rested": ", after a rest"}


def judged(run: Run) -> Iterator[tuple[Target, dict[str, float | None]]]:
    """Yield each target with what was measured, by variant of ours, or by « page »."""
    ours = [variant.key for variant in run.variants if variant.ours]
    for target in OF_A_VARIANT:
        yield target, {key: target.measure(run.samples, key) for key in ours}
    for target in OF_THE_PAGE:
        yield target, {PAGE: target.measure(run.samples, PAGE)}


def render(run: Run) -> str:
    """Return the report."""
    parts = [
        f"# Bench of {run.day}",
        "Made by `python3 tasks.py bench`.",
        _machine(run),
        "## Targets",
        _targets(run),
        "## First live answer, ms since the navigation",
        _first_answers(run),
        "Against publicodes under the same condition and visit:",
        _against_publicodes(run),
        "## The estimation page, ms",
        _page(run),
        "## Each further answer, ms",
        _trips(run),
        "## Processor and memory, cold, not slowed",
        _costs(run),
        "## Bytes on the wire, cold, kB",
        *_bytes(run),
        run.appendix,
        *_faults(run),
        "## How it was measured",
        METHOD,
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def _machine(run: Run) -> str:
    lines = [f"- {name}: {value}" for name, value in {**run.machine, **run.versions}.items()]
    if run.busy:
        worst = max(run.busy)
        verdict = "busy: only the ratios mean something, and not much" if worst > BUSY else "quiet"
        lines.append(f"- rounds: {len(run.busy)}; stock Pyodide takes part in {STOCK_RUNS}")
        lines.append(f"- processors taken by others before the rounds: {worst:.0%} at most ({verdict})")
    return "\n".join(lines)


def _targets(run: Run) -> str:
    ours = [variant.key for variant in run.variants if variant.ours]
    rows = []
    for target, measured in judged(run):
        keys = ours if PAGE not in measured else [PAGE]
        cells = [_judged(target, measured[key]) for key in keys]
        rows.append([target.title, f"≤ {target.most:g} {target.unit or '×'}", *_padded(cells, len(ours))])
    return _table(["target", "at most", *ours], rows)


def _padded(cells: list[str], count: int) -> list[str]:
    return cells if len(cells) == count else [*cells, *[""] * (count - len(cells))]


def _judged(target: Target, value: float | None) -> str:
    if value is None:
        return "not measured"
    shown = f"{value:.0f} {target.unit}" if target.unit else f"{value:.2f}"
    return f"{shown}, {'met' if value <= target.most else '**not met**'}"


def _visits(run: Run, *, peers: bool = False) -> list[tuple[Condition, str]]:
    """Return the visits of each condition; those of the peers alone."""
    conditions = [one for one in run.conditions if one.peers or not peers]
    return [(one, visit) for one in conditions for visit in ("cold", "second") if visit == "cold" or one.second]


def _heads(visits: list[tuple[Condition, str]]) -> list[str]:
    return [one.title if visit == "cold" else f"{one.title}, second visit" for one, visit in visits]


def _first_answers(run: Run) -> str:
    visits = _visits(run, peers=True)
    rows = [
        [variant.title, *(_cell(run.samples.spread("first", one.key, variant.key, visit)) for one, visit in visits)]
        for variant in run.variants
    ]
    return _table(["variant", *_heads(visits)], rows)


def _against_publicodes(run: Run) -> str:
    def ratio(key: str, one: Condition, visit: str) -> str:
        ours, theirs = (run.samples.median("first", one.key, name, visit) for name in (key, PUBLICODES.key))
        return f"{ours / theirs:.2f}" if ours is not None and theirs else "–"

    visits = _visits(run, peers=True)
    rows = [
        [variant.title, *(ratio(variant.key, one, visit) for one, visit in visits)]
        for variant in run.variants
        if variant != PUBLICODES
    ]
    return _table(["variant", *_heads(visits)], rows)


def _page(run: Run) -> str:
    visits = _visits(run)
    figures = [(PAGE, figure, title) for figure, title in PAGE_FIGURES]
    figures += [(PHONE_PAGE, figure, f"{title}, iPhone") for figure, title in PAGE_FIGURES if figure in PHONE_FIGURES]
    rows = [
        [title, *(_cell(run.samples.spread(figure, one.key, key, visit)) for one, visit in visits)]
        for key, figure, title in figures
    ]
    return _table(["figure", *_heads(visits)], rows)


def _trips(run: Run) -> str:
    keys = [(variant.key, variant.title) for variant in run.variants] + [(PAGE, "the estimation page")]
    shown = [one for one in run.conditions if one in (QUIET, SLOW)]
    heads = [f"{one.title}{what}" for one in shown for what in TRIPS.values()]
    rows = [
        [title, *(_cell(run.samples.spread(figure, one.key, key), 1) for one in shown for figure in TRIPS)]
        for key, title in keys
    ]
    return _table(["worker, there and back", *heads], rows)


def _costs(run: Run) -> str:
    rows = []
    for variant in run.variants:
        processor = run.samples.spread("processor", QUIET.key, variant.key)
        memory = run.samples.median("memory", QUIET.key, variant.key)
        rows.append([variant.title, _cell(processor), f"{memory / 1e6:.0f}" if memory else "–"])
    memory = run.samples.median("memory", QUIET.key, PAGE)
    rows.append(["the estimation page", "–", f"{memory / 1e6:.0f}" if memory else "–"])
    return _table(["variant", "processor time to the first live answer, ms", "memory of the browser, MB"], rows)


def _bytes(run: Run) -> Iterator[str]:
    """Yield the bytes of each variant to its first live answer, then those of each file over the whole visit."""
    keys = [(variant.key, variant.title) for variant in run.variants] + [(PAGE, "the estimation page")]
    rows = []
    for key, title in keys:
        counts = [run.samples.median("bytes", QUIET.key, key, visit) for visit in ("cold", "second")]
        rows.append([title, *("–" if count is None else _kb(count) for count in counts)])
    yield _table(["variant", "to the first live answer, cold", "second visit"], rows)
    yield "By file, over the whole cold visit:"
    yield "\n".join(_files(run, keys))


def _files(run: Run, keys: list[tuple[str, str]]) -> Iterator[str]:
    for key, title in keys:
        files = run.samples.sent(QUIET.key, key)
        if files:
            listed = ", ".join(f"{PurePosixPath(name).name or name} {_kb(count)}" for name, count in files.items())
            yield f"- {title}: {listed}"


def _faults(run: Run) -> Iterator[str]:
    faults = run.samples.faults()
    if faults:
        yield "## What failed"
        yield "\n".join(f"- {one.variant}, {one.condition}, {one.visit}: {one.fault}" for one in faults)


def _cell(found: Spread | None, digits: int = 0) -> str:
    if found is None:
        return "–"
    return f"{found.median:.{digits}f} ({found.low:.{digits}f}–{found.high:.{digits}f})"


def _kb(count: float) -> str:
    return f"{count / 1000:.1f}"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
