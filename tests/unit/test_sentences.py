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
from estimator.telling.sentences import NAMES, change, journeys, limits, over, plain_text, result

THIRTY = {"taux_horaire": 30}


def estimate(prices=THIRTY, **given):
    """Return the comparison under a price list."""
    tarifs = parse_tarifs(prices)
    return compare(parse({**PLAIN, **given}, BAREMES, tarifs), tarifs, BAREMES)


def said(prices=THIRTY, **given):
    """Return the result as text."""
    return plain_text(result(estimate(prices, **given)))


# Coefficient 2,5 makes the agency 14.505494 × 2.5 = 36.26 € an hour: 40 h cost 1 450.549451, 250.549451 more than 1 200.
def test_an_independent_secretary_who_is_cheapest_is_said_so():
    """How much less than the next one, and from which hours that ends (59.488884, test_comparison)."""
    assert said(heures_par_mois=40, coefficient_facturation="2,5") == (
        "Pour 40\u00a0h par mois, la secrétaire indépendante coûte le moins cher\u00a0: 250,55\u00a0€ de moins que "
        "l’intérimaire. Au-delà de 59,48\u00a0h, la salariée coûte moins cher que la secrétaire indépendante."
    )


# 20 × 29.010989 = 580.219780, 19.780220 less than 600.
def test_an_independent_secretary_who_is_not_cheapest_is_said_so():
    """The site does not hide it."""
    assert said(heures_par_mois=20) == (
        "Pour 20\u00a0h par mois, l’intérimaire coûte le moins cher\u00a0: 19,78\u00a0€ de moins que la secrétaire "
        "indépendante. La secrétaire indépendante n’est pas la moins chère dans ce cas. Au-delà de 59,48\u00a0h, la "
        "salariée coûte moins cher que la secrétaire indépendante."
    )


def test_beyond_the_break_even_the_sentence_looks_back():
    """100 h: the employee costs less, and up to 59,48 h it would be the other way round."""
    assert said(heures_par_mois=100).endswith(
        " La secrétaire indépendante n’est pas la moins chère dans ce cas. Jusqu’à 59,48\u00a0h, la secrétaire "
        "indépendante coûterait moins cher que la salariée."
    )


@pytest.mark.parametrize(("hours", "said_so"), [("59.48", "Au-delà de"), ("59.49", "Jusqu’à")])
def test_the_sentence_turns_round_at_the_break_even(hours, said_so):
    """Both sides of 59.488884 h."""
    assert f" {said_so} 59,48\u00a0h, " in said(heures_par_mois=hours)


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
def test_equal_costs_are_said_without_a_gap():
    """No « 0,00 € de moins »."""
    text = said(heures_par_mois="45.5", salaire_brut_temps_plein=2275)

    assert text.startswith(
        "Pour 45,5\u00a0h par mois, la secrétaire indépendante coûte le moins cher, à égalité avec l’intérimaire au "
        "centime près. Au-delà de "
    )


# 30 € and 2 × 15.0000659 € an hour: a fifth of a cent over 15.5 h.
def test_a_gap_of_less_than_half_a_cent_is_none():
    """Nor is the secretary then said to be dearer."""
    text = said(heures_par_mois="15.5", salaire_brut_temps_plein="2274.99")

    assert "l’intérimaire coûte le moins cher, à égalité avec la secrétaire indépendante au centime près. " in text
    assert "n’est pas la moins chère" not in text


#: 600 € for 60 h against 20 € of health cover and 19.22 € an hour: they cross at 1.85, 30.18 and 113.14 h.
THRICE = {"taux_horaire": 30, "forfaits": [{"nom": "F", "heures": 60, "prix": 600}]}
HERS, TURNS = "la secrétaire indépendante coûte moins cher que la salariée", "la salariée coûte moins cher"


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (1, f"Au-delà de 1,85\u00a0h et jusqu’à 30,18\u00a0h, {TURNS} que la secrétaire indépendante."),
        (10, f"Au-delà de 30,18\u00a0h et jusqu’à 113,14\u00a0h, {HERS}."),
        ("30.19", f"Au-delà de 113,14\u00a0h, {TURNS} que la secrétaire indépendante."),
        (
            140,
            "Au-delà de 30,18\u00a0h et jusqu’à 113,14\u00a0h, la secrétaire indépendante coûterait moins cher que la salariée.",
        ),
    ],
)
def test_a_sentence_says_how_far_it_holds(hours, expected):
    """Costs that cross more than once."""
    assert said(THRICE, heures_par_mois=hours, derogation_temps_partiel=True).endswith(f" {expected}")


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
        ("recrutement", "0", "371.416", "au-dessus de 371,42\u00a0€ au lieu de zéro"),
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

    assert " Non compris pour la salariée\u00a0: absences, recrutement, poste de travail, formation." in text


def test_a_temp_who_is_forbidden_is_not_compared():
    """The gap is with the employee: 1 784.666514 − 600 = 1 184.67."""
    text = said(heures_par_mois=20, motif_interim="aucun")

    assert "l’intérimaire" not in text
    assert "\u00a0: 1\u202f184,67\u00a0€ de moins que la salariée." in text


def test_an_amount_is_kept_as_a_number_for_the_page():
    """The page shows it as machine-readable data."""
    amounts = [part for part in result(estimate(heures_par_mois=20)) if isinstance(part, Decimal)]

    assert [Decimal("19.780220")] == [round(amount, 6) for amount in amounts]


def test_limits_tell_the_day_of_the_law():
    """With no-break spaces inside the date."""
    assert plain_text(limits(estimate())).startswith("Droit en vigueur au 23\u00a0novembre\u00a02026, ")


def test_limits_name_what_is_left_out_of_the_employee():
    """Every charge that is off."""
    assert (
        " Non compris pour la salariée\u00a0: absences, recrutement, poste de travail, formation, fin du contrat."
        in plain_text(limits(estimate()))
    )


def test_limits_name_no_more_what_is_counted():
    """A charge switched on leaves the list."""
    text = plain_text(limits(estimate(absences_comptees=True, formation_comptee=True)))

    assert " Non compris pour la salariée\u00a0: recrutement, poste de travail, fin du contrat." in text


def test_limits_name_nothing_when_all_is_counted():
    """No empty list."""
    switches = (
        "absences_comptees",
        "recrutement_compte",
        "poste_travail_compte",
        "formation_comptee",
        "fin_contrat_comptee",
    )
    text = plain_text(limits(estimate(**dict.fromkeys(switches, True))))

    assert "Non compris" not in text


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

    assert f", {NAMES[found.ranking[0]]} coûte le moins cher" in text
    assert ("n’est pas la moins chère" in text) is (found.ranking[0] != "prestataire")


@pytest.mark.parametrize(("whole_year", "period"), [(True, "par an"), (False, "sur la durée du besoin")])
def test_journeys_are_told_as_a_range_with_what_is_not_counted(whole_year, period):
    """Low, high, the method's own figure; heating, equipment, couriers and video left out."""
    told = plain_text(journeys(Decimal("65.4"), Decimal("95.5"), Decimal(127), whole_year))

    assert told.startswith(f"Les trajets évités représentent de 65 à 127\u00a0kg de CO₂ {period}, 96\u00a0kg selon")
    assert "Ne sont pas comptés\u00a0: le chauffage et le matériel de chaque bureau" in told
