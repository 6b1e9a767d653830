"""The charts: they say what the figures say, and stay within their frame."""

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from needs import BAREMES, TARIFS, answers, prices

from estimator.answer.comparison import SCENARIOS, Crossing, Curve
from estimator.answer.sensitivity import ranges
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.chart import WHOLE, _visible, charts
from estimator.telling.rendering import render_result
from theme.plugins.estimate.estimation import make_environment

ENVIRONMENT = make_environment()
#: A price list on which every curve is simple: one hourly rate.
SIMPLE = parse_tarifs({"taux_horaire": 30})
NEEDS = [
    {},
    {"motif_interim": "remplacement"},
    {"heures_par_mois": 1},
    {"heures_par_mois": "151,67", "part_urgente": 20, "part_sur_place": 50, "distance_km": 60},
    {"heures_par_mois": 30, "ponctuel": True},
    {"besoin": "taches", "volume_courrier": 40, "tva_deductible": False},
    {"motif_interim": "accroissement", "redevable_taxe_sur_salaires": True, "poste_travail_compte": True},
    {"salaire_brut_temps_plein": 20000, "coefficient_facturation": 4, "frais_interim_mensuels": 500},
]


def analysed(tarifs=TARIFS, **raw):
    """Return the whole answer to a need."""
    return analyse(parse(raw, BAREMES, tarifs), tarifs, BAREMES)


def drawn(tarifs=TARIFS, **raw):
    """Return the estimate of a need and its drawings."""
    analysis = analysed(tarifs, **raw)
    return analysis.estimate, charts(analysis.estimate, analysis.ranges, BAREMES)


def height_on(points, x):
    """Return the height of a drawn line at `x`, the last one where it jumps."""
    for (x0, y0), (x1, y1) in reversed(list(pairwise(points))):
        if x0 <= x <= x1:
            return y1 if x1 == x0 else y0 + Decimal((y1 - y0) * (x - x0)) / (x1 - x0)
    return points[0][1]


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_the_parts_of_a_bar_make_its_cost(need):
    """Amounts to the last digit that counts, shares to one. No bar exceeds its cost; the dearest fills the drawing."""
    estimate, found = drawn(**need)
    dearest = max(bar.total for bar in found.bars)

    assert [bar.option for bar in found.bars] == list(estimate.licites)
    for bar in found.bars:
        ends = [part.start + part.width for part in bar.parts]

        assert abs(sum(part.amount for part in bar.parts) - estimate.options[bar.option].mensuel) < Decimal("1E-10")
        assert abs(sum(part.share for part in bar.parts) - 1) < Decimal("1E-10")
        assert min(part.amount for part in bar.parts) > 0
        assert max(ends) == ends[-1]
        assert abs(ends[-1] - WHOLE * bar.total / dearest) <= 1
        assert [part.start for part in bar.parts] == [0, *ends[:-1]]


def test_parts_are_named_and_counted_by_kind():
    """20 h at 30 €, a fifth of it urgent at +20 %: 600 € of work and 24 € more; VAT of 20 % on both."""
    tarifs = parse_tarifs({"taux_horaire": 30, "majorations": {"urgence_pourcent": 20}, "regime_tva": "assujettie"})
    bar = drawn(tarifs, heures_par_mois=20, part_urgente=20, tva_deductible=False)[1].bars[0]

    assert {part.kind: part.amount for part in bar.parts} == {
        "prestation": 600,
        "majoration": 24,
        "tva": Decimal("124.8"),
    }
    assert bar.largest.kind == "prestation"


def test_contributions_are_net_of_what_the_law_takes_back():
    """The bar of the employee ends at her cost; the reduction is told beside its part, to the cent."""
    estimate, found = drawn()
    cost = estimate.options["salarie"]
    [part] = [part for part in found.bars[1].parts if part.kind == "cotisation"]
    paid = sum(line.amount for line in cost.lines if line.kind == "cotisation")
    taken = sum(line.amount for line in cost.lines if line.kind == "reduction")

    assert taken > 0
    assert (part.reduction, part.amount) == (taken, paid - taken)
    assert {other.reduction for bar in found.bars for other in bar.parts if other is not part} == {0}


def test_an_agency_s_invoice_is_split_in_pay_and_the_rest():
    """At a coefficient of 2 the pay is half of what is invoiced; at 1, all of it."""
    half, whole = (
        drawn(coefficient_facturation=coefficient, motif_interim="remplacement")[1].bars[2].parts
        for coefficient in (2, 1)
    )

    assert [(part.kind, part.share) for part in half] == [
        ("remuneration", Decimal("0.5")),
        ("agence", Decimal("0.5")),
    ]
    assert [part.kind for part in whole] == ["remuneration"]


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_the_curves_pass_through_the_costs_at_the_need(need):
    """The marker stands at the need's hours, each dot on its own curve and at its own cost."""
    estimate, found = drawn(**need)
    curves = found.curves
    here = next(row for row in curves.rows if row.hours == estimate.inputs.heures_par_mois)

    assert here.costs == {name: estimate.options[name].mensuel for name in estimate.licites}
    assert abs(curves.here - WHOLE * estimate.inputs.heures_par_mois / estimate.curve.heures[-1]) <= 1
    for line in curves.lines:
        assert (curves.here, curves.here_y[line.option]) in line.points


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_points_left_out_of_a_drawn_curve_would_not_be_seen(need):
    """Every point of the exact curve is within one hundredth of the height of the line that is drawn."""
    estimate, found = drawn(**need)
    rows = found.curves.rows
    top = max(max(*row.costs.values(), *(span.haut for span in row.ranges.values())) for row in rows)
    for line in found.curves.lines:
        for hours, cost in zip(estimate.curve.heures, estimate.curve.couts[line.option], strict=True):
            x = int((WHOLE * hours / estimate.curve.heures[-1]).to_integral_value())
            near = {height_on(line.points, x), *(y for at, y in line.points if at == x)}

            assert min(abs(y - WHOLE + WHOLE * cost / top) for y in near) <= 10


def test_a_crossing_stands_at_its_hours_on_both_curves():
    """30 € an hour against an employee: one crossing, where the two lines meet."""
    estimate, found = drawn(SIMPLE, motif_interim="aucun")
    (mark,) = found.curves.marks
    (crossing,) = estimate.seuils
    heights = [height_on(line.points, mark.x) for line in found.curves.lines]

    assert mark.crossing == crossing
    assert abs(mark.x - WHOLE * crossing.heures / estimate.curve.heures[-1]) <= 1
    assert all(abs(mark.y - y) <= 2 for y in heights)
    assert mark.level == 0


def test_nearly_equal_costs_are_not_marked_as_crossing():
    """An agency at the price of the independent: they cross at each package, and no eye sees it."""
    estimate, found = drawn(motif_interim="remplacement")
    invoices = ("prestataire", "interimaire")

    assert len(estimate.seuils_entre(*invoices)) > 1
    assert [mark for mark in found.curves.marks if mark.crossing.options == invoices] == []
    assert {mark.crossing.options for mark in found.curves.marks} == {
        ("prestataire", "salarie"),
        ("salarie", "interimaire"),
    }


VISIBLE = (("prestataire", "salarie"), ("salarie", "interimaire"))


def test_hours_written_under_the_axis_do_not_cover_each_other():
    """Two crossings an hour apart are written on two lines; one and the same number is written once."""
    estimate, found = drawn(SIMPLE, motif_interim="remplacement")
    hers, agency = (found for pair in VISIBLE for found in estimate.seuils_entre(*pair))
    together = replace(estimate, seuils=(hers, replace(agency, heures=hers.heures)))
    spans = ranges(together, BAREMES)

    assert sorted(mark.level for mark in found.curves.marks) == [0, 1]
    assert [mark.level for mark in charts(together, spans, BAREMES).curves.marks] == [0, None]


def test_a_band_holds_the_published_range_at_the_need():
    """The ranges of the cards are those of the drawing, and each curve runs inside its band."""
    analysis = analysed(heures_par_mois=120, motif_interim="remplacement")
    curves = charts(analysis.estimate, analysis.ranges, BAREMES).curves
    here = next(row for row in curves.rows if row.hours == 120)
    uncertain = {name: span for name, span in analysis.ranges.items() if span.bas != span.haut}

    assert {name: (round(s.bas, 9), round(s.haut, 9)) for name, s in here.ranges.items()} == {
        name: (round(s.bas, 9), round(s.haut, 9)) for name, s in uncertain.items()
    }
    assert set(uncertain) == {line.option for line in curves.lines if line.band} == {"salarie", "interimaire"}
    for row in curves.rows:
        assert all(span.bas <= row.costs[name] <= span.haut for name, span in row.ranges.items())


@pytest.mark.parametrize(
    "need", [{}, {"absences_comptees": "oui"}, {"absences_comptees": "oui", "ponctuel": "oui"}], ids=str
)
def test_bands_elsewhere_are_what_the_need_would_have_there(need):
    """The band at any hours is the range of a need of so many. Also where absences make a contract leave its floor."""
    estimate, found = drawn(heures_par_mois=20, **need)
    assert len(found.curves.rows) >= 3
    for row in found.curves.rows:
        there = estimate.inputs.with_hours(row.hours)
        options = {name: scenario.cost(there, TARIFS, BAREMES) for name, scenario in SCENARIOS.items()}
        expected = ranges(replace(estimate, inputs=there, options=options), BAREMES)

        assert {name: (round(span.bas, 9), round(span.haut, 9)) for name, span in row.ranges.items()} == {
            name: (round(expected[name].bas, 9), round(expected[name].haut, 9)) for name in row.ranges
        }


def test_answers_typed_leave_no_band():
    """What the visitor typed has no range: nothing is drawn around a curve."""
    typed = {"salaire_brut_temps_plein": 2300, "coefficient_facturation": "2,1", "sante_travail_annuelle": 100}
    curves = drawn(**typed, motif_interim="remplacement")[1].curves

    assert [line.band for line in curves.lines] == [(), (), ()]


def test_a_refused_option_is_not_drawn():
    """Without a legal motive no agency: two bars and two curves, though its price is known."""
    estimate, found = drawn(motif_interim="aucun")

    assert "interimaire" in estimate.options

    assert [bar.option for bar in found.bars] == ["prestataire", "salarie"]
    assert [line.option for line in found.curves.lines] == ["prestataire", "salarie"]


@settings(max_examples=40)
@given(answers(), prices)
def test_nothing_leaves_the_frame(raw, price_list):
    """Whatever the answers and the prices: every place is a whole number within the drawing, names apart."""
    _, found = drawn(parse_tarifs(price_list), **raw)
    curves = found.curves
    places = [edge for bar in found.bars for part in bar.parts for edge in (part.start, part.start + part.width)]
    places += [number for line in curves.lines for point in (*line.points, *line.band) for number in point]
    places += [number for mark in curves.marks for number in (mark.x, mark.y)]
    places += [place for place, _ in (*curves.across, *curves.up)]
    places += [curves.here, *curves.here_y.values(), *(line.name_y for line in curves.lines)]
    names = sorted(line.name_y for line in curves.lines)

    assert {type(place) for place in places} == {int}
    assert 0 <= min(places) <= max(places) <= WHOLE
    assert all(part.width >= 0 for bar in found.bars for part in bar.parts)
    assert all(below - above >= 75 for above, below in pairwise(names))
    assert 2 <= len(curves.up) <= 6
    assert 2 <= len(curves.across) <= 6


@pytest.mark.parametrize("need", NEEDS, ids=str)
def test_each_drawing_says_itself_and_has_its_table(need):
    """A name in words for each image, no amount in it that no program can read. The table holds the same figures."""
    analysis = analysed(**need)
    page = BeautifulSoup(render_result(ENVIRONMENT, analysis, BAREMES), "html.parser")
    found = charts(analysis.estimate, analysis.ranges, BAREMES)
    composition, against_hours = page.select("figure.chart")
    images = page.select("figure.chart svg[role=img]")

    assert len(images) == 1
    assert all(image.title.get_text().strip() for image in images)
    assert against_hours.find("desc").get_text().startswith("À ")
    assert not any("€" in image.get_text() for image in images)
    told = [item.get_text() for item in composition.select("li")]
    assert len(told) == sum(len(bar.parts) for bar in found.bars)
    assert all("€" in words and "%" in words for words in told)
    assert len(against_hours.select("tbody tr")) == len(found.curves.rows)
    for table in page.select("figure.chart details table"):
        assert table.caption.get_text().strip()
        assert all(cell.get("scope") for cell in table.find_all("th"))
    assert not page.select("figure.chart [style]")
    assert len({pattern["id"] for pattern in page.select("pattern")}) == len(page.select("pattern"))
    used = {rect["fill"][5:-1] for rect in page.select("rect") if rect["fill"].startswith("url(#")}
    assert used <= {pattern["id"] for pattern in page.select("pattern")}


def test_a_mission_s_drawings_name_no_month():
    """A one-off need has one price."""
    html = render_result(ENVIRONMENT, analysed(ponctuel=True, heures_par_mois=30), BAREMES)
    text = " ".join(figure.get_text() for figure in BeautifulSoup(html, "html.parser").select("figure.chart"))

    assert "par mois" not in text
    assert "cette mission de 30\u00a0h" in text


def test_beyond_is_not_cut_at_its_hyphen():
    """On a phone « Au- » would stand alone at a line's end: in the list and the table of the curves."""
    html = render_result(ENVIRONMENT, analysed(**NEEDS[6]), BAREMES)
    figure = BeautifulSoup(html, "html.parser").select("figure.chart")[-1]
    told = figure.find_all(string=re.compile("au-delà", re.IGNORECASE))
    written = [text for text in told if not text.find_parent("svg")]

    assert {text.find_parent(["li", "th"]).name for text in written} == {"li", "th"}
    assert all("nowrap" in text.parent.get("class", ()) for text in written)


def crossing_marks(gap, dearest=10_000):
    """Return the crossings marked when two costs part by `gap` on both sides of 50 h, a third being `dearest`."""
    half = Decimal(gap)
    hours = tuple(map(Decimal, (1, 50, 100)))
    costs = {
        "prestataire": (Decimal(500), Decimal(500), Decimal(500)),
        "salarie": (Decimal(500) + half, Decimal(500), Decimal(500) - half),
        "interimaire": (Decimal(dearest),) * 3,
    }
    crossing = Crossing(("prestataire", "salarie"), Decimal(50), "prestataire", "salarie")
    return _visible(Curve(hours, costs), (crossing,))


def test_a_crossing_is_marked_when_the_gap_is_a_fiftieth_of_the_highest_cost_drawn():
    """Of 10 000 €, 200 € are seen, 194 € are not: the drawing's height is that of its dearest option."""
    assert len(crossing_marks(200)) == 1
    assert crossing_marks(194) == ()
    assert len(crossing_marks(194, dearest=1000)) == 1


def test_a_name_stands_at_its_curve_s_end_where_there_is_room():
    """Two options far apart: neither name is moved."""
    _, found = drawn(motif_interim="aucun", heures_par_mois=20)

    for curve in found.curves.lines:
        assert curve.name_y == curve.points[-1][1]
