"""Tasks tell what they suppose of an employee: minutes of each, shown wherever they count, the visitor's to change."""

from dataclasses import replace
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from needs import BAREMES, TARIFS
from requests_of_quotes import request_of

from estimator.answer.comparison import compare
from estimator.errors import InvalidInputs
from estimator.need.inputs import parse, state
from estimator.need.questions import MINUTES, VOLUME, schema
from estimator.telling.analysis import analyse
from estimator.telling.json_schema import input_schema
from estimator.telling.rendering import render_result
from estimator.telling.spreadsheet import spreadsheet
from theme.plugins.estimate.estimation import make_environment

#: 12 letters of 20 minutes and 60 minutes of audio at 5: 4 h and 5 h of an employee.
TASKS = {"besoin": "taches", "volume_courrier": 12, "volume_transcription": 60}


def hours(**answers):
    """Return the hours of an employee that a need in tasks comes to."""
    return parse({**TASKS, **answers}, BAREMES, TARIFS).heures_par_mois


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({}, 9), ({"minutes_courrier": 30}, 11), ({"minutes_transcription": "2,5"}, "6.5"), ({"minutes_courrier": 20}, 9)],
)
def test_the_visitor_may_change_how_long_an_employee_takes(answers, expected):
    """Her price stays, the employee's hours follow."""
    assert hours(**answers) == Decimal(expected)
    need = parse({**TASKS, **answers}, BAREMES, TARIFS)
    assert (
        compare(need, TARIFS, BAREMES).options["prestataire"].mensuel
        == compare(parse(TASKS, BAREMES, TARIFS), TARIFS, BAREMES).options["prestataire"].mensuel
    )


def test_each_task_has_the_question_of_its_minutes():
    """One beside each volume, at the minutes of the price list."""
    fields = {field.name: field for field in schema(BAREMES, TARIFS)}
    codes = [name.removeprefix(VOLUME) for name in fields if name.startswith(VOLUME)]

    assert codes == [name.removeprefix(MINUTES) for name in fields if name.startswith(MINUTES)]
    assert [fields[MINUTES + code].default for code in codes] == [20, 5]


def test_a_unit_names_its_task_unless_another_has_the_same():
    """Two tasks by the page: their names tell their minutes apart."""
    taches = tuple(replace(tache, unite="page") for tache in TARIFS.taches)
    labels = [
        field.label for field in schema(BAREMES, replace(TARIFS, taches=taches)) if field.name.startswith(MINUTES)
    ]

    assert labels == ["Minutes par page\u00a0: Courrier", "Minutes par page\u00a0: Transcription"]


def test_a_link_keeps_the_minutes_that_were_changed():
    """And not the others."""
    assert state({**TASKS, "minutes_courrier": 30}, BAREMES, TARIFS) == {
        "besoin": "taches", "volume_courrier": "12", "volume_transcription": "60", "minutes_courrier": "30",
    }  # fmt: skip


@pytest.mark.parametrize("wrong", ["0", "-1", "10001", "vingt"])
def test_minutes_that_no_task_takes_are_refused(wrong):
    """In a sentence that says what to type; the sum is then no second fault."""
    with pytest.raises(InvalidInputs) as raised:
        hours(minutes_courrier=wrong)

    assert [fault.key for fault in raised.value.faults] == ["minutes_courrier"]
    assert "les minutes d’une salariée, de 0,1" in raised.value.faults[0].message


def test_too_many_minutes_for_one_person_are_told_as_hours():
    """12 letters of 15 hours each."""
    with pytest.raises(InvalidInputs, match="Ces tâches prendraient 185"):
        hours(minutes_courrier=900)


def test_the_result_says_them():
    """Beside the employee's cost, for the tasks asked for only; never for a need in hours."""
    html = {
        name: render_result(make_environment(), analyse(parse(raw, BAREMES, TARIFS), TARIFS, BAREMES), BAREMES)
        for name, raw in {"tasks": {**TASKS, "volume_transcription": 0}, "hours": {}}.items()
    }
    cards = {
        name: BeautifulSoup(text, "html.parser").select_one('[data-option="salarie"] .option__notes').get_text()
        for name, text in html.items()
    }

    assert "Hypothèse sur son temps\u00a0: Courrier, 20\u00a0min. Chaque durée se change" in cards["tasks"]
    assert "Transcription" not in cards["tasks"]
    assert "Hypothèse sur son temps" not in cards["hours"]


def test_the_table_and_the_sheet_say_them_changed_or_not():
    """The price list's, and the visitor's marked as such."""
    request = request_of({**TASKS, "minutes_courrier": 30})
    told = {answer.label: (answer.value, answer.changed) for answer in request.hypotheses}
    rows = spreadsheet(request, BAREMES).split("\r\n")

    assert told["Minutes par courrier"] == ("30\u00a0min", True)
    assert told["Minutes par minute d’audio"] == ("5\u00a0min", False)
    assert {"Minutes par courrier;30\u00a0min", "Minutes par minute d’audio;5\u00a0min"} <= set(rows)
    assert not [row for row in spreadsheet(request_of({}), BAREMES).split("\r\n") if "Minutes" in row]


def test_the_published_schema_takes_them():
    """Those of the site are named; a caller's own price list may have others."""
    published = input_schema(BAREMES, TARIFS)

    assert published["properties"]["minutes_courrier"]["default"] == 20
    assert list(published["patternProperties"]) == ["^(volume_|minutes_)[a-z0-9_]+$"]
