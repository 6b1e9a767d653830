"""The built engine inside Pyodide, under Node: the same answers as here, to the last byte."""

import contextlib
import io
import json
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import needs
import pytest
import worked_cases
from hypothesis import Phase, given, seed, settings
from jsonschema import Draft202012Validator

from estimator import __main__ as door
from estimator import analyse, baremes_at, date_droit, parse, parse_tarifs
from estimator.telling.json_schema import output_schema
from estimator.telling.rendering import render_result
from estimator.telling.serialization import plain_value
from theme.browser import bundle
from theme.plugins.estimate.estimation import make_environment

HERE = Path(__file__).parent
CASES = json.loads((HERE.parent / "oracle" / "cases.json").read_text(encoding="utf-8"))["cas"]
TARIFS = {
    "taux_horaire": 30,
    "taches": [{"code": "audio", "nom": "Audio", "unite": "minute", "prix": 2.2, "minutes_salarie": 5}],
    "forfaits": [{"nom": "Dix heures", "heures": 10, "prix": 290}],
}
NEEDS = [
    {},
    {"heures_par_mois": 1},
    {"heures_par_mois": "59,5", "taux_at_mp": 0.64},
    {"heures_par_mois": 91.83, "effectif": 60, "taux_versement_mobilite": 2.5},
    {"heures_par_mois": 120, "tva_deductible": False},
    {"heures_par_mois": 151.67, "salaire_brut_temps_plein": 3200, "coefficient_facturation": 2.35},
    {"heures_par_mois": 12, "derogation_temps_partiel": True},
    {"besoin": "taches", "volume_audio": 180, "ponctuel": True},
    {"heures_par_mois": 151.67, "duree_mois": 4, "contrat": "CDD", "motif_cdd": "remplacement"},
    {"heures_par_mois": 40, "motif_interim": "aucun", "activite": "sante", "tva_deductible": False},
    {"heures_par_mois": 40, "motif_interim": "accroissement", "convention_collective": "1147"},
    {"heures_par_mois": "30 heures", "devis_recu": 900.5, "devis_tva": "tva_comprise", "gestion_paie_comptee": True},
    {"heures_par_mois": 60, "semaines_besoin": 40, "derogation_temps_partiel": True},
    {"heures_par_mois": 62, "fin_contrat_comptee": True, "mode_fin_contrat": "rupture_conventionnelle"},
]
WRONG = {"heures_par_mois": "beaucoup", "effectif": -1}
WORKED = worked_cases.load()
#: Needs on which every property is held against the engine of the browser; many more are under this Python.
HELD = [
    {"heures_par_mois": 59},
    {"heures_par_mois": 120, "tva_deductible": False, "redevable_taxe_sur_salaires": True},
    {"besoin": "taches", "volume_audio": 180, "ponctuel": True, "derogation_temps_partiel": True},
    {"heures_par_mois": 30, "absences_comptees": True, "poste_travail_compte": True, "motif_interim": "aucun"},
]


def jobs():
    """Return every job of the run, reference cases in one array."""
    asked = [{"command": "employeur", "input": json.dumps([case["entrees"] for case in CASES])}]
    asked += [{"command": "comparer", "input": json.dumps([{**need, "tarifs": TARIFS} for need in [*NEEDS]])}]
    asked += [{"command": "comparer", "input": json.dumps({**WRONG, "tarifs": TARIFS})}]
    asked += [{"command": "comparer", "input": json.dumps([plain_value(worked_cases.need(case)) for case in WORKED])}]
    asked += [{door: message} for door in ("bridge", "snapshot") for message in MESSAGES]
    return asked + [{"hold": json.dumps({**need, "tarifs": TARIFS})} for need in HELD]


def drawn(count):
    """Return messages with any answers of the form and any price list, drawn from one seed."""
    messages = []

    @seed(7)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate])
    @given(needs.answers(), needs.prices)
    def draw(values, prices):
        messages.append(json.dumps({"values": values, "tarifs": prices, **REQUEST}, default=str))

    draw()
    return messages


#: Who gets a request for a quote: the answer then holds it.
REQUEST = {
    "contact": {"nom": "A EI", "siret": "0", "adresse": ["Bât. É"], "telephone": "0", "courriel": "a@b.example"},
    "page": "https://b.example/estimation/",
}
FIXED = [json.dumps({"values": need, "tarifs": TARIFS}) for need in [*NEEDS, WRONG]]
MESSAGES = [*FIXED, *drawn(100)]
#: Where the answers of the bridge begin, those of the snapshot of its memory, and those of the properties.
BRIDGE, SNAPSHOT, PROPERTIES = 4, 4 + len(MESSAGES), 4 + 2 * len(MESSAGES)


def exact(value):
    """Return a JSON value as the doors read it: numbers as Decimals."""
    return json.loads(json.dumps(value), parse_float=Decimal)


def here(job, monkeypatch):
    """Return what this Python's machine door answers to a job, its status first."""
    printed, said = io.StringIO(), io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(job["input"]))
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        status = door.main([job["command"]])
    return f"{status}\n{printed.getvalue()}{said.getvalue()}"


@pytest.fixture(scope="module")
def answers():
    """The answers of the engine under Pyodide, by job."""
    done = subprocess.run(
        [shutil.which("node"), HERE / "run.mjs", bundle.build(), HERE.parent / "unit" / "properties.py"],
        input=json.dumps(jobs()),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.parametrize("number", range(BRIDGE))
def test_machine_door_prints_the_same(answers, monkeypatch, number):
    """Reference cases, comparisons and faults read the same under Pyodide and under this Python."""
    assert here(jobs()[number], monkeypatch) == answers[number]


@pytest.mark.parametrize("number", range(len(NEEDS)))
def test_bridge_renders_the_same_html(answers, number):
    """The worker's HTML is the build's, byte for byte, compiled templates or not."""
    baremes = baremes_at(date_droit())
    tarifs = parse_tarifs(exact(TARIFS))
    need = parse(exact(NEEDS[number]), baremes, tarifs)
    analysis = analyse(need, tarifs, baremes)

    assert render_result(make_environment(), analysis, baremes) == json.loads(answers[BRIDGE + number])["html"]


def test_bridge_refuses_the_same(answers):
    """A wrong answer comes back with its faults, one for each wrong field."""
    refusal = json.loads(answers[BRIDGE + len(NEEDS)])

    assert not refusal["ok"]
    assert [fault["key"] for fault in refusal["faults"]] == ["heures_par_mois", "effectif"]


def test_snapshot_answers_the_same(answers):
    """The snapshot and its runtime hold what every question takes, and answer as the engine that is read whole."""
    numbers = range(len(MESSAGES))
    assert [MESSAGES[it] for it in numbers if answers[SNAPSHOT + it] != answers[BRIDGE + it]] == []
    assert sum('"ok": true' in answers[SNAPSHOT + it] for it in numbers) > len(MESSAGES) * 0.8


@pytest.mark.parametrize("case", WORKED, ids=[case["nom"] for case in WORKED])
def test_worked_cases_are_the_same_figures(answers, case):
    """What was worked out by hand is what the browser's Python finds, and follows the published schema."""
    _, _, printed = answers[BRIDGE - 1].partition("\n")
    found = json.loads(printed)[WORKED.index(case)]

    assert worked_cases.disagreements(case, found) == []
    assert list(Draft202012Validator(output_schema()).iter_errors(found)) == []


@pytest.mark.parametrize("number", range(len(HELD)))
def test_every_property_holds(answers, number):
    """Crossings, flips, growth and sums, computed again by the browser's Python."""
    assert answers[PROPERTIES + number] == "{}"
