"""An employee hired for the need: floor, full time, overtime."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.answer.scenarios import salarie
from estimator.law.dated import baremes_at
from estimator.money import round_cent
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
TARIFS = parse_tarifs({"taux_horaire": 30})
#: Nothing beside pay, contributions and 20 € of health cover, for figures worked out by hand.
PLAIN = {"taux_at_mp": "0,64", "sante_travail_annuelle": 0}


def hired(hours, **answers):
    """Return the cost of the employee for a need of so many hours a month."""
    return salarie.cost(parse({"heures_par_mois": hours, **PLAIN, **answers}, BAREMES), TARIFS, BAREMES)


# Gross 2 200 × 24 / 35 = 1 508.571428; contributions 41.456 % (13 + 8.55 + 2.11 + 5.25 + 0.64 + 0.3 + 0.1 + 0.016 + 4
# + 0.25 + 4.72 + 1.29 + 0.55 + 0.68); reduction 24.48 %: × 1.16976 = 1 764.6665; + 20 = 1 784.6665.
def test_the_cost_at_the_floor_of_24_hours():
    """1 784,67 € a month for any smaller need."""
    assert Decimal("1784.67") == round_cent(hired(20).mensuel)


# 24 × 1607 / 420 = 91.828571… worked hours a month.
@pytest.mark.parametrize("hours", ["1", "50", "91.82"])
def test_below_91_83_hours_the_cost_is_constant(hours):
    """The law imposes 24 hours a week: a smaller need costs the same."""
    assert hired(20).mensuel == hired(hours).mensuel


@pytest.mark.parametrize(("hours", "floored"), [("91.82", True), ("91.83", False)])
def test_the_floor_ends_at_91_83_hours(hours, floored):
    """Both sides of 24 × 1607 / 420."""
    assert floored is hired(hours).facts["plancher_applique"]


def test_above_the_floor_the_cost_grows():
    """The first hundredth of an hour beyond the floor is paid."""
    assert hired("91.83").mensuel > hired("91.82").mensuel


def test_the_floor_pays_104_hours_and_works_91_83():
    """Of 91,83 hours worked, 71,83 are without need when 20 are needed."""
    hours = hired(20).hours
    found = (hours.payees, round_cent(hours.travaillees), round_cent(hours.sans_besoin))

    assert (Decimal(104), Decimal("91.83"), Decimal("71.83")) == found


def test_a_need_above_the_floor_is_worked_exactly():
    """No hour without need, and no trace of the divisions."""
    hours = hired(100).hours

    assert (Decimal(100), Decimal(0)) == (hours.travaillees, hours.sans_besoin)


# 20 × 420 / 1607 = 5.2271313…
def test_an_exception_to_the_floor_makes_a_contract_of_the_need():
    """5,23 hours a week for 20 hours a month."""
    facts = hired(20, derogation_temps_partiel=True).facts

    assert (Decimal("5.23"), False) == (round_cent(facts["heures_par_semaine_contrat"]), facts["plancher_applique"])


# Gross 2 200 × 5.2271313 / 35 = 328.562539; × 1.16976 = 384.339; + 20 = 404.339 (the health cover does not shrink).
def test_an_exception_to_the_floor_costs_the_need():
    """404,34 € for 20 hours a month."""
    assert Decimal("404.34") == round_cent(hired(20, derogation_temps_partiel=True).mensuel)


def test_an_exception_changes_nothing_above_the_floor():
    """At 100 hours the contract is above 24 hours anyway."""
    assert hired(100).mensuel == hired(100, derogation_temps_partiel=True).mensuel


# 35 × 1607 / 420 = 133.916666…
@pytest.mark.parametrize(("hours", "overtime"), [("133.91", False), ("133.92", True)])
def test_overtime_begins_above_133_92_hours(hours, overtime):
    """Both sides of the full time."""
    assert overtime is bool(hired(hours).facts["heures_par_semaine_supplementaires"])


# 140 × 420 / 1607 = 36.589919…
def test_beyond_35_hours_the_contract_stays_at_35():
    """140 hours a month: 35 hours and 1,59 of overtime a week."""
    facts = hired(140).facts
    found = (facts["heures_par_semaine_contrat"], round_cent(facts["heures_par_semaine_supplementaires"]))

    assert (Decimal(35), Decimal("1.59")) == found


# 1.589919 × 52 / 12 = 6.889649 h × 14.505494 × 1.25 = 124.92.
def test_overtime_hours_are_paid_a_quarter_more():
    """The line of overtime of 140 hours a month."""
    found = {line.code: line.amount for line in hired(140).lines}

    assert Decimal("124.92") == round_cent(found["heures_supplementaires"])


def test_no_overtime_line_at_the_full_time():
    """133,91 hours a month: no line of overtime, no deduction."""
    codes = {line.code for line in hired("133.91").lines}

    assert set() == codes & {"heures_supplementaires", "deduction_heures_supplementaires"}


def test_the_pay_is_in_proportion_to_the_contract():
    """24 of 35 hours: 2 200 × 24 / 35."""
    assert Decimal("1508.57") == round_cent(hired(20).facts["salaire_brut_mensuel"])


# ratio pay / Smic does not depend on the hours: 0.2448 as at full time.
@pytest.mark.parametrize("hours", [20, 95, 120, "133.9"])
def test_the_coefficient_of_a_part_timer_is_that_of_the_full_time(hours):
    """The Smic of the reduction follows the hours as the pay does."""
    assert Decimal("0.2448") == hired(hours).facts["coefficient_reduction_generale"]


# « inférieure à trois Smic » does not depend on the hours either: 5 469.10 × h / 35 is three Smic of h hours.
@given(st.decimals(min_value=1, max_value=133, places=2), st.booleans())
def test_no_reduction_at_three_smic_whatever_the_hours(hours, derogation):
    """A full-time pay of exactly 5 469,10 € has no reduction at any part time."""
    cost = hired(hours, salaire_brut_temps_plein="5469,10", derogation_temps_partiel=derogation)

    assert Decimal(0) == cost.facts["coefficient_reduction_generale"]


@given(st.decimals(min_value=1, max_value=133, places=2), st.booleans())
def test_a_reduction_one_cent_below_three_smic_whatever_the_hours(hours, derogation):
    """A full-time pay of 5 469,09 € has the minimum of 2 %."""
    cost = hired(hours, salaire_brut_temps_plein="5469,09", derogation_temps_partiel=derogation)

    assert Decimal("0.02") == cost.facts["coefficient_reduction_generale"]


def test_the_rate_of_support_jobs_replaces_the_rate_typed():
    """0,64 % of 1 508,571428 = 9,654857."""
    found = {line.code: line.amount for line in hired(20, taux_at_mp="2,08", fonctions_support=True).lines}

    assert Decimal("9.65") == round_cent(found["at_mp"])


def test_vat_does_not_concern_an_employee():
    """Pay bears no VAT."""
    assert hired(40).mensuel == hired(40, tva_deductible=False).mensuel


@given(
    st.decimals(min_value=1, max_value=151, places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("0.67"), places=2),
    st.decimals(min_value=Decimal("1867.02"), max_value=6000, places=2),
    st.booleans(),
)
def test_more_hours_never_cost_less(hours, more, pay, derogation):
    """The employee's cost grows with the need, or stays at the floor."""
    answers = {"salaire_brut_temps_plein": pay, "derogation_temps_partiel": derogation}

    assert hired(hours, **answers).mensuel <= hired(hours + more, **answers).mensuel + Decimal("1E-18")


@pytest.mark.parametrize("months", [13, 24, 60])
def test_a_need_of_more_than_a_year_is_taxed_as_a_year(months):
    """The scale of the « taxe sur les salaires » is that of a calendar year (CGI art. 231)."""
    taxed = {"redevable_taxe_sur_salaires": "oui"}

    assert hired(100, duree_mois=months, **taxed).mensuel == hired(100, duree_mois=12, **taxed).mensuel
    assert hired(100, duree_mois=11, **taxed).mensuel < hired(100, duree_mois=12, **taxed).mensuel


def test_the_points_of_overtime_go_on_to_the_last_hour_of_the_form():
    """From the full time, 133,92 hours worked, to 151,67: an hour apart, the last one less than an hour before the end."""
    kinks = salarie.kinks(parse({}, BAREMES), TARIFS, BAREMES)
    overtime = [hours for hours in kinks if hours > Decimal("133.92")]

    assert {after - before for before, after in pairwise(overtime)} == {1}
    assert Decimal("150.67") < overtime[-1] <= Decimal("151.67")
    assert overtime[0] - kinks[1] == 1


def test_the_tax_on_wages_adds_points_and_only_where_it_is_due():
    """Its brackets bend the curve, on either side of each bend; without it there are none of them."""
    plain, taxed = (
        salarie.kinks(parse({"redevable_taxe_sur_salaires": due}, BAREMES), TARIFS, BAREMES) for due in ("non", "oui")
    )

    assert set(plain) < set(taxed)
    assert (len(taxed) - len(plain)) % 2 == 0


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"duree_mois": "7.99"}, True),
        ({"duree_mois": 8}, False),
        ({"duree_mois": 6, "contrat": "CDD"}, False),
        ({"duree_mois": 6, "fin_contrat_comptee": False}, False),
    ],
    ids=str,
)
def test_the_end_of_a_contract_that_adds_nothing_is_said(answers, told):
    """Below eight months a dismissal has no legal indemnity (L. 1234-9): the box is ticked, and no line comes."""
    cost = hired(100, **{"fin_contrat_comptee": True, **answers})

    assert cost.facts["fin_contrat_sans_effet"] is told
    assert (cost.line("fin_contrat") is None) is (
        told or "contrat" in answers or answers.get("fin_contrat_comptee") is False
    )


def test_hours_worked_under_the_floor_are_less_absences():
    """24 hours a week are 91.83 worked a month; a tenth absent leaves 82.65."""
    need = parse({"heures_par_mois": 20, "absences_comptees": True, "taux_absence": 10, **PLAIN}, BAREMES)
    hours = salarie.cost(need, TARIFS, BAREMES).hours

    assert round_cent(hours.travaillees) == Decimal("82.65")
