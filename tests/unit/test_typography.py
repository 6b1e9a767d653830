"""French typography of the texts and of the settings' sentences."""

import json
from pathlib import Path

import pytest
from typography import french, sentences

DATA = json.loads((Path(__file__).parent / "data" / "typography_cases.json").read_text(encoding="utf-8"))
CASES = DATA["cases"]


def visible(html):
    """Return `html` with every no-break space, typed or as an entity, as ~."""
    for space in ("\u00a0", "\u202f", "&nbsp;", "&#160;", "&#8239;", "&#x202f;"):
        html = html.replace(space, "~")
    return html


def test_cases_are_found():
    """The suite cannot pass on an empty file."""
    assert len(CASES) >= 58


@pytest.mark.parametrize(("name", "html", "expected"), CASES, ids=[case[0] for case in CASES])
def test_french_typography(name, html, expected):
    """No-break spaces, quotes and apostrophes of French; code, attributes and addresses untouched."""
    assert visible(expected) == visible(french(html))


@pytest.mark.parametrize(("name", "html", "expected"), CASES, ids=[case[0] for case in CASES])
def test_typography_applied_twice_is_typography_applied_once(name, html, expected):
    """A right text is left as it is."""
    assert french(html) == french(french(html))


def test_settings_are_set_but_for_what_machines_read():
    """Sentences take the spaces and apostrophes of French; numbers, codes and telephones stay as typed."""
    settings = {
        "identite": {"horaires": "de 9 h à 12 h 30", "telephone": "02 61 91 00 00", "siret": "000 000 000 00000"},
        "taches": [{"code": "minute d'audio", "unite": "minute d'audio", "prix": 2}],
    }

    assert sentences(settings) == {
        "identite": {
            "horaires": "de 9\u00a0h à 12\u00a0h\u00a030",
            "telephone": "02 61 91 00 00",
            "siret": "000 000 000 00000",
        },
        "taches": [{"code": "minute d'audio", "unite": "minute d’audio", "prix": 2}],
    }
