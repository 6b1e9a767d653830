"""Measure a whole comparison inside Pyodide against the official model's cost of one employee, in one run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import engine_bundle

HERE = Path(__file__).parent
PACKAGES = HERE.parent / "node_modules"


def main() -> int:
    """Print a Markdown table of medians and ratios; nothing is judged."""
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


if __name__ == "__main__":
    sys.exit(main())
