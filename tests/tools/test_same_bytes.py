"""What a build keeps for the next would be the same bytes elsewhere and at another time, made from nothing."""

import datetime
import time

import pytest

from theme.plugins import cache, compressed
from theme.plugins.licences import pages, parts
from theme.plugins.look import fonts
from theme.plugins.texts import documents

PAGE = '<h1>Un modèle</h1><div class="model"><p>Entre <b>vous</b> et moi.</p><table><tr><td>a</td></tr></table></div>'


def made(path):
    """Return all that builds keep because it is slow to make, by what it is."""
    path.write_text("Du texte.\n" * 200, encoding="utf-8")
    fonts.files.cache_clear()
    day = datetime.date(2026, 11, 23)
    return {
        "document": documents.make(PAGE, "Camille Exemple", "https://a.fr/modele/", day),
        **fonts.files("Camille Exemple"),
        **compressed.copies(path),
        "licences": pages.whole(parts.parts()).encode(),
    }


@pytest.fixture
def elsewhere(monkeypatch):
    """Return a function that goes to another time zone, clock and cache."""

    def go(place, zone, days):
        now = time.time() + days * 86_400
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        monkeypatch.setattr(time, "time", lambda: now)
        for module, folder in ((cache, ""), (fonts, "fonts"), (compressed, "compressed")):
            monkeypatch.setattr(module, "CACHE", place / folder)

    yield go
    monkeypatch.undo()
    time.tzset()
    fonts.files.cache_clear()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change its time zone for one program")
def test_what_is_kept_is_the_same_elsewhere(elsewhere, tmp_path):
    """Fonts cut, documents, compressed copies: in Paris today, in Tokyo seven months later."""
    elsewhere(tmp_path / "paris", "Europe/Paris", 0)
    here = made(tmp_path / "a.txt")
    elsewhere(tmp_path / "tokyo", "Asia/Tokyo", 210)
    there = made(tmp_path / "b.txt")

    assert len(here) >= 7
    assert [name for name in here if here[name] != there[name]] == []
