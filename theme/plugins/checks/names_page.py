"""The page of names, in the preview alone: each name, its value today, its origin, who uses it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from theme.plugins import signals
from theme.plugins.checks import content_files
from theme.plugins.figures import marks, sentences
from theme.plugins.figures.catalogue import Catalogue, recall
from theme.plugins.figures.extension import Figures

#: Set by the preview, which then has this page too.
PREVIEW: Final = "PREVIEW"
#: The template, and the folder of its page.
PAGE: Final = "noms"
#: What Markdown puts around and below the words of a link or of an image, and tags. Words alone are shown.
_MARKUP: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|\n\{:[^}]*\}|</?[a-z][^>]*>")
#: Where texts stand.
_FOLDERS: Final = ("pages", "articles")


class Row(NamedTuple):
    """A name, what it says today, whether it is a drawing or sentence, its origin, the texts that use it."""

    name: str
    text: str
    is_markdown: bool
    origin: str
    used: list[str]


def rows(content: Path, names: Catalogue, agreed: Callable[[str], str]) -> list[Row]:
    """Return every name, its value `agreed` with her or him: those that a text uses first."""
    used = uses(content)
    counted = {name: figure for name in used if name not in names.figures and (figure := names.get(name))}
    figures = {**names.figures, **counted}
    recall(names, figures.values())
    listed = [
        Row(name, words(agreed(figure.text)), figure.is_markdown, figure.origin, used.get(name, []))
        for name, figure in figures.items()
    ]
    return sorted(listed, key=lambda row: not row.used)


def words(text: str) -> str:
    """Return the words of what a name stands for, without the marks around them; its no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", html.unescape(_MARKUP.sub(r"\1", text))).strip(" ")


def uses(content: Path) -> dict[str, list[str]]:
    """Return, by name, the files of the texts and sentences that use it."""
    users: dict[str, list[str]] = {}
    for path in (path for folder in _FOLDERS for path in content_files.files(content / folder)):
        if path.suffix == ".md":
            _add(users, path.read_text(encoding="utf-8-sig"), path.name)
    for name, variants in sentences.shipped().items():
        for key, text in variants.items():
            if key != sentences.USE:
                _add(users, text, name)
    return users


def _add(users: dict[str, list[str]], text: str, user: str) -> None:
    for name in marks.used(text):
        if user not in users.setdefault(name, []):
            users[name].append(user)


def _add_page(pelican: Any) -> None:
    """Give the page to a build of the preview."""
    settings = pelican.settings
    if settings.get(PREVIEW):
        settings["DIRECT_TEMPLATES"] = [*settings["DIRECT_TEMPLATES"], PAGE]
        settings[f"{PAGE.upper()}_SAVE_AS"] = f"{PAGE}/index.html"
        settings["JINJA_GLOBALS"]["names_of_texts"] = lambda: rows(
            Path(settings["PATH"]), Figures.names, Figures.agreed
        )


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_page)
