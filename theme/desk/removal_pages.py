"""« Supprimer ce texte »: what speaks of it is shown first; its versions stay, and its address may lead elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

from theme.desk import texts
from theme.desk.guard import DeskHandler
from theme.desk.keeping import Outside
from theme.desk.texts import Row
from theme.plugins.checks import content_header, removal
from theme.plugins.checks.content import read
from theme.plugins.checks.content_header import Text
from theme.plugins.problems import Problem, french_spaces

#: Why nothing goes while a text cannot be read: links in it would stay.
BROKEN = french_spaces("Corrigez d’abord ceci, pour que rien ne soit changé à moitié.")


class RemovalHandler(DeskHandler):
    """The page that asks, and what it does."""

    async def get(self, name: str) -> None:
        """Show what would change."""
        self._page(name, *await asyncio.to_thread(self._looked_at, name))

    async def post(self, name: str) -> None:
        """Take the text away, what leads to it turned into words; its address leads to the page that was chosen."""
        text, refused, places = await asyncio.to_thread(self._looked_at, name)
        heir = self.typed().get("heritiere", "")
        if refused or (heir and heir not in {row.name for row in self._heirs(name)}):
            return self._page(name, text, refused, places, 422)
        await asyncio.to_thread(self._remove, name, text, heir)
        return self.go(f"/{name.partition('/')[0]}/", "supprime")

    def _looked_at(self, name: str) -> tuple[Text | Problem, str, list[Problem]]:
        """Return the text, why it must stay, and the lines that speak of it."""
        path = self.desk.keeper.path(name)
        if not path.is_file():
            raise Outside(name)
        text = content_header.read(path, name.partition("/")[0])
        faults = [it for it in read(self.desk.content, self.desk.day()).problems if it.is_fault and it.path != path]
        if faults:
            return text, f"{BROKEN} {faults[0]}", []
        if isinstance(text, Problem):
            # What leads to a text without an address cannot be known: the check tells it.
            return text, "", []
        places = removal.unlink(self.desk.content, text, write=lambda *_: None)
        return text, french_spaces(removal.refusal(text)), places

    def _remove(self, name: str, text: Text | Problem, heir: str) -> None:
        keeper = self.desk.keeper

        def write(path: Path, new: bytes) -> None:
            keeper.write(path.relative_to(keeper.content).as_posix(), new)

        if isinstance(text, Text):
            removal.unlink(self.desk.content, text, write)
            if heir:
                after = content_header.read(keeper.path(heir), heir.partition("/")[0])
                addresses = after.header.get("redirect_from") if isinstance(after, Text) else None
                own = text.header.get("redirect_from")
                old = [*(addresses or []), *(own or []), texts.public(text)]
                keeper.write(heir, texts.with_old_addresses(keeper.read(heir), old))
        keeper.remove(name)

    def _heirs(self, name: str) -> list[Row]:
        """Return the pages that its address may lead to: none when no visitor has it."""
        kind = name.partition("/")[0]
        rows = {it: texts.rows(self.desk.content, it, self.desk.day()) for it in {kind, "pages"}}
        if not any(row.name == name and row.is_online for row in rows[kind]):
            return []
        return [row for row in rows["pages"] if row.is_online and row.name != name]

    def _page(self, name: str, text: Text | Problem, refused: str, places: list[Problem], status: int = 200) -> None:
        title = str(text.header.get("title")) if isinstance(text, Text) else name
        folder = self.desk.content
        lines = [(it.path.relative_to(folder).as_posix(), it.line, it.message) for it in places]
        self.show(
            "removal.html", status, name=name, heading=title, refused=refused, places=lines, heirs=self._heirs(name)
        )
