"""Every address of the desk, and what answers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from theme.desk.copies_pages import CopyHandler, DownloadHandler, Waiting
from theme.desk.guard import PLACE, Desk, DeskHandler, FileHandler
from theme.desk.guide import GuideHandler, GuidePictureHandler
from theme.desk.home import HomeHandler
from theme.desk.mending import MendingHandler
from theme.desk.pages import FILES
from theme.desk.photos_pages import PhotoHandler, PhotosHandler
from theme.desk.phrases import PhrasesHandler
from theme.desk.publishing_pages import PublishHandler, Publishing, StateHandler
from theme.desk.removal_pages import RemovalHandler
from theme.desk.settings_pages import GroupHandler, SettingsHandler
from theme.desk.text_pages import FaultsHandler, NamesHandler, TextHandler, TextsHandler
from theme.desk.versions_pages import VersionsHandler


class NowhereHandler(DeskHandler):
    """Any other address below the desk."""

    def prepare(self) -> None:
        """Look at where it comes from, then say that there is nothing."""
        super().prepare()
        self.send_error(404)


def addresses(desk: Desk, site: Callable[[], Path | None]) -> list[tuple[str, type[DeskHandler], dict[str, Any]]]:
    """Return the rules for the preview's server; `site` gives its last good site."""
    about: dict[str, Any] = {"desk": desk, "site": site}
    publication = {**about, "publishing": Publishing()}
    return [
        (f"{PLACE}/?", HomeHandler, about),
        (f"{PLACE}/({'|'.join(map(re.escape, FILES))})", FileHandler, about),
        (f"{PLACE}/reglages/", SettingsHandler, about),
        (f"{PLACE}/reglages/([a-z]+)", GroupHandler, publication),
        (f"{PLACE}/(pages|articles)/", TextsHandler, about),
        (f"{PLACE}/((?:pages|articles)/.+)", TextHandler, publication),
        (f"{PLACE}/supprimer/((?:pages|articles)/.+)", RemovalHandler, about),
        (f"{PLACE}/phrases/", PhrasesHandler, about),
        (f"{PLACE}/noms.json", NamesHandler, about),
        (f"{PLACE}/fautes/((?:pages|articles)/.+)", FaultsHandler, about),
        (f"{PLACE}/versions/(.+)", VersionsHandler, about),
        (f"{PLACE}/photos/", PhotosHandler, about),
        (f"{PLACE}/(images/.+)", PhotoHandler, about),
        (f"{PLACE}/corriger/", MendingHandler, about),
        (f"{PLACE}/guide/", GuideHandler, about),
        (f"{PLACE}/guide/([a-z]+\\.webp)", GuidePictureHandler, about),
        (f"{PLACE}/copie/", CopyHandler, {**about, "waiting": Waiting()}),
        (f"{PLACE}/copie/(mon-site-[0-9-]+\\.zip)", DownloadHandler, about),
        (f"{PLACE}/publier/", PublishHandler, publication),
        (f"{PLACE}/publier/etat", StateHandler, publication),
        (f"{PLACE}(?:/.*)?", NowhereHandler, about),
    ]
