"""
What every address of the desk does first: it answers its own pages alone, on this computer alone.

A site that she visits may send requests here, or give its own name to this address. The name asked for is
looked at first, then where a form comes from. It must bear a word that only our pages know.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tornado.web import HTTPError, RequestHandler

from theme.desk import pages
from theme.desk.keeping import Keeper, Outside
from theme.plugins.hosts.policy import POLICY

#: Below it stands the desk.
PLACE: Final = "/bureau"
NAMES: Final = ("127.0.0.1", "localhost")
#: The field of each form that proves that the page is ours.
TOKEN: Final = "jeton"  # noqa: S105  the name of a field
HEADERS: Final = {
    POLICY: (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' blob:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # « no-referrer » would hide from us where a form of ours comes from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Desk:
    """What the desk works on: her files, the day and the moment (ISO), what the command hands over."""

    keeper: Keeper
    output: Path
    cache: Path
    day: Callable[[], str]
    now: Callable[[], str]
    #: Builds the site to publish into `output`; returns an empty text, or what is wrong in French.
    build: Callable[[], str]
    #: Says an error of the system in French.
    of_error: Callable[[OSError], str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def content(self) -> Path:
        """Return the folder that she edits."""
        return self.keeper.content


class DeskHandler(RequestHandler):
    """An address of the desk."""

    desk: Desk

    def initialize(self, desk: Desk, site: Callable[[], Path | None]) -> None:
        """Take the desk, and what gives the preview's last good site."""
        self.desk, self._site = desk, site

    def set_default_headers(self) -> None:
        """Leave no way in, nor anything in a browser's keeping."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> Awaitable[None] | None:
        """Refuse what does not come from a page of the desk."""
        connection: Any = self.request.connection
        hosts = {f"{name}:{connection.stream.socket.getsockname()[1]}" for name in NAMES}
        if self.request.host not in hosts:
            raise HTTPError(403)
        if self.request.method in ("GET", "HEAD"):
            return None
        if self.request.headers.get("Origin") != f"http://{self.request.host}":
            raise HTTPError(403)
        if not hmac.compare_digest(self.get_body_argument(TOKEN, "").encode(), self.desk.token.encode()):
            raise HTTPError(403)
        return None

    def let_styles_in(self) -> str:
        """Let a script of ours add style to this page. Return the word of this page that the style must bear."""
        word = secrets.token_urlsafe(16)
        policy = HEADERS[POLICY].replace("style-src 'self'", f"style-src 'self' 'nonce-{word}'")
        self.set_header(POLICY, policy)
        return word

    def show(self, template: str, status: int = 200, **context: Any) -> None:
        """Send a page of the desk."""
        self.set_status(status)
        about = {"token": self.desk.token, "sheet": pages.sheet(self._site()), "at": self.request.path, "place": PLACE}
        # A form is posted to its own address, which still bears what was told before.
        sentence = pages.SAID.get(self.get_query_argument("dit", ""), "") if self.request.method == "GET" else ""
        self.finish(pages.render(template, **{"said": sentence, **about, **context}))

    def go(self, address: str, word: str = "") -> None:
        """Send the browser to an address of the desk, which then says the sentence of this name."""
        where, mark, part = address.partition("#")
        self.redirect(f"{PLACE}{where}{f'?dit={word}' if word else ''}{mark}{part}", status=303)

    def typed(self) -> dict[str, str]:
        """Return what the form holds, by field."""
        return {name: self.get_body_argument(name, strip=False) for name in self.request.body_arguments}

    def log_exception(self, *_: Any) -> None:
        """Say nothing on the terminal: the page says it."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say in French what stopped, and where to go on."""
        error = kwargs.get("exc_info", (None, None))[1]
        if isinstance(error, Outside):
            status_code = 404
        message = self.desk.of_error(error) if isinstance(error, OSError) else pages.ERRORS.get(status_code, "")
        self.set_status(status_code)
        # Not a page of the desk: who was refused is told nothing, the token least of all.
        about = {"sheet": pages.sheet(self._site()), "explained": "disque" if isinstance(error, OSError) else "rouge"}
        self.finish(pages.render("error.html", message=message or pages.ERRORS[500], **about))


class FileHandler(DeskHandler):
    """The style and the scripts of the desk."""

    async def get(self, name: str) -> None:
        """Send one; the editor is joined the first time, by Node where no release brought it."""
        kind, content = await asyncio.to_thread(pages.own_file, name)
        self.set_header("Content-Type", kind)
        self.finish(content)
