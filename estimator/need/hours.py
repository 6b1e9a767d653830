"""Hours that tasks take an employee."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..money import ZERO
from .questions import MINUTES

Tasks = tuple[tuple[str, Decimal], ...]


def task_minutes(values: Mapping[str, Any]) -> Tasks:
    """Return (code, minutes that an employee would take) of each task whose minutes can be read."""
    return tuple((name.removeprefix(MINUTES), value) for name, value in values.items() if name.startswith(MINUTES))


def employee_hours(volumes: Tasks, minutes: Tasks) -> Decimal:
    """Return the hours a month that an employee would take for these volumes."""
    each = dict(minutes)
    return sum((quantity * each[code] for code, quantity in volumes), ZERO) / 60
