"""
Try the lock files on every Python and system: `python3 tasks.py platforms`.

Each try is pip's own dry run of what the set-up asks, with hashes, for another computer than
this one. When all of them pass, `requirements/platforms.json` records the digests of the lock
files. A test compares them, so that a lock that changes has to be tried again.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "requirements"))

import causes  # noqa: E402  beside the lock files
import pythons  # noqa: E402

LOCKS = tuple(ROOT / "requirements" / f"{name}.txt" for name in ("site", "node"))
RECORD = ROOT / "requirements" / "platforms.json"
#: Two: pip waits for the network most of the time, and hashes files the rest.
AT_ONCE = 2
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--dry-run", "--no-deps"]
MUSL = (1, 2)


class System(NamedTuple):
    """A system: the tags of wheels that it takes, best first, and what markers read of it."""

    tags: tuple[str, ...]
    sys_platform: str
    os_name: str
    machine: str


def _linux(library: str, newest: tuple[int, int], oldest: int, machine: str) -> System:
    # pip expands a tag of macOS to older ones, never one of Linux: all that a machine takes are listed.
    tags = [f"{library}_{newest[0]}_{minor}_{machine}" for minor in range(newest[1], oldest - 1, -1)]
    older = [f"{library}{year}_{machine}" for year in ("2014",)] if library == "manylinux" else []
    return System((*tags, *older, f"linux_{machine}"), "linux", "posix", machine)


def _macos(machine: str) -> System:
    return System((f"macosx_{causes.OLDEST_MACOS[0]}_{causes.OLDEST_MACOS[1]}_{machine}",), "darwin", "posix", machine)


SYSTEMS = {
    "Windows x64": System(("win_amd64",), "win32", "nt", "AMD64"),
    "macOS 13 arm64": _macos("arm64"),
    "macOS 13 Intel": _macos("x86_64"),
    "Linux x64, glibc 2.28": _linux("manylinux", causes.OLDEST_GLIBC, 17, "x86_64"),
    "Linux arm64, glibc 2.28": _linux("manylinux", causes.OLDEST_GLIBC, 17, "aarch64"),
    "Linux x64, musl 1.2": _linux("musllinux", MUSL, 1, "x86_64"),
    "Linux arm64, musl 1.2": _linux("musllinux", MUSL, 1, "aarch64"),
}
#: The first and a late version of the oldest Python, since a marker of the locks tells them apart.
PYTHONS = (
    *(f"{pythons.text(pythons.OLDEST)}.{micro}" for micro in (0, 15)),
    *(f"{pythons.OLDEST[0]}.{minor}.0" for minor in range(pythons.OLDEST[1] + 1, pythons.NEWEST[1] + 1)),
)


def needed(lock: str, python: str, system: System) -> Iterator[str]:
    """
    Give the requirements of a lock file that hold for a Python (3.11.0) on a system, without their markers.

    pip would judge a marker by the Python that runs it, whatever computer it is told to try for.
    """
    environment = {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_full_version": python,
        "python_version": pythons.text(tuple(map(int, python.split(".")))),
        "sys_platform": system.sys_platform,
        "os_name": system.os_name,
        "platform_machine": system.machine,
    }
    for line in lock.replace("\\\n", " ").splitlines():
        written, *hashes = line.split("--hash=")
        if not written.strip() or written.lstrip().startswith("#"):
            continue
        requirement = Requirement(written)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            requirement.marker = None
            yield " ".join([str(requirement), *(f"--hash={digest.strip()}" for digest in hashes)])


def fault(locks: tuple[Path, ...], python: str, name: str) -> str:
    """Return what pip says when a Python on a system cannot have all of the locks; nothing when it can."""
    system = SYSTEMS[name]
    lines = [line for lock in locks for line in needed(lock.read_text(encoding="utf-8"), python, system)]
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "lock.txt"
        wanted.write_text("\n".join(lines), encoding="utf-8")
        target = ["--python-version", python, "--target", folder, *(f"--platform={tag}" for tag in system.tags)]
        command = [*PIP, "--require-hashes", "--only-binary", ":all:", *target, "-r", str(wanted)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    return "" if done.returncode == 0 else done.stderr.strip() or f"pip\u00a0: {done.returncode}"


def passed() -> dict[str, object]:
    """Return the record of all tries passed with the locks as they are."""
    # By lines: a checkout with other ends of lines holds the same locks.
    digests = {lock.name: hashlib.sha256(lock.read_text(encoding="utf-8").encode()).hexdigest() for lock in LOCKS}
    return {"locks": digests, "pythons": list(PYTHONS), "systems": {name: SYSTEMS[name].tags[0] for name in SYSTEMS}}


def main() -> int:
    """Try each Python on each system; write the record when there is no hole. Return the status of the command."""
    tries = [(python, name) for name in SYSTEMS for python in PYTHONS]
    holes = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (python, name), said in zip(tries, pool.map(lambda one: fault(LOCKS, *one), tries), strict=True):
            print(f"{'manque' if said else 'bien':7}Python {python:7} {name}", flush=True)
            holes += bool(said)
            if said:
                print(said, file=sys.stderr)
    if holes:
        print(f"{holes} essais sur {len(tries)} ont échoué. {RECORD.name} n’a pas changé.", file=sys.stderr)
        return 1
    RECORD.write_text(json.dumps(passed(), indent=2) + "\n", encoding="utf-8", newline="\n")
    print(f"Les {len(tries)} essais ont réussi\u00a0: {RECORD.relative_to(ROOT)} le dit.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
