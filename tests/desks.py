"""A desk to try, on a copy of the sample's content, and what asks it for pages as browsers do."""

from __future__ import annotations

import asyncio
import contextlib
import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from theme.desk.guard import TOKEN, Desk
from theme.desk.keeping import Keeper
from theme.plugins.settings.promises import promises
from theme.preview import server

ROOT = Path(__file__).parents[1]
DAY, NOW = "2026-11-28", "2026-11-28T10:42"


class Built:
    """Stands for what the preview builds."""

    def __init__(self, site=None):
        self.site, self.problems, self.warnings, self.lacks_estimator = site, "", [], False
        self.early: dict[str, Path] = {}


def desk(folder, **changed):
    """Make a desk on a copy of the sample's content, in a folder."""
    content = folder / "content"
    if not content.exists():
        shutil.copytree(ROOT / "content", content)
    about = {
        "keeper": Keeper(content, folder / "history", lambda: NOW),
        "output": folder / "output",
        "cache": folder / "cache",
        "day": lambda: DAY,
        "now": lambda: NOW,
        "build": lambda: "",
        "of_error": lambda error: f"Le disque refuse : {type(error).__name__}",
    }
    return Desk(**{**about, **changed})


def make_publishable(content, folder):
    """Have a content say all that a publication into a folder asks for."""
    folder.mkdir()
    settings = content / "secretaire.toml"
    text = settings.read_text(encoding="utf-8").replace(
        "https://www.secretariat.example", "https://www.cabinet-le-goff.fr"
    )
    for key in promises():
        text = text.replace(f"{key} = false", f"{key} = true")
    text = text.replace('mode = ""', 'mode = "dossier"').replace('dossier = ""', f'dossier = "{folder.as_posix()}"')
    settings.write_text(text, encoding="utf-8")


class Answer:
    """What an address answered."""

    def __init__(self, response):
        self.status, self.headers = response.code, response.headers
        self.text = response.body.decode(errors="replace") if response.body else ""

    @property
    def said(self):
        """The words of the page, without marks nor no-break spaces."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.text)).split())


class Browser:
    """Asks a desk for its pages, the token and the origin added to what it posts."""

    def __init__(self, desk, site=None):
        self.desk = desk
        self._application = server.application(server.Preview(Built(site)), desk)

    def get(self, path, headers=(), host=None):
        """Return the answer of a page."""
        return asyncio.run(self._ask("GET", path, None, dict(headers), host))

    def post(self, path, typed=(), headers=(), host=None, token=None):
        """Return the answer to a form; `token` and the headers may be those of another."""
        body = urlencode({TOKEN: self.desk.token if token is None else token, **dict(typed)})
        return asyncio.run(self._ask("POST", path, body, dict(headers), host))

    def send(self, path, body, headers):
        """Return the answer to a form whose body is made by who calls."""
        return asyncio.run(self._ask("POST", path, body, dict(headers), None))

    async def _ask(self, method, path, body, headers, host):
        async with self._served() as address:
            if method == "POST":
                headers.setdefault("Origin", f"http://{address}")
            if host:
                headers["Host"] = host.format(port=address.partition(":")[2])
            headers = {name: value for name, value in headers.items() if value}
            request = HTTPRequest(f"http://{address}{path}", method, headers, body, follow_redirects=False)
            return Answer(await AsyncHTTPClient().fetch(request, raise_error=False))

    @contextlib.asynccontextmanager
    async def _served(self):
        sock, port = bind_unused_port()
        http = HTTPServer(self._application)
        http.add_socket(sock)
        yield f"127.0.0.1:{port}"
        http.stop()
        await http.close_all_connections()


def typed(page):
    """Return what the form of a page would post, by field, as a browser that changes nothing."""
    from bs4 import BeautifulSoup  # noqa: PLC0415  slow to read in

    form = BeautifulSoup(page, "html.parser").select_one("form")
    found = {}
    for it in form.select("input, textarea, select"):
        name = it.get("name")
        if it.name == "textarea":
            # The first line break below the tag is no part of the text.
            found[name] = it.text.replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")
        elif it.name == "select":
            chosen = it.select_one("option[selected]") or it.select_one("option")
            found[name] = chosen.get("value", chosen.text)
        elif it.get("type") not in ("checkbox", "file", "submit") or it.has_attr("checked"):
            found[name] = it.get("value", "")
    return found
