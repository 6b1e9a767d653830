"""One publication at a time on this computer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from theme import locking
from theme.publishing.store import Failed


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the file `path` until the end; Failed when another publication holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        if not locking.hold(file):
            raise Failed("Une autre publication est en cours sur cet ordinateur. Attendez sa fin.")
        yield
