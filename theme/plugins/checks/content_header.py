"""A text of `content/`: its YAML header and its body, as they are read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from theme.plugins.discovery.redirects import old_file
from theme.plugins.problems import Problem
from theme.plugins.settings import toml_faults

REQUIRED: Final = {"pages": ("title", "description"), "articles": ("title", "description", "date")}
OPTIONAL: Final = {
    "pages": {
        *("slug", "menu", "short_title", "position", "section", "parent", "template", "status"),
        *("save_as", "url", "illustration", "illustrations", "redirect_from"),
    },
    "articles": {"slug", "category", "status", "modified", "illustration", "redirect_from"},
}
#: A day, with its time where it is said, and the keys of a header that hold one.
DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}(?::\d{2})?))?")
DATES: Final = ("date", "modified")
#: How long a part of an address may be. A file system takes no longer name, and photographs add theirs to a page's.
LONGEST_NAME: Final = 255
#: The file of the home page.
HOME: Final = "index.html"
#: Where the preview shows what is not published (tasks.py says so to Pelican).
DRAFTS: Final = "brouillons"
#: An address that a page had: a folder or a file of HTML, with or without bars at its ends.
OLD_ADDRESS: Final = re.compile(r"/?(?=[^/])([\w-]+/)*([\w-]+/?|[\w-]+\.html)", re.ASCII)
#: What YAML takes for the end of a line, and no editor shows so.
BREAKS: Final = re.compile("[\x85\u2028\u2029]")
#: Said of a file in another alphabet, as Windows wrote them for long.
NOT_UTF_8: Final = "Enregistrez ce fichier en UTF-8."
#: What nests in YAML without brackets: a line far inside, or many dashes on one.
_DEEP: Final = re.compile(r"^(?: {100}|[ ]*(?:[-?:] +){20})", re.MULTILINE)
#: What YAML reads by a rule of its own: a kind of value, a character by its number.
_SPECIAL: Final = re.compile(r"![!\w<]|\\[Uux]")
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
        for number, line in enumerate(self.header_text.split("\n"), start=2):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*:", line):
                return number
        return 2

    def typed(self, key: str) -> str:
        """Return what the header writes on the line of `key`, as it is typed."""
        return self.header_text.split("\n")[self.line(key) - 2].partition(":")[2].strip() if self.header_text else ""

    def problem(self, key: str, message: str) -> Problem:
        """Return a problem at the line of `key`."""
        return Problem(self.path, self.line(key), message)

    @property
    def slug(self) -> str:
        """Return the text's slug, made from its title as Pelican does where there is none."""
        slug = self.header.get("slug")
        if isinstance(slug, str):
            return slug
        from pelican.settings import DEFAULT_CONFIG  # noqa: PLC0415  slow to read in, and most texts have a slug
        from pelican.utils import slugify  # noqa: PLC0415

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
        return [old_file(old) for old in listed if is_old_address(old)] if isinstance(listed, list) else []


def read(path: Path, kind: str) -> Text | Problem:
    """Return the text of a file, or the one problem that keeps it from being read."""
    if path.suffix != ".md":
        return Problem(
            path,
            None,
            "Un texte doit finir par .md ; une image ou un document va dans content/images. Renommez ou déplacez ce fichier.",
        )
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return Problem(path, None, NOT_UTF_8)
    parts = _SPLIT.match(text)
    if not parts:
        return Problem(
            path,
            1,
            "L’en-tête manque : commencez par une ligne ---, puis title: …, description: …, et refermez par une ligne ---.",
        )
    broken = BREAKS.search(parts["header"])
    if broken:
        line = parts["header"].count("\n", 0, broken.start()) + 2
        return Problem(path, line, "Un caractère invisible coupe cette ligne. Retapez-la.")
    header = _load(path, parts["header"])
    if isinstance(header, Problem):
        return header
    return Text(path, kind, parts["header"], header, parts["body"], text[: parts.start("body")].count("\n"))


def _load(path: Path, header: str) -> dict[str, Any] | Problem:
    for number, message in _excesses(header):
        return Problem(path, number + 1, message)
    try:
        shortened = _shortened(header)
        if shortened:
            message = "Une valeur qui commence par & ou * se met entre guillemets. YAML y lirait un renvoi à une autre."
            return Problem(path, shortened + 1, message)
        loaded = _yaml(header)
    except yaml.YAMLError as error:
        return Problem(
            path,
            _fault_line(error),
            "Cette ligne de l’en-tête n’est pas comprise. Mettez entre guillemets un texte qui contient « : ».",
        )
    except (ValueError, KeyError, AttributeError, RecursionError):
        # Python's own, of a value that YAML hands to it.
        match = _SPECIAL.search(header)
        line = header.count("\n", 0, match.start()) + 2 if match else 2
        return Problem(
            path, line, "Cette ligne de l’en-tête n’est pas comprise. Écrivez le texte seul, entre guillemets."
        )
    if not isinstance(loaded, dict):
        return Problem(path, 2, "L’en-tête doit contenir des lignes « clé: valeur », par exemple title: Mes tarifs.")
    return loaded


def _excesses(header: str) -> Iterator[tuple[int, str]]:
    """Yield (line, message) of what would hold YAML up, lines of the header from 1."""
    yield from toml_faults.excesses(header.split("\n"))
    if deep := _DEEP.search(header):
        message = "Cette ligne est trop en retrait, ou a trop de tirets. Une liste s’écrit [a, b]."
        yield header.count("\n", 0, deep.start()) + 1, message


def _shortened(header: str) -> int | None:
    """Return the line of a value that is named, or repeats another. A few lines of them make billions of values."""
    if not re.search(r"[&*]", header):
        return None
    tokens = yaml.scan(header, _FastLoader)
    named = (token for token in tokens if isinstance(token, yaml.AnchorToken | yaml.AliasToken))
    return next((int(token.start_mark.line) + 1 for token in named), None)


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


def day_of(value: Any) -> datetime.date | None:
    """Return the day that a header writes, None when it is none."""
    match = DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        datetime.time.fromisoformat(match[2] or "00:00" if match else "")
        return datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def draft_address(text: Text, content: Path) -> str:
    """Return where the preview shows a text that is not published: two drafts may have one slug, never one file."""
    return f"{DRAFTS}/{text.path.relative_to(content).with_suffix('').as_posix()}/index.html"


def is_old_address(value: Any) -> bool:
    """Return whether a header may give `value` as an address that the text had before."""
    if not isinstance(value, str) or not OLD_ADDRESS.fullmatch(value):
        return False
    return all(len(part) <= LONGEST_NAME for part in old_file(value).split("/"))
