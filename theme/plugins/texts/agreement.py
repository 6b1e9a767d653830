"""
What is said of her, for a man: `theme/texts/accords.toml` gives whole phrases as written, and as he says them.

The texts and the sentences of the site are written in the feminine. A phrase is looked for once the figures are in. A
man's own words stay as he types them, unless such a phrase stands there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from theme import THEME
from theme.plugins import signals
from theme.plugins.texts.typography import HEADER_TEXTS

FILE: Final = THEME / "texts" / "accords.toml"
#: The values of `[identite] genre`: the texts change for a man alone.
WOMAN, MAN = "femme", "homme"
#: How templates and plugins of a build call what they apply.
NAME: Final = "agreed"


def agreement(genre: str) -> Callable[[str], str]:
    """Return what makes a text agree: nothing for a woman."""
    return masculine if genre == MAN else _unchanged


def masculine(text: str) -> str:
    """Return a text, Markdown or HTML, with each phrase of the table as a man says it, its capital kept."""
    pattern, phrases = _table()

    def agreed(match: re.Match[str]) -> str:
        phrase = match[0]
        by = phrases[_key(phrase[0].lower() + phrase[1:])]
        return by[0].upper() + by[1:] if phrase[0].isupper() else by

    return pattern.sub(agreed, text)


def table() -> dict[str, str]:
    """Return the phrases by what they become; those that stay as they are become themselves."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {**read["accords"], **{phrase: phrase for phrase in read["inchanges"]}}


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    phrases = table()
    # A longer phrase knows better than one that it holds.
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, longest_first))})(?!\w)"), phrases


def _pattern(phrase: str) -> str:
    """Return what finds a phrase: with or without its capital, whatever its spaces and apostrophes."""
    first, rest = phrase[0], re.escape(phrase[1:])
    return f"[{first}{first.upper()}]{rest}".replace("’", "['’]").replace("\\ ", "[ \u00a0\u202f]")


def _key(phrase: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", phrase).replace("'", "’")


def _unchanged(text: str) -> str:
    return text


def _add_names(pelican: Any) -> None:
    names = pelican.settings["JINJA_GLOBALS"]
    names[NAME] = agreement(names["secretaire"]["identite"]["genre"])


def _agree(content: Any) -> None:
    """Make a header agree; its text has gone through when its figures were put in."""
    agreed = content.settings["JINJA_GLOBALS"][NAME]
    for key in HEADER_TEXTS:
        if isinstance(content.metadata.get(key), str):
            content.metadata[key] = agreed(content.metadata[key])
            setattr(content, key, content.metadata[key])


def register() -> None:
    """Called by Pelican; after the settings are read, before typography, which takes headers as they are then."""
    signals.initialized.connect(_add_names)
    signals.content_object_init.connect(_agree)
