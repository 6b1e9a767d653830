"""The paragraph of the guide (GUIDE.md) that explains a problem of the content."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from theme.plugins.figures.sentences import OWN_FILE
from theme.plugins.problems import Problem, Severity
from theme.plugins.settings.secretaire import FILE

#: The guide, from the project's folder.
GUIDE: Final = "GUIDE.md"
#: What is told of any problem that no other paragraph is about.
ANY: Final = "rouge"
_OF_SEVERITY: Final = {Severity.TO_CONFIRM: "promesses", Severity.LEFT_OUT: "non-publie"}
#: Paragraphs by section of the settings; the others are told in that of the file itself.
_OF_SECTION: Final = {
    **dict.fromkeys(("tarifs", "majorations", "forfaits", "taches", "specialites"), "prix"),
    **dict.fromkeys(("presentation", "references"), "photo"),
    **dict.fromkeys(("engagements", "promesses"), "promesses"),
    **dict.fromkeys(("hebergement", "integration"), "hebergeur"),
}
_TITLE: Final = re.compile(r"\s*\[{1,2}\s*([\w-]+)")
#: Paragraphs by what a message speaks of, the narrower first.
_OF_WORDS: Final = tuple(
    (anchor, re.compile(words, re.IGNORECASE))
    for anchor, words in (
        ("exemple", r"de l’exemple|exemple = true|aux exemples|à la fiction|n’est pas un vrai"),
        ("disque", r"disque|lecture seule|autre programme"),
        ("fichiers", r"déplacez|copies? d|copie de|raccourci|lien symbolique|seuls .* sont lus|UTF-8|hors de content"),
        (
            "en-tete",
            r"en-tête|^« [\w\s-]+ » (?:manque|n’est pas une clé|vaut|est (?:un|déjà)|s’écrit|contient un c|ne calcule|répète|précède)"
            r"|^« \w+: |ligne slug|ancienne adresse|aucune adresse|adresse est prise|L’adresse (?:de ce texte|« )"
            r"|lu comme|« (?:save_as|url) »",
        ),
        ("html", r"\bscript|balise|HTML|programme|<\w"),
        ("photo", r"\bimage|\bphoto|dessin|HEIC|\bdocument|d’une sorte qui se publie"),
        ("chiffres", r"\{\{|\(\(|\)\)|accolade|nom que le site connaît|n’est pas refermé : écrivez par|tapé"),
        ("liens", r"\blien|\bmène|ancre|adresse|https?:|mailto:|\{filename\}"),
        (
            "marques",
            r"liste|tableau|tiret|gras|italique|niveau|\bnote|ligne vide|espaces|Markdown|marque|invisible|\{:|titre",
        ),
    )
)


def paragraph(problem: Problem, folder: Path) -> str:
    """Return the anchor of the paragraph that explains a problem of the content in `folder`."""
    if problem.severity in _OF_SEVERITY:
        return _OF_SEVERITY[problem.severity]
    spoken = next((anchor for anchor, words in _OF_WORDS if words.search(problem.message)), ANY)
    if problem.path == folder / OWN_FILE:
        return "phrases"
    if problem.path == folder / FILE:
        return spoken if spoken == "exemple" else of_section(_section(problem))
    return spoken


def of_section(section: str) -> str:
    """Return the anchor of the paragraph about a section of the settings."""
    return _OF_SECTION.get(section, "reglages")


def _section(problem: Problem) -> str:
    """Return the section that a problem's line belongs to, empty without one."""
    if problem.line is None or not problem.path.is_file():
        return ""
    lines = problem.path.read_text(encoding="utf-8", errors="replace").split("\n")[: problem.line]
    return next((title[1] for line in reversed(lines) if (title := _TITLE.match(line))), "")
