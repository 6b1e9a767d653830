"""The machine door: JSON in, JSON out, one French sentence per fault."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator import __main__ as door

ROOT = Path(__file__).parents[2]
NEED = '{"heures_par_mois": 20, "tarifs": {"taux_horaire": 30}}'


def ask(arguments, text):
    """Return (status, standard output, standard error) of the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "estimator", *arguments],
        input=text if isinstance(text, bytes) else text.encode(),
        cwd=ROOT,
        capture_output=True,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def call(arguments, text):
    """Return the same in this process, which is quicker: for many cases."""
    out, err = io.StringIO(), io.StringIO()
    with patch("sys.stdin", io.StringIO(text)), redirect_stdout(out), redirect_stderr(err):
        status = door.main(arguments)
    return status, out.getvalue(), err.getvalue()


def answer(arguments, text):
    """Return the JSON of an accepted call."""
    status, out, err = call(arguments, text)

    assert (status, err) == (0, "")
    return json.loads(out)


def test_an_object_is_answered_by_an_object():
    """20 hours at 30 €, in a process of its own."""
    status, out, err = ask(["comparer"], NEED)

    assert (status, err, json.loads(out)["options"]["prestataire"]["cout_mensuel"]) == (0, "", 600)


def test_a_file_that_begins_with_a_mark_is_read():
    """What Windows writes before UTF-8, in a process of its own."""
    status, out, err = ask(["comparer"], b"\xef\xbb\xbf" + NEED.encode())

    assert (status, err, json.loads(out)["options"]["prestataire"]["cout_mensuel"]) == (0, "", 600)


def test_an_employer_is_answered_in_a_process_of_its_own():
    """2 200 € at full time with the rates by default: 2 625,152 € (test_paie)."""
    status, out, err = ask(["employeur"], '{"salaire_brut_mensuel": 2200}')

    assert (status, err, json.loads(out)["cout_total_employeur"]) == (0, "", 2625.152)


def test_a_fault_leaves_standard_output_empty():
    """Status 2, one sentence on standard error."""
    status, out, err = ask(["comparer"], '{"heures_par_mois": 0}')

    assert (status, out) == (2, "")
    assert err.startswith("heures_par_mois\u00a0: Indiquez le nombre d’heures")


def compare_in(environment, text):
    """Run `comparer` on bytes in a process that knows only these variables."""
    command = [sys.executable, "-m", "estimator", "comparer"]
    return subprocess.run(command, input=text, cwd=ROOT, capture_output=True, timeout=60, env=environment)


def test_accents_pass_whatever_the_locale():
    """French text in UTF-8, even where the system speaks ASCII."""
    done = compare_in({"LC_ALL": "C"}, b'{"heures_par_mois": 0}')

    assert "heures_par_mois\u00a0: Indiquez le nombre d’heures" in done.stderr.decode("utf-8")


@pytest.mark.parametrize("arguments", [[], ["estimer"], ["comparer", "employeur"], ["--help"], [""]], ids=str)
def test_another_command_is_told_the_usage(arguments):
    """Both commands in one French sentence."""
    status, out, err = call(arguments, NEED)

    assert (status, out) == (2, "")
    assert err.startswith("Utilisation\u00a0: python -m estimator employeur")


def test_an_array_is_answered_by_an_array():
    """In the same order."""
    found = answer(["employeur"], '[{"salaire_brut_mensuel": 2200}, {"salaire_brut_mensuel": 2300}]')

    assert [one["salaire_brut_base"] for one in found] == [2200, 2300]


def test_an_empty_array_is_answered_by_an_empty_array():
    """Nothing asked, nothing answered."""
    assert answer(["employeur"], "[]") == []


def test_one_bad_element_refuses_the_array():
    """Its number, counted from one, is told."""
    status, out, err = call(["employeur"], '[{"salaire_brut_mensuel": 2200}, {"salaire_brut_mensuel": "x"}, 3]')

    assert (status, out) == (2, "")
    assert [line.split("\u00a0:")[0] for line in err.splitlines()] == [
        "élément 2, salaire_brut_mensuel",
        "élément 3, entrée",
    ]


BAD_JSON = {
    "nothing": "",
    "half an object": '{"heures_par_mois": 20',
    "single quotes": "{'heures_par_mois': 20}",
    "a French comma": '{"heures_par_mois": 20,5}',
    "NaN": '{"heures_par_mois": NaN}',
    "Infinity": '{"heures_par_mois": Infinity}',
    "minus Infinity": '{"heures_par_mois": -Infinity}',
    "too deep": "[" * 100_000,
    "two values": NEED + NEED,
}


@pytest.mark.parametrize("text", BAD_JSON.values(), ids=BAD_JSON)
def test_what_is_no_json_is_told_with_an_example(text):
    """One sentence, no traceback."""
    status, out, err = call(["comparer"], text)

    assert (status, out) == (2, "")
    assert err.startswith("L’entrée n’est pas du JSON valable\u00a0: ")
    assert 'Exemple\u00a0: {"heures_par_mois": 40}.' in err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"heures_par_mois": 20,\n}', "erreur à la ligne 2, colonne 1"),
        ("[" * 100_000, "trop de crochets ou d’accolades imbriqués"),
        ('{"ponctuel": true, "ponctuel": false}', "la clé «\u00a0ponctuel\u00a0» est écrite deux fois"),
        (
            '{"tarifs": {"taux_horaire": 30, "taux_horaire": 40}}',
            "la clé «\u00a0taux_horaire\u00a0» est écrite deux fois",
        ),
    ],
    ids=["comma", "deep", "twice", "twice inside"],
)
def test_what_is_wrong_in_json_is_told_in_french(text, told):
    """The place or the key, not Python's own English."""
    assert call(["comparer"], text)[2].startswith(f"L’entrée n’est pas du JSON valable\u00a0: {told}.")


def test_a_number_of_5_000_digits_is_told_as_a_wrong_answer():
    """The sentence of its field, as for any number out of bounds."""
    status, _, err = call(["comparer"], '{"heures_par_mois": ' + "9" * 5000 + "}")

    assert (status, err.startswith("heures_par_mois\u00a0: Indiquez")) == (2, True)


def test_bytes_that_are_no_utf_8_are_refused():
    """Latin-1 bytes, in a process of its own: the encoding to use, whatever the locale."""
    status, out, err = ask(["comparer"], b'{"tarifs": "\xe9"}')

    assert (status, out) == (2, "")
    assert "il faut l’encodage UTF-8" in err


def test_the_answer_is_utf_8_whatever_the_terminal():
    """A Western Windows console has no narrow no-break space: the JSON is written all the same."""
    done = compare_in({"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}, b"{}")

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["classement"]


def test_the_answer_is_read_by_people_too():
    """Accents as they are, one line a value."""
    _, printed, _ = call(["comparer"], NEED)

    assert "é" in printed
    assert "\\u" not in printed
    assert printed.startswith("{\n ")


@pytest.mark.parametrize("text", ["3", '"x"', "null", "true", "1.5"])
def test_a_value_that_is_no_object_is_told(text):
    """A number alone is JSON and no need."""
    status, _, err = call(["comparer"], text)

    assert (status, err.startswith("entrée\u00a0: Il faut un objet JSON")) == (2, True)


def test_an_unknown_key_is_told():
    """A slip is never dropped."""
    status, _, err = call(["comparer"], '{"heure_par_mois": 20}')

    assert (status, err.startswith("heure_par_mois\u00a0: Cette clé n’existe pas.")) == (2, True)


def test_every_fault_is_told_answers_first_then_prices():
    """One line per fault; a price's key bears its path."""
    text = '{"effectif": 0, "heures_par_mois": "x", "tarifs": {"taux_horaire": 0, "forfaits": [{}]}}'
    _, _, err = call(["comparer"], text)

    assert [line.split("\u00a0:")[0] for line in err.splitlines()] == [
        "heures_par_mois",
        "effectif",
        "tarifs.forfaits[0].nom",
        "tarifs.forfaits[0].heures",
        "tarifs.forfaits[0].prix",
        "tarifs.taux_horaire",
    ]


def test_prices_default_to_those_of_the_site(tmp_path, monkeypatch):
    """Without `tarifs`, the file of the site is read."""
    settings_file = tmp_path / "secretaire.toml"
    settings_file.write_text("[tarifs]\ntaux_horaire = 41.5\n", encoding="utf-8")
    monkeypatch.setattr(door, "SETTINGS", settings_file)

    assert answer(["comparer"], '{"heures_par_mois": 20}')["options"]["prestataire"]["cout_mensuel"] == 830


def test_given_prices_replace_those_of_the_site_whole(tmp_path, monkeypatch):
    """No key of the site's list is mixed in."""
    settings_file = tmp_path / "secretaire.toml"
    settings_file.write_text(
        '[tarifs]\ntaux_horaire = 41.5\n[[forfaits]]\nnom = "F"\nheures = 20\nprix = 1\n', encoding="utf-8"
    )
    monkeypatch.setattr(door, "SETTINGS", settings_file)

    assert answer(["comparer"], NEED)["options"]["prestataire"]["cout_mensuel"] == 600


@pytest.mark.parametrize("text", [None, "[tarifs\n"], ids=["missing", "broken"])
def test_a_site_without_readable_prices_is_told(tmp_path, monkeypatch, text):
    """The file is named, no traceback."""
    settings_file = tmp_path / "secretaire.toml"
    if text is not None:
        settings_file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(door, "SETTINGS", settings_file)
    status, _, err = call(["comparer"], '{"heures_par_mois": 20}')

    assert (status, err.startswith("secretaire.toml est illisible\u00a0: ")) == (2, True)


def test_the_day_of_the_law_may_be_chosen():
    """The answer says which."""
    assert answer(["comparer"], '{"date": "2026-05-31"}')["date_droit"] == "2026-05-31"


# Smic 12.02 × 1820 / 12 = 1 823.0333… until 31 May 2026, 1 867.02 from 1 June.
@pytest.mark.parametrize(("day", "status"), [("2026-05-31", 0), ("2026-06-01", 2)])
def test_the_law_applied_is_that_of_the_day_chosen(day, status):
    """1 850 € are a lawful pay on one day and not on the next."""
    text = json.dumps({"salaire_brut_mensuel": 1850, "date": day})

    assert status == call(["employeur"], text)[0]


def test_a_day_before_the_law_known_is_told():
    """One sentence with the first day covered."""
    status, out, err = call(["comparer"], '{"date": "2025-12-31"}')

    assert (status, out) == (2, "")
    assert "Le droit du 31/12/2025 n’est pas couvert" in err


@pytest.mark.parametrize("day", ["31/12/2026", "2026-02-30", "", 20261123, True, [], {}, "demain"], ids=repr)
def test_a_day_that_is_none_is_told(day):
    """With the way to write it."""
    status, _, err = call(["comparer"], json.dumps({"date": day}))

    assert (status, err) == (2, "date\u00a0: Écrivez année-mois-jour, par exemple 2026-11-23.\n")


def test_the_detail_of_an_employer_is_asked_for():
    """`--detail` adds each line's base, rate and law."""
    detail = answer(["employeur", "--detail"], '{"salaire_brut_mensuel": 2200}')["detail"]

    assert next(
        (line["code"], line["base"], line["taux"], line["montant"]) for line in detail if line["code"] == "maladie"
    ) == ("maladie", 2200, 0.13, 286)


HOSTILE = {
    "a lone surrogate as a key": '{"\\ud800": 1}',
    "a lone surrogate as a name of package": (
        '{"heures_par_mois": 10, "tarifs": {"taux_horaire": 30, '
        '"forfaits": [{"nom": "\\ud800", "heures": 10, "prix": 1}]}}'
    ),
    "a null byte as a key": '{"\\u0000": 1}',
    "a tiny number": '{"taux_versement_mobilite": 1e-999999}',
    "an exponent beyond Decimal": '{"heures_par_mois": 1e9999999999999999999}',
    "a huge exponent": '{"effectif": 1e999999}',
    "a thousand keys": json.dumps({f"k{index}": index for index in range(1000)}),
    "a price list in a price list": '{"tarifs": {"tarifs": {"tarifs": {}}}}',
    "packages of lists": '{"tarifs": {"taux_horaire": 30, "forfaits": [[]]}}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_need_gets_an_answer_or_a_sentence(text):
    """In a process of its own, where text must be written in UTF-8: no traceback."""
    status, out, err = ask(["comparer"], text)

    assert "Traceback" not in err
    assert (status, bool(out), bool(err)) in [(0, True, False), (2, False, True)]


MANY = {f"k{index}": 1 for index in range(100_000)}
#: What is too long to be told whole, and what is told of it.
ENDLESS = {
    "unknown keys": (["comparer"], MANY, "k20\u00a0: Cette clé n’existe pas, ni 99\u202f979\u00a0suivantes."),
    "unknown keys of a job": (
        ["employeur"],
        {"salaire_brut_mensuel": 2200, **MANY},
        "k0\u00a0: Cette clé n’existe pas.",
    ),
    "wrong elements": (["comparer"], [1] * 100_000, "Seules les 50 premières fautes sont dites"),
    "wrong needs": (["comparer"], [{"heures_par_mois": 0}] * 100_000, "Seules les 50 premières fautes sont dites"),
    "tasks": (
        ["comparer"],
        {"tarifs": {"taux_horaire": 30, "taches": [{"code": f"t{index}"} for index in range(20_000)]}},
        "tarifs.taches\u00a0: Gardez 100 éléments au plus\u00a0: il y en a 20\u202f000.",
    ),
    "a long key": (["comparer"], {"k" * 1_000_000: 1}, "kkk\u00a0: Cette clé n’existe pas."),
}


@pytest.mark.parametrize(("arguments", "asked", "told"), ENDLESS.values(), ids=ENDLESS)
def test_what_is_endless_is_told_in_a_few_lines(arguments, asked, told):
    """Not a line for each of a hundred thousand faults: 134 MB were written, in eight seconds."""
    status, out, err = call(arguments, json.dumps(asked))

    assert (status, out) == (2, "")
    assert told in err
    assert len(err) < 100_000
    assert err.count("\n") <= 51


def test_a_key_written_twice_is_found_among_many():
    """At once: each key was counted among all the others."""
    pairs = ", ".join(f'"k{index}": 1' for index in range(50_000))
    status, _, err = call(["comparer"], f'{{{pairs}, "k49999": 2}}')

    assert (status, "la clé «\u00a0k49999\u00a0» est écrite deux fois" in err) == (2, True)


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["1e5", "NaN", "２０", "-0", "1867,01", "9" * 30]),
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)
keys = st.sampled_from(
    [
        "heures_par_mois",
        "effectif",
        "taux_at_mp",
        "tva_deductible",
        "salaire_brut_mensuel",
        "salaire_brut_temps_plein",
        "type_contrat",
        "date",
        "tarifs",
        "x",
    ]
)
prices = st.fixed_dictionaries(
    {}, optional={"taux_horaire": values, "majorations": values, "forfaits": values, "taches": values, "x": values}
)
needs = st.dictionaries(keys, values, max_size=4) | st.fixed_dictionaries({"tarifs": prices})


@settings(max_examples=150)
@given(
    st.sampled_from([["comparer"], ["employeur"], ["employeur", "--detail"]]),
    st.one_of(needs, st.lists(needs, max_size=3), values),
)
def test_any_json_gets_an_answer_or_sentences(arguments, asked):
    """Whatever the input, one of the two outcomes, and never both outputs."""
    status, out, err = call(arguments, json.dumps(asked))

    assert (status, bool(out), bool(err)) in [(0, True, False), (2, False, True)]


@settings(max_examples=100)
@given(st.text())
def test_any_text_gets_an_answer_or_sentences(text):
    """The same for what is mostly no JSON."""
    status, out, err = call(["comparer"], text)

    assert (status, bool(out), bool(err)) in [(0, True, False), (2, False, True)]


def test_the_schemas_are_printed():
    """Two JSON Schemas, and a status of zero."""
    status, out, err = call(["schema"], "")

    assert (status, err) == (0, "")
    assert all(schema["$schema"].startswith("https://json-schema.org/") for schema in json.loads(out).values())
