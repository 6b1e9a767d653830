"""How a setting is said, by one `Field`, and what is wrong with a section by its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from estimator.need.fields import Field
from theme.plugins.texts.typography import UNWRITABLE

#: (section, key, message), as secretaire.py finds their line.
Fault = tuple[str, str, str]
#: What a text on one line cannot hold; TOML takes « \\t » for a tabulation.
_HIDDEN: Final = re.compile(rf"{UNWRITABLE.pattern}|[\t\n\r]")
#: How TOML gives each kind. Amounts are read by `Field.read`, with the prices or the legal form.
_TYPES: Final[Mapping[str, type[Any]]] = {
    "texte": str,
    "choix": str,
    "entier": int,
    "oui_non": bool,
    "date": date,
    "liste": list,
}


def text(name: str, label: str, example: str, shape: re.Pattern[str] | None = None, hint: str = "") -> Field:
    """Return a text that must be filled in; `hint` is said of one that has not its shape."""
    refusal = f'« {name} » n’est pas valable : {hint}, par exemple "{example}".' if hint else ""
    return Field(name, label, "", "texte", example=example, pattern=shape, refusal=refusal)


def optional_text(name: str, label: str, example: str, shape: re.Pattern[str] | None = None, hint: str = "") -> Field:
    """Return a text that may stay empty."""
    return replace(text(name, label, example, shape, hint), default="")


def whole(name: str, label: str, highest: int, example: int, default: int | None = 0) -> Field:
    """Return a whole number from 0, which says none where it is the default."""
    return Field(name, label, "", "entier", default=default, maximum=Decimal(highest), example=example)


def yes_no(name: str, label: str) -> Field:
    """Return what is no where it is not said."""
    return Field(name, label, "", "oui_non", default=False)


def list_of_texts(name: str, label: str, example: str, default: tuple[str, ...] | None = None) -> Field:
    """Return several texts; with a default, there may be none."""
    return Field(name, label, "", "liste", default=default, example=example)


def of_section(settings: Mapping[str, Any], section: str, fields: Iterable[Field]) -> Iterator[Fault]:
    """Yield what is wrong with a section by its fields."""
    table = settings.get(section, {})
    if not isinstance(table, Mapping):
        yield section, "", f"« {section} » est une section : écrivez [{section}] seul sur sa ligne."
        return
    for key, message in (*_unknown(table, fields, f"[{section}]"), *of_fields(table, fields, f"[{section}]")):
        yield section, key, message


def of_blocks(
    settings: Mapping[str, Any], section: str, fields: Iterable[Field], is_open: bool = False
) -> Iterator[Fault]:
    """Yield what is wrong with the blocks of a list; an open one has keys besides the fields."""
    if not are_blocks(settings, section):
        message = f"Chaque élément de « {section} » est un bloc : écrivez [[{section}]] seul sur sa ligne."
        yield section, "", message
        return
    title = f"[[{section}]]"
    for index, block in enumerate(settings.get(section, [])):
        unknown = () if is_open else _unknown(block, fields, title)
        yield from ((f"{section}[{index}]", *fault) for fault in (*unknown, *of_fields(block, fields, title)))


def are_blocks(settings: Mapping[str, Any], section: str) -> bool:
    """Return whether a list is one of blocks, or is left out."""
    blocks = settings.get(section, [])
    return isinstance(blocks, list) and all(isinstance(block, Mapping) for block in blocks)


def _unknown(table: Mapping[str, Any], fields: Iterable[Field], title: str) -> Iterator[tuple[str, str]]:
    names = [field.name for field in fields]
    for key in table:
        if key not in names:
            yield key, f"« {key} » n’existe pas dans {title}. Clés connues : {', '.join(names)}."


def of_fields(table: Mapping[str, Any], fields: Iterable[Field], title: str) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each value that its field refuses, or wants and has not."""
    for field in fields:
        if field.name in table or field.default is None:
            message = _fault(field, table.get(field.name), title)
            if message:
                yield field.name, message


def _fault(field: Field, value: Any, title: str) -> str:
    """Return what is wrong with a value, empty for nothing; a text of a block may take several lines."""
    is_single = field.default is None and not title.startswith("[[")
    if field.kind == "texte" and isinstance(value, str) and (_HIDDEN if is_single else UNWRITABLE).search(value):
        return f"« {field.name} » contient une barre \\ ou un caractère invisible. Retapez cette ligne."
    return "" if _is_right(field, value) else _missing(field, value, title) or _wrong(field, value)


def _is_right(field: Field, value: Any) -> bool:
    if field.kind not in _TYPES:
        return True
    # True is an int too, and a moment a day.
    if type(value) is not _TYPES[field.kind]:
        return False
    if field.kind == "date" or value == field.default:
        return True
    if field.kind == "texte" and field.default is not None and field.pattern is None:
        return True
    return field.accepts(Decimal(value) if field.kind == "entier" else value)


def _missing(field: Field, value: Any, title: str) -> str:
    """Return how to write a text that must be there, or one without its quotes; empty for another fault."""
    name, quoted = field.name, str(value).lower()
    if field.kind == "texte" and isinstance(value, int | Decimal | date):
        is_enough = field.default is None or field.has_shape(quoted)
        return f'« {name} » est un texte : mettez-le entre guillemets droits. {name} = "{quoted}"' if is_enough else ""
    is_text = isinstance(value, str) and value.strip()
    if field.kind not in ("texte", "choix") or field.default is not None or is_text:
        return ""
    return f'« {name} » manque dans {title}. Écrivez par exemple : {name} = "{field.example}".'


def _wrong(field: Field, value: Any) -> str:
    items = value if isinstance(value, list) else [value]
    if field.refusal and (field.kind != "liste" or isinstance(value, list)):
        item = next((one for one in items if not isinstance(one, str) or not field.has_shape(one)), "")
        return field.refusal.replace("{value}", str(item)[:80])
    return f"« {field.name} » {_expected(field)}."


def _expected(field: Field) -> str:
    """Return what is said of a value by the kind of its field."""
    if field.kind == "oui_non":
        return "vaut true ou false, sans guillemets"
    if field.kind == "choix":
        *others, last = (f'"{choice}"' for choice in field.choices)
        return f"vaut {', '.join(others)} ou {last}"
    if field.kind == "entier":
        none = " ; 0 pour ne rien promettre" if field.default == 0 else ""
        return f"est un nombre entier de 0 à {field.maximum}, par exemple {field.example}{none}"
    if field.kind == "liste":
        none = " ; [] pour ne rien dire" if field.default is not None else ""
        return f"est une liste, par exemple {field.example}{none}"
    none = ' ; "" pour ne rien dire' if field.default is not None else ""
    return f'est un texte, par exemple "{field.example}"{none}'
