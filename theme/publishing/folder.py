"""A folder of this computer, or of a disk or a share that it sees."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from theme.publishing.store import Failed, Progress, Put, Rename, Step


class FolderStore:
    """Publishes into a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which must be there: a disk that is not plugged in is not made anew."""
        self._folder = folder

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return those of these files that are there."""
        if not self._folder.is_dir():
            raise Failed(
                f"Le dossier « {self._folder} » n’existe pas. Créez-le, ou branchez le disque qui le contient ; "
                "il est écrit dans content/secretaire.toml, sous [hebergement]."
            )
        try:
            return {name: (self._folder / name).read_bytes() for name in names if (self._folder / name).is_file()}
        except OSError as error:
            raise Failed(message(error, self._folder)) from error

    def run(self, steps: Iterable[Step], sent: Progress) -> None:
        """Go through the steps."""
        try:
            for step in steps:
                self._do(step, sent)
        except OSError as error:
            raise Failed(message(error, self._folder)) from error

    def _do(self, step: Step, sent: Progress) -> None:
        if isinstance(step, Put):
            place = self._folder / step.path
            place.parent.mkdir(parents=True, exist_ok=True)
            # The bytes alone: neither the rights nor the date of this computer.
            shutil.copyfile(step.source, place)
            sent(step.path)
        elif isinstance(step, Rename):
            (self._folder / step.old).replace(self._folder / step.new)
        else:
            (self._folder / step.path).unlink(missing_ok=True)
            self._sweep((self._folder / step.path).parent)

    def _sweep(self, folder: Path) -> None:
        """Remove a folder that has become empty, and those that held it alone."""
        while folder != self._folder and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent

    def close(self) -> None:
        """Leave nothing open: nothing is."""


def message(error: OSError, folder: Path) -> str:
    """Return what stopped the writing into a folder, in French."""
    name = Path(error.filename or folder).name
    if error.errno in (28, 122):
        return (
            f"Plus de place dans « {folder} ». Libérez-en, puis publiez de nouveau : l’envoi reprendra où il en était."
        )
    if isinstance(error, PermissionError):
        return f"Il n’est pas permis d’écrire « {name} » dans « {folder} », ou un autre programme le tient."
    return f"« {name} » n’a pas pu être écrit dans « {folder} » ({error.strerror or error})."
