"""Our employer's cost against the official model's, on published cases (see cases.json)."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from estimator import baremes_at, employer_cost

DATA = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"), parse_float=Decimal)
CASES = DATA["cas"]
#: The cases are of November 2026: they stay on that day when the site moves on.
DAY = date(2026, 11, 23)
TOTALS = {
    "remuneration_brute_totale",
    "assiette_cotisations",
    "total_cotisations_avant_reduction",
    "cotisations_employeur_nettes",
    "cout_total_employeur",
}


def tolerance(name):
    """Return how far our figure may stand from the model's, which prints six decimals."""
    if name == "rgdu_coefficient":
        return Decimal(0)
    return Decimal("0.01") if name in TOTALS else Decimal("0.005")


def test_cases_are_found():
    """The suite cannot pass on an empty file, and keeps its families."""
    families = {(case["entrees"]["type_contrat"], case["entrees"]["cadre"]) for case in CASES}

    assert len(CASES) == 152
    assert families == {("CDI", False), ("CDI", True), ("CDD", False), ("CDD", True)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_line_is_the_official_one(case):
    """Each employer line, total and coefficient of a reference case comes out within its tolerance."""
    ours = employer_cost(case["entrees"], baremes_at(DAY))

    wrong = {
        name: (value, ours[name])
        for name, value in case["sorties"].items()
        if abs(ours[name] - value) > tolerance(name)
    }

    assert not wrong
