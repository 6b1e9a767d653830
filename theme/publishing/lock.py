"""One publication at a time on this computer: the system frees what a program that ended held."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from theme.publishing.store import Failed


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the file `path` until the end; Failed when another publication holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _hold(file.fileno())
        except OSError as error:
            raise Failed("Une autre publication est en cours sur cet ordinateur. Attendez sa fin.") from error
        yield


def _hold(number: int) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415  Windows alone has it

        os.lseek(number, 0, os.SEEK_SET)
        getattr(msvcrt, "locking")(number, getattr(msvcrt, "LK_NBLCK"), 1)  # noqa: B009  unknown to types elsewhere
    else:
        import fcntl  # noqa: PLC0415  Windows has not it

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
