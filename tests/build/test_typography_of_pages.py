"""French typography of every built page: the texts that the tool sets, and the templates' and engine's own, typed right."""

import re

import pytest
from reading import faults, passages

from theme.plugins.checks.output_check import Site


def test_every_page_is_typed_right(site):
    """No straight quote, no ordinary space where French wants one that does not break, on any page."""
    told = [
        f"{name} : {fault}, écrivez {right} : …{excerpt}…"
        for name, page in Site(site).pages.items()
        for text in passages(page)
        for fault, excerpt, right in faults(text)
    ]

    assert told == [], "\n" + "\n".join(told)


def test_words_of_several_parts_stay_whole_in_headings(site):
    """« prend-elle » never becomes « prend- » over « elle »: each is marked, for the style sheet, on every page."""
    loose = {
        name: [
            text
            for heading in page.find_all(re.compile("^h[1-4]$"))
            for text in heading.find_all(string=re.compile(r"\w-\w"))
            if "joined" not in text.parent.get("class", [])
        ]
        for name, page in Site(site).pages.items()
    }

    assert {name: texts for name, texts in loose.items() if texts} == {}


WRONG = [
    "l'heure",
    'un "mot"',
    "et puis...",
    "un - deux",
    "Vraiment ?",
    "Vraiment?",
    "Objet :",
    "Objet: ceci",
    "« mot\u00a0»",
    "«\u00a0mot »",
    "10 000 appels",
    "35€",
    "35 €",
    "35 k€",
    "20 %",
    "à 9 h",
    "le n° 12",
    "ceci \u00a0: cela",
]
RIGHT = [
    "l’heure, «\u00a0un mot\u00a0»\u00a0: oui\u202f!",
    "Quoi\u202f?! Bien… Vraiment\u202f?",
    "10\u202f000\u00a0€, 20\u00a0%, 9:30, 14\u00a0h\u00a030",
    "000 000 000 00000",
    "02 61 91 00 00",
    "https://exemple.fr/a?b=c;d",
    "en 2026 150 dossiers",
    "(oui\u202f?)",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_passage_is_told(text):
    """Each fault is found: the test of the pages can fail."""
    assert faults(text)


@pytest.mark.parametrize("text", RIGHT)
def test_a_right_passage_is_not_told(text):
    """No false alarm."""
    assert faults(text) == []
