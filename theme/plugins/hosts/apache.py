"""
`.htaccess`: what Apache, and the hosts that read its files, are told.

Only what « AllowOverride FileInfo » allows: one directive more, and some hosts answer 500 for the whole site.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from theme.plugins.hosts.policy import (
    CACHE,
    DOCUMENTS,
    ENCODINGS,
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

NAME: Final = ".htaccess"
#: How a file of ours begins: another one is never replaced.
MARK: Final = "# Fait par ce site : ne pas modifier à la main, la prochaine publication l’écrirait de nouveau."


def htaccess(site: Site, moved: Mapping[str, str]) -> str:
    """Return the file; `moved` gives the address of today by old address, both from the site's root."""
    return (
        "\n".join(
            [MARK, f"ErrorDocument 404 {site.prefix}/{NOT_FOUND}", *_types(), *_ways(site, moved), *_headers(site)]
        )
        + "\n"
    )


def _types() -> list[str]:
    added = [f"  AddType {kind} {ending}" for ending, kind in TYPES.items()]
    # Only at the end of a name: « bilan.br.pdf » is a document.
    copies = [
        f'  <FilesMatch "\\{ending}$">\n    AddEncoding {name} {ending}\n  </FilesMatch>'
        for ending, name in ENCODINGS.items()
    ]
    return [
        "<IfModule mod_mime.c>",
        *added,
        f"  AddCharset utf-8 {' '.join(TEXTS)}",
        "  # « .br » est aussi le breton, et « .gz » un type d’archive : ici, ce sont des encodages.",
        "  RemoveLanguage .br",
        "  RemoveType .gz",
        *copies,
        "</IfModule>",
    ]


def _ways(site: Site, moved: Mapping[str, str]) -> list[str]:
    copies = []
    for ending, name in ENCODINGS.items():
        copies += [
            rf"  RewriteCond %{{HTTP:Accept-Encoding}} \b{name}\b",
            f"  RewriteCond %{{REQUEST_FILENAME}}{ending} -f",
            f"  RewriteRule ^(.+)$ $1{ending} [E=no-gzip:1,E=no-brotli:1,L]",
        ]
    return [
        "<IfModule mod_rewrite.c>",
        "  RewriteEngine On",
        "  # Ni fichier caché, ni liste d’un dossier sans page.",
        r"  RewriteRule (^|/)\.(?!well-known/) - [R=404,L]",
        "  RewriteCond %{REQUEST_FILENAME} -d",
        "  RewriteCond %{REQUEST_FILENAME}/index.html !-f",
        "  RewriteRule ^ - [R=404,L]",
        "  # Les anciennes adresses.",
        *(_redirection(site, old, new) for old, new in moved.items()),
        "  # Les copies compressées d’avance.",
        *copies,
        "</IfModule>",
    ]


def _redirection(site: Site, old: str, new: str) -> str:
    bar = "/?" if old.endswith("/") else ""
    return f'  RewriteRule "^{re.escape(old.rstrip("/"))}{bar}$" "{site.prefix}/{new}" [R=301,L]'


def _headers(site: Site) -> list[str]:
    return [
        "<IfModule mod_setenvif.c>",
        *(f'  SetEnvIf Request_URI "{pattern}" {name}' for name, pattern in _marks(site)),
        "</IfModule>",
        "<IfModule mod_headers.c>",
        *(f'  Header always set {name} "{value}"' for name, value in site.always.items()),
        *_policies(site),
        f"  Header always unset {POLICY} env=site_document",
        f'  Header always set {STRICT_TRANSPORT} "{HTTPS_ONLY}" env=HTTPS',
        "  Header merge Vary Accept-Encoding",
        f'  Header set {CACHE} "{FRESH}"',
        f'  Header set {CACHE} "{KEPT}" env=site_immutable',
        "</IfModule>",
    ]


def _policies(site: Site) -> list[str]:
    lines = [f'  Header always set {POLICY} "{site.policy(estimator=False)}"']
    if site.estimation is not None:
        lines.append(f'  Header always set {POLICY} "{site.policy(estimator=True)}" env=site_estimation')
    if site.embedders:
        lines.append(f'  Header always set {POLICY} "{site.policy(estimator=True, framed=True)}" env=site_frame')
    for number, page in enumerate(site.excepted):
        lines.append(
            f'  Header always set {POLICY} "{site.policy(estimator=False, pages=(page,))}" env={_mark(number)}'
        )
    return lines


def _mark(number: int) -> str:
    """Return the variable of a page with exceptions."""
    return f"site_exception_{number}"


def _marks(site: Site) -> list[tuple[str, str]]:
    """Return the variables that tell files apart, each with the whole addresses that it is set for."""
    start = f"^{re.escape(site.prefix)}/"
    documents = "|".join(ending[1:] for ending in DOCUMENTS)
    marks = [("site_immutable", _rooted(site.immutable, start)), ("site_document", rf"\.({documents})$")]
    if site.estimation is not None:
        marks.append(("site_estimation", _rooted(site.estimator, start)))
    marks += [(_mark(number), _rooted(site.address_of(page), start)) for number, page in enumerate(site.excepted)]
    return [*marks, ("site_frame", _rooted(site.frame, start))] if site.embedders else marks


def _rooted(pattern: str, start: str) -> str:
    """Return a pattern of addresses from the site's root as one of whole addresses."""
    return pattern.replace("^", start)
