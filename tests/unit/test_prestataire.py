"""The independent secretary's invoice."""

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from needs import BAREMES, PRICES, answers, prices

from estimator.answer.scenarios import prestataire
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

HOURLY = {"taux_horaire": 30}
PACKAGES = {
    "taux_horaire": 30,
    "forfaits": [
        {"nom": "Forfait 10 heures", "heures": 10, "prix": 290},
        {"nom": "Forfait 20 heures", "heures": 20, "prix": 570},
    ],
}


def invoice(hours, tarifs, baremes=BAREMES, **answers):
    """Return the cost of so many hours under this price list."""
    prices = parse_tarifs(tarifs)
    return prestataire.cost(parse({"heures_par_mois": hours, **answers}, baremes, prices), prices, baremes)


def lines(cost):
    """Return (code, amount) of each line."""
    return [(line.code, line.amount) for line in cost.lines]


def test_hours_are_invoiced_at_the_hourly_rate():
    """40 × 30 = 1 200 €."""
    assert [("heures", Decimal(1200))] == lines(invoice(40, HOURLY))


# By the hour 7, 8, 9.66, 9.67, 10, 11 h: 210, 240, 289.80, 290.10, 300, 330. Package of 10 h: 290, then 30 an hour;
# package of 20 h: 570 from 290 + 30 × (h − 10) = 570, at h = 19.33…
@pytest.mark.parametrize(
    ("hours", "price", "package"),
    [
        ("9.66", "289.80", None),
        ("9.67", "290", "Forfait 10 heures"),
        ("10", "290", "Forfait 10 heures"),
        ("10.5", "305", "Forfait 10 heures"),
        ("19.33", "569.90", "Forfait 10 heures"),
        ("19.34", "570", "Forfait 20 heures"),
        ("20", "570", "Forfait 20 heures"),
        ("25", "720", "Forfait 20 heures"),
    ],
)
def test_the_cheapest_invoice_is_chosen(hours, price, package):
    """By the hour, a package before its end, and hours beyond it: both sides of each change."""
    cost = invoice(hours, PACKAGES)

    assert (Decimal(price), package) == (cost.mensuel, cost.facts["forfait"])


def test_hours_beyond_a_package_are_a_line_of_their_own():
    """570 € and 5 × 30 €."""
    assert [("forfait", Decimal(570)), ("heures_au_dela", Decimal(150))] == lines(invoice(25, PACKAGES))


def test_a_package_tells_the_hours_it_holds():
    """The label says what is bought."""
    assert invoice(10, PACKAGES).lines[0].label == "Forfait 10 heures (10\u00a0h comprises)"


def test_an_equal_price_keeps_the_hourly_invoice():
    """Of two equal invoices, the simpler one."""
    same = {"taux_horaire": 30, "forfaits": [{"nom": "Forfait", "heures": 10, "prix": 300}]}

    assert [("heures", Decimal(300))] == lines(invoice(10, same))


def test_a_package_not_used_up_is_paid_whole():
    """10 hours paid for 9.8 needed; none is worked without need."""
    hours = invoice("9.8", PACKAGES).hours

    assert (Decimal("9.8"), Decimal(10), Decimal(0)) == (hours.utiles, hours.payees, hours.sans_besoin)


# 1 h × 30 = 30 below a minimum of 45: 15 more. At 1.5 h: exactly 45, nothing more.
@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("1", [("heures", "30"), ("minimum_facturation", "15")]),
        ("1.49", [("heures", "44.70"), ("minimum_facturation", "0.30")]),
        ("1.5", [("heures", "45")]),
        ("1.51", [("heures", "45.30")]),
    ],
)
def test_a_small_invoice_is_raised_to_the_minimum(hours, expected):
    """Both sides of the hours that make the minimum."""
    found = lines(invoice(hours, {**HOURLY, "minimum_facturation": 45}))

    assert [(code, Decimal(value)) for code, value in expected] == found


def test_a_package_below_the_minimum_is_raised_to_it():
    """The minimum is that of any invoice: 2 h by the hour are 60 €, the package of 40 € becomes 45 €."""
    tarifs = {
        **HOURLY,
        "minimum_facturation": 45,
        "forfaits": [{"nom": "Forfait", "heures": 2, "prix": 40}],
    }

    assert [("forfait", Decimal(40)), ("minimum_facturation", Decimal(5))] == lines(invoice(2, tarifs))


def test_a_package_and_an_hour_both_raised_to_the_minimum_keep_the_hour():
    """45 € either way: the simpler invoice."""
    tarifs = {
        **HOURLY,
        "minimum_facturation": 45,
        "forfaits": [{"nom": "Forfait", "heures": 1, "prix": 40}],
    }

    assert [("heures", Decimal(30)), ("minimum_facturation", Decimal(15))] == lines(invoice(1, tarifs))


@pytest.mark.parametrize("deductible", [True, False])
def test_no_vat_under_the_franchise(deductible):
    """The price is what the client pays, whether he recovers VAT or not."""
    assert [("heures", Decimal(1200))] == lines(invoice(40, HOURLY, tva_deductible=deductible))


def test_vat_is_borne_by_a_client_who_does_not_recover_it():
    """20 % of 1 200 €, on a line of its own."""
    cost = invoice(40, {**HOURLY, "regime_tva": "assujettie"}, tva_deductible=False)

    assert [("heures", Decimal(1200)), ("tva", Decimal(240))] == lines(cost)


def test_vat_is_not_borne_by_a_client_who_recovers_it():
    """The price before VAT is the cost."""
    cost = invoice(40, {**HOURLY, "regime_tva": "assujettie"}, tva_deductible=True)

    assert [("heures", Decimal(1200))] == lines(cost)


def test_vat_is_due_on_the_complement_to_the_minimum():
    """The whole invoice bears it: 20 % of 45 €."""
    tarifs = {**HOURLY, "minimum_facturation": 45, "regime_tva": "assujettie"}

    assert Decimal(54) == invoice(1, tarifs, tva_deductible=False).mensuel


# 1 September 2026 is the day that ordonnance 2026-671 put off.
@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2026, 9, 1)])
def test_an_invoice_under_the_franchise_bears_its_mention(day):
    """The article of the CGI, alone."""
    assert invoice(40, HOURLY, baremes_at(day)).facts["mention_tva"] == "TVA non applicable, art. 293 B du CGI"


def test_an_invoice_with_vat_bears_no_mention_of_the_franchise():
    """The two regimes exclude each other."""
    facts = invoice(40, {**HOURLY, "regime_tva": "assujettie"}).facts

    assert (facts["assujettie"], facts["mention_tva"]) == (True, None)


# Ends of packages 10 and 20; minimum 0 meets nothing new; 290 / 30 = 9.666…; 570 / 30 = 19; 10 + (570 − 290) / 30 = 19.333…
def test_kinks_hold_every_change_of_invoice():
    """Where the price list bends: end of each package, and where two invoices are equal."""
    found = {round(kink, 6) for kink in prestataire.kinks(parse({}, BAREMES), parse_tarifs(PACKAGES), BAREMES)}

    assert {Decimal(10), Decimal(20), Decimal("9.666667"), Decimal(19), Decimal("19.333333")} <= found


#: Two tasks, 10 € and 2,20 €; lawyers' work at 34 € an hour.
TASKS = {**PACKAGES, "taches": PRICES["taches"], "specialites": PRICES["specialites"]}


# 12 × 10 = 120; 100 × 2.20 = 220.
def test_tasks_are_invoiced_by_the_unit():
    """One line per task asked for, quantity × price, and no hours."""
    cost = invoice(20, TASKS, besoin="taches", volume_courrier=12, volume_transcription=100)

    assert [("tache_courrier", Decimal(120)), ("tache_transcription", Decimal(220))] == lines(cost)


def test_a_task_not_asked_for_has_no_line():
    """Nothing for nothing."""
    assert [("tache_courrier", Decimal(120))] == lines(invoice(20, TASKS, besoin="taches", volume_courrier=12))


def test_a_line_of_a_task_tells_its_units_and_their_price():
    """12 letters at 10 €: what the quote shows."""
    line = invoice(20, TASKS, besoin="taches", volume_courrier=12).lines[0]

    assert ("Courrier", Decimal(12), Decimal(10), True) == (line.label, line.base, line.rate, line.rate_is_price)


# 30 × 20 min = 10 h: 300 € by the task, where the package of 10 hours costs 290 €.
def test_a_package_does_not_serve_tasks():
    """Packages are sold by the hour."""
    cost = invoice(20, TASKS, besoin="taches", volume_courrier=30)

    assert (Decimal(300), None, Decimal(10)) == (cost.mensuel, cost.facts["forfait"], cost.hours.utiles)


def test_volumes_do_not_count_in_a_need_told_in_hours():
    """What was typed before the answer changed is left aside."""
    assert [("heures", Decimal(150))] == lines(invoice(5, TASKS, volume_courrier=12))


def test_a_speciality_has_its_own_rate():
    """5 h × 34 €."""
    assert [("heures", Decimal(170))] == lines(invoice(5, TASKS, specialite="juridique"))


# 10 × 34 = 340, where the package of 10 hours costs 290 €.
def test_a_package_does_not_serve_a_speciality():
    """Packages are sold for general work."""
    cost = invoice(10, TASKS, specialite="juridique")

    assert [("heures", Decimal(340))] == lines(cost)
    assert cost.facts["forfait"] is None


MORE = {**HOURLY, "majorations": {"urgence_pourcent": 20, "week_end_pourcent": 50}}


# 40 × 30 = 1 200; half of it urgent: 600 × 20 % = 120.
def test_urgent_work_costs_its_surcharge():
    """On the share that is urgent only."""
    assert [("heures", Decimal(1200)), ("majoration_urgence", Decimal(120))] == lines(
        invoice(40, MORE, part_urgente=50)
    )


# A tenth at the week-end: 120 × 50 % = 60.
def test_work_at_the_week_end_costs_its_surcharge():
    """On the share done then only."""
    assert [("heures", Decimal(1200)), ("majoration_week_end", Decimal(60))] == lines(
        invoice(40, MORE, part_week_end=10)
    )


def test_both_surcharges_add_up_on_the_work():
    """120 + 60: neither bears on the other."""
    assert Decimal(1380) == invoice(40, MORE, part_urgente=50, part_week_end=10).mensuel


def test_a_surcharge_tells_its_base_and_its_rate():
    """20 % of 600 €: a fraction, no price."""
    line = invoice(40, MORE, part_urgente=50).lines[1]

    assert (Decimal(600), Decimal("0.2"), False) == (line.base, line.rate, line.rate_is_price)


def test_a_surcharge_of_nothing_has_no_line():
    """Neither without a share, nor without a price."""
    assert [("heures", Decimal(1200))] == lines(invoice(40, MORE)) == lines(invoice(40, HOURLY, part_urgente=50))


# Package of 10 hours 290 €; all of it urgent: 290 × 20 % = 58.
def test_a_surcharge_bears_on_a_package():
    """The price of the package is that of the work."""
    cost = invoice(10, {**PACKAGES, "majorations": {"urgence_pourcent": 20}}, part_urgente=100)

    assert [("forfait", Decimal(290)), ("majoration_urgence", Decimal(58))] == lines(cost)


# 12 letters at 10 €, all at the week-end: 120 × 50 % = 60.
def test_a_surcharge_bears_on_tasks():
    """As on hours."""
    tarifs = {**TASKS, "majorations": {"week_end_pourcent": 50}}
    cost = invoice(20, tarifs, besoin="taches", volume_courrier=12, part_week_end=100)

    assert [("tache_courrier", Decimal(120)), ("majoration_week_end", Decimal(60))] == lines(cost)


AWAY = {**HOURLY, "deplacement_gratuit_km": 25, "prix_kilometre": "0.60"}


# Half of 35 h at the client's: 17.5 h, 5 visits of 3.5 h; 40 km are 15 beyond 25: 2 × 15 × 5 = 150 km × 0.60 = 90.
def test_travel_beyond_the_free_radius_is_paid_both_ways_at_each_visit():
    """90 € for five visits 40 km away."""
    cost = invoice(35, AWAY, part_sur_place=50, distance_km=40)
    line = cost.lines[-1]

    assert [("heures", Decimal(1050)), ("deplacements", Decimal(90))] == lines(cost)
    assert (Decimal(150), Decimal("0.60"), True) == (line.base, line.rate, line.rate_is_price)


# One more kilometre: 2 × 1 × 5 × 0.60 = 6.
@pytest.mark.parametrize(("distance", "travel"), [(24, 0), (25, 0), (26, 6)])
def test_travel_within_the_free_radius_is_free(distance, travel):
    """Both sides of 25 km."""
    assert Decimal(1050 + travel) == invoice(35, AWAY, part_sur_place=50, distance_km=distance).mensuel


def test_remote_work_has_no_travel():
    """Nobody travels, however far."""
    assert [("heures", Decimal(1050))] == lines(invoice(35, AWAY, distance_km=400))


# 17.5 h × (36 − 30) = 105.
def test_work_at_the_client_s_costs_its_supplement():
    """The difference between both rates, on the hours spent there."""
    cost = invoice(35, {**HOURLY, "taux_horaire_sur_place": 36}, part_sur_place=50)

    assert [("heures", Decimal(1050)), ("supplement_sur_place", Decimal(105))] == lines(cost)


@pytest.mark.parametrize("rate", [0, 30])
def test_a_rate_on_site_that_is_not_higher_is_no_supplement(rate):
    """Nor a discount: zero says « the same price »."""
    cost = invoice(35, {**HOURLY, "taux_horaire_sur_place": rate}, part_sur_place=50)

    assert [("heures", Decimal(1050))] == lines(cost)


# 35 h, half urgent: 525 × 20 % = 105 on the work; supplement 105, travel 90 without surcharge.
def test_surcharges_bear_on_the_work_alone():
    """Neither on the supplement nor on travel."""
    tarifs = {**AWAY, "taux_horaire_sur_place": 36, "majorations": {"urgence_pourcent": 20}}
    cost = invoice(35, tarifs, part_sur_place=50, distance_km=40, part_urgente=50)

    assert [
        ("heures", Decimal(1050)),
        ("majoration_urgence", Decimal(105)),
        ("supplement_sur_place", Decimal(105)),
        ("deplacements", Decimal(90)),
    ] == lines(cost)


# 1 h × 30 + 20 % = 36 below a minimum of 45: 9 more.
def test_surcharges_count_in_the_minimum():
    """The minimum is that of the whole invoice."""
    cost = invoice(1, {**MORE, "minimum_facturation": 45}, part_urgente=100)

    assert [
        ("heures", Decimal(30)),
        ("majoration_urgence", Decimal(6)),
        ("minimum_facturation", Decimal(9)),
    ] == lines(cost)


# 3 × 10 = 30 below 45.
def test_tasks_are_raised_to_the_minimum():
    """As hours are."""
    cost = invoice(20, {**TASKS, "minimum_facturation": 45}, besoin="taches", volume_courrier=3)

    assert [("tache_courrier", Decimal(30)), ("minimum_facturation", Decimal(15))] == lines(cost)


# 30 % of 1 200 € before VAT.
@pytest.mark.parametrize("one_off", [False, True])
@pytest.mark.parametrize("regime", ["franchise", "assujettie"])
def test_the_deposit_is_a_share_of_an_invoice_before_vat(regime, one_off):
    """Of a month, or of the whole mission."""
    tarifs = {**HOURLY, "acompte_pourcent": 30, "regime_tva": regime}
    cost = invoice(40, tarifs, ponctuel=one_off, tva_deductible=False)

    assert Decimal(360) == cost.facts["acompte"]


def test_no_deposit_is_asked_by_default():
    """Zero per cent of the invoice."""
    assert invoice(40, HOURLY).facts["acompte"] == 0


def test_the_amount_before_vat_is_told():
    """1 200 € before VAT, 1 440 € with it."""
    cost = invoice(40, {**HOURLY, "regime_tva": "assujettie"}, tva_deductible=False)

    assert (Decimal(1200), Decimal(1440)) == (cost.facts["hors_taxe"], cost.mensuel)


# 1 200 × 12, × 6, × 1.
@pytest.mark.parametrize(
    ("answers", "whole"), [({}, 14400), ({"duree_mois": 6}, 7200), ({"ponctuel": True, "duree_mois": 6}, 1200)], ids=str
)
def test_the_whole_need_costs_its_months(answers, whole):
    """A one-off need is a month of its own."""
    assert Decimal(whole) == invoice(40, HOURLY, **answers).total


@settings(max_examples=40)
@given(answers(), prices)
def test_between_two_kinks_the_invoice_is_a_straight_line(raw, given_prices):
    """Halfway between two of them the cost is halfway: no bend is forgotten."""
    tarifs = parse_tarifs(given_prices)
    inputs = parse(raw, BAREMES, tarifs)
    kinks = {kink for kink in prestataire.kinks(inputs, tarifs, BAREMES) if 1 < kink < 152}
    points = sorted({Decimal(1), Decimal(152), *kinks})

    def price(hours):
        return prestataire.cost(inputs.with_hours(hours), tarifs, BAREMES).mensuel

    bent = [
        (low, high)
        for low, high in itertools.pairwise(points)
        if abs(price((low + high) / 2) - (price(low) + price(high)) / 2) > Decimal("1E-15")
    ]

    assert bent == []
