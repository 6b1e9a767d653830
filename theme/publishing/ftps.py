"""FTP over TLS, by the standard library: for hosts that offer nothing else. Never FTP in clear."""

from __future__ import annotations

import contextlib
import ftplib
import io
import ssl
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from theme.publishing.causes import AGAIN, SETTINGS, of_ssh
from theme.publishing.store import Failed, Progress, Put, Refused, Rename, Step, folders

PATIENCE_S: Final = 30


class _Ftps(ftplib.FTP_TLS):
    """The standard library's client, which resumes the session for data as servers now ask (python/cpython#63699)."""

    def ntransfercmd(self, cmd: str, rest: Any = None) -> tuple[Any, int | None]:
        """Return the connection of a transfer, and its size where the server says it."""
        line, size = ftplib.FTP.ntransfercmd(self, cmd, rest)  # noqa: S321  made unreadable on the next lines
        control: Any = self.sock
        return self.context.wrap_socket(line, server_hostname=self.host, session=control.session), size


class FtpsStore:
    """Publishes to an account of a server of FTP."""

    def __init__(  # noqa: PLR0913  what an account is
        self,
        server: str,
        port: int,
        user: str,
        folder: str,
        *,
        password: Callable[[str], str],
        context: ssl.SSLContext | None = None,
    ) -> None:
        """Take the account; `password` is asked for it once, `context` says which certificates are trusted."""
        self._server, self._port, self._user, self._folder = server, port, user, folder
        self._password = password
        self._context = context or ssl.create_default_context()
        self._secret = ""
        self._line: _Ftps | None = None

    def read(self, names: Sequence[str]) -> dict[str, bytes]:
        """Return those of these files that are there."""
        bodies = {}

        def fetch(line: _Ftps) -> None:
            for name in names:
                body = io.BytesIO()
                with contextlib.suppress(ftplib.error_perm):
                    line.retrbinary(f"RETR {name}", body.write)
                    bodies[name] = body.getvalue()

        self._do(fetch)
        return bodies

    def run(self, steps: Iterable[Step], sent: Progress) -> None:
        """Go through the steps."""
        steps = list(steps)

        def go(line: _Ftps) -> None:
            for folder in folders(steps):
                # It may be there already.
                with contextlib.suppress(ftplib.error_perm):
                    line.mkd(folder)
            for step in steps:
                _do(line, step, sent)

        self._do(go)

    def close(self) -> None:
        """End the connection."""
        if self._line is not None:
            with contextlib.suppress(OSError, ftplib.Error, EOFError):
                self._line.quit()
            self._drop()

    def _drop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def _do(self, work: Callable[[_Ftps], None]) -> None:
        try:
            work(self._connected())
        except Refused:
            self._drop()
            raise
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise Refused(
                f"Le certificat de {self._server} n’est pas celui de ce nom, ou n’est pas reconnu. Rien n’a été envoyé. "
                f"Écrivez le nom que donne votre hébergeur pour FTPS, {SETTINGS}. ({error.verify_message})"
            ) from error
        except (OSError, ftplib.Error, EOFError) as error:
            self._drop()
            raise _failed(error, self._server, self._folder) from error

    def _connected(self) -> _Ftps:
        """Return the connection, in the site's folder, with what is sent made unreadable on the way."""
        if self._line is not None and not _is_open(self._line):
            # Servers leave who thinks for long.
            self._drop()
        if self._line is None:
            self._line = line = _Ftps(context=self._context, timeout=PATIENCE_S, encoding="utf-8")
            line.connect(self._server, self._port)
            self._protect(line)
            self._secret = self._secret or self._password(f"{self._user}@{self._server}")
            line.login(self._user, self._secret)
            line.prot_p()
            line.cwd(self._folder)
        return self._line

    def _protect(self, line: _Ftps) -> None:
        try:
            line.auth()
        except ftplib.Error as error:
            raise Refused(
                f"Le serveur {self._server} n’offre pas de FTP protégé. Rien n’a été envoyé, pas même votre mot de passe."
            ) from error


def _is_open(line: _Ftps) -> bool:
    try:
        line.voidcmd("NOOP")
    except (OSError, ftplib.Error, EOFError):
        return False
    return True


def _do(line: _Ftps, step: Step, sent: Progress) -> None:
    if isinstance(step, Put):
        with step.source.open("rb") as file:
            line.storbinary(f"STOR {step.path}", file)
        sent(step.path)
    elif isinstance(step, Rename):
        line.rename(step.old, step.new)
    else:
        # It may be gone already.
        with contextlib.suppress(ftplib.error_perm):
            line.delete(step.path)


def _failed(error: Exception, server: str, folder: str) -> Failed:
    """Return the failure of a server of FTP, in French."""
    complaint = str(error)
    if complaint.startswith("530"):
        return Refused(of_ssh("Permission denied (password)", server, folder))
    if isinstance(error, ssl.SSLError):
        return Failed(f"Le serveur {server} n’a pas su protéger l’échange ({error.reason}). {AGAIN}")
    if isinstance(error, EOFError):
        complaint = "Connection closed"
    return Failed(of_ssh(complaint, server, folder))
