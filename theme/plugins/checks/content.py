"""The folder `content/` read once for all its checks: its settings, its texts, the day it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from theme.plugins.checks import content_files, content_header, sentences_check
from theme.plugins.checks.content_header import REQUIRED, Text
from theme.plugins.figures import marks
from theme.plugins.figures.catalogue import Catalogue, of_site, recall
from theme.plugins.problems import Problem
from theme.plugins.settings.secretaire import FILE, load


@dataclass(frozen=True)
class Content:
    """What was read; `problems` are those of reading, and `day` (ISO) tells which articles are yet to come."""

    folder: Path
    settings: Mapping[str, Any]
    texts: tuple[Text, ...]
    problems: tuple[Problem, ...]
    day: str
    #: The names that texts may use; None while the settings are wrong.
    names: Catalogue | None

    @cached_property
    def published(self) -> tuple[Text, ...]:
        """The texts that have a page on the day."""
        return tuple(text for text in self.texts if self._has_page(text))

    @cached_property
    def left_out(self) -> tuple[Text, ...]:
        """The texts that have none: drafts, and articles that are to come."""
        return tuple(text for text in self.texts if not self._has_page(text))

    def _has_page(self, text: Text) -> bool:
        return not text.is_draft and not text.is_after(self.day)


def read(folder: Path, day: str = "") -> Content:
    """Return the content of a folder; without a day, every article is taken for published."""
    settings, problems = load(folder / FILE)
    texts = []
    for kind in REQUIRED:
        for path in content_files.files(folder / kind):
            text = content_header.read(path, kind)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts.append(text)
    own, faults = sentences_check.read(folder)
    names = None
    if settings and not any(problem.path == folder / FILE and problem.is_fault for problem in problems):
        names = of_site(settings, own)
        faults += sentences_check.check(folder, own, names, FILE)
        used = {name for text in texts for name in marks.used(text.body)}
        recall(names, [figure for name in used if (figure := names.get(name))])
    return Content(folder, settings, tuple(texts), (*problems, *faults), day, names)
