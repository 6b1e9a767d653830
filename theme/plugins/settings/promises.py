"""What the texts of the program say of a secretary's habits: she alone knows whether it is true."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from theme import THEME
from theme.plugins.settings.fields import yes_no

FILE: Final = THEME / "texts" / "promises.toml"
#: The section of the settings where she says what is true.
SECTION: Final = "promesses"


class Promise(NamedTuple):
    """Words that promise something, what the form calls it, and what she is asked before they are published."""

    nom: str
    dit: list[str]
    question: str


@cache
def promises() -> Mapping[str, Promise]:
    """Return every promise by the key that confirms it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: Promise(**promise) for key, promise in read.items()}


#: One key for each.
FIELDS: Final = tuple(yes_no(key, promise.nom) for key, promise in promises().items())
