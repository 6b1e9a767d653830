"""
SFTP, by the OpenSSH that every system has: `sftp -b`. Its status tells a fault; that of commands typed to it does not.

A key or the system's agent is tried first. Failing that, the caller gives the password once, and
OpenSSH has it for as long as it runs. It is written nowhere.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from theme.publishing.causes import of_ssh
from theme.publishing.store import Failed, Progress, Put, Refused, Rename, Step, folders

#: Seconds for the server to answer, and how often it must say that it is there.
PATIENCE_S: Final = 20
#: Seconds between two looks at what OpenSSH says that it does.
PAUSE_S: Final = 0.1
#: Status of ssh when the line, the server's key or the account is what failed.
LINE_FAILED: Final = 255
#: How a server says which ways in it has.
_TAKES_PASSWORD: Final = re.compile(r"Permission denied \([^)]*(?:password|keyboard-interactive)")
#: The variable that hands the password to OpenSSH.
_SECRET: Final = "SITE_PASSWORD"  # noqa: S105  the name of a variable, not a password


class SftpStore:
    """Publishes to an account that OpenSSH reaches."""

    def __init__(  # noqa: PLR0913  what an account is
        self,
        server: str,
        port: int,
        user: str,
        folder: str,
        *,
        known_hosts: Path,
        password: Callable[[str], str],
        trust: Callable[[str], bool],
        options: Sequence[str] = (),
    ) -> None:
        """
        Take the account, and `options` more for ssh, each as in its configuration.

        `known_hosts` keeps the keys of servers. `trust` is asked in French whether a new one is right.
        `password` is asked for the password of an account.
        """
        self._server, self._port, self._user = server, port, user
        self._folder = folder.rstrip("/") or "/"
        self._known_hosts, self._password, self._trust = known_hosts, password, trust
        self._options = options
        self._secret = ""
        self._work = Path(tempfile.mkdtemp(prefix="site-"))

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return those of these files that are there."""
        place = self._work / "read"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        # The folder must be there; each file may not be.
        lines = [f"cd {_quoted(self._folder)}"]
        lines += [
            f"-get {_quoted(name)} {_quoted((place / str(number)).as_posix())}" for number, name in enumerate(names)
        ]
        self._batch(lines, lambda _: None)
        copies = {name: place / str(number) for number, name in enumerate(names)}
        return {name: path.read_bytes() for name, path in copies.items() if path.is_file()}

    def run(self, steps: Iterable[Step], sent: Progress) -> None:
        """Go through the steps, in one connection."""
        steps = list(steps)
        lines = [f"cd {_quoted(self._folder)}", *(f"-mkdir {_quoted(name)}" for name in folders(steps))]
        for step in steps:
            if isinstance(step, Put):
                lines.append(f"put {_quoted(step.source.as_posix())} {_quoted(step.path)}")
            elif isinstance(step, Rename):
                lines.append(f"rename {_quoted(step.old)} {_quoted(step.new)}")
            else:
                lines.append(f"-rm {_quoted(step.path)}")
        self._batch(lines, sent)

    def close(self) -> None:
        """End the connection, and leave no file."""
        if (self._work / "line").exists():
            command = ["ssh", *self._settings(), "-O", "exit", self._server]
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(command, capture_output=True, timeout=PATIENCE_S, stdin=subprocess.DEVNULL)
        shutil.rmtree(self._work, ignore_errors=True)

    def _batch(self, lines: Sequence[str], sent: Progress) -> None:
        self._know_server()
        status, complaint = self._try(lines, sent)
        if status == LINE_FAILED and not self._secret and _TAKES_PASSWORD.search(complaint):
            self._secret = self._password(f"{self._user}@{self._server}")
            status, complaint = self._try(lines, sent) if self._secret else (status, complaint)
        if status:
            kind = Refused if "Permission denied (" in complaint else Failed
            raise kind(of_ssh(complaint, self._server, self._folder))

    def _try(self, lines: Sequence[str], sent: Progress) -> tuple[int, str]:
        """Return the status of sftp for these commands, and what it complained of."""
        batch, out, errors = (self._work / name for name in ("batch", "out", "errors"))
        batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [_program("sftp"), *self._settings(), "-b", str(batch), self._server]
        # Into files: a connection that is kept for the next batch would hold pipes open.
        with out.open("wb") as output, errors.open("wb") as complained:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=complained, env=self._environment()
            )
        try:
            _follow(process, out, sent)
        except BaseException:
            process.kill()
            raise
        return process.returncode, errors.read_text(encoding="utf-8", errors="replace")

    def _settings(self) -> list[str]:
        settings = [f"Port={self._port}", f"User={self._user}", f"ConnectTimeout={PATIENCE_S}"]
        settings += [f"ServerAliveInterval={PATIENCE_S}", "ServerAliveCountMax=2", "NumberOfPasswordPrompts=1"]
        option = f'UserKnownHostsFile="{self._known_hosts.as_posix()}" ~/.ssh/known_hosts'
        settings += ["StrictHostKeyChecking=yes", option, f"BatchMode={'no' if self._secret else 'yes'}"]
        if os.name != "nt":
            # One connection for all: Windows' OpenSSH cannot share one.
            line = f"ControlPath={(self._work / 'line').as_posix()}"
            settings += ["ControlMaster=auto", "ControlPersist=60", line]
        return [part for setting in (*self._options, *settings) for part in ("-o", setting)]

    def _environment(self) -> dict[str, str]:
        own = {"LC_ALL": "C"}
        if self._secret:
            own |= {_SECRET: self._secret, "SSH_ASKPASS": str(self._asker()), "SSH_ASKPASS_REQUIRE": "force"}
            own.setdefault("DISPLAY", os.environ.get("DISPLAY", "none"))
        return {**os.environ, **own}

    def _asker(self) -> Path:
        """Return the program that OpenSSH asks for the password."""
        code = f"import os; print(os.environ['{_SECRET}'])"
        if os.name == "nt":
            path = self._work / "ask.cmd"
            path.write_text(f'@"{sys.executable}" -c "{code}"\n', encoding="utf-8")
        else:
            path = self._work / "ask"
            path.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}"\n', encoding="utf-8")
            path.chmod(0o700)
        return path

    def _know_server(self) -> None:
        """Have a server whose key is not known yet confirmed. A key that has changed is refused by ssh."""
        name = self._server if self._port == 22 else f"[{self._server}]:{self._port}"
        for path in (self._known_hosts, Path.home() / ".ssh" / "known_hosts"):
            command = [_program("ssh-keygen"), "-F", name, "-f", str(path)]
            if path.is_file() and subprocess.run(command, capture_output=True).returncode == 0:
                return
        scan = [_program("ssh-keyscan"), "-T", str(PATIENCE_S), "-p", str(self._port), self._server]
        keys = subprocess.run(scan, capture_output=True, stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace")
        lines = [line for line in keys.stdout.splitlines() if line and not line.startswith("#")]
        if not lines:
            raise Failed(of_ssh(keys.stderr or "Connection timed out", self._server, self._folder))
        listed = "\n".join(lines) + "\n"
        prints_of_keys = subprocess.run(
            [_program("ssh-keygen"), "-l", "-f", "-"], input=listed, capture_output=True, encoding="utf-8"
        )
        prints = sorted({line.split()[1] for line in prints_of_keys.stdout.splitlines() if len(line.split()) > 1})
        if not self._trust("\n".join(prints)):
            raise Refused(f"Le serveur {self._server} n’a pas été reconnu. Rien n’a été envoyé.")
        self._known_hosts.parent.mkdir(parents=True, exist_ok=True)
        with self._known_hosts.open("a", encoding="utf-8") as file:
            file.write(listed)


def _follow(process: subprocess.Popen[bytes], out: Path, sent: Progress) -> None:
    """Tell each file as OpenSSH begins the command after it, until its end."""
    count = 0
    while True:
        status = process.poll()
        commands = [line for line in out.read_text(encoding="utf-8", errors="replace").splitlines() if "> " in line]
        done = commands if status == 0 else commands[:-1]
        for line in done[count:]:
            _, _, command = line.partition("> ")
            if command.startswith("put "):
                sent(command.rsplit('"', 2)[-2])
        count = max(count, len(done))
        if status is not None:
            return
        time.sleep(PAUSE_S)


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Failed(
            f"Le programme « {name} » (OpenSSH) manque sur cet ordinateur. Sous Windows : Paramètres, Fonctionnalités "
            "facultatives, « Client OpenSSH ». Sous Debian ou Ubuntu : sudo apt install openssh-client."
        )
    return path


def _quoted(path: str) -> str:
    """Return a path as sftp reads it, whatever it holds."""
    if any(ord(letter) < 32 for letter in path):
        raise ValueError(path)
    # Between quotes sftp takes no sign for a pattern.
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
