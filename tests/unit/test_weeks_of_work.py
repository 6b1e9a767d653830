"""Weeks of the year without work: paid to an employee, to no one else."""

from decimal import Decimal

import pytest
from needs import BAREMES, PLAIN, TARIFS

from estimator.answer.comparison import compare
from estimator.errors import InvalidInputs
from estimator.formatting import heures
from estimator.law.rules.temps_travail import part_des_semaines
from estimator.money import round_cent
from estimator.need.inputs import parse
from estimator.telling.analysis import analyse
from estimator.telling.rendering import render_result
from estimator.telling.sentences import plain_text
from theme.plugins.estimate.estimation import make_environment

YEAR = {
    "heures_payees_par_an": Decimal(1820),
    "heures_travaillees_par_an": Decimal(1607),
    "semaines_par_an": Decimal(52),
}


def estimate(**answers):
    """Return the comparison of these answers, no floor for anyone."""
    return compare(parse({**PLAIN, **answers}, BAREMES, TARIFS), TARIFS, BAREMES)


def employee(**answers):
    """Return the employee of these answers, without the floor of part time."""
    return estimate(derogation_temps_partiel=True, **answers).options["salarie"]


def refused(**answers):
    """Return the faults of these answers by field, empty when they are taken."""
    try:
        parse({**PLAIN, **answers}, BAREMES, TARIFS)
    except InvalidInputs as error:
        return {fault.key: fault.message for fault in error.faults}
    return {}


# A full year has 1 607 / 35 = 45.914… weeks of work.
@pytest.mark.parametrize(("weeks", "share"), [(52, "1"), (46, "1"), (45, "0.9801"), (36, "0.7841")])
def test_share_of_the_weeks_counts_below_a_full_year_of_work(weeks, share):
    """Leave and public holidays fill six weeks without work: they change nothing."""
    assert Decimal(share) == round(part_des_semaines(Decimal(weeks), **YEAR), 4)


# 60 h a month are 720 h in 36 weeks: 20 h a week, paid 52 weeks, 86.67 h a month; in 52 weeks 15.68 h, 67.95 h.
@pytest.mark.parametrize(
    ("weeks", "weekly", "paid"),
    [(36, "20", "86.67"), (45, "16", "69.33"), (46, "15.68", "67.95"), (52, "15.68", "67.95")],
)
def test_contract_holds_the_hours_of_its_weeks_and_is_paid_all_year(weeks, weekly, paid):
    """Pay is the same every month (L. 3242-1): weeks without work are paid too."""
    found = employee(heures_par_mois=60, semaines_besoin=weeks)
    assert (Decimal(weekly), Decimal(paid)) == (
        round_cent(found.facts["heures_par_semaine_contrat"]),
        round_cent(found.hours.payees),
    )


def test_hours_of_presence_beyond_the_need_are_told():
    """She works 1 607 hours for 1 820 paid, whether there is work or not: 86.67 h paid are 76.52 h of presence."""
    hours = employee(heures_par_mois=60, semaines_besoin=36).hours
    assert (Decimal("76.52"), Decimal("16.52")) == (round_cent(hours.travaillees), round_cent(hours.sans_besoin))
    assert employee(heures_par_mois=60).hours.sans_besoin == 0


def test_no_one_else_is_paid_for_weeks_without_work():
    """An invoice and a temp's hours are those of the need."""
    all_year, part = (estimate(heures_par_mois=60, semaines_besoin=weeks) for weeks in (52, 36))
    for option in ("prestataire", "interimaire"):
        assert all_year.options[option].mensuel == part.options[option].mensuel
    assert all_year.options["salarie"].mensuel <= part.options["salarie"].mensuel


# A surge of six months: 24 h a week in 36 weeks of 52 are 72 h a month, in all of them 104.
def test_floor_of_a_temp_holds_in_the_weeks_of_work():
    """No mission runs in a week without work."""
    surge = {"heures_par_mois": 10, "motif_interim": "accroissement", "duree_mois": 6}
    found = [estimate(**surge, semaines_besoin=weeks).options["interimaire"].hours.payees for weeks in (52, 36)]
    assert found == [104, 72]


@pytest.mark.parametrize(
    ("contract", "same"),
    [
        ({"ponctuel": "oui"}, True),
        ({"contrat": "CDD", "motif_cdd": "saisonnier"}, True),
        ({"contrat": "CDD", "motif_cdd": "remplacement"}, False),
        ({}, False),
    ],
)
def test_mission_and_season_are_paid_for_their_weeks_alone(contract, same):
    """Monthly pay is not theirs (L. 3242-1)."""
    need = {"heures_par_mois": 60, **contract}
    assert same is (employee(**need).mensuel == employee(**need, semaines_besoin=36).mensuel)


# 43 h in each of 36 weeks are 1 548 h a year: 129 h a month.
@pytest.mark.parametrize(("hours", "fields"), [("129", []), ("129,01", ["semaines_besoin"])])
def test_weeks_that_would_take_too_many_hours_are_refused(hours, fields):
    """Beyond 43 hours a week another rate of overtime is due: the form says what to change."""
    found = refused(heures_par_mois=hours, semaines_besoin=36)
    assert fields == list(found)
    assert all("36 semaines" in message and heures(43) in message for message in found.values())


def test_absences_are_blamed_where_they_alone_are_too_many():
    """The message names what can be changed."""
    assert list(refused(heures_par_mois=150, absences_comptees=True, taux_absence=10)) == ["taux_absence"]


def test_tasks_are_held_to_the_same_weeks():
    """Tasks take hours as well: 390 letters of 20 minutes are 130 h."""
    tasks = {"besoin": "taches", "volume_courrier": 390}
    assert refused(**tasks) == {}
    assert list(refused(**tasks, semaines_besoin=36)) == ["semaines_besoin"]


def test_curve_stops_where_the_form_does():
    """No crossing is told at hours that would be refused."""
    curve = estimate(heures_par_mois=60, semaines_besoin=36).curve
    assert Decimal(129) == round_cent(curve.heures[-1])
    assert Decimal("151.67") == estimate(heures_par_mois=60).curve.heures[-1]


@pytest.mark.parametrize(("weeks", "told"), [(36, True), (46, False)])
def test_note_tells_what_weeks_without_work_cost(weeks, told):
    """It gives the hours without need, and the contract that would avoid them."""
    need = parse(
        {**PLAIN, "derogation_temps_partiel": True, "heures_par_mois": 60, "semaines_besoin": weeks}, BAREMES, TARIFS
    )
    text = plain_text(render_result(make_environment(), analyse(need, TARIFS, BAREMES), BAREMES))
    assert told is ("Votre travail n’occupe que 36 semaines par an" in text)
    assert told is (f"{heures(Decimal('16.52'))} de présence par mois sans besoin" in text)
    assert told is ("L. 3123-33" in text)
