"""
Put a prepared program in its place, file by file, and finish at the next start what was cut.

    .update/work/new/        files that are to take their place, each moved at once
    .update/work/former/     the program before, a whole copy
    .update/journal.json     what is under way; written when both are whole, removed when all is in place
    .update/former/          the program before, once the update is done

It runs between two versions: it imports none of ours but the lock, and `finish` keeps its name and arguments.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

FOLDER: Final = ".update"
#: Seconds between the tries for a file that another program holds for a moment.
PAUSES: Final = (0.2, 0.5, 1, 2)
BUSY: Final = "Une autre mise à jour du programme est en cours. Attendez qu’elle finisse, puis relancez la commande."
HELD: Final = (
    "La mise à jour du programme s’est arrêtée au milieu\u00a0: le disque est plein, ou un autre programme tient un fichier "
    "de ce dossier.\nLibérez de la place, fermez les autres programmes, puis relancez la même commande."
)
FINISHED: Final = "La mise à jour du programme, qui avait été interrompue, vient d’être terminée."
TAKEN_BACK: Final = "La mise à jour du programme n’a pas pu se faire. Le programme d’avant est en place, entier."


class Stopped(Exception):
    """The program cannot be put in its place now; the text says why, in French."""


@contextlib.contextmanager
def alone(root: Path) -> Iterator[Path]:
    """Give the folder of updates, to one process at a time; raise Stopped for another."""
    from theme import locking  # noqa: PLC0415  read when there is something to do

    place = root / FOLDER
    place.mkdir(exist_ok=True)
    with (place / "lock").open("a") as file:
        if not locking.hold(file):
            raise Stopped(BUSY)
        yield place


def resume(root: Path) -> str:
    """Finish or take back what a cut update has left; return what was done, in French, empty for nothing."""
    place = root / FOLDER
    if not (place / "journal.json").is_file() and not (place / "work").is_dir():
        return ""
    with alone(root):
        if (place / "journal.json").is_file():
            try:
                return FINISHED if finish(root) else TAKEN_BACK
            except OSError as error:
                raise Stopped(f"{HELD}\n({error})") from error
        shutil.rmtree(place / "work", ignore_errors=True)
    return ""


def begin(root: Path, names: list[str], removed: list[str]) -> None:
    """Write the journal: from then on the update is finished, or taken back, whatever happens."""
    _write(root / FOLDER / "journal.json", {"names": names, "removed": removed, "back": False})


def finish(root: Path) -> bool:
    """
    Put the new program in its place; return whether it is there, or else the former one.

    Raises OSError when neither can be put whole: the next start tries again.
    """
    place = root / FOLDER
    journal = json.loads((place / "journal.json").read_text(encoding="utf-8"))
    if not journal["back"]:
        try:
            _go_on(root, place, journal)
        except OSError:
            journal["back"] = True
            _write(place / "journal.json", journal)
    if journal["back"]:
        _take_back(root, place / "work" / "former", journal)
    (place / "journal.json").unlink()
    shutil.rmtree(place / "work", ignore_errors=True)
    return not journal["back"]


def _go_on(root: Path, place: Path, journal: dict[str, Any]) -> None:
    for name in journal["removed"]:
        _remove(root, name)
    for name in journal["names"]:
        if (place / "work" / "new" / name).is_file():
            _put(place / "work" / "new" / name, root / name)
    if (place / "work" / "former").is_dir():
        shutil.rmtree(place / "former", ignore_errors=True)
        (place / "work" / "former").replace(place / "former")


def _take_back(root: Path, former: Path, journal: dict[str, Any]) -> None:
    """Put the former program back, from copies: a second try finds them all."""
    for name in [*journal["names"], *journal["removed"]]:
        if (former / name).is_file():
            copy = former / f"{name}.copy"
            shutil.copy2(former / name, copy)
            _put(copy, root / name)
        else:
            _remove(root, name)


def _put(source: Path, target: Path) -> None:
    """Move a file to its place at once. On Windows whoever reads it hinders that, most often for a moment only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for pause in PAUSES:
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def _remove(root: Path, name: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    path = root / name
    path.unlink(missing_ok=True)
    for folder in list(path.parents)[: len(Path(name).parts) - 1]:
        shutil.rmtree(folder / "__pycache__", ignore_errors=True)
        with contextlib.suppress(OSError):
            folder.rmdir()


def _write(path: Path, journal: dict[str, Any]) -> None:
    work = path.with_name(f"{path.name}.new")
    with work.open("w", encoding="utf-8") as file:
        json.dump(journal, file)
        file.flush()
        # After a power cut, a journal that is there must be whole.
        os.fsync(file.fileno())
    work.replace(path)
