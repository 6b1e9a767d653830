"""A publication from one end to the other: what changes, the sending, what visitors get, the way back."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from requirements.pythons import COMMAND
from theme.plugins.hosts import apache, policy
from theme.plugins.problems import french_spaces
from theme.plugins.settings.hosting import FOLDER, GIT, Hosting
from theme.publishing import manifest, online, plan, words
from theme.publishing.lock import alone
from theme.publishing.manifest import Manifest
from theme.publishing.online import Seen
from theme.publishing.plan import Plan
from theme.publishing.store import Failed, Put, Remove, Rename, Store
from theme.publishing.versions import Version, Versions

#: Below the cache: what publications keep on this computer.
PLACE: Final = "publication"
#: Told of each file sent: how many, of how many, and its name.
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is about to be sent, what it changes in her words, and what is to be known before."""

    site: Path
    plan: Plan
    changes: tuple[str, ...]
    notes: tuple[str, ...]
    settings: Mapping[str, str]
    #: The host's own file as it was; None when there was none.
    htaccess: bytes | None

    @property
    def weight(self) -> int:
        """Return the bytes to be sent."""
        return sum((self.site / name).stat().st_size for name in self.plan.sent)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a publication ended: what visitors get, None where nobody can look; whether `.htaccess` was taken back."""

    seen: Seen | None
    version: Version
    taken_back: bool = False

    @property
    def is_right(self) -> bool:
        """Return whether nothing is known to be wrong."""
        return self.seen is None or self.seen.is_right

    def lines(self, address: str, at: str) -> list[str]:
        """Return how it ended, for her: `address` is where the site is, `at` the moment of the look (ISO)."""
        hour = f"{int(at[11:13])} h {at[14:16]}"
        if self.seen is None:
            lines = [f"Envoyé à {hour}. La forge met le site en ligne en une minute ou deux : {address}"]
        elif self.seen.is_right:
            lines = [f"En ligne, vérifié à {hour} : {address}"]
        else:
            lines = [
                f"Envoyé, mais tout n’est pas comme il faut à {hour} :",
                *filter(None, (self.seen.broken, *self.seen.wrong)),
            ]
        if self.taken_back and self.seen and not self.seen.broken:
            lines.append(
                f"L’hébergeur refusait le fichier {apache.NAME} : il a été retiré aussitôt, et le site répond sans lui."
            )
        lines += self.seen.remarks if self.seen else ()
        return [*map(french_spaces, lines), f"Pour revenir en arrière : {COMMAND} publish --rollback"]


class Publisher:
    """Publishes sites to one place; what it keeps stands in `folder`."""

    def __init__(self, hosting: Hosting, store: Store, folder: Path) -> None:
        """Take where the site goes, what sends it there, and where the former sites are kept."""
        self._hosting, self._store = hosting, store
        self._lock = folder / "lock"
        self.versions = Versions(folder / "versions")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other publications of this computer away until the end; Failed when one is under way."""
        with alone(self._lock):
            yield

    def prepare(self, site: Path, settings: Mapping[str, Any]) -> Prepared:
        """Return what publishing a built site would do; `settings` are the secretary's, checked."""
        return self._prepared(site, words.settings_by_name(settings))

    def prepare_former(self, version: Version, folder: Path) -> Prepared:
        """Return what going back to a former publication would do; its site is put into `folder`."""
        try:
            self.versions.rebuild(version, folder)
        except FileNotFoundError as error:
            raise Failed(
                "Cette publication n’est plus entière sur cet ordinateur : choisissez-en une autre."
            ) from error
        return self._prepared(folder, version.settings)

    def _prepared(self, site: Path, settings: Mapping[str, str]) -> Prepared:
        bodies = self._store.read([manifest.NAME, apache.NAME])
        old = self._online(bodies)
        host = bodies.get(apache.NAME)
        names = plan.published(site, self._hosting.mode)
        foreign = host is not None and apache.NAME not in old.files and not host.startswith(apache.MARK.encode())
        planned = plan.make(site, names, old, leave=[apache.NAME] if foreign and apache.NAME in names else [])
        online_now = self.versions.of(old)
        before = online_now.settings if online_now else None
        differences = words.changes(planned, site, before, settings)
        return Prepared(site, planned, tuple(differences), tuple(_notes(old, foreign)), settings, host)

    def _online(self, bodies: Mapping[str, bytes]) -> Manifest:
        """Return what the host holds of ours, by its files that were read."""
        try:
            return manifest.loads(bodies[manifest.NAME]) if manifest.NAME in bodies else Manifest()
        except manifest.Unreadable as error:
            raise Failed(str(error)) from error

    def send(self, prepared: Prepared, now: str, sent: Progress, *, address: str) -> Outcome:
        """
        Send what was prepared, look at what visitors get at `address`, and keep the site to come back to.

        `now` is the moment (ISO). Failed when the host breaks off: what was online is whole, and another try goes on.
        """
        if not prepared.plan.is_empty:
            if self._online(self._store.read([manifest.NAME])) != prepared.plan.old:
                raise Failed("Le site a été publié d’ailleurs entre-temps. Rien n’a été envoyé : recommencez.")
            self._run(prepared, sent)
        seen, taken_back = self._look(prepared, address), False
        if seen and seen.broken and apache.NAME in prepared.plan.pages:
            # Some hosts refuse a whole site for one line: what was there before is put back at once.
            listed = self._take_back(prepared)
            seen, taken_back = self._look(prepared, address), True
            if seen and not seen.broken:
                listed = replace(listed, refused=prepared.plan.new.files[apache.NAME])
            self._list(listed)
        names = [*prepared.plan.new.files, policy.FILE]
        number = self.versions.keep(prepared.site, names, now, list(prepared.changes), prepared.settings)
        return Outcome(seen, number, taken_back)

    def _run(self, prepared: Prepared, sent: Progress) -> None:
        with tempfile.TemporaryDirectory(prefix="site-") as work:
            steps = list(plan.steps(prepared.plan, prepared.site, Path(work)))
            total, done = len(prepared.plan.sent), 0

            def advance(name: str) -> None:
                nonlocal done
                # The host's list is sent besides: it is no file of hers.
                if name != plan.part(manifest.NAME):
                    done += 1
                    sent(done, total, name)

            self._store.run(steps, advance)

    def _look(self, prepared: Prepared, address: str) -> Seen | None:
        if self._hosting.mode == GIT:
            return None
        if self._hosting.mode == FOLDER:
            return self._read_again(prepared)
        return online.look(prepared.site, prepared.plan.sent, address)

    def _read_again(self, prepared: Prepared) -> Seen:
        """Return whether a folder holds what it was sent."""
        bodies = self._store.read(list(prepared.plan.new.files))
        digests = {name: hashlib.sha256(body).hexdigest()[:32] for name, body in bodies.items()}
        wrong = [
            f"{name} n’est pas ce qui a été écrit."
            for name, it in prepared.plan.new.files.items()
            if digests.get(name) != it
        ]
        return Seen(wrong=tuple(wrong), pages=sum(name.endswith(".html") for name in bodies))

    def _take_back(self, prepared: Prepared) -> Manifest:
        """Put back the host's own file as it was, and return what the host then holds."""
        files = {name: it for name, it in prepared.plan.new.files.items() if name != apache.NAME}
        if prepared.htaccess is None:
            self._store.run([Remove(apache.NAME)], lambda _: None)
        else:
            files[apache.NAME] = hashlib.sha256(prepared.htaccess).hexdigest()[:32]
            self._put(apache.NAME, prepared.htaccess)
        return replace(prepared.plan.new, files=files)

    def _list(self, listing: Manifest) -> None:
        self._put(manifest.NAME, listing.dumped())

    def _put(self, name: str, content: bytes) -> None:
        with tempfile.TemporaryDirectory(prefix="site-") as work:
            source = Path(work) / "file"
            source.write_bytes(content)
            self._store.run([Put(source, plan.part(name)), Rename(plan.part(name), name)], lambda _: None)


def _notes(old: Manifest, foreign: bool) -> Sequence[str]:
    notes = []
    if not old.files:
        notes.append(
            "Un fichier du même nom, s’il y en a déjà chez votre hébergeur, sera remplacé ; aucun ne sera effacé."
        )
    if foreign:
        notes.append(
            f"Un fichier {apache.NAME} qui ne vient pas d’ici est chez votre hébergeur : il est laissé comme il est. "
            "Pour que le site y gagne ses protections, renommez-le, puis publiez de nouveau."
        )
    return list(map(french_spaces, notes))
