"""Pelican's signals, read in when a plugin registers itself: the check of texts runs without Pelican, slow to read."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """Return the signal of that name."""
    from pelican import signals  # noqa: PLC0415  the reason of this module

    return getattr(signals, name)
