"""`python3 tasks.py check`: what is to be mended in `content/`, one line each, as people and programs read it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from requirements.pythons import COMMAND
from theme.plugins.checks import detail, explained, forges
from theme.plugins.checks.content import read
from theme.plugins.checks.content_check import judge
from theme.plugins.problems import Problem, Severity, french_spaces

#: What a person reads at the end: how many, of what.
COUNTED = (
    (Severity.FAULT, "faute à corriger", "fautes à corriger"),
    (Severity.WARNING, "remarque", "remarques"),
    (Severity.LEFT_OUT, "fichier non publié", "fichiers non publiés"),
    (Severity.TO_CONFIRM, "affirmation à confirmer", "affirmations à confirmer"),
)


def report(folder: Path, day: str, *, output: Path | None = None, more: bool = False, form: str = "") -> int:
    """
    Print each problem of the content on a line of the standard output, and their number on the other.

    `output` is a built site whose pages are looked at too. `more` adds what is not published and what she has to
    confirm. `form` is a forge, whose own form is then printed. Returns the exit status: 1 with a fault, 0 without.
    """
    if form and form not in forges.FORMS:
        print(f"«\u00a0{form}\u00a0» n’est pas une forge connue\u00a0: {', '.join(forges.FORMS)}.", file=sys.stderr)
        return 1
    content = read(folder, day)
    problems = judge(content)
    if output and not (output / "index.html").is_file():
        print(f"Il n’y a pas encore de site à vérifier. Fabriquez-le\u00a0: {COMMAND} build", file=sys.stderr)
        return 1
    if output and content.names:
        from theme.plugins.checks import page_sources  # noqa: PLC0415  a reader of HTML takes a fifth of a second

        # What the text says already is not told once more of its page.
        places = {(problem.path, problem.line) for problem in problems if problem.line}
        of_pages = page_sources.problems(page_sources.site_of(output, content), content)
        problems += [problem for problem in of_pages if (problem.path, problem.line) not in places]
    if more:
        problems += detail.details(content)
    print(forges.FORMS[form](problems) if form else "".join(f"{it.listed}\n" for it in problems), end="")
    paragraphs = sorted({explained.paragraph(problem, folder) for problem in problems})
    if paragraphs and not form:
        links = ", ".join(f"{explained.GUIDE}#{anchor}" for anchor in paragraphs)
        print(french_spaces(f"Le guide l’explique : {links}"), file=sys.stderr)
    print(summary(problems), file=sys.stderr)
    return int(any(problem.is_fault for problem in problems))


def summary(problems: Iterable[Problem]) -> str:
    """Return how many problems there are, of each weight."""
    severities = [problem.severity for problem in problems]
    counts = [
        f"{severities.count(severity)} {one if severities.count(severity) == 1 else several}"
        for severity, one, several in COUNTED
        if severity in severities
    ]
    if not counts:
        return "Rien à corriger dans le dossier content."
    return french_spaces(f"Dans le dossier content : {', '.join(counts)}.")
