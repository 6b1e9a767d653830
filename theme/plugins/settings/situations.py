"""The needs of `[[situations]]`: what pages take as examples, and the estimator as its starts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from estimator.errors import InvalidInputs
from estimator.law.dated import Baremes, baremes_at, date_droit
from estimator.need.inputs import parse
from estimator.need.questions import schema
from estimator.need.tarifs import Tarifs
from theme import THEME
from theme.plugins.settings.fields import Fault, are_blocks, of_blocks
from theme.plugins.settings.schema import SITUATION, SITUATIONS

#: What the texts of the program take as examples, by code.
FILE: Final = THEME / "texts" / "situations.toml"
#: What stands beside the answers.
_OWN_KEYS: Final = [field.name for field in SITUATION]


def with_shipped(situations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the situations of the settings, then those of the program's texts that have no other of their code."""
    shipped = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    own = {item["code"] for item in situations}
    return [*situations, *({"code": code, **item} for code, item in shipped.items() if code not in own)]


class Preset(NamedTuple):
    """A need that the estimator can start from: what its button says, and answers as typed by field name."""

    label: str
    values: dict[str, str]


def presets(settings: Mapping[str, Any], tarifs: Tarifs, baremes: Baremes) -> list[Preset]:
    """Return the situations that have a button, each answer as the form writes it."""
    fields = {field.name: field for field in schema(baremes, tarifs)}
    return [
        Preset(
            item["bouton"],
            {name: fields[name].typed(fields[name].read(value)) for name, value in answers(item, tarifs).items()},
        )
        for item in settings[SITUATIONS]
        if item.get("bouton")
    ]


def answers(situation: Mapping[str, Any], tarifs: Tarifs) -> dict[str, Any]:
    """Return the answers of a situation, but a speciality that is not sold."""
    sold = {item.code for item in tarifs.specialites}
    return {
        key: value
        for key, value in situation.items()
        if key not in _OWN_KEYS and not (key == "specialite" and value not in sold)
    }


def faults(settings: Mapping[str, Any], tarifs: Tarifs) -> Iterator[Fault]:
    """Yield what is wrong with the situations: section, key, message."""
    yield from of_blocks(settings, SITUATIONS, SITUATION, is_open=True)
    if not are_blocks(settings, SITUATIONS):
        return
    codes: list[Any] = []
    for number, item in enumerate(settings.get(SITUATIONS, [])):
        place, code = f"{SITUATIONS}[{number}]", item.get("code")
        if code in codes:
            yield place, "code", f"« {code} » est déjà le code d’une autre situation. Choisissez un autre mot."
        codes += [code] if isinstance(code, str) else []
        try:
            parse(answers(item, tarifs), baremes_at(date_droit()), tarifs)
        except InvalidInputs as error:
            for fault in error.faults:
                yield place, fault.key, f"« {fault.key} » : {fault.message}"
