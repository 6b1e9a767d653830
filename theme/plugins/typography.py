"""French typography of the Markdown texts; templates and the engine's own texts are typed right."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import polytypo.html
from pelican import signals


@lru_cache
def french(html: str) -> str:
    """Return `html` with French no-break spaces, quotes and apostrophes; code and addresses untouched."""
    return polytypo.html.transform(html, locale="fr")


def _typeset(content: Any) -> None:
    if isinstance(getattr(content, "_content", None), str):
        content._content = french(content._content)
    for key in ("title", "description"):
        if isinstance(content.metadata.get(key), str):
            content.metadata[key] = french(content.metadata[key])
            setattr(content, key, content.metadata[key])


def register() -> None:
    """Called by Pelican."""
    signals.content_object_init.connect(_typeset)
