"""What a publication changes, as the secretary says it: pages by their titles, settings as the forms call them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from estimator.formatting import euros, nombre
from theme.desk.settings_known import LISTS, label, labels
from theme.plugins.problems import french_spaces
from theme.publishing.plan import OF_HOSTS, Plan

#: Titles and settings that are named; the rest are counted.
MOST: Final = 8
#: What a setting is a change of money in.
_EUROS: Final = re.compile(r"(?:^|\.)(?:taux_horaire\w*|prix\w*|minimum_facturation|capital|salaire_brut)$")
_TITLES: Final = [re.compile(rf"<{tag}[^>]*>(.*?)</{tag}>", re.DOTALL) for tag in ("h1", "title")]
#: Settings that no page shows.
_UNSEEN: Final = ("hebergement", "promesses", "legal")


def settings_by_name(settings: Mapping[str, Any]) -> dict[str, str]:
    """Return every setting that pages may show, by its name in the file: « tarifs.taux_horaire »."""
    return dict(_flat({key: value for key, value in settings.items() if key not in _UNSEEN}, ""))


def _flat(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            own = inner.get("code", inner.get("nom", index + 1)) if isinstance(inner, Mapping) else index + 1
            yield from _flat(inner, f"{name}.{own}")
    elif isinstance(value, str | int | Decimal | date):
        yield name, _line(name, value)


def _line(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | Decimal):
        return euros(value) if _EUROS.search(name) else nombre(value)
    return str(value)


def changes(plan: Plan, site: Path, before: Mapping[str, str] | None, now: Mapping[str, str]) -> list[str]:
    """
    Return what changes, a line each; empty when nothing does.

    `before` are the settings of the publication that is online, None when they are not known here.
    """
    old, new = _pages(plan.old.files), _pages(plan.new.files)
    added, gone = sorted(new.keys() - old.keys()), sorted(old.keys() - new.keys())
    changed = sorted(name for name in new.keys() & old.keys() if new[name] != old[name])
    lines = []
    if not plan.old.files:
        lines.append(f"Première publication : {_counted(len(new), 'page')}.")
    else:
        lines += [_listed(f"{_counted(len(added), 'page')} de plus", _titles(site, added))] if added else []
        lines += [_listed(f"{_counted(len(gone), 'page')} de moins", [_address(name) for name in gone])] if gone else []
        lines += _changed(site, changed, list(_settings(before, now)) if before is not None else [])
    others = sum(not name.endswith((".html", ".br", ".gz")) and name not in OF_HOSTS for name in plan.sent)
    lines += [f"{_counted(others, 'autre fichier')} (images, styles, calculateur)."] if others else []
    return [french_spaces(line) for line in lines]


def _changed(site: Path, names: list[str], why: list[str]) -> list[str]:
    if not names:
        return [f"Réglages : {', '.join(why)}."] if why else []
    verb = "changent" if len(names) > 1 else "change"
    if why:
        return [_listed(f"{_counted(len(names), 'page')} {verb}", why)]
    return [_listed(f"{_counted(len(names), 'page')} {verb}", _titles(site, names))]


def _settings(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    blocks = set()
    for name in sorted(before.keys() | now.keys()):
        old, new = before.get(name, "rien"), now.get(name, "rien")
        block = _block(name)
        if block and _is_lone(block, before, now):
            # A block that comes or goes is told once: its own lines say nothing more.
            if block not in blocks:
                blocks.add(block)
                yield f"{_title_of(block, {**before, **now})} {'retiré' if name in before else 'ajouté'}"
        elif old != new:
            yield f"{_called(name, {**before, **now})} {_cut(_chosen(old))} → {_cut(_chosen(new))}"


def _block(name: str) -> str:
    """Return the block of a list that a setting is in, « taches.courrier »; empty for none."""
    return name.rpartition(".")[0] if name.partition(".")[0] in LISTS else ""


def _is_lone(block: str, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return any(_block(name) == block for name in before) != any(_block(name) == block for name in now)


def _called(name: str, settings: Mapping[str, str]) -> str:
    """Return what the forms call a setting, and where it is: « Prix d’une heure » (Tarifs)."""
    place, _, key = name.rpartition(".")
    if key.isdecimal() and not _block(name):
        place, _, key = place.rpartition(".")
    # What is changed is followed by its unit.
    own = label(key).partition(", en ")[0]
    where = _title_of(_block(name), settings) if _block(name) else labels()["sections"].get(place, place)
    return f"« {own} » ({where})" if where else f"« {own} »"


def _title_of(block: str, settings: Mapping[str, str]) -> str:
    section, _, own = block.partition(".")
    named = settings.get(f"{block}.nom") or settings.get(f"{block}.bouton") or settings.get(f"{block}.auteur") or own
    return f"{labels()['sections'][section]} : {named}"


def _chosen(value: str) -> str:
    return labels()["choices"].get(value, value)


def _listed(start: str, details: list[str]) -> str:
    more = f", et {len(details) - MOST} de plus" if len(details) > MOST else ""
    return f"{start} : {', '.join(details[:MOST])}{more}."


def _pages(files: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    assert isinstance(files, Mapping)
    return {name: digest for name, digest in files.items() if name.endswith(".html")}


def _titles(site: Path, names: Iterable[str]) -> list[str]:
    return [f"« {_title((site / name).read_text(encoding='utf-8')) or _address(name)} »" for name in names]


def _title(page: str) -> str:
    # The title that a browser shows names the site too.
    match = next(filter(None, (title.search(page) for title in _TITLES)), None)
    text = re.sub(r"<[^>]+>", "", match[1] if match else "")
    return _cut(html.unescape(" ".join(text.split())))


def _address(name: str) -> str:
    return f"/{name.removesuffix('index.html')}"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _counted(number: int, word: str) -> str:
    """Return a number with its noun, each of whose words agrees."""
    return f"{number} {word}" if number == 1 else f"{number} {' '.join(f'{part}s' for part in word.split())}"
