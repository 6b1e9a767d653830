"""What the texts of the program say of a secretary's habits: she alone knows whether it is true."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from theme import THEME
from theme.plugins.checks import content_files
from theme.plugins.problems import Problem

FILE: Final = THEME / "promises.toml"
#: The section of the settings where she says what is true.
SECTION: Final = "promesses"
#: How an apostrophe may be typed.
_STRAIGHT: Final = str.maketrans("’", "'")


class Promise(NamedTuple):
    """Words that promise something, and what she is asked before they are published."""

    dit: list[str]
    question: str


@cache
def promises() -> Mapping[str, Promise]:
    """Return every promise by the key that confirms it."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {key: Promise(**said) for key, said in read.items()}


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


def faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with the section of the settings: section, key, message."""
    said = settings.get(SECTION, {})
    if not isinstance(said, Mapping):
        yield SECTION, "", f"« {SECTION} » est une section : écrivez [{SECTION}] seul sur sa ligne."
        return
    for key, value in said.items():
        if key not in promises():
            yield (
                SECTION,
                key,
                f"« {key} » n’est pas une promesse du site. Promesses connues : {', '.join(promises())}.",
            )
        elif not isinstance(value, bool):
            yield SECTION, key, f"« {key} » vaut true ou false, sans guillemets."


def _said(line: str) -> Iterator[str]:
    straight = line.translate(_STRAIGHT)
    for key, promise in promises().items():
        if any(words.translate(_STRAIGHT).lower() in straight.lower() for words in promise.dit):
            yield key
