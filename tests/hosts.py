"""Real programs of Debian on this machine, for the tests: where they are, and hosts that serve a built site."""

from __future__ import annotations

import gzip
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import brotli
import pytest

from theme.plugins.hosts import files, policy
from theme.plugins.hosts import nginx as nginx_file

#: Seconds for a program to listen.
PATIENCE_S: Final = 60
MODULES: Final = Path("/usr/lib/apache2/modules")
#: What shared hosts have, compression on the way included: it must not compress our copies again.
APACHE_MODULES: Final = (
    *("mpm_event", "authz_core", "mime", "dir", "alias", "rewrite", "headers", "setenvif", "negotiation"),
    *("filter", "brotli", "deflate"),
)
BROTLI: Final = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def program(name: str) -> str:
    """Return the path of a program; without it skip the test, which CI does not allow."""
    path = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{name} is missing: the test command installs it on Debian")
    if path is None:
        pytest.skip(f"{name} is missing")
    return path


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Return whether something listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(command: Sequence[Any], port: int, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end, and give its process once it listens on `port`."""
    with log.open("ab") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        deadline = time.monotonic() + PATIENCE_S
        try:
            while not answers(port):
                assert process.poll() is None, log.read_text(encoding="utf-8")
                assert time.monotonic() < deadline
                time.sleep(0.05)
            yield process
        finally:
            process.terminate()


@contextmanager
def nginx(site: Path, folder: Path, told: str = "") -> Iterator[str]:
    """Give the address of `site` behind nginx, as Debian sets it up, or as the site's own file says (`told`)."""
    port = free_port()
    places = "".join(f"{kind}_temp_path {folder};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    module = f"load_module {BROTLI};" if BROTLI.is_file() else ""
    server = told or f"server {{ listen {nginx_file.LISTEN}; root {site}; }}"
    server = server.replace(f"listen {nginx_file.LISTEN};", f"listen 127.0.0.1:{port};")
    (folder / "nginx.conf").write_text(
        f"""daemon off; user root; pid {folder}/pid; error_log {folder}/error.log; {module} events {{}}
        http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; {places}
        {server} }}""",
        encoding="utf-8",
    )
    log = folder / "error.log"
    with running([program("nginx"), "-e", log, "-c", folder / "nginx.conf"], port, log):
        yield f"http://127.0.0.1:{port}"


def nginx_told(site: Path) -> str:
    """Return the file that the build made for nginx, with this machine's folder, and brotli where Debian has it."""
    made = (site / nginx_file.NAME).read_text(encoding="utf-8")
    made = made.replace(f"root {nginx_file.ROOT};", f"root {site};")
    return made.replace("# brotli_static on;", "brotli_static on;") if BROTLI.is_file() else made


@contextmanager
def apache(site: Path, folder: Path, allowed: str = "FileInfo") -> Iterator[str]:
    """Give the address of `site` behind Apache, which lets `.htaccess` say as little as any shared host does, or `allowed`."""
    port = free_port()
    command = program("apache2")
    modules = "\n".join(
        f"LoadModule {name}_module {MODULES}/mod_{name}.so"
        for name in APACHE_MODULES
        if (MODULES / f"mod_{name}.so").is_file()
    )
    (folder / "apache.conf").write_text(
        f"""ServerName localhost
        Listen 127.0.0.1:{port}
        PidFile {folder}/apache.pid
        ErrorLog {folder}/apache.log
        {modules}
        TypesConfig /etc/mime.types
        DocumentRoot {site}
        DirectoryIndex index.html
        AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/html text/css text/javascript
        <Directory {site}>
          Require all granted
          AllowOverride {allowed}
          Options FollowSymLinks MultiViews Indexes
        </Directory>
        """,
        encoding="utf-8",
    )
    with running([command, "-X", "-f", folder / "apache.conf"], port, folder / "apache.out"):
        yield f"http://127.0.0.1:{port}"


#: A site in small: every kind of answer, compressed copies beside what compresses. The suite of hosts reads it.
FILES: Final = {
    "index.html": "<h1>Accueil</h1>" + "é" * 500,
    "404.html": "<h1>Introuvable</h1>" + "é" * 500,
    "tarifs/index.html": "<h1>Tarifs</h1>" + "é" * 500,
    "estimation/index.html": "<h1>Estimation</h1>" + "é" * 500,
    "estimation/service-worker.js": "// " + "a" * 500,
    "estimation/schema.json": "{" + " " * 500 + "}",
    "estimation/moteur/0123456789ab/worker.js": "// " + "b" * 500,
    "estimation/moteur/0123456789ab/runtime.wasm": "\0asm" + "c" * 500,
    "estimation/moteur/0123456789ab/libraries.zip": "PK",
    "estimation/moteur/0123456789ab/estimator.whl": "PK",
    "theme/site.0123abcd.css": "/* é */" + " " * 500,
    "theme/page.0123abcd.js": "// é" + "d" * 500,
    "theme/serif.0123abcd.woff2": "wOF2",
    "theme/social/tarifs.0123abcd.png": "PNG",
    "images/bureau-800.webp": "RIFF",
    "images/bureau.avif": "ftyp",
    "images/dessin.svg": "<svg/>" + " " * 500,
    "documents/plaquette.pdf": "%PDF",
    "documents/modele.docx": "PK",
    "flux.xml": "<feed/>" + " " * 500,
    "sitemap.xml": "<urlset/>" + " " * 500,
    "robots.txt": "User-agent: *" + " " * 500,
    "documents/bilan.br.pdf": "%PDF",
}
HERS: Final = policy.Site("https://www.cabinet.fr", "estimation")


def small(folder: Path, moved: Mapping[str, str] | None = None, **changed: str) -> Path:
    """Make the small site with its compressed copies and what hosts read; `changed` gives other texts, by name of page."""
    texts = FILES | {f"{name}/index.html": text + "é" * 500 for name, text in changed.items()}
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        if len(text) > 100:
            path.with_name(f"{path.name}.br").write_bytes(brotli.compress(text.encode()))
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    files.write(folder, HERS, moved or {})
    return folder
