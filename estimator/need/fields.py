"""
What a person may type: the description of one field, and the reading of values against it.

One `Field` gives the form's label and limits, the check, the message and the URL key: they cannot disagree. Values
come from a form (« 1 234,5 », « oui ») or from JSON (numbers, booleans) and are read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from ..errors import Fault, InvalidInputs
from ..formatting import NARROW_NO_BREAK, NO_BREAK, euros_ronds, nombre, quantite

Kind = Literal["nombre", "entier", "pourcent", "euros", "oui_non", "choix", "date", "texte", "liste"]

#: The two answers of a « oui_non » field.
YES_NO: Final = ("oui", "non")
#: Spaces that people and spreadsheets put inside numbers.
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]")
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_YES: Final = frozenset({"oui", "true", "1", "on", "vrai"})
_NO: Final = frozenset({"non", "false", "0", "", "off", "faux"})
#: How people write a unit after a number, longest first.
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "h": ("par mois", "heures", "heure", "h"),
    "€": ("par mois", "/mois", "mensuel", "bruts", "brut", "euros", "euro", "€"),
    "%": ("pour cent", "%"),
    "km": ("kilomètres", "kilomètre", "km"),
    "min": ("minutes", "minute", "min"),
}
_YEARLY: Final = ("par an", "/an", "annuel")
#: Longer texts are not numbers anyone types; refusing them keeps Decimal cheap.
_LONGEST_NUMBER: Final = 20
#: As many unknown keys are told one by one: beyond, nobody typed them.
_NAMED: Final = 20
#: Days outside are slips of the keyboard.
EARLIEST_DAY: Final = date(2020, 1, 1)
LATEST_DAY: Final = date(2050, 12, 31)


@dataclass(frozen=True, slots=True)
class Field:
    """
    One question.

    `objet` completes « Indiquez … » in messages. `minimum`, `maximum`, `step` and `default` are as typed: a
    percentage counts in %, its parsed value is a fraction. A `default` of None makes the field compulsory; `example`
    then shows what to type. `group` is the part of the form; `parameter` the id of the dated parameter behind the
    default. `words` are the choices, or « oui » and « non », as a person reads them, in the same order. `slider`
    holds the ends of the slider beside the number, where one helps: multiples of `step` above the lower end. `when`
    holds the answers, as (question, answer), one of which gives this question an effect. It is empty where it always
    has one. `pattern` is the shape of a « texte », and of each one of a « liste ». `refusal` is what a file is told of
    a wrong value, where its kind has no better sentence. « {value} » in it stands for the value. `is_monthly_pay`
    tells amounts that people know by the year, or rounded down to the euro.
    """

    name: str
    label: str
    objet: str
    kind: Kind
    default: Any = None
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(0)
    step: Decimal = Decimal(1)
    unit: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    example: Any = None
    group: str = ""
    parameter: str = ""
    words: tuple[str, ...] = ()
    slider: tuple[Decimal, Decimal] | None = None
    when: tuple[tuple[str, str], ...] = ()
    pattern: re.Pattern[str] | None = None
    refusal: str = ""
    is_monthly_pay: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether a number is typed."""
        return self.kind not in ("oui_non", "choix", "date", "texte", "liste")

    @property
    def answers(self) -> tuple[str, ...]:
        """Return what can be chosen, as in the form and in the URL; nothing for a number or a day."""
        return YES_NO if self.kind == "oui_non" else self.choices

    def word(self, answer: str) -> str:
        """Return one of the `answers` as a person reads it."""
        return dict(zip(self.answers, self.words, strict=False)).get(answer, answer)

    @property
    def message(self) -> str:
        """Return the sentence that says what to type, the same by the field and in a summary."""
        if self.kind == "oui_non":
            return f"Répondez par «{NO_BREAK}oui{NO_BREAK}» ou «{NO_BREAK}non{NO_BREAK}»."
        if self.kind == "choix":
            return f"Indiquez {self.objet}{NO_BREAK}: {', '.join(self.choices)}."
        if self.kind == "date":
            return f"Indiquez {self.objet}, année-mois-jour, par exemple {self.typed(self.default)}."
        if self.kind in ("texte", "liste"):
            return f"Indiquez {self.objet}, par exemple «{NO_BREAK}{self.example}{NO_BREAK}»."
        whole = " en nombre entier" if self.kind == "entier" else ""
        example = next(value for value in (self.example, self.default, self.minimum) if value is not None)
        return f"Indiquez {self.objet}{whole}, de {self.show(self.minimum)} à {self.show(self.maximum)}, par exemple {self.show(example)}."

    def show(self, value: Any) -> str:
        """Return a typed-form value as French text, unit included."""
        if not self.is_number:
            return self.word(self.typed(value))
        if self.kind == "euros":
            return euros_ronds(value)
        return f"{nombre(value)}{NO_BREAK}{self.unit}" if self.unit else nombre(value)

    def typed(self, value: Any) -> str:
        """Return a typed-form value as it stands in the form and in the URL: « 1234,5 », « oui »."""
        if self.kind == "oui_non":
            return YES_NO[not value]
        if not self.is_number:
            return "\n".join(value) if self.kind == "liste" else str(value)
        return f"{Decimal(value).normalize():f}".replace(".", ",")

    def read(self, raw: Any) -> Any:
        """Return the typed-form value of `raw`: Decimal, bool or str; raise InvalidInputs."""
        value = self._convert(raw)
        if self.is_monthly_pay:
            value = self._monthly(raw, value)
        if value is None or not self.accepts(value):
            raise InvalidInputs([Fault(self.name, self.message)])
        return value

    def _monthly(self, raw: Any, value: Any) -> Any:
        """Return a pay of the month: the minimum for what rounds it down; raise InvalidInputs for that of a year."""
        in_words = isinstance(raw, str) and raw.strip().lower().endswith(_YEARLY)
        yearly = _number(_without(raw.strip(), _YEARLY + _WORDS["€"])) if in_words else value
        if yearly is not None and (in_words or yearly > self.maximum) and self.accepts(yearly / 12):
            month = euros_ronds((yearly / 12).quantize(Decimal(1)))
            question = f"Par an{NARROW_NO_BREAK}? Indiquez alors le salaire d’un mois, environ {month}."
            raise InvalidInputs([Fault(self.name, f"{question} Le maximum est de {self.show(self.maximum)}.")])
        rounded_down = value is not None and int(self.minimum) <= value < self.minimum
        return self.minimum if rounded_down else value

    def _convert(self, raw: Any) -> Any:
        if self.kind == "oui_non":
            return _boolean(raw)
        if self.kind in ("choix", "texte"):
            return raw if isinstance(raw, str) else None
        if self.kind == "liste":
            return raw if isinstance(raw, list) else None
        if self.kind == "date":
            return _date(raw)
        # « 40 h », « 20 heures », « 1 234,5 € » and « 2200 brut » are what people write.
        words = _WORDS.get(self.unit, (self.unit,) if self.unit else ())
        return _number(_without(raw, words) if isinstance(raw, str) else raw)

    def accepts(self, value: Any) -> bool:
        """Return whether a typed-form value of the right kind is within what may be answered."""
        if self.kind == "oui_non":
            return True
        if self.kind == "choix":
            return value in self.choices
        if self.kind == "date":
            return bool(EARLIEST_DAY <= value <= LATEST_DAY)
        if self.kind in ("texte", "liste"):
            items = value if self.kind == "liste" else [value]
            return all(isinstance(item, str) and self.has_shape(item) for item in items)
        if self.kind == "entier" and value != value.to_integral_value():
            return False
        return bool(self.minimum <= value <= self.maximum)

    def has_shape(self, text: str) -> bool:
        """Return whether a text says something, in the shape that is asked for."""
        return bool(text.strip()) and (self.pattern is None or bool(self.pattern.fullmatch(text)))

    def value(self, typed: Any) -> Any:
        """Return what the estimator computes with: a fraction for a percentage, an int for « entier »."""
        if self.kind == "pourcent":
            return typed / 100
        if self.kind == "entier":
            return int(typed)
        return typed


def yes_no(name: str, label: str, objet: str, help: str, default: bool = False) -> Field:
    """Return a question answered by « oui » or « non »."""
    return Field(name, label, objet, "oui_non", default=default, help=help)


def read_fields(schema: Iterable[Field], raw: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the typed-form value of every field of `schema`, defaults filled in.

    Raises InvalidInputs with one fault per wrong, missing or unknown key.
    """
    values, faults = collect_fields(schema, raw)
    if faults:
        raise InvalidInputs(faults)
    return values


def collect_fields(schema: Iterable[Field], raw: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """Return the typed-form values that can be read, and one fault per wrong, missing or unknown key."""
    fields = {field.name: field for field in schema}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, field in fields.items():
        if name not in raw and field.default is not None:
            values[name] = field.default
            continue
        try:
            values[name] = field.read(raw.get(name))
        except InvalidInputs as error:
            faults.extend(error.faults)
    return values, [*faults, *_unknown([str(key) for key in raw if key not in fields], ", ".join(fields))]


def _unknown(keys: list[str], known: str) -> Iterator[Fault]:
    """Yield a fault for each of the first keys that are no field, then one for all the others."""
    for key in keys[:_NAMED]:
        yield Fault(key, f"Cette clé n’existe pas. Clés connues{NO_BREAK}: {known}.")
    if len(keys) > _NAMED:
        yield Fault(keys[_NAMED], f"Cette clé n’existe pas, ni {quantite(len(keys) - _NAMED - 1, 'suivante')}.")


def _number(raw: Any) -> Decimal | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | Decimal):
        number = Decimal(raw)
        # The exponent first: writing 1E+999999 out would take a million digits.
        short = number.is_finite() and abs(number.adjusted()) <= _LONGEST_NUMBER
        return number if short and len(f"{number:f}") <= _LONGEST_NUMBER else None
    if not isinstance(raw, str):
        return None
    text = _SPACES.sub("", raw)
    if len(text) > _LONGEST_NUMBER or not text.isascii() or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "."))


def _without(text: str, words: tuple[str, ...]) -> str:
    """Return a text without the words at its end, whatever their order: « 2200 € brut par mois »."""
    rest = text.rstrip()
    while ending := next((word for word in words if rest.lower().endswith(word)), None):
        rest = rest[: -len(ending)].rstrip()
    return rest


def _date(raw: Any) -> date | None:
    try:
        return date.fromisoformat(raw.strip()) if isinstance(raw, str) else None
    except ValueError:
        return None


def _boolean(raw: Any) -> bool | None:
    if isinstance(raw, bool):
        return raw
    text = raw.strip().lower() if isinstance(raw, str) else ""
    if isinstance(raw, str) and text in _YES:
        return True
    if isinstance(raw, str) and text in _NO:
        return False
    return None
