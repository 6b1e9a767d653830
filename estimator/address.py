"""
A need as the part of the page's address after « # »: what a shared link holds.

    heures_par_mois=42%2C5&tva_deductible=non&droit=2026-06-01

Answers that differ from the defaults, in the order of the form, then the day of the law that
answered them. No server ever receives this part of an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from .dated import Baremes
from .inputs import state
from .questions import schema
from .tarifs import Tarifs

#: The key that names the day of the law.
LAW: Final = "droit"


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address holds: answers as typed, and what its reader must be told, one French sentence each."""

    values: dict[str, str]
    notices: tuple[str, ...]


def read_address(fragment: str, baremes: Baremes, tarifs: Tarifs) -> Opened:
    """Return what `fragment` (without « # ») holds; keys that are no question are dropped with a notice."""
    pairs = dict(parse_qsl(fragment, keep_blank_values=True))
    pairs.pop(LAW, None)
    known = {field.name for field in schema(baremes, tarifs)}
    return Opened({key: value for key, value in pairs.items() if key in known}, ())


def write_address(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> str:
    """Return the fragment (without « # ») of valid answers, the day of the law last; raise InvalidInputs."""
    return urlencode({**state(raw, baremes, tarifs), LAW: baremes.day.isoformat()})
