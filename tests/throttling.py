"""Serve a built site through a slow line, and tell every byte that went through it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from serving import Compressed, Server

#: What goes through the line at once: 8 ms of Fast 4G.
PIECE: Final = 8192


@dataclass(frozen=True, slots=True)
class Line:
    """A line to the server: `rate` in bytes a second (None: no limit), shared by all connections; `latency` in seconds."""

    rate: float | None = None
    latency: float = 0.0


DIRECT: Final = Line()
#: As the preset of Chromium's developer tools: 9 Mbit/s × 0.9, 60 ms × 2.75 before each response.
FAST_4G: Final = Line(rate=9_000_000 / 8 * 0.9, latency=0.060 * 2.75)
TEN_MEGABITS: Final = Line(rate=10_000_000 / 8, latency=0.040)


@dataclass(slots=True)
class Traffic:
    """A line at work: when bytes come out of it, and the bytes of the bodies that did, by path."""

    line: Line = DIRECT
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    carried: Counter[str] = field(default_factory=Counter)
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self) -> None:
        """Wait for as long as a request and the start of its response travel."""
        if self.line.latency:
            self.sleep(self.line.latency)

    def carry(self, path: str, count: int) -> None:
        """Wait until `count` bytes of `path` have come out, behind all that was already in the line."""
        with self._lock:
            self.carried[path] += count
            if self.line.rate is None:
                return
            now = self.clock()
            self._free_at = max(self._free_at, now) + count / self.line.rate
            due = self._free_at - now
        self.sleep(due)

    def restart(self, line: Line) -> None:
        """Take another line, empty, and forget what was carried."""
        with self._lock:
            self.line, self._free_at = line, 0.0
            self.carried = Counter()


class Throttled(Compressed):
    """The files that a well-kept host sends, through the line of its server."""

    # Headers and body are written apart: without this the body waits for the headers' acknowledgement.
    disable_nagle_algorithm = True
    server: SlowServer

    def send_head(self):
        """Send the headers once the request has travelled; return the bytes to send, None after an error."""
        self.server.traffic.wait()
        return super().send_head()

    def copyfile(self, source, outputfile):
        """Send a body piece by piece, at the line's rate."""
        path = urlsplit(self.path).path
        for piece in iter(partial(source.read, PIECE), b""):
            self.server.traffic.carry(path, len(piece))
            outputfile.write(piece)


class SlowServer(Server):
    """A server at the end of a line that can be changed."""

    def __init__(self, site: Path) -> None:
        """Serve the folder `site` on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), partial(Throttled, directory=str(site)))
        self.traffic = Traffic()

    @property
    def address(self) -> str:
        """Where the site is, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def served_slowly(site: Path) -> Iterator[SlowServer]:
    """Give the server of `site` for as long as it serves; its line is `traffic.restart`'s to choose."""
    with SlowServer(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
