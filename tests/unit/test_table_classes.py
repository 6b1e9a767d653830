"""Tables of the texts: their frame and their alignment."""

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from theme.plugins.texts.table_classes import TableClasses

TABLE = "| Délai | Prix |\n| --- | ---: |\n| un jour | 12 € |\n"


@pytest.fixture
def rendered():
    """Return a function that renders Markdown and parses it."""
    reader = Markdown(extensions=["markdown.extensions.extra", TableClasses()], output_format="html")
    return lambda text: BeautifulSoup(reader.convert(text), "html.parser")


def test_a_table_scrolls_inside_a_named_frame_that_takes_the_focus(rendered):
    """So that a keyboard reaches what a narrow screen hides."""
    frame = rendered(f"## Et l'urgence ?\n\n{TABLE}").find(role="region")

    assert frame["class"] == ["table-scroll"]
    assert frame["tabindex"] == "0"
    assert frame["aria-label"] == "Tableau\u00a0: Et l’urgence\u202f?"
    assert frame.table.td.get_text() == "un jour"


def test_html_inside_a_title_is_no_part_of_the_name_of_its_table(rendered):
    """A quote of it would end the name."""
    frame = rendered(f'## Prix <a id="z"></a> "bas" & `a"b`\n\n{TABLE}').find(role="region")

    assert frame["aria-label"] == 'Tableau\u00a0: Prix «\u00a0bas\u00a0» & a"b'
    assert frame["class"] == ["table-scroll"]


def test_two_tables_under_one_title_have_two_names(rendered):
    """Two landmarks of one name could not be told apart."""
    names = [frame["aria-label"] for frame in rendered(f"## Prix\n\n{TABLE}\nEt\n\n{TABLE}").find_all(role="region")]

    assert names == ["Tableau\u00a0: Prix", "Tableau\u00a0: Prix (2)"]


def test_a_table_without_a_title_above_has_a_name(rendered):
    """The plainest one."""
    assert rendered(TABLE).find(role="region")["aria-label"] == "Tableau"


def test_what_follows_a_table_stays_outside_its_frame(rendered):
    """The frame holds the table alone."""
    page = rendered(f"{TABLE}\nAprès.")

    assert "Après" not in page.find(role="region").get_text()
    assert page.p.get_text() == "Après."


def test_alignment_is_a_class(rendered):
    """No inline style: the security policy forbids it."""
    page = rendered(TABLE)

    assert page.find_all("th")[1]["class"] == ["align-right"]
    assert not page.find_all(style=True)
