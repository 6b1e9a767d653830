"""How each amount is made, and where it comes from."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from needs import BAREMES, TARIFS, answers

from estimator.answer.comparison import compare
from estimator.costs import CostLine
from estimator.headings import HEADINGS
from estimator.money import round_cent
from estimator.need.inputs import parse
from estimator.telling.analysis import analyse
from estimator.telling.proof import GIVEN, OWN_PRICE, Proof, product
from estimator.telling.rendering import render_result
from estimator.telling.sentences import plain_text
from theme.plugins.estimate.estimation import make_environment


def estimate(**raw):
    """Return the comparison of a need."""
    return compare(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES)


def lines(found):
    """Return every line of every option."""
    return [line for cost in found.options.values() for line in cost.lines]


def line(found, code):
    """Return the line of that code."""
    return next(one for one in lines(found) if one.code == code)


def fragment(**raw):
    """Return the parsed answer to a need."""
    html = render_result(make_environment(), analyse(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES)
    return BeautifulSoup(html, "html.parser")


@given(answers())
def test_a_line_is_a_product_or_says_why_it_is_none(raw):
    """Base × rate makes the amount of every line that has both; the others have their sentence."""
    for one in lines(estimate(**raw)):
        if product(one):
            assert abs(one.base * one.rate - one.amount) < Decimal("1E-15")
        else:
            assert one.heading.note


def number(text):
    """Return a figure as one reads it: « 1 508,57 € », « 8,55 % »."""
    figure, _, what = text.strip().partition("\u00a0")
    value = Decimal(figure.replace("\u202f", "").replace(",", "."))
    return value / 100 if what == "%" else value


@given(answers())
def test_the_figures_shown_come_to_the_amount_shown(raw):
    """Who multiplies what he reads finds what he reads, to the cent."""
    for one in lines(estimate(**raw)):
        if product(one):
            base, rate = plain_text(product(one)).split("×")
            assert round_cent(number(base) * number(rate)) == round_cent(one.amount), one


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("salaire_brut_base", "104\u00a0h\u00a0× 14,5055\u00a0€"),
        ("vieillesse_plafonnee", "1\u202f508,57\u00a0€\u00a0× 8,55\u00a0%"),
        ("facture_agence", "20\u00a0h\u00a0× 29,011\u00a0€"),
        ("sante_travail", ""),
    ],
)
def test_a_product_reads_with_its_units(code, expected):
    """2 200 € for 35 hours: 24 hours a week make 104 a month and 1 508,57 €."""
    assert expected == plain_text(product(line(estimate(heures_par_mois=20), code)))


def test_a_coefficient_has_its_four_decimals():
    """The réduction générale is rounded to four: no percentage."""
    text = plain_text(product(line(estimate(), "reduction_generale")))

    assert text.startswith("1\u202f508,57\u00a0€\u00a0× 0,")
    assert len(text.rpartition(",")[2]) == 4


def test_a_line_of_law_has_its_text_its_link_and_its_day():
    """Vieillesse plafonnée: since 1 January 2016."""
    [source] = Proof(estimate(), BAREMES).sources(line(estimate(), "vieillesse_plafonnee"))

    assert (source.texte, source.url.startswith("https://"), source.hypothese) == (
        BAREMES.dated("taux_vieillesse_plafonnee").texte,
        True,
        False,
    )
    assert source.depuis.isoformat() == "2016-01-01"


def test_a_market_figure_is_called_an_assumption():
    """The agency's coefficient, and the pay behind it."""
    texts = [source.texte for source in Proof(estimate(), BAREMES).sources(line(estimate(), "facture_agence"))]

    assert texts == [
        f"Hypothèse\u00a0: {BAREMES.dated('coefficient_facturation').texte}",
        BAREMES.dated("salaire_brut_usuel").texte,
    ]
    assert texts[1].startswith("Hypothèse du site")


@pytest.mark.parametrize(
    ("answered", "code"),
    [
        ({"coefficient_facturation": "1,9"}, "facture_agence"),
        ({"salaire_brut_temps_plein": 2300}, "salaire_brut_base"),
        ({"mutuelle_montant_total": 60}, "mutuelle_employeur"),
        ({"taux_at_mp": "1,5"}, "at_mp"),
        ({"sante_travail_annuelle": 200}, "sante_travail"),
    ],
)
def test_a_figure_that_the_visitor_gave_says_so_and_keeps_no_source_of_its_default(answered, code):
    """Its text would be that of another figure."""
    left, given_ = estimate(), estimate(**answered)
    of_default = {source.texte for source in Proof(left, BAREMES).sources(line(left, code))}
    of_given = {source.texte for source in Proof(given_, BAREMES).sources(line(given_, code))}

    assert of_given < of_default
    assert GIVEN in Proof(given_, BAREMES).notes(line(given_, code))
    assert GIVEN not in Proof(left, BAREMES).notes(line(left, code))


def test_the_page_shows_the_product_the_text_and_its_day():
    """One entry per line, the text of law linked."""
    shown = {
        entry.dt.get_text(): entry
        for entry in fragment(heures_par_mois=20).select("[data-option=salarie] .proof > div")
    }
    entry = shown["Vieillesse plafonnée"]

    assert entry.select_one(".proof__sum").get_text() == "1\u202f508,57\u00a0€\u00a0× 8,55\u00a0%\u00a0= 128,98\u00a0€"
    assert "en vigueur depuis le 1er\u00a0janvier\u00a02016" in entry.get_text()
    assert entry.a["href"] == BAREMES.dated("taux_vieillesse_plafonnee").url


def test_the_official_simulator_is_told_what_to_type():
    """Contract, hours, pay, headcount, AT/MP and health cover of this very estimate."""
    text = (
        fragment(heures_par_mois=20, fonctions_support=True).select_one("[data-option=salarie] .breakdown").get_text()
    )

    assert "CDI, 24\u00a0h par semaine, 1\u202f508,57\u00a0€ brut par mois, 5\u00a0salariés" in text
    assert (
        "accidents du travail à 0,64\u00a0%, complémentaire santé de 40,00\u00a0€ dont 50\u00a0% pour l’employeur"
        in text
    )
    assert "Il ne compte pas ici\u00a0: service de prévention et de santé au travail." in text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            {"heures_par_mois": 140},
            "35\u00a0h par semaine et 6,89\u00a0h supplémentaires par mois, 2\u202f200,00\u00a0€ brut",
        ),
        ({"contrat": "CDD"}, "CDD (surcroît temporaire), 24\u00a0h"),
        ({"absences_comptees": True}, "congés, absences et jours fériés compris"),
        (
            {"recrutement_compte": True, "poste_travail_compte": True},
            "santé au travail\u202f; poste de travail\u202f; recrutement",
        ),
        ({"effectif": 20, "taux_versement_mobilite": 2}, "Il tire le versement mobilité de la commune"),
        (
            {"redevable_taxe_sur_salaires": True},
            "il compte la taxe sur les salaires sur ce seul salaire, sans franchise",
        ),
    ],
)
def test_what_differs_from_the_official_simulator_is_of_this_need(raw, expected):
    """Overtime, motive, and the lines that it does not have."""
    assert expected in fragment(**raw).select_one("[data-option=salarie] .breakdown").get_text()


def test_where_nothing_differs_nothing_is_listed():
    """No occupational health counted: no empty list."""
    text = fragment(sante_travail_annuelle=0).select_one("[data-option=salarie] .breakdown").get_text()

    assert "Il ne compte pas" not in text
    assert "jours fériés compris. " in text


def test_a_price_of_the_secretary_says_that_it_is_hers():
    """No law makes it."""
    found = estimate(heures_par_mois=25)
    notes = {one.code: Proof(found, BAREMES).notes(one) for one in found.options["prestataire"].lines}

    assert notes["heures_au_dela"] == (OWN_PRICE,)


def test_a_rate_typed_by_the_visitor_is_said_to_be_his():
    """The law beside it is that of the threshold."""
    found = estimate(effectif=20, taux_versement_mobilite=2)

    assert GIVEN in Proof(found, BAREMES).notes(line(found, "versement_mobilite"))


def test_the_rate_of_one_s_own_commune_rests_on_what_was_given():
    """No published rate: the visitor typed it."""
    estimate_ = estimate(heures_par_mois=60, effectif=20, taux_versement_mobilite=2)

    assert GIVEN in Proof(estimate_, BAREMES).notes(line(estimate_, "versement_mobilite"))


def test_an_amount_that_no_rounding_gives_back_has_all_decimals():
    """As close as the page comes."""
    third = CostLine(HEADINGS["heures"], Decimal("99.99"), Decimal(1) / 3, Decimal(100))

    assert product(third)[0] == "0,333333\u00a0h"
