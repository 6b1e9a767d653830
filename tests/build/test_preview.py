"""What the preview answers: the site, its own error page, and a mistake in place of a page."""

import asyncio

import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from theme import preview


@pytest.fixture
def answer(tmp_path, monkeypatch):
    """Return a function that gives (status, text) for a path, the last build having said `problems`."""
    (tmp_path / "tarifs").mkdir()
    (tmp_path / "tarifs" / "index.html").write_text("<h1>Tarifs</h1>", encoding="utf-8")
    (tmp_path / "404.html").write_text("<h1>Page introuvable</h1>", encoding="utf-8")
    (tmp_path / "site.css").write_text("body {}", encoding="utf-8")

    async def fetch(path):
        options = {"path": str(tmp_path), "default_filename": "index.html"}
        sock, port = bind_unused_port()
        server = HTTPServer(Application([(r"/(.*)", preview.PreviewHandler, options)]))
        server.add_socket(sock)
        response = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}{path}", raise_error=False)
        server.stop()
        await server.close_all_connections()
        return response.code, response.body.decode()

    def ask(path, problems=""):
        monkeypatch.setattr(preview.State, "problems", problems)
        return asyncio.run(fetch(path))

    return ask


def test_serves_the_site(answer):
    """A folder's address gives its page."""
    assert answer("/tarifs/") == (200, "<h1>Tarifs</h1>")


def test_unknown_address_gives_the_site_s_error_page(answer):
    """As on a host, 404 comes with the site's own page."""
    assert answer("/nulle/part/") == (404, "<h1>Page introuvable</h1>")


def test_mistake_is_shown_in_place_of_any_page(answer):
    """While there is a mistake, each page says which, escaped."""
    status, text = answer("/tarifs/", "content/secretaire.toml, ligne 3\u00a0: <prix>")

    assert status == 200
    assert "content/secretaire.toml, ligne 3\u00a0: &lt;prix&gt;" in text


def test_other_files_are_served_all_the_same(answer):
    """A mistake in a text takes no style sheet away."""
    assert answer("/site.css", "une faute") == (200, "body {}")


@pytest.mark.parametrize("text", ["1024", "8080", "65535"])
def test_a_port_is_a_number_that_anyone_may_listen_on(text):
    """Both ends of what the system gives to everyone."""
    assert preview.port_number(text) == int(text)


@pytest.mark.parametrize("text", ["abc", "", "-1", "80.5", "1023", "65536", "²", "9" * 5000])
def test_another_port_is_told_in_french(text):
    """What a port is, and an example."""
    with pytest.raises(SystemExit, match=r"n’est pas un numéro de port\. Écrivez un nombre de 1024 à 65535"):
        preview.port_number(text)


def test_everything_that_makes_the_site_is_watched():
    """A folder added to the theme is looked at too; what npm installs is not edited."""
    theme = preview.ROOT / "theme"
    folders = {f"theme/{path.name}" for path in theme.iterdir() if path.is_dir()}

    assert folders - {"theme/node_modules", "theme/__pycache__"} <= set(preview.WATCHED)
    assert [place for place in preview.WATCHED if not (preview.ROOT / place).exists()] == []
