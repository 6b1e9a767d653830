"""The visitor's answers: limits by law of the day, and the state kept in a link."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estimator.errors import DateNotCovered, InvalidInputs
from estimator.law.dated import baremes_at
from estimator.need.charges import QUESTIONS
from estimator.need.fields import EARLIEST_DAY, LATEST_DAY
from estimator.need.inputs import Inputs, parse, state
from estimator.need.questions import field_named, schema
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
FIELDS = schema(BAREMES)
NUMBERS = [field for field in FIELDS if field.kind in ("nombre", "entier", "pourcent", "euros")]
NAMES = [field.name for field in FIELDS]
YES_NO = [field for field in FIELDS if field.kind == "oui_non"]
CHOICES = [field for field in FIELDS if field.kind == "choix"]
DATES = [field for field in FIELDS if field.kind == "date"]


#: A task of ten minutes, so that a need can be told in tasks.
ONE_TASK = parse_tarifs(
    {
        "taux_horaire": 30,
        "taches": [{"code": "x", "nom": "X", "unite": "x", "prix": 5, "minutes_salarie": 10}],
        "specialites": [{"code": "droit", "nom": "Droit", "taux_horaire": 40}],
    }
)
DEFAULTS = {
    "heures_par_mois": Decimal(20),
    "tva_deductible": True,
    "salaire_brut_temps_plein": Decimal(2200),
    "effectif": 5,
    "taux_at_mp": Decimal("0.0208"),
    "taux_versement_mobilite": Decimal(0),
    "mutuelle_montant_total": Decimal(40),
    "mutuelle_part_employeur": Decimal("0.5"),
    "derogation_temps_partiel": False,
    "coefficient_facturation": Decimal(2),
    "ponctuel": False,
    "besoin": "heures",
    "duree_mois": Decimal(12),
    "debut": date(2026, 11, 23),
    "part_urgente": Decimal(0),
    "part_week_end": Decimal(0),
    "part_sur_place": Decimal(0),
    "distance_km": Decimal(10),
    "specialite": "generale",
    "activite": "autre",
    "horaires_imposes": False,
    "contrat": "CDI",
    "motif_cdd": "accroissement activité",
    "fonctions_support": False,
    "sante_travail_annuelle": Decimal(116),
    "redevable_taxe_apprentissage": True,
    "redevable_taxe_sur_salaires": False,
    "taxe_sur_salaires_autres": Decimal(0),
    "absences_comptees": False,
    "taux_absence": Decimal("0.055"),
    "poste_travail_compte": False,
    "poste_travail_annuel": Decimal(6000),
    "recrutement_compte": False,
    "recrutement": Decimal(650),
    "formation_comptee": False,
    "formation_annuelle": Decimal(0),
    "fin_contrat_comptee": False,
    "motif_interim": "aucun",
    "frais_interim_mensuels": Decimal(0),
    "mode_trajet": "voiture_thermique",
    "distance_trajet": Decimal(13),
    "volumes": (),
}


def faults(raw, baremes=BAREMES):
    """Return the faults of `raw` by key."""
    with pytest.raises(InvalidInputs) as caught:
        parse(raw, baremes)
    return {fault.key: fault.message for fault in caught.value.faults}


def test_the_questions_are_found():
    """The data-driven tests below cannot pass on an empty schema."""
    assert len(NUMBERS) >= 7
    assert len(YES_NO) >= 2
    assert len(CHOICES) >= 6
    assert len(DATES) == 1


def test_every_kind_of_question_is_tested():
    """No field escapes the tests by kind below."""
    assert {*NUMBERS, *YES_NO, *CHOICES, *DATES} == set(FIELDS)


def test_the_questions_in_view_come_first():
    """The form keeps these open and folds the others."""
    first = ["besoin", "heures_par_mois", "ponctuel", "tva_deductible", "salaire_brut_temps_plein"]

    assert [field.name for field in FIELDS if field.group == "essentiel"] == NAMES[:5] == first


def test_the_questions_are_the_attributes_of_the_inputs():
    """One word for the question, the link, the JSON key and the attribute; volumes stand together, and so do charges."""
    together = {"volumes", "minutes", "charges", "paye_comme_specialiste"}
    own = {field.name for field in dataclasses.fields(Inputs)} - together | set(QUESTIONS)

    # Asked where a speciality is sold.
    assert own == {*NAMES, "salaire_specialite"}


def test_nothing_said_gives_the_defaults():
    """Rates are fractions, the count of people an int; market figures are those of the parameters."""
    inputs = parse({}, BAREMES)

    assert {name: inputs.value(name) for name in DEFAULTS} == DEFAULTS


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_the_minimum_of_a_field_is_accepted(field):
    """Both bounds are included: the lower one."""
    assert field.value(field.minimum) == parse({field.name: field.typed(field.minimum)}, BAREMES).value(field.name)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_the_maximum_of_a_field_is_accepted(field):
    """Both bounds are included: the upper one."""
    assert field.value(field.maximum) == parse({field.name: field.typed(field.maximum)}, BAREMES).value(field.name)


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
@pytest.mark.parametrize("side", ["below", "above"])
def test_a_hundredth_beyond_a_bound_is_refused_with_both_bounds_and_an_example(field, side):
    """The other side of each bound, told by a sentence that gives what is missing."""
    # A pay rounded down to the euro is the minimum: the other side is below that euro.
    least = Decimal(int(field.minimum)) if field.is_monthly_pay else field.minimum
    value = least - Decimal("0.01") if side == "below" else field.maximum + Decimal("0.01")
    said = faults({field.name: value})[field.name]

    assert (
        f"de {field.show(field.minimum)} à {field.show(field.maximum)}, par exemple {field.show(field.default)}" in said
    )


@pytest.mark.parametrize(
    ("name", "choice"), [(field.name, choice) for field in CHOICES for choice in field.choices], ids=str
)
def test_every_choice_is_accepted(name, choice):
    """Each choice that the sentence lists is an answer."""
    assert choice == parse({name: choice, "volume_x": 6}, BAREMES, ONE_TASK).value(name)


@pytest.mark.parametrize("field", CHOICES, ids=lambda field: field.name)
def test_another_choice_is_refused_with_the_choices(field):
    """The sentence lists all that can be chosen."""
    assert f"{', '.join(field.choices)}." in faults({field.name: "autre chose"})[field.name]


@pytest.mark.parametrize("day", [EARLIEST_DAY, LATEST_DAY], ids=str)
@pytest.mark.parametrize("field", DATES, ids=lambda field: field.name)
def test_the_first_and_the_last_day_of_a_date_are_accepted(field, day):
    """Both ends are included."""
    assert day == parse({field.name: day.isoformat()}, BAREMES).value(field.name)


@pytest.mark.parametrize("day", [EARLIEST_DAY - timedelta(1), LATEST_DAY + timedelta(1)], ids=str)
@pytest.mark.parametrize("field", DATES, ids=lambda field: field.name)
def test_a_day_beyond_either_end_is_refused_with_an_example(field, day):
    """The other side of each end."""
    assert "par exemple 2026-11-23." in faults({field.name: day.isoformat()})[field.name]


def test_a_need_with_other_values_keeps_the_rest():
    """A copy: the need that it comes from stays as it was."""
    need = parse({"heures_par_mois": 40}, BAREMES)
    other = need.with_values(effectif=11)

    assert other == dataclasses.replace(need, effectif=11)
    assert need.effectif != 11


# 12.31 × 1820 / 12 = 1 867.01666…, to the cent 1 867.02 (published monthly Smic: 1 867,02 €).
def test_the_monthly_smic_is_the_least_pay():
    """1 867,02 € is accepted on 23 November 2026."""
    assert Decimal("1867.02") == parse({"salaire_brut_temps_plein": "1 867,02"}, BAREMES).salaire_brut_temps_plein


def test_a_cent_below_the_euro_of_the_monthly_smic_is_refused():
    """« 1867 » is the Smic as people know it, 1 866,99 € is below, with the Smic in the sentence."""
    assert parse({"salaire_brut_temps_plein": "1867"}, BAREMES).salaire_brut_temps_plein == Decimal("1867.02")
    said = faults({"salaire_brut_temps_plein": "1866,99"})["salaire_brut_temps_plein"]

    assert "de 1\u202f867,02\u00a0€ à 20\u202f000\u00a0€" in said


# 12.02 × 1820 / 12 = 1 823.0333…, published 1 823,03 €.
@pytest.mark.parametrize(
    ("day", "smic"), [(date(2026, 5, 31), Decimal("1823.03")), (date(2026, 6, 1), Decimal("1867.02"))]
)
def test_the_least_pay_follows_the_smic_of_the_day(day, smic):
    """The bound moves on 1 June 2026, with the Smic."""
    field = next(field for field in schema(baremes_at(day)) if field.name == "salaire_brut_temps_plein")

    assert smic == field.minimum


# 1820 / 12 = 151.666…, up to the hundredth: 151.67.
def test_the_most_hours_are_a_full_time_paid_month():
    """151,67 h: beyond, one person is not enough."""
    assert Decimal("151.67") == field_named("heures_par_mois", BAREMES).maximum


def test_several_faults_are_told_in_the_order_of_the_form():
    """Four wrong answers, four sentences, unknown key last."""
    raw = {"truc": 1, "coefficient_facturation": "x", "effectif": "1,5", "heures_par_mois": "0"}

    assert list(faults(raw)) == ["heures_par_mois", "effectif", "coefficient_facturation", "truc"]


def test_an_unknown_key_is_refused():
    """The sentence lists the known keys."""
    assert f"Cette clé n’existe pas. Clés connues\u00a0: {', '.join(NAMES)}." == faults({"heures": 20})["heures"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("raw", [None, [], {}, "?"], ids=repr)
def test_no_field_takes_what_is_not_an_answer(name, raw):
    """Null, lists, objects and signs are faults of their own field."""
    assert [name] == list(faults({name: raw}))


@pytest.mark.parametrize("field", NUMBERS, ids=lambda field: field.name)
def test_no_number_field_takes_a_boolean(field):
    """True is not 1."""
    assert [field.name] == list(faults({field.name: True}))


def test_a_day_before_the_reduction_is_refused():
    """The law of 2025 is not covered: the answer is a sentence, not a wrong cost."""
    with pytest.raises(DateNotCovered, match="n’est pas couvert"):
        parse({}, baremes_at(date(2025, 12, 31)))


def test_state_of_the_defaults_is_empty():
    """A link without answers is the plain address."""
    assert state({}, BAREMES) == {}


def test_state_leaves_out_answers_equal_to_their_default():
    """« 20,0 » hours is the default typed otherwise."""
    assert state({"heures_par_mois": "20,0", "tva_deductible": "oui", "effectif": 5}, BAREMES) == {}


def test_state_follows_the_order_of_the_form():
    """The same answers make the same link, in whatever order they were given."""
    raw = {"coefficient_facturation": "2,2", "tva_deductible": "non", "heures_par_mois": "120"}

    assert list(state(raw, BAREMES)) == ["heures_par_mois", "tva_deductible", "coefficient_facturation"]


def test_state_writes_answers_as_typed():
    """Comma, no space, no needless zero."""
    raw = {"heures_par_mois": "120,50", "salaire_brut_temps_plein": "2 400", "derogation_temps_partiel": True}

    assert state(raw, BAREMES) == {
        "heures_par_mois": "120,5",
        "salaire_brut_temps_plein": "2400",
        "derogation_temps_partiel": "oui",
    }


def test_state_refuses_what_parse_refuses():
    """No link is made of wrong answers."""
    with pytest.raises(InvalidInputs):
        state({"heures_par_mois": "0"}, BAREMES)


def test_state_refuses_a_rate_that_the_firm_cannot_have():
    """A firm of 20 has no rate of « fonctions support »: no link says that it has."""
    with pytest.raises(InvalidInputs):
        state({"fonctions_support": True, "effectif": 20}, BAREMES)


# Arrêté of 30 December 2025, annexe 1: fewer than 20 employees.
def test_the_rate_of_support_jobs_is_for_fewer_than_twenty_employees():
    """19 employees: accepted."""
    assert parse({"fonctions_support": "oui", "effectif": 19}, BAREMES).fonctions_support


def test_the_rate_of_support_jobs_is_refused_from_twenty_employees():
    """20 employees: refused, with the limit in the sentence."""
    said = faults({"fonctions_support": "oui", "effectif": 20})["fonctions_support"]

    assert "moins de 20 salariés" in said


def test_the_rate_of_support_jobs_is_told_with_the_other_faults():
    """A person mends everything at once."""
    raw = {"fonctions_support": "oui", "effectif": 20, "heures_par_mois": "0"}

    assert list(faults(raw)) == ["heures_par_mois", "fonctions_support"]


def test_a_number_too_long_for_a_link_is_refused():
    """An exponent is short in JSON and long once written: what is accepted must come back from its link."""
    with pytest.raises(InvalidInputs) as raised:
        parse({"taux_versement_mobilite": Decimal("1E-30")}, BAREMES)

    assert [fault.key for fault in raised.value.faults] == ["taux_versement_mobilite"]


@pytest.mark.parametrize(
    ("months", "more", "accepted"),
    [
        (18, {}, True),
        ("18.01", {}, False),
        (19, {"ponctuel": True}, True),
        (24, {"motif_cdd": "remplacement"}, True),
        (60, {"motif_cdd": "saisonnier"}, True),
    ],
)
def test_a_fixed_term_contract_for_a_surge_stops_at_eighteen_months(months, more, accepted):
    """C. trav. art. L. 1242-8-1; a replacement or a season may have no precise term (L. 1242-7)."""
    raw = {"contrat": "CDD", "duree_mois": months, **more}
    try:
        parse(raw, BAREMES)
        said = []
    except InvalidInputs as error:
        said = [fault.key for fault in error.faults]

    assert ([] if accepted else ["duree_mois"]) == said


@pytest.mark.parametrize(
    ("volume", "key", "words"),
    [
        ("0", "besoin", "Indiquez un nombre pour une tâche au moins."),
        (
            "5",
            "besoin",
            "au moins 1\u00a0h de travail, toutes tâches réunies\u00a0: ces volumes en demandent 0,83\u00a0h",
        ),
        ("1000", "besoin", "Ces tâches prendraient 166,67\u00a0h"),
        ("beaucoup", "volume_x", "Indiquez le nombre d’unités"),
    ],
)
def test_a_need_in_tasks_is_of_an_hour_at_least_and_of_one_person_at_most(volume, key, words):
    """Tasks of ten minutes each; one fault at a time, which says what is missing."""
    with pytest.raises(InvalidInputs) as raised:
        parse({"besoin": "taches", "volume_x": volume}, BAREMES, ONE_TASK)
    (fault,) = raised.value.faults

    assert fault.key == key
    assert words in fault.message


def answers():
    """Return a strategy of valid answers, some left out, as texts or numbers."""
    optional = {}
    for field in FIELDS:
        if field.kind == "oui_non":
            optional[field.name] = st.sampled_from([True, False, "oui", "non", ""])
            continue
        if field.kind == "choix":
            optional[field.name] = st.sampled_from(field.choices)
            continue
        if field.kind == "date":
            optional[field.name] = st.dates(EARLIEST_DAY, LATEST_DAY).map(str)
            continue
        places = 0 if field.kind == "entier" else 2
        numbers = st.decimals(field.minimum, field.maximum, places=places)
        optional[field.name] = st.one_of(numbers, numbers.map(str), numbers.map(field.show).map(_without_unit))
    return st.fixed_dictionaries({}, optional=optional).filter(_is_consistent)


def _is_consistent(raw):
    try:
        parse(raw, BAREMES)
    except InvalidInputs:
        # Each answer alone is valid by construction; two of them may exclude each other.
        return False
    return True


def _without_unit(shown):
    return shown.rstrip("€%h\u00a0")


@given(answers())
def test_a_link_gives_back_the_answers(raw):
    """Parsing the state of valid answers is parsing the answers."""
    assert parse(raw, BAREMES) == parse(state(raw, BAREMES), BAREMES)


@given(answers())
def test_the_state_of_a_state_is_itself(raw):
    """A link opened and kept again does not change."""
    assert state(raw, BAREMES) == state(state(raw, BAREMES), BAREMES)


@pytest.mark.parametrize("name", QUESTIONS)
def test_another_answer_on_a_charge_leaves_the_need_as_it_was(name):
    """A copy has its own charges: two needs that differ in one are two."""
    need = parse({}, BAREMES)
    other = need.with_values(**{name: "autre", "effectif": 11})

    assert (other.value(name), other.effectif) == ("autre", 11)
    assert need == parse({}, BAREMES) != other
    assert len({need, other}) == 2
