"""The desk's first page: what to do next."""

from __future__ import annotations

from theme.desk.guard import DeskHandler
from theme.desk.settings_known import GROUPS, labels
from theme.plugins.settings.secretaire import FILE, load


class HomeHandler(DeskHandler):
    """The first page: a first hour while the identity is the sample's, the desk's drawers after."""

    def get(self) -> None:
        """Show it."""
        settings, _ = load(self.desk.content / FILE)
        is_sample = bool(settings.get("identite", {}).get("exemple"))
        self.show("home.html", is_sample=is_sample, groups=GROUPS, labels=labels())
