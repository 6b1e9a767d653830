"""A text renamed or deleted at the desk: what led to it, its old address, and the way back."""

import re

import pytest
from desks import Browser, desk, typed

from theme.plugins.checks.content_check import check

PAGE = "pages/ecologie.md"
ARTICLE = "articles/2026-11-17-transcription.md"


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


def read(browser, name):
    """Return a text of the content."""
    return (browser.desk.content / name).read_text(encoding="utf-8")


def state(browser):
    """Return the bytes of every file of the content."""
    folder = browser.desk.content
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def save(browser, name, **changes):
    """Change fields of a text's form, and save it."""
    return browser.post(f"/bureau/{name}", {**typed(browser.get(f"/bureau/{name}").text), **changes})


def problems(browser):
    """Return the faults of the content."""
    return [str(problem) for problem in check(browser.desk.content)]


def test_a_renamed_page_keeps_its_old_address(browser):
    """It leads to the new one; renamed back, it is no old address any more."""
    assert save(browser, PAGE, slug="climat").status == 303
    assert re.search(r"redirect_from: \[.*ecologie/\]", read(browser, PAGE))
    assert save(browser, PAGE, slug="nature").status == 303
    assert "redirect_from: [ecologie/, climat/]" in read(browser, PAGE)
    assert save(browser, PAGE, slug="ecologie").status == 303
    assert "redirect_from: [climat/, nature/]" in read(browser, PAGE)
    assert problems(browser) == []


def test_pages_below_a_renamed_page_follow_it(browser):
    """They name it by its slug; what they were is kept."""
    below = {path for path in browser.desk.content.glob("pages/*.md") if b"\nparent: pour-qui\n" in path.read_bytes()}
    assert below
    assert save(browser, "pages/pour-qui.md", slug="mes-clients").status == 303

    assert problems(browser) == []
    assert [path for path in below if b"\nparent: mes-clients\n" not in path.read_bytes()] == []
    assert all(browser.desk.keeper.versions(f"pages/{path.name}") for path in below)


def test_an_article_named_by_its_title_keeps_its_old_address(browser):
    """Another title is another address, where no slug is written."""
    path = browser.desk.content / ARTICLE
    path.write_text(re.sub(r"(?m)^slug:.*\n", "", read(browser, ARTICLE)), encoding="utf-8")
    page = typed(browser.get(f"/bureau/{ARTICLE}").text)
    assert save(browser, ARTICLE, title="Un tout autre titre").status == 303

    assert "redirect_from: [actualites/" in read(browser, ARTICLE), page["title"]
    assert problems(browser) == []


@pytest.mark.parametrize("status", ["draft", ""])
def test_what_no_visitor_has_leaves_no_address(browser, status):
    """A draft may be renamed at will; so may an article to come."""
    if status:
        save(browser, ARTICLE, status=status)
    else:
        save(browser, ARTICLE, date="2026-12-24")
    assert save(browser, ARTICLE, slug="autrement").status == 303

    assert "redirect_from" not in read(browser, ARTICLE)


def test_what_a_deletion_changes_is_shown_first(browser):
    """Every line that speaks of it, as it will read; nothing is changed yet."""
    before = state(browser)
    page = browser.get(f"/bureau/supprimer/{PAGE}")

    assert "Ce qui en parle" in page.said
    leading = {name for name, content in before.items() if b"ecologie.md)" in content}
    assert leading
    assert [name for name in leading if name not in page.said] == []
    assert state(browser) == before


@pytest.mark.parametrize("name", [PAGE, ARTICLE])
def test_a_deleted_text_leaves_a_right_site_and_comes_back(browser, name):
    """Links to it are words, its address leads to the page that was chosen, its last version is brought back."""
    before = read(browser, name)
    answer = browser.post(f"/bureau/supprimer/{name}", {"heritiere": "pages/methode.md"})

    assert answer.headers["Location"] == f"/bureau/{name.partition('/')[0]}/?dit=supprime"
    assert not (browser.desk.content / name).exists()
    assert problems(browser) == []
    address = "ecologie/" if name == PAGE else "actualites/"
    assert re.search(rf"(?m)^redirect_from: \[.*{address}", read(browser, "pages/methode.md"))
    listed = browser.get(f"/bureau/{name.partition('/')[0]}/")
    title = re.search("(?m)^title: (.+)$", before)[1]
    assert f'href="/bureau/versions/{name}"' in listed.text
    assert f"« {title} »" in listed.said
    version = browser.desk.keeper.versions(name)[0].name
    assert title in browser.get(f"/bureau/versions/{name}?voir={version}").said
    browser.post(f"/bureau/versions/{name}", {"version": version})
    assert read(browser, name) == before


def test_what_changes_beside_it_is_kept_too(browser):
    """Each text whose link went has its former version."""
    before = state(browser)
    browser.post(f"/bureau/supprimer/{PAGE}")
    changed = [name for name, content in state(browser).items() if before.get(name, b"") != content and name in before]

    assert changed
    keeper = browser.desk.keeper
    kept = {name: [keeper.version(name, it.name) for it in keeper.versions(name)] for name in changed}
    assert [name for name in changed if before[name] not in kept[name]] == []


def test_a_draft_has_no_address_to_keep(browser):
    """Nothing is asked of it."""
    save(browser, ARTICLE, status="draft")

    assert "heritiere" not in browser.get(f"/bureau/supprimer/{ARTICLE}").text
    assert browser.post(f"/bureau/supprimer/{ARTICLE}", {"heritiere": "pages/methode.md"}).status == 422


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("pages/accueil.md", "L’accueil ne se retire pas"),
        ("pages/mentions-legales.md", "ne se retire pas"),
        ("pages/vie-privee.md", "ne se retire pas"),
    ],
)
def test_what_a_site_needs_stays(browser, name, said):
    """The home page, and what the law asks for."""
    before = state(browser)

    assert said in browser.get(f"/bureau/supprimer/{name}").said
    assert browser.post(f"/bureau/supprimer/{name}").status == 422
    assert state(browser) == before


def test_nothing_goes_by_halves(browser):
    """While another text cannot be read, its links would stay."""
    (browser.desk.content / "pages" / "methode.md").write_text("sans en-tête", encoding="utf-8")
    before = state(browser)

    assert "Corrigez d’abord ceci" in browser.get(f"/bureau/supprimer/{PAGE}").said
    assert browser.post(f"/bureau/supprimer/{PAGE}").status == 422
    assert state(browser) == before


def test_a_text_that_cannot_be_read_may_go(browser):
    """Nothing leads to what has no address."""
    (browser.desk.content / PAGE).write_text("sans en-tête", encoding="utf-8")

    assert browser.post(f"/bureau/supprimer/{PAGE}").status == 303
    assert not (browser.desk.content / PAGE).exists()


@pytest.mark.parametrize("name", ["pages/rien.md", "pages/../../secret.md", "images/portrait.svg"])
def test_no_other_file_is_deleted(browser, name):
    """Neither one that is not there, nor one that is not a text."""
    before = state(browser)

    assert browser.post(f"/bureau/supprimer/{name}").status == 404
    assert state(browser) == before
