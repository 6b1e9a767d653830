"""Ranking, and the hours at which the cheapest changes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from properties import GRID, costs_at, missed_crossings, wrong_crossings

from estimator.answer.comparison import compare
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
#: A temp who replaces: her hours have no floor.
PLAIN = {"taux_at_mp": "0,64", "effectif": 5, "sante_travail_annuelle": 0, "motif_interim": "remplacement"}
#: 15 € gross the hour: the agency at coefficient 2 invoices 30 € an hour.
FIFTEEN = {**PLAIN, "salaire_brut_temps_plein": 2275}


def estimate(tarifs, **answers):
    """Return the comparison under a price list."""
    return compare(parse(answers, BAREMES), parse_tarifs(tarifs), BAREMES)


def between(found, first, second):
    """Return (hours to six decimals, before, after) of each crossing of two options."""
    return [(round(c.heures, 6), c.avant, c.apres) for c in found.seuils_entre(first, second)]


def test_the_ranking_goes_from_the_cheapest_to_the_dearest():
    """20 h: agency 20 × 29,01 = 580,22; independent 600; employee at the floor 1 784,67."""
    found = estimate({"taux_horaire": 30}, heures_par_mois=20, **PLAIN)

    assert found.ranking == ("interimaire", "prestataire", "salarie")


def test_ranks_count_from_one():
    """The cheapest is first, the dearest third."""
    found = estimate({"taux_horaire": 30}, heures_par_mois=20, **PLAIN)

    assert [found.rang(name) for name in ("interimaire", "prestataire", "salarie")] == [1, 2, 3]


def test_equal_costs_keep_the_order_of_the_options():
    """30 € an hour on both sides: the independent secretary is named before the agency."""
    found = estimate({"taux_horaire": 30}, heures_par_mois=Decimal("45.5"), **FIFTEEN)

    assert found.options["prestataire"].mensuel == found.options["interimaire"].mensuel
    assert found.ranking.index("prestataire") < found.ranking.index("interimaire")


# Employee at the floor 1 784.666514 (test_salarie) / 30 = 59.488884. Beyond the floor an hour of the employee
# costs 1 764.67 / 91.83 = 19.22 €, then 18.13 × 1.17 in overtime: below 30, no other crossing.
def test_the_independent_secretary_is_cheaper_than_the_employee_up_to_59_49_hours():
    """One crossing, at the hours whose price is the floor's cost."""
    found = between(estimate({"taux_horaire": 30}, **PLAIN), "prestataire", "salarie")

    assert [(Decimal("59.488884"), "prestataire", "salarie")] == found


# 1 784.666514 / 29.010989 = 61.516914.
def test_the_agency_is_cheaper_than_the_employee_up_to_61_52_hours():
    """The same with the agency's hourly price."""
    found = between(estimate({"taux_horaire": 30}, **PLAIN), "salarie", "interimaire")

    assert [(Decimal("61.516914"), "interimaire", "salarie")] == found


def test_two_straight_lines_from_zero_never_cross():
    """30 € against 29,01 € an hour: no crossing."""
    assert between(estimate({"taux_horaire": 30}, **PLAIN), "prestataire", "interimaire") == []


def test_two_equal_lines_never_cross():
    """30 € against 30 € an hour: no change of order, so no crossing."""
    assert between(estimate({"taux_horaire": 30}, **FIFTEEN), "prestataire", "interimaire") == []


# 32 € an hour, 290 € for 10 h, against 30 € an hour: 290 / 30 = 9.666667; 290 + 32 (h − 10) = 30 h at h = 15.
def test_a_package_makes_two_crossings():
    """Cheaper within the package only."""
    tarifs = {"taux_horaire": 32, "forfaits": [{"nom": "Forfait", "heures": 10, "prix": 290}]}
    found = between(estimate(tarifs, **FIFTEEN), "prestataire", "interimaire")

    assert [
        (Decimal("9.666667"), "interimaire", "prestataire"),
        (Decimal(15), "prestataire", "interimaire"),
    ] == found


# With 560 € for 20 h besides: 290 + 32 (h − 10) = 560 at 18.4375, where 30 h = 553.125 < 560; 560 / 30 = 18.666667;
# 560 + 32 (h − 20) = 30 h at h = 40.
def test_two_packages_make_four_crossings():
    """Cheaper from 9,67 to 15 hours, then from 18,67 to 40."""
    tarifs = {
        "taux_horaire": 32,
        "forfaits": [{"nom": "A", "heures": 10, "prix": 290}, {"nom": "B", "heures": 20, "prix": 560}],
    }
    found = [hours for hours, _, _ in between(estimate(tarifs, **FIFTEEN), "prestataire", "interimaire")]

    assert [Decimal("9.666667"), Decimal(15), Decimal("18.666667"), Decimal(40)] == found


# A minimum of 60 € against 15 × 1 = 15 € an hour and 12 € an hour: 60 / 15 = 4 h.
def test_a_minimum_of_invoice_makes_a_crossing():
    """Below four hours the minimum costs more than the agency."""
    found = between(
        estimate({"taux_horaire": 12, "minimum_facturation": 60}, coefficient_facturation=1, **FIFTEEN),
        "prestataire",
        "interimaire",
    )

    assert [(Decimal(4), "interimaire", "prestataire")] == found


def test_no_crossing_at_all_without_one():
    """500 € an hour against a floor of 24 hours with an exception: never cheaper at any hours."""
    found = estimate({"taux_horaire": 500}, derogation_temps_partiel=True, **PLAIN)

    assert between(found, "prestataire", "salarie") + between(found, "prestataire", "interimaire") == []


def test_crossings_do_not_depend_on_the_hours_of_the_need():
    """They describe the whole line, whatever the point asked for."""
    assert (
        estimate({"taux_horaire": 30}, heures_par_mois=5).seuils
        == estimate({"taux_horaire": 30}, heures_par_mois=150).seuils
    )


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("prestataire", "interimaire", [("9.666667", "15")]),
        ("interimaire", "prestataire", [(None, "9.666667"), ("15", None)]),
    ],
)
def test_intervals_say_where_an_option_is_cheaper(first, second, expected):
    """From one crossing to the next; None is an end of the question."""
    tarifs = {"taux_horaire": 32, "forfaits": [{"nom": "Forfait", "heures": 10, "prix": 290}]}
    found = estimate(tarifs, **FIFTEEN).intervalles(first, second)

    assert expected == [tuple(end if end is None else str(round(end, 6).normalize()) for end in pair) for pair in found]


@pytest.mark.parametrize(
    ("rate", "expected"), [(29, ((None, None),)), (30, ()), (31, ())], ids=["cheaper", "equal", "dearer"]
)
def test_intervals_without_a_crossing_are_all_or_nothing(rate, expected):
    """Cheaper everywhere, or never: as dear is not cheaper."""
    assert expected == estimate({"taux_horaire": rate}, **FIFTEEN).intervalles("prestataire", "interimaire")


def test_the_estimate_keeps_the_day_of_its_law():
    """The page says it."""
    assert date(2026, 11, 23) == estimate({"taux_horaire": 30}).day


price_lists = st.builds(
    lambda rate, minimum, packages: {
        "taux_horaire": rate,
        "minimum_facturation": minimum,
        "forfaits": [{"nom": "F", "heures": hours, "prix": price} for hours, price in packages],
    },
    st.decimals(min_value=10, max_value=80, places=1),
    st.sampled_from([Decimal(0), Decimal(15), Decimal(60)]),
    st.lists(st.tuples(st.integers(2, 120).map(Decimal), st.integers(50, 3000).map(Decimal)), max_size=3),
)
needs = st.fixed_dictionaries(
    {
        "salaire_brut_temps_plein": st.one_of(
            st.decimals(min_value=Decimal("1867.02"), max_value=6000, places=2),
            st.sampled_from([Decimal("1867.02"), Decimal(4005), Decimal("5469.09"), Decimal("5300")]),
        ),
        "tva_deductible": st.booleans(),
        "derogation_temps_partiel": st.booleans(),
        "effectif": st.sampled_from([5, 11, 20, 50]),
        "coefficient_facturation": st.decimals(min_value=Decimal("1.5"), max_value=Decimal("2.5"), places=2),
        "redevable_taxe_sur_salaires": st.booleans(),
        "taxe_sur_salaires_autres": st.sampled_from([Decimal(0), Decimal(900), Decimal(5000), Decimal(23800)]),
        "abattement_taxe_sur_salaires": st.booleans(),
    }
)
#: With the taxe sur les salaires, an employee's cost bends at its bands and jumps at the franchise's end.
#: Found by a random search, both crossings between 4.75 and 6.25 h (3.25 and 5.25 h) lie between two kinks.
TAXED = {"redevable_taxe_sur_salaires": True, "taxe_sur_salaires_autres": 1100, "derogation_temps_partiel": True}
INDEPENDENT_TWICE = (
    {**TAXED, "salaire_brut_temps_plein": Decimal("3773.38"), "tva_deductible": False, "effectif": 11},
    {
        "taux_horaire": Decimal("45.5"),
        "minimum_facturation": 60,
        "forfaits": [{"nom": "F", "heures": 123, "prix": 1056}],
    },
)
AGENCY_TWICE = (
    {
        **TAXED,
        "salaire_brut_temps_plein": Decimal("4570.27"),
        "effectif": 20,
        "coefficient_facturation": Decimal("1.91"),
    },
    {"taux_horaire": Decimal("11.9")},
)


@settings(max_examples=25)
@given(needs, price_lists)
@example(*INDEPENDENT_TWICE)
@example(*AGENCY_TWICE)
def test_no_crossing_is_missed_on_a_grid_of_a_quarter_of_an_hour(answers, prices):
    """Wherever the order of two options differs from its last known order, a crossing stands between the two."""
    found = compare(parse(answers, BAREMES), parse_tarifs(prices), BAREMES)
    curve = [(hours, costs_at(found, BAREMES, hours)) for hours in GRID]

    assert missed_crossings(found, curve) == []


@settings(max_examples=40)
@given(needs, price_lists)
def test_a_crossing_is_where_the_order_changes(answers, prices):
    """Just before it `avant` costs less, just after it `apres` does, or both are equal on one side."""
    assert wrong_crossings(compare(parse(answers, BAREMES), parse_tarifs(prices), BAREMES), BAREMES) == []


def test_the_curve_serves_again_while_only_hours_change():
    """Cost against hours is the same wherever the need is on it; another pay, price or refusal draws another."""
    first, other_hours = (estimate({"taux_horaire": 30}, heures_par_mois=hours, **PLAIN) for hours in (20, 120))
    others = [
        estimate({"taux_horaire": 30}, heures_par_mois=20, **FIFTEEN),
        estimate({"taux_horaire": 31}, heures_par_mois=20, **PLAIN),
        estimate({"taux_horaire": 30}, heures_par_mois=20, **{**PLAIN, "motif_interim": "aucun"}),
    ]

    assert other_hours.curve is first.curve
    assert other_hours.seuils == first.seuils
    assert not [other for other in others if other.curve == first.curve]


@settings(max_examples=25)
@given(needs, price_lists)
def test_crossings_alternate_and_grow(answers, prices):
    """Between two options, hours grow and what was the cheaper becomes the dearer, each in turn."""
    found = compare(parse(answers, BAREMES), parse_tarifs(prices), BAREMES)
    for first, second in (("prestataire", "salarie"), ("prestataire", "interimaire"), ("salarie", "interimaire")):
        told = found.seuils_entre(first, second)

        assert [c.heures for c in told] == sorted({c.heures for c in told})
        assert [c.apres for c in told[:-1]] == [c.avant for c in told[1:]]


@settings(max_examples=25)
@given(needs, price_lists, st.decimals(min_value=1, max_value=151, places=2))
def test_the_ranking_is_that_of_the_costs(answers, prices, hours):
    """No option of a higher rank costs less."""
    found = compare(parse({**answers, "heures_par_mois": hours}, BAREMES), parse_tarifs(prices), BAREMES)
    costs = [found.options[name].mensuel for name in found.ranking]

    assert costs == sorted(costs)


def test_a_tax_that_jumps_hides_no_crossing():
    """Beyond its franchise the « taxe sur les salaires » is due at once: each side of the jump is looked at."""
    found = estimate(
        {"taux_horaire": 30},
        heures_par_mois=80,
        ponctuel=True,
        salaire_brut_temps_plein=8000,
        motif_cdd="remplacement",
        redevable_taxe_sur_salaires=True,
        taxe_sur_salaires_autres=500,
        recrutement_compte=True,
    )
    told = between(found, "salarie", "interimaire")

    assert [(avant, apres) for _, avant, apres in told] == [("interimaire", "salarie"), ("salarie", "interimaire")]
    assert missed_crossings(found, [(hours, costs_at(found, BAREMES, hours)) for hours in GRID]) == []
    assert wrong_crossings(found, BAREMES) == []


@pytest.mark.parametrize("rate", [Decimal("29.50"), Decimal(12)])
def test_a_tie_is_of_more_than_one(rate):
    """Where costs are about the same the answer says so, and nowhere else."""
    found = estimate({"taux_horaire": rate}, heures_par_mois=60)

    assert found.egalite is (len(found.a_egalite) > 1)
    assert found.egalite is (rate > 20)
