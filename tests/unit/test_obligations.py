"""Duties that a need triggers: each one, and both sides of each limit."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from needs import BAREMES, TARIFS, answers

from estimator.answer.comparison import compare
from estimator.answer.obligations import RULES, contract_total, obligations
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs


def estimate(prices=None, **given):
    """Return the comparison under a price list, 30 € an hour by default."""
    tarifs = parse_tarifs({"taux_horaire": 30, **(prices or {})})
    return compare(parse(given, BAREMES, tarifs), tarifs, BAREMES)


def duties(prices=None, **given):
    """Return the figure that triggers each duty, by duty."""
    return {duty.id: duty.declencheur for duty in obligations(estimate(prices, **given), BAREMES)}


def triggered(duty, prices=None, **given):
    """Return whether a need triggers the duty of that short name."""
    return f"obligation_{duty}" in duties(prices, **given)


# C. trav. art. R. 8222-1: « au moins égal à 5 000 euros » before tax. 20 h × 10 months = 200 h.
@pytest.mark.parametrize(("rate", "due"), [("24.99", False), ("25", True), ("25.01", True)])
def test_the_certificate_of_vigilance_is_due_from_5_000_euros(rate, due):
    """4 998 €, 5 000 € and 5 002 € over ten months."""
    assert due is triggered("vigilance", {"taux_horaire": rate}, heures_par_mois=20, duree_mois=10)


def test_the_certificate_of_vigilance_tells_the_contract():
    """420 € × 12 months."""
    assert Decimal(5040) == duties(heures_par_mois=14)["obligation_vigilance"]


@pytest.mark.parametrize(("months", "due"), [(8, False), ("8,33", False), ("8,34", True), (9, True)])
def test_the_contract_is_counted_over_its_whole_duration(months, due):
    """600 € a month: 4 998 € over 8,33 months, 5 004 € over 8,34, even invoiced in parts."""
    assert due is triggered("vigilance", heures_par_mois=20, duree_mois=months)


@pytest.mark.parametrize(("rate", "due"), [("49.99", False), ("50", True)])
def test_a_one_off_need_counts_once(rate, due):
    """100 h in all: 4 999 € and 5 000 €, whatever the duration of the form."""
    given = {"heures_par_mois": 100, "ponctuel": True, "duree_mois": 60}

    assert due is triggered("vigilance", {"taux_horaire": rate}, **given)


# 24.99 × 200 h × 1.2 = 5 997.60 € with VAT.
def test_the_limit_of_vigilance_is_before_vat():
    """4 998 € before VAT: not due, although the client pays 5 997,60 €."""
    prices = {"taux_horaire": "24.99", "regime_tva": "assujettie"}
    given = {"heures_par_mois": 20, "duree_mois": 10, "tva_deductible": False}

    assert Decimal("4998.00") == contract_total(estimate(prices, **given))
    assert not triggered("vigilance", prices, **given)


@pytest.mark.parametrize(("hours", "due"), [("99.99", False), ("100", True), ("100.01", True)])
def test_a_volume_near_full_time_is_a_risk_of_employment(hours, due):
    """Both sides of 100 h a month."""
    assert due is triggered("requalification", heures_par_mois=hours)


def test_a_volume_near_full_time_is_told():
    """The hours that trigger the reminder."""
    assert Decimal(120) == duties(heures_par_mois=120)["obligation_requalification"]


def test_imposed_hours_are_a_risk_of_employment():
    """At any volume, without a figure."""
    assert duties(heures_par_mois=10, horaires_imposes=True)["obligation_requalification"] is None


def test_a_secretary_of_one_client_is_a_risk_of_employment():
    """Whatever the volume."""
    assert duties(heures_par_mois=10, client_unique=True)["obligation_requalification"] is None


def test_free_hours_of_a_small_volume_are_no_risk_of_employment():
    """Neither sign of employment."""
    assert not triggered("requalification", heures_par_mois=10)


@pytest.mark.parametrize("activity", ["autre", "sante", "juridique"])
def test_the_contract_of_data_is_always_due(activity):
    """A secretary always handles data about people."""
    assert triggered("rgpd", activite=activity)


@pytest.mark.parametrize(("activity", "due"), [("autre", False), ("sante", True), ("juridique", True)])
def test_professional_secrecy_concerns_health_and_law(activity, due):
    """The secret of the doctor and of the lawyer extends to who helps them."""
    assert due is triggered("secret_professionnel", activite=activity)


@pytest.mark.parametrize(("activity", "due"), [("autre", False), ("sante", True), ("juridique", False)])
def test_the_hosting_of_health_data_concerns_health(activity, due):
    """Not lawyers."""
    assert due is triggered("donnees_sante", activite=activity)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"motif_interim": "accroissement"}, True),
        ({"motif_interim": "accroissement", "duree_mois": 18}, True),
        ({"motif_interim": "accroissement", "duree_mois": "18,01"}, False),
        ({"motif_interim": "remplacement", "duree_mois": 24}, True),
        ({"ponctuel": True}, True),
        ({}, False),
    ],
    ids=str,
)
def test_the_motive_of_a_temp_is_recalled_where_a_temp_is_possible(given, due):
    """A refusal has its own text."""
    assert due is triggered("interim_motif", **given)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"motif_interim": "accroissement"}, True),
        ({"motif_interim": "remplacement"}, False),
        ({"motif_interim": "saisonnier"}, False),
        ({"motif_interim": "accroissement", "duree_mois": 19}, False),
        ({"ponctuel": True}, True),
        ({"ponctuel": True, "motif_cdd": "remplacement"}, False),
        ({}, False),
    ],
    ids=str,
)
def test_the_wait_between_two_missions_is_that_of_a_surge(given, due):
    """C. trav. art. L. 1251-36: neither a replacement nor a season has one."""
    assert due is triggered("interim_carence", **given)


# 24 × 1607 / 420 = 91.828571.
@pytest.mark.parametrize(("hours", "due"), [("91.82", True), ("91.83", False)])
def test_the_least_part_time_is_recalled_below_it(hours, due):
    """Both sides of the need that 24 hours a week cover."""
    assert due is triggered("plancher", heures_par_mois=hours)


@pytest.mark.parametrize("hours", [20, 100])
def test_the_least_part_time_is_recalled_with_an_exception(hours):
    """The exception has its conditions."""
    assert triggered("plancher", heures_par_mois=hours, derogation_temps_partiel=True)


def test_the_least_part_time_does_not_concern_a_replacement():
    """C. trav. art. L. 3123-7: a replacement may be shorter."""
    assert not triggered("plancher", heures_par_mois=20, contrat="CDD", motif_cdd="remplacement")


@pytest.mark.parametrize("motive", ["accroissement activité", "saisonnier"])
def test_the_least_part_time_concerns_the_other_fixed_term_contracts(motive):
    """No exception of their own."""
    assert triggered("plancher", heures_par_mois=20, contrat="CDD", motif_cdd=motive)


# A month from 1 August ends on 31 August; from 2 August, on 1 September 2026, when receiving becomes compulsory.
@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-07-15", 1, False),
        ("2026-08-01", 1, False),
        ("2026-08-02", 1, True),
        ("2026-08-31", 1, True),
        ("2026-09-01", 1, True),
        ("2025-09-01", 12, False),
        ("2025-09-02", 12, True),
        ("2026-06-20", "2,5", True),
    ],
)
def test_electronic_invoices_are_received_by_needs_that_last_until_1_september_2026(start, months, due):
    """Both sides of the day: the last day of the need decides."""
    assert due is triggered("facture_recevoir", debut=start, duree_mois=months)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-09-01", 12, False),
        ("2026-09-02", 12, True),
        ("2026-11-23", 9, False),
        ("2026-11-23", 10, True),
        ("2027-08-01", 1, False),
        ("2027-08-02", 1, True),
        ("2027-09-01", 1, True),
    ],
)
def test_electronic_invoices_are_issued_in_needs_that_last_until_1_september_2027(start, months, due):
    """Both sides of the day, a year later."""
    assert due is triggered("facture_emettre", debut=start, duree_mois=months)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, True),
        ({"tva_deductible": False}, True),
        ({"abattement_taxe_sur_salaires": True}, True),
        ({"abattement_taxe_sur_salaires": True, "tva_deductible": False}, False),
    ],
    ids=str,
)
@pytest.mark.parametrize("side", ["recevoir", "emettre"])
def test_electronic_invoices_bind_who_may_be_subject_to_vat(given, due, side):
    """Exempt or not; an association that recovers no VAT may be outside its scope, and the sentence says « si »."""
    assert due is triggered(f"facture_{side}", debut="2027-09-01", **given)
    assert "si vous êtes assujetti à la TVA" in BAREMES.text(f"obligation_facture_{side}")


def test_a_one_off_need_lasts_a_month_whatever_the_duration_of_the_form():
    """One month from 23 November 2026 does not reach September 2027."""
    assert not triggered("facture_emettre", debut="2026-11-23", ponctuel=True, duree_mois=60)


# CGI art. 293 B: the exemption holds while the turnover « n’excède pas » 37 500 €; 100 h × 12.
@pytest.mark.parametrize(("rate", "due"), [("31.24", False), ("31.25", False), ("31.26", True)])
def test_the_ceiling_of_the_vat_exemption_is_recalled_above_37_500_euros(rate, due):
    """37 488 €, exactly 37 500 € and 37 512 € a year."""
    assert due is triggered("franchise_tva", {"taux_horaire": rate}, heures_par_mois=100)


def test_the_ceiling_of_the_vat_exemption_tells_the_year():
    """32 × 100 × 12."""
    assert Decimal(38400) == duties({"taux_horaire": 32}, heures_par_mois=100)["obligation_franchise_tva"]


# 64 × 100 = 6 400 € a month.
@pytest.mark.parametrize(("months", "amount"), [(5, None), (6, "38400"), (12, "76800"), (24, "76800")])
def test_the_ceiling_counts_a_year_at_most_and_a_shorter_contract_whole(months, amount):
    """32 000 € in five months; the second year is another year."""
    found = duties({"taux_horaire": 64}, heures_par_mois=100, duree_mois=months).get("obligation_franchise_tva")

    assert found == (amount and Decimal(amount))


def test_the_ceiling_does_not_concern_a_secretary_who_invoices_vat():
    """She has already left the exemption."""
    assert not triggered("franchise_tva", {"taux_horaire": 60, "regime_tva": "assujettie"}, heures_par_mois=100)


# 100 h × 10 months = 1 000 h; the regime holds up to 83 600 € in 2026.
@pytest.mark.parametrize("regime", ["franchise", "assujettie"])
@pytest.mark.parametrize(("rate", "due"), [("83.59", False), ("83.60", False), ("83.61", True)])
def test_the_ceiling_of_the_micro_regime_is_recalled_above_83_600_euros(rate, due, regime):
    """83 590 €, exactly 83 600 € and 83 610 € in a year, before VAT, with VAT or without."""
    prices = {"taux_horaire": rate, "regime_tva": regime}

    assert due is triggered("plafond_micro", prices, heures_par_mois=100, duree_mois=10, tva_deductible=False)


@pytest.mark.parametrize("name", RULES)
def test_a_duty_has_its_sentence_its_law_and_its_link(name):
    """What the page shows of it."""
    source = BAREMES.dated(name)

    assert BAREMES.parameters[name].unite == "texte"
    assert source.valeur.endswith(".")
    assert source.texte
    assert source.url.startswith("https://")


def test_every_duty_known_has_its_rule():
    """A text without a rule would never be shown."""
    assert {name for name in BAREMES.parameters if name.startswith("obligation_")} == set(RULES)


@settings(max_examples=40)
@given(answers())
def test_duties_are_different_and_in_the_order_of_the_rules(raw):
    """Whatever the need, each duty once."""
    found = [duty.id for duty in obligations(compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES)]

    assert found == [name for name in RULES if name in found]
