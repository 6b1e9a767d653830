"""How the desk calls a file of the content: by its title where it has one."""

from __future__ import annotations

from typing import Final

from theme.desk import text_file
from theme.plugins.checks.attachments import DRAWINGS, PHOTOGRAPHS
from theme.plugins.figures.sentences import OWN_FILE
from theme.plugins.problems import french_spaces
from theme.plugins.settings.secretaire import FILE

#: What is at one place of the desk, and how its texts are called.
PAGES: Final = {FILE: "Mes réglages", OWN_FILE: "Mes phrases"}
KINDS: Final = {"pages": "Page", "articles": "Article"}
PICTURES: Final = (*PHOTOGRAPHS, *DRAWINGS)


def called(name: str, content: bytes) -> str:
    """Return a file of the content as the desk calls it: « Article « Un titre » », « Mes réglages »."""
    kind, _, file = name.partition("/")
    if name in PAGES:
        return PAGES[name]
    if kind in KINDS and name.endswith(".md"):
        return french_spaces(f"{KINDS[kind]} « {text_file.title(content) or file} »")
    picture = name.lower().endswith(PICTURES)
    return french_spaces(f"{'Image' if picture else 'Fichier'} « {file if kind == 'images' else name} »")
