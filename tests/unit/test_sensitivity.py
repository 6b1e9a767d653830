"""How sure the answer is: ranges of costs, and what would change the ranking."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from needs import BAREMES, PLAIN, TARIFS, answers
from properties import missed_flips, ranking_at, wrong_flips

from estimator.answer.comparison import SCENARIOS, compare
from estimator.answer.sensitivity import BEARS_ON, decisive, extremes, flips, ranges
from estimator.need.charges import SWITCH
from estimator.need.inputs import parse
from estimator.need.questions import field_named
from estimator.need.tarifs import parse_tarifs

#: The employee at the floor depends on nothing but pay: no occupational health, an own rate of AT/MP.
FIXED = {**PLAIN, "heures_par_mois": 20}


def estimate(prices=None, **given):
    """Return the comparison under a price list, 30 € an hour by default."""
    tarifs = parse_tarifs({"taux_horaire": 30, **(prices or {})})
    return compare(parse(given, BAREMES, tarifs), tarifs, BAREMES)


def span(option, **given):
    """Return (low, high) of an option, to six decimals."""
    found = ranges(estimate(**given), BAREMES)[option]
    return round(found.bas, 6), round(found.haut, 6)


def flip(champ, prices=None, **given):
    """Return the flip of one assumption, or None."""
    return next((found for found in flips(estimate(prices, **given), BAREMES) if found.champ == champ), None)


def test_an_independent_secretary_s_price_is_sure():
    """It depends on no assumption."""
    assert (Decimal(600), Decimal(600)) == span("prestataire", **FIXED)


# 1 867.02 × 12 / 1820 × 1.7 × 20 = 418.540747; 2 620 × 12 / 1820 × 2.5 × 20 = 863.736264.
def test_assumptions_left_alone_move_together():
    """The agency: pay from the Smic to 2 620 €, coefficient from 1,7 to 2,5."""
    assert (Decimal("418.540747"), Decimal("863.736264")) == span("interimaire", **FIXED)


# 2 200.01 × 12 / 1820 × 20 = 290.111209; × 1.7 = 493.189055, × 2.5 = 725.278022.
def test_an_assumption_that_was_typed_is_the_visitor_s():
    """Pay typed: only the coefficient moves."""
    found = span("interimaire", **FIXED, salaire_brut_temps_plein="2200,01")

    assert (Decimal("493.189055"), Decimal("725.278022")) == found


def test_nothing_moves_when_all_was_typed():
    """Pay and coefficient typed: a single figure, 20 × 15 × 1,9."""
    found = span("interimaire", **FIXED, salaire_brut_temps_plein=2275, coefficient_facturation="1,9")

    assert (Decimal(570), Decimal(570)) == found


# Range of occupational health: 92.80 to 139.20 € a year.
def test_the_range_of_the_employee_holds_occupational_health():
    """(139,20 − 92,80) / 12 = 3,87 € between the ends, pay being typed."""
    low, high = span("salarie", heures_par_mois=20, taux_at_mp="0,64", salaire_brut_temps_plein="2300")

    assert Decimal("3.866667") == high - low


def test_a_charge_that_is_off_does_not_widen_the_range():
    """The desk has a wide range, and does not count."""
    assert span("salarie", **FIXED, poste_travail_compte=False) == span("salarie", **FIXED)


# (11 051 − 3 000) / 12 = 670.916667 more between the ends than without the desk.
def test_a_charge_that_is_on_widens_the_range():
    """The desk from 3 000 to 11 051 € a year."""
    low, high = span("salarie", **FIXED)
    low_with, high_with = span("salarie", **FIXED, poste_travail_compte=True)

    assert (Decimal(250), Decimal("920.916667")) == (low_with - low, high_with - high)


def test_the_ends_of_the_ranges_are_needs_of_their_own():
    """Pay typed stays as it is; the coefficient goes from 1,7 to 2,5."""
    ends = extremes(estimate(**FIXED, salaire_brut_temps_plein="2200,01"), BAREMES)

    assert [end.coefficient_facturation for end in ends] == [Decimal("1.7"), Decimal("2.5")]
    assert {end.salaire_brut_temps_plein for end in ends} == {Decimal("2200.01")}


def test_a_forbidden_option_has_the_range_of_its_reference():
    """Its price is shown, hence how sure it is."""
    forbidden = estimate(**{**FIXED, "motif_interim": "aucun"})

    assert "interimaire" in forbidden.refusals
    assert ranges(forbidden, BAREMES)["interimaire"] == ranges(estimate(**FIXED), BAREMES)["interimaire"]


# 100 h: employee 1 941.70 €, secretary 2 000 at 20 €; at 2 620 € gross the employee passes 2 300.
def test_an_assumption_that_turns_the_order_within_its_range_is_named():
    """Pay left alone, from the Smic to 2 620 €: another winner is published with it; a typed pay has no range."""
    prices = {"taux_horaire": 22}
    named = decisive(estimate(prices, **PLAIN, heures_par_mois=100), BAREMES)
    typed = decisive(estimate(prices, **PLAIN, heures_par_mois=100, salaire_brut_temps_plein="2200,01"), BAREMES)

    assert (named, typed) == ("salaire_brut_temps_plein", None)


def test_nothing_decides_between_costs_far_apart_nor_about_the_same():
    """A floor of 1 785 € against 600 €; 580 € against 600 €, which is said by itself."""
    lasting = estimate(**{**FIXED, "motif_interim": "aucun"})

    assert decisive(lasting, BAREMES) is None
    assert decisive(estimate(**FIXED), BAREMES) is None


def test_a_charge_that_is_off_decides_nothing():
    """The desk's range counts once it is counted."""
    need = {**PLAIN, "heures_par_mois": 100, "salaire_brut_temps_plein": "2200,01"}
    prices = {"taux_horaire": 22}

    assert decisive(estimate(prices, **need), BAREMES) is None
    assert decisive(estimate(prices, **need, poste_travail_compte=True), BAREMES) == "poste_travail_annuel"


# 20 × 30 = 600 against 20 × 14.505494 × c: c = 600 / 290.109890 = 2.068182; (2.068182 − 2) / 2 = 0.034091.
def test_the_coefficient_at_which_the_agency_is_no_longer_cheaper():
    """2,068: 0,07 more than usual, 3,4 % of it."""
    found = flip("coefficient_facturation", **FIXED)

    assert (str(round(found.valeur, 6)), str(round(found.distance, 6))) == ("2.068182", "0.034091")
    assert (Decimal(2), ("prestataire", "interimaire", "salarie")) == (found.actuel, found.classement)


# 20 × 2 × pay × 12 / 1820 = 600 at 2 275 €; (2 275 − 2 200) / 2 200 = 0.034091.
def test_the_pay_at_which_the_agency_is_no_longer_cheaper():
    """2 275 € gross: 15 € an hour × 2."""
    found = flip("salaire_brut_temps_plein", **FIXED)

    assert (Decimal("2275.000000"), Decimal("0.034091")) == (round(found.valeur, 6), round(found.distance, 6))


# 600 − 580.219780 = 19.780220; the usual fee is nothing: the distance is a share of the field's width, 5 000.
def test_an_assumption_usually_nothing_is_measured_by_its_width():
    """19,78 € of fees: 0,4 % of the widest."""
    found = flip("frais_interim_mensuels", **FIXED)

    assert (str(round(found.valeur, 6)), str(round(found.distance, 6))) == ("19.780220", "0.003956")


# Employee at 100 h without a desk: 100 × 420 / 1607 = 26.135656 h; 2 200 × 26.135656 / 35 × 1.16976 + 20 = 1 941.698…;
# independent 20 × 100 = 2 000.
def test_a_charge_that_is_off_counts_from_nothing():
    """The desk that would make the employee dearer, from 0 and not from 6 000 €."""
    found = flip("poste_travail_annuel", {"taux_horaire": 20}, **PLAIN, heures_par_mois=100)
    without = estimate({"taux_horaire": 20}, **PLAIN, heures_par_mois=100).options["salarie"].mensuel

    assert Decimal(0) == found.actuel
    assert round((2000 - without) * 12, 4) == round(found.valeur, 4)
    assert found.classement == ("prestataire", "salarie", "interimaire")


def test_an_assumption_that_changes_nothing_has_no_flip():
    """20 hours at 1 784 € more: no health cover makes the employee cheaper, nor dearer than she is."""
    assert flip("mutuelle_montant_total", **FIXED) is None


def test_flips_come_from_the_most_fragile():
    """The nearest change first."""
    distances = [found.distance for found in flips(estimate(**FIXED), BAREMES)]

    assert len(distances) >= 3
    assert distances == sorted(distances)


def test_a_refused_agency_has_no_flip_of_its_own():
    """Nothing is said of the coefficient of a temp who is forbidden."""
    champs = {found.champ for found in flips(estimate(**{**FIXED, "motif_interim": "aucun"}), BAREMES)}

    assert set() == champs & {"coefficient_facturation", "frais_interim_mensuels"}


@pytest.mark.parametrize("name", sorted(set(BEARS_ON) - {"salaire_brut_temps_plein"}))
@settings(max_examples=15)
@given(answers(), st.integers(0, 99))
def test_any_assumption_but_pay_makes_an_option_dearer_as_it_grows(name, raw, hundredths):
    """What lets flips look one way only."""
    need = parse(raw, BAREMES, TARIFS)
    switch = {SWITCH[name]: True} if name in SWITCH else {}
    field = field_named(name, BAREMES, TARIFS)
    low, high = field.value(field.minimum), field.value(field.maximum)
    values = (low + (high - low) * share / 100 for share in (hundredths, hundredths + 1))
    (option,) = BEARS_ON[name]
    before, after = (
        SCENARIOS[option].mensuel(need.with_values(**switch, **{name: value}), TARIFS, BAREMES) for value in values
    )

    assert after > before - Decimal("0.000001")


@pytest.mark.parametrize("name", BEARS_ON)
def test_an_assumption_bears_on_what_it_is_said_to(name):
    """Its cost moves with it, and no other option's does."""
    need = parse({"heures_par_mois": 100, "effectif": 11}, BAREMES, TARIFS)
    switch = {SWITCH[name]: True} if name in SWITCH else {}
    field = field_named(name, BAREMES, TARIFS)
    low, high = (need.with_values(**switch, **{name: field.value(end)}) for end in (field.minimum, field.maximum))
    moved = {
        option
        for option, scenario in SCENARIOS.items()
        if scenario.cost(low, TARIFS, BAREMES).mensuel != scenario.cost(high, TARIFS, BAREMES).mensuel
    }

    assert set(BEARS_ON[name]) == moved


#: 100 h at 29,99 € are 2 999 €, the agency's 3 000 €: two flips of the desk 12 € a year apart.
CLOSE = (
    {"heures_par_mois": 100, "salaire_brut_temps_plein": 2275, "motif_interim": "remplacement"},
    {"taux_horaire": "29.99"},
)


@settings(max_examples=40)
@given(answers())
def test_a_flip_really_flips(raw):
    """Just before, one ranking; just after, another, which is the one told."""
    assert wrong_flips(compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES) == []


def test_two_flips_close_together_are_told_one_at_a_time():
    """The desk makes the employee dearer than one option, and 12 € a year later than the other."""
    given, prices = CLOSE

    assert wrong_flips(estimate(prices, **given), BAREMES) == []


@settings(max_examples=25)
@given(answers())
def test_no_flip_is_missed_on_a_grid(raw):
    """Nearer than the value told, or in its absence anywhere in the question, the ranking is that of today."""
    found = compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)

    assert missed_flips(found, BAREMES) == []


@settings(max_examples=30)
@given(answers())
def test_a_flip_is_measured_from_the_ranking_of_today(raw):
    """The ranking at the value of today is the one of the estimate."""
    found = compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)
    today = [
        one.champ for one in flips(found, BAREMES) if ranking_at(found, one.champ, one.actuel, BAREMES) != found.ranking
    ]

    assert today == []


@settings(max_examples=40)
@given(answers())
@example({})
def test_a_range_holds_the_cost(raw):
    """Low ≤ cost ≤ high, for every option that is possible."""
    found = compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)
    tiny = Decimal("1E-18")
    outside = [
        (name, one, found.options[name].mensuel)
        for name, one in ranges(found, BAREMES).items()
        if not one.bas - tiny <= found.options[name].mensuel <= one.haut + tiny
    ]

    assert outside == []
