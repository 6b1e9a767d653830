"""The answer in words: both directions, and French spaces."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from needs import BAREMES, PLAIN, TARIFS, answers

from estimator.answer.comparison import compare
from estimator.answer.sensitivity import Flip
from estimator.need.inputs import parse
from estimator.need.questions import field_named
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.sentences import (
    NAMES,
    RANKS,
    change,
    headline,
    journeys,
    limits,
    over,
    over_whole,
    plain_text,
    rank_words,
    result,
)

THIRTY = {"taux_horaire": 30}


def estimate(prices=THIRTY, **given):
    """Return the comparison under a price list."""
    tarifs = parse_tarifs(prices)
    return compare(parse({**PLAIN, **given}, BAREMES, tarifs), tarifs, BAREMES)


def said(prices=THIRTY, **given):
    """Return the result as text."""
    return plain_text(result(estimate(prices, **given)))


# Coefficient 2,5 makes the agency 14.505494 × 2.5 = 36.26 € an hour: 40 h cost 1 450.549451, 251 more than 1 200 as shown.
def test_an_independent_secretary_who_is_cheapest_is_said_so():
    """What each costs, how much less than the next one, and from which whole hours that ends (59.488884)."""
    assert said(heures_par_mois=40, coefficient_facturation="2,5") == (
        "Pour 40\u00a0h par mois, la secrétaire indépendante coûte 1\u202f200\u00a0€, l’intérimaire 1\u202f451\u00a0€, la "
        "salariée 1\u202f785\u00a0€. La secrétaire indépendante coûte le moins cher\u00a0: 251\u00a0€ de moins que "
        "l’intérimaire. À partir de 60\u00a0h, la salariée coûte moins cher que la secrétaire indépendante."
    )


# 20 × 14.505494 × 1.7 = 493.186813.
def test_an_independent_secretary_who_is_not_cheapest_is_said_so():
    """The site does not hide it."""
    assert said(heures_par_mois=20, coefficient_facturation="1,7") == (
        "Pour 20\u00a0h par mois, l’intérimaire coûte 493\u00a0€, la secrétaire indépendante 600\u00a0€, la salariée "
        "1\u202f785\u00a0€. L’intérimaire coûte le moins cher\u00a0: 107\u00a0€ de moins que la secrétaire indépendante. La "
        "secrétaire indépendante n’est pas la moins chère dans ce cas. À partir de 60\u00a0h, la salariée coûte moins "
        "cher que la secrétaire indépendante."
    )


# 20 × 29.010989 = 580.219780: 19.78 € less than 600, 3.4 % of 580.
def test_costs_within_five_per_cent_are_said_to_be_about_the_same():
    """10 € of a hundred are no victory, and she is not said to be dearer."""
    assert said(heures_par_mois=20) == (
        "Pour 20\u00a0h par mois, l’intérimaire coûte 580\u00a0€, la secrétaire indépendante 600\u00a0€, la salariée "
        "1\u202f785\u00a0€. L’intérimaire et la secrétaire indépendante coûtent à peu près le même prix. À partir de "
        "60\u00a0h, la salariée coûte moins cher que la secrétaire indépendante."
    )


# 600 / 1.05 = 571.428571: 571.43 is still within 5 %, 571.42 is not. Pay × 12 / 1820 × 2 × 20 h.
@pytest.mark.parametrize(("coefficient", "same"), [("1.9696", False), ("1.9697", True)])
def test_the_tie_ends_at_five_per_cent_of_the_cheaper(coefficient, same):
    """571,40 € and 571,43 € against 600 €."""
    found = estimate(heures_par_mois=20, coefficient_facturation=coefficient)

    assert found.egalite is same
    assert ("à peu près le même prix" in plain_text(result(found))) is same
    assert {rank_words(name, found) for name in ("prestataire", "interimaire")} == (
        {RANKS[4]} if same else {RANKS[0], RANKS[2]}
    )


def test_three_costs_about_the_same_are_all_named():
    """61 h: 1 770 €, 1 785 € and 1 830 €."""
    text = said(heures_par_mois=61)

    assert " L’intérimaire, la salariée et la secrétaire indépendante coûtent à peu près le même prix. " in text
    assert "n’est pas la moins chère" not in text


def test_an_order_that_an_assumption_turns_is_said_to():
    """The winner stays; what would make another one is named."""
    told = plain_text(result(estimate(heures_par_mois=40), "Salaire"))

    assert " Cet ordre s’inverse dans la fourchette publiée pour «\u00a0Salaire\u00a0». " in told


def test_beyond_the_break_even_the_sentence_looks_back():
    """100 h: the employee costs less, and up to 59 h it would be the other way round."""
    assert said(heures_par_mois=100).endswith(
        " La secrétaire indépendante n’est pas la moins chère dans ce cas. Jusqu’à 59\u00a0h, la secrétaire "
        "indépendante coûterait moins cher que la salariée."
    )


@pytest.mark.parametrize(("hours", "said_so"), [("59.48", "À partir de 60"), ("59.49", "Jusqu’à 59")])
def test_the_sentence_turns_round_at_the_break_even(hours, said_so):
    """Both sides of 59.488884 h."""
    assert f" {said_so}\u00a0h, " in said(heures_par_mois=hours)


def test_without_a_break_even_the_sentence_says_so():
    """500 € an hour: never cheaper."""
    text = said({"taux_horaire": 500}, derogation_temps_partiel=True)

    assert text.endswith(
        " Quel que soit le nombre d’heures, la salariée coûte moins cher que la secrétaire indépendante."
    )


def test_a_one_off_need_is_a_mission():
    """Not « par mois »."""
    assert said(heures_par_mois=20, ponctuel=True).startswith("Pour cette mission de 20\u00a0h, ")


# 15 € gross × 2 = 30 € an hour.
def test_equal_costs_are_a_tie():
    """No « 0 € de moins »."""
    text = said(heures_par_mois="45.5", salaire_brut_temps_plein=2275)

    assert " La secrétaire indépendante et l’intérimaire coûtent à peu près le même prix. " in text


@pytest.mark.parametrize(("counted", "told"), [(False, "n’est pas compté."), (True, "est compté 650\u00a0€.")])
def test_a_mission_says_whether_finding_someone_is_counted(counted, told):
    """Nobody is there on the first day for nothing; each month, the question is asked of another list."""
    assert f" Chercher et choisir une salariée {told} " in said(
        heures_par_mois=20, ponctuel=True, recrutement_compte=counted
    )
    assert "Chercher" not in said(heures_par_mois=20, recrutement_compte=counted)


def test_hours_of_tasks_are_said_to_be_about_so_many():
    """7 letters of 20 minutes and 100 minutes of audio at 5: 10.67 h of an employee."""
    need = parse({"besoin": "taches", "volume_courrier": 7, "volume_transcription": 100}, BAREMES, TARIFS)

    assert plain_text(result(compare(need, TARIFS, BAREMES))).startswith("Pour environ 11\u00a0h par mois, ")


#: 600 € for 60 h against 20 € of health cover and 19.22 € an hour: they cross at 1.85, 30.18 and 113.14 h.
THRICE = {"taux_horaire": 30, "forfaits": [{"nom": "F", "heures": 60, "prix": 600}]}
HERS, TURNS = "la secrétaire indépendante coûte moins cher que la salariée", "la salariée coûte moins cher"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (1, f"De 2 à 30\u00a0h, {TURNS} que la secrétaire indépendante."),
        (10, f"De 31 à 113\u00a0h, {HERS}."),
        ("30.19", f"À partir de 114\u00a0h, {TURNS} que la secrétaire indépendante."),
        (
            140,
            "De 31 à 113\u00a0h, la secrétaire indépendante coûterait moins cher que la salariée.",
        ),
    ],
)
def test_a_sentence_says_how_far_it_holds(hours, expected):
    """Costs that cross more than once."""
    assert said(THRICE, heures_par_mois=hours, derogation_temps_partiel=True).endswith(f" {expected}")


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, "quel que soit le nombre d’heures"),
        (None, "59.488884", "jusqu’à 59\u00a0h"),
        (None, "60", "jusqu’à 59\u00a0h"),
        ("59.488884", None, "à partir de 60\u00a0h"),
        ("35", "71.16", "de 36 à 71\u00a0h"),
        ("40.2", "40.8", "au-delà de 40,2\u00a0h et jusqu’à 40,8\u00a0h"),
        ("151.2", None, "au-delà de 151,2\u00a0h"),
        (None, "0.9", "jusqu’à 0,9\u00a0h"),
    ],
)
def test_whole_hours_are_all_within_their_interval(start, end, expected):
    """Strictly: at the crossing itself both cost the same. Without a whole hour inside, hundredths tell it."""
    limits = tuple(limit and Decimal(limit) for limit in (start, end))

    assert over_whole(limits, Decimal("151.67")) == expected


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ((None, None), "quel que soit le nombre d’heures"),
        ((None, Decimal("59.488884")), "jusqu’à 59,48\u00a0h par mois"),
        ((Decimal("35.000000001"), None), "au-delà de 35\u00a0h par mois"),
        ((Decimal("4.006"), Decimal(35)), "au-delà de 4\u00a0h et jusqu’à 35\u00a0h par mois"),
    ],
)
def test_an_interval_holds_for_hours_counted_in_hundredths(interval, expected):
    """Both ends are rounded down."""
    assert over(interval, " par mois") == expected


@pytest.mark.parametrize(
    ("champ", "actuel", "valeur", "expected"),
    [
        ("coefficient_facturation", "2", "1.99924", "en dessous de 1,99 au lieu de 2"),
        ("coefficient_facturation", "2", "2.00001", "au-dessus de 2,01 au lieu de 2"),
        ("taux_at_mp", "0.0208", "0.020799", "en dessous de 2,07\u00a0% au lieu de 2,08\u00a0%"),
        ("recrutement", "0", "371.416", "au-dessus de 372\u00a0€ au lieu de zéro"),
    ],
)
def test_a_change_is_told_from_what_is_there(champ, actuel, valeur, expected):
    """Rounded away from the present value: never « en dessous de 2 au lieu de 2 »."""
    flip = Flip(champ, Decimal(actuel), Decimal(valeur), Decimal(0), ())

    assert plain_text(change(flip, field_named(champ, BAREMES, parse_tarifs(THIRTY)))) == expected


def test_journeys_of_no_weight_have_no_range():
    """Not « de 0 à 0 kg »."""
    nothing = plain_text(journeys(Decimal(0), Decimal("0.2"), Decimal("0.4"), whole_year=True))

    assert nothing == "Les trajets évités ne représentent pas un kilogramme de CO₂ par an."


def test_the_end_of_a_fixed_term_contract_is_not_left_out():
    """Its « indemnité de fin de contrat » is a line."""
    text = plain_text(limits(estimate(ponctuel=True)))

    assert (
        " Non compris pour la salariée\u00a0: absences, recrutement, poste de travail, formation, gestion de la paie."
        in text
    )


def test_a_temp_who_is_forbidden_is_not_compared():
    """The gap is with the employee: 1 785 − 600, as they are shown."""
    text = said(heures_par_mois=20, motif_interim="aucun")

    assert "l’intérimaire" not in text
    assert "\u00a0: 1\u202f185\u00a0€ de moins que la salariée." in text


def test_an_amount_is_kept_as_a_number_for_the_page():
    """The page shows it as machine-readable data."""
    amounts = [part for part in result(estimate(heures_par_mois=40)) if not isinstance(part, str)]

    assert amounts == [1160, 1200, 1785]


def test_limits_tell_the_day_of_the_law():
    """With no-break spaces inside the date."""
    assert plain_text(limits(estimate())).startswith("Droit en vigueur au 23\u00a0novembre\u00a02026, ")


def test_limits_name_what_is_left_out_of_the_employee():
    """Every charge that is off."""
    assert (
        " Non compris pour la salariée\u00a0: absences, recrutement, poste de travail, formation, fin du contrat, "
        "gestion de la paie." in plain_text(limits(estimate()))
    )


def test_limits_name_no_more_what_is_counted():
    """A charge switched on leaves the list."""
    text = plain_text(limits(estimate(absences_comptees=True, formation_comptee=True)))

    assert (
        " Non compris pour la salariée\u00a0: recrutement, poste de travail, fin du contrat, gestion de la paie."
        in text
    )


def test_limits_name_nothing_when_all_is_counted():
    """No empty list."""
    switches = (
        "absences_comptees",
        "recrutement_compte",
        "poste_travail_compte",
        "formation_comptee",
        "fin_contrat_comptee",
        "gestion_paie_comptee",
    )
    text = plain_text(limits(estimate(**dict.fromkeys(switches, True))))

    assert "Non compris" not in text


@pytest.mark.parametrize(("start", "told"), [("2026-12-31", False), ("2027-01-01", True), ("2028-01-01", True)])
def test_a_need_that_starts_under_another_law_says_with_which_it_is_computed(start, told):
    """On 1 January the Smic, the ceiling and most rates may change: both sides of the first day of review."""
    text = plain_text(analyse(parse({"debut": start}, BAREMES, TARIFS), TARIFS, BAREMES).limites)

    assert (" il est calculé avec le droit au 23\u00a0novembre\u00a02026." in text) is told
    assert BAREMES.review_day.isoformat() == "2027-01-01"


def test_a_semicolon_has_its_narrow_space():
    """U+202F, as French typography asks."""
    assert "euros\u202f; seul un devis engage." in plain_text(limits(estimate()))


#: A plain space before a unit or a high sign, or between thousands.
BREAKING = re.compile(r" [;:?!€%»]|« |\d [\dh€]")


@settings(max_examples=20)
@given(answers())
def test_no_line_can_break_before_a_unit_or_a_high_sign(raw):
    """Whatever the need, spaces before ; : € h and between thousands do not break."""
    found = compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)

    assert BREAKING.findall(plain_text(result(found)) + plain_text(limits(found))) == []


@settings(max_examples=30)
@given(answers())
def test_the_sentence_names_the_cheapest_first(raw):
    """And says when that is not the independent secretary."""
    found = compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)
    text = plain_text(result(found))

    first = NAMES[found.ranking[0]]

    assert f", {first} coûte " in text
    assert (f". {first[0].upper()}{first[1:]} coûte le moins cher" in text) is not found.egalite
    assert ("n’est pas la moins chère" in text) is ("prestataire" not in found.a_egalite)


@pytest.mark.parametrize(("whole_year", "period"), [(True, "par an"), (False, "sur la durée du besoin")])
def test_journeys_are_told_as_a_range_with_what_is_not_counted(whole_year, period):
    """Low, high, the method's own figure; heating, equipment, couriers and video left out."""
    told = plain_text(journeys(Decimal("65.4"), Decimal("95.5"), Decimal(127), whole_year))

    assert told.startswith(f"Les trajets évités représentent de 65 à 127\u00a0kg de CO₂ {period}, 96\u00a0kg selon")
    assert "Ne sont pas comptés\u00a0: le chauffage et le matériel de chaque bureau" in told


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        ({}, "Pour 20 h par mois : 600 € avec moi, 1 816 € avec une salariée."),
        (
            {"heures_par_mois": 10, "ponctuel": True},
            "Pour cette mission de 10 h : 256 € avec une salariée, 290 € avec une intérimaire, 300 € avec moi.",
        ),
        ({"devis_recu": 500}, "Pour 20 h par mois : 500 € avec ce devis, 1 816 € avec une salariée."),
        (
            {"besoin": "taches", "volume_courrier": 12},
            "Pour environ 4 h par mois : 120 € avec moi, 1 816 € avec une salariée.",
        ),
    ],
    ids=str,
)
def test_the_headline_is_one_sentence_in_whole_euros(need, expected):
    """What each lawful option costs, the cheapest first; another secretary's quote is not « avec moi »."""
    tasks = [{"code": "courrier", "nom": "Courrier", "unite": "courrier", "prix": 10, "minutes_salarie": 20}]
    tarifs = parse_tarifs({**THIRTY, "taches": tasks})
    told = headline(compare(parse(need, BAREMES, tarifs), tarifs, BAREMES))

    assert told.replace("\u00a0", " ").replace("\u202f", " ") == expected
