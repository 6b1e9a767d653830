"""What is asked about the journeys that an employee would make."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..law.dated import Baremes
from ..money import ZERO
from .fields import Field

MODES: Final = (
    "voiture_thermique",
    "voiture_electrique",
    "bus",
    "train",
    "metro",
    "scooter",
    "velo_electrique",
    "velo",
)
MODE_WORDS: Final = (
    "voiture thermique",
    "voiture électrique",
    "bus",
    "train",
    "métro",
    "scooter",
    "vélo électrique",
    "vélo",
)


def journey_fields(baremes: Baremes) -> tuple[Field, ...]:
    """Return the questions of journeys, in the order of the form."""
    return (
        Field(
            "mode_trajet",
            "Trajet d’une salariée",
            "le mode de trajet",
            "choix",
            MODES[0],
            choices=MODES,
            words=MODE_WORDS,
        ),
        Field(
            "distance_trajet",
            "Distance du domicile au bureau",
            "la distance du domicile au bureau",
            "nombre",
            baremes["distance_trajet_usuelle"],
            ZERO,
            Decimal(200),
            unit="km",
            help="Aller simple, pour les trajets évités.",
            parameter="distance_trajet_usuelle",
        ),
    )
