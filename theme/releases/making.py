"""`python3 tasks.py release`: the program and all that is made once in one ZIP, the same bytes for the same commit."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from theme import ROOT
from theme.browser import bundle, offline
from theme.desk import pages
from theme.plugins import cache, compressed
from theme.plugins.discovery import social_images
from theme.plugins.estimate import embedded
from theme.plugins.licences import parts
from theme.plugins.look import assets, drawings, fonts
from theme.plugins.settings import secretaire
from theme.releases import manifest

#: What only who develops the program needs.
LEFT_OUT: Final = (".ci/", "tests/", "requirements/bench.", "requirements/platforms.json", "requirements/test.")
LAUNCHERS: Final = (".command", ".sh")
#: Made in a few seconds, and heavy.
QUICK: Final = (".gz",)
#: The licences of what is taken from packages.
LICENCES: Final = ("LICENSE*", "license*", "LICENCE*")


class Refusal(Exception):
    """Why no release is made, in French."""


def write(root: Path) -> Path:
    """Write the release of the commit that `root` stands at into `dist/`; return its path, or raise Refusal."""
    if _git(root, "status", "--porcelain", "--untracked-files=normal").strip():
        raise Refusal(
            "Des fichiers ont changé depuis le dernier commit\u00a0: une livraison se fait d’un commit, entier."
        )
    names = [name for name in _git(root, "ls-files", "-z").split("\0") if name and not name.startswith(LEFT_OUT)]
    moment = datetime.fromtimestamp(int(_git(root, "log", "-1", "--format=%ct")), UTC)
    files = {name: root / name for name in names} | made_files() | _package_files()
    version = manifest.version((root / "pyproject.toml").read_bytes())
    target = root / "dist" / f"site-{version}.zip"
    target.parent.mkdir(exist_ok=True)
    work = target.with_suffix(".new")
    _pack(work, {name: path.read_bytes() for name, path in files.items()}, moment)
    work.replace(target)
    return target


def made_files() -> dict[str, Path]:
    """Return all that is made once and takes long, made unless it is kept, by its place in the release."""
    cache.TAKEN.clear()
    for path in sorted(bundle.build().iterdir()):
        if path.suffix in compressed.SUFFIXES:
            compressed.copies(path)
    settings, _ = secretaire.load(ROOT / "content" / "secretaire.toml")
    assets.collect(settings, ROOT / "content" / "images")
    # What the sample does not take, and another secretary's settings may.
    assets.script(assets.STATIC / "js" / embedded.SCRIPT)
    assets.minified(offline.SCRIPT.read_bytes(), "js")
    pages.editor()
    for source in social_images.FONTS.values():
        social_images.font(*source)
    files = [path for taken in map(Path, cache.TAKEN) for path in ([taken] if taken.is_file() else taken.rglob("*"))]
    files = [path for path in files if path.suffix not in QUICK]
    return {(cache.READY / path.relative_to(cache.CACHE)).relative_to(ROOT).as_posix(): path for path in files}


def _package_files() -> dict[str, Path]:
    """Return the files of packages that a build reads as they are, and the licences of what comes from packages."""
    sources = {fonts.PACKAGES / face.source for face in fonts.FACES} | {drawings.ICONS, parts.ENGINE_LOCK}
    sources |= {Path(path) for path, _ in social_images.FONTS.values()}
    licences = {path for folder in _packages() for pattern in LICENCES for path in folder.glob(pattern)}
    return {path.relative_to(ROOT).as_posix(): path for path in sources | licences}


def _packages() -> list[Path]:
    """Return the folder of each package of npm, but for those of esbuild that are for one system."""
    locked = json.loads(parts.NPM_LOCK.read_text(encoding="utf-8"))["packages"]
    return [parts.NPM_LOCK.parent / name for name, about in locked.items() if name and not about.get("optional")]


def _pack(target: Path, contents: dict[str, bytes], moment: datetime) -> None:
    """Write a ZIP file that says nothing of the computer: names in order, one date, two modes."""
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    contents = {**contents, manifest.NAME: manifest.written(digests).encode()}
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(contents):
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.create_system = 3  # Unix, whose modes these are
            info.external_attr = (0o100755 if name.endswith(LAUNCHERS) else 0o100644) << 16
            archive.writestr(info, contents[name], zipfile.ZIP_DEFLATED, 9)


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, encoding="utf-8")
    except FileNotFoundError as error:
        raise Refusal("Git manque\u00a0: une livraison se fait d’un commit.") from error
    if done.returncode:
        raise Refusal(
            f"Ce dossier n’est pas un dépôt Git\u00a0: une livraison se fait d’un commit.\n({done.stderr.strip()[:200]})"
        )
    return done.stdout


def main() -> int:
    """Write the release of this project and say where it is; return the exit status."""
    os.umask(0o022)
    try:
        target = write(ROOT)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(f"{target} : {target.stat().st_size / 1e6:.1f}\u00a0Mo, sha256 {manifest.digest(target)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
