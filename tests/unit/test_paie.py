"""The employer's cost of one job, line by line, and at each threshold."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.costs import total
from estimator.law.dated import Baremes, baremes_at
from estimator.law.paie import Contrat, Emploi, Motif, Paie, TitresRestaurant, seuils_effectif
from estimator.money import NEGLIGIBLE, round_cent

BAREMES = baremes_at(date(2026, 11, 23))
#: A full-time secretary at 2 200 € in a firm of 5; health cover of 40 €, half of it paid by the firm.
JOB = Emploi(
    salaire_brut_mensuel=Decimal(2200),
    heures_par_semaine=Decimal(35),
    effectif=5,
    taux_at_mp=Decimal("0.0208"),
    taux_versement_mobilite=Decimal("0.02"),
    mutuelle_montant_total=Decimal(40),
    mutuelle_part_employeur=Decimal("0.5"),
)
CDD = replace(JOB, contrat=Contrat.CDD)
OVERTIME = replace(JOB, heures_supplementaires_mensuelles=Decimal(10))


def amounts(job):
    """Return the amount of each line of `job` by its code, EUR/month."""
    return {line.code: line.amount for line in Paie(job, BAREMES).lines}


def amount(job, code):
    """Return one line, to the cent; None when it is not there."""
    found = amounts(job).get(code)
    return None if found is None else round_cent(found)


# 2 200 × each rate of 2026; the reduction is 2 200 × 0.2448 (coefficient worked out in test_reduction_generale).
def test_every_line_of_a_full_time_at_2200_euros():
    """The whole cost of the usual case, worked out by hand."""
    expected = {
        "salaire_brut_base": "2200",
        "maladie": "286",  # 13 %
        "vieillesse_plafonnee": "188.10",  # 8.55 %
        "vieillesse_deplafonnee": "46.42",  # 2.11 %
        "allocations_familiales": "115.50",  # 5.25 %
        "at_mp": "45.76",  # 2.08 %
        "csa": "6.60",  # 0.30 %
        "fnal": "2.20",  # 0.10 %
        "dialogue_social": "0.352",  # 0.016 %
        "chomage": "88",  # 4 %
        "ags": "5.50",  # 0.25 %
        "agirc_arrco_t1": "103.84",  # 4.72 %
        "ceg_t1": "28.38",  # 1.29 %
        "formation_professionnelle": "12.10",  # 0.55 %
        "taxe_apprentissage": "14.96",  # 0.68 %
        "mutuelle_employeur": "20",  # 40 × 50 %
        "reduction_generale": "538.56",  # 24.48 %
    }

    assert {code: Decimal(value) for code, value in expected.items()} == amounts(JOB)


# Sum of the lines above: 2 200 + 963.712 − 538.56.
def test_the_cost_of_a_full_time_at_2200_euros():
    """2 625,15 € a month."""
    assert Decimal("2625.152") == total(Paie(JOB, BAREMES).lines)


# At 2 200 €; None means no line. Formation 0.55 → 1 %; versement mobilité 2 %; forfait social 8 % of 20 €;
# Fnal 0.10 → 0.50 %; Peec 0.45 %; coefficient 0.2448 → 0.02 + 0.3821 × 0.594577 = 0.247188 → 0.2472.
@pytest.mark.parametrize(
    ("code", "eve", "below", "reached"),
    [
        ("formation_professionnelle", 10, "12.10", "22.00"),
        ("versement_mobilite", 10, None, "44.00"),
        ("forfait_social", 10, None, "1.60"),
        ("fnal", 49, "2.20", "11.00"),
        ("peec", 49, None, "9.90"),
        ("reduction_generale", 49, "538.56", "543.84"),
    ],
)
def test_a_line_changes_at_its_headcount(code, eve, below, reached):
    """The eve of the threshold and the threshold itself."""
    found = (amount(replace(JOB, effectif=eve), code), amount(replace(JOB, effectif=eve + 1), code))

    assert (below and Decimal(below), Decimal(reached)) == found


# 1.50 € × 10 h below 20 employees, 0.50 € × 10 h from 20 on: the limit of 250 fell on 1 January 2026.
@pytest.mark.parametrize(
    ("effectif", "deduction"),
    [(19, "15.00"), (20, "5.00"), (249, "5.00"), (250, "5.00"), (251, "5.00"), (5000, "5.00")],
)
def test_the_overtime_deduction_changes_at_20_employees_alone(effectif, deduction):
    """Both sides of 20, and of the former limit (L. 241-18 and L. 241-18-1 CSS, loi 2025-1403 art. 21)."""
    found = amount(replace(OVERTIME, effectif=effectif), "deduction_heures_supplementaires")

    assert Decimal(deduction) == found


@pytest.mark.parametrize("eve", [10, 19, 49])
def test_no_other_line_changes_at_a_headcount(eve):
    """A threshold moves its own lines alone, overtime included in the case."""
    own = {
        10: {"formation_professionnelle", "versement_mobilite", "forfait_social"},
        19: {"deduction_heures_supplementaires"},
        49: {"fnal", "peec", "reduction_generale"},
    }
    before, after = amounts(replace(OVERTIME, effectif=eve)), amounts(replace(OVERTIME, effectif=eve + 1))

    assert own[eve] == {code for code in before.keys() | after.keys() if before.get(code) != after.get(code)}


@pytest.mark.parametrize(("below", "above"), [(1, 9), (11, 18), (20, 48), (50, 5000)])
def test_nothing_changes_between_two_thresholds(below, above):
    """The cost depends on the headcount by its thresholds only."""
    assert amounts(replace(OVERTIME, effectif=below)) == amounts(replace(OVERTIME, effectif=above))


# 4 005 × 0.21 % is not due; 4 005.01 × 0.21 % = 8.410521 on the whole pay, not on the cent.
@pytest.mark.parametrize(("pay", "cet"), [("4005", None), ("4005.01", "8.41")])
def test_the_cet_begins_above_the_ceiling_on_the_whole_pay(pay, cet):
    """A cent above the ceiling costs 8,41 €."""
    found = amount(replace(JOB, salaire_brut_mensuel=Decimal(pay)), "cet")

    assert (cet and Decimal(cet)) == found


# 24 h: ceiling 4 005 × 24 / 35 = 2 746.2857…; 2 746.29 × 0.21 % = 5.767209.
@pytest.mark.parametrize(("pay", "cet"), [("2746.28", None), ("2746.29", "5.77")])
def test_the_cet_of_a_part_timer_follows_the_prorated_ceiling(pay, cet):
    """Both sides of the ceiling of 24 hours."""
    job = replace(JOB, salaire_brut_mensuel=Decimal(pay), heures_par_semaine=Decimal(24))

    assert (cet and Decimal(cet)) == amount(job, "cet")


# 5 005 €: 1 000 € above the ceiling; 12.95 % and 1.62 % of 1 000; 4 005 × 8.55 % = 342.4275.
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("agirc_arrco_t2", "129.50"),
        ("ceg_t2", "16.20"),
        ("vieillesse_plafonnee", "342.43"),
        ("vieillesse_deplafonnee", "105.61"),  # 5 005 × 2.11 % = 105.6055
        ("fnal", "4.01"),  # 4 005 × 0.10 % = 4.005
        ("chomage", "200.20"),  # 5 005 × 4 %
    ],
)
def test_lines_above_the_ceiling(code, expected):
    """What stops at the ceiling, what begins there and what ignores it."""
    assert Decimal(expected) == amount(replace(JOB, salaire_brut_mensuel=Decimal(5005)), code)


# 4 × 4 005 = 16 020: × 4 % = 640.80; × 0.25 % = 40.05. 8 × 4 005 = 32 040: × 0.21 % = 67.284; 28 035 × 12.95 % = 3 630.5325.
@pytest.mark.parametrize(
    ("code", "expected"), [("chomage", "640.80"), ("ags", "40.05"), ("cet", "67.28"), ("agirc_arrco_t2", "3630.53")]
)
def test_lines_stop_at_their_ceilings(code, expected):
    """At 50 000 €, unemployment stops at four ceilings and Agirc-Arrco at eight."""
    assert Decimal(expected) == amount(replace(JOB, salaire_brut_mensuel=Decimal(50_000)), code)


# 5 469.10 − 5 469.09: the reduction 5 469.09 × 2 % = 109.3818 is lost.
@pytest.mark.parametrize(("pay", "reduction"), [("5469.09", "109.38"), ("5469.10", None), ("5469.11", None)])
def test_the_reduction_ends_at_three_smic(pay, reduction):
    """Both sides of 5 469,10 €, and the value itself."""
    found = amount(replace(JOB, salaire_brut_mensuel=Decimal(pay)), "reduction_generale")

    assert (reduction and Decimal(reduction)) == found


# Apec 2 200 × 0.036 % = 0.792; prévoyance 2 200 × 1.5 % = 33.
def test_a_cadre_has_two_lines_more():
    """Apec and « prévoyance », and nothing else changes."""
    cadre = amounts(replace(JOB, cadre=True))

    assert {**amounts(JOB), "apec": Decimal("0.792"), "prevoyance_cadre": Decimal(33)} == cadre


# 8 % of 20 + 33.
def test_the_forfait_social_of_a_cadre_counts_his_prevoyance():
    """4,24 € from 11 employees."""
    assert Decimal("4.24") == amount(replace(JOB, cadre=True, effectif=11), "forfait_social")


# 4 005 × 1.5 % = 60.075.
def test_the_prevoyance_of_a_cadre_stops_at_the_ceiling():
    """60,08 € at 5 000 €."""
    assert Decimal("60.08") == amount(replace(JOB, cadre=True, salaire_brut_mensuel=Decimal(5000)), "prevoyance_cadre")


# 3 000 € at 24 h: whole ceiling 3 000 × 1.5 % = 45; prorated 2 746.2857 × 1.5 % = 41.194.
@pytest.mark.parametrize(("prorated", "expected"), [(False, "45.00"), (True, "41.19")])
def test_the_ceiling_of_the_prevoyance_of_a_part_timer_is_a_choice(prorated, expected):
    """The official model keeps it whole; the other reading of the ANI prorates it."""
    job = replace(
        JOB,
        cadre=True,
        salaire_brut_mensuel=Decimal(3000),
        heures_par_semaine=Decimal(24),
        prevoyance_cadre_proratisee=prorated,
    )

    assert Decimal(expected) == amount(job, "prevoyance_cadre")


# 2 200 + 10 % = 220; leave 10 % of 2 420 = 242; base 2 662; CPF 1 % = 26.62.
def test_a_cdd_whose_leave_is_not_taken():
    """Both indemnities enter the gross pay, and a contribution of its own is due."""
    job = replace(CDD, conges_pris=False)
    found = [amount(job, code) for code in ("indemnite_fin_contrat", "indemnite_conges_payes", "cpf_cdd")]

    assert [Decimal("220.00"), Decimal("242.00"), Decimal("26.62")] == found


def test_the_contributions_of_a_cdd_are_due_on_its_indemnities():
    """1.21 × 2 200 = 2 662 €."""
    assert Decimal(2662) == Paie(replace(CDD, conges_pris=False), BAREMES).assiette


def test_a_cdd_whose_leave_is_taken_has_no_leave_indemnity():
    """The leave is in the pay: 2 420 € in all."""
    assert Decimal(2420) == Paie(CDD, BAREMES).assiette


def test_a_seasonal_cdd_has_neither_end_indemnity_nor_cpf():
    """L. 1243-10 and L. 6331-6 leave seasonal work out."""
    found = amounts(replace(CDD, motif=Motif.SAISONNIER))

    assert set() == {"indemnite_fin_contrat", "cpf_cdd"} & set(found)


def test_a_cdd_in_place_of_an_absentee_has_its_end_indemnity():
    """The motive does not matter but for seasonal work."""
    assert amounts(replace(CDD, motif=Motif.REMPLACEMENT)) == amounts(CDD)


def test_a_cdi_has_no_line_of_a_cdd():
    """Neither the motive nor the leave of a CDD count for a CDI."""
    assert amounts(replace(JOB, motif=Motif.SAISONNIER, conges_pris=False)) == amounts(JOB)


# 2 200 / (1820 / 12) = 14.505494…; × 10 × 1.25 = 181.3187.
def test_overtime_joins_the_gross_pay():
    """Ten hours at a quarter more."""
    assert Decimal("181.32") == amount(OVERTIME, "heures_supplementaires")


# 12.02 × (1820 + 120) / 12 = 1 943.2333…
def test_overtime_joins_the_smic_of_the_reduction():
    """The Smic is that of all the hours paid."""
    assert Decimal("1943.23") == round_cent(Paie(OVERTIME, BAREMES).smic_reduction_generale_mensuel)


# Vouchers of 14 € at 60 %: share 8.40, exempt 7.32, subject 1.08; 20 of them.
def test_a_meal_voucher_above_the_limit_is_partly_pay():
    """The exempt part is a cost without contributions, the rest joins the gross pay."""
    job = replace(JOB, titres_restaurant=TitresRestaurant(Decimal(20), Decimal(14), Decimal("0.6")))
    found = (amount(job, "titres_restaurant_exonere"), amount(job, "titres_restaurant_soumis"))

    assert (Decimal("146.40"), Decimal("21.60")) == found


def test_a_meal_voucher_within_the_limit_is_no_pay():
    """A share of 5 € is exempt whole."""
    job = replace(JOB, titres_restaurant=TitresRestaurant(Decimal(20), Decimal(10), Decimal("0.5")))

    assert Decimal(2200) == Paie(job, BAREMES).assiette


# 116 / 12 = 9.6666…
def test_occupational_health_is_a_twelfth_of_its_yearly_price():
    """9,67 € a month for 116 € a year."""
    assert Decimal("9.67") == amount(replace(JOB, sante_travail_annuelle=Decimal(116)), "sante_travail")


# Base 12 × (2 200 + 20) = 26 640: 4.25 % = 1 132.20; 4.25 % × 17 411 = 739.9675; 5.10 % × 8 217 = 419.067; sum 2 291.2345 > 2 040.
def test_the_taxe_sur_les_salaires_counts_the_health_cover():
    """2 291,23 € a year: 190,94 € a month, no décote."""
    job = replace(JOB, redevable_taxe_sur_salaires=True)

    assert Decimal("190.94") == amount(job, "taxe_sur_salaires")


# 0.68 % × 2 200 = 14.96.
def test_who_is_no_merchant_owes_no_taxe_d_apprentissage():
    """14,96 € a month less, and nothing else changes (C. trav. art. L. 6241-1, I)."""
    due, free = amounts(JOB), amounts(replace(JOB, redevable_taxe_apprentissage=False))

    assert Decimal("14.96") == due.pop("taxe_apprentissage")
    assert due == free


def test_the_taxe_sur_les_salaires_is_not_due_by_a_firm_subject_to_vat():
    """What the other employees would owe changes nothing then."""
    assert amounts(JOB) == amounts(replace(JOB, taxe_sur_salaires_autres=Decimal(5000)))


jobs = st.builds(
    Emploi,
    salaire_brut_mensuel=st.decimals(min_value=300, max_value=100_000, places=2),
    heures_par_semaine=st.decimals(min_value=1, max_value=35, places=2),
    effectif=st.sampled_from([1, 10, 11, 19, 20, 49, 50, 249, 250, 5000]),
    taux_at_mp=st.decimals(min_value=Decimal("0.001"), max_value=Decimal("0.3"), places=4),
    taux_versement_mobilite=st.decimals(min_value=0, max_value=Decimal("0.05"), places=4),
    mutuelle_montant_total=st.decimals(min_value=0, max_value=500, places=2),
    mutuelle_part_employeur=st.decimals(min_value=Decimal("0.5"), max_value=1, places=2),
    contrat=st.sampled_from(Contrat),
    motif=st.sampled_from(Motif),
    conges_pris=st.booleans(),
    cadre=st.booleans(),
    heures_supplementaires_mensuelles=st.decimals(min_value=0, max_value=34, places=2),
    redevable_taxe_sur_salaires=st.booleans(),
    taxe_sur_salaires_autres=st.decimals(min_value=0, max_value=5000, places=2),
)


@given(jobs)
def test_no_line_is_negative_or_zero(job):
    """A line that is worth nothing is not shown; a reduction is positive and subtracted."""
    assert [line for line in Paie(job, BAREMES).lines if line.amount <= 0] == []


@given(jobs)
def test_no_line_comes_twice(job):
    """A code names one line."""
    codes = [line.code for line in Paie(job, BAREMES).lines]

    assert len(codes) == len(set(codes))


@given(jobs)
def test_a_line_is_its_base_times_its_rate(job):
    """What the page shows under each figure gives the figure. An hourly pay is a quotient, right to its last digits."""
    lines = [line for line in Paie(job, BAREMES).lines if line.base is not None and line.rate is not None]

    assert lines
    assert [line for line in lines if abs(line.base * line.rate - line.amount) > NEGLIGIBLE] == []


@given(jobs)
def test_every_parameter_behind_a_line_is_known(job):
    """The law of each line can be shown."""
    names = {name for line in Paie(job, BAREMES).lines for name in line.parameters}

    assert names <= set(BAREMES.parameters)


@given(jobs)
def test_the_lines_add_up_to_the_cost(job):
    """Positive lines less reductions, whatever their order."""
    lines = Paie(job, BAREMES).lines
    subtracted = sum(line.amount for line in lines if line.kind == "reduction")
    added = sum(line.amount for line in lines if line.kind != "reduction")

    assert abs(added - subtracted - total(lines)) < Decimal("1E-20")


@given(jobs)
def test_the_reduction_never_exceeds_the_contributions(job):
    """No employer is paid for employing."""
    lines = Paie(job, BAREMES).lines
    reduction = sum(line.amount for line in lines if line.code == "reduction_generale")

    assert reduction <= sum(line.amount for line in lines if line.kind == "cotisation")


# The coefficient only falls as the pay grows, by steps of 0.0001 and by 0.02 at the exit. Each step is a
# fall of the reduction, so a rise of the cost. The CET begins by a rise too. Nothing ever lowers the cost.
@given(
    st.decimals(min_value=Decimal("1867.02"), max_value=20_000, places=2),
    st.decimals(min_value=Decimal("0.01"), max_value=1000, places=2),
    st.sampled_from([5, 11, 20, 50]),
    st.booleans(),
)
def test_a_higher_pay_always_costs_more(pay, more, effectif, cadre):
    """Every step of the law goes up: a raise is never a saving for the employer."""
    job = replace(JOB, salaire_brut_mensuel=pay, effectif=effectif, cadre=cadre)
    raised = replace(job, salaire_brut_mensuel=pay + more)

    assert total(Paie(job, BAREMES).lines) < total(Paie(raised, BAREMES).lines)


def test_the_cost_grows_cent_by_cent_through_the_exit_and_the_ceiling():
    """The same on the fine grid where the law has its steps."""
    for middle in (Decimal(4005), Decimal("5469.10")):
        pays = [middle + Decimal(cents) / 100 for cents in range(-20, 21)]
        costs = [total(Paie(replace(JOB, salaire_brut_mensuel=pay), BAREMES).lines) for pay in pays]

        assert costs == sorted(set(costs))


# 1.5 % of 4 005 € are 60.075 €; 0.76 % are 30.438 €: death cover keeps more than half.
@pytest.mark.parametrize(
    ("share", "rest"), [("20", "40.075"), ("29.63", "30.445"), ("29.64", "30.438"), ("80", "30.438")]
)
def test_health_cover_may_count_within_the_prevoyance_of_a_cadre(share, rest):
    """Cass. soc. 30 March 2022, n° 20-15.022, on request; both sides of what death cover keeps."""
    job = replace(
        JOB,
        cadre=True,
        salaire_brut_mensuel=Decimal(4005),
        mutuelle_montant_total=Decimal(share),
        mutuelle_part_employeur=Decimal(1),
    )
    within = {
        line.code: line.amount for line in Paie(replace(job, prevoyance_cadre_sante_comprise=True), BAREMES).lines
    }
    beside = {line.code: line.amount for line in Paie(job, BAREMES).lines}

    assert (within["prevoyance_cadre"], beside["prevoyance_cadre"]) == (Decimal(rest), Decimal("60.075"))
    assert within["mutuelle_employeur"] == beside["mutuelle_employeur"] == Decimal(share)


def test_the_numbers_of_staff_are_those_of_the_law():
    """11, 20 and 50, each once; what is taken for the usual firm is no threshold. Another record is another number."""
    other = Baremes(BAREMES.day, BAREMES.parameters)
    other["effectif_peec"] = Decimal(60)

    assert seuils_effectif(BAREMES) == [11, 20, 50]
    assert seuils_effectif(other) == [11, 20, 50, 60]
