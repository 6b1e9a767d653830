"""An `Estimate` as plain JSON values, for the `comparer` command and for anything that reads it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from .comparison import Estimate
from .costs import Cost, CostLine

_SIX_DECIMALS: Final = Decimal("0.000001")


def number(value: Decimal) -> int | float:
    """Return a JSON number with up to 6 decimals: the only place where an amount stops being a Decimal."""
    rounded = value.quantize(_SIX_DECIMALS, ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def plain_value(value: Any) -> Any:
    """Return `value` with every Decimal inside it turned into a JSON number."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, dict):
        return {key: plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value


def estimate_json(estimate: Estimate) -> dict[str, Any]:
    """Return the whole comparison: date of the law, options with their lines, ranking, crossings."""
    return {
        "date_droit": estimate.day.isoformat(),
        "options": {name: _cost(cost, estimate.rang(name)) for name, cost in estimate.options.items()},
        "classement": list(estimate.ranking),
        "seuils": [
            {
                "options": list(crossing.options),
                "heures": number(crossing.heures),
                "avant": crossing.avant,
                "apres": crossing.apres,
            }
            for crossing in estimate.seuils
        ],
    }


def _cost(cost: Cost, rank: int) -> dict[str, Any]:
    return {
        "cout_mensuel": number(cost.mensuel),
        "cout_annuel": number(cost.annuel),
        "cout_horaire": number(cost.horaire),
        "rang": rank,
        "heures": {
            "utiles": number(cost.hours.utiles),
            "payees": number(cost.hours.payees),
            "travaillees": number(cost.hours.travaillees),
            "sans_besoin": number(cost.hours.sans_besoin),
        },
        "lignes": [_line(line) for line in cost.lines],
        **plain_value(cost.facts),
    }


def _line(line: CostLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "libelle": line.label,
        "nature": line.kind,
        "montant": number(line.amount),
        "base": None if line.base is None else number(line.base),
        "taux": None if line.rate is None else number(line.rate),
        "parametres": list(line.parameters),
    }
