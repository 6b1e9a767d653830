"""The estimator behind hosts that know few types of files."""

import socket
import subprocess
import time
from contextlib import contextmanager

import pytest
from other_browsers import PATIENCE_S, program
from serving import Plain, served
from test_estimator import door


class Unknowing(Plain):
    """A host that knows pages, styles and scripts named `.js`, and gives the type of nothing else."""

    def guess_type(self, path):
        """Return the type by the end of the name."""
        known = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
        return next((kind for end, kind in known.items() if str(path).endswith(end)), "application/octet-stream")


def free_port():
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def nginx(site, folder):
    """Give the address of `site` behind nginx, with the types that Debian ships."""
    port = free_port()
    places = "".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"""daemon off; user root; pid {folder}/pid; error_log {folder}/error.log; events {{}}
        http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; {places}
        server {{ listen 127.0.0.1:{port}; root {site}; }} }}""",
        encoding="utf-8",
    )
    command = [program("nginx"), "-e", folder / "error.log", "-c", folder / "nginx.conf"]
    with subprocess.Popen(command) as process:
        deadline = time.monotonic() + PATIENCE_S
        try:
            while not answers(port):
                assert process.poll() is None, (folder / "error.log").read_text(encoding="utf-8")
                assert time.monotonic() < deadline
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def answers(port):
    """Return whether something listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["types unknown", "nginx"])
def host(request, site, tmp_path):
    """The address of the site on such a host."""
    if request.param == "nginx":
        with nginx(site, tmp_path) as address:
            yield address
    else:
        with served(site, Unknowing) as address:
            yield address


def test_estimator_answers(visit, host):
    """From its snapshot and without a complaint: no file needs a type that a host may not know."""
    found = visit(at=host)
    names = []
    found.page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
    found.open().ready()
    found.page.fill("#heures_par_mois", "33")
    found.answered()

    assert found.totals() == door({"heures_par_mois": 33})
    assert found.complaints == []
    assert "pyodide.asm.wasm" not in names


def test_every_script_is_published_with_the_ending_that_hosts_know(site):
    """A browser refuses a script without its type, and old hosts do not know that of `.mjs`."""
    assert not list(site.rglob("*.mjs"))
