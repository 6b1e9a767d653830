"""What lies in `content/`: the files that are hers to publish, apart from what systems leave there and from links."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import translate
from pathlib import Path
from typing import Final

#: Files and folders that editors and systems leave behind: neither read nor published, nor told. Pelican takes
#: these patterns too, and holds them against the name alone.
IGNORED: Final = (".*", "*~", "~$*", "[Tt]humbs.db", "[Dd]esktop.ini", "__MACOSX")
#: The same as one pattern: a site of a thousand texts asks it thousands of times.
_IGNORED: Final = re.compile("|".join(translate(os.path.normcase(pattern)) for pattern in IGNORED))
_isjunction = getattr(os.path, "isjunction", lambda path: False)


def is_ignored(path: Path) -> bool:
    """Return whether a part of `path`, relative to `content/`, has a name that is ignored."""
    return any(_IGNORED.match(os.path.normcase(part)) for part in path.parts)


def is_link(path: Path) -> bool:
    """Return whether `path` itself only points to another place, which may be missing."""
    return path.is_symlink() or _isjunction(path)


def files(folder: Path) -> list[Path]:
    """Return every file below `folder`, in order: nothing ignored, nothing behind a link."""
    return [path for path, link in _walk(folder) if not link]


def links(folder: Path) -> list[Path]:
    """Return every link below `folder`, in order, to a file or to a folder; ignored names are not among them."""
    return [path for path, link in _walk(folder) if link]


def _walk(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield the files and the links below a folder, and whether each is a link. None of these is entered."""
    if is_link(folder) or not folder.is_dir():
        return
    # The folder tells what each is: asking the disk for every file takes most of the time.
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    for entry in entries:
        if _IGNORED.match(os.path.normcase(entry.name)):
            continue
        path = folder / entry.name
        if entry.is_symlink() or _isjunction(path):
            yield path, True
        elif entry.is_file():
            yield path, False
        else:
            yield from _walk(path)
