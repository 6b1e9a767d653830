"""Figures computed inside the texts."""

from decimal import Decimal

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError
from markdown import Markdown

from theme.plugins.texts import figures


@pytest.fixture(autouse=True)
def _names(monkeypatch):
    monkeypatch.setattr(figures, "NAMES", {"prix": Decimal(30), "nom": "Dupont & fils"})


def test_a_figure_is_computed():
    """The price comes with its French format."""
    assert figures.render("Prix : {{ prix|euros }}") == "Prix : 30,00\u00a0€"


def test_a_text_without_a_figure_is_unchanged():
    """Neither braces of code nor ampersands are touched."""
    assert figures.render("a { b } & c\n\nd") == "a { b } & c\n\nd"


def test_a_name_is_not_escaped_twice():
    """Markdown escapes « & »: once."""
    assert Markdown(extensions=[figures.Figures()]).convert("{{ nom }}") == "<p>Dupont &amp; fils</p>"


def test_an_unknown_name_is_an_error():
    """Never an empty price."""
    with pytest.raises(UndefinedError, match="prx"):
        figures.render("{{ prx }}")


def test_an_unknown_attribute_is_an_error():
    """Nor from a slip after a point."""
    with pytest.raises(UndefinedError):
        figures.render("{{ prix.taux }}")


def test_a_broken_formula_is_an_error_with_its_line():
    """The line is counted in the text."""
    with pytest.raises(TemplateSyntaxError) as caught:
        figures.render("un\n\n{{ prix + }}")

    assert caught.value.lineno == 3


def test_a_figure_makes_a_table_cell():
    """Figures are computed before Markdown reads the text."""
    html = Markdown(extensions=[figures.Figures(), "tables"]).convert("| a |\n| - |\n| {{ prix }} |")

    assert "<td>30</td>" in html


def test_a_loop_makes_a_list():
    """Formulas may repeat lines."""
    html = Markdown(extensions=[figures.Figures()]).convert("{% for n in [1, 2] %}\n- {{ n }}\n{% endfor %}")

    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("a{% if true %} b{% endif %}\n\nc", "a b\n\nc"),
        ("{% if true %}\n- a\n{% endif %}\n- b", "- a\n- b"),
        ("{% set a = 1 %}{% set b = 2 %}\n{{ a + b }}", "3"),
        ("a{% if true -%}\n b{% endif %}", "ab"),
        ("{% for x in [1, 2] %}\n| {{ x }} |{% if x == 1 %} 1 |{% endif %}\n{% endfor %}", "| 1 | 1 |\n| 2 |\n"),
    ],
    ids=["two paragraphs", "lines of blocks", "two blocks on a line", "asked otherwise", "rows of a table"],
)
def test_a_block_at_the_end_of_a_text_keeps_the_line_end(text, rendered):
    """Two paragraphs stay apart, and a line of blocks alone leaves nothing."""
    assert figures.render(text) == rendered
