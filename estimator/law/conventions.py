"""The collective agreements that fix the least hours of a part-time contract (`baremes/conventions.toml`)."""

from __future__ import annotations

from typing import Final

from .dated import Baremes

#: No agreement, or one without a record: the law's own floor.
AUCUNE: Final = "aucune"
_FLOOR: Final = "plancher_temps_partiel"


def parametre_plancher(convention: str) -> str:
    """Return the id of the parameter that holds the floor of a collective agreement, hours a week."""
    return _FLOOR if convention == AUCUNE else f"{_FLOOR}_{convention}"


def conventions(baremes: Baremes) -> dict[str, str]:
    """Return the agreements known on that day, IDCC by name, the choice of none first."""
    named = {
        name.removeprefix(f"{_FLOOR}_"): baremes.parameters[name].titre.partition("\u00a0:")[0]
        for name in baremes
        if name.startswith(f"{_FLOOR}_")
    }
    return {AUCUNE: "aucune de celles-ci", **named}
