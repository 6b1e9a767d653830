"""
What a publication sends, keeps and removes, and in which order.

What is named by its content goes first, since no page asks for it yet. Then come the pages, aside and
renamed, and what tells the host how to answer. Last is what is removed, and only what was sent from here.
A publication that is cut at any point leaves whole files, and the next one ends it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from theme.plugins.hosts import apache, netlify, nginx, policy
from theme.plugins.settings.hosting import FOLDER, FTPS, GIT, SFTP
from theme.publishing import manifest
from theme.publishing.manifest import Manifest
from theme.publishing.store import Put, Remove, Rename, Step

#: What is written into a built site for hosts, by who reads it; the rest stays here.
_READ_BY: Final = {
    SFTP: (apache.NAME,),
    FTPS: (apache.NAME,),
    FOLDER: (apache.NAME, netlify.HEADERS, netlify.REDIRECTS),
    GIT: (netlify.HEADERS, netlify.REDIRECTS),
}
OF_HOSTS: Final = (apache.NAME, netlify.HEADERS, netlify.REDIRECTS, nginx.NAME, policy.FILE)
#: A file being sent, beside its place.
PART: Final = ".part"
#: Bytes after which the host's list is sent again: what a cut loses at most.
CHUNK: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What differs between a host and a built site."""

    old: Manifest
    new: Manifest
    #: To send under their own names, then those that take the place of another.
    hashed: tuple[str, ...]
    pages: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether the host has it all already."""
        return not (self.hashed or self.pages or self.removed)

    @property
    def sent(self) -> tuple[str, ...]:
        """Return every file to be sent, in order."""
        return (*self.hashed, *self.pages)


def published(site: Path, mode: str) -> list[str]:
    """Return the files of a built site that a host of this mode is sent."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    kept_here = set(OF_HOSTS) - set(_READ_BY[mode])
    return [name for name in names if name not in kept_here]


def make(site: Path, names: Iterable[str], old: Manifest, *, leave: Iterable[str] = ()) -> Plan:
    """Return what makes a host that holds `old` hold these files of a built site. `leave` names files of another."""
    host = policy.read(site)
    foreign = set(leave) | _refused(site, old)
    new = manifest.of_folder(site, (name for name in names if name not in foreign))
    changed = [name for name, digest in new.files.items() if old.files.get(name) != digest]
    hashed = [name for name in changed if policy.is_immutable(host, name)]
    gone = old.files.keys() - new.files.keys()
    # A page that is open may still ask for the engine and the style that it came with.
    immutable = frozenset(name for name in gone if policy.is_immutable(host, name))
    removed = ((gone | old.former | old.leftovers) - new.files.keys()) - immutable - foreign
    pages = sorted(set(changed) - set(hashed), key=_order)
    new = replace(new, former=immutable, refused=old.refused)
    return Plan(old, new, tuple(hashed), tuple(pages), tuple(sorted(removed, key=_copies_first)))


def _refused(site: Path, old: Manifest) -> set[str]:
    """Return the host's own file when this host has refused it. Sent again, it would stop the site again."""
    own = site / apache.NAME
    return {apache.NAME} if own.is_file() and manifest.digest(own) == old.refused else set()


def _order(name: str) -> tuple[bool, bool, str]:
    """Return the rank of what takes another's place: what pages show, the pages, then the host's own file."""
    page = name.removesuffix(".br").removesuffix(".gz")
    return name == apache.NAME, page.endswith(".html"), name


def _copies_first(name: str) -> tuple[str, bool, str]:
    """Return the rank of what goes: a copy before its page, which a host would otherwise answer without."""
    page = name.removesuffix(".br").removesuffix(".gz")
    return page, page == name, name


def part(name: str) -> str:
    """Return where a file is sent before it takes its place: hidden, in the same folder."""
    path = PurePosixPath(name)
    return path.with_name(f".{path.name}{PART}").as_posix()


def steps(plan: Plan, site: Path, work: Path) -> Iterator[Step]:
    """Yield what to do at the host, in order; lists for the host are written into the folder `work`."""
    # Until the end, the list holds all that may be there. After a cut every file must still be removed.
    unsure = plan.old.leftovers | {part(name) for name in plan.pages} | set(plan.removed)
    present = dict(plan.old.files)
    weight = 0
    for name in plan.hashed:
        if not weight:
            yield from _list(replace(plan.old, files=dict(present), leftovers=unsure | set(plan.hashed)), work)
        yield Put(site / name, name)
        present[name] = plan.new.files[name]
        weight += (site / name).stat().st_size
        weight = 0 if weight > CHUNK else weight
    yield from _list(replace(plan.old, files=present, leftovers=frozenset(unsure)), work)
    for name in plan.pages:
        yield Put(site / name, part(name))
    for name in plan.pages:
        yield Rename(part(name), name)
    switched = {**present, **plan.new.files}
    yield from _list(replace(plan.new, files=switched, leftovers=frozenset(plan.removed)), work)
    if plan.removed:
        yield from (Remove(name) for name in plan.removed)
        yield from _list(plan.new, work)


def _list(listing: Manifest, work: Path) -> Iterator[Step]:
    text = listing.dumped()
    path = work / f"{hashlib.sha256(text).hexdigest()[:16]}.json"
    path.write_bytes(text)
    yield Put(path, part(manifest.NAME))
    yield Rename(part(manifest.NAME), manifest.NAME)
