"""Lists, tables and titles as people type them: what reaches the page is what they meant."""

import re

import pytest
from markdown import Markdown

from theme.plugins.checks.content_check import check
from theme.plugins.figures.extension import MARKDOWN
from theme.plugins.texts.blocks import cells, understood


def html(text):
    """Return the HTML of a text as the site makes it, without line ends, frames of tables nor classes."""
    done = Markdown(**MARKDOWN).convert(text).replace("\n", "")
    return re.sub(r"</?div[^>]*>| (?:id|class)=\"[^\"]*\"", "", done)


TABLE = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
LISTED = "<ul><li>a</li><li>b</li></ul>"
NESTED = "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"

#: What is typed, and what is published.
UNDERSTOOD = {
    "a list right under a line": ("Je propose :\n- a\n- b", f"<p>Je propose :</p>{LISTED}"),
    "a list under a line, with stars": ("Je propose :\n* a\n* b", f"<p>Je propose :</p>{LISTED}"),
    "a numbered list right under a line": ("Voici :\n1. a\n2. b", "<p>Voici :</p><ol><li>a</li><li>b</li></ol>"),
    "numbers with a bracket": ("Voici :\n1) a\n2) b", "<p>Voici :</p><ol><li>a</li><li>b</li></ol>"),
    "a list right under a title": ("## T\n- a\n- b", f"<h2>T</h2>{LISTED}"),
    "a title right under a list": ("- a\n- b\n## T", f"{LISTED}<h2>T</h2>"),
    "a title that spaces precede": ("  ## T\n\nx", "<h2>T</h2><p>x</p>"),
    "two spaces below a point": ("- a\n  - b\n- c", NESTED),
    "three spaces below a number": ("1. a\n   - b\n2. c", "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
    "four spaces below a point": ("- a\n    - b\n- c", NESTED),
    "a tab below a point": ("- a\n\t- b\n- c", NESTED),
    "two spaces twice": ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
    "a paragraph below a point": (
        "1. a\n\n   suite\n2. b",
        "<ol><li><p>a</p><p>suite</p></li><li><p>b</p></li></ol>",
    ),
    "a paragraph below an inner point": (
        "- a\n  - b\n\n    suite",
        "<ul><li>a<ul><li><p>b</p><p>suite</p></li></ul></li></ul>",
    ),
    "bullets of a word processor": ("•\ta\n•\tb", LISTED),
    "bullets under a line, with a no-break space": ("Voici :\n•\u00a0a\n•\u00a0b", f"<p>Voici :</p>{LISTED}"),
    "inner bullets": ("• a\n  ◦ b\n• c", NESTED),
    "points after numbers": ("1. a\n- b", "<ol><li>a</li></ol><ul><li>b</li></ul>"),
    "a list in a quotation": ("> Dit :\n> - a\n> - b", f"<blockquote><p>Dit :</p>{LISTED}</blockquote>"),
    "a table right under a line": ("Voici\n| a | b |\n| --- | --- |\n| 1 | 2 |", f"<p>Voici</p>{TABLE}"),
    "a table without bars at its ends": ("Voici\na | b\n--- | ---\n1 | 2", f"<p>Voici</p>{TABLE}"),
    "a line right under a table": ("| a | b |\n|---|---|\n| 1 | 2 |\nFin.", f"{TABLE}<p>Fin.</p>"),
    "the end of a sentence that is a number": ("en\n2026. Fin", "<p>en2026. Fin</p>"),
    "a price that begins with a plus sign and no space": ("Soit\n+20 %", "<p>Soit+20 %</p>"),
    "a rule": ("a\n\n* * *\n\nb", "<p>a</p><hr><p>b</p>"),
    "code between fences": ("```\nx\n- a\n  - b\n• c\n```", "<pre><code>x- a  - b• c</code></pre>"),
    "HTML": ("<p>\n- a\n• b\n</p>", "<p>- a• b</p>"),
}


@pytest.mark.parametrize(("typed", "published"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_what_people_type_is_understood(typed, published):
    """As nearly every other program takes it."""
    assert html(typed) == published


@pytest.mark.parametrize("typed", [typed for typed, _ in UNDERSTOOD.values()], ids=UNDERSTOOD)
def test_what_has_been_put_right_is_left_alone(typed):
    """Putting a text right twice changes nothing more."""
    once = understood(typed.replace("\t", "    ").split("\n"))

    assert understood(once) == once


def test_a_byte_order_mark_does_not_hide_the_header(content):
    """What Windows' notepad writes at the start of a file is no part of the text."""
    (content / "pages").mkdir()
    page = "---\ntitle: Un titre\ndescription: Une description.\n---\n\nTexte.\n"
    (content / "pages" / "a.md").write_text(page, encoding="utf-8-sig")

    assert check(content) == []


def test_a_footnote_speaks_french():
    """The mark that leads back from a note is named for who cannot see it."""
    done = html("Un prix[^1].\n\n[^1]: Hors taxes.")

    assert 'title="Revenir à l’appel de note 1"' in done
    assert "Jump" not in done


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| a | b |", 2),
        ("a | b", 2),
        ("| a | |", 2),
        ("| a |", 1),
        (r"| a \| b | c |", 2),
        ("| `a | b` | c |", 2),
        ("|---|---|", 2),
    ],
)
def test_cells_of_a_row_are_those_of_the_page(row, found):
    """Bars in code or after a backslash part none, as on the page."""
    assert len(cells(row)) == found
