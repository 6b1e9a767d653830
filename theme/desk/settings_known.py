"""What the forms know of each key of the settings, from the tables that check them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from estimator.law.dated import baremes_at, date_droit
from estimator.need import tarifs as prices
from estimator.need.fields import Field
from estimator.need.questions import schema
from theme.plugins.settings import hosting, promises
from theme.plugins.settings.schema import OPTIONAL, REFERENCE, REFERENCES, SECTIONS, SITUATIONS

#: The pages of settings, each with its sections, in the order of a first hour.
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "identite": ("site", "identite", "parcours", "zone"),
    "presentation": ("presentation", REFERENCES),
    "prix": ("tarifs", "majorations", "forfaits", "taches", "specialites"),
    "engagements": ("engagements", "promesses"),
    "mentions": ("publication", "assurance", "mediateur", "formulaire"),
    "apparence": ("apparence",),
    SITUATIONS: (SITUATIONS,),
    "hebergement": ("hebergement", "integration"),
}
#: Sections of several blocks, each block with its texts.
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "forfaits": ("nom",),
    "taches": ("code", "nom", "unite"),
    "specialites": ("code", "nom"),
    SITUATIONS: ("code", "bouton"),
    REFERENCES: (),
}
_NUMBERS: Final = ("nombre", "entier", "pourcent", "euros")


@dataclass(frozen=True, slots=True)
class Known:
    """A key: its label, its kind (texte, nombre, oui_non, choix), the choices with their words, whether it may be absent."""

    key: str
    label: str
    kind: str = "texte"
    choices: tuple[tuple[str, str], ...] = ()
    may_lack: bool = False
    example: str = ""


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return what things are called, by kind of thing."""
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


def label(key: str) -> str:
    """Return what a key is called."""
    return labels()["keys"].get(key) or key.replace("_", " ").capitalize()


def group_of(section: str) -> str | None:
    """Return the page of settings that a section is on, None for one that no page shows."""
    return next((group for group, titles in GROUPS.items() if section in titles), None)


@cache
def known(section: str) -> Mapping[str, Known]:
    """Return the keys of a section or of a list's block, in the order in which they are asked."""
    return {item.key: item for item in _known(section)}


def _known(section: str) -> Iterable[Known]:
    if section == promises.SECTION:
        return [Known(key, label(key), "oui_non") for key in promises.promises()]
    if section == hosting.SECTION:
        modes = _worded(("", *hosting.NEEDED))
        special = {"mode": Known("mode", label("mode"), "choix", modes), "port": Known("port", label("port"), "nombre")}
        return [special.get(key, Known(key, label(key))) for key in hosting.KEYS]
    if section == SITUATIONS:
        questions = [_of_question(field) for field in schema(baremes_at(date_droit()), prices.NO_TARIFS)]
        own = [Known("code", label("code")), Known("bouton", label("bouton"), may_lack=True)]
        return [*own, *questions]
    fields = {
        "tarifs": prices.TARIFS,
        "majorations": prices.MAJORATIONS,
        "forfaits": prices.FORFAIT,
        "taches": prices.TACHE,
        "specialites": prices.SPECIALITE,
        REFERENCES: REFERENCE,
        **SECTIONS,
    }.get(section, ())
    texts = [Known(key, label(key)) for key in LISTS.get(section, ())]
    return [*texts, *(_of_field(field, section) for field in fields)]


def _of_field(field: Field, section: str) -> Known:
    kind = "nombre" if field.kind in _NUMBERS else field.kind
    may_lack = field.default is not None or section in OPTIONAL
    example = "" if field.example is None else str(field.example).replace(".", ",")
    return Known(field.name, label(field.name), kind, _worded(field.choices), may_lack, example)


def _of_question(field: Field) -> Known:
    kind = "nombre" if field.kind in _NUMBERS else "texte" if field.kind == "date" else field.kind
    choices = tuple((answer, field.word(answer)) for answer in field.answers) if kind in ("choix", "oui_non") else ()
    return Known(field.name, field.label, kind, choices, may_lack=True)


def _worded(choices: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple((one, labels()["choices"].get(one, one or "pas encore choisi")) for one in choices)
