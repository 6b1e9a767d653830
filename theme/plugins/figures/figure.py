"""One figure of the texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Figure:
    """
    What a name stands for: its value in French, unit included, empty when there is none.

    `origin` says in French where the value comes from. Words are shown as they are; Markdown is read.
    """

    name: str
    origin: str
    formula: Callable[[], str]
    is_markdown: bool = False

    @cached_property
    def text(self) -> str:
        """Return the value, computed when it is first asked for."""
        return self.formula()

    def recall(self, text: str) -> None:
        """Take a value that was worked out before."""
        # The place where `cached_property` looks first.
        self.__dict__["text"] = text
