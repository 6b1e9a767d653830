"""
What `check --detail` adds: nothing is wrong there, and she wants to know it before she publishes.

Another check adds its own to `DETAILS`: a function of the content that yields problems. Their severity says which part
of the list they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from estimator.formatting import date_longue
from theme.plugins.checks import attachments, content_files, files_check
from theme.plugins.checks.content import Content
from theme.plugins.checks.content_header import Text, day_of
from theme.plugins.checks.unconfirmed import to_confirm
from theme.plugins.problems import Problem, Severity

Detail = Callable[[Content], Iterator[Problem]]


def left_out(content: Content) -> Iterator[Problem]:
    """Yield each text and each file that is not published, and why."""
    for text in content.texts:
        why = _why_not(text, content.day)
        if why:
            yield Problem(text.path, None, why, Severity.LEFT_OUT)
    used = attachments.used(content)
    for path in content_files.files(content.folder):
        place = path.relative_to(content.folder)
        if (
            path not in used
            and place.as_posix() not in files_check.READ
            and place.suffix.lower() not in files_check.TEXTS
        ):
            yield Problem(path, None, "aucun texte publié ne le nomme.", Severity.LEFT_OUT)


def told_left_out(content: Content) -> list[str]:
    """Return what is not published as the end of a publication tells it, a line each; nothing when all is."""
    return [str(problem) for problem in left_out(content)]


def _why_not(text: Text, day: str) -> str:
    if text.is_draft:
        return "c’est un brouillon. Choisissez « publié » sous « État », ou enlevez la ligne « status: draft »."
    date = day_of(text.header.get("date"))
    if text.is_after(day) and date:
        mend = "Fabriquez le site ce jour-là." if date.year <= int(day[:4]) + 1 else "Est-ce la bonne année ?"
        return f"il attend le {date_longue(date)}. {mend}"
    return ""


#: What is told, in this order; whoever has more to tell adds it here.
DETAILS: Final[list[Detail]] = [left_out, to_confirm]


def details(content: Content) -> list[Problem]:
    """Return all that is worth knowing of the content, and no fault: what is left out, what to confirm."""
    problems = [problem for detail in DETAILS for problem in detail(content)]
    weights = list(Severity)
    return sorted(problems, key=lambda problem: (weights.index(problem.severity), problem.path, problem.line or 0))
