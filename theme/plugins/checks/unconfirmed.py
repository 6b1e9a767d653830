"""The lines of the texts that promise what she has not confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from theme.plugins.checks.content import Content
from theme.plugins.problems import Problem, Severity
from theme.plugins.settings.promises import SECTION, promises

#: How an apostrophe may be typed.
_STRAIGHT: Final = str.maketrans("’", "'")


def to_confirm(content: Content) -> Iterator[Problem]:
    """Yield each line of a published text that promises what the settings do not confirm: the question, the mend."""
    confirmed = content.settings.get(SECTION) or {}
    for text in content.published:
        for number, line in enumerate(text.body.split("\n"), start=text.lines_before + 1):
            for key in _keys(line):
                if confirmed.get(key) is not True:
                    message = (
                        f"{promises()[key].question} Si oui, écrivez {key} = true sous [{SECTION}], "
                        "dans secretaire.toml ; sinon, changez cette phrase."
                    )
                    yield Problem(text.path, number, message, Severity.TO_CONFIRM)


def _keys(line: str) -> Iterator[str]:
    straight = line.translate(_STRAIGHT)
    for key, promise in promises().items():
        if any(words.translate(_STRAIGHT).lower() in straight.lower() for words in promise.dit):
            yield key
