"""
What stopped the set-up, in French, from what pip, npm and the system say in English.

Standard library only: it runs before anything is installed.
"""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
import urllib.request
from pathlib import Path
from typing import NamedTuple

import clouds
import pythons

OLDEST_MACOS = (13, 0)
OLDEST_GLIBC = (2, 28)
#: A try that pip made again says nothing of the end; the last one does.
TRIED_AGAIN = re.compile(r"^WARNING: Retrying \(Retry\(total=[1-9].*\n?", re.MULTILINE)
#: What pip says of a package without a file for this computer, and of a server without the package.
NO_WHEEL = re.compile(r"No matching distribution found for ([\w.-]+)")
FOLDER = "le dossier du projet"
ROOT = Path(__file__).resolve().parent.parent
#: What a service that synchronises the folder may be behind.
HELD = ("held", "permission")


class Cause(NamedTuple):
    """A cause: its name in the code, what tells it, and what happened and how to mend it in French."""

    name: str
    pattern: str
    message: str


#: The first that is found is told: what damages files stands before what only slows a download.
CAUSES = (
    Cause(
        "hash",
        r"DO NOT MATCH THE HASHES|EINTEGRITY",
        "Un fichier téléchargé n’est pas celui qui est attendu\u00a0: son empreinte diffère. Il n’a pas été installé.\n"
        "Relancez la commande. Si cela revient, essayez par un autre réseau, et prévenez qui s’occupe du programme.",
    ),
    Cause(
        "disk",
        r"No space left on device|\[Errno 28\]|ENOSPC|\[WinError 112\]|Disk quota exceeded|EDQUOT",
        "Le disque est plein. Il faut environ 1\u00a0Go\u00a0: libérez de la place, puis relancez la commande.",
    ),
    Cause(
        "held",
        r"\[WinError 3[23]\]|\bEBUSY\b",
        "Un autre programme tient un fichier du projet (éditeur, explorateur, antivirus, OneDrive).\n"
        "Fermez ce programme ou mettez la synchronisation en pause, puis relancez la commande.",
    ),
    Cause(
        "path",
        r"\[WinError 206\]|ENAMETOOLONG|File name too long|Windows Long Path support",
        "Le chemin du projet est trop long pour ce système. Déplacez le dossier plus près de la racine du disque "
        "(C:\\site, par exemple), puis relancez la commande.",
    ),
    Cause(
        "read-only",
        r"Read-only file system|\[Errno 30\]|\bEROFS\b|\[WinError 19\]",
        f"On ne peut rien écrire ici\u00a0: {FOLDER} est en lecture seule (archive non extraite, clé protégée…).\n"
        "Copiez-le dans vos documents, puis relancez la commande.",
    ),
    Cause(
        "permission",
        r"\[Errno 13\]|Permission denied|\bEACCES\b|\bEPERM\b|\[WinError 5\]|\[Errno 1\]",
        f"Il n’est pas permis d’écrire dans {FOLDER}, ou un autre programme tient un de ses fichiers.\n"
        "Fermez ce qui l’utilise, ou copiez le dossier dans vos documents, puis relancez la commande.",
    ),
    Cause(
        "venv",
        r"No module named '?(?:venv|ensurepip)\b|ensurepip is not available|ensurepip is disabled",
        "Il manque à ce Python ses modules «\u00a0venv\u00a0» et «\u00a0ensurepip\u00a0». Sous Debian ou Ubuntu\u00a0: "
        "sudo apt install python3-venv.\nAilleurs, installez Python de nouveau, avec toutes ses parties.",
    ),
    Cause(
        "npm",
        r"FileNotFoundError: .*\bnpm\b|\bnpm: (?:command )?not found|'npm' is not recognized",
        "Il manque npm, qui vient avec Node. Installez Node 22 ou plus récent (https://nodejs.org), puis relancez la "
        "commande.\nLa livraison du programme (site-….zip) se passe de Node et de npm.",
    ),
    Cause(
        "proxy",
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed|Proxy Authentication Required|\bE407\b",
        "Le serveur mandataire (proxy) de votre réseau refuse la connexion.\n"
        "Demandez son adresse et son mot de passe à qui gère ce réseau et donnez-les dans la variable HTTPS_PROXY, "
        "ou passez par un autre réseau (le partage de connexion d’un téléphone).",
    ),
    Cause(
        "certificate",
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError|SELF_SIGNED_CERT|UNABLE_TO_(?:GET|VERIFY)_\w+"
        r"|\bCERT_\w+|ERR_TLS_\w+",
        "La connexion n’est pas sûre\u00a0: le certificat reçu n’est pas celui du serveur. Un antivirus ou le réseau "
        "d’une entreprise lit peut-être les échanges, ou l’horloge de l’ordinateur est fausse.\n"
        "Vérifiez la date, passez par un autre réseau (le partage de connexion d’un téléphone), ou demandez à qui gère "
        "ce réseau son certificat, à donner dans les variables PIP_CERT et NODE_EXTRA_CA_CERTS.",
    ),
    Cause(
        "network",
        r"NameResolutionError|getaddrinfo|name resolution|Name or service not known|nodename nor servname|ENOTFOUND"
        r"|EAI_AGAIN|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Read timed out|Connection(?: was)? "
        r"(?:refused|reset|aborted|broken)|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH"
        r"|Network is unreachable|RemoteDisconnected|IncompleteRead|ERR_SOCKET_TIMEOUT|Temporary failure resolving",
        "Le serveur des paquets ne répond pas. Vérifiez votre connexion à Internet, puis relancez la même commande\u00a0: "
        "ce qui est déjà installé ne sera pas téléchargé de nouveau.",
    ),
    Cause(
        "server",
        r"npm (?:error|ERR!) code E[45]\d\d|HTTP error [45]\d\d|\b[45]\d\d (?:Client|Server) Error",
        "Le serveur des paquets a répondu par une erreur. Attendez quelques minutes, puis relancez la même commande.",
    ),
    Cause(
        "lock",
        r"code EUSAGE|require their versions to be pinned|Hashes are required|Invalid requirement",
        "Les fichiers de verrouillage du projet (requirements/*.txt, package-lock.json) ne s’accordent plus entre eux.\n"
        "Reprenez le projet tel qu’il a été publié, ou prévenez qui s’occupe du programme.",
    ),
)
UNKNOWN = (
    "La cause n’est pas de celles que ce programme connaît. Relancez la commande\u00a0; si cela revient, "
    "montrez les lignes ci-dessus à qui s’occupe du programme."
)
#: How a Python that packages exist for is asked for.
ANOTHER_PYTHON = (
    f"Installez Python {pythons.text(pythons.NEWEST)} en 64\u00a0bits, puis relancez la commande avec lui\u00a0: "
    f"«\u00a0py -{pythons.text(pythons.NEWEST)} tasks.py serve\u00a0» sous Windows, "
    f"«\u00a0python{pythons.text(pythons.NEWEST)} tasks.py serve\u00a0» ailleurs."
)

NEWER_SYSTEM = "Mettez le système à jour, ou prenez un autre ordinateur."


class Machine(NamedTuple):
    """What decides which files a package has for this computer; versions are pairs, empty where there is none."""

    python: tuple[int, ...] = pythons.NEWEST
    standard: bool = True
    bits: int = 64
    system: str = "linux-x86_64"
    macos: tuple[int, ...] = ()
    glibc: tuple[int, ...] = ()
    proxy: str = ""
    #: The service that synchronises the project's folder.
    cloud: str = ""


def this_machine():
    """Return what is known of this computer and of its Python."""
    proxies = urllib.request.getproxies()
    library, version = platform.libc_ver()
    return Machine(
        python=tuple(sys.version_info[:2]),
        standard=sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED"),
        bits=64 if sys.maxsize > 2**32 else 32,
        system=sysconfig.get_platform(),
        macos=_numbers(platform.mac_ver()[0]),
        glibc=_numbers(version) if library == "glibc" else (),
        proxy=proxies.get("https", proxies.get("http", "")),
        cloud=clouds.service(ROOT),
    )


def _numbers(version):
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def message(name):
    """Return the message of a cause."""
    return next(cause.message for cause in CAUSES if cause.name == name)


def find(output, machine):
    """Return the name of the cause that `output` tells, its French message and the line that told it."""
    output = TRIED_AGAIN.sub("", output)
    for name, pattern, message in CAUSES:
        match = re.search(pattern, output)
        if match:
            return name, message + _besides(name, machine), _line(output, match)
    match = NO_WHEEL.search(output)
    if match:
        return "wheel", without_wheel(match[1], machine), _line(output, match)
    return "", UNKNOWN, ""


def _line(output, match):
    start = output.rfind("\n", 0, match.start()) + 1
    return output[start : output.find("\n", match.end()) if "\n" in output[match.end() :] else None].strip()[:300]


def _besides(name, machine):
    if name == "network":
        return _behind(machine.proxy)
    return f"\n{clouds.advice(ROOT, machine.cloud)}" if name in HELD and machine.cloud else ""


def _behind(proxy):
    if not proxy:
        return ""
    # An address may hold a name and a password: they are not shown.
    address = re.sub(r"//[^/@]*@", "//", proxy)
    return f"\nUn serveur mandataire (proxy) est réglé sur cet ordinateur, {address}\u00a0: il est peut-être arrêté."


def without_wheel(package, machine):
    """Return why `package` has no file for this computer, in French, and what to do."""
    oldest, newest = pythons.text(pythons.OLDEST), pythons.text(pythons.NEWEST)
    python = f"Python {pythons.text(machine.python)}, trop récent\u00a0: {oldest} à {newest} conviennent"
    sixty_four = machine.system.endswith(("x86_64", "amd64", "arm64", "aarch64", "universal2"))
    for reason, for_what, mend in (
        (not machine.standard, "cette variante de Python", ANOTHER_PYTHON),
        (machine.python > pythons.NEWEST, python, ANOTHER_PYTHON),
        (machine.bits == 32, "un Python de 32\u00a0bits", ANOTHER_PYTHON),
        (machine.system == "win-arm64", "le Python ARM64 de Windows", f"Prenez celui d’x86-64. {ANOTHER_PYTHON}"),
        (machine.macos and machine.macos < OLDEST_MACOS, _older("macOS", machine.macos, OLDEST_MACOS), NEWER_SYSTEM),
        (machine.glibc and machine.glibc < OLDEST_GLIBC, _older("glibc", machine.glibc, OLDEST_GLIBC), NEWER_SYSTEM),
        (not sixty_four, f"ce processeur ({machine.system})", "Il en faut un x86-64, ou ARM de 64\u00a0bits."),
    ):
        if reason:
            return f"Le paquet {package} n’existe pas pour {for_what}. {mend}"
    return (
        f"Le serveur des paquets n’a pas donné {package}, qui existe pourtant pour cet ordinateur. Attendez quelques "
        "minutes, puis relancez la commande. Si un réglage de pip (PIP_INDEX_URL, pip.ini, pip.conf) désigne un autre "
        "serveur, enlevez-le, ou prévenez qui le gère."
    )


def _older(name, version, oldest):
    return f"{name} {pythons.text(version)}, trop ancien\u00a0: il faut {pythons.text(oldest)} au moins"


def of_error(error):
    """Return what an OSError is, in French, and how to mend it."""
    name, message, line = find(f"{type(error).__name__}: {error}", this_machine())
    return f"{message}\n({line})" if name else f"{type(error).__name__}: {error}\n\n{message}"
