"""Journeys avoided: ADEME's formula, by hand."""

from decimal import Decimal

import pytest
from needs import BAREMES, TARIFS

from estimator.answer.carbon import carbon
from estimator.answer.comparison import compare
from estimator.need.inputs import parse
from estimator.need.journeys import MODES

#: 140 h a month are more than full time: five days a week, of which 80 % at the client's leave one avoided.
ONE_DAY = {"heures_par_mois": 140, "part_sur_place": 80, "distance_trajet": 13}


def avoided(**answers):
    """Return the CO2 avoided by a need."""
    return carbon(compare(parse(answers, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES)


# 0.1423 kg × 13 km × 2 = 3.6998 kg a day; × 46 weeks × 1 day = 170.1908 kg; × 0.75 = 127.6431.
def test_one_day_a_week_by_car_over_13_km_avoids_127_64_kg_a_year():
    """The method's worked example: factor × distance × 2 × weeks × days × what is left after the rebound."""
    assert Decimal("127.6431") == avoided(**ONE_DAY).central


# 170.1908 × 0.69 × 0.74 = 86.89942248: the strongest rebound, and 74 % of journeys by car.
def test_the_low_end_counts_the_strongest_rebound_and_the_share_of_cars():
    """Nobody knows that the employee would have come by car."""
    assert Decimal("86.89942248") == avoided(**ONE_DAY).bas


def test_the_high_end_counts_no_rebound():
    """170,19 kg: the whole of the journeys."""
    assert Decimal("170.1908") == avoided(**ONE_DAY).haut


# 0.0277 × 26 × 46 = 33.1292; × 0.69 = 22.859148: a train is known to be a train.
def test_the_share_of_cars_concerns_cars_only():
    """By train, the low end is that of the rebound alone."""
    assert Decimal("22.859148") == avoided(**ONE_DAY, mode_trajet="train").bas


# kg a kilometre × 26 km × 46 weeks × 0.75 = × 897.
@pytest.mark.parametrize(
    ("mode", "factor"),
    [
        ("voiture_thermique", "0.1423"),
        ("voiture_electrique", "0.0674"),
        ("bus", "0.1224"),
        ("train", "0.0277"),
        ("metro", "0.0044"),
        ("scooter", "0.0763"),
        ("velo_electrique", "0.0110"),
        ("velo", "0.00017"),
    ],
)
def test_each_mode_has_its_factor(mode, factor):
    """As the Base Empreinte publishes them."""
    assert Decimal(factor) * 897 == avoided(**ONE_DAY, mode_trajet=mode).central


def test_every_mode_of_the_form_is_tested():
    """The list above is that of the question."""
    assert len(MODES) == 8


# 7 h a week are 7 × 1607 / 420 = 26.783333… h a month: one day of seven hours.
def test_seven_hours_a_week_are_one_day():
    """The same journeys as one day of a full time."""
    found = avoided(heures_par_mois="26.78333333333333333", distance_trajet=13)

    assert (Decimal("1.0000"), Decimal("127.643")) == (round(found.trajets_par_semaine, 4), round(found.central, 3))


# Full time is 35 × 1607 / 420 = 133.916666… h a month.
@pytest.mark.parametrize(("hours", "full"), [("133.91", False), ("133.92", True), ("151.67", True)])
def test_there_are_five_days_in_a_week_at_most(hours, full):
    """Both sides of the full time: overtime adds no journey."""
    assert full is (avoided(heures_par_mois=hours).trajets_par_semaine == 5)


def test_work_done_at_the_client_s_avoids_nothing():
    """She travels as an employee would."""
    found = avoided(heures_par_mois=140, part_sur_place=100)

    assert (Decimal(0), Decimal(0), Decimal(0)) == (found.bas, found.central, found.haut)


def test_no_distance_avoids_nothing():
    """An employee who lives next door makes no journey."""
    assert avoided(heures_par_mois=140, distance_trajet=0).haut == 0


# 127.6431 × 6 / 12, × 1 / 12 for one mission, and the whole year beyond twelve months.
@pytest.mark.parametrize(
    ("answers", "kilograms"),
    [
        ({"duree_mois": 6}, "63.82155"),
        ({"duree_mois": 12}, "127.6431"),
        ({"duree_mois": 13}, "127.6431"),
        ({"ponctuel": True, "duree_mois": 12}, "10.636925"),
    ],
    ids=str,
)
def test_a_need_shorter_than_a_year_avoids_its_share_of_the_year(answers, kilograms):
    """Both sides of twelve months; a one-off need is one month."""
    assert Decimal(kilograms) == round(avoided(**ONE_DAY, **answers).central, 10)
