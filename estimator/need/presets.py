"""
Needs to start from, by trade: answers that a visitor takes over in one touch, then changes.

They are examples of the site, not statistics: each holds only answers of the form, as typed, and
whatever it does not name is at its default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..law.dated import Baremes
from .fields import Field
from .questions import schema
from .tarifs import Tarifs


@dataclass(frozen=True, slots=True)
class Preset:
    """A need to start from: what its button says, and answers as typed by field name."""

    label: str
    values: dict[str, str]


#: The specialities, by likely code, are taken over only from a price list that sells them.
_ALL: Final = (
    Preset("Artisan, 10\u00a0h", {"heures_par_mois": "10"}),
    Preset(
        "Cabinet médical, 40\u00a0h",
        # Care is exempt from VAT, and what is exempt pays the taxe sur les salaires (CGI art. 231 and 261, 4-1°).
        {
            "heures_par_mois": "40",
            "tva_deductible": "non",
            "specialite": "medical",
            "activite": "sante",
            "convention_collective": "1147",
            "redevable_taxe_sur_salaires": "oui",
        },
    ),
    Preset(
        "Avocat, 25\u00a0h",
        {
            "heures_par_mois": "25",
            "specialite": "juridique",
            "activite": "juridique",
            "convention_collective": "1000",
        },
    ),
    Preset(
        "Remplacement de congé",
        {
            # Three weeks of a full time.
            "heures_par_mois": "105",
            "ponctuel": "oui",
            "contrat": "CDD",
            "motif_cdd": "remplacement",
            "motif_interim": "remplacement",
        },
    ),
)


def presets(baremes: Baremes, tarifs: Tarifs) -> tuple[Preset, ...]:
    """Return the needs to start from that this price list can answer."""
    fields = {field.name: field for field in schema(baremes, tarifs)}
    return tuple(Preset(preset.label, dict(_answerable(preset, fields))) for preset in _ALL)


def _answerable(preset: Preset, fields: dict[str, Field]) -> Iterator[tuple[str, str]]:
    """Yield the answers of `preset`, but a choice that these questions do not offer."""
    for name, value in preset.values.items():
        if not fields[name].choices or value in fields[name].choices:
            yield name, value
