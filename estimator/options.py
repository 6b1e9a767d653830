"""The three ways of getting the work done: how each is called, in the order in which they are shown."""

from __future__ import annotations

from typing import Final

from .records import record


@record
class Option:
    """
    One way: its code, which links and JSON use, and its names.

    `short_name` serves where there is little room, `phrase` inside a sentence, `beside` after a price that she tells
    herself. `suffix` ends the names by which texts take a figure of it.
    """

    code: str
    name: str
    short_name: str
    phrase: str
    beside: str
    suffix: str


PRESTATAIRE: Final = Option(
    "prestataire", "Secrétaire indépendante", "Indépendante", "la secrétaire indépendante", "avec moi", "independante"
)
SALARIE: Final = Option("salarie", "Salariée", "Salariée", "la salariée", "avec une salariée", "salariee")
INTERIMAIRE: Final = Option(
    "interimaire", "Intérimaire", "Intérimaire", "l’intérimaire", "avec une intérimaire", "interim"
)
#: By code, in the order in which they are shown.
OPTIONS: Final = {option.code: option for option in (PRESTATAIRE, SALARIE, INTERIMAIRE)}
