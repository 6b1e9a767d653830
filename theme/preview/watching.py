"""What the preview looks at: every change of what makes the site, whatever the date of the file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from watchfiles import Change, DefaultFilter, awatch

from theme import ROOT
from theme.plugins.checks.content_files import is_ignored

#: Folders that make the site; theme/node_modules is left out, it is large and never edited.
WATCHED: Final = (
    "content",
    "estimator",
    "theme/browser",
    "theme/illustrations",
    "theme/licences",
    "theme/plugins",
    "theme/static",
    "theme/templates",
    "theme/texts",
)
SETTINGS: Final = "pelicanconf.py"
#: Folders whose files a process of ours has not read when it starts: all others are Python's.
DATA: Final = ("content", "theme/illustrations", "theme/licences", "theme/static", "theme/templates", "theme/texts")


class Made(DefaultFilter):
    """Lets pass what may make the site: no compiled Python, nor what editors and systems leave."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        """Return whether a change of `path` is to be told."""
        inside = Path(path)
        inside = inside.relative_to(self._root) if inside.is_relative_to(self._root) else inside
        return super().__call__(change, path) and not is_ignored(inside)


async def watch(notify: Callable[[bool], None], root: Path = ROOT) -> None:
    """
    Call `notify` after the changes of an instant, once for all; its argument says whether Python is among them.

    Runs until it is cancelled. The files are looked at from the first step on, before anything else is awaited.
    """
    moved = asyncio.Event()
    await asyncio.gather(_folders(notify, root, moved), _top(notify, root, moved))


def is_python(paths: Iterable[str], root: Path = ROOT) -> bool:
    """Return whether one of these files is read by Python when it starts."""
    return not all(any(Path(path).is_relative_to(root / folder) for folder in DATA) for path in paths)


async def _folders(notify: Callable[[bool], None], root: Path, moved: asyncio.Event) -> None:
    while True:
        places = [root / place for place in WATCHED if (root / place).is_dir()]
        async for changes in awatch(*places, watch_filter=Made(root), stop_event=moved):
            notify(is_python((path for _, path in changes), root))
        # A folder was put in the place of another: the system still looks at the former one.
        moved.clear()


async def _top(notify: Callable[[bool], None], root: Path, moved: asyncio.Event) -> None:
    """Look at the project's own folder: Pelican's settings, and folders that are replaced whole."""
    known = _identities(root)
    async for changes in awatch(root, watch_filter=Made(root), recursive=False):
        now = _identities(root)
        if now != known:
            known = now
            moved.set()
            notify(True)
        elif any(Path(path).name == SETTINGS for _, path in changes):
            notify(True)


def _identities(root: Path) -> dict[str, tuple[int, int]]:
    folders = ((place, root / place) for place in WATCHED)
    return {place: (path.stat().st_dev, path.stat().st_ino) for place, path in folders if path.is_dir()}
