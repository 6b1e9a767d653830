"""A page of settings: what it shows of the file, and what becomes of the file when she saves it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from estimator.need.fields import Field
from theme.desk import toml_form
from theme.desk.settings_known import GROUPS, LISTS, choices, known, labels
from theme.plugins.problems import french_spaces

#: The field that holds the order of a list's blocks: numbers in the file, « n0 » for a new one.
ORDER: Final = "ordre"
NUMBER: Final = french_spaces("Écrivez un nombre, par exemple 30,00.")
#: Sections whose unused lines stay as comments, ready to be used.
_COMMENTED: Final = ("apparence",)


def anchor(name: str) -> str:
    """Return the name of a question as an address can hold it."""
    return re.sub(r"[^\w]+", "-", name).strip("-")


@dataclass(frozen=True, slots=True)
class Control:
    """One question of the page."""

    name: str
    field: Field
    value: str
    hint: str = ""
    fault: str = ""

    @property
    def id(self) -> str:
        """Return its name as an address can hold it."""
        return anchor(self.name)

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        """Return what can be chosen: a value of hers that is no choice stays one."""
        offered = choices(self.field)
        own = [] if any(value == self.value for value, _ in offered) else [(self.value, self.value or "—")]
        return [*own, *offered]

    @property
    def may_lack(self) -> bool:
        """Return whether it may stay without an answer."""
        return self.field.default is not None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a list: its number in the file or « n0 », its questions, and those that may lack."""

    mark: str
    controls: tuple[Control, ...]
    more: tuple[Control, ...]
    place: str

    @property
    def title(self) -> str:
        """Return what the block is called: its name as it is typed."""
        return next((it.value for it in self.controls if it.field.name in ("nom", "bouton", "auteur") and it.value), "")


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the page."""

    title: str
    hint: str
    controls: tuple[Control, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def is_list(self) -> bool:
        """Return whether it holds blocks."""
        return self.title in LISTS

    @property
    def heading(self) -> str:
        """Return its title for her."""
        return labels()["sections"].get(self.title, self.title)


def page(
    text: str, group: str, typed: Mapping[str, str] | None = None, faults: Mapping[str, str] | None = None
) -> list[Part]:
    """Return what a page shows of the file `text`, `faults` by field. What is `typed` goes before what the file holds."""
    return [*_parts(text, group, typed or {}, faults or {})]


def _parts(text: str, group: str, typed: Mapping[str, str], faults: Mapping[str, str]) -> Iterator[Part]:
    places = {section.place: section for section in toml_form.sections(text)}
    for title in GROUPS[group]:
        if title in LISTS:
            blocks = tuple(_block(title, mark, places, typed, faults) for mark in order(text, title, typed))
            # The comment of the file speaks of its lines, and goes with the last block.
            yield Part(title, labels()["lists"][title], blocks=blocks)
        elif title in places:
            controls = _controls(places[title], title, typed, faults)
            yield Part(title, places[title].hint, (*controls[0], *controls[1]))


def _block(
    title: str, mark: str, places: Mapping[str, toml_form.Section], typed: Mapping[str, str], faults: Mapping[str, str]
) -> Block:
    place = f"{title}[{mark}]"
    section = places.get(place, toml_form.Section(place, True, "", (), 0, 0))
    return Block(mark, *_controls(section, title, typed, faults), place)


def _controls(
    section: toml_form.Section, title: str, typed: Mapping[str, str], faults: Mapping[str, str]
) -> tuple[tuple[Control, ...], tuple[Control, ...]]:
    """Return the questions of a section: those that the file holds or must hold, then the others."""
    keys = known(title)
    entries = {it.key: it for it in section.entries if not it.off or it.key in keys}
    here: list[Control] = []
    more: list[Control] = []
    for key in (*entries, *(key for key in keys if key not in entries)):
        name = f"{section.place}.{key}"
        it = entries.get(key)
        field = keys.get(key, Field(key, key, "", "texte"))
        if it and not it.off:
            field = _of_value(field, it.value)
        was = toml_form.words_of(it.value, it.written) if it and not it.off else ""
        control = Control(name, field, typed.get(name, was), it.hint if it else "", faults.get(name, ""))
        (here if it or not control.may_lack or control.value else more).append(control)
    return tuple(here), tuple(more)


def _of_value(field: Field, value: Any) -> Field:
    """Return a key as the file writes its value: a list, yes or no, or else a text."""
    if isinstance(value, bool):
        return replace(field, kind="oui_non")
    if isinstance(value, list):
        return replace(field, kind="liste")
    is_text = isinstance(value, str) and (field.kind == "oui_non" or field.is_number)
    return replace(field, kind="texte") if is_text else field


def order(text: str, title: str, typed: Mapping[str, str]) -> list[str]:
    """Return the marks of a list's blocks in their order on the page."""
    count = sum(section.place.startswith(f"{title}[") for section in toml_form.sections(text))
    there = [str(number) for number in range(count)]
    if f"{title}.{ORDER}" not in typed:
        return there
    marks = typed[f"{title}.{ORDER}"].split()
    return [mark for mark in dict.fromkeys(marks) if mark in there or re.fullmatch(r"n\d{1,3}", mark)]


def moved(marks: Sequence[str], what: str, mark: str) -> list[str]:
    """Return the marks after « ajouter », « retirer », « monter » or « descendre »."""
    new = list(marks)
    if what == "ajouter":
        taken = [int(it[1:]) for it in marks if it.startswith("n")]
        return [*new, f"n{max(taken, default=-1) + 1}"]
    if mark not in new:
        return new
    at = new.index(mark)
    if what == "retirer":
        new.remove(mark)
    elif what == "monter" and at:
        new[at - 1], new[at] = new[at], new[at - 1]
    elif what == "descendre" and at < len(new) - 1:
        new[at + 1], new[at] = new[at], new[at + 1]
    return new


def changed(text: str, group: str, typed: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the file with what is typed on a page, and the fault of each field that holds no number."""
    faults: dict[str, str] = {}
    changes: dict[str, str | None] = {}
    added: dict[str, list[tuple[str, str]]] = {}
    new: dict[str, list[int | str]] = {}
    for section in toml_form.sections(text):
        if section.title not in GROUPS[group]:
            continue
        keys = known(section.title)
        entries = {it.key: it for it in section.entries if not it.off or it.key in keys}
        for it in entries.values():
            with _noting(faults, it.name):
                _change(it, keys.get(it.key), typed, changes)
        for key in keys:
            name = f"{section.place}.{key}"
            if key not in entries and typed.get(name, "").strip():
                with _noting(faults, name):
                    added.setdefault(section.place, []).append((key, _literal(keys[key], typed[name])))
    for title in filter(LISTS.__contains__, GROUPS[group]):
        marks = order(text, title, typed)
        new[title] = [int(mark) if mark.isdecimal() else _new_block(title, mark, typed, faults) for mark in marks]
    text = toml_form.change(text, changes, added)
    for title, wanted in new.items():
        text = toml_form.arrange(text, title, wanted)
    return text, faults


class _noting:  # noqa: N801  used as a word of the language
    """Notes the field that holds no number, and goes on."""

    def __init__(self, faults: dict[str, str], name: str) -> None:
        self._faults, self._name = faults, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type | None, *_: object) -> bool:
        if kind is toml_form.NotANumber:
            self._faults[self._name] = NUMBER
            return True
        return False


def _change(it: toml_form.Entry, field: Field | None, typed: Mapping[str, str], changes: dict[str, str | None]) -> None:
    """Note what becomes of a value of the file, unless it stays."""
    if it.name not in typed:
        return
    raw = typed[it.name].replace("\r\n", "\n")
    was = "" if it.off else toml_form.words_of(it.value, it.written)
    if raw.strip() == was.strip():
        return
    section = it.place.partition("[")[0]
    may_lack = field is not None and field.default is not None
    if not raw.strip() and may_lack and (section in LISTS or section in _COMMENTED):
        changes[it.name] = None
    elif not raw.strip() and may_lack and isinstance(it.value, int) and not isinstance(it.value, bool):
        # An empty box promises nothing.
        changes[it.name] = "0"
    else:
        changes[it.name] = toml_form.literal(raw, it.value, it.written)


def _literal(field: Field, raw: str) -> str:
    """Return what is typed as TOML, of the kind of its field; NotANumber."""
    samples: dict[str, Any] = {"oui_non": True, "liste": [], "date": date.min}
    return toml_form.literal(raw, 0 if field.is_number else samples.get(field.kind, ""))


def _new_block(title: str, mark: str, typed: Mapping[str, str], faults: dict[str, str]) -> str:
    place = f"{title}[{mark}]"
    lines = [f"[[{title}]]"]
    for key, field in known(title).items():
        raw = typed.get(f"{place}.{key}", "").strip()
        if key == "code" and not raw:
            raw = code(typed.get(f"{place}.nom", "") or typed.get(f"{place}.bouton", ""))
        if not raw and (field.default is not None or field.is_number or field.kind == "date"):
            # A number or a day that is missing is told by the check.
            continue
        with _noting(faults, f"{place}.{key}"):
            lines.append(f"{key} = {_literal(field, raw)}")
    return "\n".join(lines) + "\n"


def code(name: str) -> str:
    """Return a short word made of a name, as the list's codes are."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:24].rstrip("_")


def controls(part: Part) -> Iterator[Control]:
    """Yield every question of a part."""
    yield from part.controls
    for block in part.blocks:
        yield from (*block.controls, *block.more)
