"""What the texts promise in the name of a secretary."""

from pathlib import Path

import pytest

from theme.plugins.checks.content import read
from theme.plugins.checks.unconfirmed import to_confirm
from theme.plugins.settings.promises import promises
from theme.plugins.settings.secretaire import load

CONTENT = Path(__file__).parents[2] / "content"


def test_every_promise_is_one_that_the_texts_make():
    """No question for nothing: each of its words stands in a text of the sample."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.md")).lower()

    assert [words for promise in promises().values() for words in promise.dit if words.lower() not in texts] == []


def test_the_sample_asks_every_question_and_confirms_none():
    """A new secretary finds them all in her settings, unanswered."""
    settings, problems = load(CONTENT / "secretaire.toml")

    assert problems == []
    assert settings["promesses"] == dict.fromkeys(promises(), False)
    content = read(CONTENT)
    questions = {promise.question for promise in promises().values()}
    assert {q for q in questions for problem in to_confirm(content) if q in problem.message} == questions


def test_a_promise_is_told_with_its_line_until_it_is_confirmed(content):
    """Whatever the apostrophe and the capitals; confirmed, or said otherwise, it is told no more."""
    (content / "pages").mkdir()
    page = content / "pages" / "a.md"
    page.write_text("---\ntitle: A\n---\n\nSauvegardes chiffrées.\n\nJe l’entretiens.\n", encoding="utf-8")

    assert told(content) == [5, 7]
    settings = content / "secretaire.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + "\n[promesses]\nformation_entretenue = true\n", encoding="utf-8")
    assert told(content) == [5]
    settings.write_text(before + "\n[promesses]\nformation_entretenue = false\n", encoding="utf-8")
    assert told(content) == [5, 7]
    page.write_text("---\ntitle: A\n---\n\nMes sauvegardes restent chez moi.\n", encoding="utf-8")
    assert told(content) == []
    page.write_text("---\ntitle: A\nstatus: draft\n---\n\nSauvegardes chiffrées.\n", encoding="utf-8")
    assert told(content) == []


def told(content):
    """The lines that are to be confirmed."""
    return [problem.line for problem in to_confirm(read(content))]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("[promesses]\ndisque_chifre = true\n", "n’existe pas dans [promesses]"),
        ('[promesses]\ndisque_chiffre = "oui"\n', "vaut true ou false"),
        ("promesses = 3\n", "est une section"),
    ],
)
def test_a_mistake_in_the_section_is_told(tmp_path, settings_text, lines, message):
    """With its line."""
    path = tmp_path / "secretaire.toml"
    path.write_text(lines + settings_text if "= 3" in lines else settings_text + lines, encoding="utf-8")

    assert [message in problem.message for problem in load(path)[1]] == [True]
