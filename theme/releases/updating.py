"""`python3 tasks.py update`: a newer program takes the place of this one, or the former one comes back; her content stays."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final

from requirements.pythons import COMMAND
from theme.releases import archive, manifest, news, resuming

#: Bytes that stay free beside the two programs.
ROOM: Final = 50_000_000
#: A release as it is called when it comes; a browser tells a second one by a number.
NAMED: Final = re.compile(r"site-(\d+(?:\.\d+)*)(?: ?\(\d+\))?\.zip")
KEPT: Final = "Vos textes, vos réglages, vos versions et votre site publié n’ont pas été touchés."
REOPEN: Final = "Si votre bureau est ouvert, fermez-le et rouvrez-le."
GO_BACK: Final = f"Pour revenir au programme d’avant\u00a0: {COMMAND} update --rollback"
USAGE: Final = (
    "Dites quel fichier contient la nouvelle version, par exemple\u00a0:\n"
    f'  {COMMAND} update "site-1.2.0.zip"\n'
    f"Pour revenir au programme d’avant\u00a0: {COMMAND} update --rollback"
)


def run(root: Path, arguments: list[str]) -> str:
    """Do what the command's arguments ask, and return what to tell in French; raise archive.Refusal with why not."""
    if arguments == ["--rollback"]:
        return go_back(root)
    if len(arguments) != 1 or arguments[0].startswith("-"):
        raise archive.Refusal(USAGE)
    return update(root, Path(arguments[0]).expanduser())


def update(root: Path, path: Path) -> str:
    """Put the program of the release at `path` in place; return what changes. Raises Refusal, OSError or resuming.Stopped."""
    if (root / ".git").exists() and not manifest.of(root):
        raise archive.Refusal(
            "Ce dossier suit un dépôt Git\u00a0: la nouvelle version y vient par «\u00a0git pull\u00a0»."
        )
    with archive.opened(path) as release, resuming.alone(root) as place:
        former = _version(root)
        _refuse_older(release, former)
        _refuse_without_room(root, release)
        entries = news.between(_text(root / news.FILE), release.text(news.FILE))
        work = _work(place)
        release.unpack(work / "new")
        if _is_same(root, work / "new", release.program()):
            shutil.rmtree(work, ignore_errors=True)
            return f"Vous avez déjà la version {release.version}, entière. Rien n’a été changé."
        changed = _changed_by_hand(root)
        _switch(root, place, release.program())
    return "\n".join(
        [f"Le programme est à la version {release.version} (avant\u00a0: {former}).", *_news(entries, changed)]
    )


def waiting(root: Path) -> Path | None:
    """Return the newest release that she has put beside the program, when it is newer than this; None without one."""
    named = {path: NAMED.fullmatch(path.name) for path in root.glob("*.zip")}
    newer = {
        manifest.number(name[1]): path
        for path, name in named.items()
        if name and manifest.number(name[1]) > manifest.number(_version(root))
    }
    return newer[max(newer)] if newer and manifest.of(root) else None


def take(root: Path, path: Path) -> str:
    """Update from a release that was waiting, and put it away: the next start brings nobody forward who went back."""
    message = update(root, path)
    path.replace(root / resuming.FOLDER / path.name)
    return message


def go_back(root: Path) -> str:
    """Put the former program back, this one becoming the former; return what to tell."""
    with resuming.alone(root) as place:
        former = place / "former"
        if not (former / "tasks.py").is_file():
            raise archive.Refusal("Il n’y a pas de programme d’avant\u00a0: aucune mise à jour n’a été faite ici.")
        leaving = _version(root)
        work = _work(place)
        shutil.copytree(former, work / "new")
        names = sorted(path.relative_to(former).as_posix() for path in former.rglob("*") if path.is_file())
        _switch(root, place, names)
    return (
        f"Le programme d’avant est revenu\u00a0: version {_version(root)} (au lieu de {leaving}).\n{KEPT} {REOPEN}\n"
        f"La même commande remet la version {leaving}."
    )


def _switch(root: Path, place: Path, names: list[str]) -> None:
    """Put the files `names` of `work/new` in place of the program, which becomes the former one."""
    ours = manifest.program(manifest.of(root))
    removed = sorted(set(ours) - set(names))
    if manifest.of(root) and manifest.NAME not in names:
        removed.append(manifest.NAME)
    for name in [*names, *removed]:
        if (root / name).is_file():
            copy = place / "work" / "former" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy)
    _settle(place / "work")
    resuming.begin(root, names, removed)
    done = resuming.finish(root)
    manifest.of.cache_clear()
    if not done:
        raise archive.Refusal(f"{resuming.TAKEN_BACK}\nFermez les autres programmes, puis relancez la commande.")


def _settle(folder: Path) -> None:
    """Have the disk hold all files of a folder: after a power cut the journal must find them whole."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())


def _work(place: Path) -> Path:
    work = place / "work"
    if work.exists():
        shutil.rmtree(work)
    work.mkdir()
    return work


def _refuse_older(release: archive.Release, former: str) -> None:
    if manifest.number(release.version) < manifest.number(former):
        raise archive.Refusal(
            f"«\u00a0{release.path.name}\u00a0» est la version {release.version}, plus ancienne que la vôtre ({former}). "
            f"Rien n’a été changé.\n{GO_BACK}"
        )


def _refuse_without_room(root: Path, release: archive.Release) -> None:
    # Unpacked beside the present program, of which a copy is kept.
    wanted, free = 2 * release.size() + ROOM, shutil.disk_usage(root).free
    if free < wanted:
        raise archive.Refusal(
            f"Le disque est trop plein\u00a0: il faut {wanted // 1_000_000}\u00a0Mo, il en reste {free // 1_000_000}. "
            "Rien n’a été changé.\nLibérez de la place, puis relancez la commande."
        )


def _version(root: Path) -> str:
    try:
        return manifest.version((root / "pyproject.toml").read_bytes())
    except (OSError, ValueError):
        return "0"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _is_same(root: Path, new: Path, names: list[str]) -> bool:
    return all((root / name).is_file() and (root / name).read_bytes() == (new / name).read_bytes() for name in names)


def _changed_by_hand(root: Path) -> list[str]:
    """Return the files of the program that somebody has changed since it came."""
    return [
        name
        for name in manifest.program(manifest.of(root))
        if (root / name).is_file() and not manifest.is_whole(root, name)
    ]


def _news(entries: list[str], changed: list[str]) -> list[str]:
    lines = ["\nCe qui change pour vous\u00a0:", *(f"  • {line}" for line in entries)] if entries else []
    lines += [f"\nTout ce qui change est dit dans {news.FILE}, en anglais.", KEPT, REOPEN]
    if changed:
        where = f"{resuming.FOLDER}/former"
        lines += [
            f"Ces fichiers avaient été changés à la main, et sont gardés dans {where}\u00a0:",
            *(f"  {name}" for name in changed),
        ]
    return [*lines, GO_BACK]
