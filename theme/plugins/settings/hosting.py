"""Where `publish` sends the site: the section `[hebergement]` of the settings. No password is ever written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from estimator.need.fields import Field
from theme.plugins.settings.fields import Fault, of_section, optional_text

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
#: Examples of what the other modes take.
OF_MODE: Final = {
    (GIT, "adresse"): "git@forge.fr:moi/mon-site.git",
    (FOLDER, "dossier"): "/Volumes/Site",
}
FIELDS: Final = (
    Field(
        "mode",
        "Moyen d’envoi",
        "",
        "choix",
        default="",
        choices=("", *NEEDED),
        refusal='« mode » vaut {}, ou "" tant que vous ne publiez pas d’ici.'.format(
            ", ".join(f'"{mode}"' for mode in NEEDED)
        ),
    ),
    optional_text("adresse", "Adresse", "ftp.mon-hebergeur.fr"),
    Field(
        "port",
        "Port",
        "",
        "entier",
        default=0,
        minimum=Decimal(1),
        maximum=Decimal(65535),
        refusal="« port » est un nombre de 1 à 65535, sans guillemets ; 0 pour celui que le mode prend d’habitude.",
    ),
    optional_text("utilisateur", "Nom de compte", "moncompte"),
    optional_text("dossier", "Dossier", "www"),
    optional_text("branche", "Branche", BRANCH),
)
_TEXTS: Final = {field.name: field for field in FIELDS if field.kind == "texte"}
#: Names that a secret would be written under.
_SECRET: Final = re.compile(r"mot_?de_?passe|mdp|password|passe|secret|cle|token", re.IGNORECASE)
_REFUSED: Final = "Aucun secret ne s’écrit ici. Effacez « {} » : publish demande le mot de passe, et l’oublie."
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", re.IGNORECASE)
#: What would be an option, a command or another line for the programs that take it.
_UNSAFE: Final = re.compile(r"^-|[\x00-\x1f\x7f\"'`\\*?\[\]{}|;<>$]")
_GIT_SECRET: Final = re.compile(r"^[a-z]+://[^/@]*:[^/@]*@")
_BRANCH: Final = re.compile(r"(?!.*\.\.)(?!.*\.lock$)[A-Za-z0-9][\w./-]*(?<![./])", re.ASCII)


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
    table = settings.get(SECTION) or {}
    mode = table.get("mode")
    if not mode:
        return None
    texts = {key: table.get(key, "").strip() for key in ("adresse", "utilisateur", "dossier")}
    return Hosting(mode, port=table.get("port") or PORTS.get(mode, 0), branche=table.get("branche") or BRANCH, **texts)


def faults(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with the section: section, key, message."""
    for section, key, message in of_section(settings, SECTION, FIELDS):
        yield section, key, _REFUSED.format(key) if _SECRET.fullmatch(key) else message
    table = settings.get(SECTION, {})
    mode = table.get("mode") if isinstance(table, Mapping) else None
    if isinstance(mode, str) and mode in NEEDED:
        yield from ((SECTION, *fault) for fault in _of_mode(table, mode))


def _of_mode(table: Mapping[str, Any], mode: str) -> Iterator[tuple[str, str]]:
    """Yield what a known mode lacks, or has in another shape than it needs."""
    for key, field in _TEXTS.items():
        value = table.get(key, "")
        if not isinstance(value, str):
            continue
        text = value.strip()
        if not text:
            if key in NEEDED[mode]:
                example = OF_MODE.get((mode, key), field.example)
                yield key, f'« {key} » manque dans [{SECTION}]. Écrivez par exemple : {key} = "{example}".'
        elif message := _shape(key, text, mode):
            yield key, message


def _shape(key: str, text: str, mode: str) -> str:
    """Return what is wrong with a value, empty when nothing is."""
    if key == "adresse" and mode in PORTS and not _HOST.fullmatch(text):
        example = _TEXTS[key].example
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
