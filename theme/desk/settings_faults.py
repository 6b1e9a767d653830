"""What keeps a page of settings from being saved, by field of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from theme.desk import toml_form
from theme.desk.settings_form import controls, order, page
from theme.desk.settings_known import GROUPS, LISTS
from theme.desk.wording import of_forms
from theme.plugins.problems import Problem
from theme.plugins.settings import sample
from theme.plugins.settings.secretaire import FILE, load


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong: by field of the page, and what belongs to none."""

    by_field: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.by_field or self.others)


def judged(before: str, after: str, group: str, typed: Mapping[str, str], folder: Path) -> Faults:
    """
    Return what keeps the file `after` from being saved: faults of this page, and those that `before` had not.

    `folder` is her `content`, where the logo is looked for.
    """
    known_before = {problem.message for problem in _problems(before, folder)}
    by_field: dict[str, str] = {}
    others: list[str] = []
    marks = {title: order(before, title, typed) for title in LISTS}
    own_names = {control.name for part in page(before, group, typed) for control in controls(part)}
    for problem in _problems(after, folder):
        if sample.is_left(problem.message):
            # Its values are on several pages: each page is saved, and « À corriger » shows what is left.
            continue
        names = [_marked(name, marks) for name in toml_form.at_line(after, problem.line)]
        names += [f"{name}.{key}" for name in names for key in re.findall(r"« (\w+) »", problem.message)]
        own = [name for name in names if name in own_names]
        if own:
            by_field.setdefault(own[-1], of_forms(problem.message))
        elif problem.message not in known_before or any(
            name.partition(".")[0].partition("[")[0] in GROUPS[group] for name in names
        ):
            others.append(of_forms(str(problem)))
    return Faults(by_field, tuple(others))


def has_sample(folder: Path) -> bool:
    """Return whether settings that are hers still hold values of the sample."""
    return any(sample.is_left(problem.message) for problem in load(folder / FILE)[1])


def _marked(name: str, marks: Mapping[str, Sequence[str]]) -> str:
    """Return the name that a field of the new file has on the page: its block's mark there."""
    match = re.fullmatch(r"(\w+)\[(\d+)\](.*)", name)
    if not match or int(match[2]) >= len(marks.get(match[1], ())):
        return name
    return f"{match[1]}[{marks[match[1]][int(match[2])]}]{match[3]}"


def _problems(text: str, folder: Path) -> list[Problem]:
    """Return the faults of settings as `content/` would hold them."""
    # Beside the logo that they may name, hidden: the checks read files.
    aside = folder / f".{FILE}.essai"
    try:
        aside.write_bytes(text.encode())
        problems = load(aside)[1]
    finally:
        aside.unlink(missing_ok=True)
    return [Problem(folder / FILE, it.line, it.message, it.severity) for it in problems if it.is_fault]
