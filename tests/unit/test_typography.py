"""French typography of the texts and of the settings' sentences."""

import ast
import json
import re
from pathlib import Path

import pytest
from reading import faults

from estimator.formatting import NARROW_NO_BREAK, NO_BREAK
from theme.plugins.texts.typography import french, joined, kept_whole, plain, sentences

ROOT = Path(__file__).parents[2]
#: The machine door shows JSON, whose quotes are straight.
ENGINE = sorted(path for path in (ROOT / "estimator").rglob("*.py") if path.name != "__main__.py")
#: What tells a French sentence from a key.
FRENCH = re.compile("[àâçéèêëîïôùûœÀÉ’«]")
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
        "site": {"adresse": "https://www.exemple.fr/a--b"},
        "assurance": {"adresse": "3 place de l'Exemple"},
        "identite": {"horaires": "de 9 h à 12 h 30", "telephone": "02 61 91 00 00", "siret": "000 000 000 00000"},
        "taches": [{"code": "minute d'audio", "unite": "minute d'audio", "prix": 2}],
    }

    assert sentences(settings) == {
        "site": {"adresse": "https://www.exemple.fr/a--b"},
        "assurance": {"adresse": "3 place de l’Exemple"},
        "identite": {
            "horaires": "de 9\u00a0h à 12\u00a0h\u00a030",
            "telephone": "02 61 91 00 00",
            "siret": "000 000 000 00000",
        },
        "taches": [{"code": "minute d'audio", "unite": "minute d’audio", "prix": 2}],
    }


def test_settings_are_text_and_never_html():
    """What looks like a tag stays as it was typed."""
    assert sentences("Dupont & Fils <SARL> : 1 < 2") == "Dupont & Fils <SARL>\u00a0: 1 < 2"


def test_text_without_tags_keeps_its_no_break_spaces():
    """A title in the head of a page reads as in its heading."""
    assert plain("Combien <em>coûte</em>\u00a0: «\u00a0Dupont &amp; fils\u00a0»\u202f?") == (
        "Combien coûte\u00a0: «\u00a0Dupont & fils\u00a0»\u202f?"
    )


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Qu’est-ce qui change ?", '<span class="joined">Qu’est-ce</span> qui change ?'),
        ("combien coûte-t-elle", 'combien <span class="joined">coûte-t-elle</span>'),
        ('<a href="prend-elle">Le prix - net</a>', '<a href="prend-elle">Le prix - net</a>'),
        ("<em>rendez</em>-vous", "<em>rendez</em>-vous"),
    ],
)
def test_words_of_several_parts_are_marked_in_a_heading(heading, expected):
    """Whole words only, never inside a tag; the text itself is unchanged."""
    assert joined(heading) == expected
    assert plain(joined(heading)) == plain(heading)


def texts_of_source(path):
    """Return the texts of a module of the engine: (line, text), a computed part as a digit; not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    spaces = {"NO_BREAK": NO_BREAK, "NARROW_NO_BREAK": NARROW_NO_BREAK}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(
                    part.value if isinstance(part, ast.Constant) else spaces.get(ast.unparse(part.value), "7")
                    for part in node.values
                ),
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
def test_the_engine_s_own_texts_are_typed_right(path):
    """What the browser renders is never rewritten: sentences hold their no-break spaces, quotes and apostrophes."""
    french_texts = [(line, text) for line, text in texts_of_source(path) if FRENCH.search(text)]

    assert [(line, *fault) for line, text in french_texts for fault in faults(text)] == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("<p>Au-delà de 62 h, le week-end</p>", ["Au-delà", "week-end"]),
        ("article L.\u00a0223-3, puis D.\u00a0441-5", ["L.\u00a0223-3", "D.\u00a0441-5"]),
        ('<a href="/au-delà" title="week-end">ailleurs</a> <code>au-delà</code>', []),
        ('<h2 id="a">Et au-delà ?</h2>', []),
        ("peut-être, un rendez-vous, 2026-11-23", []),
    ],
)
def test_what_looks_torn_at_the_end_of_a_line_is_kept_whole(text, whole):
    """In words, not in tags, code or headings, which have their own way; nothing else changes."""
    told = kept_whole(text)

    assert re.findall('<span class="nowrap">(.*?)</span>', told) == whole
    assert re.sub('<span class="nowrap">(.*?)</span>', r"\1", told) == text
