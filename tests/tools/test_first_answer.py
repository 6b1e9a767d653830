"""
The table that answers while Python starts, read by the page's own script.

It agrees with the engine, or names no winner.
"""

import json
import subprocess
from decimal import Decimal
from itertools import product
from pathlib import Path

import needs
import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st

from estimator.answer.comparison import SCENARIOS, compare, ranked
from estimator.answer.scenarios import salarie
from estimator.law.dated import baremes_at, date_droit
from estimator.need.fields import YES_NO
from estimator.need.inputs import parse
from estimator.need.questions import field_named, schema
from estimator.need.tarifs import parse_tarifs
from estimator.telling.sentences import NAMES, RANKS, headline
from theme.plugins import node
from theme.plugins.estimate import first_answer

READER = Path(__file__).parent / "first_answers.mjs"
BAREMES = baremes_at(date_droit())
#: Two packages near each other, as the sample's: each bends the secretary's invoice twice.
PACKAGES = {
    "taux_horaire": 30,
    "forfaits": [{"nom": f"F{h}", "heures": h, "prix": p} for h, p in ((10, 290), (20, 570))],
}
TABLE = first_answer.table(BAREMES, parse_tarifs(PACKAGES))
KINDS = [{"ponctuel": one_off, "tva_deductible": vat} for one_off, vat in product(YES_NO, repeat=2)]
HOURS, PAY = (field_named(name, BAREMES) for name in ("heures_par_mois", "salaire_brut_temps_plein"))
HALF_HOURS = [HOURS.minimum + Decimal(step) / 2 for step in range(int((HOURS.maximum - HOURS.minimum) * 2) + 1)]
#: The table's last row of pay.
MOST_PAY = Decimal(max(first_answer.PAYS))
USUAL = f"'salaire_brut_temps_plein': '{PAY.typed(PAY.default)}'"
#: What is typed has two decimals; a bend is met from both sides.
CENT = NEAR = Decimal("0.01")


@st.composite
def price_lists(draw):
    """Return any price list that matters to the first four questions, its packages often worth buying."""
    rate = draw(st.decimals(1, 500, places=2) | st.decimals(15, 60, places=0))
    package = st.tuples(
        st.decimals("0.5", 200, places=2) | st.integers(1, 60).map(Decimal), st.decimals("0.5", "1.1", places=2)
    )
    return {
        **draw(needs.prices),
        "taux_horaire": rate,
        "taux_horaire_sur_place": 0,
        "minimum_facturation": draw(st.sampled_from([0, 0, 15, 60, 999])),
        "forfaits": [
            {"nom": "F", "heures": hours, "prix": min(max(round(hours * rate * share, 2), Decimal(1)), Decimal(20000))}
            for hours, share in draw(st.lists(package, max_size=4))
        ],
    }


def drawn(count):
    """Return price lists, the ends of the drawing among them, from one seed."""
    found = [PACKAGES]

    @seed(18)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate])
    @given(price_lists())
    def draw(prices):
        found.append(prices)

    draw()
    return found


def asked(tarifs, table, kind, seed):
    """Yield the needs of one kind: every half-hour, each side of every bend, and other pays."""
    for hours in HALF_HOURS:
        yield hours, PAY.default
    curves = table["curves"]
    bends = {Decimal(str(h)) for curve in curves for h in (*curve["hours"], curve.get("exact", HOURS.maximum))}
    kinks = {round(h, 5) for name in SCENARIOS for h in SCENARIOS[name].kinks(need(tarifs, kind), tarifs, BAREMES)}
    for bend in sorted(bends | kinks):
        for hours in (bend - NEAR, bend, bend + NEAR):
            if HOURS.minimum <= hours <= HOURS.maximum:
                yield hours, PAY.default
    for step in range(60):
        # Growing by a number that shares no factor with the rest: spread, and the same each time.
        part = Decimal((step * 7919 + seed * 104729) % 100003) / 100003
        pay = PAY.minimum + 1 + ((Decimal(4000) if step % 3 else MOST_PAY) - PAY.minimum - 2) * part
        yield HALF_HOURS[(step * 61 + seed) % len(HALF_HOURS)], round(pay, 2)


def need(tarifs, kind, hours=HOURS.default, pay=PAY.default):
    """Return the need for the engine."""
    return parse({**kind, "heures_par_mois": hours, "salaire_brut_temps_plein": pay}, BAREMES, tarifs)


def typed(kind, hours, pay):
    """Return the same need as it stands in the form."""
    return {**kind, "heures_par_mois": HOURS.typed(hours), "salaire_brut_temps_plein": PAY.typed(pay)}


def lawful(words):
    """Return the options that the law allows for a need told so: no temp for a lasting one."""
    return [name for name in SCENARIOS if name != "interimaire" or "'ponctuel': 'oui'" in words]


def read(cases):
    """Return what the page's script answers to (price list, table, needs as typed)."""
    jobs = []
    for tarifs, table, asked in cases:
        defaults = {field.name: field.typed(field.default) for field in schema(BAREMES, tarifs)}
        jobs.append({"table": table, "defaults": defaults, "needs": asked})
    told = json.dumps(jobs)
    done = subprocess.run(
        [node.program(), READER], input=told, capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def met():
    """Every need asked, as (its words, the engine's costs, what the page answers)."""
    cases, engine = [], []
    known = {}
    for index, prices in enumerate(drawn(11)):
        tarifs = parse_tarifs(prices)
        table = first_answer.table(BAREMES, tarifs)
        forms = []
        for kind in KINDS:
            for hours, pay in asked(tarifs, table, kind, index):
                forms.append(typed(kind, hours, pay))
                inputs = need(tarifs, kind, hours, pay)
                costs = {}
                for name, scenario in SCENARIOS.items():
                    # Only the secretary's invoice depends on the price list.
                    key = index if name == "prestataire" else None, name, *kind.values(), hours, pay
                    known[key] = known[key] if key in known else scenario.mensuel(inputs, tarifs, BAREMES)
                    costs[name] = known[key]
                engine.append((f"{index} {prices} {forms[-1]}", costs))
        cases.append((tarifs, table, forms))
    answers = [answer for answers in read(cases) for answer in answers]
    return [(*told, answer) for told, answer in zip(engine, answers, strict=True)]


def test_every_need_within_bounds_is_answered(met):
    """Thousands of them: each half-hour, the bends and other pays, for each kind of need and price list."""
    assert len(met) > 15_000
    assert [words for words, _, answer in met if answer is None] == []


def test_a_cost_is_the_engine_s_to_a_cent_or_between_bounds_that_hold_it(met):
    """Exact where both bounds are one; elsewhere the engine's cost is never outside of them."""
    for words, costs, answer in met:
        for told in answer["costs"]:
            exact = costs[told["name"]]

            assert Decimal(told["low"]) - CENT <= exact <= Decimal(told["high"]) + CENT, (words, told, exact)


def test_invoices_are_exact_everywhere_and_the_usual_pay_without_overtime(met):
    """Secretary and agency always; the employee at the pay that most leave as it is, up to a full time."""
    full = Decimal(str(TABLE["curves"][1]["exact"]))
    checked = 0
    for words, _, answer in met:
        for told in answer["costs"]:
            if told["name"] != "salarie" or (USUAL in words and Decimal(str(answer["hours"])) <= full):
                checked += 1
                assert told["low"] == told["high"], (words, told)
    assert checked > 2 * len(met)


def test_the_winner_named_is_the_engine_s(met):
    """Never another, and no rank that is not the engine's."""
    for words, costs, answer in met:
        order = ranked({name: costs[name] for name in lawful(words)})
        for position, told in enumerate(answer["costs"]):
            assert told["lawful"] == (told["name"] in order), (words, told)
            if told["ranked"]:
                assert order[position] == told["name"], (words, costs)
        named = [name for name, phrase in NAMES.items() if f"{phrase} coûte le moins cher" in answer["sentence"]]
        tied = [name for name in order if costs[name] < costs[order[0]] * (1 + BAREMES["part_egalite"])]
        assert named in ([order[0]], []), (words, answer)
        assert not (named and len(tied) > 1), (words, answer)


def test_the_figure_of_overtime_is_near_the_engine_s(met):
    """At the usual pay, a straight line from full time to the most hours is within two euros per thousand."""
    found = [
        (costs["salarie"], told["cost"])
        for words, costs, answer in met
        for told in answer["costs"]
        if told["name"] == "salarie" and USUAL in words and told["low"] != told["high"]
    ]

    assert found
    assert [(exact, told) for exact, told in found if abs(exact - Decimal(told)) > exact / 500] == []


def test_a_winner_is_named_wherever_the_costs_are_exact_and_apart(met):
    """Silence is for what is not known: three cents beyond five per cent apart, exact costs are ranked."""
    for words, costs, answer in met:
        if all(told["low"] == told["high"] for told in answer["costs"]):
            cheapest, second, *_ = sorted(costs[name] for name in lawful(words))
            if second > cheapest * (1 + BAREMES["part_egalite"]) + 3 * CENT:
                assert answer["costs"][0]["ranked"], (words, costs)
    assert sum(answer["costs"][0]["ranked"] for *_, answer in met) > len(met) * 8 // 10


@pytest.mark.parametrize(
    ("hours", "pay"),
    [("0,99", "2200"), ("151,68", "2200"), ("20", "1867"), ("20", "7000,01"), ("vingt", "2200"), ("", "")],
)
def test_what_the_table_does_not_hold_has_no_answer(hours, pay):
    """It never guesses beyond its ends, and reads no number where there is none."""
    asked = {"heures_par_mois": hours, "salaire_brut_temps_plein": pay}

    assert read([(parse_tarifs(PACKAGES), TABLE, [asked])]) == [[None]]


def test_a_temp_for_a_lasting_need_is_shown_last_and_without_a_rank():
    """20 h a month at 500 € an hour: the agency's price is the least, and a reference only."""
    tarifs = parse_tarifs({"taux_horaire": 500})
    table = first_answer.table(BAREMES, tarifs)
    [[lasting, mission]] = read(
        [(tarifs, table, [typed(kind, Decimal(20), PAY.default) for kind in (KINDS[2], KINDS[0])])]
    )

    assert [(told["name"], told["lawful"], told["ranked"]) for told in lasting["costs"]][-1] == (
        "interimaire",
        False,
        False,
    )
    assert [told["words"] for told in lasting["costs"]] == [RANKS[0], RANKS[1], RANKS[3]]
    assert [told["words"] for told in mission["costs"]] == [RANKS[0], RANKS[2], RANKS[1]]
    assert lasting["costs"][0]["ranked"]
    assert NAMES["salarie"] in lasting["sentence"]


def test_equal_costs_name_no_winner():
    """An hour of hers at an agency's very price: nothing is said of which is cheaper."""
    agency = SCENARIOS["interimaire"].mensuel(
        need(parse_tarifs({"taux_horaire": 30}), KINDS[0], Decimal(1)), None, BAREMES
    )
    tarifs = parse_tarifs({"taux_horaire": round(agency, 2)})
    [[answer]] = read([(tarifs, first_answer.table(BAREMES, tarifs), [typed(KINDS[0], Decimal(1), PAY.default)])])

    assert answer["sentence"] == TABLE["undecided"]
    assert [told["ranked"] for told in answer["costs"]] == [False, False, True]


def test_the_first_example_has_its_package_s_price():
    """Ten hours, with two packages: 290 €, and the secretary is the cheapest."""
    [[answer]] = read([(parse_tarifs(PACKAGES), TABLE, [typed(KINDS[2], Decimal(10), PAY.default)])])

    assert answer["costs"][0]["name"] == "prestataire"
    assert answer["costs"][0]["cost"] == pytest.approx(290)


@pytest.mark.parametrize("hours", ["35", "35,01", "36", "140"])
def test_a_mission_is_exact_at_any_hours(hours):
    """It has neither a floor nor overtime: the table's straight line is the engine's cost."""
    tarifs = parse_tarifs(PACKAGES)
    one_off = {"ponctuel": "oui", "tva_deductible": "oui"}
    [[answer]] = read([(tarifs, TABLE, [{**one_off, "heures_par_mois": hours}])])
    exact = salarie.mensuel(need(tarifs, one_off, Decimal(hours.replace(",", "."))), tarifs, BAREMES)
    [told] = [told for told in answer["costs"] if told["name"] == "salarie"]

    assert told["low"] == told["high"]
    assert told["cost"] == pytest.approx(float(exact), abs=0.01)


@given(
    st.sampled_from(YES_NO),
    *[
        st.tuples(st.decimals(f.minimum, f.maximum, places=2), st.decimals(f.minimum, f.maximum, places=2))
        for f in (HOURS, PAY)
    ],
)
@settings(max_examples=400)
def test_an_employee_never_costs_less_for_more_hours_nor_for_more_pay(one_off, hours, pays):
    """What the bounds stand on: between two points of the table, the cost lies between theirs."""
    kind = {"ponctuel": one_off, "tva_deductible": "oui"}
    tarifs = parse_tarifs(PACKAGES)
    costs = [
        salarie.mensuel(need(tarifs, kind, h, p), tarifs, BAREMES)
        for h, p in zip(sorted(hours), sorted(pays), strict=True)
    ]

    assert costs[0] <= costs[1]


@pytest.mark.parametrize(
    "curve", [curve for curve in TABLE["curves"] if "exact" in curve], ids=lambda c: len(c["hours"])
)
def test_the_usual_pay_has_a_row_of_its_own(curve):
    """What most visitors leave as it is is answered exactly."""
    assert float(PAY.default) in curve["pays"]


def test_the_table_can_stand_inside_a_page():
    """Nothing in it could end the script element that holds it."""
    assert "<" not in json.dumps(TABLE, ensure_ascii=False)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_first_answer_is_told_as_the_engine_tells_it(kind):
    """The sentence that opens the page, where every cost is exact: the same words, the same whole euros."""
    tarifs = parse_tarifs(PACKAGES)
    hours = [Decimal(one) for one in ("8", "10", "42.5", "61", "100")]
    [answers] = read([(tarifs, TABLE, [typed(kind, one, PAY.default) for one in hours])])

    assert [answer["headline"] for answer in answers] == [
        headline(compare(need(tarifs, kind, one), tarifs, BAREMES)) for one in hours
    ]
