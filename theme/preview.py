"""The preview: the built site on this machine, built again at every save, its page refreshed."""

from __future__ import annotations

import html
import logging
import mimetypes
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from livereload import Server
from livereload.handlers import StaticFileHandler
from tornado.ioloop import IOLoop
from tornado.web import HTTPError

from theme import ROOT

#: What makes the site; theme/node_modules is left out, it is large and never edited.
WATCHED: Final = (
    "content",
    "estimator",
    "theme/browser",
    "theme/illustrations",
    "theme/plugins",
    "theme/static",
    "theme/templates",
    "pelicanconf.py",
)
HOST: Final = "127.0.0.1"
#: Those that anyone may listen on.
FIRST_PORT: Final = 1024
LAST_PORT: Final = 65535

_FAULT_PAGE: Final = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>À corriger</title></head><body>
<h1>Votre dernière modification est à corriger</h1>
<p>Le site publié n’a pas changé. Cette page se remettra à jour dès que le fichier sera corrigé et enregistré.</p>
<pre>{problems}</pre></body></html>"""


class State:
    """What the last build said; empty when it succeeded."""

    problems = ""


class PreviewHandler(StaticFileHandler):
    """Serve `output/`; show the mistake instead of a page while there is one."""

    async def get(self, path: str, include_body: bool = True) -> None:
        """Answer with the file, or with what there is to mend."""
        if State.problems and (path.endswith(("/", ".html")) or not path or "." not in path):
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.set_header("Cache-Control", "no-store")
            self.finish(_FAULT_PAGE.format(problems=html.escape(State.problems)))
            return
        await super().get(path, include_body)

    def compute_etag(self) -> str | None:
        """Give no page a tag: the preview is never kept, and a mistake's page has no file to tag."""
        return None

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer an unknown address with the site's own page, as a host would."""
        page = Path(self.root) / "404.html"
        if status_code == HTTPError(404).status_code and page.is_file():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish(page.read_text(encoding="utf-8"))
        else:
            super().write_error(status_code, **kwargs)

    def set_extra_headers(self, path: str) -> None:
        """Never let a browser keep a page of the preview."""
        self.set_header("Cache-Control", "no-store")


def serve(make_site: Callable[[], str], output: Path, port: int) -> None:
    """Build, serve on `port` and go on until Ctrl+C; say the address once it answers."""
    if _is_taken(port):
        raise SystemExit(
            f"Le port {port} est déjà pris, peut-être par une autre fenêtre. Choisissez-en un autre\u00a0: "
            f"python3 tasks.py serve --port {port + 1}"
        )
    # The machine's own table may lack them, and WebAssembly compiles while it loads only with its type.
    mimetypes.add_type("application/wasm", ".wasm")
    mimetypes.add_type("text/javascript", ".js")

    def rebuild() -> None:
        State.problems = make_site()
        print(State.problems or "Le site est à jour.", flush=True)

    print("Fabrication du site…", flush=True)
    rebuild()
    output.mkdir(exist_ok=True)
    server = Server()
    server.SFH = PreviewHandler
    for place in WATCHED:
        server.watch(str(ROOT / place), rebuild, ignore=lambda name: "__pycache__" in name)
    for name in ("livereload", "tornado.access", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    server._setup_logging = lambda: None
    IOLoop.current().call_later(
        0, print, f"\nVotre site\u00a0: http://{HOST}:{port}\u00a0(Ctrl+C pour arrêter)", flush=True
    )
    server.serve(port=port, host=HOST, root=str(output))


def port_number(text: str) -> int:
    """Return the port that was asked for; end in French when no address can have it."""
    short = len(text) <= len(str(LAST_PORT))
    if short and text.isascii() and text.isdecimal() and FIRST_PORT <= int(text) <= LAST_PORT:
        return int(text)
    raise SystemExit(
        f"«\u00a0{text[:20]}\u00a0» n’est pas un numéro de port. Écrivez un nombre de {FIRST_PORT} à {LAST_PORT}\u00a0: "
        "python3 tasks.py serve --port 8080"
    )


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
