"""
A need as the part of the page's address after « # »: what a shared link holds.

    heures_par_mois=42%2C5&tva_deductible=non&droit=2026-06-01

Answers that differ from the defaults, in the order of the form, then the day of their law. No server ever receives
this part of an address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from ..errors import InvalidInputs
from ..formatting import NARROW_NO_BREAK, NO_BREAK, date_longue, quantite
from ..law.dated import Baremes
from .fields import EARLIEST_DAY, LATEST_DAY, Field
from .inputs import state
from .questions import schema
from .tarifs import Tarifs

#: The key that names the day of the law.
LAW: Final = "droit"
#: Questions that had another name in links made before, old name first.
ALIASES: Final[dict[str, str]] = {}
#: What no link made here reaches, in characters and in answers.
_LONGEST_LINK: Final = 8_000
_LONGEST_ANSWER: Final = 60
#: Of the keys that are no question, how many are named, and how much of each.
_NAMED: Final = 5
_LONGEST_NAME: Final = 30


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address holds: answers as typed, and what its reader must be told, one French sentence each."""

    values: dict[str, str]
    notices: tuple[str, ...]


def read_address(fragment: str, baremes: Baremes, tarifs: Tarifs) -> Opened:
    """
    Return what `fragment` (without « # ») holds, whatever it is: a link may be old, cut or forged.

    Keys that are no question are dropped with a notice. A wrong value stays: the check of the answers tells it.
    """
    if "=" not in fragment:
        # A place in the page, such as « contenu », or nothing.
        return Opened({}, ())
    if len(fragment) > _LONGEST_LINK:
        return Opened({}, ("Ce lien est trop long pour venir de ce site. Les réponses sont celles du départ.",))
    pairs = [(ALIASES.get(key, key), value) for key, value in parse_qsl(fragment, keep_blank_values=True)]
    held = dict(pairs)
    law = held.pop(LAW, None)
    fields = {field.name: field for field in schema(baremes, tarifs)}
    values = {key: _as_typed(fields[key], value) for key, value in held.items() if key in fields}
    notices = [*_dropped([key for key in held if key not in fields])]
    if len(pairs) > len(dict(pairs)):
        notices.append("Une question a plusieurs réponses dans ce lien. La dernière est retenue.")
    return Opened(values, (*notices, *_other_law(law, baremes.day)))


def write_address(raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> str:
    """
    Return the fragment (without « # ») of valid answers, the day of the law last; raise InvalidInputs.

    It is empty when every answer is at its default: the page's own address then says it all.
    """
    answers = state(raw, baremes, tarifs)
    return _fragment(answers, baremes) if answers else ""


def shared_link(page: str, raw: Mapping[str, Any], baremes: Baremes, tarifs: Tarifs) -> str:
    """
    Return the address of `page` that reopens valid answers; raise InvalidInputs.

    It always carries the day of the law, since the defaults too may differ when it is opened.
    """
    return f"{page.partition('#')[0]}#{_fragment(state(raw, baremes, tarifs), baremes)}"


def _fragment(answers: Mapping[str, str], baremes: Baremes) -> str:
    return urlencode({**answers, LAW: baremes.day.isoformat()})


def _as_typed(field: Field, text: str) -> str:
    """Return an answer as the form writes it (« true » is « oui »), or its first characters when it is wrong."""
    try:
        return field.typed(field.read(text))
    except InvalidInputs:
        return text[:_LONGEST_ANSWER]


def _dropped(unknown: list[str]) -> Iterator[str]:
    """Yield the sentence that names the keys that are no question, when there are any."""
    if not unknown:
        return
    names = ", ".join(f"«{NO_BREAK}{_printable(name)}{NO_BREAK}»" for name in unknown[:_NAMED])
    rest = len(unknown) - _NAMED
    more = f", et {quantite(rest, 'autre')}" if rest > 0 else ""
    verb = (
        "ne correspondent à aucune question et sont ignorés"
        if len(unknown) > 1
        else "ne correspond à aucune question et est ignoré"
    )
    yield f"Dans ce lien, {names}{more} {verb}."


def _printable(name: str) -> str:
    printable = "".join(character if character.isprintable() else "?" for character in name[:_LONGEST_NAME])
    return f"{printable}…" if len(name) > _LONGEST_NAME else printable


def _other_law(text: str | None, day: date) -> Iterator[str]:
    """Yield the sentence that tells a link made under the law of another day than `day`."""
    if text is None or text == day.isoformat():
        return
    answered = f"le résultat est celui du droit au {date_longue(day)}."
    try:
        law = date.fromisoformat(text)
    except ValueError:
        law = date.min
    if not EARLIEST_DAY <= law <= LATEST_DAY:
        yield f"Le jour du droit noté dans ce lien n’est pas une date possible{NARROW_NO_BREAK}; {answered}"
    elif law > day:
        yield f"Ce lien annonce un droit plus récent, au {date_longue(law)}{NARROW_NO_BREAK}; {answered}"
    elif law < day:
        yield f"Ce lien a été fait avec le droit au {date_longue(law)}{NARROW_NO_BREAK}; {answered}"
