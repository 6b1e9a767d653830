"""The first hour by plain questions: what is answered, kept, refused, stopped."""

import tomllib

import pytest
from desks import desk

from theme.desk import questions
from theme.plugins.settings.secretaire import FILE


class Person:
    """Answers by the words of the question, then with the Enter key alone; keeps all that is said."""

    def __init__(self, answers=()):
        self.answers = {label: list(given) for label, given in dict(answers).items()}
        self.asked, self.said = [], []

    def answer(self, question):
        label = question.partition(" [")[0]
        self.asked.append(question.replace("\u00a0", " "))
        given = next((left for name, left in self.answers.items() if label.startswith(name) and left), [""])
        reply = given.pop(0)
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def say(self, words):
        self.said.append(words.replace("\u00a0", " ").replace("\u202f", " "))


@pytest.fixture
def keeper(tmp_path):
    """Her files, still the sample's."""
    return desk(tmp_path).keeper


def settings(keeper):
    """Return the settings as they are now."""
    return tomllib.loads(keeper.read(FILE).decode())


def test_every_value_of_a_first_hour_is_asked(keeper):
    """In the order of the forms, with what is there; the Enter key keeps all of it."""
    before = keeper.read(FILE)
    person = Person()

    assert questions.ask(keeper, person.answer, person.say) == 0
    assert person.asked[0] == "Adresse [https://www.secretariat.example] : "
    assert "Prix d’une heure, en euros [30,00] : " in person.asked
    assert "TVA [franchise] : " in person.asked
    assert len(person.asked) > 80
    assert keeper.read(FILE) == before


def test_what_is_answered_is_written(keeper):
    """A text, a number with a comma, a choice in its words, a yes, a list, an emptied answer. The rest stays."""
    person = Person(
        {
            "Nom": ["Bureau Lemarchand"],
            "Prix d’une heure,": ["33,5"],
            "Disque chiffré": ["o"],
            "Domaines": ["juridique, notariat"],
            "Appel régulier": ["-"],
            "Préavis": ["20"],
        }
    )
    before = keeper.read(FILE).decode().splitlines()
    questions.ask(keeper, person.answer, person.say)
    now = settings(keeper)

    assert now["site"]["nom"] == "Bureau Lemarchand"
    assert str(now["tarifs"]["taux_horaire"]) == "33.5"
    assert now["promesses"]["disque_chiffre"] is True
    assert now["parcours"]["specialites"] == ["juridique", "notariat"]
    assert now["engagements"]["appel_regulier"] == ""
    after = keeper.read(FILE).decode().splitlines()
    assert len([1 for was, line in zip(before, after, strict=True) if was != line]) <= len(person.answers)


@pytest.mark.parametrize(
    ("label", "wrong", "right", "said"),
    [
        ("Téléphone", "02 61", "02 98 00 12 34", "écrivez dix chiffres"),
        ("Prix d’une heure,", "beaucoup", "33", "Écrivez un nombre"),
        ("Prix d’une heure,", "9000", "33", "de 1 € à 500 €"),
        ("Disque chiffré", "peut-être", "oui", "Répondez par oui ou par non"),
        ("TVA", "jamais", "j’ajoute la TVA à mes prix", "Les réponses possibles : je ne facture pas la TVA"),
    ],
)
def test_a_wrong_answer_is_asked_again(keeper, label, wrong, right, said):
    """With what is wrong; nothing of it is written."""
    before = keeper.read(FILE)
    person = Person({label: [wrong, KeyboardInterrupt()]})
    questions.ask(keeper, person.answer, person.say)
    assert said in "\n".join(person.said)
    assert keeper.read(FILE) == before
    person = Person({label: [wrong, right]})
    questions.ask(keeper, person.answer, person.say)

    assert len([question for question in person.asked if question.startswith(label)]) >= 2


@pytest.mark.parametrize("stop", [EOFError(), KeyboardInterrupt()])
def test_she_may_stop_when_she_likes(keeper, stop):
    """What was answered stays."""
    person = Person({"Nom": ["Bureau Lemarchand"], "Accroche": [stop]})

    assert questions.ask(keeper, person.answer, person.say) == 0
    assert settings(keeper)["site"]["nom"] == "Bureau Lemarchand"
    assert person.said[-1].startswith("C’est gardé")


def test_a_file_that_cannot_be_read_asks_nothing(keeper):
    """What is wrong with it is told, with its line."""
    (keeper.content / FILE).write_text("[site]\nnom = rien\n", encoding="utf-8")
    person = Person()

    assert questions.ask(keeper, person.answer, person.say) == 1
    assert person.asked == []
    assert f"{FILE}, ligne 2" in person.said[0]
