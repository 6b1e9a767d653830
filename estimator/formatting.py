"""
Numbers, amounts, hours and dates as French text, the same at build and in the browser.

U+202F (narrow no-break space) between thousands, U+00A0 (no-break space) before a unit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, Final

from .money import CENT

NO_BREAK: Final = "\u00a0"
NARROW_NO_BREAK: Final = "\u202f"
MONTHS: Final = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def nombre(value: Decimal | int, decimals: int | None = None, at_most: int = 2) -> str:
    """Return « 1 234,5 »: with `decimals` decimals, or `at_most` so many and no trailing zero."""
    number = Decimal(value)
    decimal = rounded(number, at_most if decimals is None else decimals)
    text = f"{decimal:,f}".replace(",", NARROW_NO_BREAK).replace(".", ",")
    if decimals is None and "," in text:
        text = text.rstrip("0").rstrip(",")
    return text


def euros(amount: Decimal | int) -> str:
    """Return « 1 784,70 € », to the cent, half up."""
    return f"{nombre(Decimal(amount), 2)}{NO_BREAK}€"


def euros_precis(amount: Decimal | int, at_most: int) -> str:
    """Return « 14,5055 € »: `at_most` so many decimals, two at least, no needless zero."""
    number = rounded(Decimal(amount), at_most)
    decimals = max(2, -int(number.normalize().as_tuple().exponent))
    return f"{nombre(number, decimals)}{NO_BREAK}€"


def euros_ronds(amount: Decimal | int) -> str:
    """Return « 37 500 € » for an amount that is a whole number of euros, « 7,32 € » otherwise."""
    number = Decimal(amount)
    return f"{nombre(number, 0)}{NO_BREAK}€" if number == number.to_integral_value() else euros(number)


def plain(amount: Decimal | int) -> str:
    """Return « 1784.70 », the machine form of an amount, for `<data value>`."""
    return f"{rounded(Decimal(amount), 2):f}"


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Return a number as it is shown: half up."""
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def pourcent(rate: Decimal | int, decimals: int | None = None) -> str:
    """Return a fraction as a percentage, without needless zeros or with `decimals`: 0.0211 gives « 2,11 % »."""
    if decimals is not None:
        return f"{nombre(Decimal(rate) * 100, decimals)}{NO_BREAK}%"
    percentage = (Decimal(rate) * 100).normalize()
    decimals = max(0, -int(percentage.as_tuple().exponent))
    return f"{nombre(percentage, decimals)}{NO_BREAK}%"


def heures(hours: Decimal | int, decimals: int | None = None, at_most: int = 2) -> str:
    """Return « 59,5 h »: `at_most` so many decimals, or exactly `decimals`."""
    return f"{nombre(hours, decimals, at_most)}{NO_BREAK}h"


def heures_revolues(hours: Decimal) -> str:
    """Return « 59,5 h », down to a hundredth: what holds beyond `hours` then holds beyond what is shown, counted so."""
    return heures(hours.quantize(CENT, ROUND_FLOOR))


def quantite(number: Decimal | int, noun: str) -> str:
    """Return « 3 jours ouvrés », « 1 jour ouvré »: the noun and its adjectives take an « s » from two on."""
    words = (
        noun.split()
        if abs(Decimal(number)) < 2
        else [word if word[-1] in "sxz" else f"{word}s" for word in noun.split()]
    )
    return NO_BREAK.join((nombre(number), " ".join(words)))


def date_longue(day: date) -> str:
    """Return « 1er juin 2026 »."""
    return f"{_number(day)}{NO_BREAK}{MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def jour_et_mois(day: date) -> str:
    """Return « 1er juin »: a day of any year."""
    return f"{_number(day)} {MONTHS[day.month - 1]}"


def _number(day: date) -> str:
    return "1er" if day.day == 1 else str(day.day)


#: The same names in the site's templates, in Markdown and in the browser.
FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "date_longue": date_longue,
    "euros": euros,
    "euros_precis": euros_precis,
    "euros_ronds": euros_ronds,
    "heures": heures,
    "jour_et_mois": jour_et_mois,
    "heures_revolues": heures_revolues,
    "nombre": nombre,
    "plain": plain,
    "pourcent": pourcent,
    "quantite": quantite,
}
