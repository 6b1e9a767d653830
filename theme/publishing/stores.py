"""The way of sending that the settings ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from theme import ROOT
from theme.plugins.settings.hosting import FOLDER, FTPS, GIT, Hosting
from theme.publishing.folder import FolderStore
from theme.publishing.ftps import FtpsStore
from theme.publishing.git import GitStore
from theme.publishing.sftp import SftpStore
from theme.publishing.store import Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the secretary meanwhile, each as a function of who calls."""

    #: The password of an account, that it is told; empty to give up.
    password: Callable[[str], str]
    #: Whether a server that shows these fingerprints is hers.
    trust: Callable[[str], bool]


def store(hosting: Hosting, questions: Asked, known_hosts: Path) -> Store:
    """Return the place that checked settings publish to; `known_hosts` keeps the keys of servers."""
    if hosting.mode == FOLDER:
        # As the settings say it, from the project's folder.
        return FolderStore(ROOT / Path(hosting.dossier).expanduser())
    if hosting.mode == GIT:
        return GitStore(hosting.adresse, hosting.branche)
    account = (hosting.adresse, hosting.port, hosting.utilisateur, hosting.dossier)
    if hosting.mode == FTPS:
        return FtpsStore(*account, password=questions.password)
    return SftpStore(*account, known_hosts=known_hosts, password=questions.password, trust=questions.trust)
