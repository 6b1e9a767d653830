"""« Publier »: what changes, the sending, what visitors get, the way back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

from theme.desk.guard import Desk, DeskHandler
from theme.desk.publishing_job import Job, refused, versions
from theme.plugins.checks.content import read


class Publishing:
    """The publication that is under way, or the last one; there is one at most."""

    def __init__(self) -> None:
        """Start with none."""
        self.job: Job | None = None

    @property
    def is_busy(self) -> bool:
        """Return whether one is under way."""
        return self.job is not None and self.job.end is None


class PublishingHandler(DeskHandler):
    """An address that may start a publication."""

    def initialize(  # type: ignore[override]
        self, desk: Desk, site: Callable[[], Path | None], publishing: Publishing
    ) -> None:
        """Take the publication besides."""
        super().initialize(desk, site)
        self.publishing = publishing

    def go_on(self, address: str, word: str) -> None:
        """Publish what was just saved when that was the button, else send the browser to `address`."""
        if "publier" not in self.request.body_arguments:
            return self.go(address, word)
        if not self.publishing.is_busy:
            self.publishing.job = Job(self.desk)
        return self.go("/publier/")


class PublishHandler(PublishingHandler):
    """The page."""

    async def get(self) -> None:
        """Show where the publication is, or what there is to publish."""
        job = self.publishing.job
        refusal = [] if job else await asyncio.to_thread(self._refused)
        former = [] if self.publishing.is_busy else versions(self.desk)
        self.show("publish.html", job=job, refused=refusal, online=former[:1], former=former[1:])

    def post(self) -> None:
        """Start, answer, or begin again."""
        typed = self.typed()
        what, _, number = typed.get("faire", "").partition(":")
        job = self.publishing.job
        if what == "repondre" and job and typed.get("pas", "").isdecimal():
            # A refusal is an empty answer: « non » could be a password.
            job.answer(int(typed["pas"]), "" if number == "non" else number or typed.get("secret", ""))
        elif what == "preparer" and not self.publishing.is_busy:
            self.publishing.job = Job(self.desk)
        elif what == "revenir" and not self.publishing.is_busy:
            matches = [version for version in versions(self.desk) if str(version.number) == number]
            self.publishing.job = Job(self.desk, matches[0]) if matches else None
        elif what == "finir" and not self.publishing.is_busy:
            self.publishing.job = None
        self.go("/publier/")

    def _refused(self) -> list[str]:
        return refused(read(self.desk.content, self.desk.day()))


class StateHandler(PublishHandler):
    """How far the publication is, for the page that shows it."""

    async def get(self) -> None:
        """Send it as JSON."""
        job = self.publishing.job
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"step": job.step if job else -1, "said": job.progress if job else ""}))
