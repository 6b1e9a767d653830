"""Earlier versions of a text or of the settings: which there are, what each changes, and back to one."""

from __future__ import annotations

import difflib
from typing import Final

from theme.desk import text_file
from theme.desk.called import called
from theme.desk.guard import DeskHandler
from theme.desk.settings_known import GROUPS
from theme.plugins.figures.sentences import OWN_FILE
from theme.plugins.settings.secretaire import FILE

#: Lines that did not change, around those that did.
AROUND: Final = 1


class VersionsHandler(DeskHandler):
    """The versions of a file."""

    def get(self, name: str) -> None:
        """List them; with `?voir=`, show what one differs in from the file of now."""
        keeper = self.desk.keeper
        version = self.get_query_argument("voir", "")
        lines = difference(keeper.version(name, version), keeper.read(name)) if version else []
        is_there, versions = keeper.path(name).is_file(), keeper.versions(name)
        word = called(name, keeper.last(name))
        self.show(
            "versions.html",
            called=word,
            versions=versions,
            seen=version,
            lines=lines,
            back=_back(name),
            is_there=is_there,
        )

    def post(self, name: str) -> None:
        """Bring one back; what the file is now is kept too."""
        self.desk.keeper.write(name, self.desk.keeper.version(name, self.typed().get("version", "")))
        self.go(_back(name), "repris")


def difference(old: bytes, new: bytes) -> list[tuple[str, str]]:
    """Return the lines that differ and those around them: what the old had (« - »), what the new has (« + »)."""
    before, now = (text_file.words(content).splitlines() for content in (old, new))
    lines = difflib.unified_diff(before, now, lineterm="", n=AROUND)
    return [("…" if line[0] == "@" else line[0], "" if line[0] == "@" else line[1:]) for line in lines][2:]


def _back(name: str) -> str:
    return {FILE: f"/reglages/{next(iter(GROUPS))}", OWN_FILE: "/phrases/"}.get(name, f"/{name}")
