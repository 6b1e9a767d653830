"""A mistake in `content/`, told to the secretary: which file, which line, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from estimator.formatting import NARROW_NO_BREAK, NO_BREAK

#: The exit status of a build that a mistake in the content stopped; tasks.py knows it.
CONTENT_FAULT: Final = 2


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake; `line` is None when the whole file is at fault."""

    path: Path
    line: int | None
    message: str

    def __str__(self) -> str:
        path = self.path.relative_to(Path.cwd()) if self.path.is_relative_to(Path.cwd()) else self.path
        place = path.as_posix() if self.line is None else f"{path.as_posix()}, ligne {self.line}"
        return french_spaces(f"{place} : {self.message}")


def refuse(problems: Iterable[object]) -> None:
    """
    End the build when there is any problem, each told on a line of the standard output.

    Pelican's own warnings go to the other one. An exception would be wrapped into an English sentence.
    """
    lines = [str(problem) for problem in problems]
    if lines:
        print("\n".join(lines), flush=True)
        raise SystemExit(CONTENT_FAULT)


def french_spaces(text: str) -> str:
    """
    Return `text` with the no-break spaces of French before « : ; ! ? » and inside quotes.

    Nothing else is set as typography.py does: a message quotes what is to be typed, straight quotes included.
    """
    for mark in (";", "!", "?"):
        text = text.replace(f" {mark}", f"{NARROW_NO_BREAK}{mark}")
    return text.replace(" :", f"{NO_BREAK}:").replace("« ", f"«{NO_BREAK}").replace(" »", f"{NO_BREAK}»")
