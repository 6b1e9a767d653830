"""A line that TOML cannot read: each mistake has its sentence, and its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from theme.plugins.settings.toml_faults import LONGEST_LINE, MOST, MOST_LINES, parsed

#: (what is typed, what to type instead or what is wrong).
TOLD = {
    "a decimal comma": ("prix = 35,50", "pas une virgule : prix = 35.50."),
    "a decimal comma and an explanation": ("prix = 35,50 # par heure", "prix = 35.50."),
    "a space of thousands": ("prix = 1 570.00", "prix = 1570.00."),
    "a no-break space of thousands": ("prix = 1\u202f570,50", "prix = 1570.50."),
    "a euro sign": ("prix = 570 €", "sans unité : prix = 570."),
    "a percent sign": ("part = 30%", "sans unité : part = 30."),
    "a unit": ("delai = 48h", "sans unité : delai = 48."),
    "a capital": ("exemple = False", "exemple = false."),
    "a yes": ("exemple = Oui", "exemple = true."),
    "a no": ("exemple = non", "exemple = false."),
    "a telephone without quotes": ("telephone = 02 61 91 00 00", 'telephone = "02 61 91 00 00".'),
    "a postcode that begins with zero": ("code_postal = 01000", 'code_postal = "01000".'),
    "a text without quotes": ("nom = Camille Exemple", 'nom = "Camille Exemple".'),
    "curly quotes": ("nom = “Camille”", 'Les guillemets sont droits ici, comme sur la touche 3 : nom = "Camille".'),
    "French quotes": ("nom = « Camille »", 'nom = "Camille".'),
    "no quote at the end": ('nom = "Camille', 'guillemet droit à la fin : nom = "Camille".'),
    "no quote at the start": ('nom = Camille"', 'guillemet droit au début : nom = "Camille".'),
    "quotes inside": ('nom = "dit "oui" ici"', "Écrivez « … » à l’intérieur."),
    "a backslash": ('logo = "images\\logo.svg"', "Écrivez / à la place."),
    "no value": ("nom =", 'écrivez nom = "".'),
    "no equal sign": ("nom Camille", "Il manque le signe ="),
    "a list left open": ('metiers = ["a", "b"', "Il manque le crochet ]"),
    "a title left open": ("[tarifs", "seul sur sa ligne : [tarifs]."),
    "something else": ("prix = 30.5.2", "Cette ligne n’est pas comprise."),
}


def told(text):
    """Return (line, message) of each problem."""
    return [(problem.line, problem.message) for problem in parsed(Path("secretaire.toml"), text)[1]]


@pytest.mark.parametrize(("typed", "said"), TOLD.values(), ids=TOLD)
def test_a_mistake_has_its_own_sentence(typed, said):
    """With what to type instead, where it can be known."""
    [(line, message)] = told(f"a = 1\n{typed}\n\n")

    assert line == 2
    assert said in message


def test_a_key_twice_names_the_first_line():
    """In the same section only."""
    assert told("[a]\nx = 1\n[b]\nx = 1\ny = 2\nx = 3\n") == [
        (6, "« x » est déjà à la ligne 4. Gardez une seule des deux lignes.")
    ]


def test_a_section_twice_is_told_at_the_second():
    """Its keys belong to the first."""
    [(line, message)] = told("[a]\nx = 1\n[a]\ny = 1\n")

    assert line == 3
    assert "La section [a] est déjà plus haut" in message


def test_every_line_is_told_at_once():
    """She mends everything in one go."""
    assert [line for line, _ in told("a = 1,5\nb = 2\nc = Oui\n\nd = «\u00a0x\u00a0»\n")] == [1, 3, 5]


def test_a_line_is_what_editors_show():
    """Windows' ends of lines, and characters that Python alone takes for one."""
    assert [line for line, _ in told("a = 1\r\nb = 1,5\r\n")] == [2]
    assert [line for line, _ in told('a = "x\u2028y"\nb = 1,5\n')] == [2]


def test_many_mistakes_are_told_as_far_as_they_help():
    """A file of another kind is not told line by line."""
    assert len(told("\n".join(f"x{number} = 1,5" for number in range(50)))) == MOST


def test_what_is_right_is_read():
    """Amounts exactly."""
    assert parsed(Path("secretaire.toml"), 'a = 35.50\nb = "x"\n') == ({"a": Decimal("35.50"), "b": "x"}, [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("prix = " + "9" * 5_000, "beaucoup trop long"),
        ("prix = 1e99999999999999999999", "beaucoup trop long"),
        ("prix = 1_0E+9999", "beaucoup trop long"),
        ("mots = " + "[" * 5_000, "Trop de crochets"),
        ("mots = " + "{a=" * 5_000, "Trop de crochets"),
    ],
    ids=["digits", "exponent", "exponent and capital", "lists", "tables"],
)
def test_what_would_hold_a_program_up_is_told(line, said):
    """At once, in French, on its line: Python would raise another error for each, or work for minutes."""
    settings, problems = parsed(Path("a.toml"), f'nom = "Camille [1e9999]"\n{line}\n')

    assert settings == {}
    assert [problem.line for problem in problems] == [2]
    assert said in problems[0].message


def test_what_only_looks_long_is_read():
    """Digits and brackets in a text, an exponent that someone may type."""
    text = 'a = "' + "9" * 200 + '"\nb = "' + "[" * 50 + '"\nc = 1e3\nd = "12E12345"\ne = [[1], [2]] # 1e99999\n'

    assert parsed(Path("a.toml"), text)[1] == []


#: What once took from two seconds to minutes: (text, line told, what is said).
ENDLESS = {
    "spaces before the end of a line": ("a = 1" + " " * 200_000 + "x", 1, "plus de 5000 signes"),
    "a key of twenty thousand parts": (".".join(["a"] * 20_000) + " = 1", 1, "plus de 5000 signes"),
    "a text of five million characters": ('a = 1\nb = "' + "x" * 5_000_000 + '"', 1, "plus de 500000 signes"),
    "a hundred thousand numbers": ("a = [" + "1," * 100_000 + "]", 1, "plus de 5000 signes"),
    "a file of fifteen million characters": (f'a = "{"x" * 3000}"\n' * 5_000, 1, "plus de 500000 signes"),
    "a hundred thousand sections": ("[[a]]\n" * 100_000, 10_000, "plus de 10000 lignes"),
}


@pytest.mark.parametrize(("typed", "line", "said"), ENDLESS.values(), ids=ENDLESS)
def test_what_is_endless_is_refused_before_it_is_read(typed, line, said):
    """By its length: neither TOML nor a pattern is tried on it."""
    [(at, message)] = told(typed)

    assert at == line
    assert said in message


def test_what_is_long_is_read():
    """A text just as long as a line may be, and as many lines."""
    text = 'a = "' + "x" * (LONGEST_LINE - 6) + '"\n' + "\n" * (MOST_LINES - 2)

    assert told(text) == []
    assert told(text + "\n") != []
    assert told(text.replace("x", "xx", 1)) != []
