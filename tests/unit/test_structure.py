"""The way to a page, and the pages by section."""

from types import SimpleNamespace

import pytest

from theme.plugins.discovery.structure import HOME, NEWS, SECTIONS, Step, short_name, structure, trail


def page(slug, title=None, **header):
    """A page as Pelican gives it: only the keys of its header are attributes."""
    return SimpleNamespace(slug=slug, url=f"{slug}/", title=title or slug.capitalize(), **header)


ACCUEIL = SimpleNamespace(slug="accueil", url="", title="Bonjour")
METIERS = page("pour-qui", "Pour qui travaille-t-elle&nbsp;?", menu="Pour qui", position=20, section="metier")
AVOCATS = page("avocats", "Avocats &amp; notaires", parent="pour-qui", section="metier")
NOTAIRES = page("notaires", parent="avocats")
TARIFS = page("tarifs", position=10, section="travailler")
PAGES = [NOTAIRES, AVOCATS, ACCUEIL, TARIFS, METIERS]
ARTICLE = SimpleNamespace(slug="audio", url="actualites/audio/", title="Une heure d’audio")


def shape(branches):
    """Return (slug, children) of branches."""
    return [(branch.page.slug, shape(branch.children)) for branch in branches]


def filled(pages):
    """Return the sections that have a page."""
    return [section for section in structure(pages).sections if section.branches]


def test_every_section_is_there_even_without_a_page():
    """The foot of the page has things of its own to put in the last."""
    assert [(section.code, section.title) for section in structure([]).sections] == [*SECTIONS.items()]


@pytest.mark.parametrize(("current", "content"), [("", ACCUEIL), ("404.html", None)])
def test_home_and_the_page_of_errors_have_no_way_to_them(current, content):
    """Nothing stands above the one, nobody goes to the other."""
    assert trail(current, content, PAGES) == []


def test_a_page_is_under_home():
    """Two steps, the last being the page."""
    assert trail("tarifs/", TARIFS, PAGES) == [HOME, Step("Tarifs", "tarifs/")]


def test_a_page_is_under_its_parents():
    """Each parent in turn, the highest first, by its name in the menu."""
    assert trail("notaires/", NOTAIRES, PAGES) == [
        HOME,
        Step("Pour qui", "pour-qui/"),
        Step("Avocats & notaires", "avocats/"),
        Step("Notaires", "notaires/"),
    ]


def test_an_article_is_under_the_news():
    """The list of articles has its own step."""
    assert trail(ARTICLE.url, ARTICLE, PAGES) == [HOME, NEWS, Step("Une heure d’audio", "actualites/audio/")]


def test_the_list_of_articles_is_under_home():
    """It is neither a page nor an article."""
    assert trail("actualites/", None, PAGES) == [HOME, NEWS]


def test_a_short_name_is_plain_text():
    """Tags and entities of the title are not shown as such."""
    assert short_name(page("a", "Le <em>vrai</em>&nbsp;prix")) == "Le vrai\u00a0prix"


def test_a_short_title_names_a_page_that_is_in_no_menu():
    """A name for the menu comes first; a page with a short title alone stays out of the menu."""
    assert short_name(page("a", "Que sait ce site de vous ?", short_title="Vie privée")) == "Vie privée"
    assert short_name(page("a", "Qui êtes-vous ?", menu="Moi", short_title="À propos")) == "Moi"


def test_pages_come_by_section_and_parent():
    """Sections in their order, children under their parent whatever their own section says; home is in none."""
    found = filled(PAGES)

    assert [(section.code, section.title) for section in found] == [
        ("metier", SECTIONS["metier"]),
        ("travailler", SECTIONS["travailler"]),
    ]
    assert shape(found[0].branches) == [("pour-qui", [("avocats", [("notaires", [])])])]
    assert shape(found[1].branches) == [("tarifs", [])]


def test_every_page_is_in_one_section():
    """A page that names none is not lost."""
    found = filled([page("seule"), TARIFS])

    assert [(section.code, shape(section.branches)) for section in found] == [
        ("travailler", [("tarifs", [])]),
        ("site", [("seule", [])]),
    ]


def test_pages_come_in_the_menu_s_order_then_by_name():
    """Position first; then the alphabet, in which É is an E."""
    pages = [page("z"), page("e", "Écologie"), page("f"), page("b", position=20), page("c", position=10)]

    assert [slug for slug, _ in shape(filled(pages)[0].branches)] == ["c", "b", "e", "f", "z"]


def test_menu_holds_the_pages_that_ask_for_it():
    """By their position; those without one come last, in the order of the site."""
    pages = [page("b", menu="Deux"), page("c", menu="Un", position=1), page("d", position=2), page("a", menu="Trois")]

    assert structure(pages).menu == (Step("Un", "c/"), Step("Deux", "b/"), Step("Trois", "a/"))


def test_pages_under_another_come_by_title():
    """Whatever their case; a parent that is no page keeps its own."""
    pages = [METIERS, page("z", "banque", parent="pour-qui"), page("y", "Avocats", parent="pour-qui")]

    assert [under.slug for under in structure(pages).under["pour-qui"]] == ["y", "z"]
    assert "y" not in structure(pages).under


def test_another_site_has_another_structure():
    """What is kept of one is not told of the next."""
    assert structure([TARIFS]).under[""] == [TARIFS]
    assert structure([METIERS]).menu == (Step("Pour qui", "pour-qui/"),)
    assert structure([TARIFS]).menu == ()
