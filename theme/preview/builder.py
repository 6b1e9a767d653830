"""How the preview builds: each build in a process of its own, which has read its modules beforehand."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from theme import ROOT
from theme.plugins.early import TOLD

#: Ctrl+C is for the preview, which then ends the builds; a build's own programs end with it.
APART: Final[dict[str, Any]] = (
    {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}  # CREATE_NEW_PROCESS_GROUP
)

#: The longest line that a build may say, bytes.
LONGEST: Final = 2**20
#: A file that a page shows: style, script, image; the public address of one, for other sites, begins otherwise.
_SHOWN: Final = re.compile(
    r"""["'\s,](?:\.{1,2}/)*((?:\w[\w.-]*/)+[\w.-]+\.(?:avif|css|gif|jpe?g|js|png|svg|webp))\b"""
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """
    How a site is built: Pelican's arguments, what is wrong or warned of, variables.

    The arguments are for a folder, whether it is the first, and the files of the pages that are open.
    """

    arguments: Callable[[Path, bool, Sequence[str]], Sequence[str]]
    faults: Callable[[int, str, str], str]
    warned: Callable[[str], str]
    of_error: Callable[[OSError], str]
    environment: Mapping[str, str]


class Spare:
    """The process of the next build: what it imports is read before it is needed. None builds twice: no state is left."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> asyncio.subprocess.Process:
        """Return the process that waits, started unless it is there."""
        if self._process is None:
            options: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), asyncio.subprocess.PIPE)
            options |= {"cwd": ROOT, "env": dict(self._environment), "limit": LONGEST, **APART}
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", "theme.preview.warm", **options)
        return self._process

    async def build(self, arguments: Sequence[str], early: Callable[[str], None]) -> tuple[int, str, str]:
        """
        Return the exit status, the output and the errors of Pelican with these arguments.

        `early` is called with the file of each page that is there before the others.
        """
        process = await self.start()
        assert process.stdin
        assert process.stdout
        assert process.stderr
        # A process that ends at once, or is dropped, reads nothing.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(json.dumps(list(arguments)).encode())
            await process.stdin.drain()
        process.stdin.close()
        output, errors = await asyncio.gather(_lines(process.stdout, early), process.stderr.read())
        await process.wait()
        self._process = None
        return process.returncode or 0, output, errors.decode(errors="replace").replace("\r\n", "\n")

    def drop(self) -> None:
        """End the process: its modules have changed, or the preview ends."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


async def _lines(stream: asyncio.StreamReader, early: Callable[[str], None]) -> str:
    """Return what a build says, but for the pages that it tells of: `early` is called with each."""
    lines = []
    async for line in stream:
        text = line.decode(errors="replace").replace("\r\n", "\n")
        if text.startswith(TOLD):
            early(text[len(TOLD) :].strip())
        else:
            lines.append(text)
    return "".join(lines)


class Builder:
    """Builds into folders of its own, below `folder`; the last good site stays until another replaces it."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        self.site: Path | None = None
        self.problems = ""
        #: What the last build that succeeded warns of, a line each.
        self.warnings: list[str] = []
        #: Pages of the build under way that can be shown before the others, by their file in the site.
        self.early: dict[str, Path] = {}
        self._recipe = recipe
        self._folder = folder
        self._spare = Spare(recipe.environment)
        self._number = 0
        self._former: Path | None = None

    async def build(self, opened: Sequence[str] = (), notify: Callable[[], None] = lambda: None) -> None:
        """
        Build the site: `site` is then the new one, or `problems` says in French why there is none.

        `opened` are the files of the pages that are open; `notify` is called when one of them can be shown.
        """

        def early(name: str) -> None:
            if self.site and not self.problems and is_whole(work / name, work, self.site):
                self.early[name] = work / name
                notify()

        self._number += 1
        work = self._folder / str(self._number)
        try:
            work.parent.mkdir(parents=True, exist_ok=True)
            # The estimator is half a minute's work: the first pages do not wait for it.
            arguments = self._recipe.arguments(work, self.site is None, opened)
            status, output, errors = await self._spare.build(arguments, early)
            self.problems = self._recipe.faults(status, output, errors)
            if not self.problems:
                self.warnings = self._recipe.warned(errors).splitlines()
        except OSError as error:
            self.problems = self._recipe.of_error(error)
        self.early = {}
        if self.problems:
            shutil.rmtree(work, ignore_errors=True)
        else:
            # A page being read now may still ask for what belongs to it.
            former, self._former, self.site = self._former, self.site, work
            if former:
                shutil.rmtree(former, ignore_errors=True)

    @property
    def lacks_estimator(self) -> bool:
        """Return whether the site is shown before its estimator is made (theme/browser/bundle.py writes this file)."""
        return self.site is not None and (self.site / ".sans-calculateur").exists()

    async def prepare(self) -> None:
        """Have the next build read its modules now."""
        await self._spare.start()

    def forget(self) -> None:
        """Have the next build read its modules again."""
        self._spare.drop()

    def end(self) -> None:
        """End what runs, and leave no folder."""
        self._spare.drop()
        shutil.rmtree(self._folder, ignore_errors=True)


def is_whole(page: Path, *folders: Path) -> bool:
    """Return whether each file that a page shows is in one of these folders already."""
    names = set(_SHOWN.findall(page.read_text(encoding="utf-8")))
    return all(any((folder / name).is_file() for folder in folders) for name in names)
