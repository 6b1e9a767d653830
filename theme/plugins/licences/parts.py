"""
Every part of the published site that has a licence: version by the locks, text by the packages (theme/licences/parts.toml).

The tests hold the list against a built site. A file, a package or a typeface that it does not name is a fault.
"""

from __future__ import annotations

import fnmatch
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from fontTools.ttLib import TTFont

from theme import ROOT, THEME

FOLDER: Final = THEME / "licences"
MODULES: Final = THEME / "node_modules"
PIP_LOCK: Final = ROOT / "requirements" / "site.txt"
NPM_LOCK: Final = THEME / "package-lock.json"
#: Which Python the engine is; a release carries it, since it carries no other file of that package.
ENGINE_LOCK: Final = MODULES / "pyodide" / "pyodide-lock.json"
#: Where `files` name the engine's folder.
ENGINE: Final = "{engine}"
#: The record of a font that says whose it is.
COPYRIGHT: Final = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `version` is empty for what the project itself is, `source` for what is had by asking."""

    name: str
    what: str
    licence: str
    version: str
    source: str
    text: str
    files: tuple[str, ...]

    def holds(self, file: str, engine: str) -> bool:
        """Return whether a file of the site holds this part; `engine` is the folder of the engine in the site."""
        return any(fnmatch.fnmatch(file, pattern.replace(ENGINE, engine)) for pattern in self.files)


@cache
def parts() -> tuple[Part, ...]:
    """Return all parts, as the file names them; raise KeyError where a lock does not hold one."""
    raw = tomllib.loads((FOLDER / "parts.toml").read_text(encoding="utf-8"))["parts"]
    versions = {one["name"]: _version(one["version"]) for one in raw if "version" in one}
    return tuple(_part(one, versions) for one in raw)


def _part(raw: dict[str, Any], versions: dict[str, str]) -> Part:
    version = versions.get(raw.get("within", raw["name"]), "")
    wording = f"celle de {raw['within']} {version}" if "within" in raw else version
    source = raw.get("source", "").format(version=version)
    return Part(raw["name"], raw["what"], raw["licence"], wording, source, raw["text"], tuple(raw["files"]))


def _version(place: str) -> str:
    kind, _, name = place.partition(":")
    if kind == "npm":
        return str(json.loads(NPM_LOCK.read_text(encoding="utf-8"))["packages"][f"node_modules/{name}"]["version"])
    if kind == "pip":
        return pinned()[name]
    info = json.loads(ENGINE_LOCK.read_text(encoding="utf-8"))["info"]
    # « emscripten_5_0_3 »
    return str(info[name]).removeprefix("emscripten_").replace("_", ".")


def pinned() -> dict[str, str]:
    """Return the version of each Python package of the lock, by name."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", PIP_LOCK.read_text(encoding="utf-8"), re.MULTILINE))


def text_of(part: Part) -> str:
    """Return the whole licence of a part, from its package where it carries one."""
    kind, colon, name = part.text.partition(":")
    if not colon:
        return (FOLDER / part.text).read_text(encoding="utf-8")
    if kind == "npm":
        folder = MODULES / name
        return "\n".join([*_owners(folder), (folder / "LICENSE").read_text(encoding="utf-8")])
    installed = distribution(name)
    paths = [path for path in installed.files or () if "licenses/" in path.as_posix()]
    return "\n".join(Path(str(path.locate())).read_text(encoding="utf-8") for path in paths)


def _owners(folder: Path) -> Iterator[str]:
    """Yield who owns the fonts of a package, as the fonts say it. A package may name its own maker instead."""
    fonts = (TTFont(path) for path in sorted(folder.glob("files/*-latin-wght-normal.woff2")))
    yield from sorted({str(font["name"].getDebugName(COPYRIGHT)) for font in fonts})
