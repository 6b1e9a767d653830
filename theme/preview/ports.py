"""Where the preview is: the ports of this computer, and whose preview one of them is."""

from __future__ import annotations

import hashlib
import http.client
import socket
from typing import Final

from requirements.pythons import COMMAND
from theme import ROOT

HOST: Final = "127.0.0.1"
#: Those that anyone may listen on.
FIRST_PORT: Final = 1024
LAST_PORT: Final = 65535
#: Ports tried after the one that is taken.
TRIED: Final = 20
#: The address that tells whose preview it is.
WHOSE: Final = "/.apercu/dossier"
#: Seconds to wait for a preview of ours, which answers even while it builds.
PATIENCE: Final = 2


def mark() -> str:
    """Return what tells this folder of the project from another one, without saying where it is."""
    return hashlib.sha256(str(ROOT).encode()).hexdigest()


def is_ours(port: int) -> bool:
    """Return whether a preview of this very folder answers on `port`."""
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", WHOSE)
        return connection.getresponse().read(len(mark())) == mark().encode()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def ours(port: int) -> int | None:
    """Return the first port from `port` on where a preview of this folder answers: another had `port`, perhaps."""
    return next((number for number in _tried(port) if is_taken(number) and is_ours(number)), None)


def free(port: int) -> int:
    """Return the first port from `port` on that nobody listens on; `port` itself when the next ones are all taken."""
    return next((number for number in _tried(port) if not is_taken(number)), port)


def _tried(port: int) -> range:
    return range(port, min(port + TRIED, LAST_PORT) + 1)


def port_number(text: str) -> int:
    """Return the port that was asked for; end in French when no address can have it."""
    short = len(text) <= len(str(LAST_PORT))
    if short and text.isascii() and text.isdecimal() and FIRST_PORT <= int(text) <= LAST_PORT:
        return int(text)
    raise SystemExit(
        f"«\u00a0{text[:20]}\u00a0» n’est pas un numéro de port. Écrivez un nombre de {FIRST_PORT} à {LAST_PORT}\u00a0: "
        f"{COMMAND} serve --port 8080"
    )


def taken(port: int) -> str:
    """Return what to do when `port` is taken, in French."""
    return (
        f"Le port {port} est déjà pris, peut-être par une autre fenêtre. Choisissez-en un autre\u00a0: "
        f"{COMMAND} serve --port {port + 1}"
    )


def is_taken(port: int) -> bool:
    """Return whether somebody listens on `port`."""
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0
