"""What Mozilla's scanner says of the headers that hosts are told: its best grade, on each kind of page."""

import http.server
import json
import os
import ssl
import subprocess
import threading
from contextlib import contextmanager
from functools import partial

import pytest
from accounts import certificate
from hosts import small
from serving import Guarded, Plain, Server

import tasks
from theme.plugins import node
from theme.plugins.hosts import policy

FOLDER = tasks.ROOT / "tests" / "observatory"


class Secured(Guarded):
    """The site as a host serves it over HTTPS."""

    def end_headers(self):
        """Add what is sent over HTTPS alone."""
        self.send_header(policy.STRICT_TRANSPORT, policy.HTTPS_ONLY)
        super().end_headers()


class Bare(Plain):
    """A host that is told nothing."""


@contextmanager
def both(site, certificate, handler):
    """Give the ports of a site over HTTPS, and of what leads there over HTTP."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with Server(("127.0.0.1", 0), partial(handler, directory=str(site))) as secured:
        secured.socket = context.wrap_socket(secured.socket, server_side=True)
        port = secured.server_address[1]

        class Leading(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(301)
                self.send_header("Location", f"https://localhost:{port}{self.path}")
                self.end_headers()

            do_OPTIONS = do_GET  # noqa: N815  the name that its base asks for

            def log_message(self, *arguments):
                pass

        with Server(("127.0.0.1", 0), Leading) as leading:
            for server in (secured, leading):
                threading.Thread(target=server.serve_forever, daemon=True).start()
            yield leading.server_address[1], port
            for server in (secured, leading):
                server.shutdown()


def graded(site, work, handler):
    """Return what the scanner finds."""
    made = certificate(work, "localhost")
    with both(site, made, handler) as ports:
        command = [node.program(), str(FOLDER / "scan.mjs"), *map(str, ports)]
        own = {"NODE_EXTRA_CA_CERTS": str(made)}
        done = subprocess.run(command, env={**os.environ, **own}, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module", autouse=True)
def scanner():
    """Mozilla's scanner, which the test command installs."""
    if not (FOLDER / "node_modules").is_dir():
        pytest.skip("tests/observatory is not installed: python3 tasks.py test does it")


@pytest.mark.parametrize("page", ["a page", "the estimation at the root"])
def test_the_grade_is_the_best(tmp_path, page):
    """The scanner looks at the home page, which may be the estimation."""
    site = small(tmp_path / "site")
    if page != "a page":
        policy.Site("https://www.cabinet.fr", "").write(site)
    found = graded(site, tmp_path, Secured)

    assert found["failed"] == []
    assert found["grade"] == "A+"
    assert found["score"] == 130


def test_a_host_that_is_told_nothing_fails(tmp_path):
    """The scanner does judge."""
    found = graded(small(tmp_path / "site"), tmp_path, Bare)

    assert "csp-not-implemented" in found["failed"]
    assert found["grade"] in ("D", "D-", "F")
