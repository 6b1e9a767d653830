"""
The worked cases (data/worked_cases.toml) and how an answer is held against one.

Standard library only: the browser's Python runs it too.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

#: Common to all cases, unless one says otherwise: see the head of the data.
COMMON = {
    "taux_at_mp": Decimal("0.64"), "effectif": 5, "sante_travail_annuelle": 0, "motif_interim": "remplacement",
}  # fmt: skip
TINY = Decimal("0.000001")


def load():
    """Return the cases, numbers as Decimals."""
    path = Path(__file__).parent / "data" / "worked_cases.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["cas"]


def need(case):
    """Return what the machine door is asked."""
    return {**COMMON, **case["besoin"], "tarifs": case["tarifs"]}


def disagreements(case, answer):
    """Return what differs between a case and the machine door's answer: (what, expected, found)."""
    options = answer["options"]
    told = {duty["id"] for duty in answer["obligations"]}
    found = [
        *_amounts(case, options),
        *((f"heures {key}", value, options["salarie"]["heures"][key]) for key, value in case.get("heures", {}).items()),
        *_crossings(case, answer["seuils"]),
    ]
    wrong = [one for one in found if abs(Decimal(str(one[1])) - Decimal(str(one[2]))) > TINY]
    if case.get("classement", answer["classement"]) != answer["classement"]:
        wrong.append(("classement", case["classement"], answer["classement"]))
    wrong += [("obligation", name, "absent") for name in case.get("obligations", ()) if name not in told]
    wrong += [("obligation", "absent", name) for name in case.get("sans_obligations", ()) if name in told]
    refused = sorted(name for name, option in options.items() if not option["licite"])
    if case.get("refus", []) != refused:
        wrong.append(("refus", case.get("refus", []), refused))
    return wrong


def _amounts(case, options):
    keys = {"mensuel": "cout_mensuel", "total": "cout_total", "horaire": "cout_horaire"}
    for key, name in keys.items():
        for option, expected in case.get(key, {}).items():
            yield f"{key} {option}", expected, options[option][name]


def _crossings(case, seuils):
    for pair, expected in case.get("seuils", {}).items():
        found = [crossing["heures"] for crossing in seuils if crossing["options"] == pair.split()]
        yield f"seuils {pair}, combien", len(expected), len(found)
        yield from ((f"seuils {pair}", one, other) for one, other in zip(expected, found, strict=False))
