"""What every way of sending can do: read a few files, then go through steps in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from theme.plugins.problems import french_spaces


class Failed(Exception):
    """A host that cannot be reached, refuses, or breaks off; its text is for the secretary, in French."""

    def __init__(self, message: str) -> None:
        """Take the sentence, with ordinary spaces."""
        super().__init__(french_spaces(message))


class Refused(Failed):
    """An account, a password or a server that is not the right one."""


@dataclass(frozen=True, slots=True)
class Put:
    """Send a file of this computer to a path at the host."""

    source: Path
    path: str


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a file at the host its name, in the place of another if there is one."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove a file at the host, if it is there."""

    path: str


Step = Put | Rename | Remove
#: Told of each file that has been sent.
Progress = Callable[[str], None]


class Store(Protocol):
    """A place where the site is published."""

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return those of these files that are there; Failed when the host cannot be asked."""

    def run(self, steps: Iterable[Step], sent: Progress) -> None:
        """Go through the steps; Failed at the first that cannot be done, the ones before it being done."""

    def close(self) -> None:
        """Leave nothing open."""


def folders(steps: Iterable[Step]) -> list[str]:
    """Return the folders that the files to send stand in, each after the one that holds it."""
    parents = {
        parent.as_posix() for step in steps if isinstance(step, Put) for parent in PurePosixPath(step.path).parents
    }
    return sorted(parents - {"."})
