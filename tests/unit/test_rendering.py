"""What the fragment says of an answer, in words."""

import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from markupsafe import Markup, escape
from needs import BAREMES, TARIFS

from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.analysis import analyse
from estimator.telling.rendering import Html, html_of, render_result
from theme.plugins.estimate.estimation import make_environment

ENVIRONMENT = make_environment()


def fragment(tarifs=TARIFS, **raw):
    """Return the parsed answer to a need."""
    html = render_result(ENVIRONMENT, analyse(parse(raw, BAREMES, tarifs), tarifs, BAREMES), BAREMES)
    return BeautifulSoup(html, "html.parser")


def periods(found, option):
    """Return the totals that an option's card shows, by period, as text of a number."""
    card = found.find(attrs={"data-option": option})
    return {tag["data-period"]: tag["value"] for tag in card.find_all("data", attrs={"data-period": True})}


@pytest.mark.parametrize("need", [{"heures_par_mois": 15}, {"besoin": "taches", "volume_transcription": 180}], ids=str)
def test_a_mission_is_never_told_by_the_month(need):
    """A one-off need has one price, not a monthly one."""
    found = fragment(**need, ponctuel=True)
    sentence, cards = (found.select_one(place).get_text() for place in (".result__sentence", ".options"))

    assert "pour la mission" in cards
    assert "cette mission de" in sentence
    assert "par an" not in cards
    assert "par mois" not in sentence + cards


def test_a_need_of_a_year_is_told_by_the_month_and_by_the_year():
    """Twelve months: the year is the whole duration."""
    assert set(periods(fragment(heures_par_mois=20), "salarie")) == {"mois", "annee", "heure"}


def test_another_duration_is_told_whole():
    """600 € over 4 months: 2 400 €, and no year that will not take place."""
    found = fragment(parse_tarifs({"taux_horaire": 30}), heures_par_mois=20, duree_mois=4)

    assert periods(found, "prestataire") == {"mois": "600.00", "duree": "2400.00", "heure": "30.00"}
    assert "sur 4\u00a0mois" in found.get_text()
    assert "sur la durée du besoin" in found.get_text()


@pytest.mark.parametrize(("besoin", "said"), [("taches", True), ("heures", False)])
def test_a_speciality_that_changes_no_price_is_said(besoin, said):
    """A task has one price, whatever the field of work; an hour has that of its speciality."""
    text = fragment(besoin=besoin, volume_courrier=30, specialite="juridique").get_text()

    assert said is ("ne change pas le prix d’une tâche" in text)


@pytest.mark.parametrize(
    ("regime", "one_off", "expected"),
    [
        ("franchise", False, "180,00\u00a0€, sur le premier mois."),
        ("franchise", True, "180,00\u00a0€. Devis"),
        ("assujettie", False, "180,00\u00a0€ hors taxe, sur le premier mois."),
    ],
)
def test_the_deposit_says_what_it_bears_on(regime, one_off, expected):
    """30 % of 600 €: of a mission, or of the first month, before VAT where there is one."""
    tarifs = parse_tarifs({"taux_horaire": 30, "acompte_pourcent": 30, "regime_tva": regime})

    assert expected in fragment(tarifs, heures_par_mois=20, ponctuel=one_off).get_text()


@pytest.mark.parametrize(
    "value",
    ["a & b", "<b>", 'it\'s "so"', 12, -1.5, None, True, Html("<i>"), Markup("<i>"), "12", 12.0, ""],
    ids=repr,
)
def test_a_value_is_shown_as_jinja_escapes_it(value):
    """Kept or not, of whatever type: the same characters as by Jinja's own escape."""
    assert html_of(value) == str(escape(value))


def test_templates_escape_and_refuse_unknown_names():
    """Compiled our way, a template still escapes what is no HTML and stops at an unknown name."""
    template = ENVIRONMENT.from_string(
        "{% macro em(x) %}<em>{{ x }}</em>{% endmacro %}{{ em(value) }}{{ value }}{{ other }}"
    )

    assert template.render(value="<&>", other=1) == "<em>&lt;&amp;&gt;</em>&lt;&amp;&gt;1"
    with pytest.raises(UndefinedError):
        template.render(value="<&>")
