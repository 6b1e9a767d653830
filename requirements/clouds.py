"""
Whether the project's folder is one that a service keeps the same on several computers.

It would send the thousands of files of `.venv`, and holds those that it sends. Standard library only.
"""

from __future__ import annotations

import os
from pathlib import PurePath

#: How the folder of a service begins, without capitals: as it is called on Windows, macOS or Linux.
SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "icloud": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "kdrive": "kDrive",
    "pcloud": "pCloud",
}
#: Where Windows says that OneDrive is, whatever its folder is called.
ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def service(folder, variables=os.environ):
    """Return the name of the service that synchronises a folder (a pure path), empty for none that is known."""
    for part in folder.parts:
        for beginning, name in SERVICES.items():
            if part.casefold().startswith(beginning):
                return name
    own = [type(folder)(variables[name]) for name in ONEDRIVE if variables.get(name)]
    return "OneDrive" if any(folder.is_relative_to(place) for place in own) else ""


def advice(folder: PurePath, name: str):
    """Return what to do, in French, with a folder that the service `name` synchronises."""
    return (
        f"Ce dossier est synchronisé par {name}\u00a0: {folder}\n"
        "Le programme y met des milliers de fichiers, que ce service enverrait tous, et retiendrait en les envoyant.\n"
        f"Déplacez-le hors de {name} (C:\\site sous Windows, votre dossier personnel ailleurs), puis relancez la commande."
    )
