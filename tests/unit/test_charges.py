"""The optional charges: each record is asked, counted, named when it is left out, and has its line."""

import ast
import re
from pathlib import Path

import pytest
from needs import BAREMES, TARIFS

from estimator.answer.scenarios import salarie
from estimator.need.charges import CHARGES, SWITCH
from estimator.need.inputs import parse
from estimator.need.questions import field_named, schema

ONE_BY_ONE = pytest.mark.parametrize("charge", CHARGES, ids=lambda charge: charge.name)


def cost(**raw):
    """Return the employee's cost for a need of two years, at hours that no floor holds up."""
    # No usual figure of training is published: it counts for nothing until one is typed.
    need = {"heures_par_mois": 120, "duree_mois": 24, "formation_annuelle": 600}
    return salarie.cost(parse({**need, **raw}, BAREMES, TARIFS), TARIFS, BAREMES)


@ONE_BY_ONE
def test_a_charge_is_asked(charge):
    """Its switch, off at first; then how much or in which way, without effect unless the switch is on."""
    names = [field.name for field in schema(BAREMES, TARIFS)]
    switch = field_named(charge.switch.name, BAREMES, TARIFS)

    assert switch.default is False
    detail = field_named(charge.detail.name, BAREMES, TARIFS)
    assert names.index(detail.name) == names.index(switch.name) + 1
    assert detail.when == ((switch.name, "oui"),)
    if detail.is_number:
        assert detail.default == BAREMES[detail.parameter] * (100 if detail.kind == "pourcent" else 1)


@ONE_BY_ONE
def test_a_charge_that_is_counted_costs_and_is_not_left_out(charge):
    """Counted, it raises the cost by its own line, or by a longer contract; else its name is told."""
    without, counted = cost(), cost(**{charge.switch.name: True})
    gained = {line.code for line in counted.lines} - {line.code for line in without.lines}

    assert charge.name in without.facts["non_compris"]
    assert charge.name not in counted.facts["non_compris"]
    assert counted.mensuel > without.mensuel
    assert gained - {"heures_supplementaires", "deduction_heures_supplementaires"} == {
        charge.heading and charge.heading.code
    } - {None}


def test_what_is_left_out_is_told_in_its_own_order():
    """Recruitment before the desk."""
    assert cost().facts["non_compris"] == [
        "absences",
        "recrutement",
        "poste de travail",
        "formation",
        "fin du contrat",
        "gestion de la paie",
    ]


@ONE_BY_ONE
def test_the_official_simulator_has_no_line_of_a_charge(charge):
    """The page says which lines it does not count."""
    assert not charge.heading or not charge.heading.in_simulator


def test_an_amount_knows_its_switch():
    """An amount whose switch is off counts for nothing."""
    assert SWITCH == {
        "taux_absence": "absences_comptees",
        "poste_travail_annuel": "poste_travail_compte",
        "recrutement": "recrutement_compte",
        "formation_annuelle": "formation_comptee",
        "gestion_paie_annuelle": "gestion_paie_comptee",
    }


# 24 h of 2 200 € are 1 508.571428; a quarter of a month a year, 31.428571 a month; 40 % of it, 12.571429.
@pytest.mark.parametrize(
    ("end", "lines"), [("licenciement", ["31.428571"]), ("rupture_conventionnelle", ["31.428571", "12.571429"])]
)
def test_an_agreed_end_adds_the_contribution_to_the_least_indemnity(end, lines):
    """L. 1237-13: not less than a dismissal's; L. 137-12 CSS: 40 % of it since the end of 2025."""
    found = salarie.cost(
        parse({"fin_contrat_comptee": True, "mode_fin_contrat": end}, BAREMES, TARIFS), TARIFS, BAREMES
    )
    ends = [line for line in found.lines if line.code in ("fin_contrat", "contribution_rupture")]

    assert [str(round(line.amount, 6)) for line in ends] == lines


def test_an_agreed_end_below_eight_months_adds_nothing():
    """The least is that of a dismissal, which has none then."""
    raw = {"fin_contrat_comptee": True, "mode_fin_contrat": "rupture_conventionnelle", "duree_mois": 7}

    assert salarie.cost(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES).line("contribution_rupture") is None


ROOT = Path(__file__).parents[2]
#: Where a charge is defined; the figures that it supposes stand in a file of data.
HOME = ROOT / "estimator" / "need" / "charges.py"
MODULES = sorted(path for path in (ROOT / "estimator").rglob("*.py") if path != HOME)
TEMPLATES = sorted((ROOT / "theme" / "templates" / "estimation").glob("*.html"))


def codes(charge):
    """Return what links, JSON and the parameters call a charge."""
    line = {charge.heading.code} if charge.heading else set()
    return {charge.switch.name, charge.detail.name, charge.detail.parameter, *line} - {""}


def words(source):
    """Return every name and every text of a module, but not its documentation."""
    nodes = list(ast.walk(ast.parse(source)))
    names = (getattr(node, key, None) for node in nodes for key in ("id", "attr", "arg", "value"))
    return {name for name in names if isinstance(name, str)}


@ONE_BY_ONE
def test_a_charge_is_typed_where_it_is_defined(charge):
    """One record makes a new one: no other module knows its code, and no template."""
    typed = [path.name for path in MODULES if codes(charge) & words(path.read_text(encoding="utf-8"))]
    pattern = re.compile(rf"[\"'.](?:{'|'.join(codes(charge))})\b")
    typed += [path.name for path in TEMPLATES if pattern.search(path.read_text(encoding="utf-8"))]

    assert len(MODULES) > 50
    assert typed == []


def test_the_search_for_a_code_finds_it():
    """The check itself: an attribute, a text, a keyword; no part of a longer name."""
    assert words('inputs.recrutement + line("formation") + f(gestion_paie=1)') >= {
        "recrutement", "formation", "gestion_paie"}  # fmt: skip
    assert "fin_contrat" not in words('facts["fin_contrat_sans_effet"]')


def test_what_is_left_out_is_named_in_one_order():
    """Each charge has a place of its own in that list."""
    assert sorted(charge.rank for charge in CHARGES) == list(range(len(CHARGES)))
