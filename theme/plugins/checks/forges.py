"""The problems of a content as forges show them: beside the line, in the very file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from theme.plugins.problems import Problem, Severity, french_spaces

_GITHUB: Final = {Severity.FAULT: "error", Severity.WARNING: "warning"}
_GITLAB: Final = {Severity.FAULT: "blocker", Severity.WARNING: "minor"}
#: What a command of GitHub's takes for its own signs.
_MESSAGE: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = {**_MESSAGE, ":": "%3A", ",": "%2C"}


def github(problems: Iterable[Problem]) -> str:
    """Return a command of GitHub's workflows for each problem, a line each."""
    lines = [
        f"::{_GITHUB.get(problem.severity, 'notice')} file={_escaped(problem.place, _PROPERTY)},line={problem.line or 1}"
        f"::{_escaped(french_spaces(problem.message), _MESSAGE)}"
        for problem in problems
    ]
    return "".join(f"{line}\n" for line in lines)


def gitlab(problems: Iterable[Problem]) -> str:
    """Return a report of GitLab's « Code Quality »."""
    return json.dumps([_issue(problem) for problem in problems], ensure_ascii=False, indent=1) + "\n"


def _issue(problem: Problem) -> Mapping[str, object]:
    return {
        "description": french_spaces(problem.message),
        "check_name": "content",
        # GitLab knows by it what is new: a line that moves is no other problem.
        "fingerprint": hashlib.sha256(f"{problem.place}\n{problem.message}".encode()).hexdigest(),
        "severity": _GITLAB.get(problem.severity, "info"),
        "location": {"path": problem.place, "lines": {"begin": problem.line or 1}},
    }


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(letter, letter) for letter in text)


#: Every form, by the name that `check` takes.
FORMS: Final[Mapping[str, Callable[[Iterable[Problem]], str]]] = {"github": github, "gitlab": gitlab}
