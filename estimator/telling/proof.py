"""What stands behind a line of a cost: how its amount is worked out, and from which text or figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from ..answer.comparison import Estimate
from ..costs import CostLine
from ..formatting import NO_BREAK, euros_precis, heures, nombre, pourcent, rounded
from ..law.dated import OWN_ASSUMPTION, Baremes
from ..money import round_cent
from ..need.questions import schema
from .sentences import Sentence

#: Said of a figure that the visitor gave himself.
GIVEN: Final = "Avec le chiffre que vous avez indiqué."
#: Decimals of the figures of a product: money has two, and no one asks for a millionth.
_DECIMALS: Final = range(2, 7)
#: Said of a price of hers.
OWN_PRICE: Final = "Prix de la secrétaire, sur sa page de tarifs."
#: Said of what her price list pays for a speciality.
OWN_PAY: Final = "Salaire de cette spécialité, selon les tarifs de la secrétaire."
#: The market figure of pay.
USUAL_PAY: Final = "salaire_brut_usuel"


@dataclass(frozen=True, slots=True)
class Source:
    """A text of law or a market figure: its words, its address if it has one, since when it holds."""

    texte: str
    url: str
    depuis: date
    hypothese: bool


def product(line: CostLine) -> Sentence:
    """Return « base × rate », nothing for an amount that is no such product."""
    if line.base is None or line.rate is None:
        return ()
    decimals = _decimals(line.base, line.rate, line)
    return (_base(line, line.base, decimals), f"{NO_BREAK}× ", _rate(line, line.rate, decimals))


def _decimals(base: Decimal, rate: Decimal, line: CostLine) -> int:
    """Return the fewest decimals with which the figures shown, multiplied, come to the amount shown."""
    amount = round_cent(line.amount)
    for decimals in _DECIMALS:
        factor = rounded(rate, decimals) if line.rate_is_price else rate
        if round_cent(rounded(base, decimals) * factor) == amount:
            return decimals
    return _DECIMALS[-1]


def _base(line: CostLine, base: Decimal, decimals: int) -> str | Decimal:
    """Return the base as it reads: hours, units or kilometres for a price, euros for a rate."""
    unit = line.heading.unit
    if unit == "€":
        return base if decimals == _DECIMALS[0] else euros_precis(base, decimals)
    if unit == "h":
        return heures(base, at_most=decimals)
    return f"{nombre(base, at_most=decimals)}{NO_BREAK}{unit}".rstrip()


def _rate(line: CostLine, rate: Decimal, decimals: int) -> str | Decimal:
    """Return the rate as it reads: a price, a coefficient or a percentage."""
    if line.rate_is_price:
        return rate if decimals == _DECIMALS[0] else euros_precis(rate, decimals)
    return nombre(rate, 4) if line.heading.is_coefficient else pourcent(rate)


def _pay_source(estimate: Estimate) -> str:
    """Return the market figure behind the pay, empty where the price list gives it."""
    if not estimate.inputs.paye_comme_specialiste:
        return USUAL_PAY
    listed = {one.code for one in estimate.tarifs.specialites if one.salaire_brut}
    return "" if estimate.inputs.specialite in listed else "salaire_brut_juridique"


class Proof:
    """The sources of the lines of one estimate; a figure that the visitor gave himself has none."""

    def __init__(self, estimate: Estimate, baremes: Baremes) -> None:
        self._baremes = baremes
        self._given = {
            field.parameter
            for field in schema(baremes, estimate.tarifs)
            if field.parameter and estimate.inputs.changed(field)
        }
        self._pay = _pay_source(estimate)

    def sources(self, line: CostLine) -> tuple[Source, ...]:
        """Return the texts and market figures behind a line, each once, in the order of its parameters."""
        names = (self._named(name) for name in (*line.parameters, *line.heading.assumed))
        sources = (self._source(name) for name in names if name and name not in self._given)
        return tuple({source.texte: source for source in sources}.values())

    def notes(self, line: CostLine) -> tuple[str, ...]:
        """Return why an amount is no product, and whether it rests on a figure that the visitor gave."""
        # A rate of his own may be one of those published, which then has its text.
        own_rate = line.heading.own_rate and all(self._baremes[name] != line.rate for name in line.parameters)
        given = own_rate or not self._given.isdisjoint((*line.parameters, *line.heading.assumed))
        own_pay = USUAL_PAY in line.heading.assumed and not self._pay
        notes = (
            line.heading.note,
            OWN_PRICE if line.heading.own_price else "",
            OWN_PAY if own_pay else "",
            GIVEN if given else "",
        )
        return tuple(note for note in notes if note)

    def _named(self, name: str) -> str:
        """Return the parameter behind a figure, that of the speciality for its pay; nothing for a price list's."""
        return self._pay if name == USUAL_PAY else name

    def _source(self, name: str) -> Source:
        value = self._baremes.dated(name)
        assumed = self._baremes.parameters[name].confiance not in (None, "haute")
        prefix = f"Hypothèse{NO_BREAK}: " if assumed and not value.texte.startswith(OWN_ASSUMPTION) else ""
        return Source(prefix + value.texte, value.url, value.depuis, assumed)
