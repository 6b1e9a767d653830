"""A host that fails as hosts and lines do, whose site changes; a browser that answers to the others' words."""

from __future__ import annotations

import os
import re
import shutil
import threading
from functools import partial
from pathlib import Path

from serving import Plain, Server

from theme.browser import bundle

#: What a start takes: four scripts, the runtime and the snapshot of its memory.
ENGINE_FILES = 6
#: What a Wi-Fi portal answers to everything.
PORTAL = b"<!doctype html><title>Connexion</title><p>Acceptez les conditions."
#: Written before the worker's own script: what it does at one of its questions.
AT_QUESTION = """let asked = 0; addEventListener("message", (event) => {
  if (!(%s)(++asked)) return;
  event.stopImmediatePropagation();
  %s
});
"""
DIES = 'setTimeout(() => { throw new Error("dies"); });'
LOOPS = "for (;;);"


def missing(handler, body):
    """Answer that there is no such file."""
    handler.send_error(404)


def broken(handler, body):
    """Answer that the host is at fault."""
    handler.send_error(500)


def empty(handler, body):
    """Answer with nothing."""
    handler.answer(b"")


def altered(handler, body):
    """Answer with the file, one bit of it changed."""
    middle = len(body) // 2
    handler.answer(body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1 :])


def portal(handler, body):
    """Answer with another page, as a Wi-Fi portal does."""
    handler.answer(PORTAL, kind="text/html")


def cut(handler, body):
    """Answer with half of the file, then hang up."""
    handler.answer(body, sent=len(body) // 2)
    handler.close_connection = True


def silent(handler, body):
    """Answer with half of the file, then nothing, without hanging up."""
    handler.answer(body, sent=len(body) // 2)
    handler.wfile.flush()
    handler.host.over.wait()


def dying(at, act=DIES):
    """Return a fault of the worker: at the questions that `at`, a function of JavaScript, picks by their number."""

    def answer(handler, body):
        handler.answer((AT_QUESTION % (at, act)).encode() + body)

    return answer


class Faulty:
    """
    A folder on a port of its own, whose files fail; otherwise it answers as `kind` does.

    `faults` holds a fault and how often it happens, by name.
    """

    def __init__(self, folder, kind=Plain):
        self.folder = folder
        self.kind = kind
        self.faults = {}
        self.headers = {}
        self.asked = []
        self.port = 0
        self.over = threading.Event()
        self.up()

    @property
    def address(self):
        """The address of the host."""
        return f"http://127.0.0.1:{self.port}"

    def up(self):
        """Serve, at the same address as before."""
        self.over.clear()
        handler = type("Handler", (_Handler, self.kind), {"host": self})
        self.server = Server(("127.0.0.1", self.port), partial(handler, directory=str(self.folder)))
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def down(self):
        """Answer nothing any more."""
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def fault_of(self, path):
        """Return what happens to a request for `path`, None when all is well; it is counted."""
        name = re.sub(r"\.[0-9a-f]{8}\.", ".", Path(path.partition("?")[0]).name) or "page"
        fault, left = self.faults.get(name, (None, 0))
        if left <= 0:
            return None
        self.faults[name] = (fault, left - 1)
        return fault

    def engine_files(self):
        """Return what was asked of the engine, by the names of the files."""
        return [Path(path.partition("?")[0]).name for path in self.asked if "/moteur/" in path]


class _Handler(Plain):
    host: Faulty

    def do_GET(self):  # noqa: N802  the base class's own name
        self.host.asked.append(self.path)
        fault = self.host.fault_of(self.path)
        path = Path(self.translate_path(self.path))
        if fault is None:
            super().do_GET()
        else:
            fault(self, (path / "index.html" if path.is_dir() else path).read_bytes())

    def end_headers(self):
        for name, value in self.host.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def answer(self, body, sent=None, kind=None):
        """Announce all of `body`, and send its first bytes."""
        self.send_response(200)
        self.send_header("Content-Type", kind or self.guess_type(self.path.partition("?")[0]))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:sent])


def copy(site, folder):
    """Put the site into a folder, without copying its bytes."""
    shutil.copytree(site, folder, copy_function=os.link)
    return folder


def publish(host, new="nouveau", folder="estimation"):
    """Put another version online: its engine has another folder, and the one before is gone."""
    old = bundle.build().name
    place = host.folder / folder
    (place / "moteur" / old).rename(place / "moteur" / new)
    for name in ("index.html", "service-worker.js"):
        text = (place / name).read_text(encoding="utf-8").replace(old, new).replace('"VERSION": "', '"VERSION": "n')
        # The file is the site's own: another one takes its place.
        (place / name).unlink()
        (place / name).write_text(text, encoding="utf-8")


class Chromium:
    """A page of Playwright's Chromium, by the words of `other_browsers.Other`."""

    def __init__(self, context):
        self.page = context.pages[0] if context.pages else context.new_page()

    def open(self, address):
        """Go to an address."""
        self.page.goto(address, wait_until="domcontentloaded")

    def evaluate(self, expression):
        """Return the value of an expression of JavaScript in the page."""
        return self.page.evaluate(f"async () => {expression}")
