"""The preview's server: it answers the last good site during a build, and tells each page when to come again."""

from __future__ import annotations

import asyncio
import contextlib
import html
import json
import logging
import secrets
import shutil
import signal
import webbrowser
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from theme.desk import texts
from theme.desk.addresses import addresses
from theme.desk.guard import PLACE, Desk
from theme.plugins.hosts import policy
from theme.preview import ports
from theme.preview.builder import Builder, Recipe
from theme.preview.ports import HOST
from theme.preview.watching import watch

HERE: Final = Path(__file__).parent
#: Below it stands what the preview adds to the site.
OWN: Final = "/.apercu"
#: Where a mistake is mended, and what the guide says of it.
_MENDED: Final = (
    f'<a href="{PLACE}/corriger/">Voir où le corriger</a>, ou <a href="{PLACE}/guide/#rouge">ce qu’en dit le guide</a>.'
)
#: Open pages that are written before the others.
MOST_EARLY: Final = 3
#: Ended like Ctrl+C: a window that is closed, a machine that stops.
ENDS: Final = ("SIGTERM", "SIGHUP", "SIGBREAK")

FAULT: Final = (
    "Votre dernière modification est à corriger",
    "Le site publié n’a pas changé. Cette page se remettra à jour dès que le fichier sera corrigé et enregistré. "
    f"{_MENDED}",
)
WARNINGS: Final = (
    "À relire",
    f"Rien de ceci n’empêche de publier le site. La liste se remet à jour à chaque fichier enregistré. {_MENDED}",
)
WAIT: Final = ("Fabrication du site", "Cette page montrera le site dès qu’il sera prêt.")


class Preview:
    """What there is to show, and the pages that show it."""

    def __init__(self, builder: Builder, stamps: Callable[[], Mapping[str, str]] = dict) -> None:
        """Take what builds, and what gives the words to stamp on pages that no visitor has yet, by address."""
        self.builder = builder
        self._stamps = stamps
        self._stamped: tuple[str, Mapping[str, str]] = ("", {})
        self.building = True
        #: The pages that are open, each with its file in the site, the newest last.
        self.pages: dict[WebSocketHandler, str] = {}
        #: Another run of the preview gives other names to its builds.
        self._run = secrets.token_hex(4)
        self._count = 0
        self._wanted = asyncio.Event()

    @property
    def build(self) -> str:
        """Return the name of what is shown now."""
        return f"{self._run}-{self._count}"

    @property
    def next_build(self) -> str:
        """Return the name of what is being built, when nothing is wrong with it."""
        return f"{self._run}-{self._count + 1}"

    def state(self) -> str:
        """Return what a page is told: which build is shown, of which page another one, whether one is under way."""
        early = {page_address(name): self.next_build for name in self.builder.early}
        return json.dumps({"build": self.build, "early": early, "building": self.building})

    def stamp(self, address: str) -> str:
        """Return what is stamped on the page of an address: « Brouillon », empty for what is published."""
        if self._stamped[0] != self.build:
            self._stamped = self.build, self._stamps()
        return self._stamped[1].get(address, "")

    def want(self, python: bool = False) -> None:
        """Have the site built again; what is asked for during a build leads to one more."""
        if python and not self.building:
            self.builder.forget()
        self._wanted.set()

    async def keep_building(self) -> None:
        """Build once, then again after each change, until cancelled."""
        warned: list[str] = []
        while True:
            self._wanted.clear()
            self._set_building(True)
            await self.builder.build(list(dict.fromkeys(reversed(self.pages.values())))[:MOST_EARLY], self._tell)
            # What is wrong with a build is told on the pages of it that are shown already.
            self._count += 2 if self.builder.problems else 1
            if self.builder.lacks_estimator:
                self._wanted.set()
            print(self.builder.problems or "Le site est à jour.", flush=True)
            if self.builder.warnings != warned:
                # Once: the same remarks after each save would be read no more.
                warned = self.builder.warnings
                print("\n".join(warned), flush=True)
            self._set_building(self._wanted.is_set())
            if not self._wanted.is_set():
                await self.builder.prepare()
            await self._wanted.wait()

    def _set_building(self, building: bool) -> None:
        self.building = building
        self._tell()

    def _tell(self) -> None:
        for page in list(self.pages):
            with contextlib.suppress(WebSocketClosedError):
                page.write_message(self.state())


class StateHandler(WebSocketHandler):
    """Tells an open page what is shown and whether another build is under way."""

    def initialize(self, preview: Preview) -> None:
        """Take the preview."""
        self.preview = preview

    def open(self, *_: str, **__: str) -> None:
        """Tell the state, then each change of it."""
        self.preview.pages[self] = page_file(self.get_query_argument("page", "/"))
        self.write_message(self.preview.state())

    def on_close(self) -> None:
        """Forget the page."""
        self.preview.pages.pop(self, None)


class PreviewHandler(StaticFileHandler):
    """Serve the last good site; show the mistake instead of a page while there is one."""

    def initialize(self, preview: Preview) -> None:  # type: ignore[override]
        """Take the preview, whose site of this moment answers the whole request."""
        self.preview = preview
        super().initialize(str(preview.builder.site or HERE / "none"), "index.html")

    async def get(self, path: str, include_body: bool = True) -> None:
        """Answer with the file, or with what there is to mend."""
        if path.endswith((".html", "/")) or "." not in path:
            if self.preview.builder.problems:
                return self._show(notice(*FAULT, self.preview.builder.problems.splitlines()))
            if self.preview.builder.site is None:
                return self._show(notice(*WAIT, []))
        self.path = self.parse_url_path(path)
        absolute = self.validate_absolute_path(self.root, self.get_absolute_path(self.root, self.path))
        if absolute is None:
            return None  # a folder's address without its bar: it has been sent to the right one
        if not absolute.endswith(".html"):
            return await super().get(path, include_body)
        early = self.preview.builder.early.get(Path(absolute).relative_to(self.root).as_posix())
        return self._show((early or Path(absolute)).read_text(encoding="utf-8"), is_early=early is not None)

    def _show(self, page: str, *, is_early: bool = False) -> None:
        """Send a page, which will come again by itself."""
        remarks = sum(line.startswith(" ") for line in self.preview.builder.warnings)
        stamp = html.escape(self.preview.stamp(self.request.path))
        build = self.preview.next_build if is_early else self.preview.build
        about = f'data-build="{build}" data-told="{remarks}" data-stamp="{stamp}"'
        script = f'<script src="{OWN}/refresh.js" {about}></script>'
        before, end, after = page.rpartition("</body>")
        self.set_extra_headers("index.html")
        self.finish(f"{before}{script}{end}{after}")

    def compute_etag(self) -> str | None:
        """Give no page a tag: nothing of the preview is kept by a browser."""
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer an unknown address with the site's own page, as a host would."""
        page = Path(self.root) / "404.html"
        if status_code == HTTPError(404).status_code and page.is_file():
            self._show(page.read_text(encoding="utf-8"))
        else:
            super().write_error(status_code, **kwargs)

    def set_extra_headers(self, path: str) -> None:
        """Answer as a host would, but for what the preview adds, and never let a browser keep anything."""
        address = self.request.path.lstrip("/")
        fields = headers(self.preview.builder.site, address, page=path.endswith(".html"))
        if policy.POLICY in fields and self._is_in_desk():
            fields[policy.POLICY] = fields[policy.POLICY].replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        for name, value in fields.items():
            self.set_header(name, value)
        self.set_header("Content-Type", policy.content_type(path))

    def _is_in_desk(self) -> bool:
        """Return whether a page of ours asks for this one, to show it beside a text: browsers alone write this."""
        fields = self.request.headers
        return (fields.get("Sec-Fetch-Dest"), fields.get("Sec-Fetch-Site")) == ("iframe", "same-origin")


class WarningsHandler(PreviewHandler):
    """The page of what there is to read again, which the corner of each page leads to."""

    async def get(self, path: str = "", include_body: bool = True) -> None:
        """Send it, each remark apart."""
        lines = [line.strip() for line in self.preview.builder.warnings if line.startswith(" ")]
        self._show(notice(*WARNINGS, lines))


class OwnHandler(RequestHandler):
    """The script that refreshes the pages, and the style of those that tell something."""

    def get(self, name: str) -> None:
        """Send it."""
        for header, value in headers(self.application.settings["preview"].builder.site, name).items():
            self.set_header(header, value)
        self.set_header("Content-Type", policy.content_type(name))
        self.finish((HERE / name).read_bytes())


class WhoseHandler(RequestHandler):
    """Tells another run of the preview whether this one shows the same folder."""

    def get(self) -> None:
        """Send the folder's own mark."""
        self.finish(ports.mark())


def page_file(address: str) -> str:
    """Return the file in the site of the page at an address that begins with a bar."""
    name = unquote(address).lstrip("/")
    return name + "index.html" if name.endswith("/") or not name else name


def page_address(name: str) -> str:
    """Return the address of a page by its file in the site."""
    return "/" + quote(name.removesuffix("index.html"))


def headers(site: Path | None, path: str, *, page: bool = False) -> dict[str, str]:
    """Return a host's headers for an address of the site built in `site`; a page may run the preview's script."""
    rules = policy.read(site) if site else policy.Site("")
    return {**rules.headers(path, scripted=page), policy.CACHE: "no-store"}


def notice(title: str, text: str, lines: list[str]) -> str:
    """Return a page that says something in the place of the site, each line apart."""
    items = "\n".join(f"<li>{html.escape(line)}</li>" for line in lines if line.strip())
    page = (HERE / "notice.html").read_text(encoding="utf-8").format(title=title, text=text, items=items)
    return page if items else page.replace("<ul>\n\n</ul>\n", "")


def application(preview: Preview, desk: Desk | None = None) -> Application:
    """Return what answers for the site, for the preview's own addresses and for the desk."""
    about = {"preview": preview}
    return Application(
        [
            *(addresses(desk, lambda: preview.builder.site) if desk else ()),
            (f"{OWN}/etat", StateHandler, about),
            (f"{OWN}/(refresh.js|notice.css)", OwnHandler),
            (ports.WHOSE, WhoseHandler),
            (f"{OWN}/remarques", WarningsHandler, about),
            (r"/(.*)", PreviewHandler, about),
        ],
        preview=preview,
    )


def serve(recipe: Recipe, cache: Path, port: int, desk: Desk | None = None, *, opened: bool = False) -> None:
    """Build, serve on `port` and go on until Ctrl+C; say the addresses, and have the desk `opened` in the browser."""
    for name in ("tornado.access", "tornado.application", "tornado.general", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # A shell that starts it behind, with « & », has Ctrl+C ignored: no other end would be heard either.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if opened:
        # A second double click: her desk is shown again, and no port is asked of her.
        if running := ports.ours(port):
            webbrowser.open(f"http://{HOST}:{running}{PLACE}/")
            print(f"Votre bureau est déjà ouvert\u00a0: http://{HOST}:{running}{PLACE}/")
            return
        port = ports.free(port)
    for name in ENDS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        asyncio.run(_serve(recipe, cache, port, desk, opened=opened))
    except OSError as error:
        raise SystemExit(recipe.of_error(error)) from error
    except KeyboardInterrupt:
        pass
    print("\nL’aperçu est arrêté.", flush=True)


async def _serve(recipe: Recipe, cache: Path, port: int, desk: Desk | None, *, opened: bool) -> None:
    # The port names the folder: two previews of one content never share it.
    builder = Builder(recipe, cache / f"preview-{port}")
    preview = Preview(builder, lambda: texts.stamps(desk.content, desk.day()) if desk else {})
    if ports.is_taken(port):
        raise SystemExit(ports.taken(port))
    try:
        server = application(preview, desk).listen(port, HOST)
    except OSError as error:
        raise SystemExit(ports.taken(port)) from error
    sweep(cache, port)
    print("Fabrication du site…", flush=True)
    print(f"\nVotre site\u00a0: http://{HOST}:{port}\u00a0(Ctrl+C pour arrêter)", flush=True)
    if desk:
        place = f"http://{HOST}:{port}{PLACE}/"
        print(f"Votre bureau, pour le modifier\u00a0: {place}", flush=True)
        if opened:
            # Where there is no browser, the address is there to be typed.
            webbrowser.open(place)
    try:
        # What is saved during the first build is seen too: the watch starts before it.
        await asyncio.gather(watch(preview.want), preview.keep_building())
    finally:
        builder.end()
        server.stop()


def sweep(cache: Path, port: int) -> None:
    """Remove the folders of previews that have ended without leaving the time to do it; `port` is now ours."""
    for folder in cache.glob("preview-*"):
        number = folder.name.removeprefix("preview-")
        if number == str(port) or not (number.isdecimal() and ports.is_taken(int(number))):
            shutil.rmtree(folder, ignore_errors=True)
