"""
Every mistake in `content/` that can be told before the build, in French, all at once.

Pelican alone skips or misreads most of them without a word: a text that vanishes, a date
read month first, a page without a name.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import figures
import yaml
from estimation import names
from jinja2 import TemplateError, TemplateSyntaxError
from pelican import signals
from problems import Problem
from secretaire import FILE, load

HEADER: Final = re.compile(r"(?:﻿)?---[ \t]*\n(?P<header>.*?)^---[ \t]*$\n?(?P<body>.*)", re.DOTALL | re.MULTILINE)
REQUIRED: Final = {"pages": ("title", "description"), "articles": ("title", "description", "date")}
OPTIONAL: Final = {
    "pages": {"slug", "menu", "position", "template", "status", "save_as", "url"},
    "articles": {"slug", "category", "status", "modified"},
}
STATUSES: Final = ("published", "draft", "hidden")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LINK: Final = re.compile(r"\{(?:filename|static|attach)\}([^)\s\"'#>]+)")
#: Files that editors and systems leave behind.
IGNORED: Final = re.compile(r"\..*|.*~|Thumbs\.db")


def check(content: Path) -> list[Problem]:
    """Return every problem of the folder `content`, by file and line."""
    settings, problems = load(content / FILE)
    if not problems:
        figures.NAMES.update(names(settings))
    for kind in REQUIRED:
        folder = content / kind
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not IGNORED.fullmatch(path.name):
                problems.extend(_check_file(path, kind, figures_known=bool(settings)))
    problems.extend(_same_addresses(content))
    return sorted(problems, key=lambda problem: (problem.path, problem.line or 0))


def read_header(text: str) -> Mapping[str, Any]:
    """Return the YAML header of a text, empty without a readable one."""
    match = HEADER.match(text.replace("\r\n", "\n"))
    try:
        header = yaml.safe_load(match["header"]) if match else {}
    except yaml.YAMLError:
        return {}
    return header if isinstance(header, dict) else {}


def _check_file(path: Path, kind: str, figures_known: bool) -> Iterator[Problem]:
    if path.suffix != ".md":
        yield Problem(
            path,
            None,
            "Un texte doit finir par .md ; une image va dans content/images. Renommez ou déplacez ce fichier.",
        )
        return
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        yield Problem(path, None, "Enregistrez ce fichier en UTF-8.")
        return
    match = HEADER.match(text)
    if not match:
        yield Problem(
            path,
            1,
            "L’en-tête manque : commencez par une ligne ---, puis title: …, description: …, et refermez par une ligne ---.",
        )
        return
    yield from _check_header(path, match["header"], kind)
    yield from _check_body(path, match["body"], text[: match.start("body")].count("\n"), figures_known)


def _check_header(path: Path, text: str, kind: str) -> Iterator[Problem]:
    try:
        header = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        yield Problem(
            path,
            line,
            "Cette ligne de l’en-tête n’est pas comprise. Mettez entre guillemets un texte qui contient « : ».",
        )
        return
    if not isinstance(header, dict):
        yield Problem(path, 2, "L’en-tête doit contenir des lignes « clé: valeur », par exemple title: Mes tarifs.")
        return
    known = {*REQUIRED[kind], *OPTIONAL[kind]}
    for key in header:
        if key not in known:
            yield Problem(
                path,
                _line(text, str(key)),
                f"« {key} » n’est pas une clé connue. Clés possibles : {', '.join(sorted(known))}.",
            )
    for key in REQUIRED[kind]:
        if key == "date":
            continue
        if not isinstance(header.get(key), str) or not header[key].strip():
            yield Problem(
                path,
                _line(text, key),
                f"« {key} » manque. Ajoutez une ligne {key}: suivie d’un texte (entre guillemets si c’est un nombre).",
            )
    for key in ("date", "modified"):
        if key in known and (key in header or key in REQUIRED[kind]):
            yield from _check_date(path, _line(text, key), key, header.get(key))
    yield from _check_values(path, text, header)


def _check_date(path: Path, line: int, key: str, value: Any) -> Iterator[Problem]:
    earliest = datetime.date(2000, 1, 1)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if not isinstance(value, datetime.date):
        yield Problem(
            path, line, f"« {key}: {value or ''} » n’est pas une date. Écrivez année-mois-jour, par exemple 2026-03-05."
        )
    elif value < earliest:
        yield Problem(path, line, f"« {key}: {value} » est trop ancien. Vérifiez l’année, par exemple 2026-03-05.")


def _check_values(path: Path, text: str, header: Mapping[str, Any]) -> Iterator[Problem]:
    slug = header.get("slug")
    if "slug" in header and (not isinstance(slug, str) or not SLUG.fullmatch(slug)):
        yield Problem(
            path,
            _line(text, "slug"),
            "« slug » s’écrit en minuscules sans accent ni espace, avec des tirets : mes-tarifs.",
        )
    if "status" in header and header["status"] not in STATUSES:
        yield Problem(path, _line(text, "status"), f"« status » vaut {', '.join(STATUSES)}.")
    if "position" in header and type(header["position"]) is not int:
        yield Problem(path, _line(text, "position"), "« position » est un nombre entier, par exemple 50.")


def _check_body(path: Path, body: str, lines_before: int, figures_known: bool) -> Iterator[Problem]:
    for number, line in enumerate(body.splitlines(), start=lines_before + 1):
        if re.match(r"(<{7} |={7}$|>{7} )", line):
            yield Problem(
                path, number, "Une marque de conflit est restée ici. Gardez la bonne version et supprimez cette ligne."
            )
        if re.match(r"# ", line):
            yield Problem(
                path, number, "Le titre de la page est déjà le seul titre de premier niveau : écrivez ## au lieu de #."
            )
        yield from _check_links(path, number, line)
        if "\0" in line:
            yield Problem(path, number, "Un caractère invisible gêne la lecture. Retapez cette ligne.")
    if not body.strip():
        yield Problem(path, lines_before + 1, "Le texte est vide. Écrivez au moins un paragraphe sous l’en-tête.")
    elif figures_known:
        yield from _check_figures(path, body, lines_before)


def _check_links(path: Path, number: int, line: str) -> Iterator[Problem]:
    content = next(parent for parent in path.parents if (parent / FILE).exists() or parent.name == "content")
    for target in LINK.findall(line):
        place = content / target.lstrip("/") if target.startswith("/") else path.parent / target
        if not place.exists() and not (content / target).exists():
            yield Problem(
                path,
                number,
                f"Le lien vers « {target} » ne mène à aucun fichier. Vérifiez le nom, par exemple {{filename}}/pages/tarifs.md.",
            )


def _check_figures(path: Path, body: str, lines_before: int) -> Iterator[Problem]:
    try:
        figures.render(body)
    except TemplateSyntaxError as error:
        yield Problem(
            path,
            lines_before + error.lineno,
            "Une formule entre accolades est mal écrite. Exemple : {{ secretaire.tarifs.taux_horaire|euros }}.",
        )
    except TemplateError as error:
        line = lines_before + _template_line(error)
        yield Problem(path, line, f"Une formule entre accolades utilise un nom inconnu ({error.message}).")
    except Exception as error:  # noqa: BLE001  any fault inside a formula is the text's, and must be placed
        line = lines_before + _template_line(error)
        yield Problem(path, line, f"Une formule entre accolades ne se calcule pas ({error}).")


def _template_line(error: BaseException) -> int:
    line = 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename in ("<template>", "<unknown>"):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _same_addresses(content: Path) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Path] = {}
    for kind in REQUIRED:
        for path in sorted((content / kind).glob("*.md")):
            try:
                slug = read_header(path.read_text(encoding="utf-8")).get("slug")
            except UnicodeDecodeError:
                continue
            if not isinstance(slug, str):
                continue
            other = seen.setdefault((kind, slug), path)
            if other != path:
                yield Problem(path, None, f"L’adresse « {slug} » sert déjà à {other.name}. Changez la ligne slug.")


def _line(header: str, key: str) -> int:
    for number, line in enumerate(header.splitlines(), start=2):
        if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*:", line):
            return number
    return 2


def _refuse(pelican: Any) -> None:
    problems = check(Path(pelican.settings["PATH"]))
    if not problems:
        return
    for problem in problems:
        print(problem, file=sys.stderr)
    # Pelican would wrap an exception into its own English sentence; the message is complete.
    raise SystemExit(2)


def register() -> None:
    """Called by Pelican; first of the plugins, so that the others may trust the content."""
    signals.initialized.connect(_refuse)
