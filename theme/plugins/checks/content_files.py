"""What lies in `content/`: the files that are hers to publish, apart from what systems leave there and from links."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

#: Files and folders that editors and systems leave behind: neither read nor published, nor told. Pelican takes
#: these patterns too, and holds them against the name alone.
IGNORED: Final = (".*", "*~", "~$*", "[Tt]humbs.db", "[Dd]esktop.ini", "__MACOSX")
_isjunction = getattr(os.path, "isjunction", lambda path: False)


def is_ignored(path: Path) -> bool:
    """Return whether a part of `path`, relative to `content/`, has a name that is ignored."""
    return any(fnmatch(part, pattern) for part in path.parts for pattern in IGNORED)


def is_link(path: Path) -> bool:
    """Return whether `path` itself only points to another place, which may be missing."""
    return path.is_symlink() or _isjunction(path)


def files(folder: Path) -> list[Path]:
    """Return every file below `folder`, in order: nothing ignored, nothing behind a link."""
    return [path for path in _walk(folder) if not is_link(path)]


def links(folder: Path) -> list[Path]:
    """Return every link below `folder`, in order, to a file or to a folder; ignored names are not among them."""
    return [path for path in _walk(folder) if is_link(path)]


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files and the links below a folder; a link to a folder is yielded, never entered."""
    if is_link(folder) or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if is_ignored(Path(path.name)):
            continue
        if is_link(path) or path.is_file():
            yield path
        else:
            yield from _walk(path)
