"""
A copy of everything in one file: `content/` and `history/` as a ZIP, and the way back on any computer.

What is sent may be any file: it is read whole and judged before a byte of hers changes.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from theme.desk.keeping import Keeper, is_version, replace
from theme.plugins.checks import content_files
from theme.plugins.problems import french_spaces
from theme.plugins.settings.secretaire import FILE

CONTENT: Final = "content"
HISTORY: Final = "history"
#: Files and bytes, once unpacked, that no site of hers comes near.
MOST_FILES: Final = 20_000
LARGEST: Final = 500_000_000
#: Bytes that the desk takes at once, as Tornado does.
LARGEST_SENT: Final = 100_000_000
#: What Python raises of a file that is no ZIP, is cut or locked, or packed in an unknown way.
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


class NotACopy(Exception):
    """A file that nothing is brought back from; its text says why, in French."""

    def __init__(self, message: str) -> None:
        """Take the sentence, with ordinary spaces."""
        super().__init__(french_spaces(f"{message} Rien n’a changé chez vous."))


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy holds: the files of `content/`, and former versions below `history/`, by their path there."""

    files: Mapping[str, bytes]
    former: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Changes:
    """What bringing a copy back would do, by name below `content/`."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def packed(keeper: Keeper) -> bytes:
    """Return a ZIP of all that is hers: same files, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in (*_held(CONTENT, keeper.content, keeper), *_held(HISTORY, keeper.history, keeper)):
            # The day that every ZIP can hold, so that the same files make the same copy.
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())
    return buffer.getvalue()


def is_too_large(keeper: Keeper) -> bool:
    """Return whether a copy could not be sent back to the desk; photographs hardly get smaller in a ZIP."""
    folders = (keeper.content, keeper.history)
    return sum(path.stat().st_size for folder in folders for path in content_files.files(folder)) > LARGEST_SENT


def left_out(keeper: Keeper) -> list[str]:
    """Return the files of her content that no copy takes: programs, and what no site uses."""
    names = (path.relative_to(keeper.content).as_posix() for path in content_files.files(keeper.content))
    return [name for name in names if not _has_a_place(f"{CONTENT}/{name}", keeper)]


def _held(top: str, folder: Path, keeper: Keeper) -> Iterator[tuple[str, Path]]:
    for path in content_files.files(folder):
        name = f"{top}/{path.relative_to(folder).as_posix()}"
        if _has_a_place(name, keeper):
            yield name, path


def read(sent: bytes, keeper: Keeper) -> Copy:
    """Return what a copy holds; NotACopy for any other file, or one that would write elsewhere than in her folders."""
    if not sent:
        raise NotACopy("Choisissez d’abord un fichier.")
    try:
        with zipfile.ZipFile(io.BytesIO(sent)) as archive:
            files = dict(_unpacked(archive))
    except _UNREADABLE as error:
        raise NotACopy(
            "Ce fichier n’est pas un ZIP qui se lit. Choisissez celui que le bureau a fait, ou téléchargez-le de nouveau."
        ) from error
    files = _without_top(files)
    copy = Copy(_below(files, CONTENT), _below(files, HISTORY))
    if FILE not in copy.files:
        raise NotACopy(f"Ce ZIP n’est pas une copie de votre bureau : {CONTENT}/{FILE} n’y est pas.")
    foreign = next((name for name in files if not _has_a_place(name, keeper)), None)
    if foreign is not None:
        raise NotACopy(
            f"« {foreign[:80]} » n’a pas sa place dans votre bureau : ce ZIP a été changé, ou vient d’ailleurs."
        )
    return copy


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a ZIP by its path, what systems add left out."""
    room, names = LARGEST, set()
    if len(archive.infolist()) > MOST_FILES:
        raise NotACopy("Ce ZIP a bien trop de fichiers pour être une copie de votre bureau.")
    for info in archive.infolist():
        # The name as it is written: Python turns « \\ » into « / » on Windows alone.
        name = info.orig_filename
        if stat.S_ISLNK(info.external_attr >> 16):
            raise NotACopy(f"« {name[:80]} » est un lien vers un autre endroit : une copie n’en contient pas.")
        if info.is_dir() or _is_left_by_a_system(name):
            continue
        if name.lower() in names:
            raise NotACopy(f"« {name[:80]} » est deux fois dans ce ZIP.")
        names.add(name.lower())
        with archive.open(info) as file:
            content = file.read(room + 1)
        room -= len(content)
        if room < 0:
            raise NotACopy("Ce ZIP cache bien plus de données que n’en a un site : il n’est pas ouvert.")
        yield name, content


def _is_left_by_a_system(name: str) -> bool:
    return ".." not in name and content_files.is_ignored(Path(name))


def _without_top(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files without the folder that a program packed them in, where there is one."""
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1 or tops <= {CONTENT, HISTORY}:
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


def _below(files: Mapping[str, bytes], top: str) -> dict[str, bytes]:
    return {name.removeprefix(f"{top}/"): content for name, content in files.items() if name.startswith(f"{top}/")}


def _has_a_place(name: str, keeper: Keeper) -> bool:
    """Return whether a file of a copy has its place in her folders."""
    top, _, inside = name.partition("/")
    if top == HISTORY:
        inside, _, version = inside.rpartition("/")
        return is_version(version) and keeper.of_all().may_hold(inside)
    return top == CONTENT and "//" not in name and keeper.of_all().may_hold(inside)


def changes(copy: Copy, keeper: Keeper) -> Changes:
    """Return what bringing a copy back would do to her content."""
    there = {path.relative_to(keeper.content).as_posix(): path for path in content_files.files(keeper.content)}
    changed = [name for name, content in copy.files.items() if name in there and there[name].read_bytes() != content]
    new = [name for name in copy.files if name not in there]
    # A file of a strange kind is in no copy: it stays.
    gone = [name for name in there if name not in copy.files and keeper.of_all().may_hold(name)]
    return Changes(tuple(sorted(new)), tuple(sorted(changed)), tuple(sorted(gone)))


def bring_back(copy: Copy, keeper: Keeper) -> None:
    """
    Make her content that of a copy. What was there is kept in `history/`, with the versions that the copy brings.

    OSError when the disk refuses: her content is then as it was.
    """
    whole = keeper.of_all()
    differences = changes(copy, keeper)
    before: dict[str, bytes | None] = {}
    try:
        for name in (*differences.new, *differences.changed):
            path = whole.path(name)
            before[name] = path.read_bytes() if path.is_file() else None
            whole.write(name, copy.files[name])
        for name in differences.gone:
            before[name] = whole.read(name)
            whole.remove(name)
    except OSError:
        _undo(before, keeper.content)
        raise
    for name, content in copy.former.items():
        place = keeper.history / PurePosixPath(name)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            replace(place, content)


def _undo(before: Mapping[str, bytes | None], content: Path) -> None:
    for name, was in before.items():
        path = content / PurePosixPath(name)
        if was is None:
            path.unlink(missing_ok=True)
        elif not path.is_file() or path.read_bytes() != was:
            replace(path, was)
