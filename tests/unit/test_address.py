"""What a link holds, and what is made of any other text in its place."""

from datetime import timedelta
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from needs import BAREMES, FIELDS, TARIFS, answers

from estimator.errors import InvalidInputs
from estimator.formatting import date_longue
from estimator.need import address
from estimator.need.address import ALIASES, LAW, read_address, shared_link, write_address
from estimator.need.inputs import parse

NAMES = [field.name for field in FIELDS]
DAY = BAREMES.day
PAGE = "https://www.exemple.fr/estimation/"


def opened(fragment):
    """Return what a fragment holds for this price list."""
    return read_address(fragment, BAREMES, TARIFS)


@given(answers())
def test_a_shared_link_gives_the_answers_back(raw):
    """Any valid answers, whatever the price list's tasks and specialities, and not a word to its reader."""
    link = opened(shared_link(PAGE, raw, BAREMES, TARIFS).partition("#")[2])

    assert parse(link.values, BAREMES, TARIFS) == parse(raw, BAREMES, TARIFS)
    assert link.notices == ()


@given(answers())
def test_the_page_s_address_is_the_link_s_end_or_nothing(raw):
    """One way to write answers: both agree wherever there is something to hold."""
    assert write_address(raw, BAREMES, TARIFS) in ("", shared_link("", raw, BAREMES, TARIFS)[1:])


def test_defaults_leave_the_page_s_address_alone():
    """« 20,0 » hours is the default typed otherwise."""
    assert write_address({"heures_par_mois": "20,0", "ponctuel": "non"}, BAREMES, TARIFS) == ""


def test_a_shared_link_of_the_defaults_still_names_the_law():
    """The defaults may differ when it is opened; an older fragment of the page is left out."""
    assert shared_link(f"{PAGE}#heures_par_mois=3", {}, BAREMES, TARIFS) == f"{PAGE}#droit={DAY}"


def test_a_link_follows_the_order_of_the_form():
    """The same answers make the same link."""
    raw = {"effectif": 12, "tva_deductible": False, "heures_par_mois": "1 2,50"}

    assert [key for key, _ in parse_qsl(write_address(raw, BAREMES, TARIFS))] == [
        "heures_par_mois",
        "tva_deductible",
        "effectif",
        LAW,
    ]


@pytest.mark.parametrize("write", [write_address, lambda *rest: shared_link(PAGE, *rest)])
def test_no_link_is_made_of_wrong_answers(write):
    """The fault is told instead."""
    with pytest.raises(InvalidInputs):
        write({"heures_par_mois": "beaucoup"}, BAREMES, TARIFS)


@pytest.mark.parametrize(
    ("text", "shown"), [("false", "non"), ("1", "oui"), ("OUI", "oui"), ("", "non"), ("peut-être", "peut-être")]
)
def test_an_answer_comes_as_the_form_writes_it(text, shown):
    """A box knows « oui » and « non » only; what is neither stays, to be told."""
    assert opened(f"tva_deductible={text}").values == {"tva_deductible": shown}


def test_a_number_comes_as_the_form_writes_it():
    """Spaces and the decimal point of another hand."""
    assert opened("heures_par_mois=1%E2%80%AF0.50").values == {"heures_par_mois": "10,5"}


@pytest.mark.parametrize("fragment", ["", "contenu", "%23", "?"])
def test_a_place_in_the_page_is_no_answer(fragment):
    """What has no « = » holds nothing and says nothing."""
    assert opened(fragment) == address.Opened({}, ())


def test_unknown_keys_are_dropped_and_named():
    """A task that the price list no longer sells is one of them."""
    link = opened("heures_par_mois=30&couleur=bleu&volume_ancienne=3")

    assert link.values == {"heures_par_mois": "30"}
    assert link.notices == (
        "Dans ce lien, «\u00a0couleur\u00a0», «\u00a0volume_ancienne\u00a0» ne correspondent à aucune question et sont ignorés.",
    )


def test_one_unknown_key_is_said_in_the_singular():
    """With its name cut, and what cannot be printed replaced."""
    (notice,) = opened(f"a%00{'b' * 100}=1").notices

    assert notice == f"Dans ce lien, «\u00a0a?{'b' * 28}…\u00a0» ne correspond à aucune question et est ignoré."


@pytest.mark.parametrize(("length", "written"), [(30, "b" * 30), (31, f"{'b' * 30}…")])
def test_a_name_is_cut_beyond_thirty_characters(length, written):
    """One that has just so many is whole."""
    (notice,) = opened(f"{'b' * length}=1").notices

    assert f"«\u00a0{written}\u00a0»" in notice


def test_a_question_answered_twice_keeps_the_last_answer():
    """And its reader is told."""
    link = opened("heures_par_mois=10&heures_par_mois=30")

    assert link.values == {"heures_par_mois": "30"}
    assert link.notices == ("Une question a plusieurs réponses dans ce lien. La dernière est retenue.",)


def test_a_renamed_question_is_known_by_its_old_name(monkeypatch):
    """A link made before the change is answered as it was, without a word."""
    monkeypatch.setitem(ALIASES, "heures", "heures_par_mois")

    assert opened("heures=30") == address.Opened({"heures_par_mois": "30"}, ())


def test_aliases_lead_from_no_question_to_a_question():
    """A name in use cannot be the old name of another."""
    assert {*ALIASES} & {*NAMES, LAW} == set()
    assert {*ALIASES.values()} <= {*NAMES}


@pytest.mark.parametrize("text", [str(DAY), DAY.strftime("%Y%m%d")])
def test_the_law_of_the_day_goes_without_saying(text):
    """Nothing differs."""
    assert opened(f"heures_par_mois=30&droit={text}").notices == ()


@pytest.mark.parametrize(
    ("day", "told"),
    [(DAY - timedelta(1), "Ce lien a été fait avec le droit au "), (DAY + timedelta(1), "un droit plus récent, au ")],
)
def test_another_law_is_told_with_both_days(day, told):
    """One sentence, whichever of the two is later."""
    (notice,) = opened(f"droit={day}").notices

    assert f"{told}{date_longue(day)}" in notice
    assert notice.endswith(f"le résultat est celui du droit au {date_longue(DAY)}.")


@pytest.mark.parametrize("text", ["demain", "2026-02-30", "0001-01-01", "9999-12-31", "1E9", "", "2026-W01-9"])
def test_an_absurd_day_is_told_as_such(text):
    """No error, and the answer's own day."""
    (notice,) = opened(f"droit={text}").notices

    assert "n’est pas une date possible" in notice
    assert date_longue(DAY) in notice


def test_too_long_a_link_is_left_unread():
    """No link of the form comes near."""
    link = opened("heures_par_mois=30&" + "x" * 10_000 + "=1")

    assert link.values == {}
    assert "trop long" in link.notices[0]


def test_the_longest_link_of_the_form_is_read():
    """Every question answered, each as long as it may be."""
    numbers = {field.name: field.maximum for field in FIELDS if field.is_number}
    choices = {field.name: max(field.answers, key=len) for field in FIELDS if field.answers}
    raw = {**numbers, **choices, "effectif": 19, "fonctions_support": "oui", "contrat": "CDI", "besoin": "heures"}
    raw |= {"absences_comptees": "non", "debut": "2030-12-31"}
    link = shared_link("", raw, BAREMES, TARIFS)[1:]

    assert parse(opened(link).values, BAREMES, TARIFS) == parse(raw, BAREMES, TARIFS)


pieces = st.one_of(
    st.sampled_from([*NAMES, LAW, "=", "&", "%", "%zz", "%00", "+", "oui", "30", "<img>"]), st.text(max_size=9)
)


@given(st.lists(pieces, max_size=60).map("".join))
def test_no_text_breaks_the_reading_of_a_link(fragment):
    """Whatever it is: known questions, short sentences, and answers that can be checked."""
    link = opened(fragment)

    assert {*link.values} <= {*NAMES}
    assert sum(map(len, link.notices)) < 800
    assert all(len(value) <= 60 for value in link.values.values())
