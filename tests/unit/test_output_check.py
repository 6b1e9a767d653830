"""Faults planted in a tiny built site: each is found, and a right site has none."""

import pytest

from theme.plugins.checks.output_check import Site

PAGE = """<!DOCTYPE html>
<html lang="{lang}"><head><title>{title}</title>{description}</head>
<body>{h1}<p>{body}</p></body></html>"""
RIGHT = {
    "lang": "fr",
    "title": "Accueil",
    "description": '<meta name="description" content="Une page.">',
    "h1": "<h1>Titre</h1>",
    "body": "Texte.",
}
OTHER = {**RIGHT, "title": "Autre", "description": '<meta name="description" content="Une autre.">'}


@pytest.fixture
def site(tmp_path):
    """Build a site of two pages and an image, the first page changed, and return its problems."""

    def build(root="/", **changes):
        other = tmp_path / "autre" / "index.html"
        other.parent.mkdir()
        other.write_text(
            PAGE.format(**{**OTHER, "body": '<a href="../" id="ici">a</a> <a href="../#la">b</a>'}), encoding="utf-8"
        )
        (tmp_path / "image 1.png").write_bytes(b"")
        body = changes.pop("body", "Texte.")
        page = PAGE.format(**{**RIGHT, **changes, "body": f'<span id="la"></span>{body}'})
        (tmp_path / "index.html").write_text(page, encoding="utf-8")
        return Site(tmp_path, root).problems()

    return build


def test_a_right_site_has_no_problem(site):
    """The site that the faults below spoil."""
    assert site() == []


ACCEPTED = {
    "a page by its folder": '<a href="autre/">x</a>',
    "a page by its file": '<a href="autre/index.html">x</a>',
    "headings that go down and up": "<h2>a</h2><h3>b</h3><h2>c</h2>",
    "an identifier of its own": '<p id="ailleurs">x</p>',
    "another window without a hold on this one": '<a href="https://exemple.fr" target="_blank" rel="noopener">x</a>',
    "a page without its slash": '<a href="autre">x</a>',
    "a page from the root": '<a href="/autre/">x</a>',
    "an anchor of the page": '<a href="#la">x</a>',
    "an anchor of another page": '<a href="autre/#ici">x</a>',
    "a query": '<a href="autre/?x=1">x</a>',
    "the page itself": '<a href="?x=1">x</a>',
    "another site": '<a href="https://www.legifrance.gouv.fr/a?b#c">x</a>',
    "an e-mail": '<a href="mailto:a@b.fr">x</a>',
    "a telephone": '<a href="tel:+33261910000">x</a>',
    "an image with a space": '<img src="image%201.png" alt="">',
    "an image described": '<img src="/image%201.png" alt="Un bureau">',
    "a file to download": '<a href="image%201.png" download>x</a>',
    "versions of an image, with a comma too many": '<img src="image%201.png" srcset="image%201.png 1x, " alt="">',
    "the address of the page on the web": '<link rel="canonical" href="https://exemple.fr/">',
    "a name of code between braces": "<code>{a}</code>",
}


@pytest.mark.parametrize("body", ACCEPTED.values(), ids=ACCEPTED)
def test_what_is_right_is_not_told(site, body):
    """No false alarm."""
    assert site(body=body) == []


PLANTED = {
    "another language": ({"lang": "en"}, "elle est en français"),
    "no language": ({"lang": ""}, "elle est en français"),
    "no title": ({"title": " "}, "n’a pas de titre"),
    "no description": ({"description": ""}, "n’a pas de description"),
    "an empty description": ({"description": '<meta name="description" content=" ">'}, "n’a pas de description"),
    "no h1": ({"h1": ""}, "un seul titre de premier niveau, il y en a 0"),
    "two h1": ({"h1": "<h1>a</h1><h1>b</h1>"}, "un seul titre de premier niveau, il y en a 2"),
    "a heading that skips a level": (
        {"body": "<h3>Prix</h3>"},
        "le titre «\u00a0Prix\u00a0» saute un niveau. Écrivez ## au",
    ),
    "an identifier twice": ({"body": '<p id="la">x</p>'}, "le repère «\u00a0la\u00a0» est posé 2 fois"),
    "another window": ({"body": '<a href="https://exemple.fr" target="_blank">x</a>'}, "ouvre une autre fenêtre"),
    "the title of another page": ({"title": "Autre"}, "même titre que autre/index.html"),
    "the description of another page": (
        {"description": '<meta name="description" content="Une autre.">'},
        "même description que autre/index.html",
    ),
    "a formula left": ({"body": "{{ prix }}"}, "la marque «\u00a0{{\u00a0» est restée"),
    "a statement left": ({"body": "{% if x %}"}, "la marque «\u00a0{%\u00a0» est restée"),
    "a formula left in the title": ({"title": "Dès {{ prix }}"}, "est restée"),
    "a formula left in the description": (
        {"description": '<meta name="description" content="Dès {{ prix }} €">'},
        "est restée",
    ),
    "a formula left in the text of an image": (
        {"body": '<img src="image%201.png" alt="{{ nom }}">'},
        "est restée",
    ),
    "a link of Pelican left": ({"body": '<a href="{filename}/pages/a.md">x</a>'}, "{filename}"),
    "an image of Pelican left": ({"body": '<img src="{static}/images/a.png" alt="">'}, "{static}"),
    "an image without a text": ({"body": '<img src="image%201.png">'}, "n’a pas de texte de remplacement"),
    "an image that is not there": ({"body": '<img src="absente.png" alt="">'}, "«\u00a0absente.png\u00a0» ne mène"),
    "a document that is not there": ({"body": '<a href="absent.docx" download>x</a>'}, "ne mène à aucune page"),
    "a link to a source": ({"body": '<a href="autre.md">x</a>'}, "ne mène à aucune page"),
    "a link to a missing page": ({"body": '<a href="/absente/">x</a>'}, "ne mène à aucune page"),
    "a link out of the site": ({"body": '<a href="../../x">x</a>'}, "ne mène à aucune page"),
    "a missing anchor": ({"body": '<a href="#absente">x</a>'}, "«\u00a0#absente\u00a0» qui n’existe pas"),
    "a missing anchor of another page": ({"body": '<a href="autre/#la">x</a>'}, "qui n’existe pas"),
    "a script in a link": ({"body": '<a href="javascript:alert(1)">x</a>'}, "n’est pas permise"),
    "a page without https": ({"body": '<a href="http://exemple.fr">x</a>'}, "n’est pas permise"),
    "a host without a scheme": ({"body": '<a href="//exemple.fr/x">x</a>'}, "n’est pas permise"),
    "data in an address": ({"body": '<img src="data:image/png;base64,AA" alt="">'}, "n’est pas permise"),
    "a script that is not there": ({"body": '<script src="absent.js"></script>'}, "ne mène à aucune page"),
    "a worker that is not there": ({"body": '<div data-worker="absent.js"></div>'}, "ne mène à aucune page"),
    "an image of another site": ({"body": '<img src="https://exemple.fr/a.png" alt="">'}, "est chargé d’un autre site"),
    "a script of another site": (
        {"body": '<script src="https://exemple.fr/a.js"></script>'},
        "est chargé d’un autre site",
    ),
    "a style of another site": (
        {"body": '<link rel="stylesheet" href="https://exemple.fr/a.css">'},
        "est chargé d’un autre site",
    ),
    "a frame of another site": ({"body": '<iframe src="https://exemple.fr/"></iframe>'}, "est chargé d’un autre site"),
    "the same broken link again": ({"body": '<a href="absente/">x</a><a href="absente/">y</a>'}, "ne mène à aucune"),
    "an address that is none": ({"body": '<a href="https://[x">x</a>'}, "https://[x"),
}


@pytest.mark.parametrize(("changes", "said"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_told_with_its_page(site, changes, said):
    """Each fault is told, and names a page of the pair."""
    found = site(**changes)

    assert [sentence for sentence in found if said in sentence and "index.html\u00a0: " in sentence], found


@pytest.mark.parametrize("name", [name for name in PLANTED if "Pelican" not in name and "left" not in name])
def test_a_planted_fault_is_told_once(site, name):
    """One fault, one sentence."""
    assert len(site(**PLANTED[name][0])) == 1


@pytest.mark.parametrize("robots", ["noindex", "noindex, follow"])
def test_a_page_kept_out_of_search_engines_may_repeat_another(site, robots):
    """An old address leads to the page whose words it has."""
    hidden = f'<meta name="description" content="Une autre."><meta name="robots" content="{robots}">'

    assert site(title="Autre", description=hidden) == []


def test_a_page_that_search_engines_keep_may_not(site):
    """Another word for robots changes nothing."""
    kept = '<meta name="description" content="Une autre."><meta name="robots" content="max-image-preview:large">'

    assert len(site(description=kept)) == 1


def test_a_page_under_a_folder_is_linked_from_that_folder(site):
    """Published under /dossier/: absolute links begin with it."""
    assert site("/dossier/", body='<a href="/dossier/autre/">x</a>') == []


def test_an_absolute_link_outside_the_folder_is_told(site):
    """/autre/ is somebody else's page then."""
    assert "ne mène à aucune page" in site("/dossier/", body='<a href="/autre/">x</a>')[0]


def test_a_site_without_a_home_page_is_told_at_once(tmp_path):
    """One sentence, though each page has links to it."""
    (tmp_path / "x.html").write_text('<a href="/">x</a>', encoding="utf-8")
    [sentence] = Site(tmp_path).problems()

    assert "Aucune page n’est l’accueil" in sentence


def test_a_page_without_html_is_told(tmp_path):
    """A stray file of text."""
    (tmp_path / "index.html").write_text("Texte.", encoding="utf-8")

    assert len(Site(tmp_path).problems()) == 4


def test_a_fault_says_what_it_is_about(tmp_path):
    """Its text is then searched for these words."""
    page = PAGE.format(**{**RIGHT, "title": "", "body": '<a href="absente/">x</a><h4>Prix</h4>'})
    (tmp_path / "index.html").write_text(page, encoding="utf-8")

    assert [found.about for found in Site(tmp_path).faults()] == ["title:", "Prix", "absente/"]


def test_drafts_of_the_preview_are_no_pages_of_the_site(tmp_path):
    """Neither judged nor led to: visitors will not have them."""
    page = "<title>{0}</title><meta name=description content={0}><h1>{0}</h1><a href='/essai/'>x</a>"
    for name in ("index.html", "essai/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(page.format("Un"), encoding="utf-8")
    both = {(found.page, found.about) for found in Site(tmp_path).faults()}
    alone = {(found.page, found.about) for found in Site(tmp_path, drafts=["essai/index.html"]).faults()}

    assert ("index.html", "/essai/") in alone - both
    assert {page for page, _ in both} > {page for page, _ in alone} == {"index.html"}
