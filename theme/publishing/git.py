"""A branch that a forge serves as pages: the site is its whole content, one commit for each publication."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from theme.publishing.folder import FolderStore
from theme.publishing.store import Failed, Progress, Refused, Step

#: Without it, GitHub's pages leave out what begins with an underscore.
AS_IT_IS: Final = ".nojekyll"
SUBJECT: Final = "Publier le site"


class GitStore:
    """Publishes to a branch of a repository; git's own accounts and keys are used."""

    def __init__(self, repository: str, branch: str) -> None:
        """Take the repository's address and the branch, made if it is not there."""
        self._repository, self._branch = repository, branch
        self._work = Path(tempfile.mkdtemp(prefix="site-"))
        self._tree = self._work / "tree"
        self._folder = FolderStore(self._tree)

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return those of these files that are there."""
        self._fetch()
        return self._folder.read(names)

    def run(self, steps: Iterable[Step], sent: Progress) -> None:
        """Go through the steps in a copy of the branch, then send it: all of them or none."""
        if not self._tree.is_dir():
            self._fetch()
        self._folder.run(steps, sent)
        (self._tree / AS_IT_IS).touch()
        self._git("add", "--all", "--force", ".")
        if self._git("status", "--porcelain"):
            self._git("commit", "--quiet", "--message", SUBJECT)
            self._git("push", "--quiet", "origin", f"HEAD:refs/heads/{self._branch}")

    def close(self) -> None:
        """Leave no copy."""
        shutil.rmtree(self._work, ignore_errors=True)

    def _fetch(self) -> None:
        shutil.rmtree(self._tree, ignore_errors=True)
        self._tree.mkdir()
        self._git("init", "--quiet", "--initial-branch", self._branch)
        self._git("remote", "add", "origin", "--", self._repository)
        # The same bytes on every system.
        self._git("config", "core.autocrlf", "false")
        if self._git("ls-remote", "--heads", "origin", f"refs/heads/{self._branch}"):
            self._git("fetch", "--quiet", "--depth", "1", "origin", f"refs/heads/{self._branch}")
            self._git("reset", "--quiet", "--hard", "FETCH_HEAD")

    def _git(self, *arguments: str) -> str:
        """Return what git says."""
        program = shutil.which("git")
        if program is None:
            raise Failed('Le programme « git » manque sur cet ordinateur. Installez-le, ou choisissez mode = "sftp".')
        own = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
        names = ["-c", "user.name=Site", "-c", "user.email=site@localhost", "-c", "commit.gpgsign=false"]
        done = subprocess.run(
            [program, *names, *arguments],
            cwd=self._tree,
            env={**os.environ, **own},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            raise _failed(done.stderr, self._repository, self._branch)
        return done.stdout


def _failed(complaint: str, repository: str, branch: str) -> Failed:
    lines = " ".join(complaint.split())[:300]
    if (
        "Authentication failed" in complaint
        or "Permission denied" in complaint
        or "could not read Username" in complaint
    ):
        return Refused(
            f"Le dépôt {repository} refuse votre compte. Donnez à git une clé ou un jeton, puis recommencez."
        )
    if "does not appear to be a git repository" in complaint or "not found" in complaint.lower():
        return Failed(
            f"Le dépôt {repository} n’existe pas, ou vous n’y avez pas accès. Vérifiez « adresse » sous [hebergement]."
        )
    if "non-fast-forward" in complaint or "fetch first" in complaint or "[rejected]" in complaint:
        return Failed(f"La branche « {branch} » a changé pendant l’envoi. Rien n’a été publié : recommencez.")
    return Failed(f"Git n’a pas pu publier. Rien n’a changé en ligne.\n({lines})")
