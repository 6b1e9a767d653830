"""The questions of the form: complete, coherent, and following the price list."""

import json
import re
from pathlib import Path

import pytest
from needs import BAREMES, FIELDS, TARIFS

from estimator.need.questions import GROUPS, MINUTES, VOLUME, field_named, schema
from estimator.need.tarifs import FORFAIT, MAJORATIONS, NO_TARIFS, SPECIALITE, TACHE
from estimator.need.tarifs import TARIFS as TARIFS_

NUMBERS = [field for field in FIELDS if field.kind in ("nombre", "entier", "pourcent", "euros")]
CHOICES = [field for field in FIELDS if field.kind == "choix"]
NAMES = [field.name for field in FIELDS]


def volumes(fields):
    """Return the codes of the tasks asked about."""
    return [field.name.removeprefix(VOLUME) for field in fields if field.name.startswith(VOLUME)]


def test_questions_are_found():
    """The data-driven tests below cannot pass on an empty schema."""
    assert len(NUMBERS) >= 20
    assert len(CHOICES) >= 7


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_question_has_a_label(field):
    """Nothing stands in the form without its name."""
    assert field.label.strip()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_question_is_explained_by_its_help_or_by_its_choices(field):
    """A person knows what to answer without asking."""
    # The minutes of a task are named by its unit.
    assert field.help or field.choices or field.name.startswith(MINUTES)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_question_says_what_to_type(field):
    """A message needs its object, in every kind but yes or no too."""
    assert field.objet.strip()


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_question_has_a_default_that_it_accepts(field):
    """A visitor who answers nothing gets an answer: typed back, the default is read as itself."""
    assert field.default == field.read(field.typed(field.default))


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_the_default_of_a_number_is_inside_its_bounds(field):
    """Both bounds included, and they are not the same."""
    assert field.minimum <= field.default <= field.maximum
    assert field.minimum < field.maximum


@pytest.mark.parametrize("field", CHOICES, ids=lambda field: field.name)
def test_choices_are_several_and_different(field):
    """A question with one answer is no question."""
    assert len(set(field.choices)) == len(field.choices) >= 2


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_question_stands_in_a_part_of_the_form(field):
    """Nothing is left out of the page."""
    assert field.group in GROUPS


def test_every_part_of_the_form_has_questions():
    """No empty fold, in the order of the form."""
    assert tuple(dict.fromkeys(field.group for field in FIELDS)) == GROUPS


def test_a_part_of_the_form_is_in_one_piece():
    """Questions of a group stand together."""
    groups = [field.group for field in FIELDS]

    assert groups == sorted(groups, key=GROUPS.index)


def test_the_need_comes_first():
    """In hours or in tasks, then each of them: the one question that everybody answers."""
    assert NAMES[:4] == ["besoin", "heures_par_mois", "volume_courrier", "volume_transcription"]


def test_a_need_in_tasks_is_offered_where_tasks_are_sold():
    """Without a task in the price list, hours are the only way."""
    assert field_named("besoin", BAREMES, TARIFS).choices == ("heures", "taches")
    assert field_named("besoin", BAREMES).choices == ("heures",)


@pytest.mark.parametrize("field", [field for field in FIELDS if field.words], ids=lambda field: field.name)
def test_each_answer_has_its_words(field):
    """As many, all different, in the same order."""
    assert len(field.answers) == len(field.words) == len(set(field.words))
    assert field.word(field.answers[-1]) == field.words[-1]


@pytest.mark.parametrize("field", [field for field in FIELDS if field.slider], ids=lambda field: field.name)
def test_a_slider_stays_inside_its_question_and_reaches_the_default(field):
    """By whole steps from its lower end."""
    low, high = field.slider

    assert field.minimum <= low < high <= field.maximum
    assert low <= field.default <= high
    assert (high - low) % field.step == (field.default - low) % field.step == 0


def test_names_are_unique():
    """A name is a key of the form, of the link and of JSON."""
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_an_ascii_word(name):
    """Names cross HTML, addresses and JSON."""
    assert name.isascii()
    assert name.isidentifier()


def test_volumes_follow_the_tasks_of_the_price_list():
    """One question per task, in its order, under its name."""
    assert volumes(FIELDS) == [tache.code for tache in TARIFS.taches]
    assert [f.label for f in FIELDS if f.name.startswith(VOLUME)] == [tache.nom for tache in TARIFS.taches]


def test_specialities_follow_the_price_list():
    """General work first, then each code."""
    assert field_named("specialite", BAREMES, TARIFS).choices == ("generale", "juridique")


def test_a_site_without_prices_has_no_volume():
    """No task nor speciality, no question about them; the rest of the form is the same."""
    plain = schema(BAREMES, NO_TARIFS)

    assert volumes(plain) == []
    assert [field.name for field in plain] == [
        name for name in NAMES if not name.startswith((VOLUME, MINUTES)) and name != "salaire_specialite"
    ]


def test_a_site_without_prices_has_general_work_only():
    """No speciality without its price."""
    assert field_named("specialite", BAREMES).choices == ("generale",)


@pytest.mark.parametrize("field", [field for field in FIELDS if field.parameter], ids=lambda field: field.name)
def test_a_default_of_the_market_is_that_of_its_parameter(field):
    """What the page calls the source of a default is where it comes from. A rate is typed in per cent."""
    value = BAREMES[field.parameter]

    assert field.default == (value * 100 if field.kind == "pourcent" else value)


def is_box(field):
    """Whether a question is a box to tick: its « oui » and « non » have no words of their own."""
    return field.kind == "oui_non" and not field.words


@pytest.mark.parametrize("field", [field for field in FIELDS if field.when], ids=lambda field: field.name)
def test_what_gives_a_question_an_effect_is_an_answer_of_another(field):
    """And the style sheet, which cannot be written from the schema, has the rule of these very answers."""
    style = Path(__file__).parents[2] / "theme" / "static" / "css" / "estimation" / "61-questions.css"
    for question, answer in field.when:
        assert answer in field_named(question, BAREMES, TARIFS).answers
    told = " ".join("-".join(pair) for pair in field.when)
    before = FIELDS[FIELDS.index(field) - 1]
    follows = is_box(before) and before.group == field.group

    # One rule for all that follow a box: each waits for that box, and for nothing else.
    if follows:
        assert told == f"{before.name}-oui"
    else:
        assert f'&[data-when="{told}"]' in style.read_text(encoding="utf-8")


def test_no_style_nor_script_looks_for_a_part_of_a_question_s_name():
    """A task's code is free: it may hold any other question's name, or a part of it."""
    folder = Path(__file__).parents[2] / "theme"
    files = [
        file for kind in ("css", "js", "html") for file in folder.rglob(f"*.{kind}") if "node_modules" not in file.parts
    ]
    partial = re.compile(r"""\[(?:name|id|for|data-when)[*^$~|]=|(?:startsWith|endsWith|startswith)\(["'`]volume""")

    assert len(files) > 40
    assert [
        f"{file.name}: {found[0]}" for file in files for found in partial.finditer(file.read_text(encoding="utf-8"))
    ] == []


def bounds(field):
    """Return the least, the most, the step and the example of a number, as the form shows them."""
    return [
        None if value is None else str(value) for value in (field.minimum, field.maximum, field.step, field.example)
    ]


def test_bounds_are_those_of_the_list():
    """The form, its addresses and the machine door hold to them: they change knowingly."""
    known = json.loads((Path(__file__).parent / "data" / "bounds.json").read_text(encoding="utf-8"))
    prices = {"prix": TARIFS_, "majoration": MAJORATIONS, "specialite": SPECIALITE, "forfait": FORFAIT, "tache": TACHE}
    listed = {field.name: bounds(field) for field in schema(BAREMES, NO_TARIFS) if field.is_number}
    listed |= {f"{kind}.{it.name}": bounds(it) for kind, fields in prices.items() for it in fields if it.is_number}

    assert listed == known
