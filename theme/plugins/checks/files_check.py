"""Files that lie where they serve nothing: a text outside its folders, a copy that a program has left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from theme.plugins.checks import attachments, content_files
from theme.plugins.checks.content import Content
from theme.plugins.checks.content_header import REQUIRED
from theme.plugins.figures.sentences import OWN_FILE
from theme.plugins.problems import Problem, Severity
from theme.plugins.settings.secretaire import FILE

TEXTS: Final = (".md", ".markdown")
#: What is read of `content/` besides texts, and never published itself.
READ: Final = (FILE, OWN_FILE)
#: How systems and shared disks call a copy: « tarifs - Copie.md », « tarifs (1).md », « tarifs (copie en conflit…).md ».
COPY: Final = re.compile(r"^copie de | (?:- )?\(?cop(?:ie|y)\b|\(\d+\)$|\([^)]*confli[ct]", re.IGNORECASE)


def is_copy(path: Path) -> bool:
    """Return whether a file is called as a copy is."""
    return bool(COPY.search(path.stem))


def check(content: Content) -> Iterator[Problem]:
    """Yield each text outside `pages` and `articles`, each copy of the settings, each document that tells its author."""
    for path in content_files.files(content.folder):
        place = path.relative_to(content.folder)
        if path.suffix.lower() in TEXTS and place.parts[0] not in REQUIRED:
            message = "Ce texte ne serait pas publié. Déplacez-le dans content/pages ou dans content/articles."
            yield Problem(path, None, message)
        elif path.suffix == ".toml" and place.as_posix() not in READ:
            message = f"Seuls {' et '.join(READ)} sont lus, pas ce fichier. Supprimez-le, ou rangez-le hors de content."
            yield Problem(path, None, message, Severity.WARNING)
    for path in sorted(attachments.used(content)):
        authors = attachments.authors(path)
        if authors:
            yield Problem(path, None, f"Publié tel quel, ce document dit à tout lecteur : {authors}.", Severity.WARNING)
