"""What answers at an old address."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from theme.plugins.discovery import redirects
from theme.plugins.discovery.redirects import moved, redirect_page

SITE = "https://www.secretariat.example"
TARIFS = SimpleNamespace(url="tarifs/", title="Tarifs &amp; forfaits", redirect_from=["prix/", "/vieux/prix.html"])


def test_each_old_address_is_told_with_what_answers_now():
    """A folder answers by its index."""
    assert list(moved([SimpleNamespace(url="contact/"), TARIFS])) == [
        ("prix/index.html", TARIFS),
        ("vieux/prix.html", TARIFS),
    ]


@pytest.mark.parametrize(
    ("file", "url", "way"),
    [
        ("prix/index.html", "tarifs/", "../tarifs/"),
        ("prix.html", "tarifs/", "tarifs/"),
        ("vieux/prix.html", "tarifs/", "../tarifs/"),
        ("a/b/index.html", "actualites/audio/", "../../actualites/audio/"),
        ("actualites/son/index.html", "actualites/audio/", "../audio/"),
        ("accueil/index.html", "", "../"),
        ("accueil.html", "", "./"),
        ("a/index.html", "page.html", "../page.html"),
    ],
)
def test_the_way_from_the_old_address_is_relative(file, url, way):
    """The same file works at the root of a domain and in a folder."""
    page = BeautifulSoup(redirect_page(file, SimpleNamespace(url=url, title="T"), SITE), "html.parser")

    assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={way}"
    assert page.a["href"] == way
    assert page.find("link", rel="canonical")["href"] == f"{SITE}/{url}"


def test_an_old_address_is_no_page_to_be_found():
    """Search engines keep the new one; a visitor whose browser stays reads where to go."""
    page = BeautifulSoup(redirect_page("prix/index.html", TARIFS, SITE), "html.parser")

    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert page.html["lang"] == "fr"
    assert page.a.get_text() == "Tarifs & forfaits"


def test_hosts_are_told_the_same_addresses(monkeypatch):
    """As a visitor types them: a folder without its index."""
    monkeypatch.setattr(redirects, "_MOVED", dict(moved([TARIFS])))

    assert redirects.addresses() == {"prix/": "tarifs/", "vieux/prix.html": "tarifs/"}
