"""What stands behind a line of a cost: how its amount is made, and the text or the figure that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from .comparison import Estimate
from .costs import CostLine
from .dated import OWN_ASSUMPTION, Baremes
from .formatting import NO_BREAK, heures, nombre, pourcent
from .questions import schema
from .sentences import Sentence

#: Lines whose amount is no product of two numbers, and why.
LUMP_SUMS: Final = {
    "forfait": "Prix du forfait, quel que soit le nombre d’heures comprises qui sert.",
    "minimum_facturation": "De quoi atteindre le plus petit montant d’une facture.",
    "frais_agence": "Le montant que vous avez indiqué.",
    "poste_travail": "Un douzième du coût annuel.",
    "formation": "Un douzième du coût annuel.",
    "sante_travail": "Un douzième de la cotisation annuelle.",
    "recrutement": "Le coût total, réparti sur les mois du besoin.",
    "taxe_sur_salaires": "Un barème progressif, par tranches de salaire annuel\u00a0: il n’y a pas de taux unique.",
    "titres_restaurant_soumis": "Ce que l’employeur paie au-delà de la part exonérée.",
    "titres_restaurant_exonere": "La part de l’employeur, dans la limite exonérée.",
}
#: Market figures behind a line, beside those that its rate comes from.
ASSUMED: Final = {
    "salaire_brut_base": ("salaire_brut_usuel",),
    "facture_agence": ("salaire_brut_usuel",),
    "mutuelle_employeur": ("mutuelle_montant_usuel",),
}
#: Said of a figure that the visitor gave himself.
GIVEN: Final = "Avec le chiffre que vous avez indiqué."
#: Lines whose rate is the employer's own; a published one among them has its parameter.
OWN_RATE: Final = ("at_mp", "versement_mobilite")


@dataclass(frozen=True, slots=True)
class Source:
    """A text of law or a market figure: its words, its address (none for the site's own), since when it holds."""

    texte: str
    url: str
    depuis: date
    hypothese: bool


def product(line: CostLine) -> Sentence:
    """Return « base × rate », nothing for an amount that is no such product."""
    if line.base is None or line.rate is None:
        return ()
    return (*base(line), f"{NO_BREAK}× ", *rate(line))


def base(line: CostLine) -> Sentence:
    """Return the base as it reads: hours, units or kilometres for a price, euros for a rate; nothing without one."""
    if line.base is None:
        return ()
    if unit(line) == "€":
        return (line.base,)
    return (heures(line.base) if unit(line) == "h" else f"{nombre(line.base)}{NO_BREAK}{unit(line)}".rstrip(),)


def rate(line: CostLine) -> Sentence:
    """Return the rate as it reads: a price, a coefficient or a percentage; nothing without one."""
    if line.rate is None:
        return ()
    if line.rate_is_price:
        return (line.rate,)
    return (nombre(line.rate, 4) if line.code == "reduction_generale" else pourcent(line.rate),)


def unit(line: CostLine) -> str:
    """Return what the base counts: « h », « km », « € », or nothing for units of a task and where there is no base."""
    if line.base is None or line.kind == "tache":
        return ""
    if line.kind == "deplacement":
        return "km"
    return "h" if line.rate_is_price else "€"


class Proof:
    """The sources of the lines of one estimate; a figure that the visitor gave himself has none."""

    def __init__(self, estimate: Estimate, baremes: Baremes) -> None:
        self._baremes = baremes
        self._given = {
            field.parameter
            for field in schema(baremes, estimate.tarifs)
            if field.parameter and estimate.inputs.answer(field) != field.default
        }

    def sources(self, line: CostLine) -> tuple[Source, ...]:
        """Return the texts and market figures behind a line, each once, in the order of its parameters."""
        names = (*line.parameters, *ASSUMED.get(line.code, ()))
        found = (self._source(name) for name in names if name not in self._given)
        return tuple({source.texte: source for source in found}.values())

    def notes(self, line: CostLine) -> tuple[str, ...]:
        """Return why an amount is no product, and whether it rests on a figure that the visitor gave."""
        own_rate = line.code in OWN_RATE and not line.parameters
        given = own_rate or not self._given.isdisjoint((*line.parameters, *ASSUMED.get(line.code, ())))
        return (*((LUMP_SUMS[line.code],) if line.code in LUMP_SUMS else ()), *((GIVEN,) if given else ()))

    def _source(self, name: str) -> Source:
        value, assumed = self._baremes.dated(name), self._baremes.parameters[name].confiance is not None
        prefix = f"Hypothèse{NO_BREAK}: " if assumed and not value.texte.startswith(OWN_ASSUMPTION) else ""
        return Source(prefix + value.texte, value.url, value.depuis, assumed)
