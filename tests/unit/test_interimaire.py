"""The temp agency's invoice."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.answer.scenarios import interimaire
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
TARIFS = parse_tarifs({"taux_horaire": 30})
#: 2 275 / (1820 / 12) = 15 € gross the hour, exactly.
FIFTEEN = {"salaire_brut_temps_plein": 2275, "heures_par_mois": 40}


def sent(**answers):
    """Return the agency's cost."""
    return interimaire.cost(parse({**FIFTEEN, **answers}, BAREMES), TARIFS, BAREMES)


@pytest.mark.parametrize(("coefficient", "cost"), [("2", "1200"), ("1", "600"), ("2,5", "1500"), ("4", "2400")])
def test_the_agency_invoices_gross_pay_times_its_coefficient(coefficient, cost):
    """40 h × 15 € × the coefficient."""
    assert Decimal(cost) == round(sent(coefficient_facturation=coefficient).mensuel, 18)


def test_the_gross_hourly_pay_is_told():
    """2 275 € a month are 15 € an hour."""
    assert Decimal(15) == round(sent().facts["salaire_brut_horaire"], 20)


def test_both_indemnities_within_the_coefficient_are_told():
    """10 % of end of assignment and 10 % of leave (L. 1251-32 and L. 1251-19)."""
    facts = sent().facts

    assert (Decimal("0.10"), Decimal("0.10")) == (facts["indemnite_fin_mission"], facts["indemnite_conges_payes"])


def test_vat_is_borne_by_a_client_who_does_not_recover_it():
    """20 % of 1 200 € on a line of its own."""
    found = [(line.code, round(line.amount, 18)) for line in sent(tva_deductible=False).lines]

    assert [("facture_agence", Decimal(1200)), ("tva", Decimal(240))] == found


def test_vat_is_not_borne_by_a_client_who_recovers_it():
    """One line only."""
    assert [line.code for line in sent().lines] == ["facture_agence"]


def test_only_the_need_is_paid():
    """No floor, no leave: hours needed, paid and worked are the same."""
    hours = sent().hours

    assert (Decimal(40), Decimal(40), Decimal(40)) == (hours.utiles, hours.payees, hours.travaillees)


def test_the_invoice_is_a_straight_line():
    """Twice the hours, twice the price, hence no kink."""
    assert interimaire.kinks(parse(FIFTEEN, BAREMES), TARIFS, BAREMES) == ()


def test_expenses_of_the_agency_are_a_line_of_their_own():
    """1 200 € and 50 € a month, VAT on both: 20 % of 1 250 €."""
    found = [
        (line.code, round(line.amount, 18)) for line in sent(frais_interim_mensuels=50, tva_deductible=False).lines
    ]

    assert [("facture_agence", Decimal(1200)), ("frais_agence", Decimal(50)), ("tva", Decimal(250))] == found


@pytest.mark.parametrize(("months", "refused"), [("18", False), ("18,01", True), ("19", True)])
def test_an_assignment_lasts_18_months_at_most(months, refused):
    """Both sides of C. trav. art. L. 1251-12-1, renewals included."""
    assert refused is bool(interimaire.refusal(parse({"duree_mois": months}, BAREMES), BAREMES))


def test_a_one_off_need_is_never_too_long():
    """The duration of the form has no effect then."""
    assert interimaire.refusal(parse({"duree_mois": 60, "ponctuel": True}, BAREMES), BAREMES) is None


def test_a_refusal_for_its_duration_tells_both():
    """18 months at most, 24 needed, and the text."""
    refusal = interimaire.refusal(parse({"duree_mois": 24}, BAREMES), BAREMES)

    assert (refusal.option, refusal.parameter) == ("interimaire", "duree_maximale_interim")
    assert refusal.reason == (
        "Une mission d’intérim dure 18\u00a0mois au plus, renouvellements compris. Votre besoin en dure 24."
    )


@pytest.mark.parametrize("motive", ["accroissement", "remplacement", "saisonnier"])
def test_a_lawful_motive_is_accepted(motive):
    """C. trav. art. L. 1251-6."""
    assert interimaire.refusal(parse({"motif_interim": motive}, BAREMES), BAREMES) is None


def test_a_lasting_job_is_refused():
    """C. trav. art. L. 1251-5: no temp for the normal and permanent activity, even for a month."""
    refusal = interimaire.refusal(parse({"motif_interim": "aucun", "duree_mois": 1}, BAREMES), BAREMES)

    assert refusal.parameter == "obligation_interim_motif"
    assert refusal.reason.startswith("L’intérim ne peut pas pourvoir durablement un emploi normal de l’entreprise.")
