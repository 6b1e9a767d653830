"""The YAML header of a text: how it is read, and every mistake in it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from theme import THEME
from theme.plugins.found.redirects import old_file
from theme.plugins.found.structure import SECTIONS
from theme.plugins.look.drawings import illustrations
from theme.plugins.problems import Problem
from theme.plugins.texts.typography import UNWRITABLE

TEMPLATES: Final = THEME / "templates"
REQUIRED: Final = {"pages": ("title", "description"), "articles": ("title", "description", "date")}
OPTIONAL: Final = {
    "pages": {
        *("slug", "menu", "position", "section", "parent", "template", "status"),
        *("save_as", "url", "illustration", "illustrations", "redirect_from"),
    },
    "articles": {"slug", "category", "status", "modified", "illustration", "redirect_from"},
}
STATUSES: Final = ("published", "draft", "hidden")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SAVE_AS: Final = re.compile(r"([a-z0-9-]+/)*[a-z0-9-]+\.html")
DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}(?::\d{2})?))?")
#: A text without quotes, cut by what YAML takes for a remark.
CUT: Final = re.compile(r"(?![\"'\[>|]).*\s#")
#: The beginning of a line of the header that gives a value.
KEY: Final = re.compile(r"[\"']?([\w-]+)[\"']?[ \t]*:(?:\s|$)")
EARLIEST: Final = datetime.date(2000, 1, 1)
#: How long a part of an address may be: a file system takes no longer name, and pictures add theirs to a page's.
LONGEST_NAME: Final = 255
LONGEST_SLUG: Final = 200
#: The file of the home page.
HOME: Final = "index.html"
#: Addresses that the site itself takes.
RESERVED: Final = ("actualites", "theme")
#: Templates that are no choice for a page of Markdown.
NOT_FOR_PAGES: Final = ("404", "actualites", "article", "base", "macros", "redirect")
#: An address that a page had: a folder or a file of HTML, written with or without bars at its ends.
OLD_ADDRESS: Final = re.compile(r"/?(?=[^/])([\w-]+/)*([\w-]+/?|[\w-]+\.html)", re.ASCII)
_SPLIT: Final = re.compile(r"---[ \t]*\n(?P<header>.*?)^---[ \t]*$\n?(?P<body>.*)", re.DOTALL | re.MULTILINE)


class _TextLoader(yaml.SafeLoader):
    """YAML with dates left as text: an impossible day is then a mistake to tell, not an exception."""

    yaml_implicit_resolvers = {  # noqa: RUF012  the base class's own shape
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same in C, where the wheel has it."""

    yaml_implicit_resolvers = _TextLoader.yaml_implicit_resolvers


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `content/`: its header (as YAML and as read) and its body with the lines before it."""

    path: Path
    kind: str
    header_text: str
    header: Mapping[str, Any]
    body: str
    lines_before: int

    def line(self, key: str) -> int:
        """Return the line of `key` in the file, that of the header's first line without it."""
        for number, line in enumerate(self.header_text.splitlines(), start=2):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*:", line):
                return number
        return 2

    def typed(self, key: str) -> str:
        """Return what the header writes on the line of `key`, as it is typed."""
        return self.header_text.splitlines()[self.line(key) - 2].partition(":")[2].strip() if self.header_text else ""

    def problem(self, key: str, message: str) -> Problem:
        """Return a problem at the line of `key`."""
        return Problem(self.path, self.line(key), message)

    @property
    def slug(self) -> str:
        """Return the text's slug, made from its title as Pelican does where there is none."""
        slug = self.header.get("slug")
        if isinstance(slug, str):
            return slug
        return str(slugify(str(self.header.get("title", "")), DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]))

    @property
    def is_draft(self) -> bool:
        """Return whether the header asks to leave the text out."""
        return self.header.get("status") == "draft"

    def is_after(self, day: str) -> bool:
        """Return whether the text waits for a day after `day` (ISO; empty for the end of time)."""
        date = day_of(self.header.get("date"))
        return bool(day and date and self.kind == "articles" and date.isoformat() > day)

    @property
    def address(self) -> str:
        """Return where the text is published."""
        folder = "actualites/" if self.kind == "articles" else ""
        return str(self.header.get("save_as") or f"{folder}{self.slug}/index.html")

    @property
    def old_addresses(self) -> list[str]:
        """Return the files of the addresses that the text had before, those written right."""
        listed = self.header.get("redirect_from")
        return [old_file(old) for old in listed if _is_old_address(old)] if isinstance(listed, list) else []


def read(path: Path, kind: str) -> Text | Problem:
    """Return the text of a file, or the one problem that keeps it from being read."""
    if path.suffix != ".md":
        return Problem(
            path,
            None,
            "Un texte doit finir par .md ; une image va dans content/images. Renommez ou déplacez ce fichier.",
        )
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Problem(path, None, "Enregistrez ce fichier en UTF-8.")
    parts = _SPLIT.match(text)
    if not parts:
        return Problem(
            path,
            1,
            "L’en-tête manque : commencez par une ligne ---, puis title: …, description: …, et refermez par une ligne ---.",
        )
    header = _load(path, parts["header"])
    if isinstance(header, Problem):
        return header
    return Text(path, kind, parts["header"], header, parts["body"], text[: parts.start("body")].count("\n"))


def drawing_fault(key: str, name: Any) -> str | None:
    """Return what is wrong with the drawing that `key` names, None when it is one of the site's."""
    if name in illustrations():
        return None
    return f"« {key} » est un des dessins du site : {', '.join(illustrations())}."


def check(text: Text) -> Iterator[Problem]:
    """Yield every mistake in a header."""
    known = {*REQUIRED[text.kind], *OPTIONAL[text.kind]}
    for key in text.header:
        if key not in known:
            choices = ", ".join(sorted(known))
            yield text.problem(str(key), f"« {key} » n’est pas une clé connue. Clés possibles : {choices}.")
    for key in ("title", "description", "menu", "category"):
        if key in text.header or key in REQUIRED[text.kind]:
            yield from _check_text(text, key)
    for key in ("date", "modified"):
        if key in known and (key in text.header or key in REQUIRED[text.kind]):
            yield from _check_date(text, key)
    yield from _check_twice(text)
    yield from _check_address(text)
    yield from _check_old_addresses(text)
    yield from _check_choices(text)


def _check_twice(text: Text) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, line in enumerate(text.header_text.splitlines(), start=2):
        found = KEY.match(line)
        if found and seen.setdefault(found[1], number) != number:
            message = f"« {found[1]} » est déjà à la ligne {seen[found[1]]}. Gardez une seule des deux lignes."
            yield Problem(text.path, number, message)


def _load(path: Path, header: str) -> dict[str, Any] | Problem:
    try:
        loaded = _yaml(header)
    except yaml.YAMLError as error:
        return Problem(
            path,
            _fault_line(error),
            "Cette ligne de l’en-tête n’est pas comprise. Mettez entre guillemets un texte qui contient « : ».",
        )
    if not isinstance(loaded, dict):
        return Problem(path, 2, "L’en-tête doit contenir des lignes « clé: valeur », par exemple title: Mes tarifs.")
    return loaded


def _yaml(header: str) -> Any:
    try:
        return yaml.load(header, _FastLoader)  # noqa: S506  a SafeLoader
    except yaml.YAMLError:
        # The slow one alone says well where the fault is.
        return yaml.load(header, _TextLoader)  # noqa: S506  a SafeLoader


def _fault_line(error: yaml.YAMLError) -> int:
    # A line without its colon is only missed at the next one: the context then marks it.
    missed = "could not find expected ':'" in (getattr(error, "problem", None) or "")
    mark = getattr(error, "context_mark" if missed else "problem_mark", None)
    return mark.line + 2 if mark else 2


def _check_text(text: Text, key: str) -> Iterator[Problem]:
    value = text.header.get(key)
    if isinstance(value, bool | int | float):
        typed = text.typed(key)
        yield text.problem(
            key, f'« {typed} » est lu comme un nombre ou un oui. Écrivez {key}: "{typed}", entre guillemets.'
        )
    elif not isinstance(value, str) or not value.strip():
        yield text.problem(key, f"« {key} » manque. Ajoutez une ligne {key}: suivie d’un texte.")
    elif CUT.match(text.typed(key)):
        yield text.problem(
            key, f"Ce qui suit le signe # serait perdu. Mettez entre guillemets tout le texte de « {key} »."
        )
    elif UNWRITABLE.search(value):
        yield text.problem(key, f"« {key} » contient un caractère invisible. Retapez cette ligne.")
    elif "{{" in value or "{%" in value:
        yield text.problem(key, f"« {key} » ne calcule pas de formule entre accolades. Écrivez un texte simple.")


def day_of(value: Any) -> datetime.date | None:
    """Return the day that a header writes, None when it is none."""
    match = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        datetime.time.fromisoformat(match[2] or "00:00" if match else "")
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def _check_date(text: Text, key: str) -> Iterator[Problem]:
    value = text.header.get(key)
    day, published = day_of(value), day_of(text.header.get("date"))
    if day is None:
        yield text.problem(
            key,
            f"« {key}: {value or ''} » n’est pas une date. Écrivez année-mois-jour, par exemple 2026-03-05, "
            "et l’heure, si vous y tenez, de 00:00 à 23:59.",
        )
    elif day < EARLIEST:
        yield text.problem(key, f"« {key}: {value} » est trop ancien. Vérifiez l’année, par exemple 2026-03-05.")
    elif key == "modified" and published and day < published:
        yield text.problem(key, f"« modified: {value} » précède la date de l’article. Vérifiez l’une et l’autre.")


def _check_address(text: Text) -> Iterator[Problem]:
    slug = text.header.get("slug")
    if "slug" in text.header and (not isinstance(slug, str) or not SLUG.fullmatch(slug)):
        yield text.problem(
            "slug", "« slug » s’écrit en minuscules sans accent ni espace, avec des tirets : mes-tarifs."
        )
    elif text.address in ("/index.html", "actualites//index.html"):
        yield text.problem("title", "Ce titre ne donne aucune adresse. Ajoutez une ligne slug: mon-adresse.")
    elif text.kind == "pages" and text.address.split("/")[0] in RESERVED:
        yield text.problem("slug", "Cette adresse est prise par le site lui-même. Changez la ligne slug.")
    elif any(len(part) > LONGEST_SLUG for part in text.address.split("/")):
        yield text.problem("slug", "L’adresse de ce texte est trop longue. Ajoutez une ligne slug: mon-adresse.")
    save_as = text.header.get("save_as", "index.html")
    if not isinstance(save_as, str) or not SAVE_AS.fullmatch(save_as):
        yield text.problem("save_as", "« save_as » est un fichier du site, par exemple index.html.")
    elif "url" in text.header and text.header["url"] != text.address.removesuffix("index.html"):
        expected = text.address.removesuffix("index.html")
        yield text.problem("url", f'« url » répète l’adresse que donnent slug et save_as. Écrivez url: "{expected}".')


def _is_old_address(value: Any) -> bool:
    if not isinstance(value, str) or not OLD_ADDRESS.fullmatch(value):
        return False
    return all(len(part) <= LONGEST_NAME for part in old_file(value).split("/"))


def _check_old_addresses(text: Text) -> Iterator[Problem]:
    if "redirect_from" not in text.header:
        return
    listed = text.header["redirect_from"]
    if not isinstance(listed, list) or not listed:
        yield text.problem(
            "redirect_from", "« redirect_from » est une liste d’anciennes adresses, par exemple [anciens-tarifs/]."
        )
        return
    for old in listed:
        if not _is_old_address(old):
            yield text.problem(
                "redirect_from",
                f"« {str(old)[:80]} » n’est pas une ancienne adresse de ce site. Écrivez la fin de l’adresse, sans "
                "https:// ni accent ni espace, par exemple anciens-tarifs/ ou anciens-tarifs.html.",
            )
        elif re.match(r"theme/|([\w-]+/)*moteur/", old_file(old)):
            yield text.problem(
                "redirect_from", f"« {old} » est prise par le site lui-même. Enlevez-la de redirect_from."
            )


def _check_choices(text: Text) -> Iterator[Problem]:
    header = text.header
    if "status" in header and header["status"] not in STATUSES:
        yield text.problem("status", f"« status » vaut {', '.join(STATUSES)}.")
    if "position" in header and type(header["position"]) is not int:
        yield text.problem("position", "« position » est un nombre entier, par exemple 50.")
    if "section" in header and header["section"] not in [*SECTIONS]:
        yield text.problem("section", f"« section » vaut {', '.join(SECTIONS)}.")
    templates = sorted(path.stem for path in TEMPLATES.glob("*.html") if path.stem not in NOT_FOR_PAGES)
    if "illustration" in header:
        message = drawing_fault("illustration", header["illustration"])
        if message:
            yield text.problem("illustration", message)
    listed = header.get("illustrations", [])
    for name in listed if isinstance(listed, list) else [listed]:
        message = drawing_fault("illustrations", name)
        if message:
            yield text.problem("illustrations", message)
    if header.get("template", "page") not in templates:
        yield text.problem("template", f"« template » vaut un des modèles du site : {', '.join(templates)}.")
