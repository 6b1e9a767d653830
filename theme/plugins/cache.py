"""
What one build makes and the next one takes again, in `.cache`: named by a digest of all that it is made of.

Everything is written aside, then put in place at once: another build may be making the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from theme import ROOT

CACHE: Final = ROOT / ".cache"
#: The libraries that do the work, with their versions: another version may give other bytes.
LIBRARIES: Final = ROOT / "requirements" / "site.txt"
#: Seconds: two weeks between two builds of the same content lose nothing.
KEPT_FOR: Final = 14 * 24 * 3600
#: The date of files inside archives: their bytes must depend on their content alone.
SOURCE_DATE: Final = (1980, 1, 1, 0, 0, 0)


def digest(*parts: bytes) -> str:
    """Return twelve hexadecimal digits of these contents, in their order."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:12]


def recipe(program: str, *parts: bytes) -> str:
    """Return the digest of what the module `program` (its `__file__`) makes of `parts` with today's libraries."""
    return digest(Path(program).read_bytes(), LIBRARIES.read_bytes(), *parts)


def file(path: Path, make: Callable[[], bytes]) -> Path:
    """Return `path`, filled with what `make` gives unless an earlier build left it; its date says when it last served."""
    try:
        os.utime(path)
    except OSError:
        content = make()
        path.parent.mkdir(parents=True, exist_ok=True)
        work = _aside(path)
        work.write_bytes(content)
        work.replace(path)
    return path


def folder(path: Path, make: Callable[[Path], None]) -> Path:
    """Return the folder `path`, filled by `make` unless an earlier build left it."""
    if not path.is_dir():
        work = _aside(path)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        try:
            make(work)
            work.rename(path)
        except OSError:
            if not path.is_dir():  # no other build has just made the same
                raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return path


def sweep(folder: Path) -> None:
    """Remove the files of a folder of the cache that have not served for long before the last that did."""
    # Another build may take a file away meanwhile.
    with contextlib.suppress(FileNotFoundError):
        served = {path: path.stat().st_mtime for path in folder.iterdir() if path.is_file()}
        oldest = max(served.values(), default=0) - KEPT_FOR
        for path in (path for path, date in served.items() if date < oldest):
            path.unlink(missing_ok=True)


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}")
