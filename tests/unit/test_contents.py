"""Anchors of titles, the list of a page's sections, and the parts of a text."""

import pytest

from theme.plugins.texts.contents import Part, anchor, parts, sections


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Qu’est-ce qu'une télésecrétaire ?", "qu-est-ce-qu-une-telesecretaire"),
        ("Cœur de métier : à façon", "coeur-de-metier-a-facon"),
        ("20 h par mois", "20-h-par-mois"),
        ("Prix « au forfait »", "prix-au-forfait"),
        ("???", "partie"),
    ],
)
def test_an_anchor_is_plain_and_speaks_french(title, expected):
    """Small letters without accents; apostrophes and spaces part words."""
    assert anchor(title, "-") == expected


LONG = "".join(f'<h2 id="t{number}">Titre <em>{number}</em> &amp; suite</h2><p>Texte</p>' for number in range(4))


def test_a_long_text_has_a_list_of_its_sections():
    """Anchor and plain title of each, in order."""
    assert sections(LONG)[0] == ("t0", "Titre 0 & suite")
    assert [section.anchor for section in sections(LONG)] == ["t0", "t1", "t2", "t3"]


def test_a_short_text_has_no_list():
    """Three sections are seen at a glance."""
    assert sections(LONG[: LONG.index('<h2 id="t3">')]) == []


def test_parts_hold_the_whole_text():
    """What stands before the first title has none."""
    assert parts('<p>Avant</p><h2 id="a">Un</h2><p>1</p><h2 id="b">Deux</h2>') == [
        Part("", "", "<p>Avant</p>"),
        Part("a", "Un", "<p>1</p>"),
        Part("b", "Deux", ""),
    ]


def test_a_text_without_title_is_one_part():
    """Nothing is lost."""
    assert parts("<p>Seul</p>") == [Part("", "", "<p>Seul</p>")]


def test_a_part_has_its_drawing_and_the_three_costs_apart():
    """Drawings in the order of the titles, fewer or more of them; the costs leave the words."""
    costs = '<table class="bars">\n<tr><td>1</td></tr>\n</table>'
    html = f'<p>a</p><h2 class="x" id="p">Mes <em>prix</em></h2>\n<p>É &nbsp;</p>\n{costs}\n<p>b</p>\n<h2 id="q">Q</h2>'

    assert parts(html, ["pieces"]) == [
        Part("", "", "<p>a</p>"),
        Part("p", "Mes <em>prix</em>", "\n<p>É &nbsp;</p>\n<p>b</p>\n", "pieces", costs),
        Part("q", "Q", ""),
    ]
    assert [part.illustration for part in parts(html, ["pieces", "plume", "velo"])] == ["", "pieces", "plume"]


def test_a_title_inside_a_block_begins_no_part():
    """Cutting there would leave the block open."""
    [part] = parts('<div>\n<h2 id="a">A</h2>\n</div>')

    assert part.anchor == ""
