"""What every browser test is held to: the policy's refusal, what a page leaves, what a borrower changes are seen."""

import pytest


def test_what_the_policy_refuses_is_seen(visit):
    """A picture of another site, and a style that only a script wrote as text."""
    found = visit().open("/")
    found.page.evaluate(
        """() => {
          document.body.insertAdjacentHTML('beforeend', '<img src="https://ailleurs.example/a.png"><p style="color: red">x');
          return new Promise((done) => setTimeout(done, 100));
        }"""
    )

    assert {told.split(": ")[1].split()[0] for told in found.refused} == {"img-src", "style-src-attr"}
    found.refused.clear()
    found.foreign.clear()


def test_what_a_page_leaves_is_seen(visit):
    """A cookie, a word in a storage, a cache before the engine was asked for."""
    found = visit().open("/")
    assert found.left() == {}

    found.page.evaluate("() => { document.cookie = 'a=b'; localStorage.setItem('a', 'b'); return caches.open('c'); }")

    assert found.left() == {"cookies": "a=b", "local": 1, "caches": ["c"]}
    found.page.evaluate("() => { document.cookie = 'a=; max-age=0'; localStorage.clear(); return caches.delete('c'); }")


@pytest.mark.parametrize(
    ("change", "undo"),
    [
        ("document.title += '!'", "document.title = document.title.slice(0, -1)"),
        ("window.mark = 1", "delete window.mark"),
        (
            "document.querySelector('#effectif').lang = 'en'",
            "document.querySelector('#effectif').removeAttribute('lang')",
        ),
    ],
    ids=["a word", "a global name", "an attribute"],
)
def test_what_a_borrower_leaves_is_seen(ready, change, undo):
    """The page is lent again only if it is what it was."""
    ready.page.evaluate(change)
    with pytest.raises(AssertionError):
        ready.go_back()
    ready.page.evaluate(undo)
