"""How a mistake in the contents is told."""

from pathlib import Path

import pytest

from theme.plugins.problems import Problem, Severity, french_spaces, tell


def test_a_problem_gives_its_file_and_its_line():
    """What to open, where to look, what to do."""
    assert str(Problem(Path("content/a.md"), 3, "Écrivez.")) == "content/a.md, ligne 3\u00a0: Écrivez."


def test_a_problem_of_a_whole_file_gives_no_line():
    """No invented line."""
    assert str(Problem(Path("content/a.md"), None, "Écrivez.")) == "content/a.md\u00a0: Écrivez."


def test_spaces_of_french_are_no_break():
    """U+202F before ; ! ?, U+00A0 before : and inside quotes."""
    assert french_spaces("« a » : b ; c ! d ?") == "«\u00a0a\u00a0»\u00a0: b\u202f; c\u202f! d\u202f?"


@pytest.mark.parametrize(
    ("severity", "read", "listed"),
    [
        (Severity.FAULT, "a.md, ligne 3\u00a0: Écrivez.", "a.md:3: Écrivez."),
        (Severity.WARNING, "a.md, ligne 3\u00a0: Écrivez.", "a.md:3: Attention\u00a0: Écrivez."),
        (Severity.LEFT_OUT, "a.md, ligne 3\u00a0: Non publié\u00a0: Écrivez.", "a.md:3: Non publié\u00a0: Écrivez."),
        (
            Severity.TO_CONFIRM,
            "a.md, ligne 3\u00a0: À confirmer\u00a0: Écrivez.",
            "a.md:3: À confirmer\u00a0: Écrivez.",
        ),
    ],
)
def test_a_problem_says_how_much_it_weighs(severity, read, listed):
    """As a person reads it, below a word that announces warnings; as a program does, each line alone."""
    problem = Problem(Path("a.md"), 3, "Écrivez.", severity)

    assert (str(problem), problem.listed) == (read, listed)
    assert problem.is_fault is (severity is Severity.FAULT)


def test_a_problem_of_a_whole_file_is_listed_at_its_first_line():
    """Each line has the same shape."""
    assert Problem(Path("a.md"), None, "Écrivez.").listed == "a.md:1: Écrivez."


def test_what_stops_nothing_is_told_below_one_word(capsys):
    """On the standard error, which tasks.py searches for that word; nothing for nothing."""
    tell([])
    assert capsys.readouterr().err == ""

    tell([Problem(Path("a.md"), 3, "Un.", Severity.WARNING), Problem(Path("b.md"), None, "Deux.", Severity.LEFT_OUT)])
    assert capsys.readouterr().err == (
        "Attention\u00a0:\n  a.md, ligne 3\u00a0: Un.\n  b.md\u00a0: Non publié\u00a0: Deux.\n"
    )
