"""The file of a site for who runs an nginx: it goes into `sites-enabled`, and is read once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from theme.plugins.hosts.policy import (
    CACHE,
    DOCUMENTS,
    FRESH,
    HTTPS_ONLY,
    KEPT,
    NOT_FOUND,
    POLICY,
    STRICT_TRANSPORT,
    TEXTS,
    TYPES,
    Site,
)

#: Hidden: no host gives it to a visitor.
NAME: Final = ".nginx.conf"
LISTEN: Final = "80"
ROOT: Final = "/var/www/site"


def nginx_site(
    site: Site, moved: Mapping[str, str], *, listen: str = LISTEN, root: str = ROOT, brotli: bool = False
) -> str:
    """Return the file; `root` is the folder of the site, `brotli` whether that module of nginx is there."""
    lines = [
        "# Pour nginx : à mettre parmi ses sites, avec votre dossier. Fait à chaque fabrication du site.",
        *_maps(site),
        "server {",
        f"  listen {listen};",
        f"  server_name {urlsplit(site.address).hostname};",
        f"  root {root};",
        "  index index.html;",
        f"  error_page 404 {site.prefix}/{NOT_FOUND};",
        *_types(),
        *(f'  add_header {name} "{value}" always;' for name, value in site.always.items()),
        f"  add_header {POLICY} $site_policy always;",
        f"  add_header {STRICT_TRANSPORT} $site_https always;",
        f"  add_header {CACHE} $site_cache always;",
        "  # Les copies compressées d’avance ; « brotli_static » demande le module libnginx-mod-http-brotli-static.",
        "  gzip_static on;",
        "  gzip_vary on;",
        f"  {'' if brotli else '# '}brotli_static on;",
        r"  location ~ /\.(?!well-known/) { return 404; }",
        *(_redirection(site, old, new) for old, new in moved.items()),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _maps(site: Site) -> list[str]:
    # One map a header: an « add_header » inside a location would drop all those of the server.
    start = f"^{re.escape(site.prefix)}/"
    immutable = site.immutable.replace("^", start)
    documents = "|".join(ending[1:] for ending in DOCUMENTS)
    estimation = (
        []
        if site.estimation is None
        else [f'  "~{site.estimator.replace("^", start)}" "{site.policy(estimator=True)}";']
    )
    excepted = [
        f'  "~{site.address_of(page).replace("^", start)}" "{site.policy(estimator=False, pages=(page,))}";'
        for page in site.excepted
    ]
    # The first that fits is taken.
    framed = [f'  "~{site.frame.replace("^", start)}" "{site.policy(estimator=True, framed=True)}";']
    return [
        f'map $uri $site_cache {{ default "{FRESH}"; "~{immutable}" "{KEPT}"; }}',
        f'map $https $site_https {{ default ""; on "{HTTPS_ONLY}"; }}',
        "map $uri $site_policy {",
        f'  default "{site.policy(estimator=False)}";',
        rf'  "~\.({documents})$" "";',
        *(framed if site.embedders else []),
        *estimation,
        *excepted,
        "}",
    ]


def _types() -> list[str]:
    texts = " ".join(TYPES[ending] for ending in TEXTS if ending != ".html")
    return [
        "  types {",
        *(f"    {kind} {ending[1:]};" for ending, kind in TYPES.items()),
        "  }",
        "  default_type application/octet-stream;",
        "  charset utf-8;",
        f"  charset_types {texts};",
    ]


def _redirection(site: Site, old: str, new: str) -> str:
    bar = "/?" if old.endswith("/") else ""
    start = re.escape(f"{site.prefix}/{old.rstrip('/')}")
    return f'  location ~ "^{start}{bar}$" {{ return 301 {site.prefix}/{new}; }}'
