"""
Put a built site in the place of the one before: one of the two is always there, whole.

Under Linux the two folders change places at once. Elsewhere the one before steps aside for a moment. A build cut there
leaves `output.old`, which the next build puts back. A folder that cannot be renamed, as a volume that is mounted, is
written file by file, pages last.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from theme import locking

#: Seconds between the tries of a rename that is refused.
RENAME_PAUSES: Final = (0.2, 0.5, 1, 2)
#: Folders of two disks, or one that is mounted.
UNMOVABLE: Final = (errno.EXDEV, errno.EBUSY)
#: Of `renameat2`: its flag, and what stands for « from the current folder ».
EXCHANGE: Final = 2
HERE: Final = -100
#: Written last: what they name is then there.
LAST: Final = (".html", ".xml", "service-worker.js")


class Refusal(Exception):
    """What keeps a site from being put in its place, in French."""


@contextlib.contextmanager
def place_for(output: Path, cache: Path) -> Iterator[tuple[Path, Path]]:
    """
    Give a folder to build in, and the one for the site: `output`, or where its link leads.

    Raises Refusal where `output` is a file, or where another build of it is under way. What builds that were cut have
    left is removed, and a site that stood aside comes back.
    """
    target = output.resolve()
    if target.is_file():
        raise Refusal(
            f"«\u00a0{output.name}\u00a0» est un fichier\u00a0: le site doit être un dossier de ce nom. "
            f"Renommez ou supprimez ce fichier ({target}), puis relancez la commande."
        )
    name = f"build-{hashlib.sha256(os.fsencode(target)).hexdigest()[:12]}"
    cache.mkdir(exist_ok=True)
    with _alone(cache / f"{name}.lock", output):
        for folder in cache.glob(f"{name}-*"):
            shutil.rmtree(folder, ignore_errors=True)
        _recover(target)
        with tempfile.TemporaryDirectory(dir=cache, prefix=f"{name}-", ignore_cleanup_errors=True) as work:
            yield Path(work) / "site", target


@contextlib.contextmanager
def _alone(path: Path, output: Path) -> Iterator[None]:
    """Hold the lock of a build. The system lets it go with the process, however that ends."""
    with path.open("a") as file:
        # One that ends takes its file away: who has opened that file holds nothing.
        if not locking.hold(file) or not path.exists() or path.stat().st_ino != os.fstat(file.fileno()).st_ino:
            raise Refusal(
                f"Une autre fabrication du dossier «\u00a0{output.name}\u00a0» est en cours. "
                "Attendez qu’elle finisse, puis relancez la commande."
            )
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                path.unlink()


def _aside(target: Path) -> Path:
    return target.with_name(f"{target.name}.old")


def _recover(target: Path) -> None:
    aside = _aside(target)
    if aside.is_dir() and not aside.is_symlink() and not target.exists():
        aside.rename(target)
    for path in (aside, target.with_name(f"{target.name}.new")):
        _remove(path)


def _remove(path: Path) -> None:
    """Remove a folder, a file or a link, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def replace(new: Path, target: Path) -> None:
    """Put the folder `new` in the place of `target`; on failure `target` is as it was, unless it is mounted."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_mount():
        _pour(new, target)
        return
    staged = target.with_name(f"{target.name}.new")
    _remove(staged)
    try:
        _move(new, staged)
        _swap(staged, target)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        # Mounted, though the system does not say so.
        _pour(staged, target)
    finally:
        with contextlib.suppress(OSError):
            _remove(staged)


def _move(new: Path, staged: Path) -> None:
    try:
        _rename(new, staged)
    except OSError as error:
        if error.errno not in UNMOVABLE:
            raise
        shutil.copytree(new, staged)


def _swap(staged: Path, target: Path) -> None:
    if not target.exists():
        _rename(staged, target)
    elif not _exchange(staged, target):
        aside = _aside(target)
        _remove(aside)
        _rename(target, aside)
        try:
            _rename(staged, target)
        except OSError:
            _rename(aside, target)
            raise
        with contextlib.suppress(OSError):
            _remove(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places at once; return whether this system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def _rename(old: Path, new: Path) -> None:
    """Rename a folder; on Windows whoever reads a file in it hinders that, most often for a moment only."""
    for pause in RENAME_PAUSES:
        try:
            old.rename(new)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    old.rename(new)


def _pour(new: Path, target: Path) -> None:
    """Write a site over another, each file whole at once: pages after what they show, removals at the end."""
    files = sorted(path.relative_to(new) for path in new.rglob("*") if path.is_file())
    for name in sorted(files, key=lambda name: name.name.endswith(LAST)):
        path = target / name
        for parent in reversed(path.relative_to(target).parents):
            if (target / parent).is_file() or (target / parent).is_symlink():
                (target / parent).unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            _remove(path)
        work = path.with_name(f".{path.name}.new")
        shutil.copyfile(new / name, work)
        work.replace(path)
    paths = {target / name for name in files}
    for path in sorted(target.rglob("*"), reverse=True):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink():
                # A folder that still holds something stays.
                path.rmdir()
            elif path not in paths:
                path.unlink()
