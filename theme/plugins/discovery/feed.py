"""The feed of news as a reader shows it: in French, named, each entry with its own description."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pelican import signals

NEWS_TEMPLATE: Final = "actualites"
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


def _leave_out(generator: Any) -> None:
    """Publish neither a feed nor a page of news where there is none: an empty feed would hold the clock."""
    if not generator.articles:
        settings = generator.settings
        settings["FEED_ALL_ATOM"] = None
        settings["DIRECT_TEMPLATES"] = [name for name in settings["DIRECT_TEMPLATES"] if name != NEWS_TEMPLATE]


def _add_names(pelican: Any) -> None:
    pelican.settings["JINJA_GLOBALS"]["feed_title"] = feed_title(pelican.settings["SITENAME"])


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.article_generator_finalized.connect(_leave_out)
    signals.feed_generated.connect(_complete)
