"""
Official parameters as dated, sourced records, read from `baremes/*.toml`.

A `Parameter` has a title, a unit, bounds and values. Each value says from which day it holds, which text says so and
when that was checked. `load_parameters` refuses a file that breaks these rules; `Baremes` gives the values in force
on one day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from ..errors import BaremeError, DateNotCovered

FOLDER: Final = Path(__file__).parent / "baremes"
#: The day whose law the site applies stands apart from the parameters.
DATE_FILE: Final = "date_droit.toml"
UNITS: Final = frozenset(
    {
        "EUR",
        "EUR/an",
        "EUR/heure",
        "EUR/mois",
        "EUR/titre",
        "heures/an",
        "kgCO2e/km",
        "heures/semaine",
        "nombre",
        "salaries",
        "semaines/an",
        "taux",
        "texte",
    }
)
CONFIDENCES: Final = frozenset({"haute", "moyenne", "faible"})
#: How the text of a figure that nobody publishes begins.
OWN_ASSUMPTION: Final = "Hypothèse du site"


@dataclass(frozen=True, slots=True)
class DatedValue:
    """
    A value in force from the day `depuis`, with its source.

    `valeur` is a Decimal in the parameter's unit, a str for the unit « texte ». `plage` is the (low, high) range
    published for a market figure, `detail` the parts of a composite rate.
    """

    depuis: date
    valeur: Any
    texte: str
    url: str
    verifie_le: date
    plage: tuple[Decimal, Decimal] | None = None
    detail: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    A legal parameter, or a market assumption when `confiance` is set, with all its values.

    `sujet` is the name of its file.
    """

    id: str
    sujet: str
    titre: str
    unite: str
    revoir_avant: date
    valeurs: tuple[DatedValue, ...]
    bornes: tuple[Decimal, Decimal] | None = None
    confiance: str | None = None

    def at(self, day: date) -> DatedValue:
        """Return the value in force on `day`; raise DateNotCovered before the first one."""
        for value in reversed(self.valeurs):
            if value.depuis <= day:
                return value
        raise DateNotCovered(self.id, self.titre, day, self.valeurs[0].depuis)


class Baremes(dict[str, Decimal]):
    """
    The parameters in force on one day: `baremes["smic_horaire"]` is a Decimal.

    A parameter without a value on that day raises DateNotCovered when it is read. What does not need it is still
    computed. A dict, because a comparison reads thousands of them.
    """

    #: One for each day: the same when it is the same object.
    __hash__ = object.__hash__  # type: ignore[assignment]
    __eq__ = object.__eq__
    __ne__ = object.__ne__

    def __init__(self, day: date, parameters: Mapping[str, Parameter]) -> None:
        super().__init__(
            (name, parameter.at(day).valeur)
            for name, parameter in parameters.items()
            if parameter.valeurs[0].depuis <= day
        )
        self.day = day
        self.parameters = parameters

    @property
    def review_day(self) -> date:
        """Return the first day on which a value of the law may be another: until then it is known."""
        return min(one.revoir_avant for one in self.parameters.values() if one.confiance is None)

    def __missing__(self, name: str) -> Decimal:
        value: Decimal = self.dated(name).valeur
        return value

    def dated(self, name: str) -> DatedValue:
        """Return the value of `name` in force, with its source; raise DateNotCovered."""
        return self.parameters[name].at(self.day)

    def text(self, name: str) -> str:
        """Return the text in force of a parameter whose unit is « texte »."""
        return str(self.dated(name).valeur)


def load_parameters(folder: Path = FOLDER) -> dict[str, Parameter]:
    """Return every parameter of `folder` by id; raise BaremeError on the first broken record."""
    parameters: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name == DATE_FILE:
            continue
        for name, record in _read_toml(path).items():
            if name in parameters:
                raise BaremeError(f"{path.name}\u00a0: le paramètre {name} existe déjà dans un autre fichier.")
            parameters[name] = _parameter(path.name, name, record)
    return parameters


@cache
def baremes_at(day: date) -> Baremes:
    """Return the parameters of this package in force on `day`."""
    return Baremes(day, _packaged_parameters())


@cache
def date_droit() -> date:
    """Return the day whose law the site applies (`baremes/date_droit.toml`)."""
    day = _read_toml(FOLDER / DATE_FILE)["date_droit"]
    if type(day) is not date:
        raise BaremeError(f"{DATE_FILE}\u00a0: date_droit doit être une date, par exemple 2026-11-23.")
    return day


@cache
def _packaged_parameters() -> dict[str, Parameter]:
    return load_parameters()


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BaremeError(f"{path.name}\u00a0: fichier illisible ({error}).") from error


def _parameter(file: str, name: str, record: Any) -> Parameter:
    place = f"{file}, {name}"
    if not isinstance(record, dict) or not _is_list_of_tables(record.get("valeurs")):
        raise BaremeError(f"{place}\u00a0: il faut au moins un bloc [[{name}.valeurs]].")
    _refuse_unknown_keys(place, record, Parameter)
    bounds = _pair(place, "bornes", record)
    values = tuple(_value(place, record.get("unite"), raw) for raw in record["valeurs"])
    parameter = Parameter(
        id=name,
        sujet=file.removesuffix(".toml"),
        titre=_filled(place, record, "titre"),
        unite=_filled(place, record, "unite"),
        revoir_avant=_day(place, record, "revoir_avant"),
        valeurs=values,
        bornes=bounds,
        confiance=record.get("confiance"),
    )
    _check(place, parameter)
    return parameter


def _value(place: str, unit: Any, raw: Any) -> DatedValue:
    _refuse_unknown_keys(place, raw, DatedValue)
    return DatedValue(
        depuis=_day(place, raw, "depuis"),
        valeur=_filled(place, raw, "valeur") if unit == "texte" else _decimals(place, "valeur", [raw.get("valeur")])[0],
        texte=_filled(place, raw, "texte"),
        # What the site itself assumes has no address: a home page would be no source.
        url=raw.get("url", "") if _is_own(raw) else _filled(place, raw, "url"),
        verifie_le=_day(place, raw, "verifie_le"),
        plage=_pair(place, "plage", raw),
        detail=_decimals(place, "detail", raw.get("detail", [])),
    )


def _is_own(raw: Mapping[str, Any]) -> bool:
    return str(raw.get("texte", "")).startswith(OWN_ASSUMPTION)


def _check(place: str, parameter: Parameter) -> None:
    if parameter.unite not in UNITS:
        raise BaremeError(
            f"{place}\u00a0: unité inconnue «\u00a0{parameter.unite}\u00a0» ({', '.join(sorted(UNITS))})."
        )
    if parameter.confiance is not None and parameter.confiance not in CONFIDENCES:
        raise BaremeError(f"{place}\u00a0: confiance inconnue «\u00a0{parameter.confiance}\u00a0».")
    days = [value.depuis for value in parameter.valeurs]
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise BaremeError(f"{place}\u00a0: les dates «\u00a0depuis\u00a0» doivent aller en croissant.")
    for value in parameter.valeurs:
        assumed = parameter.confiance is not None and not value.url
        if not assumed and not value.url.startswith("https://"):
            raise BaremeError(f"{place}\u00a0: l’adresse du {value.depuis} doit commencer par https://.")
    if parameter.unite == "texte":
        return
    if parameter.bornes is None:
        raise BaremeError(f"{place}\u00a0: les bornes manquent, par exemple bornes = [0, 1].")
    low, high = parameter.bornes
    for value in parameter.valeurs:
        if not low <= value.valeur <= high:
            raise BaremeError(
                f"{place}\u00a0: la valeur {value.valeur} du {value.depuis} sort des bornes {low} à {high}."
            )
        if value.detail and sum(value.detail) != value.valeur:
            raise BaremeError(f"{place}\u00a0: le détail du {value.depuis} ne fait pas {value.valeur}.")


def _refuse_unknown_keys(place: str, record: Mapping[str, Any], kind: type) -> None:
    known = {field.name for field in fields(kind)} - {"id", "sujet"}
    for key in record:
        if key not in known:
            raise BaremeError(
                f"{place}\u00a0: clé inconnue «\u00a0{key}\u00a0» (attendu\u00a0: {', '.join(sorted(known))})."
            )


def _filled(place: str, record: Mapping[str, Any], key: str) -> str:
    text = record.get(key)
    if not isinstance(text, str) or not text.strip():
        raise BaremeError(f"{place}\u00a0: «\u00a0{key}\u00a0» manque ou est vide.")
    return text


def _day(place: str, record: Mapping[str, Any], key: str) -> date:
    day = record.get(key)
    if type(day) is not date:
        raise BaremeError(f"{place}\u00a0: «\u00a0{key}\u00a0» doit être une date, par exemple 2026-01-01.")
    return day


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _pair(place: str, key: str, record: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of `key` in growing order, None where it is absent."""
    if key not in record:
        return None
    numbers = _decimals(place, key, record[key])
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise BaremeError(
            f"{place}\u00a0: «\u00a0{key}\u00a0» doit donner deux nombres en croissant, par exemple [0, 1]."
        )
    return numbers[0], numbers[1]


def _decimals(place: str, key: str, numbers: Any) -> tuple[Decimal, ...]:
    if not isinstance(numbers, list):
        raise BaremeError(f"{place}\u00a0: «\u00a0{key}\u00a0» doit être une liste de nombres.")
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int | Decimal) or not Decimal(number).is_finite():
            raise BaremeError(f"{place}\u00a0: «\u00a0{key}\u00a0» doit être un nombre, par exemple 0.0211.")
    return tuple(Decimal(number) for number in numbers)
