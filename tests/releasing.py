"""Releases of this very tree: of a copy that is its own commit, with this project's `.venv` and cache."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from building import once

import tasks

#: When the copies are committed: the ZIP files tell it.
MOMENT = "2026-11-29T03:00:00+0100"
IDENTITY = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
DATES = {"GIT_AUTHOR_DATE": MOMENT, "GIT_COMMITTER_DATE": MOMENT}


def git(folder, *arguments):
    """Run Git in a folder and return what it says."""
    environment = {**os.environ, **IDENTITY, **DATES}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def copy_of_project(folder):
    """Copy the project's files, those that are not committed yet too, and make a commit of them."""
    for name in filter(None, git(tasks.ROOT, "ls-files", "-z", "-co", "--exclude-standard").split("\0")):
        if (tasks.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(tasks.ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A", "-f")
    git(folder, "commit", "-q", "-m", "Essai")
    # Left out by .gitignore, but for links: what git is told here stays in this copy.
    (folder / ".git" / "info" / "exclude").write_text(".venv\n.cache\nnode_modules\n", encoding="utf-8")
    (folder / ".venv").symlink_to(tasks.ROOT / ".venv")
    (folder / ".cache").symlink_to(tasks.CACHE)
    for package in ("theme", "tests"):
        if (tasks.ROOT / package / "node_modules").is_dir():
            (folder / package / "node_modules").symlink_to(tasks.ROOT / package / "node_modules")
    return folder


def release_of(folder, umask=0o022, **environment):
    """Make the release of a copy by the command itself; return its path."""
    command = [sys.executable, "tasks.py", "release"]
    options = {"env": {**os.environ, **environment}, "umask": umask, "capture_output": True, "encoding": "utf-8"}
    done = subprocess.run(command, cwd=folder, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((folder / "dist").glob("site-*.zip"))


@pytest.fixture(scope="session")
def release(tmp_path_factory):
    """The ZIP file of this tree, made by the first worker that asks."""
    return Path(
        once(tmp_path_factory, "release", lambda: str(release_of(copy_of_project(tmp_path_factory.mktemp("depot")))))
    )


def unpack(release, folder):
    """Unpack a ZIP file as file explorers of macOS and Linux do: with the modes that it tells."""
    with zipfile.ZipFile(release) as archive:
        archive.extractall(folder)
        for info in archive.infolist():
            (folder / info.filename).chmod(info.external_attr >> 16 & 0o777)
    return folder
