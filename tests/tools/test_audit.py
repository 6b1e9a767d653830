"""What the audit does with Lighthouse's findings: which pages it shows them to, which findings stop it."""

from pathlib import Path

import pytest
from audit.audit import CATEGORIES, accepted, one_of_each_type, tell

ROOT = Path(__file__).parents[2]
REASONS = {("/404.html", "is-crawlable"): "Une raison."}


def result(page, score=100, failed=(), error=""):
    """Return what Lighthouse says of a page whose last category has this score."""
    scores = dict.fromkeys(CATEGORIES, 100) | {"seo": score}
    categories = [
        {"id": key, "score": value, "failed": list(failed) if key == "seo" else []} for key, value in scores.items()
    ]
    return {"page": page, "error": error, "categories": categories}


def finding(name):
    """Return a finding of Lighthouse."""
    return {"id": name, "title": "Un constat", "value": "2 s"}


def test_a_page_at_100_is_not_told():
    """Nothing to say."""
    assert tell(result("/"), REASONS) == []


@pytest.mark.parametrize(
    ("page", "name", "is_accepted"),
    [("/404.html", "is-crawlable", True), ("/404.html", "canonical", False), ("/tarifs/", "is-crawlable", False)],
)
def test_a_finding_is_accepted_for_its_own_page_only(page, name, is_accepted):
    """The reason goes with a page and a finding; the line names both."""
    ((line, told),) = tell(result(page, 92, [finding(name)]), REASONS)

    assert told is is_accepted
    assert page in line
    assert f"Un constat (2 s) [{name}]" in line


def test_a_page_below_100_without_a_finding_is_refused():
    """A score is never lost without a word."""
    assert [told for _, told in tell(result("/", 99), REASONS)] == [False]


def test_a_page_that_lighthouse_could_not_read_is_refused():
    """Its message is shown."""
    assert tell(result("/", 100, error="NO_FCP"), REASONS) == [("/ : NO_FCP", False)]


def test_each_accepted_finding_has_a_reason():
    """The list of what we keep says why."""
    reasons = accepted(ROOT / "tests" / "audit" / "accepted.toml")

    assert len(reasons) >= 1
    assert all(len(reason) > 20 for reason in reasons.values())


def test_pages_of_one_type_are_shown_once(tmp_path):
    """One page of each template and parent, one article, the news and the error page."""
    texts = {
        "pages/accueil.md": "template: home\nsave_as: index.html",
        "pages/a.md": "slug: a",
        "pages/b.md": "slug: b",
        "pages/c.md": "slug: c\nparent: a",
        "pages/d.md": "slug: d\nstatus: draft\nparent: b",
        "articles/x.md": "slug: x\ndate: 2026-01-01",
        "articles/y.md": "slug: y\ndate: 2026-01-01",
    }
    for name, header in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"---\ntitle: T\n{header}\n---\nTexte.\n", encoding="utf-8")

    assert one_of_each_type(tmp_path) == ["/a/", "/", "/c/", "/actualites/x/", "/actualites/", "/404.html"]
