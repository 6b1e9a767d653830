"""How a mistake in the contents is told."""

from pathlib import Path

from theme.plugins.problems import Problem, french_spaces


def test_a_problem_gives_its_file_and_its_line():
    """What to open, where to look, what to do."""
    assert str(Problem(Path("content/a.md"), 3, "Écrivez.")) == "content/a.md, ligne 3\u00a0: Écrivez."


def test_a_problem_of_a_whole_file_gives_no_line():
    """No invented line."""
    assert str(Problem(Path("content/a.md"), None, "Écrivez.")) == "content/a.md\u00a0: Écrivez."


def test_spaces_of_french_are_no_break():
    """U+202F before ; ! ?, U+00A0 before : and inside quotes."""
    assert french_spaces("« a » : b ; c ! d ?") == "«\u00a0a\u00a0»\u00a0: b\u202f; c\u202f! d\u202f?"
