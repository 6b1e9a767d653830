"""What a person may type: French numbers, yes and no, and what is refused."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.errors import InvalidInputs
from estimator.law.dated import baremes_at
from estimator.need.fields import Field, read_fields
from estimator.need.questions import field_named

HOURS = Field("heures", "Heures", "le nombre d’heures", "nombre", Decimal(20), Decimal(1), Decimal("2000.5"), unit="h")
PEOPLE = Field("effectif", "Effectif", "le nombre de salariés", "entier", Decimal(5), Decimal(1), Decimal(5000))
RATE = Field("taux", "Taux", "le taux", "pourcent", Decimal("2.08"), Decimal("0.1"), Decimal(30), unit="%")
PAY = Field(
    "salaire", "Salaire", "le salaire", "euros", None, Decimal("1867.02"), Decimal(20000), example=Decimal(2200)
)
YES_NO = Field("tva", "TVA", "si la TVA est récupérée", "oui_non", True)
CHOICE = Field("regime", "Régime", "le régime", "choix", "franchise", choices=("franchise", "assujettie"))
SCHEMA = (HOURS, PEOPLE, RATE, PAY, YES_NO, CHOICE)


def refusal(field, raw):
    """Return the faults that `field` finds in `raw`, as (key, message) pairs."""
    with pytest.raises(InvalidInputs) as caught:
        field.read(raw)
    return [(fault.key, fault.message) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "typed",
    [
        "1234,5",
        "1234.5",
        "1 234,5",
        "1\u00a0234,5",
        "1\u202f234,5",
        "1\u2009234,5",
        " 1234,50 ",
        "+1234,5",
        "01234,5",
        "\t1234,5\n",
        "1 234,5 h",
        "1234,5h",
    ],
)
def test_a_french_number_is_read_with_any_space_and_either_mark(typed):
    """Spaces of thousands, comma or point: all ways of typing 1234,5 are the same number."""
    assert Decimal("1234.5") == HOURS.read(typed)


@pytest.mark.parametrize(("typed", "value"), [("12,", "12"), ("1", "1"), ("2000,5", "2000.5"), ("1,0", "1")])
def test_a_number_may_end_with_its_mark_and_reach_its_bounds(typed, value):
    """A comma left alone is forgiven; both bounds are included."""
    assert Decimal(value) == HOURS.read(typed)


def test_a_number_may_begin_with_its_mark():
    """« ,5 » is a half."""
    assert Decimal("0.5") == RATE.read(",5")


@pytest.mark.parametrize(
    ("raw", "value"), [(40, "40"), (Decimal("40.5"), "40.5"), (1, "1"), (Decimal("2000.5"), "2000.5")]
)
def test_a_number_of_json_is_read_as_it_is(raw, value):
    """A program sends numbers, not texts."""
    assert Decimal(value) == HOURS.read(raw)


REFUSED = {
    "letters": "vingt",
    "a number and a word": "20 chevaux",
    "another unit": "20 km",
    "a unit alone": "h",
    "nothing": "",
    "spaces": "   ",
    "a lone comma": ",",
    "a lone sign": "-",
    "two commas": "1,2,3",
    "English thousands": "1,234.5",
    "not a number": "NaN",
    "infinity": "inf",
    "Infinity": "Infinity",
    "an exponent": "1e5",
    "an exponent in capitals": "1E2",
    "an underscore": "1_000",
    "hexadecimal": "0x10",
    "twenty-one digits": "0" * 19 + "20",
    "a huge text": "9" * 100_000,
    "Arabic digits": "٢٠",
    "full-width digits": "２０",
    "a superscript": "2²",
    "a minus": "-20",
    "a typographic minus": "−20",
    "a null byte": "2\x000",
    "true": True,
    "false": False,
    "nothing at all": None,
    "a list": [20],
    "an object": {"valeur": 20},
    "bytes": b"20",
    "a binary number": 20.0,
    "Decimal NaN": Decimal("NaN"),
    "Decimal sNaN": Decimal("sNaN"),
    "Decimal infinity": Decimal("Infinity"),
    "a huge int": 10**30,
    "a huge Decimal": Decimal("1E+999999"),
    "just below the minimum": "0,99",
    "just above the maximum": "2000,51",
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_what_is_no_number_within_bounds_is_refused_with_the_sentence_of_the_field(raw):
    """Whatever the fault, the sentence says what to type, with both bounds and an example."""
    said = "Indiquez le nombre d’heures, de 1\u00a0h à 2\u202f000,5\u00a0h, par exemple 20\u00a0h."

    assert [("heures", said)] == refusal(HOURS, raw)


def test_the_longest_number_is_twenty_characters():
    """Twenty characters are read; twenty-one are among the refusals above."""
    assert Decimal(20) == HOURS.read("0" * 18 + "20")


@pytest.mark.parametrize("raw", ["5,5", "5.01", Decimal("5.5"), "0", "5001"])
def test_a_count_of_people_is_a_whole_number_within_bounds(raw):
    """Half an employee is refused, and the sentence says « en nombre entier »."""
    said = "Indiquez le nombre de salariés en nombre entier, de 1 à 5\u202f000, par exemple 5."

    assert [("effectif", said)] == refusal(PEOPLE, raw)


@pytest.mark.parametrize("raw", ["5", "5,0", Decimal("5.0"), 5])
def test_a_whole_number_may_be_typed_with_zeros(raw):
    """« 5,0 » is 5, and the engine gets an int."""
    value = PEOPLE.value(PEOPLE.read(raw))

    assert (5, int) == (value, type(value))


def test_a_percentage_becomes_a_fraction():
    """2,08 % is typed 2,08 and computed as 0.0208."""
    assert Decimal("0.0208") == RATE.value(RATE.read("2,08"))


def test_an_amount_shows_its_unit_and_its_example():
    """The sentence of an amount shows cents only where there are some."""
    said = "Indiquez le salaire, de 1\u202f867,02\u00a0€ à 20\u202f000\u00a0€, par exemple 2\u202f200\u00a0€."

    assert said == PAY.message


@pytest.mark.parametrize("raw", ["oui", "Oui", " OUI ", "true", "1", "on", "vrai", True])
def test_ways_of_saying_yes(raw):
    """A form, a link and a program each say yes in their own way."""
    assert YES_NO.read(raw) is True


@pytest.mark.parametrize("raw", ["non", "Non", " NON ", "false", "0", "off", "faux", "", False])
def test_ways_of_saying_no(raw):
    """An empty answer is a box left unticked."""
    assert YES_NO.read(raw) is False


@pytest.mark.parametrize("raw", ["peut-être", "o", 1, 0, None, [], {}, Decimal(1)])
def test_anything_else_is_neither_yes_nor_no(raw):
    """The sentence gives the two words."""
    said = "Répondez par «\u00a0oui\u00a0» ou «\u00a0non\u00a0»."

    assert [("tva", said)] == refusal(YES_NO, raw)


def test_a_choice_is_one_of_its_words():
    """A known word is kept as it is."""
    assert CHOICE.read("assujettie") == "assujettie"


@pytest.mark.parametrize("raw", ["Franchise", "micro", "", None, 1, ["franchise"], {"franchise": 1}])
def test_another_word_is_refused_with_the_list(raw):
    """The sentence lists the words."""
    assert refusal(CHOICE, raw) == [("regime", "Indiquez le régime\u00a0: franchise, assujettie.")]


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        (HOURS, Decimal("1234.50"), "1234,5"),
        (HOURS, Decimal("2000"), "2000"),
        (RATE, Decimal("2.0800"), "2,08"),
        (YES_NO, True, "oui"),
        (YES_NO, False, "non"),
        (CHOICE, "franchise", "franchise"),
    ],
)
def test_a_value_is_written_as_a_person_types_it(field, value, typed):
    """A comma, no space, no needless zero, no exponent."""
    assert typed == field.typed(value)


def test_defaults_fill_what_is_not_said():
    """Only a field without a default must be given."""
    read = read_fields(SCHEMA, {"salaire": "2000"})

    assert read == {
        "heures": Decimal(20),
        "effectif": Decimal(5),
        "taux": Decimal("2.08"),
        "salaire": Decimal(2000),
        "tva": True,
        "regime": "franchise",
    }


def test_a_compulsory_field_left_out_is_a_fault():
    """No default: the field's own sentence is told."""
    with pytest.raises(InvalidInputs) as caught:
        read_fields(SCHEMA, {})

    assert [("salaire", PAY.message)] == [(fault.key, fault.message) for fault in caught.value.faults]


def test_several_faults_are_told_at_once_in_the_order_of_the_schema():
    """Whatever the order of the answers, and unknown keys last."""
    with pytest.raises(InvalidInputs) as caught:
        read_fields(SCHEMA, {"inconnu": 1, "regime": "?", "salaire": "0", "heures": "x", "tva": "?"})

    assert [fault.key for fault in caught.value.faults] == ["heures", "salaire", "tva", "regime", "inconnu"]


POSTCODE = Field("code", "Code", "le code postal", "texte", pattern=re.compile(r"[0-9]{5}"), example="29000")


def test_a_text_of_the_right_shape_is_taken_as_it_is():
    """Read, and written as it was."""
    assert POSTCODE.read("29000") == POSTCODE.typed("29000") == POSTCODE.value("29000") == "29000"
    assert Field("rue", "", "la rue", "texte").read("3 rue Neuve") == "3 rue Neuve"


@pytest.mark.parametrize("raw", ["2900", "29000 ", "", " ", 29000, None, True], ids=repr)
def test_a_text_of_another_shape_or_none_is_refused_with_its_example(raw):
    """The sentence shows what to type."""
    assert refusal(POSTCODE, raw) == [("code", "Indiquez le code postal, par exemple «\u00a029000\u00a0».")]


@pytest.mark.parametrize("raw", ["", " "])
def test_a_blank_is_no_text(raw):
    """Whatever the shape."""
    assert refusal(Field("rue", "", "la rue", "texte", example="x"), raw)


POSTCODES = Field("codes", "Codes", "les codes postaux", "liste", pattern=POSTCODE.pattern, example="29000")


def test_a_list_of_texts_is_taken_as_it_is():
    """Each of the right shape; as people type it, one on each line."""
    assert POSTCODES.read(["29000", "35000"]) == ["29000", "35000"]
    assert POSTCODES.typed(["29000", "35000"]) == "29000\n35000"
    assert not POSTCODES.is_number


@pytest.mark.parametrize("raw", ["29000", ["2900"], ["29000", " "], [29000], {"29000": 1}, None])
def test_what_is_no_list_of_such_texts_is_refused_with_its_example(raw):
    """One text, another shape, a blank among them, a number."""
    assert refusal(POSTCODES, raw) == [("codes", "Indiquez les codes postaux, par exemple «\u00a029000\u00a0».")]


def test_an_unknown_key_is_told_with_the_known_ones():
    """A slip in a key's name is never dropped in silence."""
    with pytest.raises(InvalidInputs) as caught:
        read_fields((HOURS, YES_NO), {"heure": 20})

    assert [f.message for f in caught.value.faults] == ["Cette clé n’existe pas. Clés connues\u00a0: heures, tva."]


def test_the_text_of_the_error_names_each_field():
    """The exception alone is enough to mend the values."""
    with pytest.raises(InvalidInputs, match=r"heures\u00a0: Indiquez .* tva\u00a0: Répondez"):
        read_fields((HOURS, YES_NO), {"heures": "x", "tva": "?"})


@given(st.decimals(min_value=1, max_value=Decimal("2000.5"), places=2))
def test_reading_what_is_shown_in_the_form_gives_the_value_back(value):
    """A value goes to the form or the link and comes back the same."""
    assert value == HOURS.read(HOURS.typed(value))


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.floats(), st.binary(), st.lists(st.text())))
def test_reading_anything_gives_a_number_within_bounds_or_a_fault(raw):
    """No value that a program may send escapes the two outcomes."""
    try:
        value = HOURS.read(raw)
    except InvalidInputs:
        return
    assert HOURS.minimum <= value <= HOURS.maximum


#: The question of pay, and that of hours, as the form asks them.
ASKED_PAY, ASKED_HOURS = (
    field_named(name, baremes_at(date(2026, 11, 23))) for name in ("salaire_brut_temps_plein", "heures_par_mois")
)


@pytest.mark.parametrize(
    ("typed", "pay"),
    [
        ("2200 brut", "2200"),
        ("2 200 € bruts par mois", "2200"),
        ("2200 euros", "2200"),
        ("2200/mois", "2200"),
        ("2 200,50 €", "2200.50"),
        ("1867", "1867.02"),
        ("1867,01", "1867.02"),
        (Decimal(1867), "1867.02"),
        ("1867,02", "1867.02"),
    ],
)
def test_a_pay_is_understood_as_people_write_it(typed, pay):
    """With its unit in words, and the minimum as they know it: rounded down to the euro."""
    assert ASKED_PAY.read(typed) == Decimal(pay)


@pytest.mark.parametrize("typed", ["20 heures", "20 h", "20 H par mois", "20heures", " 20 "])
def test_hours_are_understood_as_people_write_them(typed):
    """A number, then what it counts."""
    assert ASKED_HOURS.read(typed) == 20


@pytest.mark.parametrize("typed", ["1866,99", "1866", "heures", "brut", "20 chevaux", "par an", "brut 2200"])
def test_what_is_no_pay_is_refused_with_its_limits(typed):
    """Below the minimum as it is known, a word alone, one that is no unit, a unit before its number."""
    with pytest.raises(InvalidInputs, match="de 1\u202f867,02\u00a0€ à 20\u202f000\u00a0€"):
        ASKED_PAY.read(typed)


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("26400", "2\u202f200"),
        (26400, "2\u202f200"),
        ("26 400 € par an", "2\u202f200"),
        ("22404,24", "1\u202f867"),
        ("30 000 brut annuel", "2\u202f500"),
    ],
)
def test_the_pay_of_a_year_is_asked_about(typed, month):
    """26 400 is no monthly pay of a secretary: the sentence divides it."""
    with pytest.raises(
        InvalidInputs, match=f"^salaire_brut_temps_plein\u00a0: Par an\u202f\\? .*environ {month}\u00a0€"
    ):
        ASKED_PAY.read(typed)


@pytest.mark.parametrize("typed", ["20000,01", "240000,13", "500000"])
def test_what_is_no_pay_of_a_year_either_is_not_asked_about(typed):
    """A twelfth of it would be refused too: below the minimum, or above the most."""
    with pytest.raises(InvalidInputs) as raised:
        ASKED_PAY.read(typed)

    assert "Par an" not in str(raised.value)


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (Field("a", "A", "a", "choix", default="x", choices=("x", "y"), words=("ceci", "cela")), "y", "cela"),
        (Field("a", "A", "a", "oui_non", default=False), True, "oui"),
        (Field("a", "A", "a", "nombre", unit="km"), Decimal(3), "3\u00a0km"),
        (Field("a", "A", "a", "euros"), Decimal(2200), "2\u202f200\u00a0€"),
    ],
)
def test_a_value_is_shown_in_words(question, value, words):
    """A choice as people read it, a number with its unit."""
    assert question.show(value) == words
