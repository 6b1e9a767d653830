"""Whose preview a port is, and which is free: for who opens the desk twice, or has another program there."""

import contextlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from theme.preview import ports


@contextlib.contextmanager
def answering(text):
    """Give the port of a server that answers everything with this text."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    with HTTPServer((ports.HOST, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("text", "ours"), [(ports.mark(), True), ("0" * 64, False), ("<h1>Autre chose</h1>", False)])
def test_a_preview_of_this_folder_is_known(text, ours):
    """That of another folder, or another program, is not hers."""
    with answering(text) as port:
        assert ports.is_ours(port) == ours


def test_a_silent_port_is_nobody_s(monkeypatch):
    """Nobody listens, or somebody who never answers."""
    monkeypatch.setattr(ports, "PATIENCE", 0.1)
    with socket.create_server((ports.HOST, 0)) as server:
        port = server.getsockname()[1]
        assert not ports.is_ours(port)
        assert ports.is_taken(port)
    assert not ports.is_ours(port)


def test_ours_is_found_beyond_the_ports_of_others(monkeypatch):
    """Another site's desk has 8000: hers is on 8001, and a second double click finds it there."""
    monkeypatch.setattr(ports, "is_taken", {8000, 8001}.__contains__)
    monkeypatch.setattr(ports, "is_ours", {8001}.__contains__)

    assert ports.ours(8000) == 8001
    assert ports.ours(8002) is None


def test_the_next_free_port_is_found(monkeypatch):
    """The first one while it is free, then the next; all taken, the first again, to be told."""
    taken = set()
    monkeypatch.setattr(ports, "is_taken", taken.__contains__)
    assert ports.free(8000) == 8000
    taken |= {8000, 8001}
    assert ports.free(8000) == 8002
    taken |= set(range(8000, 8000 + ports.TRIED + 1))
    assert ports.free(8000) == 8000
    assert ports.free(ports.LAST_PORT) == ports.LAST_PORT
