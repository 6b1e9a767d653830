"""« À corriger »: what `check` says of the content, each line with the form where it is mended."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from theme.desk import guide, text_file, toml_form
from theme.desk.guard import PLACE, DeskHandler
from theme.desk.settings_form import anchor
from theme.desk.settings_known import group_of, labels, names
from theme.desk.wording import of_forms
from theme.plugins.checks.content import read
from theme.plugins.checks.content_check import judge
from theme.plugins.checks.detail import details
from theme.plugins.checks.explained import paragraph
from theme.plugins.figures.sentences import OWN_FILE
from theme.plugins.problems import Problem, Severity, french_spaces
from theme.plugins.settings.promises import SECTION
from theme.plugins.settings.secretaire import FILE

#: What each weight is called, and what it means for her.
TOLD: Final = {
    Severity.FAULT: ("Fautes", "Tant qu’il en reste, le site ne peut pas être publié."),
    Severity.TO_CONFIRM: (
        "À confirmer",
        "Ces phrases promettent en votre nom : dites si elles sont vraies, ou changez-les.",
    ),
    Severity.WARNING: ("Remarques", "Rien de ceci n’empêche de publier."),
    Severity.LEFT_OUT: ("Non publié", "Ce qui reste sur cet ordinateur, et pourquoi."),
}


@dataclass(frozen=True, slots=True)
class Item:
    """
    One thing to mend: what it is about, the sentence, the line of the file, and where to mend it.

    `address` is empty for what no form of the desk holds. `guide` is the address of the paragraph that explains it.
    """

    about: str
    message: str
    line: int | None
    address: str
    guide: str


def items(problems: Iterable[Problem], folder: Path) -> dict[Severity, list[Item]]:
    """Return what there is to mend, by weight, the gravest first."""
    settings = (folder / FILE).read_text(encoding="utf-8", errors="replace") if (folder / FILE).is_file() else ""
    by_weight: dict[Severity, list[Item]] = {severity: [] for severity in TOLD}
    for problem in problems:
        by_weight[problem.severity].append(_item(problem, folder, settings))
    return {severity: entries for severity, entries in by_weight.items() if entries}


def _item(problem: Problem, folder: Path, settings: str) -> Item:
    name = problem.path.relative_to(folder).as_posix() if problem.path.is_relative_to(folder) else problem.path.name
    about, address = name, ""
    if name == FILE:
        about, address = _of_settings(settings, problem.line)
    elif name == OWN_FILE:
        address = f"{PLACE}/phrases/"
    elif name.startswith(("pages/", "articles/")) and problem.path.suffix == ".md":
        address = f"{PLACE}/{name}{_at_line(problem)}"
    is_unreadable = address == f"{PLACE}/versions/{FILE}"
    explained = f"{guide.ADDRESS}#{'reglages' if is_unreadable else paragraph(problem, folder)}"
    message = of_forms(problem.message) if _is_of_settings(problem) else french_spaces(problem.message)
    return Item(about, _without(about, message), problem.line, address, explained)


def _without(about: str, message: str) -> str:
    """Return a message without the label that it begins with, when its link ends with it."""
    label = french_spaces(f"« {about.rpartition(' : ')[2]} » : ")
    return message.removeprefix(label)


def _at_line(problem: Problem) -> str:
    """Return what leads to the line of a text in its form, empty for a line of its header."""
    if problem.line is None or not problem.path.is_file():
        return ""
    line = problem.line - text_file.source(problem.path.read_bytes()).lines_before
    return f"?ligne={line}#{text_file.BODY}" if line > 0 else ""


def _is_of_settings(problem: Problem) -> bool:
    """Return whether it is mended in a form: a text may speak of anything."""
    return problem.path.name == FILE or problem.severity is Severity.TO_CONFIRM


def _of_settings(text: str, line: int | None) -> tuple[str, str]:
    """Return what a line of the settings is about, and the address of its field."""
    places = list(toml_form.at_line(text, line))
    if not places and line:
        # No field: what cannot be read is mended in the file, or comes back as it was.
        return FILE, f"{PLACE}/versions/{FILE}"
    if not places:
        return FILE, f"{PLACE}/reglages/"
    section, _, key = places[0].partition(".")
    group = group_of(section.partition("[")[0])
    if not group:
        return places[0], ""
    title = section.partition("[")[0]
    about = " : ".join(filter(None, (labels()["sections"].get(title, section), names().get(key, key))))
    return about, f"{PLACE}/reglages/{group}#{anchor(places[0]) if key else title}"


class MendingHandler(DeskHandler):
    """The page."""

    async def get(self) -> None:
        """Show it."""
        problems = await asyncio.to_thread(self._problems)
        by_weight = items(problems, self.desk.content)
        self.show(
            "mending.html", found=by_weight, told=TOLD, promises=f"{PLACE}/reglages/{group_of(SECTION)}#{SECTION}"
        )

    def _problems(self) -> list[Problem]:
        content = read(self.desk.content, self.desk.day())
        # What is left out is told once the settings are right: until then it cannot be known.
        return [*judge(content), *(details(content) if content.names else [])]
