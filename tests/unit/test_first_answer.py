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
    """Yield (option, pay, points) of a sheet, each point with its hours and its cost."""
    for name, option in sheet["options"].items():
        for pay, row in zip(option["pays"], option["costs"], strict=True):
            yield name, pay, list(zip(option["hours"], row, strict=True))


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("way", [Decimal("0.25"), Decimal("0.5"), Decimal("0.9")], ids="{} of the way".format)
def test_between_two_points_a_straight_line_is_the_engine_s_cost(kind, way):
    """For every option and pay, up to a full time; beyond, within two euros in a thousand."""
    sheet = SHEETS[kind]
    for name, pay, points in rows(sheet):
        for (low, at_low), (high, at_high) in pairwise([tuple(map(Decimal, map(str, point))) for point in points]):
            if high - low < CENT:
                continue
            hours = round(low + (high - low) * way, 6)
            line = at_low + (at_high - at_low) * way
            exact = costs(sheet, hours, pay)[name]

            assert abs(line - exact) <= (CENT if high <= FULL_TIME else exact / 500), (name, pay, hours)


def test_agency_s_price_is_a_straight_line_of_pay():
    """Two rows say it all: half way between the least and the most, the line is the engine's cost."""
    sheet = TABLE["sheets"][0]
    option = sheet["options"]["interimaire"]
    half = Decimal(str(sum(option["pays"]))) / 2
    for hours, *ends in zip(option["hours"], *option["costs"], strict=True):
        assert abs(costs(sheet, hours, half)["interimaire"] - Decimal(str(sum(ends))) / 2) <= CENT


@pytest.mark.parametrize("kind", SHEETS)
def test_the_usual_pay_has_a_row_of_its_own(kind):
    """What most visitors leave as it is is answered exactly."""
    assert float(BAREMES["salaire_brut_usuel"]) in SHEETS[kind]["options"]["salarie"]["pays"]


def test_the_table_can_stand_inside_a_page():
    """Nothing in it could end the script element that holds it."""
    assert "<" not in json.dumps(TABLE, ensure_ascii=False)
