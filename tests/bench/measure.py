"""
Measure the estimation page and its peers in a real browser; write report.md and report.json.

A full run writes them beside this file, a quick one in `.cache/bench`. Run by `tasks.py
bench`, which gives the day. Nothing is judged by the exit status but that the site could
be built.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import peers, report, tables
from bench.conditions import ALL, QUICK, QUICK_RUNS, RUNS
from bench.rounds import Bench
from bench.visits import browser
from bs4 import BeautifulSoup
from playwright.sync_api import sync_playwright
from throttling import served_slowly

import tasks
from theme.browser import bundle

HERE = Path(__file__).parent
PAGE_FILE = Path("estimation") / "index.html"
#: After so many minutes no further round is begun.
MOST_MINUTES = 40


def main() -> int:
    """Return an exit status."""
    options = _options()
    site = tasks.CACHE / "bench-site"
    problems = tasks.make_site(site, compress="best")
    if problems:
        print(problems, file=sys.stderr)
        return 1
    engine = bundle.build()
    # Before the browser: nothing else runs.
    appendix = f"## A comparison under Node\n\n{tables.time_comparison(engine)}\n\n## Weight of each page\n\n{tables.weigh_pages(site)}"
    run = _measure(site, options, appendix)
    text = report.render(run)
    output = tasks.CACHE / "bench" if options.quick else HERE
    output.mkdir(parents=True, exist_ok=True)
    (output / "report.md").write_text(text, encoding="utf-8")
    (output / "report.json").write_text(run.as_json(), encoding="utf-8")
    print(f"{text}\nReports: {output.relative_to(tasks.ROOT)}")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("day", help="the day of the report, AAAA-MM-JJ")
    parser.add_argument("--quick", action="store_true", help="fewer runs and conditions")
    return parser.parse_args()


def _rungs(engine: Path) -> str:
    """Return the rungs of the ladder that the engine stands on, and those that its build skipped."""
    rungs = json.loads((engine / "manifest.json").read_text(encoding="utf-8"))["rungs"]
    return ", ".join([*rungs["kept"], *(f"without {rung['name']}" for rung in rungs["skipped"])]) or "none"


def _measure(site: Path, options: argparse.Namespace, appendix: str) -> report.Run:
    page = BeautifulSoup((site / PAGE_FILE).read_text(encoding="utf-8"), "html.parser")
    tarifs = json.loads(str(page.select("cost-estimator")[0]["data-tarifs"]))
    engine = site / bundle.address("estimation", bundle.build())
    conditions = QUICK if options.quick else ALL
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        sync_playwright() as playwright,
    ):
        root = Path(folder) / "pages"
        variants = peers.make(root, engine, tarifs)
        with browser(playwright, Path(folder) / "profile", patience=60) as opened:
            version = opened.version
        with served_slowly(root) as bare_pages, served_slowly(site) as published:
            bench = Bench(playwright, variants, bare_pages, published)
            bench.run(conditions, QUICK_RUNS if options.quick else RUNS, MOST_MINUTES * 60)
    return report.Run(
        day=options.day,
        machine=machine(),
        versions={**versions(), "browser": version, "engine measured": engine.name, "its rungs": _rungs(engine)},
        conditions=conditions,
        variants=variants,
        samples=bench.samples,
        busy=bench.busy,
        appendix=appendix,
    )


def machine() -> dict[str, str]:
    """Return what the machine says of itself, by name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = " ".join(f"{value:.2f}" for value in os.getloadavg())
    return {
        "machine": f"{os.cpu_count()} processors ({_processor()}), {memory:.0f} GiB, {platform.system()} {platform.release()}",
        "load average at the end": load,
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def versions() -> dict[str, str]:
    """Return the versions of what was measured, by name."""
    node = subprocess.run([shutil.which("node"), "--version"], capture_output=True, text=True).stdout.strip()
    packages = {
        "Pyodide": peers.PYODIDE,
        "MicroPython": peers.MICROPYTHON,
        "publicodes": tables.PACKAGES / "publicodes",
        "modele-social": tables.PACKAGES / "modele-social",
    }
    found = {
        name: str(json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"])
        for name, folder in packages.items()
    }
    return {**found, "Node": node, "Python": platform.python_version()}


if __name__ == "__main__":
    sys.exit(main())
