"""A sentence about settings or a header, in the words of the forms: labels, « oui », the names of choices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from theme.desk.settings_known import label, labels, names
from theme.plugins.problems import french_spaces

#: Each shape of the file that a sentence may hold.
_ANSWER: Final = re.compile(r"écrivez (\w+) = (true|false)(?: sous \[\w+\])?(?:, dans secretaire\.toml)?")
_VALUE: Final = re.compile(r'\b(\w+) = "([^"]*)"')
_QUOTED: Final = re.compile(r'"([^"]*)"')
_SECTION: Final = re.compile(r"\[(\w+)\]")
_KEY: Final = re.compile(r"«[ \u00a0\u202f](\w+)[ \u00a0\u202f]»")
#: What a comment says to who edits the file itself, or types commands.
_OF_FILE: Final = re.compile(r" [^.]*\benlevez le #[^.]*\.| \(ou « check[^)]*\)|effacez cette section ou ")


def of_forms(sentence: str) -> str:
    """Return a sentence with each key, section and value of the file as a form shows it."""
    sentence = _ANSWER.sub(_answered, sentence)
    sentence = _VALUE.sub(_valued, sentence)
    sentence = _SECTION.sub(lambda match: _named(match, labels()["sections"]), sentence)
    return french_spaces(_KEY.sub(lambda match: _named(match, names()), sentence))


def of_header(sentence: str) -> str:
    """Return a sentence about the header of a text with each key as the form of the text shows it."""
    return french_spaces(_KEY.sub(lambda match: _named(match, labels()["header"]), sentence))


def all_of_forms(sentences: Iterable[str]) -> list[str]:
    """Return each sentence in the words of the forms."""
    return [of_forms(sentence) for sentence in sentences]


def hint(comment: str) -> str:
    """Return a comment of the settings as a form says it: « oui » for true, the words of a choice for its value."""
    comment = _OF_FILE.sub("", comment)
    comment = re.sub(r"\b(true|false)\b", lambda match: {"true": "oui", "false": "non"}[match[0]], comment)
    return french_spaces(_QUOTED.sub(_label, comment))


def _label(match: re.Match[str]) -> str:
    if not match[1]:
        return "laissez vide"
    # « SFTP, le cas ordinaire »: its name is enough in a sentence.
    name = labels()["choices"].get(match[1], "").partition(",")[0]
    return f"« {name or match[1]} »"


def _answered(match: re.Match[str]) -> str:
    return f"répondez « {'oui' if match[2] == 'true' else 'non'} » à « {label(match[1])} »"


def _valued(match: re.Match[str]) -> str:
    if match[1] not in names():
        return match[0]
    return f"« {label(match[1])} » : « {labels()['choices'].get(match[2], match[2])} »"


def _named(match: re.Match[str], words: Mapping[str, str]) -> str:
    return f"« {words[match[1]]} »" if match[1] in words else match[0]
