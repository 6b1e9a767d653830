"""The marks of a text: names of figures, and what goes when one of them is empty."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from theme.plugins.figures import marks
from theme.plugins.figures.catalogue import Catalogue
from theme.plugins.figures.extension import Figures
from theme.plugins.figures.figure import Figure

VALUES = {"prix": "30,00\u00a0€", "nom": "Dupont & fils", "vide": "", "rien": "", "rue": "1 | 2 *rue* <b>_[x]"}
BLOCKS = {"liste": "- a\n- b", "lignes": "| c |\n| d |", "rien_du_tout": ""}


@pytest.fixture
def names():
    """A few names: words, pieces of Markdown, and empty ones."""
    words = [Figure(name, "essai", lambda text=text: text) for name, text in VALUES.items()]
    blocks = [Figure(name, "essai", lambda text=text: text, is_markdown=True) for name, text in BLOCKS.items()]
    return Catalogue({figure.name: figure for figure in (*words, *blocks)}, lambda _: None)


RENDERED = {
    "a figure": ("Prix : {{ prix }}.", "Prix : 30,00\u00a0€."),
    "without spaces": ("Prix : {{prix}}.", "Prix : 30,00\u00a0€."),
    "with the bar that an editor adds": ("{{ rien\\_du\\_tout }}x((y {{ rien\\_du\\_tout }}))", None),
    "no mark": ("a { b } & ((c)) (d) {#e}\n\nf", "a { b } & ((c)) (d) {#e}\n\nf"),
    "a piece that stays": ("a(( b {{ prix }}))c", "a b 30,00\u00a0€c"),
    "a piece that goes, spaces": ("a ((b {{ vide }})) c", "a c"),
    "a piece that goes before a point": ("a((, b {{ vide }})).", "a."),
    "a piece that goes at an end": ("a ((b {{ vide }}))\n\nc", "a\n\nc"),
    "a piece that goes at a beginning": ("((a {{ vide }})) b", "b"),
    "one empty among two": ("((a {{ prix }} {{ vide }}))b", "b"),
    "a piece in a piece": ("a((, b {{ prix }}(( (+ {{ vide }}))) c)).", "a, b 30,00\u00a0€ c."),
    "a piece in one that goes": ("a((, b {{ vide }}(( (+ {{ prix }}))))).", "a."),
    "brackets in a piece": ("a((, b (c) {{ prix }} (d))).", "a, b (c) 30,00\u00a0€ (d)."),
    "a link in a piece": ("a ((voir [x](y.md) {{ prix }}))", "a voir [x](y.md) 30,00\u00a0€"),
    "a piece of several lines": ("((a :\n\n{{ liste }}))\n\nb", "a :\n\n- a\n- b\n\nb"),
    "a piece of several lines that goes": ("((a :\n\n{{ rien_du_tout }}))\n\nb", "\n\nb"),
    "an item": ("- a\n- b {{ vide }}\n- c", "- a\n- c"),
    "an item in brackets": ("- a\n- ((b {{ vide }}))\n- c", "- a\n- c"),
    "a numbered item": ("1. a\n2. b {{ vide }}\n3. c", "1. a\n3. c"),
    "an item with what belongs to it": ("- b {{ vide }}\n  suite\n\n    encore\n- c", "\n- c"),
    "an item whose piece goes": ("- a((, {{ vide }}))\n- c", "- a\n- c"),
    "a row": ("| t |\n| - |\n| a |\n| {{ vide }} |", "| t |\n| - |\n| a |"),
    "a cell whose piece goes": ("| t(( {{ vide }})) |\n| - |\n| a |", "| t |\n| - |\n| a |"),
    "a table without rows": ("x\n\n| t |\n| - |\n| {{ vide }} |\n\ny", "x\n\n\ny"),
    "rows made": ("| t |\n| - |\n{{ lignes }}\n| e |", "| t |\n| - |\n| c |\n| d |\n| e |"),
    "a line alone": ("a\n\n{{ vide }}\n\nb", "a\n\n\n\nb"),
    "a line alone in bold": ("a\n\n**{{ vide }}**\n\nb", "a\n\n\n\nb"),
    "a heading over nothing": ("## a\n\n((b {{ vide }}))\n\n## c\n\nd", "\n\n\n## c\n\nd"),
    "a heading over a list of nothing": ("## a\n\n- b {{ vide }}\n", "\n\n"),
    "a heading that keeps a line": ("## a\n\n((b {{ vide }}))\n\nd", "## a\n\n\n\nd"),
    "a heading over headings": ("## a\n\n### b\n\n((c {{ vide }}))\n\n### d\n\ne", "## a\n\n\n\n\n### d\n\ne"),
    "headings one over the other": ("## a\n\n### b\n\n((c {{ vide }}))\n\n## d\n\ne", None),
    "a heading that was empty": ("## a\n\n## b\n\nc", "## a\n\n## b\n\nc"),
}


def without_blanks(text):
    """Return a text with one blank line between two blocks at most."""
    return re.sub(r"\n{2,}", "\n\n", text.strip("\n"))


@pytest.mark.parametrize(("text", "rendered"), [case for case in RENDERED.values() if case[1] is not None])
def test_what_is_empty_is_not_said(names, text, rendered):
    """And what is not stays as it is written, to the space; blank lines say nothing."""
    said, faults = marks.render(text, names)

    assert (without_blanks(said), faults) == (without_blanks(rendered), [])


def test_headings_go_up_to_the_one_that_says_nothing(names):
    """A section whose only subsection has gone goes too."""
    text, faults = marks.render(RENDERED["headings one over the other"][0], names)

    assert (text.split(), faults) == (["##", "d", "e"], [])


def test_the_bar_that_an_editor_puts_before_an_underscore_is_read(names):
    """A bar before an underscore, which editors of Markdown write, is no part of the name."""
    text, faults = marks.render(RENDERED["with the bar that an editor adds"][0], names)

    assert [fault.line for fault in faults] == [1]
    assert "vide" in faults[0].message
    assert text.endswith("x")


FAULTS = {
    "an unknown name": (
        "a\n{{ prx }}",
        2,
        "« prx » n’est pas un nom que le site connaît. Vouliez-vous dire {{ prix }} ?",
    ),
    "a name with capitals": ("{{ Prix }}", 1, "Vouliez-vous dire {{ prix }} ?"),
    "a formula": ("{{ prix|euros }}", 1, "écrivez un nom seul"),
    "a dotted name": ("{{ prix.taux }}", 1, "écrivez un nom seul"),
    "a call": ("{{ prix() }}", 1, "écrivez un nom seul"),
    "nothing": ("{{ }}", 1, "écrivez un nom seul"),
    "a statement": ("a\n\n{% if x %}b{% endif %}", 3, "Un texte ne contient pas de programme"),
    "a template's comment": ("{# a #}", 1, "Un texte ne contient pas de programme"),
    "a name left open": ("a {{ prix }\nb", 1, "n’est pas refermé"),
    "a piece left open": ("a\n((b {{ prix }}\n\nc", 2, "La marque (( n’est pas refermée"),
    "an empty figure in a sentence": ("a\n\nb {{ vide }} c", 3, "est vide dans vos réglages"),
    "an empty figure in a heading": ("## a {{ vide }}\n\nb", 1, "est vide dans vos réglages"),
    "an empty figure after a list that grew": ("{{ liste }}\n\nb {{ vide }} c", 3, "est vide dans vos réglages"),
}


@pytest.mark.parametrize(("text", "line", "message"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_is_told_with_its_line(names, text, line, message):
    """In French, and with the nearest right name."""
    faults = marks.render(text, names)[1]

    assert [fault.line for fault in faults] == [line]
    assert message in faults[0].message


def test_words_are_shown_as_they_are(names):
    """A bar makes no cell, a star no bold, an angle bracket no tag."""
    markdown = Markdown(extensions=[_figures(names), "markdown.extensions.extra"])

    html = markdown.convert("| a | b |\n| - | - |\n| {{ rue }} | {{ nom }} |")

    assert "<td>1 | 2 *rue* &#60;b>_[x]</td>".replace("&#60;", "&lt;") in _plain(html)
    assert "<td>Dupont &amp; fils</td>" in html


def _figures(names):
    extension = Figures()
    extension.names = names
    return extension


def _plain(html):
    """Return the HTML with what Markdown leaves as numbers written out, but what would be a tag."""
    for sign in "|*[]>_":
        html = html.replace(f"&#{ord(sign)};", sign)
    return html.replace("&#60;", "&lt;")


@given(st.text(alphabet="(){}% a\n|-#*", max_size=60))
def test_no_text_stops_it(text):
    """Whatever is typed, marks are read or told: never an error of the program."""
    rendered, faults = marks.render(text, Catalogue({}, lambda _: None))

    assert rendered == text or faults or "{" in text


def test_a_name_may_hold_a_number():
    """`prix_45_transcription` is 45 times the price of one."""
    names = Catalogue({}, lambda name: Figure(name, "", lambda: "99,00\u00a0€") if name == "prix_45_x" else None)

    assert marks.render("{{ prix_45_x }}", names) == ("99,00\u00a0€", [])
    assert marks.render("{{ prix_45_y }}", names)[1]


def test_names_of_unknown_origin_are_not_kept(monkeypatch):
    """Two sets of names fill the same text in, each with its own value: nothing else would tell them apart."""
    said = []
    for value in ("30 €", "40 €"):
        names = Catalogue({"prix": Figure("prix", "", lambda value=value: value)}, lambda _: None)
        monkeypatch.setattr(Figures, "names", names)
        said.append(Markdown(extensions=[Figures()]).convert("Une heure : {{ prix }}."))

    assert said == ["<p>Une heure : 30 €.</p>", "<p>Une heure : 40 €.</p>"]
