"""The sites that may show the estimator: each mistake told by its line."""

import pytest

from theme.plugins.settings.embedding import sites
from theme.plugins.settings.secretaire import FILE, load

FAULTS = {
    "a page of a site": ('["https://a.fr/page"]', "sans rien après"),
    "a final bar": ('["https://a.fr/"]', "sans rien après"),
    "no encryption": ('["http://a.fr"]', "Commencez par https://"),
    "any site": ('["*"]', "n’est pas l’adresse d’un site"),
    "two at once": ('["https://a.fr https://b.fr"]', "n’est pas l’adresse d’un site"),
    "a directive": ('["https://a.fr; script-src *"]', "n’est pas l’adresse d’un site"),
    "a number": ("[3]", "n’est pas l’adresse d’un site"),
    "one text": ('"https://a.fr"', 'est une liste, par exemple ["https://www.mon-site.fr"]'),
}


def loaded(content, settings_text, line):
    """The settings with this section below, and their problems as (line, message)."""
    (content / FILE).write_text(f"{settings_text}\n[integration]\n{line}\n", encoding="utf-8")
    settings, problems = load(content / FILE)
    return settings, [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(("value", "said"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_is_told_with_its_line(content, settings_text, value, said):
    """In French, with what to write."""
    [(line, message)] = loaded(content, settings_text, f"sites = {value}")[1]

    assert said in message
    assert line == settings_text.count("\n") + 3


def test_a_title_typed_as_a_key_is_told(content, settings_text):
    """Above every section."""
    (content / FILE).write_text(f'integration = "https://a.fr"\n{settings_text}', encoding="utf-8")

    assert [problem.line for problem in load(content / FILE)[1]] == [1]


@pytest.mark.parametrize("value", ["[]", '["https://a.fr"]', '["https://sous.a-b.fr:8443", "https://b.com"]'])
def test_sites_are_named_as_a_browser_compares_them(content, settings_text, value):
    """None, one or several."""
    settings, problems = loaded(content, settings_text, f"sites = {value}")

    assert problems == []
    assert sites(settings) == [
        item for item in ("https://a.fr", "https://sous.a-b.fr:8443", "https://b.com") if item in value
    ]
    assert sites({}) == []
