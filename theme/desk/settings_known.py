"""What the forms know of each key of the settings, from the tables that check them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from estimator.law.dated import baremes_at, date_droit
from estimator.need import tarifs as prices
from estimator.need.fields import Field
from estimator.need.questions import schema
from theme.plugins.settings.schema import FIELDS, OPTIONAL, REFERENCES, SITUATIONS

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
#: Sections of several blocks.
LISTS: Final = ("forfaits", "taches", "specialites", SITUATIONS, REFERENCES)


@cache
def labels() -> Mapping[str, Mapping[str, str]]:
    """Return what things are called, by kind of thing."""
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf-8"))


@cache
def names() -> Mapping[str, str]:
    """Return what each key of the forms is called, but the answers of a situation."""
    sections = (FIELDS[section] for titles in GROUPS.values() for section in titles)
    return {field.name: field.label for fields in sections for field in fields}


def label(key: str) -> str:
    """Return what a key is called."""
    return names().get(key) or key.replace("_", " ").capitalize()


def group_of(section: str) -> str | None:
    """Return the page of settings that a section is on, None for one that no page shows."""
    return next((group for group, titles in GROUPS.items() if section in titles), None)


@cache
def known(section: str) -> Mapping[str, Field]:
    """Return the keys of a section or of a list's block, in the order in which they are asked."""
    fields = FIELDS.get(section, ())
    if section == SITUATIONS:
        # What a situation does not answer stays as the estimator begins.
        answers = schema(baremes_at(date_droit()), prices.NO_TARIFS)
        fields = (*fields, *(replace(field, default="") for field in answers))
    if section in OPTIONAL:
        fields = tuple(replace(field, default="") for field in fields)
    return {field.name: field for field in fields}


def choices(field: Field) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen, each answer with its words."""
    words = dict(zip(field.answers, field.words, strict=False)) if field.words else labels()["choices"]
    return tuple((one, words.get(one) or one or "pas encore choisi") for one in field.answers)
