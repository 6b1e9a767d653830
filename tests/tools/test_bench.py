"""The bench's own logic: medians, targets, the report, what slows a browser. No time is measured here."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.conditions import ALL, PHONE, QUICK, QUIET, SLOW, TEN
from bench.peers import PEERS, PUBLICODES, STOCK, Variant, own_variants
from bench.processes import group_of, memory, processor_time
from bench.report import Run, judged, render
from bench.rounds import PAGE, PHONE_PAGE
from bench.samples import Sample, Samples, spread
from bench.slow_cpu import rest, slowed

OURS = Variant("plain", "ours, plain boot", ours=True)
NEVER_SEEN = Variant("snapshot", "ours, memory snapshot", ours=True)


def visits(variant, condition=QUIET, visit="cold", sent=None, **figures):
    """Return three visits around these figures."""
    return [
        Sample(condition.key, variant, visit, {key: value * scale for key, value in figures.items()}, sent or {})
        for scale in (1.1, 0.9, 1)
    ]


@pytest.fixture
def run():
    """A run in which some targets are met, some not, some not measured, and one visit failed."""
    samples = Samples(
        [
            *visits(
                OURS.key,
                first=500,
                trip=8,
                rested=9,
                processor=900,
                memory=5e8,
                bytes=3e6,
                sent={"/a/engine.wasm": 3_000_000},
            ),
            *visits(OURS.key, visit="second", first=300),
            *visits(OURS.key, condition=SLOW, first=2000),
            *visits(OURS.key, condition=TEN, first=4000),
            *visits(OURS.key, condition=TEN, visit="second", first=600),
            *visits(PUBLICODES.key, first=500, trip=20, rested=12, sent={"/moteur/publicodes/worker.js": 118_000}),
            *visits(PUBLICODES.key, visit="second", first=310),
            *visits(PUBLICODES.key, condition=SLOW, first=2100),
            *visits(STOCK.key, first=2900, bytes=5e6, sent={"/moteur/stock/pyodide.asm.wasm": 5_000_000}),
            *visits(PAGE, first=90, before_touch=57_000, sent={"/estimation/": 12_000}),
            *visits(PAGE, live=500),
            *visits(PHONE_PAGE, live=550),
            *visits(PAGE, condition=PHONE, first=230.4),
            *visits(PAGE, condition=SLOW, interaction=64),
            Sample(QUIET.key, STOCK.key, "cold", fault="TimeoutError: it did not answer"),
        ]
    )
    return Run(
        day="2026-11-24",
        machine={"machine": "2 processors"},
        versions={"Pyodide": "1.2.3"},
        conditions=ALL,
        variants=[OURS, NEVER_SEEN, *PEERS],
        samples=samples,
        busy=[0.02, 0.4],
    )


def row(text, start):
    """Return the cells of the first row that starts so."""
    line = next(line for line in text.splitlines() if line.startswith(f"| {start}"))
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_spread_is_the_median_and_the_quartiles():
    """Of seven values: the fourth, and halfway between neighbours."""
    found = spread([7, 1, 3, 2, 6, 5, 4])

    assert (found.median, found.low, found.high, found.count) == (4, 2.5, 5.5, 7)


def test_spread_of_one_value_is_that_value():
    """And of none, nothing."""
    assert spread([5]).low == spread([5]).high == 5
    assert spread([]) is None


def test_a_visit_that_failed_counts_for_nothing(run):
    """It is told, apart."""
    assert run.samples.spread("first", QUIET.key, STOCK.key).count == 3
    assert [sample.variant for sample in run.samples.faults()] == [STOCK.key]


@pytest.mark.parametrize(
    ("title", "value", "verdict"),
    [
        ("first live answer, cold, against publicodes", "1.00", "met"),
        ("the same, processor 4× slower", "0.95", "**not met**"),
        ("first live answer, cold, against stock", "0.17", "met"),
        ("bytes to the first live answer", "0.60", "met"),
        ("first live answer, second visit", "0.97", "met"),
        ("second visit against the cold one", "0.15", "met"),
        ("one whole comparison", "0.40", "met"),
        ("the same, asked after a second of rest", "0.75", "**not met**"),
        ("first answer after the touch", "230 ms", "**not met**"),
        ("page before the touch", "57 kB", "met"),
        ("interaction to next paint", "64 ms", "met"),
        ("the engine’s answer after the touch, iPhone", "1.10", "met"),
    ],
)
def test_each_target_is_told_with_its_verdict(run, title, value, verdict):
    """The ratio or the figure, then whether it holds."""
    measured, other = row(render(run), title)[2:]

    assert measured == f"{value}, {verdict}"
    assert other in ("not measured", "")


def test_what_was_not_measured_is_told_as_such(run):
    """A target without its figures is neither met nor missed."""
    run.samples[:] = [sample for sample in run.samples if sample.variant != PUBLICODES.key]

    assert row(render(run), "first live answer, cold, against publicodes")[2] == "not measured"


def test_the_report_tells_medians_with_their_quartiles(run):
    """One cell for each condition and visit."""
    cells = row(render(run), OURS.title)

    assert cells[1:] == [
        "500 (475–525)",
        "300 (285–315)",
        "2000 (1900–2100)",
        "–",
        "4000 (3800–4200)",
        "600 (570–630)",
        "–",
    ]


def test_the_report_says_that_the_machine_was_busy(run):
    """Its worst moment decides."""
    assert "40% at most (busy" in render(run)


def test_the_report_names_what_failed(run):
    """With the condition and the fault."""
    assert "- stock, quiet, cold: TimeoutError: it did not answer" in render(run)


def test_the_report_lists_bytes_by_file(run):
    """Names without their folders."""
    assert "- ours, plain boot: engine.wasm 3000.0" in render(run)


def test_every_table_has_as_many_cells_in_each_row(run):
    """Or a reader shows them askew."""
    tables = render(run).split("\n\n")
    counts = [{line.count("|") for line in table.splitlines()} for table in tables if table.startswith("|")]

    assert len(counts) >= 7
    assert all(len(found) == 1 for found in counts)


def test_the_json_holds_every_visit_and_target(run):
    """Whatever Markdown rounds."""
    plain = json.loads(run.as_json())

    assert len(plain["samples"]) == len(run.samples)
    assert [target["title"] for target in plain["targets"]] == [target.title for target, _ in judged(run)]


def test_a_worker_that_knows_two_ways_to_start_is_measured_both_ways():
    """Another has one."""
    assert [variant.key for variant in own_variants("import …")] == ["ours"]
    assert set(own_variants('boot === "snapshot"').values()) == {"worker.js?boot=snapshot", "worker.js?boot=plain"}


def test_a_quick_run_keeps_conditions_of_the_full_one():
    """Fewer, not others."""
    assert set(QUICK) < set(ALL)


@pytest.mark.parametrize(("ran", "share", "seconds"), [(0.005, 0.25, 0.015), (0.008, 0.25, 0.024), (0.005, 0.5, 0.005)])
def test_what_ran_for_longer_is_stopped_for_longer(ran, share, seconds):
    """So that the share holds whenever the machine wakes us late."""
    assert rest(ran, share) == pytest.approx(seconds)


@pytest.fixture
def program(tmp_path):
    """A program in a process group of its own, known by an argument."""
    code = "import sys; print('here', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, f"--mark={tmp_path}"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, start_new_session=True, **pipes) as running:
        running.stdout.readline()
        yield running, f"--mark={tmp_path}"
        running.kill()


linux = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the bench reads /proc")


@linux
def test_a_group_is_found_and_read(program):
    """By an argument of its first process; it holds memory, and its time only grows."""
    running, mark = program
    group = group_of(mark)

    assert group == running.pid != os.getpgid(0)
    assert memory(group) > 0
    assert processor_time(group) >= 0


@linux
def test_a_slowed_group_runs_again_afterwards(program):
    """It is never left stopped, and ends when it is told to."""
    running, _ = program
    with slowed(running.pid, 0.25):
        assert running.poll() is None
    running.stdin.close()

    assert running.wait(timeout=60) == 0


@linux
def test_slowing_a_group_that_is_gone_ends(program):
    """As when a browser crashed."""
    running, _ = program
    running.stdin.close()
    running.wait()

    with slowed(running.pid, 0.25):
        pass
