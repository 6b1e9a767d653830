"""Serve a built site on this machine as a plain host would, or as one that compresses."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import brotli

from theme.plugins.hosts import policy

#: Types that a host compresses; images, fonts and archives are so already.
COMPRESSED = (".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".xml")
#: Files of a static site are compressed beforehand, as well as can be, but for the browser's Python: minutes long.
QUALITY, QUALITY_OF_LARGE = 11, 5
LARGE = 500_000


class Plain(SimpleHTTPRequestHandler):
    """Files with the types that any host gives them, without a log."""

    extensions_map = {  # noqa: RUF012  the base class's own shape
        **SimpleHTTPRequestHandler.extensions_map,
        ".avif": "image/avif",
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
    }

    def log_message(self, *arguments):
        """Say nothing."""


class Guarded(Plain):
    """The same with all the headers of the build's own table, as hosts are told."""

    def guess_type(self, path):
        """Return the type of a file."""
        return policy.content_type(str(path))

    def told(self, root):
        """Return what the headers of the site in `root` depend on."""
        return policy.read(root)

    def end_headers(self):
        """Add what this address is answered with."""
        root = Path(self.directory)
        path = Path(self.translate_path(self.path))
        asked = path / "index.html" if path.is_dir() else path
        for name, value in self.told(root).headers(asked.relative_to(root).as_posix()).items():
            self.send_header(name, value)
        super().end_headers()


class Compressed(Plain):
    """The same, compressed, kept by the browser for a year where the name holds the content's digest."""

    protocol_version = "HTTP/1.1"

    def guess_type(self, path):
        """Return the type of a file, with the character set of texts."""
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def send_head(self):
        """Send the headers; return the bytes to send, None after an error."""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.endswith("/"):
            path = path / "index.html"
        return self._send(200, path) if path.is_file() else super().send_head()

    def _send(self, status, path):
        body = wire(path)
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "br")
        if {"theme", "moteur"} & set(path.parts):
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.end_headers()
        return BytesIO(body)


class Server(ThreadingHTTPServer):
    """A server that finds nothing to say when a browser leaves before the end."""

    daemon_threads = True

    def handle_error(self, request, client_address):
        """Tell a fault of ours only."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(site: Path, handler: type[Plain] = Plain) -> Iterator[str]:
    """Give the address of `site` on this machine, for as long as it is served."""
    with Server(("127.0.0.1", 0), partial(handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@lru_cache
def wire(path: Path) -> bytes:
    """Return a file's bytes as they travel to a browser that takes brotli: the build's copy where there is one."""
    copy = path.with_name(f"{path.name}.br")
    if copy.is_file():
        return copy.read_bytes()
    body = path.read_bytes()
    quality = QUALITY if len(body) < LARGE else QUALITY_OF_LARGE
    return brotli.compress(body, quality=quality) if path.suffix in COMPRESSED else body
