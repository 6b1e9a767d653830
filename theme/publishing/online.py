"""What visitors really get: the published site is asked for as they do, and held against what was sent."""

from __future__ import annotations

import contextlib
import gzip
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Final

import brotli

from theme.plugins.hosts import policy
from theme.plugins.problems import french_spaces
from theme.publishing import manifest

PATIENCE_S: Final = 20
#: Pages that are read again; the home page always is.
MOST: Final = 12
#: An address that no site has.
UNKNOWN: Final = "cette-page-n-existe-pas-0d1e/"
_OPEN: Final = {"br": brotli.decompress, "gzip": gzip.decompress}


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answers; status 0 when it does not, `body` being then why, in French."""

    status: int
    headers: dict[str, str]
    body: bytes
    #: Where the answer came from in the end.
    url: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: `broken` when visitors get no site, what else differs, what could be better, pages read."""

    broken: str = ""
    wrong: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    pages: int = 0

    @property
    def is_right(self) -> bool:
        """Return whether visitors get what was sent."""
        return not self.broken and not self.wrong


def look(site: Path, changed: Iterable[str], address: str) -> Seen:
    """Return what the site published at `address` answers, `changed` naming the files that were sent."""
    home = ask(f"{address}/")
    if not home.status:
        return Seen(wrong=(french_spaces(home.body.decode()),))
    if home.status >= 400:
        return Seen(broken=f"La page d’accueil répond par l’erreur {home.status}.")
    asked_otherwise = ("index.html", policy.NOT_FOUND)
    others = (name for name in changed if name.endswith(".html") and name not in asked_otherwise)
    pages = ["index.html", *others][:MOST]
    host = policy.read(site)
    wrong = map(french_spaces, (*_pages(site, pages, address), *_scripts(site, address)))
    remarks = map(french_spaces, _remarks(site, host, home, address))
    return Seen(wrong=tuple(wrong), remarks=tuple(remarks), pages=len(pages))


def _pages(site: Path, names: list[str], address: str) -> Iterator[str]:
    for name in names:
        path = name.removesuffix("index.html")
        reply = ask(f"{address}/{path}")
        if reply.status != 200:
            yield f"/{path} répond {reply.status or 'rien'}, et non la page."
        elif _opened(reply) != (site / name).read_bytes():
            yield f"/{path} n’est pas encore la page envoyée : l’hébergeur garde peut-être l’ancienne quelques minutes."


def _scripts(site: Path, address: str) -> Iterator[str]:
    """Yield what keeps the estimator from starting: a browser refuses a script without its type."""
    for name in _one_of_each(site):
        reply = ask(f"{address}/{name}")
        kind = reply.headers.get("content-type", "").split(";")[0]
        if reply.status != 200:
            yield f"/{name} répond {reply.status or 'rien'} : l’estimation ne peut pas démarrer."
        elif name.endswith(".js") and "javascript" not in kind:
            yield f"/{name} est donné comme « {kind} » : l’estimation ne peut pas démarrer."
        elif _opened(reply) != (site / name).read_bytes():
            yield f"/{name} n’est pas celui qui a été envoyé."


def _one_of_each(site: Path) -> list[str]:
    """Return a script of the pages, the worker's and the engine's WebAssembly, where the site has them."""
    kinds = ("theme/*.js", "**/moteur/*/worker.js", "**/moteur/*/runtime.wasm")
    return [path.relative_to(site).as_posix() for kind in kinds for path in sorted(site.glob(kind))[:1]]


def _remarks(site: Path, host: policy.Site, home: Answer, address: str) -> Iterator[str]:
    if (site / "index.html.br").is_file() and "content-encoding" not in home.headers:
        yield "L’hébergeur n’envoie pas les copies compressées : les pages sont plus lourdes qu’elles ne pourraient."
    expected = host.headers("index.html")
    lacking = [name for name in expected if name.lower() not in home.headers]
    if lacking:
        yield f"L’hébergeur n’envoie pas ces protections : {', '.join(lacking)}."
    secured = "https://"
    if address.startswith(secured) and not ask(f"http://{address.removeprefix(secured)}/").url.startswith(secured):
        yield "http:// ne mène pas à https:// : demandez « forcer HTTPS » dans l’espace client de votre hébergeur."
    unknown = ask(f"{address}/{UNKNOWN}")
    if unknown.status != 404 or _opened(unknown) != (site / policy.NOT_FOUND).read_bytes():
        yield "Une adresse inconnue ne donne pas votre page « introuvable »."
    if ask(f"{address}/{manifest.NAME}").status == 200:
        yield f"L’hébergeur montre {manifest.NAME}, la liste des fichiers du site : rien de secret, mais c’est inutile."


def ask(address: str) -> Answer:
    """Return what an address answers to a browser that takes compressed files."""
    request = urllib.request.Request(  # noqa: S310  the settings hold https addresses alone
        address, headers={"Accept-Encoding": "br, gzip", "Cache-Control": "no-cache", "User-Agent": "publish"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310  as above
            return Answer(answer.status, _lower(answer.headers.items()), answer.read(), answer.url)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _lower(error.headers.items()), error.read())
    except (OSError, HTTPException) as error:
        return Answer(0, {}, _why(error, address).encode())


def _why(error: Exception, address: str) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        return (
            f"{address} n’a pas de certificat valable : les visiteurs ne verront rien. "
            "Demandez-le dans l’espace client de votre hébergeur (Let’s Encrypt, SSL)."
        )
    return (
        f"{address} ne répond pas : le site est envoyé, mais rien n’a pu être vérifié. Le nom de domaine mène-t-il "
        "bien à cet hébergement ? Un nouveau nom demande parfois un jour."
    )


def _lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _opened(answer: Answer) -> bytes:
    """Return the bytes of an answer, as they are once a browser has opened them."""
    opener = _OPEN.get(answer.headers.get("content-encoding", ""))
    with contextlib.suppress(OSError, EOFError, brotli.error):
        return opener(answer.body) if opener else answer.body
    return answer.body
