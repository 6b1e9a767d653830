"""The list of what the site says of the law: no sentence of the engine lacks its article or reading."""

import re
from datetime import date
from pathlib import Path

import pytest

from estimator.law.dated import load_parameters

LIST = Path(__file__).parents[2] / "estimator" / "law" / "lectures.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LIST.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "---" not in line and not line.startswith(("| sentence", "| subject"))
]
PARAMETERS = load_parameters()
#: Days that a sentence names, and no sentence.
DAYS = {"emission_facture_tpe", "reception_facture"}


def test_every_sentence_of_the_engine_is_listed():
    """Duties, mentions, and the floor of each branch."""
    said = {
        name
        for name, one in PARAMETERS.items()
        if one.unite == "texte" or re.fullmatch(r"plancher_temps_partiel(_\d+)?", name)
    }
    listed = {name for row in ROWS for name in re.findall(r"`(\w+)`", row[0])}

    assert said - DAYS - listed == set()
    assert listed - PARAMETERS.keys() == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_row_has_its_article_and_its_day(row):
    """A day that has come, or « not read »: nothing is stamped that was not."""
    sentence, article, day, _ = row

    assert sentence
    assert article
    assert day == "not read" or date.fromisoformat(day) <= date(2026, 11, 28)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if "`" in row[0] and row[2] != "not read"], ids=lambda row: row[0][:40]
)
def test_a_record_bears_the_day_of_its_reading(row):
    """The list and the record were written together: the record is not newer than its reading."""
    for name in re.findall(r"`(\w+)`", row[0]):
        assert max(value.verifie_le for value in PARAMETERS[name].valeurs) <= date.fromisoformat(row[2])
