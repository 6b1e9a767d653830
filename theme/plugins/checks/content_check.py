"""
Every mistake in `content/` that can be told before the build, in French, all at once.

Pelican alone skips or misreads most of them without a word. A text vanishes, a date is read month first, a page has no
name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from theme.plugins import cache, signals
from theme.plugins.checks import (
    attachments,
    content_files,
    detail,
    files_check,
    header_check,
    html_check,
    markdown_check,
    wording_check,
)
from theme.plugins.checks.content import Content, read
from theme.plugins.checks.content_header import HOME, Text
from theme.plugins.checks.source_lines import prose
from theme.plugins.figures import marks
from theme.plugins.look import photographs
from theme.plugins.problems import Problem, Severity, refuse, tell
from theme.plugins.settings import exceptions, sample
from theme.plugins.settings.secretaire import FILE, READ
from theme.plugins.texts import agreement
from theme.plugins.texts.typography import UNWRITABLE

#: Pages that the law asks for, by template, and why each must be there.
LEGAL: Final = {
    "mentions-legales": "La loi demande des mentions légales (article 1-1 de la loi n° 2004-575 du 21 juin 2004).",
    "vie-privee": "Le règlement européen sur les données demande cette page (articles 12 à 14 du RGPD).",
}
#: Said of a link to a text that visitors do not have.
LEADS_NOWHERE: Final = "Ce lien mène à {name}, qui n’est pas publié. Enlevez le lien, ou publiez ce texte."
#: Pages that are written whatever the content.
OWN_PAGES: Final = (HOME, "404.html", "actualites/index.html")


def check(folder: Path, day: str = "") -> list[Problem]:
    """Return every fault and warning of the folder `content`, by file and line; `day` is that of the build."""
    return check_content(read(folder, day))


def check_content(content: Content) -> list[Problem]:
    """Return every fault and warning of what was read, by file and line."""
    problems = [*content.problems, *_check_links(content.folder), *files_check.check(content)]
    for text in content.texts:
        problems += header_check.check(text)
        problems += _check_body(text, content)
        if sample.is_claimed(content.settings):
            problems += _check_identity(text.path)
    problems += lost_exceptions(content)
    problems += _same_addresses(content.texts)
    problems += _links_left_out(content)
    problems += _check_parents([text for text in content.texts if text.kind == "pages"])
    return sorted(problems, key=lambda problem: (problem.path, problem.line or 0))


def _check_links(content: Path) -> Iterator[Problem]:
    """Yield a problem for each link: what it leads to is hers elsewhere, and may be private, or gone."""
    for path in content_files.links(content):
        message = (
            "C’est un lien vers un autre endroit : il n’est pas suivi. Copiez à sa place le fichier ou le dossier."
        )
        yield Problem(path, None, message)


def _check_body(text: Text, content: Content) -> Iterator[Problem]:
    for number, line in enumerate(text.body.split("\n"), start=text.lines_before + 1):
        for message in _file_faults(text, content.folder, line):
            yield Problem(text.path, number, message)
    allowed = _exceptions(text, content)
    # All that the words are judged by: the same are judged once for the builds to come.
    known = (text.body, str(text.lines_before), repr(allowed), content.names.inputs if content.names else "")
    for number, message, severity in json.loads(
        cache.result("judged", lambda: _judged(text, content, allowed), *known)
    ):
        yield Problem(text.path, number, message, Severity(severity))


def _judged(text: Text, content: Content, allowed: list[exceptions.Allowed]) -> bytes:
    faults = _word_faults(text, content, allowed)
    return json.dumps([(number, message, severity.value) for number, message, severity in faults]).encode()


def _word_faults(
    text: Text, content: Content, allowed: list[exceptions.Allowed]
) -> Iterator[tuple[int, str, Severity]]:
    """Yield what is wrong with the words of a text, whatever files there are: line, message, how grave it is."""
    for number, line in enumerate(text.body.split("\n"), start=text.lines_before + 1):
        for message in _line_faults(line):
            yield number, message, Severity.FAULT
        for message in wording_check.line_warnings(line):
            yield number, message, Severity.WARNING
    if not text.body.strip():
        yield (
            text.lines_before + 1,
            "Le texte est vide. Écrivez au moins un paragraphe sous l’en-tête.",
            Severity.FAULT,
        )
        return
    for number, message in html_check.faults(text.body, allowed):
        yield text.lines_before + number, message, Severity.FAULT
    whole = prose(text.body, text.lines_before + 1)
    yield from markdown_check.check(text.body, whole)
    # Figures are only as good as the settings: those are mended first.
    if content.names:
        for fault in marks.render(text.body, content.names)[1]:
            yield text.lines_before + fault.line, fault.message, Severity.FAULT
        for number, message in wording_check.price_warnings(whole.lines, content.settings):
            yield number, message, Severity.WARNING


def _exceptions(text: Text, content: Content) -> list[exceptions.Allowed]:
    """Return what a text may show of other sites; nothing while the settings are wrong."""
    return [one for one in exceptions.allowed(content.settings) if one.page == text.address] if content.names else []


def _check_identity(path: Path) -> Iterator[Problem]:
    """Yield a problem for each line that names the sample's identity, the header's too."""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), start=1):
        message = sample.line_fault(line)
        if message:
            yield Problem(path, number, message)


def _line_faults(line: str) -> Iterator[str]:
    if re.match(r"(<{7} |={7}$|>{7} )", line):
        yield "Une marque de conflit est restée ici. Gardez la bonne version et supprimez cette ligne."
    if UNWRITABLE.search(line):
        yield "Un caractère invisible gêne la lecture. Retapez cette ligne."


def _file_faults(text: Text, content: Path, line: str) -> Iterator[str]:
    """Yield what is wrong with the files that a line names."""
    if "]" in line:
        yield from photographs.faults(line, content / photographs.FOLDER)
    if "{" in line:
        yield from attachments.faults(line, text.path, content)


def _links_left_out(content: Content) -> Iterator[Problem]:
    """Yield a problem for each link of a published text to one that is not."""
    left_out = {text.path for text in content.left_out}
    for text in content.published if left_out else ():
        for number, line in prose(text.body, text.lines_before + 1).lines:
            for path in attachments.texts_named(line, text.path, content.folder):
                if path in left_out:
                    yield Problem(text.path, number, LEADS_NOWHERE.format(name=path.name))


def _same_addresses(texts: Iterable[Text]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    # Copies last: it is the copy that is too many.
    for text in sorted(texts, key=lambda text: files_check.is_copy(text.path)):
        if text.is_draft:
            continue
        other = seen.setdefault(text.address, text.path)
        copy = files_check.is_copy(text.path)
        if copy and other != text.path:
            message = (
                f"Ce texte semble une copie de {other.name} : ils ont la même adresse. Supprimez celui qui est de trop."
            )
            yield text.problem("slug", message)
        elif copy:
            message = "Ce nom est celui d’une copie, et elle sera publiée. Si elle est de trop, supprimez-la ; sinon, renommez-la."
            yield Problem(text.path, None, message, Severity.WARNING)
        elif other != text.path:
            address = text.address.removesuffix("index.html")
            yield text.problem("slug", f"L’adresse « {address} » sert déjà à {other.name}. Changez la ligne slug.")
    yield from _taken_old_addresses(texts, seen)


def _taken_old_addresses(texts: Iterable[Text], taken: dict[str, Path]) -> Iterator[Problem]:
    """Yield a problem for each old address that a page, or another old address, already answers."""
    # Some file systems take « Tarifs » and « tarifs » for the same folder.
    seen = {address.lower(): f"sert déjà à {path.name}" for address, path in taken.items()}
    seen |= dict.fromkeys(OWN_PAGES, "est une page du site")
    for text in texts:
        if text.is_draft:
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
        above = published.get(parent) if isinstance(parent, str) else None
        if above is None:
            message = (
                f"« parent: {parent} » ne nomme aucune page publiée. Écrivez le slug d’une page, par exemple pour-qui."
            )
            yield page.problem("parent", message)
        elif above.address == HOME:
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


#: What the end of the build tells.
_TOLD: Final[list[Problem]] = []
#: The setting of who tells what is not published himself.
LATER: Final = "LEFT_OUT_LATER"


def lost_exceptions(content: Content) -> Iterator[Problem]:
    """Yield a problem for each exception of no page, or of the estimation: a visitor's answers stand there."""
    if not content.names:
        return
    pages = {text.address: text for text in content.texts if text.kind == "pages"}
    for one in exceptions.allowed(content.settings):
        page = pages.get(one.page)
        address = one.page.removesuffix("index.html") or "/"
        if page is None:
            message = f"L’exception de la page « {address} » ne sert à rien : il n’y a pas de page à cette adresse."
        elif page.header.get("template") == "estimation":
            message = (
                "La page de l’estimation n’a pas d’exception : ce qu’y écrivent vos visiteurs ne doit pas être lu."
            )
        else:
            continue
        yield Problem(content.folder / FILE, None, message)


def missing_pages(content: Content) -> Iterator[Problem]:
    """Yield a problem for each missing page that the law asks of a site, the home page first."""
    if HOME not in {text.address for text in content.published}:
        return
    templates = {text.header.get("template") for text in content.published if text.kind == "pages"}
    for template, why in LEGAL.items():
        if template not in templates:
            message = f"Il manque une page dont l’en-tête dit « template: {template} ». {why} Reprenez {template}.md de l’exemple."
            yield Problem(content.folder / "pages", None, message)


def judge(content: Content) -> list[Problem]:
    """Return every problem of a whole site's content, by file and line: what a build tells."""
    return [*missing_pages(content), *check_content(content)]


def _refuse(pelican: Any) -> None:
    from theme.plugins.figures.extension import Figures  # noqa: PLC0415  Markdown is slow to read in, and builds no check

    content = read(Path(pelican.settings["PATH"]), pelican.settings.get("BUILD_DAY", ""))
    problems = judge(content)
    pelican.settings[READ] = content
    refuse(problem for problem in problems if problem.is_fault)
    assert content.names, "settings without a fault give names"
    Figures.names = content.names
    Figures.agreed = staticmethod(agreement.agreement(content.settings["identite"]["genre"]))
    _TOLD[:] = [*problems, *([] if pelican.settings.get(LATER) else detail.left_out(content))]


def _tell(_: object) -> None:
    tell(_TOLD)


def register() -> None:
    """Called by Pelican; first of the plugins, so that the others may trust the content."""
    signals.initialized.connect(_refuse)
    # Pelican's own advice, in English, comes before.
    signals.finalized.connect(_tell)
