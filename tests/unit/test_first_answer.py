"""The table that answers while Python starts: the engine's own costs, at points enough to be exact between them."""

import json
from decimal import Decimal
from itertools import pairwise

import first_answer
import pytest

from estimator.comparison import compare
from estimator.dated import baremes_at, date_droit
from estimator.inputs import parse
from estimator.tarifs import parse_tarifs

BAREMES = baremes_at(date_droit())
TARIFS = parse_tarifs({"taux_horaire": 30, "forfaits": [{"nom": "Dix heures", "heures": 10, "prix": 290}]})
TABLE = first_answer.table(BAREMES, TARIFS)
SHEETS = {f"{sheet['when']}": sheet for sheet in TABLE["sheets"]}
#: Where overtime begins for an employee: beyond, a straight line is near the cost, not on it.
FULL_TIME = 133.9
CENT = Decimal("0.01")


def costs(sheet, hours, pay):
    """Return what the engine finds for this kind of need."""
    need = {**sheet["when"], "heures_par_mois": Decimal(str(hours)), "salaire_brut_temps_plein": Decimal(str(pay))}
    options = compare(parse(need, BAREMES, TARIFS), TARIFS, BAREMES).options
    return {name: cost.mensuel for name, cost in options.items()}


def rows(sheet):
    """Yield (option, pay, costs by hours) of a sheet."""
    for name, option in sheet["options"].items():
        for pay, row in zip(option["pays"], option["costs"], strict=True):
            yield name, pay, row


@pytest.mark.parametrize("kind", SHEETS)
def test_half_way_between_two_points_a_straight_line_is_the_engine_s_cost(kind):
    """For every option and pay, up to a full time; beyond, within one euro in a thousand."""
    sheet = SHEETS[kind]
    for name, pay, row in rows(sheet):
        for (low, at_low), (high, at_high) in pairwise(zip(sheet["hours"], row, strict=True)):
            if high - low < 0.01:
                continue
            half = Decimal(str(round((low + high) / 2, 6)))
            line = (Decimal(str(at_low)) + Decimal(str(at_high))) / 2
            exact = costs(sheet, half, pay)[name]

            assert abs(line - exact) <= (CENT if high <= FULL_TIME else exact / 1000), (name, pay, half)


def test_agency_s_price_is_a_straight_line_of_pay():
    """Two rows say it all: half way between the least and the most, the line is the engine's cost."""
    sheet = TABLE["sheets"][0]
    option = sheet["options"]["interimaire"]
    half = Decimal(str(sum(option["pays"]))) / 2
    for hours, *ends in zip(sheet["hours"], *option["costs"], strict=True):
        assert abs(costs(sheet, hours, half)["interimaire"] - Decimal(str(sum(ends))) / 2) <= CENT


@pytest.mark.parametrize("kind", SHEETS)
def test_the_usual_pay_has_a_row_of_its_own(kind):
    """What most visitors leave as it is is answered exactly."""
    assert float(BAREMES["salaire_brut_usuel"]) in SHEETS[kind]["options"]["salarie"]["pays"]


def test_the_table_can_stand_inside_a_page():
    """Nothing in it could end the script element that holds it."""
    assert "<" not in json.dumps(TABLE, ensure_ascii=False)
