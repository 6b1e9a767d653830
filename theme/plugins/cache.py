"""
What one build makes and the next one takes again, in `.cache`, named by a digest of what made it.

Everything is written aside, then put in place at once: another build may be making the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import FileSystemBytecodeCache

from theme import ROOT, THEME
from theme.plugins import signals
from theme.releases import manifest

CACHE: Final = ROOT / ".cache"
#: What a release brings ready made, laid out as the cache is.
READY: Final = ROOT / "made"
#: The libraries that do the work, with their versions: another version may give other bytes.
LIBRARIES: Final = ROOT / "requirements" / "site.txt"
#: Seconds: two weeks between two builds of the same content lose nothing.
KEPT_FOR: Final = 14 * 24 * 3600
#: Seconds after which a folder that is half made is of a build that was killed: none takes as long.
HALF_MADE_FOR: Final = 3600
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


def _code() -> bytes:
    return digest(
        sys.version.encode(), *(part for path in _code_files() for part in (path.name.encode(), path.read_bytes()))
    ).encode()


def _code_files() -> Iterator[Path]:
    for folder in (ROOT / "estimator", THEME / "plugins", THEME / "browser"):
        yield from (path for path in sorted(folder.rglob("*")) if path.suffix in (".py", ".toml"))
    yield from (ROOT / "pelicanconf.py", THEME / "package-lock.json", LIBRARIES)


#: The digest of all that turns content into a site, but its templates, drawings and styles: those are inputs. It is taken
#: while our code is read in: what changes later is not what this process runs.
CODE: Final = _code()


def result(kind: str, make: Callable[[], bytes], *inputs: bytes | str) -> bytes:
    """Return what `make` gives for these inputs, which are all that it reads besides our own code; made once."""
    parts = (part.encode() if isinstance(part, str) else part for part in inputs)
    # Four are asked for each text: to make a Path of each would take as long as to read it.
    path = os.path.join(_folder(CACHE, kind), digest(CODE, *parts))
    if not _serves(path):
        file(Path(path), make)
    with open(path, "rb") as source:
        return source.read()


@lru_cache
def _folder(cache: Path, kind: str) -> str:
    _SERVED.add(cache / kind)
    return str(cache / kind)


class _Bytecode(FileSystemBytecodeCache):
    def get_source_checksum(self, source: str) -> str:
        """Return what tells one template from another: our code has a part in how it is compiled."""
        return digest(CODE, source.encode())


def bytecode(kind: str) -> FileSystemBytecodeCache:
    """Return where an environment of Jinja keeps its compiled templates; `kind` names the environment."""
    folder = CACHE / "templates" / kind
    folder.mkdir(parents=True, exist_ok=True)
    _SERVED.add(folder)
    return _Bytecode(str(folder), "%s")


#: Folders of the cache that this build has used.
_SERVED: Final[set[Path]] = set()
#: All that this process has taken from the cache, or put there.
TAKEN: Final[set[str]] = set()


def file(path: Path, make: Callable[[], bytes]) -> Path:
    """Return `path`, filled with what `make` gives unless an earlier build left it; its date says when it last served."""
    if not _serves(str(path)):
        ready = _ready(path)
        content = ready[0].read_bytes() if ready else make()
        path.parent.mkdir(parents=True, exist_ok=True)
        work = _aside(path)
        work.write_bytes(content)
        work.replace(path)
    return path


def _serves(path: str) -> bool:
    """Return whether an earlier build left this file, whose date then says that it serves."""
    TAKEN.add(path)
    try:
        os.utime(path)
    except OSError:
        return False
    return True


def folder(path: Path, make: Callable[[Path], None]) -> Path:
    """Return the folder `path`, filled by `make` unless an earlier build left it."""
    TAKEN.add(str(path))
    if path.is_dir():
        # When it last served.
        os.utime(path)
    else:
        ready = _ready(path)
        work = _aside(path)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        _sweep_folders(path.parent, work.stat().st_mtime)
        try:
            if ready:
                for source in ready:
                    shutil.copyfile(source, work / source.name)
            else:
                make(work)
            work.rename(path)
        except OSError:
            if not path.is_dir():  # no other build has just made the same
                raise
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return path


def _ready(path: Path) -> list[Path]:
    """Return the files that a release brings for `path`, a file or flat folder; none when one is not whole."""
    if not path.is_relative_to(CACHE):
        return []
    place = (READY / path.relative_to(CACHE)).relative_to(ROOT).as_posix()
    names = [name for name in manifest.of(ROOT) if name == place or name.startswith(f"{place}/")]
    return [ROOT / name for name in names] if all(manifest.is_whole(ROOT, name) for name in names) else []


def _sweep_folders(place: Path, now: float) -> None:
    """Remove the folders that builds left half made when they were killed, and those that have not served for long."""
    for candidate in [path for path in place.glob("*") if path.is_dir()]:
        with contextlib.suppress(OSError):
            if now - candidate.stat().st_mtime > (HALF_MADE_FOR if "." in candidate.name else KEPT_FOR):
                shutil.rmtree(candidate, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove the files of a folder of the cache that have not served for long before the last that did."""
    # Another build may take a file away meanwhile.
    with contextlib.suppress(FileNotFoundError):
        served = {path: path.stat().st_mtime for path in folder.iterdir() if path.is_file()}
        oldest = max(served.values(), default=0) - KEPT_FOR
        for path in (path for path, date in served.items() if date < oldest):
            path.unlink(missing_ok=True)


def _aside(path: Path) -> Path:
    # A name of its own for each thread: two may be making the same.
    return path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")


def _sweep(pelican: Any) -> None:
    # A preview builds at each save, and looks through thousands of files for nothing.
    if not pelican.settings.get("PREVIEW"):
        for served in _SERVED:
            sweep(served)


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(_sweep)
