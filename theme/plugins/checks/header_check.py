"""Every mistake in the header of a text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final

from theme.plugins.checks.content_header import DATES, OPTIONAL, REQUIRED, Text, day_of, is_old_address
from theme.plugins.discovery.redirects import old_file
from theme.plugins.discovery.structure import SECTIONS
from theme.plugins.look.drawings import illustrations
from theme.plugins.problems import Problem
from theme.plugins.texts.typography import HEADER_TEXTS, UNWRITABLE

STATUSES: Final = ("published", "draft", "hidden")
SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SAVE_AS: Final = re.compile(r"([a-z0-9-]+/)*[a-z0-9-]+\.html")
#: A text without quotes, cut by what YAML takes for a remark.
CUT: Final = re.compile(r"(?![\"'\[>|]).*\s#")
#: The beginning of a line of the header that gives a value.
KEY: Final = re.compile(r"[\"']?([\w-]+)[\"']?[ \t]*:(?:\s|$)")
EARLIEST: Final = datetime.date(2000, 1, 1)
LONGEST_SLUG: Final = 200
#: Addresses that the site itself takes.
RESERVED: Final = ("actualites", "licences", "theme")
#: Templates that a page of Markdown may choose. The others make a page of their own, or a part of one.
FOR_PAGES: Final = (
    "contact",
    "estimation",
    "home",
    "mentions-legales",
    "methode",
    "modele",
    "page",
    "plan",
    "tarifs",
    "vie-privee",
)


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
    for key in (*HEADER_TEXTS, "category"):
        if key in text.header or key in REQUIRED[text.kind]:
            yield from _check_text(text, key)
    for key in DATES:
        if key in known and (key in text.header or key in REQUIRED[text.kind]):
            yield from _check_date(text, key)
    yield from _check_twice(text)
    yield from _check_address(text)
    yield from _check_old_addresses(text)
    yield from _check_choices(text)


def _check_twice(text: Text) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, line in enumerate(text.header_text.split("\n"), start=2):
        match = KEY.match(line)
        if match and seen.setdefault(match[1], number) != number:
            message = f"« {match[1]} » est déjà à la ligne {seen[match[1]]}. Gardez une seule des deux lignes."
            yield Problem(text.path, number, message)


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
        if not is_old_address(old):
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
        mend = "Pour un brouillon, écrivez status: draft ; pour publier, enlevez cette ligne."
        yield text.problem("status", f"« status » vaut {', '.join(STATUSES)}. {mend}")
    if "position" in header and type(header["position"]) is not int:
        yield text.problem("position", "« position » est un nombre entier, par exemple 50.")
    if "section" in header and header["section"] not in [*SECTIONS]:
        yield text.problem("section", f"« section » vaut {', '.join(SECTIONS)}.")
    if "illustration" in header:
        message = drawing_fault("illustration", header["illustration"])
        if message:
            yield text.problem("illustration", message)
    listed = header.get("illustrations", [])
    for name in listed if isinstance(listed, list) else [listed]:
        message = drawing_fault("illustrations", name)
        if message:
            yield text.problem("illustrations", message)
    if header.get("template", "page") not in FOR_PAGES:
        yield text.problem("template", f"« template » vaut un des modèles du site : {', '.join(FOR_PAGES)}.")
