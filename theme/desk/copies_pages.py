"""« Ma copie »: everything in one file, and back from one after what changes has been shown."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

from theme.desk import copies
from theme.desk.called import called
from theme.desk.copies import Copy, NotACopy
from theme.desk.guard import Desk, DeskHandler
from theme.plugins.problems import french_spaces

GONE = french_spaces("Cette copie n’est plus en attente. Choisissez le fichier de nouveau.")


class Waiting:
    """The copy that was sent and not yet agreed with; there is one at most."""

    def __init__(self) -> None:
        """Start with none."""
        self.copy: Copy | None = None
        self.mark = ""


class CopyHandler(DeskHandler):
    """The page."""

    def initialize(  # type: ignore[override]
        self, desk: Desk, site: Callable[[], Path | None], waiting: Waiting
    ) -> None:
        """Take the copy that waits besides."""
        super().initialize(desk, site)
        self.waiting = waiting

    def get(self) -> None:
        """Show how to make one, and how to come back from one."""
        self._page()

    async def post(self) -> None:
        """Show what a copy that is sent would change; once agreed with, bring it back."""
        mark = self.typed().get("reprendre", "")
        if mark:
            return await self._bring_back(mark)
        uploads = self.request.files.get("copie", [])
        body = uploads[0].body if uploads else b""
        try:
            copy = await asyncio.to_thread(copies.read, body, self.desk.keeper)
        except NotACopy as refused:
            return self._page(422, fault=str(refused))
        self.waiting.copy, self.waiting.mark = copy, hashlib.sha256(body).hexdigest()
        return self._page(changes=copies.changes(copy, self.desk.keeper), mark=self.waiting.mark)

    async def _bring_back(self, mark: str) -> None:
        copy = self.waiting.copy if mark == self.waiting.mark else None
        if copy is None:
            return self._page(409, fault=GONE)
        await asyncio.to_thread(copies.bring_back, copy, self.desk.keeper)
        self.waiting.copy, self.waiting.mark = None, ""
        return self.go("/copie/", "revenu")

    def _page(self, status: int = 200, fault: str = "", changes: copies.Changes | None = None, mark: str = "") -> None:
        differences = None if changes is None else copies.Changes(*(self._called(names) for names in astuple(changes)))
        left_out, large = copies.left_out(self.desk.keeper), copies.is_too_large(self.desk.keeper)
        about = {
            "large": large,
            "fault": fault,
            "changes": differences,
            "mark": mark,
            "left_out": left_out,
            "day": self.desk.day(),
        }
        self.show("copy.html", status, **about)

    def _called(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return files of the content as the desk calls them, those of the copy by their title there."""
        copy, keeper = self.waiting.copy, self.desk.keeper.of_all()
        files = copy.files if copy else {}
        return tuple(called(name, files[name] if name in files else keeper.read(name)) for name in names)


class DownloadHandler(DeskHandler):
    """The copy itself."""

    async def get(self, _: str) -> None:
        """Send it as a file to keep."""
        archive = await asyncio.to_thread(copies.packed, self.desk.keeper)
        self.set_header("Content-Type", "application/zip")
        self.set_header("Content-Disposition", "attachment")
        self.finish(archive)
