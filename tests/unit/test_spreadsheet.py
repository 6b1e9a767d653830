"""The CSV file, read back as a French spreadsheet would."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from needs import BAREMES, PRICES, answers
from requests_of_quotes import LINK, request_of

from estimator.need.tarifs import parse_tarifs
from estimator.options import OPTIONS
from estimator.telling.spreadsheet import HEADER, MARK, spreadsheet


def table(text):
    """Return the rows of a file, its first character being the mark of UTF-8."""
    assert text.startswith(MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), delimiter=";"))


def number(cell):
    """Return a cell as a French spreadsheet reads it."""
    return Decimal(cell.replace(",", "."))


def costs(rows):
    """Return the rows of each option, header of the table left out."""
    body = rows[rows.index(list(HEADER)) + 1 :]
    return {option.name: [row for row in body if row[0] == option.name] for option in OPTIONS.values()}


@settings(max_examples=30)
@given(answers())
def test_lines_sum_up_to_their_total(raw):
    """Six decimals: the sum of lines is the total to a hundredth of a cent, for any need."""
    request = request_of(raw)
    for code, option in OPTIONS.items():
        rows = costs(table(spreadsheet(request, BAREMES)))[option.name]
        if code in request.analysis.estimate.refusals:
            assert rows.pop(0)[1] == "Interdit pour ce besoin, prix de référence"
        totals = [row for row in rows if row[1].startswith(("Total", "Par heure"))]
        lines = [row for row in rows if row not in totals]

        assert abs(sum(number(row[5]) for row in lines) - number(totals[0][5])) < Decimal("0.0001")


def test_a_line_has_its_base_its_rate_and_its_text():
    """24 hours a week at 2 200 €: 104 h × 14,505495 €."""
    row = costs(table(spreadsheet(request_of({"heures_par_mois": 20}), BAREMES)))["Salariée"][0]

    assert row[1:6] == ["Salaire brut de base", "104", "h", "14,505495", "1508,571429"]
    assert "salaire minimum de croissance" in row[6]


def test_a_reduction_is_negative():
    """So that the column can be summed."""
    rows = costs(table(spreadsheet(request_of({}), BAREMES)))["Salariée"]

    assert [row[5][0] for row in rows if row[1].startswith("Réduction générale")] == ["-"]


def test_the_file_says_the_need_the_law_and_the_link():
    """Above the table."""
    rows = dict(row for row in table(spreadsheet(request_of({"part_urgente": 10}), BAREMES)) if len(row) == 2)

    assert rows["Besoin"] == "20\u00a0h de secrétariat par mois, pendant 12\u00a0mois"
    assert rows["Part de travail urgent"] == "10\u00a0%"
    assert rows["Droit en vigueur au"] == "23/11/2026"
    assert rows["Lien vers cette estimation"].startswith(LINK)


def test_lines_end_as_those_of_a_spreadsheet():
    """Both characters, everywhere."""
    text = spreadsheet(request_of({}), BAREMES)

    assert text.count("\n") == text.count("\r\n") > 30


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_text_that_would_be_a_formula_is_made_a_text(start):
    """The name of a package is a text of the settings: a spreadsheet must not compute it."""
    name = f'{start}HYPERLINK("https://a.example")'
    tarifs = parse_tarifs({**PRICES, "forfaits": [{"nom": name, "heures": 20, "prix": 1}]})
    cells = [row[1] for row in costs(table(spreadsheet(request_of({}, tarifs), BAREMES)))["Secrétaire indépendante"]]

    assert cells[0].startswith(f"'{start}HYPERLINK")


def test_semicolons_and_quotes_stay_in_their_cell():
    """A text of law holds some; the csv module quotes them."""
    tarifs = parse_tarifs({**PRICES, "forfaits": [{"nom": 'A ; "B"', "heures": 20, "prix": 1}]})
    rows = costs(table(spreadsheet(request_of({}, tarifs), BAREMES)))["Secrétaire indépendante"]

    assert rows[0][1].startswith('A ; "B" (20')


def test_a_mission_has_no_total_over_months():
    """One price for the whole mission."""
    rows = costs(table(spreadsheet(request_of({"ponctuel": True}), BAREMES)))["Salariée"]

    assert [row[1] for row in rows][-2:] == ["Total pour la mission", "Par heure réellement travaillée"]
