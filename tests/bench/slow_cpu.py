"""
Make a group of processes run as on a slower processor: stopped and continued, some fifty times a second.

The browser's own throttling (its debugging protocol) does not reach workers; signals reach
every process of the group at once. Run as a program of its own, so that what it slows
cannot hold it up. It goes on until its standard input is closed, then lets the group run.

    python slow_cpu.py GROUP SHARE
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: How long the group runs between two stops, in seconds.
TURN = 0.005


def rest(ran: float, share: float) -> float:
    """Return for how long to stop what has run `ran` seconds, so that it has run `share` of the time."""
    return ran * (1 - share) / share


@contextmanager
def slowed(group: int, share: float) -> Iterator[None]:
    """Let the process group `group` run for `share` of the time only; 1 leaves it alone."""
    if share == 1:
        yield
        return
    command = [sys.executable, __file__, str(group), str(share)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as slowing:
        try:
            yield
        finally:
            assert slowing.stdin
            slowing.stdin.close()
            slowing.wait()
            _signal(group, signal.SIGCONT)


def main(group: int, share: float) -> None:
    """Slow the group until the standard input is closed or the group is gone."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    try:
        started = time.monotonic()
        while not _told_to_end(TURN) and _signal(group, signal.SIGSTOP):
            # A late wake-up let the group run for longer: it is then stopped for longer.
            stopped = time.monotonic()
            _told_to_end(rest(stopped - started, share))
            started = time.monotonic()
            _signal(group, signal.SIGCONT)
    finally:
        _signal(group, signal.SIGCONT)


def _told_to_end(seconds: float) -> bool:
    """Wait for so long, or until the standard input is closed; return whether it was."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def _signal(group: int, number: signal.Signals) -> bool:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
