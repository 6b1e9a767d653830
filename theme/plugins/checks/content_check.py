"""
Every mistake in `content/` that can be told before the build, in French, all at once.

Pelican alone skips or misreads most of them without a word: a text that vanishes, a date
read month first, a page without a name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pelican import signals

from theme.plugins import figures
from theme.plugins.checks import attachments, content_files, content_header
from theme.plugins.checks.content_header import REQUIRED, Text
from theme.plugins.checks.output_check import HOME
from theme.plugins.figures import marks, sentences
from theme.plugins.figures.catalogue import Catalogue
from theme.plugins.look import photographs
from theme.plugins.problems import Problem, refuse
from theme.plugins.settings import sample
from theme.plugins.settings.secretaire import FILE, load
from theme.plugins.settings.toml_lines import find_line, syntax_problem
from theme.plugins.texts.typography import UNWRITABLE

#: Said of a name that a code of the settings gives to two figures.
TWICE: Final = "Un « code » de vos réglages donne au nom « {name} » deux sens. Choisissez un autre mot pour ce code."
#: Pages that the law asks for, by template, and why each must be there.
LEGAL: Final = {
    "mentions-legales": "La loi demande des mentions légales (article 1-1 de la loi n° 2004-575 du 21 juin 2004).",
    "vie-privee": "Le règlement européen sur les données demande cette page (articles 12 à 14 du RGPD).",
}
#: Pages that are written whatever the content.
OWN_PAGES: Final = (HOME, "404.html", "actualites/index.html")


def check(content: Path) -> list[Problem]:
    """Return every problem of the folder `content`, by file and line."""
    settings, problems = load(content / FILE)
    own, faults = _read_sentences(content)
    # Figures are only as good as the settings: those are mended first.
    names = figures.of_site(settings, own) if settings and not problems else None
    problems += faults
    if names:
        problems += _check_sentences(content, own, names)
        problems += [Problem(content / FILE, None, TWICE.format(name=name)) for name in names.doubles]
    problems += _check_links(content)
    texts = []
    for kind in REQUIRED:
        for path in content_files.files(content / kind):
            text = content_header.read(path, kind)
            if isinstance(text, Problem):
                problems.append(text)
                continue
            texts.append(text)
            problems += content_header.check(text)
            problems += _check_body(text, content, names)
            if sample.is_claimed(settings):
                problems += _check_identity(path)
    problems += _same_addresses(texts)
    problems += _check_parents([text for text in texts if text.kind == "pages"])
    return sorted(problems, key=lambda problem: (problem.path, problem.line or 0))


def _check_links(content: Path) -> Iterator[Problem]:
    """Yield a problem for each link: what it leads to is hers elsewhere, and may be private, or gone."""
    for path in content_files.links(content):
        message = (
            "C’est un lien vers un autre endroit : il n’est pas suivi. Copiez à sa place le fichier ou le dossier."
        )
        yield Problem(path, None, message)


def _check_body(text: Text, content: Path, names: Catalogue | None) -> Iterator[Problem]:
    for number, line in enumerate(text.body.split("\n"), start=text.lines_before + 1):
        for message in _line_faults(text, content, line):
            yield Problem(text.path, number, message)
    if not text.body.strip():
        message = "Le texte est vide. Écrivez au moins un paragraphe sous l’en-tête."
        yield Problem(text.path, text.lines_before + 1, message)
    elif names:
        for fault in marks.render(text.body, names)[1]:
            yield Problem(text.path, text.lines_before + fault.line, fault.message)


def _check_identity(path: Path) -> Iterator[Problem]:
    """Yield a problem for each line that names the sample's identity, the header's too."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        message = sample.line_fault(line)
        if message:
            yield Problem(path, number, message)


def _line_faults(text: Text, content: Path, line: str) -> Iterator[str]:
    if re.match(r"(<{7} |={7}$|>{7} )", line):
        yield "Une marque de conflit est restée ici. Gardez la bonne version et supprimez cette ligne."
    if re.match(r"# ", line):
        yield "Le titre de la page est déjà le seul titre de premier niveau : écrivez ## au lieu de #."
    if UNWRITABLE.search(line):
        yield "Un caractère invisible gêne la lecture. Retapez cette ligne."
    yield from photographs.faults(line, content / photographs.FOLDER)
    yield from attachments.faults(line, text.path, content)


def _read_sentences(content: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return her own sentences, those that can be read, and what is wrong with the rest."""
    path = content / sentences.OWN_FILE
    if not path.is_file():
        return {}, []
    try:
        text = path.read_text(encoding="utf-8-sig")
        own = sentences.own(content)
    except UnicodeDecodeError:
        return {}, [Problem(path, None, "Enregistrez ce fichier en UTF-8.")]
    except tomllib.TOMLDecodeError as error:
        return {}, [syntax_problem(path, text, error)]
    faults = list(sentences.own_faults(own))
    wrong = {name for name, _, _ in faults}
    problems = [Problem(path, find_line(text, name, variant), message) for name, variant, message in faults]
    return {name: variants for name, variants in own.items() if name not in wrong}, problems


def _check_sentences(content: Path, own: dict[str, dict[str, str]], names: Catalogue) -> Iterator[Problem]:
    """Yield every wrong name in her own sentences."""
    path = content / sentences.OWN_FILE
    for name, variants in own.items():
        for variant, said in variants.items():
            for message in sentences.wrong_names(said, names):
                text = path.read_text(encoding="utf-8-sig")
                yield Problem(path, find_line(text, name, variant), message)


def _same_addresses(texts: list[Text]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for text in texts:
        if text.header.get("status") == "draft":
            continue
        other = seen.setdefault(text.address, text.path)
        if other != text.path:
            address = text.address.removesuffix("index.html")
            yield text.problem("slug", f"L’adresse « {address} » sert déjà à {other.name}. Changez la ligne slug.")
    yield from _taken_old_addresses(texts, seen)


def _taken_old_addresses(texts: list[Text], taken: dict[str, Path]) -> Iterator[Problem]:
    """Yield a problem for each old address that a page, or another old address, already answers."""
    # Some file systems take « Tarifs » and « tarifs » for the same folder.
    seen = {address.lower(): f"sert déjà à {path.name}" for address, path in taken.items()}
    seen |= dict.fromkeys(OWN_PAGES, "est une page du site")
    for text in texts:
        if text.header.get("status") == "draft":
            continue
        for old in text.old_addresses:
            if old.lower() in seen:
                address = old.removesuffix("index.html") or old
                message = f"L’ancienne adresse « {address} » {seen[old.lower()]}. Enlevez-la de redirect_from."
                yield text.problem("redirect_from", message)
            seen.setdefault(old.lower(), f"est déjà dans redirect_from de {text.path.name}")


def _check_parents(pages: list[Text]) -> Iterator[Problem]:
    """Yield a problem for each `parent` that is no page above the one that names it."""
    published = {page.slug: page for page in pages if page.header.get("status", "published") == "published"}
    for page in pages:
        if "parent" not in page.header:
            continue
        parent = page.header["parent"]
        found = published.get(parent) if isinstance(parent, str) else None
        if found is None:
            message = (
                f"« parent: {parent} » ne nomme aucune page publiée. Écrivez le slug d’une page, par exemple pour-qui."
            )
            yield page.problem("parent", message)
        elif found.address == HOME:
            message = "L’accueil est déjà au-dessus de toutes les pages. Enlevez la ligne parent."
            yield page.problem("parent", message)
        elif _leads_back(page, published):
            message = (
                f"En remontant de page en page, « parent: {parent} » ramène à cette page. Changez la ligne parent."
            )
            yield page.problem("parent", message)


def _leads_back(page: Text, published: dict[str, Text]) -> bool:
    """Return whether the parents of `page`, one after the other, come back to it."""
    passed: list[str] = []
    slug = page.header.get("parent")
    while isinstance(slug, str) and slug in published and slug not in passed:
        passed.append(slug)
        slug = published[slug].header.get("parent")
    return page.slug in passed


def missing_pages(content: Path) -> Iterator[Problem]:
    """Yield a problem for each page that the law asks of a site and that none of the published ones is."""
    read = (content_header.read(path, "pages") for path in content_files.files(content / "pages"))
    published = [
        page for page in read if isinstance(page, Text) and page.header.get("status", "published") == "published"
    ]
    templates = {page.header.get("template") for page in published}
    for template, why in LEGAL.items():
        if template not in templates:
            message = f"Il manque une page dont l’en-tête dit « template: {template} ». {why} Reprenez {template}.md de l’exemple."
            yield Problem(content / "pages", None, message)


def _refuse(pelican: Any) -> None:
    content = Path(pelican.settings["PATH"])
    refuse([*check(content), *missing_pages(content)])


def register() -> None:
    """Called by Pelican; first of the plugins, so that the others may trust the content."""
    signals.initialized.connect(_refuse)
