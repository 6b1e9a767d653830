"""Two tables that need no browser: a comparison under Node against the official model, and what each page weighs."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from weighing import TEXT, WHOLE, Weight, weigh

from theme.plugins.checks.output_check import Site

HERE = Path(__file__).parent
PACKAGES = HERE.parent / "node_modules"
KINDS = ("html", "css", "fonts", "images", "scripts")


def time_comparison(engine: Path) -> str:
    """Return a table of medians and ratios for the engine of a folder, or what stopped Node."""
    command = [shutil.which("node"), HERE / "comparison.mjs", engine, PACKAGES]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode:
        return f"Node stopped: {done.stderr[-500:]}"
    rows = json.loads(done.stdout)
    peer = rows[-1]["median_ms"]
    lines = [
        "| work, under Node | median, ms | 95th percentile, ms | against the peer |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row['name']} | {row['median_ms']:.1f} | {row['p95_ms']:.1f} | {row['median_ms'] / peer:.2f} |"
        for row in rows
    ]
    return "\n".join(lines)


def weigh_pages(output: Path) -> str:
    """Return a table of bytes over the wire, page by page of the built site `output`, heaviest first."""
    site = Site(output)
    weights = {name: weigh(site, name) for name in site.pages}
    heads = ["page, kB with brotli", *KINDS, f"HTML and CSS, ≤ {_kb(TEXT)}", f"all, ≤ {_kb(WHOLE)}"]
    lines = [f"| {' | '.join(heads)} | requests before paint |", f"| --- |{' ---: |' * (len(KINDS) + 3)}"]
    heaviest_first = sorted(weights.items(), key=lambda item: -item[1].whole)
    return "\n".join([*lines, *(_row(name, weight) for name, weight in heaviest_first)])


def _row(name: str, weight: Weight) -> str:
    by_kind = [_kb(getattr(weight, kind)) for kind in KINDS]
    text = f"{_kb(weight.text)}{' over' if weight.text > TEXT else ''}"
    whole = f"{_kb(weight.whole)}{' over' if weight.whole > WHOLE else ''}"
    return f"| {' | '.join((name, *by_kind, text, whole, str(1 + len(weight.blocking))))} |"


def _kb(count: int) -> str:
    return f"{count / 1000:.1f}"
