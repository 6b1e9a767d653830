"""The sites that were published, kept on this computer by digest: a change of price keeps a few files more."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from theme.publishing import manifest
from theme.publishing.manifest import Manifest

#: How many publications can be gone back to.
MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Version:
    """One publication: its number, when it was (ISO), what it changed in her words, its files, her settings by name."""

    number: int
    at: str
    changes: tuple[str, ...]
    files: Mapping[str, str]
    settings: Mapping[str, str]


class Versions:
    """The publications kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which may not be there yet."""
        self._folder = folder
        self._objects = folder / "objects"

    def all(self) -> list[Version]:
        """Return those that are there, the newest first."""
        paths = sorted(self._folder.glob("[0-9]*.json"), reverse=True)
        return [_read(path) for path in paths]

    def of(self, online: Manifest) -> Version | None:
        """Return the one that is online, when it was published from here."""
        pages = _pages(online.files)
        return next((version for version in self.all() if pages and _pages(version.files) == pages), None)

    def keep(self, site: Path, names: list[str], at: str, changes: list[str], settings: Mapping[str, str]) -> Version:
        """Keep a published site, and return it; the oldest beyond MOST goes."""
        versions = self.all()
        # What hosts read, and the headers' own file, go back with it.
        files = manifest.of_folder(site, names).files
        version = Version(versions[0].number + 1 if versions else 1, at, tuple(changes), files, settings)
        self._objects.mkdir(parents=True, exist_ok=True)
        for name, digest in files.items():
            if not (self._objects / digest).exists():
                _written(self._objects / digest, (site / name).read_bytes())
        content = json.dumps(asdict(version), ensure_ascii=False, indent=1).encode()
        _written(self._folder / f"{version.number:06}.json", content)
        self._sweep()
        return version

    def rebuild(self, version: Version, folder: Path) -> None:
        """Put a version's files into a folder; FileNotFoundError when one was lost."""
        for name, digest in version.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._objects / digest, path)

    def _sweep(self) -> None:
        for path in sorted(self._folder.glob("[0-9]*.json"), reverse=True)[MOST:]:
            path.unlink()
        used = {digest for version in self.all() for digest in version.files.values()}
        for path in self._objects.iterdir():
            if path.name not in used:
                path.unlink()


def _pages(files: Mapping[str, str]) -> dict[str, str]:
    return {name: digest for name, digest in files.items() if name.endswith(".html")}


def _read(path: Path) -> Version:
    content = json.loads(path.read_text(encoding="utf-8"))
    return Version(**{**content, "changes": tuple(content["changes"])})


def _written(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    aside.write_bytes(content)
    aside.replace(path)
