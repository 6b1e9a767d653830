"""The only way in which the desk writes: inside `content/`, whole files at once, what was there before kept."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from theme.plugins.checks import content_files

#: What may be written, as paths inside `content/`.
WRITABLE: Final = re.compile(
    r"(?:secretaire|phrases)\.toml|(?:pages|articles)/(?:[\w-]+/)*[\w. -]+\.md|images/[a-z0-9][a-z0-9-]*\.(?:jpg|png|svg)"
)
#: Kinds of files that a copy of everything holds and brings back: no program among them.
_KINDS: Final = (
    "md|markdown|toml|txt|csv|jpe?g|png|webp|gif|svg|heic|heif|avif|tiff?|bmp|"
    "pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|mp[34]|m4a|mov|wav"
)
HELD: Final = re.compile(rf"(?:[^/\\:*?\"<>|\x00-\x1f]+/)*[^/\\:*?\"<>|\x00-\x1f]+\.(?:{_KINDS})", re.IGNORECASE)
#: Names that Windows takes for something else than a file.
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
#: Seconds between the tries of a replacement that is refused: an antivirus or OneDrive holds a file for a moment.
PAUSES: Final = (0.1, 0.3, 0.6)
#: How a former version is called: its number, the moment at which it was replaced, its digest.
_VERSION: Final = re.compile(r"(\d{5})-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2})-[0-9a-f]{12}")


class Outside(Exception):
    """A path that the desk may not read nor write."""


class Changed(Exception):
    """The file is no longer what the page was made of: another program has saved it."""


@dataclass(frozen=True, slots=True)
class Version:
    """A former state of a file: its name, and when it was replaced (ISO)."""

    name: str
    at: str


class Keeper:
    """Reads and writes the files of a `content` folder; `history` keeps what each was before."""

    def __init__(self, content: Path, history: Path, now: Callable[[], str], names: re.Pattern[str] = WRITABLE) -> None:
        """Take the two folders, what gives the moment (ISO), and the names that may be read and written."""
        self.content, self.history, self._now, self._names = content, history, now, names

    def of_all(self) -> Keeper:
        """Return one that reads and writes every file that a content may hold, for copies of the whole."""
        return Keeper(self.content, self.history, self._now, HELD)

    def path(self, name: str) -> Path:
        """Return the file that `name` says (`pages/tarifs.md`); Outside when it is none of hers."""
        inside = PurePosixPath(name)
        strange = content_files.is_ignored(Path(name)) or any(map(_DEVICES.match, inside.parts))
        if not self._names.fullmatch(name) or strange:
            raise Outside(name)
        path = self.content / inside
        # A link would lead out of the folder, whatever the name says.
        places = [path, *path.parents[: len(inside.parts) - 1]]
        if any(map(content_files.is_link, places)):
            raise Outside(name)
        return path

    def may_hold(self, name: str) -> bool:
        """Return whether `name` says a file that may be written."""
        try:
            self.path(name)
        except Outside:
            return False
        return True

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; empty when there is none."""
        path = self.path(name)
        return path.read_bytes() if path.is_file() else b""

    def write(self, name: str, new: bytes, *, known: str | None = None) -> bool:
        """
        Replace a file at once, and return whether it changed; Changed unless its digest is still `known`.

        OSError when the disk refuses: the file is then as it was.
        """
        path = self.path(name)
        old = self.read(name)
        if known is not None and digest(old) != known:
            raise Changed(name)
        if old == new and path.is_file():
            return False
        if path.is_file():
            self._keep(name, old)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace(path, new)
        return True

    def remove(self, name: str) -> None:
        """Take a file away; what it was is kept."""
        path = self.path(name)
        if path.is_file():
            self._keep(name, path.read_bytes())
            path.unlink()

    def versions(self, name: str) -> list[Version]:
        """Return what a file was before, the newest first."""
        folder = self._folder(name)
        names = sorted((path.name for path in folder.iterdir()), reverse=True) if folder.is_dir() else []
        matches = ((one, _VERSION.fullmatch(one)) for one in names)
        return [Version(one, _iso(match[2])) for one, match in matches if match]

    def removed(self, kind: str) -> list[str]:
        """Return the texts of a kind that are there no more, of which versions are kept."""
        folders = {path.parent for path in content_files.files(self.history / kind) if _VERSION.fullmatch(path.name)}
        names = sorted(folder.relative_to(self.history).as_posix() for folder in folders)
        return [name for name in names if self.may_hold(name) and not self.path(name).is_file()]

    def version(self, name: str, version: str) -> bytes:
        """Return the bytes of a former version; Outside when there is none."""
        path = self._folder(name) / version
        if not _VERSION.fullmatch(version) or not path.is_file():
            raise Outside(version)
        return path.read_bytes()

    def last(self, name: str) -> bytes:
        """Return a file as it is, or as it was last; nothing for one that never was."""
        versions = [] if self.path(name).is_file() else self.versions(name)
        return self.version(name, versions[0].name) if versions else self.read(name)

    def _folder(self, name: str) -> Path:
        return self.history / self.path(name).relative_to(self.content)

    def _keep(self, name: str, old: bytes) -> None:
        folder = self._folder(name)
        ending = digest(old)[:12]
        versions = self.versions(name)
        if versions and versions[0].name.endswith(ending):
            return
        folder.mkdir(parents=True, exist_ok=True)
        number = int(versions[0].name[:5]) + 1 if versions else 1
        replace(folder / f"{number:05}-{self._now()[:16].replace(':', '-')}-{ending}", old)


def digest(content: bytes) -> str:
    """Return what tells two states of a file apart."""
    return hashlib.sha256(content).hexdigest()


def is_version(name: str) -> bool:
    """Return whether a file is called as a former version is."""
    return bool(_VERSION.fullmatch(name))


def replace(path: Path, new: bytes) -> None:
    """Put a whole file in the place of another at once: a power cut leaves one of the two."""
    # Hidden: neither Pelican nor the preview looks at it.
    aside = path.with_name(f".{path.name}.part")
    try:
        with aside.open("wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        for pause in PAUSES:
            try:
                aside.replace(path)
                return
            except PermissionError:
                time.sleep(pause)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _iso(stamp: str) -> str:
    day, _, hour = stamp.partition("T")
    return f"{day}T{hour.replace('-', ':')}"
