"""What a release holds: `release.sha256` names each of its files with its digest, as `sha256sum` writes them."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

NAME: Final = "release.sha256"
#: The sample, which becomes hers at the first change: nothing replaces it, and its digests bind nobody.
CONTENT: Final = "content/"
#: What the site is made with; the rest of the program is read by people.
WORKS: Final = ("estimator/", "made/", "pelicanconf.py", "requirements/", "tasks.py", "theme/")
LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")
#: Bytes read at a time.
PART: Final = 1 << 20


def written(digests: Mapping[str, str]) -> str:
    """Return the text of a manifest, digests by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def read(text: str) -> dict[str, str]:
    """Return the digest of each file by name; raise ValueError for a text that is no manifest."""
    lines = [LINE.fullmatch(line) for line in text.splitlines()]
    if not lines or None in lines:
        raise ValueError("a line is no digest with a name")
    return {line[2]: line[1] for line in lines if line}


@functools.lru_cache(maxsize=4)
def of(root: Path) -> dict[str, str]:
    """Return what the release in `root` holds by name. Empty in a copy of the repository, or when it cannot be read."""
    try:
        return read((root / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def version(project: bytes) -> str:
    """Return the version that the text of `pyproject.toml` gives; raise ValueError without one."""
    try:
        value = tomllib.loads(project.decode("utf-8"))["project"]["version"]
    except KeyError as error:
        raise ValueError("no version") from error
    if not re.fullmatch(r"\d+(\.\d+)*", str(value)):
        raise ValueError("no version")
    return str(value)


def number(text: str) -> tuple[int, ...]:
    """Return a version as numbers, to be compared."""
    return tuple(map(int, text.split(".")))


def digest(path: Path) -> str:
    """Return the SHA-256 of a file; raise OSError when it cannot be read."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(PART):
            whole.update(part)
    return whole.hexdigest()


def is_whole(root: Path, name: str) -> bool:
    """Return whether a file of the release is the one that was released."""
    try:
        return digest(root / name) == of(root).get(name)
    except OSError:
        return False


def program(names: Iterable[str]) -> list[str]:
    """Return which of these names are the program's, in order."""
    return sorted(name for name in names if not name.startswith(CONTENT))


def altered(root: Path) -> list[str]:
    """Return the files that the site is made with and that are missing, or not those of the release."""
    works = [name for name in program(of(root)) if name.startswith(WORKS) and not name.endswith(".md")]
    return [name for name in works if not is_whole(root, name)]
