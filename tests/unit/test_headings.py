"""The table of the lines: every line of any cost has its record, and no record is without a line."""

import ast
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from needs import BAREMES, PRICES, TARIFS, answers

from estimator.answer.comparison import compare
from estimator.headings import DRAWINGS, HEADINGS, PAYSLIP, LineKind
from estimator.law.paie import Paie
from estimator.need.charges import CHARGES
from estimator.need.employeur import parse as parse_job
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.options import OPTIONS

#: Every record: those of the charges stand with their questions.
RECORDS = {**HEADINGS, **{charge.heading.code: charge.heading for charge in CHARGES if charge.heading}}
#: Needs and jobs whose lines, together, are all that there are.
NEEDS = (
    {"heures_par_mois": 25, "part_urgente": 20, "part_week_end": 10, "part_sur_place": 50, "distance_km": 60},
    {"heures_par_mois": 5, "specialite": "juridique", "frais_interim_mensuels": 10, "tva_deductible": False},
    {"heures_par_mois": 1, "specialite": "juridique"},
    {"devis_recu": 700},
    {
        "heures_par_mois": 20,
        "redevable_taxe_sur_salaires": True,
        "taxe_sur_salaires_autres": 5000,
        "recrutement_compte": True,
        "poste_travail_compte": True,
        "formation_comptee": True,
        "fin_contrat_comptee": True,
        "mode_fin_contrat": "rupture_conventionnelle",
        "gestion_paie_comptee": True,
    },
)
JOBS = (
    {
        "salaire_brut_mensuel": 9000,
        "cadre": True,
        "effectif": 60,
        "taux_versement_mobilite_pct": 2,
        "titres_restaurant_nombre": 20,
        "titres_restaurant_valeur": 40,
    },
    {"salaire_brut_mensuel": 2200, "type_contrat": "CDD", "heures_supplementaires_mensuelles": 10},
)


def lines(raw, tarifs=TARIFS):
    """Return every line of the three options for one need."""
    return [
        line for cost in compare(parse(raw, BAREMES, tarifs), tarifs, BAREMES).options.values() for line in cost.lines
    ]


def payslip(raw):
    """Return every line of one job."""
    return Paie(parse_job(raw, BAREMES), BAREMES).lines


@given(answers())
def test_every_line_has_its_record(raw):
    """A heading is that of the table, a package's label aside; a task's is made of the price list."""
    for line in lines(raw):
        if line.kind == "tache":
            assert line.code.removeprefix("tache_") in {task.code for task in TARIFS.taches}
        elif line.code == "forfait":
            assert line.heading.note == HEADINGS["forfait"].note
        else:
            assert line.heading is RECORDS[line.code]


def test_no_record_is_without_a_line():
    """The table does not outlive what it describes."""
    made = [line for raw in NEEDS for line in lines(raw)] + [line for raw in JOBS for line in payslip(raw)]

    assert set(RECORDS) == {line.code for line in made}


def test_a_code_has_one_record():
    """Nor do two lines of the payslip bear one name in its answers."""
    names = [heading.name for heading in PAYSLIP]

    assert len(set(names)) == len(names)
    assert all(code == heading.code for code, heading in RECORDS.items())
    assert len(RECORDS) == len(HEADINGS) + sum(charge.heading is not None for charge in CHARGES)


@given(answers())
def test_a_unit_goes_with_a_base(raw):
    """What a base counts is said where there is one, and only there; a task's units are its own."""
    for line in lines(raw):
        assert (line.base is not None) == bool(line.heading.unit or line.kind == "tache"), line.code


@pytest.mark.parametrize(
    ("code", "unit"),
    [("deplacements", "km"), ("heures_au_dela", "h"), ("salaire_brut_base", "h"), ("maladie", "€"), ("forfait", "")],
)
def test_a_base_says_what_it_counts(code, unit):
    """Kilometres, hours, euros; nothing where there is no base."""
    assert HEADINGS[code].unit == unit


def test_every_kind_is_drawn_in_one_part():
    """A line of a kind without a part would be left out of the bars."""
    kinds = [kind for drawing in DRAWINGS.values() for kind in drawing.kinds]

    assert sorted(kinds) == sorted(get_args(LineKind))


def test_a_price_list_without_packages_still_has_its_records():
    """One hourly rate: hours, and nothing that the table does not know."""
    plain = parse_tarifs({"taux_horaire": PRICES["taux_horaire"]})

    assert {"heures"} == {line.code for line in lines({}, plain) if line.kind == "prestation"} - {"facture_agence"}


ROOT = Path(__file__).parents[2]
#: Who works the lines out: the payslip and the three scenarios.
MAKERS = {"law/paie.py", "answer/scenarios/invoice.py", *(f"answer/scenarios/{code}.py" for code in OPTIONS)}
#: Codes that are other words too, each with its reason.
HOMONYMS = {
    "heures": "a unit, a filter, a way to say the need, a key of a package and of the JSON output",
    "devis_recu": "the question of the quote, and the fact that there is one",
    "minimum_facturation": "a price of the list",
}
READERS = {
    path.relative_to(ROOT / "estimator").as_posix(): path
    for path in sorted((ROOT / "estimator").rglob("*.py"))
    if path.name != "headings.py"
}


@pytest.mark.parametrize("module", sorted(READERS.keys() - MAKERS))
def test_a_code_is_typed_by_who_makes_its_line(module):
    """What tells a line reads its record: a fact of it stands there, not in a list of codes."""
    nodes = ast.walk(ast.parse(READERS[module].read_text(encoding="utf-8")))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}

    assert texts & HEADINGS.keys() - HOMONYMS.keys() == set()


def test_every_maker_is_there():
    """The list of exceptions does not outlive them."""
    assert MAKERS.issubset(READERS)
    assert HOMONYMS.keys() <= set(HEADINGS)


def test_no_template_asks_for_a_line_by_its_code():
    """It shows every line by what its record says. What another place needs of a line is a fact of its own."""
    templates = sorted((ROOT / "theme" / "templates").rglob("*.html"))

    assert len(templates) > 10
    assert [path.name for path in templates if ".line(" in path.read_text(encoding="utf-8")] == []


def test_two_rates_are_an_employer_s_own():
    """That of his accidents and that of his commune: he reads them on his payslips, no text holds them."""
    assert [code for code, heading in HEADINGS.items() if heading.own_rate] == ["at_mp", "versement_mobilite"]
