"""What the texts of the program say of a secretary's habits: she alone knows whether it is true."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from theme import THEME

FILE: Final = THEME / "texts" / "promises.toml"
#: The section of the settings where she says what is true.
SECTION: Final = "promesses"


class Promise(NamedTuple):
    """Words that promise something, and what she is asked before they are published."""

    dit: list[str]
    question: str


@cache
def promises() -> Mapping[str, Promise]:
    """Return every promise by the key that confirms it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: Promise(**said) for key, said in read.items()}


def faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the section of the settings: section, key, message."""
    said = settings.get(SECTION, {})
    if not isinstance(said, Mapping):
        yield SECTION, "", f"« {SECTION} » est une section : écrivez [{SECTION}] seul sur sa ligne."
        return
    for key, value in said.items():
        if key not in promises():
            yield (
                SECTION,
                key,
                f"« {key} » n’est pas une promesse du site. Promesses connues : {', '.join(promises())}.",
            )
        elif not isinstance(value, bool):
            yield SECTION, key, f"« {key} » vaut true ou false, sans guillemets."
