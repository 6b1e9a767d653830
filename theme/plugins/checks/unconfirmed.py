"""The lines of the texts that promise what she has not confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from theme.plugins.checks import content_files
from theme.plugins.problems import Problem
from theme.plugins.settings.promises import SECTION, promises

#: How an apostrophe may be typed.
_STRAIGHT: Final = str.maketrans("’", "'")


def to_confirm(content: Path, settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield each line of a text that promises what the settings do not confirm, with the question and the mend."""
    confirmed = settings.get(SECTION) or {}
    for path in (path for kind in ("pages", "articles") for path in content_files.files(content / kind)):
        if path.suffix != ".md":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
            for key in _said(line):
                if confirmed.get(key) is not True:
                    message = (
                        f"À confirmer. {promises()[key].question} Si oui, écrivez {key} = true sous [{SECTION}], "
                        "dans secretaire.toml ; sinon, changez cette phrase."
                    )
                    yield Problem(path, number, message)


def _said(line: str) -> Iterator[str]:
    straight = line.translate(_STRAIGHT)
    for key, promise in promises().items():
        if any(words.translate(_STRAIGHT).lower() in straight.lower() for words in promise.dit):
            yield key
