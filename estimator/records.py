"""Small records that a comparison makes by the thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True)
def record(kind: type[_T]) -> type[_T]:
    """
    Return `kind` as a dataclass whose fields never change.

    mypy alone sees to that. In the browser's Python, refusing at run time makes a record fourteen times as slow to
    make.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
