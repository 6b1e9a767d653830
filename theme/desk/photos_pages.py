"""« Mes photos »: those that there are, and a new one, put into a text."""

from __future__ import annotations

import asyncio
from typing import Final

from theme.desk import photos, text_file, texts
from theme.desk.called import called
from theme.desk.guard import DeskHandler
from theme.desk.keeping import Outside
from theme.desk.photos import NoPhoto
from theme.plugins.checks import content_files
from theme.plugins.checks.attachments import PHOTOGRAPHS
from theme.plugins.hosts import policy

#: What a page of the desk shows of a folder of images.
SHOWN: Final = PHOTOGRAPHS


class PhotosHandler(DeskHandler):
    """The page."""

    def get(self) -> None:
        """Show it."""
        self._page()

    async def post(self) -> None:
        """Make the photograph ready, keep it, and put it at the end of the text that was chosen."""
        typed = self.typed()
        uploads = self.request.files.get("photo", [])
        original = uploads[0].body if uploads else b""
        chosen = typed.get("dans", "")
        if chosen and not (chosen.endswith(".md") and self.desk.keeper.path(chosen).is_file()):
            raise Outside(chosen)
        try:
            name, line = await asyncio.to_thread(photos.keep, self.desk.keeper, original, typed.get("montre", ""))
        except NoPhoto as fault:
            return self._page(422, fault=str(fault), shows=typed.get("montre", ""))
        if chosen:
            self._append(chosen, line)
        word = called(chosen, self.desk.keeper.read(chosen)) if chosen else ""
        return self._page(kept=name, line=line, chosen=chosen, called=word)

    def _append(self, name: str, line: str) -> None:
        keeper = self.desk.keeper
        source = text_file.source(keeper.read(name))
        body = f"{source.body.rstrip()}\n\n{line}\n"
        keeper.write(name, text_file.with_body(source, body).encoded())

    def _page(self, status: int = 200, **context: str) -> None:
        content, day = self.desk.content, self.desk.day()
        rows = [row for kind in ("pages", "articles") for row in texts.rows(content, kind, day)]
        photos = [path.name for path in content_files.files(content / "images") if path.suffix.lower() in SHOWN]
        about = {"fault": "", "shows": "", "kept": "", "line": "", "chosen": "", "called": "", **context}
        self.show("photos.html", status, texts=rows, photos=photos, **about)


class PhotoHandler(DeskHandler):
    """One image, for the page that lists them."""

    def get(self, name: str) -> None:
        """Send it."""
        path = self.desk.content / name
        # As the list finds them: nothing outside, nothing behind a link.
        if path not in content_files.files(self.desk.content / "images") or path.suffix.lower() not in SHOWN:
            self.send_error(404)
            return
        self.set_header("Content-Type", policy.content_type(path.name))
        self.finish(path.read_bytes())
