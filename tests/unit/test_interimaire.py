"""The temp agency's invoice."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.answer.comparison import compare
from estimator.answer.scenarios import interimaire
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
TARIFS = parse_tarifs({"taux_horaire": 30})
#: 2 275 / (1820 / 12) = 15 € gross the hour, exactly.
FIFTEEN = {"salaire_brut_temps_plein": 2275, "heures_par_mois": 40, "motif_interim": "remplacement"}


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
    """Neither floor nor leave for who replaces: hours needed, paid and worked are the same."""
    hours = sent().hours

    assert (Decimal(40), Decimal(40), Decimal(40)) == (hours.utiles, hours.payees, hours.travaillees)


@pytest.mark.parametrize("motive", ["accroissement", "saisonnier"])
@pytest.mark.parametrize(("convention", "floor"), [("aucune", 104), ("1147", Decimal(16) * 52 / 12)])
def test_a_surge_and_a_season_have_the_floor_of_part_time(motive, convention, floor):
    """L. 3123-7, 3° exempts the replacement alone: 24 h (or the branch's) × 52 / 12 are invoiced, leave being an indemnity."""
    found = sent(motif_interim=motive, convention_collective=convention)

    assert found.facts["plancher_applique"]
    assert round(found.hours.payees, 20) == round(Decimal(floor), 20)
    assert round(found.mensuel, 15) == round(Decimal(floor) * 30, 15)
    assert found.hours.sans_besoin == found.hours.payees - 40


@pytest.mark.parametrize(("hours", "floored"), [("103.99", True), ("104", False), ("104.01", False)])
def test_the_floor_of_a_mission_ends_at_104_hours(hours, floored):
    """Both sides of 24 × 52 / 12."""
    found = sent(motif_interim="accroissement", heures_par_mois=hours)

    assert found.facts["plancher_applique"] is floored
    assert found.hours.payees == max(Decimal(hours), Decimal(104))


@pytest.mark.parametrize(
    "answers", [{"derogation_temps_partiel": True}, {"ponctuel": True}, {"motif_interim": "aucun"}], ids=str
)
def test_what_frees_an_employee_of_the_floor_frees_a_temp(answers):
    """Her own request, a single mission; and a price that is a reference only is that of the hours."""
    assert sent(**{"motif_interim": "accroissement", **answers}).hours.payees == 40


def test_the_invoice_bends_at_its_floor_alone():
    """Twice the hours, twice the price, but below 104 hours of a surge."""
    kinks = [
        interimaire.kinks(parse({**FIFTEEN, "motif_interim": motive}, BAREMES), TARIFS, BAREMES)
        for motive in ("remplacement", "accroissement")
    ]

    assert kinks == [(), (Decimal(104),)]


def test_expenses_of_the_agency_are_a_line_of_their_own():
    """1 200 € and 50 € a month, VAT on both: 20 % of 1 250 €."""
    found = [
        (line.code, round(line.amount, 18)) for line in sent(frais_interim_mensuels=50, tva_deductible=False).lines
    ]

    assert [("facture_agence", Decimal(1200)), ("frais_agence", Decimal(50)), ("tva", Decimal(250))] == found


def refused(**answers):
    """Return why a temp is unlawful, or None."""
    return interimaire.refusal(parse(answers, BAREMES), BAREMES)


@pytest.mark.parametrize(("months", "told"), [("18", False), ("18,01", True), ("19", True)])
def test_a_surge_lasts_18_months_at_most(months, told):
    """Both sides of C. trav. art. L. 1251-12-1, renewals included."""
    assert told is bool(refused(motif_interim="accroissement", duree_mois=months))


@pytest.mark.parametrize("motive", ["remplacement", "saisonnier"])
@pytest.mark.parametrize("months", ["18,01", "24", "60"])
def test_a_replacement_and_a_season_have_no_longest_mission(motive, months):
    """C. trav. art. L. 1251-11: without a precise term, they end with what they were made for."""
    assert refused(motif_interim=motive, duree_mois=months) is None


def test_a_one_off_need_is_never_too_long():
    """The duration of the form has no effect then, and the mission is no lasting need."""
    assert refused(duree_mois=60, ponctuel=True) is None


@pytest.mark.parametrize("motive", ["accroissement activité", "remplacement", "saisonnier"])
def test_a_mission_has_the_motive_of_its_contract(motive):
    """One question for both: why someone is needed."""
    need = parse({"ponctuel": True, "motif_cdd": motive}, BAREMES)

    assert interimaire.motif(need) == motive
    assert refused(ponctuel=True, motif_cdd=motive) is None


def test_a_refusal_for_its_duration_tells_both():
    """18 months at most, 24 needed, and the text."""
    refusal = refused(motif_interim="accroissement", duree_mois=24)

    assert refusal.parameter == "duree_maximale_interim"
    assert refusal.reason == (
        "Pour un surcroît d’activité, une mission d’intérim dure 18\u00a0mois au plus, renouvellements compris. Votre "
        "besoin en dure 24."
    )


@pytest.mark.parametrize("motive", ["accroissement", "remplacement", "saisonnier"])
def test_a_lawful_motive_is_accepted(motive):
    """C. trav. art. L. 1251-6."""
    assert refused(motif_interim=motive) is None


def test_a_lasting_job_is_refused():
    """C. trav. art. L. 1251-5: no temp for the normal and permanent activity, even for a month, and by default."""
    refusal = refused(duree_mois=1)

    assert refusal.parameter == "obligation_interim_motif"
    assert refusal.reason.startswith("L’intérim ne peut pas pourvoir durablement un emploi normal de l’entreprise.")


@pytest.mark.parametrize("hours", [20, 60])
def test_an_unlawful_temp_decides_nothing(hours):
    """The least price of all is a reference: it has no rank, no crossing, no curve."""
    tarifs = parse_tarifs({"taux_horaire": 500})
    found = compare(parse({"heures_par_mois": hours, "coefficient_facturation": 1}, BAREMES), tarifs, BAREMES)

    assert min(found.options, key=lambda name: found.options[name].mensuel) == "interimaire"
    assert found.rang("interimaire") is None
    assert found.ranking == ("salarie", "prestataire")
    assert "interimaire" not in {*found.curve.couts, *(name for one in found.seuils for name in one.options)}
