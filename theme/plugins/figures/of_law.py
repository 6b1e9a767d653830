"""The names that say a legal or market figure: those of `estimator/law/baremes`, with their units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from estimator.formatting import date_longue, euros, euros_ronds, heures, nombre, pourcent, quantite
from estimator.law.dated import Baremes
from theme.plugins.figures.figure import Figure

_BY_UNIT: Final[dict[str, Callable[[Decimal], str]]] = {
    "taux": pourcent,
    "EUR": euros_ronds,
    "EUR/an": euros_ronds,
    "EUR/mois": euros_ronds,
    "EUR/heure": euros,
    "EUR/titre": euros,
    "heures/an": heures,
    "heures/semaine": heures,
    "nombre": nombre,
    "salaries": lambda value: quantite(value, "salarié"),
    "semaines/an": lambda value: quantite(value, "semaine"),
    "kgCO2e/km": lambda value: f"{nombre(value, 4)}\u00a0kg",
}
#: A plain number that counts something.
_COUNTED: Final = {
    "distance_trajet_usuelle": lambda value: f"{nombre(value)}\u00a0km",
    "duree_maximale_cdd": lambda value: quantite(value, "mois"),
    "duree_maximale_interim": lambda value: quantite(value, "mois"),
    "mois_avant_indemnite_licenciement": lambda value: quantite(value, "mois"),
}


def figures(baremes: Baremes) -> Iterator[Figure]:
    """Yield the names of every number of the law in force, and of the two ends of a market figure."""
    yield Figure("date_baremes", "le jour du droit appliqué", lambda: date_longue(baremes.day))
    for name, parameter in baremes.parameters.items():
        wording = _COUNTED.get(name) or _BY_UNIT.get(parameter.unite)
        if wording is None:
            continue
        dated = baremes.dated(name)
        if not isinstance(dated.valeur, Decimal):
            continue
        yield _figure(name, parameter.titre, wording, dated.valeur)
        if dated.plage:
            yield _figure(f"{name}_bas", f"{parameter.titre}, bas de la fourchette", wording, dated.plage[0])
            yield _figure(f"{name}_haut", f"{parameter.titre}, haut de la fourchette", wording, dated.plage[1])


def _figure(name: str, titre: str, wording: Callable[[Decimal], str], value: Decimal) -> Figure:
    return Figure(name, f"barème : {titre}", lambda: wording(value))
