"""What is told to the secretary of a file of `content/`: where, what, the mend, whether it stops the build."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from estimator.formatting import NARROW_NO_BREAK, NO_BREAK

#: The exit status of a build that a mistake in the content stopped; tasks.py knows it.
CONTENT_FAULT: Final = 2


class Severity(Enum):
    """How much a problem weighs, with the word that announces it."""

    #: Stops the build: the page would be broken.
    FAULT = ""
    #: Told, and the build goes on.
    WARNING = "Attention"
    #: Nothing wrong: a draft, a file that no text names.
    LEFT_OUT = "Non publié"
    #: Said in the secretary's name: only she knows whether it is true.
    TO_CONFIRM = "À confirmer"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to tell of a file; `line` is None when it is about the whole of it."""

    path: Path
    line: int | None
    message: str
    severity: Severity = field(default=Severity.FAULT, compare=False)

    def __str__(self) -> str:
        place = self.place if self.line is None else f"{self.place}, ligne {self.line}"
        label = "" if self.severity is Severity.WARNING else self._label
        return french_spaces(f"{place} : {label}{self.message}")

    @property
    def is_fault(self) -> bool:
        """Return whether it stops a build."""
        return self.severity is Severity.FAULT

    @property
    def listed(self) -> str:
        """Return the problem as programs read it: `content/pages/a.md:12: message`, the first line for a whole file."""
        return f"{self.place}:{self.line or 1}: {french_spaces(self._label + self.message)}"

    @property
    def _label(self) -> str:
        return f"{self.severity.value} : " if self.severity.value else ""

    @property
    def place(self) -> str:
        """Return the file, from the current folder where it stands in it."""
        path = self.path.relative_to(Path.cwd()) if self.path.is_relative_to(Path.cwd()) else self.path
        return path.as_posix()


def refuse(problems: Iterable[object]) -> None:
    """
    End the build when there is any problem, each told on a line of the standard output.

    Pelican's own warnings go to the other one. An exception would be wrapped into an English sentence.
    """
    lines = [str(problem) for problem in problems]
    if lines:
        print("\n".join(lines), flush=True)
        raise SystemExit(CONTENT_FAULT)


def tell(problems: Iterable[Problem]) -> None:
    """Tell what does not stop the build on the standard error, below one word that tasks.py knows."""
    lines = [f"  {problem}" for problem in problems]
    if lines:
        print("\n".join([french_spaces("Attention :"), *lines]), file=sys.stderr, flush=True)


def french_spaces(text: str) -> str:
    """
    Return `text` with the no-break spaces of French before « : ; ! ? » and inside quotes.

    Nothing else is set as typography.py does: a message quotes what is to be typed, straight quotes included.
    """
    for mark in (";", "!", "?"):
        text = text.replace(f" {mark}", f"{NARROW_NO_BREAK}{mark}")
    return text.replace(" :", f"{NO_BREAK}:").replace("« ", f"«{NO_BREAK}").replace(" »", f"{NO_BREAK}»")
