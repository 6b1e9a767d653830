"""What stopped the sending, in French, from what OpenSSH, FTP servers and git say in English."""

from __future__ import annotations

import re
from typing import Final

AGAIN: Final = "Publiez de nouveau : l’envoi reprendra où il en était."
SETTINGS: Final = "dans content/secretaire.toml, sous [hebergement]"
#: The first that is found is told: (what tells it, the sentence). `{server}` and `{folder}` are filled in.
_SSH: Final = (
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        "La clé du serveur {server} a changé depuis la dernière fois : ce n’est peut-être plus lui. Rien n’a été envoyé. "
        "Demandez à votre hébergeur s’il a changé sa clé ; si oui, effacez « .cache/publication/known_hosts » "
        "(et la ligne de {server} dans « .ssh/known_hosts »), puis publiez de nouveau.",
    ),
    (
        r"Host key verification failed",
        "La clé du serveur {server} n’est pas celle qui est connue. Rien n’a été envoyé. Demandez-la à votre hébergeur.",
    ),
    (
        r"Permission denied \(|Too many authentication failures",
        "Le serveur {server} refuse ce compte ou ce mot de passe. Vérifiez « utilisateur » {settings}, et retapez le mot "
        "de passe : celui du FTP ou du SSH, qui n’est pas toujours celui de votre espace client.",
    ),
    (
        r"Could not resolve|getaddrinfo|Name or service not known|nodename nor servname|gaierror|Temporary failure in name",
        "Le serveur {server} est introuvable. Vérifiez « adresse » {settings}, et votre connexion à Internet.",
    ),
    (
        r"Connection refused|timed out|No route to host|Network is unreachable",
        "Le serveur {server} ne répond pas. Vérifiez « adresse » et « port » {settings}. Certains hébergeurs n’ouvrent "
        'SFTP qu’après autorisation de votre adresse IP dans leur espace client : essayez aussi mode = "ftps".',
    ),
    (
        r"No space left|[Qq]uota|\b452\b|\b552\b|\bENOSPC\b",
        "Plus de place chez votre hébergeur. Le site en ligne est resté entier. Libérez de la place, puis publiez de nouveau.",
    ),
    (
        r"(?:stat|realpath|cd|550) .*No such file|Couldn't (?:canonicalize|stat|change directory)[^\n]*|change directory",
        "Le dossier « {folder} » n’existe pas chez votre hébergeur. Vérifiez « dossier » {settings}.",
    ),
    (
        r"[Pp]ermission denied",
        "Ce compte n’a pas le droit d’écrire dans « {folder} ». Vérifiez « dossier » {settings}.",
    ),
    (
        r"[Cc]onnection (?:closed|reset|lost|aborted)|[Bb]roken pipe|EOF|disconnected",
        "La connexion s’est coupée. Le site en ligne est resté entier. {again}",
    ),
    # What a full disk is called by servers that say no more.
    (
        r"[Cc]ouldn't write|write remote|Failure",
        "Le serveur {server} n’a pas pu écrire un fichier : la place y manque peut-être. Le site en ligne est resté entier. "
        "Voyez l’espace libre chez votre hébergeur, puis publiez de nouveau.",
    ),
)
#: What is no fault: a folder that is there already, a file that is not.
_EXPECTED: Final = re.compile(
    r"^(?:remote mkdir|Couldn't create directory|File \".*\" not found|remote delete|Couldn't delete file).*$",
    re.MULTILINE,
)


def of_ssh(complaint: str, server: str, folder: str) -> str:
    """Return what OpenSSH complained of, in French, with its own words when they are not known."""
    # OpenSSH may leave without a word when the line goes.
    complaint = _EXPECTED.sub("", complaint).strip() or "Connection closed"
    for pattern, sentence in _SSH:
        if re.search(pattern, complaint):
            return sentence.format(server=server, folder=folder, settings=SETTINGS, again=AGAIN)
    lines = [line for line in complaint.splitlines() if line.strip()]
    return f"Le serveur {server} a arrêté l’envoi. Le site en ligne est resté entier. {AGAIN}\n({' '.join(lines[-2:])[:300]})"
