"""The last result of each long comparison, written into `tests/deep.md` by the run itself."""

from __future__ import annotations

import subprocess
from pathlib import Path

import tasks

REPORT = Path(__file__).parent / "deep.md"
HEAD = """\
# Long comparisons: the last time that each passed

Written by `python3 tasks.py test --options=--deep`. A failure leaves its line as it was.
« with changes »: the engine's files were not those of the commit.

| test | what it shows | passed on | engine of commit | minutes |
| --- | --- | --- | --- | --- |
"""
#: What the long comparisons run.
ENGINE = ("estimator", "theme/browser", "theme/package-lock.json")


def engine() -> str:
    """Return the last commit that changed the engine; say if it has changed since."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments, "--", *ENGINE], cwd=tasks.ROOT, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    changed = " with changes" if git("status", "--porcelain") else ""
    return (git("log", "-1", "--format=%h") or "unknown") + changed


class DeepReport:
    """Notes the long comparisons that pass, and writes them at the end of the session."""

    def __init__(self, path: Path = REPORT):
        self.path = path
        self.rows: dict[str, str] = {}

    def pytest_runtest_logreport(self, report) -> None:
        """Note a long comparison that has passed."""
        if "deep" in report.keywords and report.when == "call" and report.passed:
            told = dict(report.user_properties)["told"]
            minutes = f"{report.duration / 60:.1f}"
            cells = (f"`{report.nodeid}`", told, tasks.today(), engine(), minutes)
            self.rows[cells[0]] = f"| {' | '.join(cells)} |"

    def pytest_sessionfinish(self) -> None:
        """Write what passed; what did not run, or failed, keeps its line."""
        if self.rows:
            before = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
            kept = {line.split(" | ")[0].removeprefix("| "): line for line in before if line.startswith("| `")}
            rows = {**kept, **self.rows}
            self.path.write_text(HEAD + "".join(f"{rows[name]}\n" for name in sorted(rows)), encoding="utf-8")
