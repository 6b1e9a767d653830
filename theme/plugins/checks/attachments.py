"""
Which files of `content/` are published: those that a published text names, of a few kinds.

Photographs are remade (photographs.py), drawings and documents go out as they are.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from theme.plugins import signals
from theme.plugins.checks import content_files, document_properties
from theme.plugins.checks.content import Content
from theme.plugins.checks.content_header import LONGEST_NAME, Text
from theme.plugins.look import appearance, drawing_check, photographs
from theme.plugins.problems import Problem, refuse
from theme.plugins.settings import presentation

#: How a text names a file of the content.
LINK: Final = re.compile(r"\{(?P<what>filename|static|attach)\}(?P<target>[^)\s\"'#>]+)")
#: The same with a space, which ends an address of Markdown.
SPACED: Final = re.compile(
    r"(?<!!)\[[^\]]*\]\(\{(?:filename|static|attach)\}(?P<target>[^)\s\"'<>]+(?: +[^)\s\"'<>]+)+)"
)
PHOTOGRAPHS: Final = (".jpg", ".jpeg", ".png", ".webp")
DRAWINGS: Final = (".svg",)
TEXTS: Final = (".md",)
KINDS: Final = "une image JPEG, PNG, WebP ou SVG, un PDF, ou un fichier .docx, .xlsx, .odt ou .ods"


def faults(line: str, text: Path, content: Path) -> Iterator[str]:
    """Yield what is wrong with the files that a line of `text` names; images that are shown are photographs.py's."""
    for spaced in SPACED.finditer(line):
        yield (
            f"Le nom « {spaced['target'][:80]} » contient une espace. Renommez le fichier sans espace, "
            "ou écrivez %20 à la place de chaque espace."
        )
    images = photographs.targets(line)
    for link in LINK.finditer(SPACED.sub("", line)):
        if link[0] in images and not photographs.is_named_well(link[0]):
            continue
        message = _fault(link["what"], link["target"], text, content, link[0] in images)
        if message:
            yield message


def _fault(what: str, target: str, text: Path, content: Path, is_image: bool) -> str | None:
    path = _named(target, text, content)
    if "\\" in target:
        return f"Une barre oblique inverse n’est pas comprise. Écrivez {{{what}}}{target[:80].replace(chr(92), '/')}."
    if path is None or not _is_written_so(path):
        example = "{static}/images/bureau.jpg" if is_image else "{filename}/pages/tarifs.md"
        near = _nearest(path or content / unquote(target).lstrip("/"))
        mend = f"Vouliez-vous écrire {near} ?" if near else f"Vérifiez le nom, par exemple {example}."
        return f"Le lien vers « {target[:80]} » ne mène à aucun fichier. {mend}"
    if what == "filename":
        right = path.is_dir() or path.suffix.lower() in TEXTS
        return None if right else f"Un fichier qui n’est pas un texte se nomme ainsi : {{static}}{target[:80]}."
    if path.suffix.lower() in PHOTOGRAPHS and not is_image:
        return (
            f"« {target[:80]} » est une photographie : par un lien, elle serait publiée avec son lieu, sa date et son "
            f"appareil. Montrez-la : ![Ce qu’elle montre]({{static}}{target[:80]})."
        )
    message = unpublishable(path, content)
    return f"« {target[:80]} » {message}" if message else None


def _named(target: str, text: Path, content: Path) -> Path | None:
    """Return the file or folder that a text names, None when there is none."""
    if any(len(part) > LONGEST_NAME for part in target.split("/")):
        return None
    target = unquote(target)
    places = [content / target.lstrip("/")] if target.startswith("/") else [text.parent / target, content / target]
    return next((place for place in places if place.exists()), None)


def texts_named(line: str, text: Path, content: Path) -> Iterator[Path]:
    """Yield the file of each text of hers that a line of the file `text` leads to."""
    for link in LINK.finditer(line):
        path = _named(link["target"].partition("#")[0], text, content) if link["what"] == "filename" else None
        if path:
            yield Path(os.path.normpath(path))


def _is_written_so(path: Path) -> bool:
    """Return whether the folder has this very name: Windows and macOS take « Bureau.JPG » for « bureau.jpg »."""
    return not path.name or path.name in (".", "..") or path.name in os.listdir(path.parent)


def _nearest(path: Path) -> str | None:
    """Return the name in the folder of `path` that is most like its own, None without one."""
    if not path.parent.is_dir() or len(path.name) > LONGEST_NAME:
        return None
    names = {name.casefold(): name for name in sorted(os.listdir(path.parent))}
    matches = get_close_matches(path.name.casefold(), names, n=1, cutoff=0.75)
    return names[matches[0]] if matches else None


def unpublishable(path: Path, content: Path) -> str | None:
    """Return why the file at `path` may not be published as it is, None when it may. Nothing else decides."""
    whole = path.resolve()
    if not whole.is_relative_to(content.resolve()):
        return "n’est pas dans le dossier content. Copiez-y le fichier, par exemple dans content/images."
    if content_files.is_ignored(whole.relative_to(content.resolve())):
        return "est un fichier caché, qui n’est pas publié. Renommez-le sans point au début."
    kind = path.suffix.lower()
    if not path.is_file() or kind not in (*PHOTOGRAPHS, *DRAWINGS, *document_properties.KINDS):
        return f"n’est pas d’une sorte qui se publie. Enregistrez-le autrement : {KINDS}."
    if kind in DRAWINGS:
        return drawing_check.fault(path)
    if kind in document_properties.KINDS:
        try:
            document_properties.properties(path)
        except document_properties.UnreadableDocument:
            return "ne se lit pas, ou demande un mot de passe. Enregistrez-le de nouveau."
    return None


def _choose(generators: Iterable[Any]) -> None:
    """Leave to Pelican's writers the files that published texts name; refuse the wrong kinds, tell the rest."""
    generators = list(generators)
    texts = [text for generator in generators for text in _published(generator)]
    photographs.keep_shown(texts)
    named = {name for text in texts for name in text.get_static_links()}
    for generator in generators:
        files = getattr(generator, "staticfiles", None)
        if files is None:
            continue
        content = Path(generator.settings["PATH"])
        files[:] = [file for file in files if file.get_relative_source_path() in named]
        paths = {content / file.get_relative_source_path() for file in files}
        refuse(sorted(_refused(paths, content)))


def _published(generator: Any) -> list[Any]:
    """Return the texts of a generator that have a page; drafts, in the preview alone: they make nothing public."""
    names: tuple[str, ...] = ("articles", "hidden_articles", "pages", "hidden_pages")
    if generator.settings.get("PREVIEW"):
        names += ("drafts", "draft_pages")
    return [text for name in names for text in getattr(generator, name, [])]


def _refused(paths: Iterable[Path], content: Path) -> Iterator[Problem]:
    """Yield what the check of lines missed: a file named by a formula, a photograph linked by its mark."""
    for path in paths:
        message = unpublishable(path, content)
        if path.suffix.lower() in PHOTOGRAPHS:
            message = "est une photographie, qu’un lien publierait avec son lieu et sa date. Montrez-la : ![…](…)."
        if message:
            yield Problem(path, None, f"Ce fichier {message}")


def used(content: Content) -> set[Path]:
    """Return the files that published texts, and the settings, name."""
    paths = {path for text in content.published for path in _files(text, content.folder)}
    for section, key in ((appearance.SECTION, "logo"), (presentation.SECTION, presentation.PORTRAIT)):
        chosen = content.settings.get(section)
        if isinstance(chosen, Mapping) and isinstance(chosen.get(key), str):
            paths.add(content.folder / photographs.FOLDER / chosen[key])
    return paths


def _files(text: Text, content: Path) -> Iterator[Path]:
    for line in text.body.splitlines():
        for link in LINK.finditer(line):
            path = _named(link["target"].partition("#")[0], text.path, content)
            if path:
                yield Path(os.path.normpath(path))


def authors(path: Path) -> str:
    """Return what a document that is published tells of its author, empty when nothing."""
    if path.suffix.lower() not in document_properties.KINDS:
        return ""
    try:
        names, title = document_properties.properties(path)
    except document_properties.UnreadableDocument:
        return ""  # refused elsewhere
    return ", ".join([*(f"auteur « {name} »" for name in names), *([f"titre « {title} »"] if title else [])])


def register() -> None:
    """Called by Pelican."""
    signals.all_generators_finalized.connect(_choose)
