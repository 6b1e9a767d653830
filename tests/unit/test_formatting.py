"""French text of numbers, amounts and dates."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.formatting import FILTERS, date_longue, euros, euros_ronds, heures, nombre, plain, pourcent, quantite

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def spaced(text):
    """Return `text` with visible marks turned into the spaces they stand for: _ is U+202F, ~ is U+00A0."""
    return text.replace("_", NARROW).replace("~", NO_BREAK)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "0"),
        ("12.5", "12,5"),
        ("12.50", "12,5"),
        ("50", "50"),
        ("1200", "1_200"),
        ("999.994", "999,99"),
        ("999.995", "1_000"),
        ("1234567.89", "1_234_567,89"),
        ("0.125", "0,13"),
        ("-1234.5", "-1_234,5"),
    ],
)
def test_nombre_has_at_most_two_decimals_and_no_trailing_zero(value, text):
    """A number shows its decimals up to two, half up, with narrow spaces between thousands."""
    assert spaced(text) == nombre(Decimal(value))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("0.3981", 4, "0,3981"), ("0.02", 4, "0,0200"), ("2.5", 0, "3"), ("1200", 0, "1_200"), ("7", 1, "7,0")],
)
def test_nombre_has_exactly_the_decimals_asked_for(value, decimals, text):
    """A number of asked decimals keeps its zeros."""
    assert spaced(text) == nombre(Decimal(value), decimals)


def test_nombre_takes_an_int():
    """A whole number needs no Decimal."""
    assert spaced("4_005") == nombre(4005)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1784.70", "1_784,70~€"),
        ("0", "0,00~€"),
        ("7.325", "7,33~€"),
        ("7.3249", "7,32~€"),
        ("1000000", "1_000_000,00~€"),
        ("-5", "-5,00~€"),
    ],
)
def test_euros_shows_cents_and_a_no_break_space_before_the_sign(amount, text):
    """An amount is to the cent, half up, U+00A0 before €."""
    assert spaced(text) == euros(Decimal(amount))


@pytest.mark.parametrize(("amount", "text"), [("37500", "37_500~€"), ("37500.00", "37_500~€"), ("7.32", "7,32~€")])
def test_euros_ronds_leaves_out_cents_of_a_whole_amount_only(amount, text):
    """A threshold in whole euros reads without cents, an amount with cents keeps them."""
    assert spaced(text) == euros_ronds(Decimal(amount))


@pytest.mark.parametrize(("amount", "text"), [("1784.666514", "1784.67"), ("30", "30.00"), ("1200.005", "1200.01")])
def test_plain_is_an_amount_that_a_program_reads(amount, text):
    """The machine form has a point, two decimals and no space."""
    assert text == plain(Decimal(amount))


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        ("0.0211", "2,11~%"),
        ("0.00016", "0,016~%"),
        ("0.00036", "0,036~%"),
        ("0.50", "50~%"),
        ("1", "100~%"),
        ("0", "0~%"),
        ("0.0525", "5,25~%"),
        ("12", "1_200~%"),
    ],
)
def test_pourcent_shows_every_significant_decimal_of_a_rate(rate, text):
    """A rate of the law is shown whole: rounding 0,016 % would make it another rate."""
    assert spaced(text) == pourcent(Decimal(rate))


@pytest.mark.parametrize(("hours", "text"), [("59.4888", "59,49~h"), ("24", "24~h"), ("59.5", "59,5~h")])
def test_heures_has_at_most_two_decimals(hours, text):
    """Hours read as a number and its unit."""
    assert spaced(text) == heures(Decimal(hours))


def test_heures_has_exactly_the_decimals_asked_for():
    """Hours of one decimal read « 59,0 h »."""
    assert spaced("59,0~h") == heures(Decimal(59), 1)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 6, 1), "1er~juin~2026"),
        (date(2026, 11, 23), "23~novembre~2026"),
        (date(2026, 8, 11), "11~août~2026"),
        (date(2027, 1, 31), "31~janvier~2027"),
        (date(2026, 2, 2), "2~février~2026"),
        (date(2026, 12, 21), "21~décembre~2026"),
    ],
)
def test_date_longue_is_a_french_date(day, text):
    """Only the first of a month is an ordinal."""
    assert spaced(text) == date_longue(day)


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (0, "jour", "0~jour"),
        (1, "jour ouvré", "1~jour ouvré"),
        ("1.99", "heure", "1,99~heure"),
        (2, "jour ouvré", "2~jours ouvrés"),
        (1820, "heure", "1_820~heures"),
        (18, "mois", "18~mois"),
    ],
)
def test_quantite_agrees_noun_and_adjectives_from_two_on(number, noun, text):
    """A noun that ends in « s » stays as it is; a no-break space follows the number."""
    assert quantite(Decimal(number), noun) == spaced(text)


def test_every_filter_bears_the_name_of_its_function():
    """A template's filter is found in the code by its name."""
    assert {name: name for name in FILTERS} == {name: function.__name__ for name, function in FILTERS.items()}


@given(st.decimals(min_value=-10_000_000, max_value=10_000_000, places=4))
def test_no_formatted_number_holds_a_breaking_space_or_a_point(value):
    """Whatever the number, a line cannot break inside it and its decimal mark is a comma."""
    assert re.fullmatch(r"-?\d{1,3}(\u202f\d{3})*,\d{2}\u00a0€", euros(value))


@given(st.decimals(min_value=0, max_value=10_000_000, places=4))
def test_nombre_and_plain_show_the_same_value(value):
    """What a person reads and what a program reads differ by their marks alone."""
    assert Decimal(plain(value)) == Decimal(nombre(value, 2).replace(NARROW, "").replace(",", "."))
