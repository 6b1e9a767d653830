"""Where `publish` sends the site: the section `[hebergement]` of the settings. No password is ever written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

#: The section of the settings.
SECTION: Final = "hebergement"
SFTP, FTPS, FOLDER, GIT = "sftp", "ftps", "dossier", "git"
#: What each way of sending needs besides its mode, and the port that it takes where none is written.
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    SFTP: ("adresse", "utilisateur", "dossier"),
    FTPS: ("adresse", "utilisateur", "dossier"),
    FOLDER: ("dossier",),
    GIT: ("adresse",),
}
PORTS: Final = {SFTP: 22, FTPS: 21}
BRANCH: Final = "gh-pages"
EXAMPLES: Final = {
    "adresse": "ftp.mon-hebergeur.fr",
    "utilisateur": "moncompte",
    "dossier": "www",
    "branche": BRANCH,
}
OF_MODE: Final = {
    GIT: {"adresse": "git@forge.fr:moi/mon-site.git"},
    FOLDER: {"dossier": "/Volumes/Site"},
}
KEYS: Final = ("mode", "adresse", "port", "utilisateur", "dossier", "branche")
#: Names that a secret would be written under.
_SECRET: Final = re.compile(r"mot_?de_?passe|mdp|password|passe|secret|cle|token", re.IGNORECASE)
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
#: What would be an option, a command or another line for the programs that take it.
_UNSAFE: Final = re.compile(r"^-|[\x00-\x1f\x7f\"'`\\*?\[\]{}|;<>$]")
_GIT_SECRET: Final = re.compile(r"^[a-z]+://[^/@]*:[^/@]*@")
_BRANCH: Final = re.compile(r"(?!.*\.\.)(?!.*\.lock$)[A-Za-z0-9][\w./-]*(?<![./])", re.ASCII)

Fault = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Hosting:
    """How and where the site is sent."""

    mode: str
    adresse: str
    port: int
    utilisateur: str
    dossier: str
    branche: str


def hosting(settings: Mapping[str, Any]) -> Hosting | None:
    """Return where checked settings send the site; None while they do not say."""
    said = settings.get(SECTION) or {}
    if not said.get("mode"):
        return None
    mode = said["mode"]
    texts = {key: said.get(key, "").strip() for key in ("adresse", "utilisateur", "dossier")}
    return Hosting(mode, port=said.get("port") or PORTS.get(mode, 0), branche=said.get("branche") or BRANCH, **texts)


def faults(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the section: section, key, message."""
    said = settings.get(SECTION, {})
    if not isinstance(said, Mapping):
        yield SECTION, "", f"« {SECTION} » est une section : écrivez [{SECTION}] seul sur sa ligne."
        return
    for key, message in (*_unknown(said), *_kinds(said)):
        yield SECTION, key, message
    mode = said.get("mode", "")
    if mode and mode in NEEDED:
        yield from ((SECTION, key, message) for key, message in _of_mode(said, mode))


def _unknown(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in said:
        if key in KEYS:
            continue
        if _SECRET.fullmatch(key):
            yield key, f"Aucun secret ne s’écrit ici. Effacez « {key} » : publish demande le mot de passe, et l’oublie."
        else:
            yield key, f"« {key} » n’existe pas dans [{SECTION}]. Clés connues : {', '.join(KEYS)}."


def _kinds(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in (key for key in KEYS if key in said and key != "port"):
        if not isinstance(said[key], str):
            yield key, f'« {key} » est un texte : mettez-le entre guillemets droits. {key} = "{said[key]}"'
    mode, port = said.get("mode", ""), said.get("port", 0)
    if isinstance(mode, str) and mode and mode not in NEEDED:
        known = ", ".join(f'"{one}"' for one in NEEDED)
        yield "mode", f'« mode » vaut {known}, ou "" tant que vous ne publiez pas d’ici.'
    if isinstance(port, bool) or not isinstance(port, int) or not 0 <= port <= 65535:
        yield (
            "port",
            "« port » est un nombre de 1 à 65535, sans guillemets ; 0 pour celui que le mode prend d’habitude.",
        )


def _of_mode(said: Mapping[str, Any], mode: str) -> Iterator[tuple[str, str]]:
    """Yield what a known mode lacks, or has in another shape than it needs."""
    for key in ("adresse", "utilisateur", "dossier", "branche"):
        value = said.get(key, "")
        if not isinstance(value, str):
            continue
        text = value.strip()
        if not text:
            if key in NEEDED[mode]:
                example = {**EXAMPLES, **OF_MODE.get(mode, {})}[key]
                yield key, f'« {key} » manque dans [{SECTION}]. Écrivez par exemple : {key} = "{example}".'
        elif message := _shape(key, text, mode):
            yield key, message


def _shape(key: str, text: str, mode: str) -> str:
    """Return what is wrong with a value, empty when nothing is."""
    if key == "adresse" and mode in PORTS and not _HOST.fullmatch(text):
        example = EXAMPLES["adresse"]
        return f"« adresse » est le nom du serveur seul, par exemple « {example} » : ni ftp:// devant, ni dossier derrière."
    if key == "adresse" and mode == GIT and _GIT_SECRET.match(text):
        return "« adresse » contient un mot de passe. Enlevez-le : git le demande, ou le tient de votre ordinateur."
    if key == "branche" and mode == GIT and not _BRANCH.fullmatch(text):
        return f"« branche » est un nom de branche de git, par exemple « {BRANCH} »."
    if mode != FOLDER and _UNSAFE.search(text):
        return f"« {key} » contient un signe qui ne peut pas y être, ou commence par un tiret. Retapez cette ligne."
    if key == "dossier" and mode in PORTS and ".." in text.split("/"):
        return (
            "« dossier » ne remonte pas par « .. ». Écrivez le chemin que montre votre hébergeur, par exemple « www »."
        )
    return ""
