"""The feed of news as a reader shows it: in French, named, each entry with its own description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pelican import signals

SUBTITLE: Final = "Ce qui change pour votre secrétariat, expliqué simplement."


def feed_title(site: str) -> str:
    """Return the title of the feed, in the feed and in the pages that name it."""
    return f"{site}\u00a0: actualités"


def _complete(context: Mapping[str, Any], feed: Any) -> None:
    feed.feed.update(title=feed_title(context["SITENAME"]), subtitle=SUBTITLE, language="fr")
    descriptions = {article.url: article.metadata["description"] for article in context["articles"]}
    for item in feed.items:
        # Pelican would give the first words of the text again.
        item["description"] = descriptions[item["link"].removeprefix(f"{context['FEED_DOMAIN']}/")]


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"]["feed_title"] = feed_title(pelican.settings["SITENAME"])


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.feed_generated.connect(_complete)
