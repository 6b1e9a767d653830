"""
How every file of a site is answered: one table, for hosts, preview and the check of a published site.

Types of files, how long a browser keeps each, and the headers that leave no way in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from theme.plugins.settings.embedding import FRAME
from theme.plugins.settings.exceptions import DIRECTIVES

#: The type of every kind of file that a site may hold.
TYPES: Final = {
    ".avif": "image/avif",
    ".css": "text/css",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".whl": "application/octet-stream",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
#: Those that are texts, all in UTF-8.
TEXTS: Final = (".css", ".html", ".js", ".json", ".svg", ".txt", ".xml")
#: A browser shows these by a program of its own, which a page's policy would stop.
DOCUMENTS: Final = (".docx", ".ods", ".odt", ".pdf", ".xlsx")
#: What the encodings of compressed copies are called, by the ending of the copy.
ENCODINGS: Final = {".br": "br", ".gz": "gzip"}
NOT_FOUND: Final = "404.html"
#: What an address that ends with a bar answers.
INDEX: Final = "index.html"

#: Asked for again at each visit, which costs little: the host says that nothing changed.
FRESH: Final = "no-cache"
#: What is named by its content never changes.
KEPT: Final = "public, max-age=31536000, immutable"
#: A year: it is sent by HTTPS alone.
HTTPS_ONLY: Final = "max-age=31536000"
CACHE: Final = "Cache-Control"
POLICY: Final = "Content-Security-Policy"
STRICT_TRANSPORT: Final = "Strict-Transport-Security"

#: What a page may do: show what the site holds.
PAGE: Final = {
    "default-src": "'none'",
    "img-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
SCRIPTED: Final = {"script-src": "'self'", "connect-src": "'self'"}
#: What the estimator needs besides: Python is compiled in the browser, in a worker.
ESTIMATOR: Final = {**SCRIPTED, "script-src": "'self' 'wasm-unsafe-eval'", "worker-src": "'self'"}

#: Where the build tells what the headers depend on; no host gives a name that starts with a dot.
FILE: Final = ".headers"


@dataclass(frozen=True, slots=True)
class Site:
    """What the headers of a site depend on."""

    #: The public address, without a bar at its end.
    address: str
    #: The folder of the estimation page, empty at the root, None without such a page.
    estimation: str | None = None
    #: The address of the service that takes the form; empty without one.
    form: str = ""
    #: The sites that may show the estimator in a frame: a scheme and a name each.
    embedders: tuple[str, ...] = ()
    #: What pages show of other sites: file of the page, element, scheme and name of the site.
    exceptions: tuple[tuple[str, str, str], ...] = ()

    @property
    def prefix(self) -> str:
        """Return the path of the public address: empty, or « /dossier »."""
        return urlsplit(self.address).path.rstrip("/")

    @property
    def estimator(self) -> str:
        """Return the regular expression of the addresses, from the site's root, that run Python."""
        if self.estimation is None:
            return r"(?!)"
        if self.estimation:
            return rf"^{re.escape(self.estimation)}/"
        return r"^($|index\.html|moteur/|service-worker\.js)"

    @property
    def frame(self) -> str:
        """Return the regular expression of the addresses that the embedders may show, from the site's root."""
        if self.estimation is None or not self.embedders:
            return r"(?!)"
        folder = f"{re.escape(self.estimation)}/" if self.estimation else ""
        return rf"^{folder}{re.escape(FRAME)}/"

    @property
    def immutable(self) -> str:
        """Return the regular expression of the addresses that are named by their content."""
        named = r"^theme/.*\.[0-9a-f]{8}\."
        if self.estimation is None:
            return named
        folder = f"{re.escape(self.estimation)}/" if self.estimation else ""
        return rf"{named}|^{folder}moteur/[0-9a-f]{{12}}/"

    @property
    def excepted(self) -> tuple[str, ...]:
        """Return the files of the pages that show something of other sites."""
        return tuple(dict.fromkeys(page for page, _, _ in self.exceptions))

    def address_of(self, page: str) -> str:
        """Return the regular expression of the addresses of a page, from the site's root."""
        return rf"^{re.escape(page.removesuffix(INDEX))}({re.escape(INDEX)})?$"

    def policy(
        self, *, estimator: bool, scripted: bool = False, framed: bool = False, pages: Iterable[str] = ()
    ) -> str:
        """
        Return the policy of a page.

        `scripted` lets it run the site's own scripts, as the preview must. `framed` lets the embedders show it. `pages`
        are those whose exceptions it takes.
        """
        parts = PAGE | (ESTIMATOR if estimator else SCRIPTED if scripted else {})
        if estimator and self.form:
            service = urlsplit(self.form)
            parts = parts | {"form-action": f"{service.scheme}://{service.netloc}"}
        if framed:
            parts = parts | {"frame-ancestors": " ".join(("'self'", *self.embedders))}
        parts = parts | self._widened(parts, set(pages))
        return "; ".join(f"{name} {value}" for name, value in parts.items())

    def _widened(self, parts: Mapping[str, str], pages: Set[str]) -> dict[str, str]:
        """Return the directives that exceptions of pages add to, with what they had."""
        wider: dict[str, list[str]] = {}
        for page, element, origin in self.exceptions:
            for directive in DIRECTIVES[element] if page in pages else ():
                wider.setdefault(directive, [parts[directive]] if directive in parts else []).append(origin)
        return {directive: " ".join(dict.fromkeys(origins)) for directive, origins in wider.items()}

    @property
    def always(self) -> dict[str, str]:
        """Return the headers of every answer, whatever the file."""
        return {
            "X-Content-Type-Options": "nosniff",
            # A service of forms knows by this whose form it takes.
            "Referrer-Policy": "strict-origin" if self.form else "no-referrer",
            "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }

    def headers(self, path: str, *, scripted: bool = False) -> dict[str, str]:
        """Return the headers of the file at `path`, from the site's root; those of HTTPS and of its type aside."""
        own = {CACHE: KEPT if is_immutable(self, path) else FRESH}
        if not path.endswith(DOCUMENTS):
            estimator, framed = (bool(re.search(pattern, path)) for pattern in (self.estimator, self.frame))
            own[POLICY] = self.policy(
                estimator=estimator or framed, scripted=scripted, framed=framed, pages=(path or INDEX,)
            )
        return {**self.always, **own}

    def write(self, output: Path) -> None:
        """Write what the headers depend on into a built site."""
        (output / FILE).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8", newline="\n")


def read(output: Path) -> Site:
    """Return what the headers of a built site depend on; FileNotFoundError when no site is built there."""
    facts = json.loads((output / FILE).read_text(encoding="utf-8"))
    # A site that was built before there were exceptions may be published again.
    exceptions = tuple((page, element, origin) for page, element, origin in facts.get("exceptions", ()))
    return Site(**facts | {"embedders": tuple(facts["embedders"]), "exceptions": exceptions})


def is_immutable(site: Site, path: str) -> bool:
    """Return whether the file at `path`, from the site's root, is named by its content."""
    return bool(re.search(site.immutable, path))


def content_type(path: str) -> str:
    """Return the type that the file at `path` is answered with, its character set included."""
    ending = path[path.rfind(".") :].lower()
    kind = TYPES.get(ending, "application/octet-stream")
    return f"{kind}; charset=utf-8" if ending in TEXTS else kind
