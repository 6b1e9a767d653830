"""The bench of builds: the same texts for all, ratios, growth. No time is measured here."""

import re

import pytest
from bench.growth import Took, _cell, _growth, _table, whole
from bench.makers import ours, pelican
from bench.texts import make

from theme.plugins.checks.content_check import check


def took(processor):
    """Return a build of so many seconds of processor, twice as many on the clock."""
    return Took(processor, 2 * processor)


def test_a_smaller_set_of_texts_begins_a_larger_one():
    """Each maker, at each size, reads the same articles."""
    assert make(3) == make(5)[:3]
    assert len({text.slug for text in make(200)}) == 200


def test_texts_are_as_long_as_articles():
    """Some 600 words each, four headings, a list and two links: no figure, whose work is ours alone."""
    for text in make(20):
        assert 350 < len(text.body.split()) < 900
        assert text.body.count("\n## ") == 3
        assert text.body.count("](") == 2
        assert re.search(r"^- ", text.body, re.MULTILINE)
        assert "{{" not in text.body


def test_texts_are_whole_for_our_own_check(tmp_path):
    """A build that stops at a mistake would measure nothing."""
    ours("preview").write(tmp_path, make(3))

    assert check(tmp_path / "content", "2026-11-28") == []


def test_a_peer_reads_the_same_words(tmp_path):
    """Headers differ, as each maker's guide has them; bodies do not."""
    text, maker = make(1)[0], pelican()
    maker.write(tmp_path, [text])

    written = maker.source(tmp_path, text).read_text(encoding="utf-8")
    assert written.startswith(f"Title: {text.title}\n")
    assert written.endswith(text.body)


def test_cell_tells_the_median_and_how_many_times_as_long_ours_take():
    """Of the processor; the clock stands in brackets."""
    runs = [took(1), took(4), took(2)]

    assert _cell(runs) == "2.00 (4.00)"
    assert _cell(runs, [took(6)]) == "2.00 (4.00), ours 3.0 ×"


@pytest.mark.parametrize(("last", "told"), [(33, "(1.00 ×)"), (53, "(2.00 ×)")])
def test_growth_compares_what_an_article_more_costs(last, told):
    """3 s and 10 ms an article up to 1 000; then as much, or twice."""
    sizes = {300: 6.0, 1000: 13.0, 3000: float(last)}

    assert told in _growth({size: (took(seconds), [took(seconds)]) for size, seconds in sizes.items()})


def test_steps_of_a_site_that_grows_add_up():
    """300 articles: 10 s, 4 of which any build takes; 700 more: 14 s beyond the 6 of a build of all."""
    steps = {300: (took(10), [took(4)]), 1000: (took(20), [took(5), took(6), took(7)])}

    assert {size: first for size, (first, _) in whole(steps).items()} == {300: took(10), 1000: took(6 + 14 + 6)}


def test_table_has_one_row_for_each():
    """Markdown of the report."""
    assert _table(("a", "b"), [("1", "2")]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"
