"""
Measure a whole comparison inside Pyodide against the official model's cost of one employee, in one run.

Then weigh every page of the site as it travels, against its budgets (tests/weighing.py).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import engine_bundle
from output_check import Site
from weighing import TEXT, WHOLE, Weight, weigh

import tasks

HERE = Path(__file__).parent
PACKAGES = HERE.parent / "node_modules"


def main() -> int:
    """Print Markdown tables of medians and of bytes; nothing is judged."""
    return time_comparison() or weigh_pages()


def time_comparison() -> int:
    """Print a table of medians and ratios; return an exit status."""
    command = [shutil.which("node"), HERE / "comparison.mjs", engine_bundle.build(), PACKAGES]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return 1
    rows = json.loads(done.stdout)
    peer = rows[-1]["median_ms"]
    print("| work, under Node | median, ms | 95th percentile, ms | against the peer |")
    print("| --- | ---: | ---: | ---: |")
    for row in rows:
        print(f"| {row['name']} | {row['median_ms']:.1f} | {row['p95_ms']:.1f} | {row['median_ms'] / peer:.2f} |")
    return 0


def weigh_pages() -> int:
    """Print a table of bytes over the wire, page by page, heaviest first; return an exit status."""
    output = tasks.CACHE / "bench-site"
    problems = tasks.make_site(output)
    if problems:
        print(problems, file=sys.stderr)
        return 1
    site = Site(output)
    weights = {name: weigh(site, name) for name in site.pages}
    kinds = ("html", "css", "fonts", "images", "scripts")
    print(
        f"\n| page, kB with brotli | {' | '.join(kinds)} | HTML and CSS, ≤ {_kb(TEXT)} | all, ≤ {_kb(WHOLE)} | requests before paint |"
    )
    print(f"| --- |{' ---: |' * (len(kinds) + 3)}")
    for name, weight in sorted(weights.items(), key=lambda item: -item[1].whole):
        print(_row(name, weight, [_kb(getattr(weight, kind)) for kind in kinds]))
    return 0


def _row(name: str, weight: Weight, by_kind: list[str]) -> str:
    text = f"{_kb(weight.text)}{' over' if weight.text > TEXT else ''}"
    whole = f"{_kb(weight.whole)}{' over' if weight.whole > WHOLE else ''}"
    return f"| {' | '.join((name, *by_kind, text, whole, str(1 + len(weight.blocking))))} |"


def _kb(count: int) -> str:
    return f"{count / 1000:.1f}"


if __name__ == "__main__":
    sys.exit(main())
