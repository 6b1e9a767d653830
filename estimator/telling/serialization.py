"""An `Analysis` as plain JSON values, for the `comparer` command and for anything that reads it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from ..answer.comparison import Estimate
from ..answer.obligations import Obligation
from ..answer.sensitivity import Range
from ..costs import Cost, CostLine
from ..law.dated import Baremes
from ..need.questions import schema
from .analysis import Analysis
from .sentences import plain_text

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


def analysis_json(analysis: Analysis, baremes: Baremes) -> dict[str, Any]:
    """Return the whole answer: date of the law, options with lines and ranges, ranking, crossings, curve, flips, duties, CO2."""
    estimate = analysis.estimate
    # Flips are told as the field is typed: a rate in per cent.
    scales = {field.name: 100 if field.kind == "pourcent" else 1 for field in schema(baremes, estimate.tarifs)}
    return {
        "date_droit": estimate.day.isoformat(),
        "phrases": {
            "resultat": plain_text(analysis.resultat),
            "limites": plain_text(analysis.limites),
            "trajets": plain_text(analysis.trajets),
        },
        "duree_mois": number(estimate.inputs.duree),
        "options": {
            name: {**_cost(cost, estimate, analysis.ranges[name]), **_lawfulness(name, estimate, baremes)}
            for name, cost in estimate.options.items()
        },
        "classement": list(estimate.ranking),
        "egalite": estimate.egalite,
        "hypothese_decisive": analysis.decisive,
        "seuils": [
            {
                "options": list(crossing.options),
                "heures": number(crossing.heures),
                "avant": crossing.avant,
                "apres": crossing.apres,
            }
            for crossing in estimate.seuils
        ],
        "courbe": plain_value({"heures": estimate.curve.heures, "couts": estimate.curve.couts}),
        "bascules": [
            {
                "champ": flip.champ,
                "actuel": _answer(flip.actuel, scales[flip.champ]),
                "valeur": _answer(flip.valeur, scales[flip.champ]),
                "distance": None if flip.is_answer else number(flip.distance),
                "classement": list(flip.classement),
            }
            for flip in analysis.flips
        ],
        "obligations": [_duty(duty, baremes) for duty in analysis.obligations],
        "co2_evite_kg_par_an": plain_value(
            {"bas": analysis.carbon.bas, "central": analysis.carbon.central, "haut": analysis.carbon.haut}
        ),
    }


def _answer(value: Any, scale: int) -> Any:
    """Return an answer as JSON: a number as it is typed, a yes or no, a choice."""
    return value if isinstance(value, bool | str) else number(value * scale)


def _cost(cost: Cost, estimate: Estimate, span: Range) -> dict[str, Any]:
    return {
        "cout_mensuel": number(cost.mensuel),
        "cout_annuel": number(cost.annuel),
        "cout_total": number(cost.total),
        "cout_horaire": number(cost.horaire),
        "cout_mensuel_bas": number(span.bas),
        "cout_mensuel_haut": number(span.haut),
        "rang": estimate.rang(cost.option),
        "heures": {
            "utiles": number(cost.hours.utiles),
            "payees": number(cost.hours.payees),
            "travaillees": number(cost.hours.travaillees),
            "sans_besoin": number(cost.hours.sans_besoin),
        },
        "lignes": [_line(line) for line in cost.lines],
        "faits": plain_value(cost.facts),
    }


def _lawfulness(name: str, estimate: Estimate, baremes: Baremes) -> dict[str, Any]:
    """Return whether the law allows an option for this need, and the text that forbids it."""
    refusal = estimate.refusals.get(name)
    if refusal is None:
        return {"licite": True, "raison": None, "texte": None, "url": None}
    source = baremes.dated(refusal.parameter)
    return {"licite": False, "raison": refusal.reason, "texte": source.texte, "url": source.url}


def _duty(duty: Obligation, baremes: Baremes) -> dict[str, Any]:
    source = baremes.dated(duty.id)
    return {
        "id": duty.id,
        "titre": baremes.parameters[duty.id].titre,
        "phrase": source.valeur,
        "texte": source.texte,
        "url": source.url,
        "declencheur": None if duty.declencheur is None else number(duty.declencheur),
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
