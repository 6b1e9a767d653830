"""Needs worked out by hand, from the answers to the ranking, the crossings and the duties."""

import copy

import pytest
from needs import BAREMES
from worked_cases import disagreements, load, need

from estimator.__main__ import comparer

CASES = load()


def test_cases_are_found():
    """The suite cannot pass on an empty file, nor on a case that expects nothing."""
    assert len(CASES) >= 11
    assert all({"mensuel", "total", "refus"} & set(case) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["nom"] for case in CASES])
def test_the_engine_gives_the_figures_worked_out_by_hand(case):
    """Costs, hours, crossings, ranking, duties and refusals."""
    assert disagreements(case, comparer(need(case), BAREMES)) == []


def test_a_figure_that_is_wrong_is_seen():
    """The comparison itself can fail: a euro more, a rank, a duty, a refusal."""
    case, answer = CASES[0], comparer(need(CASES[0]), BAREMES)
    wrong = copy.deepcopy(answer)
    wrong["options"]["prestataire"]["cout_mensuel"] += 1
    wrong["classement"].reverse()
    wrong["obligations"].clear()
    wrong["options"]["interimaire"]["licite"] = False

    assert {one[0] for one in disagreements(case, wrong)} == {
        "mensuel prestataire",
        "classement",
        "obligation",
        "refus",
    }
