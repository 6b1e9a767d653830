"""Like with like: who is compared with a specialist is paid as one."""

from decimal import Decimal

import pytest
from needs import BAREMES, PLAIN

from estimator.answer.comparison import compare
from estimator.errors import InvalidInputs
from estimator.need.inputs import parse
from estimator.need.questions import field_named, schema
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.proof import GIVEN, OWN_PAY, Proof
from estimator.telling.quote_request import contact, quote_request


def tarifs(**pay):
    """Return a price list that sells legal work, medical work and work on insurance."""
    codes = ("juridique", "medical", "assurances")
    lists = [{"code": code, "nom": code, "taux_horaire": 34, "salaire_brut": pay.get(code, 0)} for code in codes]
    return parse_tarifs({"taux_horaire": 30, "specialites": lists})


def paid(prices, **answers):
    """Return the gross pay that the employee's cost starts from, and the temp's per hour × 1820 / 12."""
    need = {**PLAIN, "heures_par_mois": 100, **answers}
    found = compare(parse(need, BAREMES, prices), prices, BAREMES)
    hourly = found.options["interimaire"].facts["salaire_brut_horaire"]
    employee = found.options["salarie"].facts
    return round(employee["salaire_brut_mensuel"] * 35 / employee["heures_par_semaine_contrat"], 6), round(
        hourly * 1820 / 12, 6
    )


@pytest.mark.parametrize(
    ("code", "pay"), [("generale", 2200), ("juridique", 2300), ("medical", 2200), ("assurances", 2200)]
)
def test_a_speciality_with_a_published_pay_raises_the_two_others(code, pay):
    """2 300 € for legal work; no source pays the two other specialities more than the general one."""
    assert paid(tarifs(), specialite=code) == (pay, pay)


def test_a_price_list_may_give_the_pay_of_a_speciality():
    """It goes before the published one."""
    prices = tarifs(juridique=2500, medical=2350)

    assert paid(prices, specialite="juridique") == (2500, 2500)
    assert paid(prices, specialite="medical") == (2350, 2350)


def test_a_pay_below_the_minimum_is_the_minimum():
    """A price list outlives a rise of the Smic."""
    smic = field_named("salaire_brut_temps_plein", BAREMES).minimum

    assert paid(tarifs(medical=1500), specialite="medical") == (smic, smic)


@pytest.mark.parametrize(
    "answers", [{"salaire_specialite": False}, {"salaire_brut_temps_plein": 2400}, {"besoin": "taches"}], ids=str
)
def test_the_visitor_decides_whether_a_speciality_is_paid(answers):
    """The general pay on request; his own figure; and a task has one price, whatever the speciality."""
    prices = parse_tarifs(
        {
            "taux_horaire": 30,
            "specialites": [{"code": "juridique", "nom": "J", "taux_horaire": 34}],
            "taches": [{"code": "x", "nom": "X", "unite": "page", "prix": 5, "minutes_salarie": 60}],
        }
    )
    expected = answers.get("salaire_brut_temps_plein", 2200)
    need = parse({"specialite": "juridique", "volume_x": 10, **answers}, BAREMES, prices)

    assert need.salaire_brut_temps_plein == expected
    assert not need.paye_comme_specialiste


def test_a_speciality_s_pay_is_no_figure_of_the_visitor():
    """Its source is named, or that it is the price list's; the request for a quote marks no change."""
    for prices, source, note in ((tarifs(), "trouver-un-metier", ""), (tarifs(juridique=2500), "", OWN_PAY)):
        analysis = analyse(parse({"specialite": "juridique"}, BAREMES, prices), prices, BAREMES)
        line = analysis.estimate.options["salarie"].line("salaire_brut_base")
        proof = Proof(analysis.estimate, BAREMES)
        texts, notes = " ".join(one.texte for one in proof.sources(line)), proof.notes(line)
        who = contact({"nom": "C", "siret": "0", "adresse": ["x"], "telephone": "0", "courriel": "c@x.fr"})
        request = quote_request(analysis, who, "https://x.fr/#", BAREMES)
        told = {answer.label: answer for answer in request.hypotheses}

        assert source in texts
        assert "Insee" not in texts
        assert GIVEN not in notes
        assert (note in notes) if note else OWN_PAY not in notes
        assert not told["Salaire brut mensuel pour un temps plein"].changed


def test_the_question_is_asked_where_a_speciality_is_sold():
    """Without one it has no effect."""
    asked = [
        {field.name for field in schema(BAREMES, prices)} for prices in (tarifs(), parse_tarifs({"taux_horaire": 30}))
    ]

    assert ["salaire_specialite" in names for names in asked] == [True, False]


def test_the_pay_of_a_speciality_is_an_amount():
    """A slip of the pen is told with its place."""
    with pytest.raises(InvalidInputs, match=r"specialites\[1\]\.salaire_brut"):
        tarifs(medical=-5)


def test_the_pay_of_legal_work_is_between_those_published(baremes):
    """A figure of two sites, whose range says how sure it is."""
    record = baremes.dated("salaire_brut_juridique")

    assert (record.valeur, record.plage) == (Decimal(2300), (Decimal(2100), Decimal(2584)))


def test_a_pay_that_the_visitor_types_is_his():
    """He has then changed an answer; by itself it is none of his, nor is that of a speciality."""
    pay = field_named("salaire_brut_temps_plein", BAREMES, tarifs())

    assert parse({"salaire_brut_temps_plein": 2500}, BAREMES, tarifs()).changed(pay)
    assert not parse({}, BAREMES, tarifs()).changed(pay)
    assert not parse({"specialite": "juridique"}, BAREMES, tarifs(juridique=2900)).changed(pay)
