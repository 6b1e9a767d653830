"""The `employeur` command: names, defaults, and the refusal of a pay below the Smic."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.errors import InvalidInputs
from estimator.law.dated import baremes_at
from estimator.law.paie import Contrat, Motif
from estimator.need.employeur import LINES, employer_cost, employer_detail, parse, schema
from estimator.need.questions import field_named

BAREMES = baremes_at(date(2026, 11, 23))
JOB = {"salaire_brut_mensuel": 2200, "taux_at_mp_pct": "2,08"}
FIGURES = {
    "remuneration_brute_totale",
    "assiette_cotisations",
    "plafond_ss_proratise",
    "smic_rgdu_mensuel",
    "agirc_arrco_total",
    "ceg",
    "rgdu_coefficient",
    "total_cotisations_avant_reduction",
    "cotisations_employeur_nettes",
    "cout_total_employeur",
}


def faults(raw, baremes=BAREMES):
    """Return the faults of `raw` by key."""
    with pytest.raises(InvalidInputs) as caught:
        employer_cost(raw, baremes)
    return {fault.key: fault.message for fault in caught.value.faults}


def test_the_answer_has_every_line_and_every_figure_of_the_reference_cases():
    """A line that is not due is worth 0, so that two answers always compare."""
    assert {*LINES, *FIGURES} <= set(employer_cost(JOB, BAREMES))


def test_amounts_are_decimals():
    """No binary number before the JSON text."""
    assert {Decimal} == {type(value) for value in employer_cost(JOB, BAREMES).values()}


# test_paie works the lines out: 2 200 + 963.712 − 538.56 = 2 625.152.
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cout_total_employeur", "2625.152"),
        ("total_cotisations_avant_reduction", "963.712"),
        ("cotisations_employeur_nettes", "425.152"),
        ("reduction_generale", "538.56"),
        ("rgdu_coefficient", "0.2448"),
        ("agirc_arrco_total", "103.84"),
        ("ceg", "28.38"),
        ("plafond_ss_proratise", "4005"),
        ("peec", "0"),
        ("heures_supplementaires_montant", "0"),
    ],
)
def test_a_full_time_at_2200_euros(name, value):
    """The usual case under the names of the reference cases."""
    assert Decimal(value) == employer_cost(JOB, BAREMES)[name]


# 1.50 € × 10 h; 2 200 × 12 / 1820 × 10 × 1.25 = 181.318681.
def test_overtime_lines_bear_the_names_of_the_reference_cases():
    """The two lines that the engine names otherwise."""
    found = employer_cost({**JOB, "heures_supplementaires_mensuelles": 10}, BAREMES)

    assert (Decimal("15.0"), Decimal("181.318681")) == (
        found["deduction_forfaitaire_heures_sup"],
        round(found["heures_supplementaires_montant"], 6),
    )


def test_only_the_pay_is_compulsory():
    """A CDI of 35 hours in a small firm by default."""
    assert list(faults({})) == ["salaire_brut_mensuel"]


def test_defaults_of_a_job():
    """What is not said is the usual case."""
    job = parse({"salaire_brut_mensuel": 2200}, BAREMES)

    assert (Contrat.CDI, Decimal(35), 5, False, Decimal("0.0208"), None) == (
        job.contrat,
        job.heures_par_semaine,
        job.effectif,
        job.cadre,
        job.taux_at_mp,
        job.titres_restaurant,
    )


def test_the_motive_of_a_cdd_is_read():
    """The words of the reference cases."""
    job = parse({"salaire_brut_mensuel": 2200, "type_contrat": "CDD", "cdd_motif": "saisonnier"}, BAREMES)

    assert (job.contrat, job.motif) == (Contrat.CDD, Motif.SAISONNIER)


# 12.31 × 35 × 52 / 12 = 1 867.0166…: published monthly Smic 1 867.02. 12.31 × 24 × 52 / 12 = 1 280.24.
@pytest.mark.parametrize(("hours", "minimum"), [(35, "1867.02"), (24, "1280.24")])
def test_the_smic_itself_is_accepted(hours, minimum):
    """The pay may be the minimum."""
    found = employer_cost({**JOB, "salaire_brut_mensuel": minimum, "heures_hebdomadaires": hours}, BAREMES)

    assert Decimal(minimum) == found["salaire_brut_base"]


@pytest.mark.parametrize(
    ("hours", "pay", "said"),
    [
        (35, "1867.01", "indiquez au moins 1\u202f867,02\u00a0€ pour 35\u00a0h par semaine"),
        (24, "1280.23", "indiquez au moins 1\u202f280,24\u00a0€ pour 24\u00a0h par semaine"),
    ],
)
def test_a_cent_below_the_smic_is_refused_with_the_minimum(hours, pay, said):
    """The sentence gives what to pay for these hours."""
    found = faults({**JOB, "salaire_brut_mensuel": pay, "heures_hebdomadaires": hours})

    assert said in found["salaire_brut_mensuel"]


# 12.31 × 25 × 52 / 12 = 1 333.58333…: a payslip is to the cent, as the published Smic is.
@pytest.mark.parametrize(("pay", "refused"), [("1333.57", True), ("1333.58", False)])
def test_the_minimum_of_a_part_timer_is_to_the_cent(pay, refused):
    """Both sides of 25 hours a week at the Smic."""
    raw = {**JOB, "salaire_brut_mensuel": pay, "heures_hebdomadaires": 25}
    try:
        employer_cost(raw, BAREMES)
    except InvalidInputs:
        assert refused
    else:
        assert not refused


# 12.02 × 1820 / 12 = 1 823.0333…
@pytest.mark.parametrize(("day", "accepted"), [(date(2026, 5, 31), True), (date(2026, 6, 1), False)])
def test_the_minimum_is_that_of_the_day(day, accepted):
    """1 850 € are above the Smic until 31 May 2026, below it from 1 June."""
    raw = {**JOB, "salaire_brut_mensuel": 1850}
    refused = False
    try:
        employer_cost(raw, baremes_at(day))
    except InvalidInputs:
        refused = True

    assert accepted is not refused


@pytest.mark.parametrize(
    "field", [f for f in schema(BAREMES) if f.kind not in ("oui_non", "choix")], ids=lambda f: f.name
)
@pytest.mark.parametrize("side", ["below", "above"])
def test_a_hundredth_beyond_a_bound_is_refused(field, side):
    """Each number of a job has bounds, told in its sentence."""
    value = field.minimum - Decimal("0.01") if side == "below" else field.maximum + Decimal("0.01")

    assert (
        f"de {field.show(field.minimum)} à {field.show(field.maximum)}"
        in faults({**JOB, field.name: value})[field.name]
    )


@pytest.mark.parametrize("name", [field.name for field in schema(BAREMES)])
@pytest.mark.parametrize("raw", [None, [], {}, "?"], ids=repr)
def test_no_key_takes_what_is_not_its_kind(name, raw):
    """Null, lists, objects and signs are faults of their own key."""
    assert [name] == list(faults({**JOB, name: raw}))


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("taux_at_mp_pct", "taux_at_mp"),
        ("taux_versement_mobilite_pct", "taux_versement_mobilite"),
        ("mutuelle_part_employeur_pct", "mutuelle_part_employeur"),
        ("taxe_sur_salaires_autres", "taxe_sur_salaires_autres"),
    ],
)
def test_a_key_that_is_a_question_of_the_form_has_its_bounds(key, question):
    """One home for both: what the form takes, the door takes."""
    own, asked = next(field for field in schema(BAREMES) if field.name == key), field_named(question, BAREMES)

    assert (own.kind, own.minimum, own.maximum, own.step, own.default) == (
        asked.kind,
        asked.minimum,
        asked.maximum,
        asked.step,
        asked.default,
    )


def test_faults_follow_the_order_of_the_schema():
    """All at once, unknown key last."""
    raw = {"zut": 1, "cadre": "?", "effectif": 0, "salaire_brut_mensuel": "x", "type_contrat": "CDI de chantier"}

    assert list(faults(raw)) == ["type_contrat", "salaire_brut_mensuel", "effectif", "cadre", "zut"]


def test_the_detail_gives_every_line_of_the_cost():
    """Same codes and amounts as the plain answer, but for lines worth nothing."""
    plain = employer_cost(JOB, BAREMES)
    detail = {line["code"]: line["montant"] for line in employer_detail(JOB, BAREMES)}

    assert {code: amount for code, amount in plain.items() if code in LINES and amount} == {
        code: amount for code, amount in detail.items() if code in LINES
    }


def test_the_detail_gives_the_law_of_a_line():
    """« Vieillesse déplafonnée » at 2,11 %: the decree of 31 December 2025."""
    lines = {line["code"]: line for line in employer_detail(JOB, BAREMES)}
    law = lines["vieillesse_deplafonnee"]["droit"][0]

    assert ("taux_vieillesse_deplafonnee", Decimal("0.0211"), "2026-01-01") == (
        law["parametre"],
        law["valeur"],
        law["depuis"],
    )
