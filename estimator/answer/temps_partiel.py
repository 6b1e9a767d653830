"""The least hours of a part-time contract, the same law for an employee and for a temp."""

from __future__ import annotations

from decimal import Decimal

from ..law.conventions import parametre_plancher
from ..law.dated import Baremes
from ..law.paie import Motif
from ..money import ZERO
from ..need.inputs import Inputs


def plancher(inputs: Inputs, motif: Motif | None, baremes: Baremes) -> Decimal:
    """
    Return the least weekly hours of a contract with this motive, None for a CDI; zero without any.

    Source: C. trav. art. L. 3123-7 (who escapes), L. 3123-19 (the branch), L. 3123-27 (24 hours failing that).
    A mission escapes too: up to seven days it has no floor, and a longer one fills weeks above it.
    """
    exempt = inputs.ponctuel or inputs.derogation_temps_partiel or motif is Motif.REMPLACEMENT
    return ZERO if exempt else baremes[parametre_plancher(inputs.convention_collective)]
