"""A release as it comes, in a ZIP file: opened, judged, and unpacked only when every digest is right."""

from __future__ import annotations

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from theme.releases import manifest

#: What an update never writes into, beside the content: hers, or made on this computer.
NOT_OURS: Final = (".cache", ".git", ".update", ".venv", "dist", "history", "output")
#: What no file can be called on one of the three systems, or would lead elsewhere.
FORBIDDEN: Final = frozenset('\\:*?"<>|') | {chr(code) for code in range(32)}
EXECUTABLE: Final = 0o100
DAMAGED: Final = "«\u00a0{name}\u00a0» est abîmé ({why}). Rien n’a été changé.\nTéléchargez-le de nouveau, puis relancez la commande."
FOREIGN: Final = (
    "«\u00a0{name}\u00a0» n’est pas une version de ce programme ({why}). Rien n’a été changé.\n"
    "Donnez le fichier site-….zip, tel que vous l’avez reçu."
)


class Refusal(Exception):
    """Why a release is not taken, in French."""


@dataclass(frozen=True, slots=True)
class Release:
    """An opened release: its file, its version, the digest of each file by name."""

    path: Path
    archive: zipfile.ZipFile
    version: str
    digests: dict[str, str]

    def text(self, name: str) -> str:
        """Return a text of the release, empty without it."""
        return self.archive.read(name).decode("utf-8") if name in self.digests else ""

    def size(self) -> int:
        """Return the bytes of all its files, unpacked."""
        return sum(info.file_size for info in self.archive.infolist())

    def program(self) -> list[str]:
        """Return the names of the program's files, the manifest with them."""
        return sorted([*manifest.program(self.digests), manifest.NAME])

    def unpack(self, folder: Path) -> None:
        """Write the program into a folder; raise Refusal when a file, of the sample too, is not what it was."""
        for name in self.digests:
            with _damage_told(self.path):
                content = self.archive.read(name)
            if hashlib.sha256(content).hexdigest() != self.digests[name]:
                raise Refusal(DAMAGED.format(name=self.path.name, why=name))
            if not name.startswith(manifest.CONTENT):
                self._write(folder, name, content)
        self._write(folder, manifest.NAME, self.archive.read(manifest.NAME))

    def _write(self, folder: Path, name: str, content: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        if _mode(self.archive.getinfo(name)) & EXECUTABLE:
            path.chmod(path.stat().st_mode | 0o111)


@contextmanager
def opened(path: Path) -> Iterator[Release]:
    """Give the release in a ZIP file; raise Refusal, in French, for whatever else it is."""
    if not path.is_file():
        raise Refusal(f"Le fichier «\u00a0{path}\u00a0» n’existe pas. Donnez son chemin en entier, entre guillemets.")
    with path.open("rb") as file:
        with _damage_told(path):
            archive = zipfile.ZipFile(file)
            _judge_names(path, archive)
            release = _read(path, archive)
        yield release


@contextmanager
def _damage_told(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:
        raise Refusal(DAMAGED.format(name=path.name, why=str(error)[:80] or type(error).__name__)) from error


def _judge_names(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise Refusal for a name that leads out of the folder, into what is hers, or that comes twice."""
    known: set[str] = set()
    for info in archive.infolist():
        parts = PurePosixPath(info.filename).parts
        out = (
            not parts or info.filename.startswith("/") or any(part in (".", "..") for part in info.filename.split("/"))
        )
        # Two systems in three take « Content » for « content », and « output. » for « output ».
        first = parts[0].casefold().rstrip(". ") if parts else ""
        hers = first in NOT_OURS or (first == manifest.CONTENT[:-1] and parts[0] != first)
        if out or hers or FORBIDDEN & set(info.orig_filename) or stat.S_ISLNK(_mode(info)):
            raise Refusal(FOREIGN.format(name=path.name, why=f"un chemin y est refusé\u00a0: {info.filename[:80]!r}"))
        if info.filename.casefold() in known:
            raise Refusal(DAMAGED.format(name=path.name, why=f"{info.filename[:80]} y est deux fois"))
        known.add(info.filename.casefold())


def _mode(info: zipfile.ZipInfo) -> int:
    return info.external_attr >> 16


def _read(path: Path, archive: zipfile.ZipFile) -> Release:
    names = {name for name in archive.namelist() if not name.endswith("/")}
    if manifest.NAME not in names or "pyproject.toml" not in names:
        raise Refusal(FOREIGN.format(name=path.name, why=f"{manifest.NAME} n’y est pas"))
    try:
        digests = manifest.read(archive.read(manifest.NAME).decode("utf-8"))
        version = manifest.version(archive.read("pyproject.toml"))
    except ValueError as error:
        raise Refusal(DAMAGED.format(name=path.name, why=f"{manifest.NAME}\u00a0: {error}")) from error
    unlike = sorted(set(digests) ^ (names - {manifest.NAME}))
    if unlike:
        raise Refusal(DAMAGED.format(name=path.name, why=f"{unlike[0][:80]} manque, ou est de trop"))
    return Release(path, archive, version, digests)
