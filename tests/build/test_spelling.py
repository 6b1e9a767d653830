"""
Spelling of every built page and of the guide, against a French dictionary and the project's own words (words.txt).

The dictionary knows elisions, inversions and capitals; a word of words.txt also stands for its plural.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hunspell import Hunspell
from reading import passages

from theme.desk.guide import as_html
from theme.plugins.checks.explained import GUIDE
from theme.plugins.checks.output_check import Site

ROOT = Path(__file__).parents[2]
WORDS = Path(__file__).parent / "words.txt"
#: What is read but is no word: addresses, file names, whatever holds a digit.
NO_WORD = re.compile(r"\S+://\S+|\S+@\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?|[\w’'-]*\d[\w’'.,-]*")
WORD = re.compile(r"[^\W\d_]+(?:[’'\u2011-][^\W\d_]+)*")
ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’']", re.IGNORECASE)
HELP = f"Si ces mots sont justes, recopiez-les dans {WORDS.relative_to(ROOT).as_posix()}, à leur place :"


@pytest.fixture(scope="session")
def dictionary():
    """The French dictionary."""
    return Hunspell("index", hunspell_data_dir=str(ROOT / "tests" / "node_modules" / "dictionary-fr"))


@pytest.fixture(scope="session")
def uses(site):
    """Return each word of the site and of the guide: {word: [(page, passage), …]}."""
    found = defaultdict(list)
    guide = BeautifulSoup(f"<body>{as_html((ROOT / GUIDE).read_text(encoding='utf-8'))}</body>", "html.parser")
    for name, page in {**Site(site).pages, GUIDE: guide}.items():
        for text in passages(page):
            for word in words(text):
                found[word].append((name, text))
    return found


def words(text):
    """Return the words of a passage, elisions taken off, as written."""
    kept = NO_WORD.sub(" ", text)
    return {_without_elision(found[0].replace("\u2011", "-")) for found in WORD.finditer(kept)}


def _without_elision(word):
    short = ELISION.match(word)
    return word[short.end() :] if short else word


def known(word, dictionary, others=()):
    """Return whether the dictionary or `others` takes a word, or each part of a compound one."""
    return (
        word in others
        or dictionary.spell(word)
        or ("-" in word and all(part in others or dictionary.spell(part) for part in word.split("-")))
    )


def sections():
    """Return the sections of words.txt: {title: words}."""
    found = {}
    title = None
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            title = line.lstrip("# ")
            found[title] = []
        elif line:
            found[title].append(line)
    return found


def alphabetical(word):
    """Return what a word is sorted by: its letters without accents, then small letters first."""
    letters = unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode().lower()
    return letters, word.swapcase()


def own(listed):
    """Return {form: word of the list}: as written, its plural, and with a capital unless it has its own."""
    forms = {}
    for word in listed:
        for form in (word, f"{word}s"):
            forms[form] = forms[form[0].upper() + form[1:]] = word
    return forms


def names():
    """Return the words of the secretary's own settings that name people, places, firms and software."""
    settings = tomllib.loads((ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))
    sentences = [settings["site"]["nom"], *settings["identite"].values(), *settings["publication"].values()]
    sentences += [*settings["presentation"]["logiciels"], *(item["auteur"] for item in settings["references"])]
    return {word for text in sentences if isinstance(text, str) for word in words(text)}


def complaint(unknown, uses, dictionary):
    """Return one line per unknown word, then what to copy into the list."""
    lines = []
    for word in unknown:
        page, text = uses[word][0]
        others = len({name for name, _ in uses[word]}) - 1
        at = text.index(word)
        suggestion = next(iter(dictionary.suggest(word)), None)
        lines.append(
            f"{page}{f' et {others} autres pages' if others else ''} : « {word} »"
            f"{f', peut-être « {suggestion} »' if suggestion else ''}, dans « …{text[max(0, at - 30) : at + len(word) + 30]}… »"
        )
    # A plural, or a capital at the start of a sentence, goes with its word.
    to_copy = [word for word in unknown if not any(word in own([other]) for other in unknown if other != word)]
    return "\n".join(["", *lines, "", HELP, *sorted(to_copy, key=alphabetical)])


def test_every_word_is_spelled_right(uses, dictionary):
    """Each word of each page is in the dictionary, in the project's list, or in the secretary's own names."""
    others = {*own(word for group in sections().values() for word in group), *names()}
    unknown = sorted(word for word in uses if not known(word, dictionary, others))

    assert len(uses) > 1000
    assert unknown == [], complaint(unknown, uses, dictionary)


def test_the_list_holds_no_word_that_the_dictionary_knows(dictionary):
    """The project's list is what the dictionary lacks."""
    needless = [word for group in sections().values() for word in group if known(word, dictionary)]

    assert needless == [], f"Mots à retirer de {WORDS.name}, le dictionnaire les connaît : {', '.join(needless)}"


def test_the_list_holds_no_word_that_no_page_uses(uses):
    """A word goes when the last page that needs it does."""
    forms = own(word for group in sections().values() for word in group)
    used = {forms[part] for word in uses for part in (word, *word.split("-")) if part in forms}

    unused = sorted(set(forms.values()) - used, key=alphabetical)

    assert unused == [], f"Mots à retirer de {WORDS.name}, plus aucune page ne les emploie : {', '.join(unused)}"


def test_each_section_of_the_list_is_sorted():
    """By the alphabet, accents and capitals aside, each word once; the message names what stands before what."""
    for title, group in sections().items():
        assert [(a, b) for a, b in pairwise(group) if alphabetical(a) >= alphabetical(b)] == [], title


WRONG = ["secretaire", "l’acceuil", "qu’elle vienderait", "coeur", "compte-t-ile", "Télésecrétaire"]
RIGHT = [
    "L’heure d’aujourd’hui, jusqu’à 17\u00a0h\u00a030",
    "Est-ce que cela compte-t-il\u202f?",
    "C’EST-À-DIRE",
    "https://exemple.fr/zzz bonjour@zzz.fr zzz.fr 2026-zz",
    "quelqu’un, jusqu'au cœur",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_word_is_found(text, dictionary):
    """The dictionary alone refuses it."""
    assert [word for word in words(text) if not known(word, dictionary)]


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_word_is_taken(text, dictionary):
    """Elisions, inversions, capitals, addresses."""
    assert [word for word in words(text) if not known(word, dictionary)] == []
