"""The processes of one browser, read in /proc: what they cost the processor, what they hold in memory. Linux only."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")


def group_of(argument: str) -> int:
    """Return the process group of the program that was started with this argument."""
    for pid in _pids():
        with contextlib.suppress(OSError):
            if argument in (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace").split("\0"):
                return os.getpgid(pid)
    raise LookupError(f"No process was started with {argument}")


def processor_time(group: int) -> float:
    """Return the processor time that the living processes of a group have taken, in ms."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_ticks(pid) for pid in _members(group)) * 1000 / ticks


def memory(group: int) -> int:
    """Return the bytes that the processes of a group hold, what they share being divided among them (PSS)."""
    total = 0
    for pid in _members(group):
        with contextlib.suppress(OSError):
            rollup = (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii")
            found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
            total += int(found[1]) * 1024 if found else 0
    return total


def busy_share(seconds: float = 0.5) -> float:
    """Return the share of all processors taken by anyone over the next `seconds`, from 0 to 1."""
    idle, total = _jiffies()
    time.sleep(seconds)
    idle_then, total_then = _jiffies()
    return 1 - (idle_then - idle) / max(1, total_then - total)


def _jiffies() -> tuple[int, int]:
    first = (PROC / "stat").read_text(encoding="ascii").splitlines()[0]
    counts = [int(count) for count in first.split()[1:9]]
    return counts[3] + counts[4], sum(counts)


def _ticks(pid: int) -> int:
    with contextlib.suppress(OSError):
        # The name of the program, in brackets, may hold spaces.
        fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])
    return 0


def _members(group: int) -> Iterator[int]:
    for pid in _pids():
        with contextlib.suppress(OSError):
            if os.getpgid(pid) == group:
                yield pid


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
