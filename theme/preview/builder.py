"""How the preview builds: each build in a process of its own, which has read its modules beforehand."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from theme import ROOT

#: Ctrl+C is for the preview, which then ends the builds; a build's own programs end with it.
APART: Final[dict[str, Any]] = (
    {"creationflags": 0x200} if os.name == "nt" else {"start_new_session": True}  # CREATE_NEW_PROCESS_GROUP
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a site is built: Pelican's arguments for a folder, whether it is the first; what is wrong or warned of; variables."""

    arguments: Callable[[Path, bool], Sequence[str]]
    told: Callable[[int, str, str], str]
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
            options |= {"cwd": ROOT, "env": dict(self._environment), **APART}
            self._process = await asyncio.create_subprocess_exec(sys.executable, "-m", "theme.preview.warm", **options)
        return self._process

    async def build(self, arguments: Sequence[str]) -> tuple[int, str, str]:
        """Return the exit status, the output and the errors of Pelican with these arguments."""
        process = await self.start()
        said = await process.communicate(json.dumps(list(arguments)).encode())
        self._process = None
        output, errors = (text.decode(errors="replace").replace("\r\n", "\n") for text in said)
        return process.returncode or 0, output, errors

    def drop(self) -> None:
        """End the process: its modules have changed, or the preview ends."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)


class Builder:
    """Builds into folders of its own, below `folder`; the last good site stays until another replaces it."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        self.site: Path | None = None
        self.problems = ""
        #: What the last build that succeeded warns of, a line each.
        self.warnings: list[str] = []
        self._recipe = recipe
        self._folder = folder
        self._spare = Spare(recipe.environment)
        self._number = 0
        self._former: Path | None = None

    async def build(self) -> None:
        """Build the site: `site` is then the new one, or `problems` says in French why there is none."""
        self._number += 1
        work = self._folder / str(self._number)
        try:
            work.parent.mkdir(parents=True, exist_ok=True)
            # The estimator is half a minute's work: the first pages do not wait for it.
            status, output, errors = await self._spare.build(self._recipe.arguments(work, self._number == 1))
            self.problems = self._recipe.told(status, output, errors)
            if not self.problems:
                self.warnings = self._recipe.warned(errors).splitlines()
        except OSError as error:
            self.problems = self._recipe.of_error(error)
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
