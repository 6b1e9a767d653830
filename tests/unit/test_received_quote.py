"""A quote that the visitor received, from whom he likes, beside an employee and a temp."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from needs import BAREMES, TARIFS
from requests_of_quotes import request_of

from estimator.answer.comparison import compare
from estimator.answer.obligations import obligations
from estimator.need.inputs import parse
from estimator.telling.analysis import analyse
from estimator.telling.proof import GIVEN, OWN_PRICE, Proof
from estimator.telling.rendering import render_result
from estimator.telling.spreadsheet import spreadsheet
from theme.plugins.estimate.estimation import make_environment


def estimate(**answers):
    """Return the comparison of 20 h with a quote of 720 €."""
    return compare(parse({"devis_recu": 720, **answers}, BAREMES, TARIFS), TARIFS, BAREMES)


@pytest.mark.parametrize(
    ("vat", "recovered", "cost"),
    [
        ("sans_tva", True, 720),
        ("sans_tva", False, 720),
        ("hors_taxe", True, 720),
        ("hors_taxe", False, 864),
        ("tva_comprise", True, 600),
        ("tva_comprise", False, 720),
    ],
)
def test_a_quote_costs_what_it_says_with_the_vat_that_stays(vat, recovered, cost):
    """Without tax, before tax, tax included, for who recovers it or not."""
    found = estimate(devis_tva=vat, tva_deductible=recovered).options["prestataire"]

    assert found.mensuel == cost
    assert (found.line("tva") is not None) is (vat != "sans_tva" and not recovered)


def test_without_a_quote_her_prices_stay():
    """Zero is no quote."""
    assert (
        estimate(devis_recu=0).options["prestataire"].mensuel
        == compare(parse({}, BAREMES, TARIFS), TARIFS, BAREMES).options["prestataire"].mensuel
    )


def test_a_quote_takes_the_place_of_every_price():
    """Packages, minimum, surcharges, speciality, tasks: a quote has them all within it."""
    for need in (
        {"part_urgente": 50},
        {"specialite": "juridique"},
        {"heures_par_mois": 10},
        {"besoin": "taches", "volume_courrier": 9},
    ):
        assert [line.code for line in estimate(**need).options["prestataire"].lines] == ["devis_recu"]


# 720 € for 20 h are 36 € an hour: 1 816.0566 / 36 = 50.446.
def test_other_hours_are_at_the_same_price_of_the_hour():
    """The curve is a straight line, and what it crosses is exact."""
    [crossing] = estimate().seuils_entre("prestataire", "salarie")

    assert round(crossing.heures, 3) == Decimal("50.446")
    assert round(estimate().curve.couts["prestataire"][0], 20) == 36


def test_its_line_is_the_visitor_s_figure_and_not_her_price():
    """Told in the proof and on the card."""
    found = estimate()
    line = found.options["prestataire"].line("devis_recu")
    analysis = analyse(found.inputs, TARIFS, BAREMES)
    card = BeautifulSoup(render_result(make_environment(), analysis, BAREMES), "html.parser")
    text = card.select_one('[data-option="prestataire"]').get_text()

    assert Proof(found, BAREMES).notes(line) == ("Le montant que vous avez indiqué.",)
    assert "D’après le devis que vous avez indiqué" in text
    assert OWN_PRICE not in text
    assert GIVEN not in text
    assert "Acompte" not in text


def test_what_is_asked_of_her_is_her_own_price():
    """The mail and the sheet know nothing of another's quote; the table holds what is compared."""
    request = request_of({"devis_recu": 720})

    assert "720" not in request.message
    assert "devis_recu=720" in request.link
    assert [line.code for line in request.lignes] != ["devis_recu"]
    assert "Devis" not in " ".join(answer.label for answer in (*request.precisions, *request.hypotheses))
    assert "Devis reçu, hors taxe" in spreadsheet(request, BAREMES)


@pytest.mark.parametrize(("vat", "due"), [("sans_tva", True), ("hors_taxe", False), ("tva_comprise", False)])
def test_the_franchise_is_that_of_the_quote(vat, due):
    """4 000 € a month are 48 000 € a year: who charges VAT has left it."""
    told = {duty.id for duty in obligations(estimate(devis_recu=4000, devis_tva=vat), BAREMES)}

    assert ("obligation_franchise_tva" in told) is due


def test_a_duty_counts_a_quote_before_vat():
    """R. 8222-1: 5 000 € before VAT over the whole contract, 500 a month for ten months."""
    asked = {"duree_mois": 10, "devis_tva": "tva_comprise"}
    told = [
        {one.id for one in obligations(estimate(devis_recu=amount, **asked), BAREMES)} for amount in ("599.99", "600")
    ]

    assert ["obligation_vigilance" in one for one in told] == [False, True]
