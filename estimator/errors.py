"""
Every error that the estimator raises on purpose.

* EstimatorError
  x BaremeError         a parameter file breaks its own rules (maintainer)
  x DateNotCovered      a parameter has no value on the day asked for
  x InvalidInputs       what a person typed cannot be computed; one fault per field

Messages are French sentences for the person who can mend the matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class EstimatorError(Exception):
    """Base of all errors below: its text can be shown as it is."""


class BaremeError(EstimatorError):
    """A parameter file is malformed; the text names the file and the parameter."""


class DateNotCovered(EstimatorError):
    """
    No value of a parameter is known on the day asked for.

    Attributes:
        parameter: id of the parameter.
        day: the day asked for.
        first: first day covered.
    """

    def __init__(self, parameter: str, titre: str, day: date, first: date) -> None:
        self.parameter = parameter
        self.day = day
        self.first = first
        super().__init__(
            f"Le droit du {day:%d/%m/%Y} n’est pas couvert\u00a0: «\u00a0{titre}\u00a0» ({parameter}) "
            f"n’est connu qu’à partir du {first:%d/%m/%Y}. Choisissez une date plus récente."
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong value: `key` is the field's name, `message` says what to type instead."""

    key: str
    message: str


class InvalidInputs(EstimatorError):
    """
    At least one value cannot be used.

    Attributes:
        faults: one `Fault` per wrong field, in the order of the schema.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(f"{fault.key}\u00a0: {fault.message}" for fault in self.faults))
