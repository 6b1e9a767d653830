"""Accounts of real servers on this machine, for the tests of what is published: OpenSSH, vsftpd."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import signal
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest
from hosts import free_port, program, running

HERE: Final = "127.0.0.1"
#: What the account of FTP is opened with.
PASSWORD: Final = "trois mots & un $igne"


@dataclass
class Account:
    """A server, and the folder that the site goes to."""

    port: int
    folder: Path
    process: subprocess.Popen[bytes]
    user: str
    #: What a store is given besides.
    options: dict[str, Any] = field(default_factory=dict)

    def cut(self) -> None:
        """End what serves the connections of now, as a line that is cut does: the server itself goes on."""
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if int((place / "stat").read_text().rpartition(")")[2].split()[1]) == self.process.pid:
                    os.kill(int(place.name), signal.SIGKILL)


def _key(path: Path) -> Path:
    command = [program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


@contextmanager
def openssh(work: Path) -> Iterator[Account]:
    """Give an account of OpenSSH that a key opens; the server is known."""
    server, port = program("sshd"), free_port()
    host, own = _key(work / "host"), _key(work / "own")
    Path("/run/sshd").mkdir(exist_ok=True)
    folder = work / "www"
    folder.mkdir()
    (work / "authorized").write_bytes(own.with_suffix(".pub").read_bytes())
    (work / "sshd_config").write_text(
        f"""Port {port}
        ListenAddress {HERE}
        HostKey {host}
        AuthorizedKeysFile {work}/authorized
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication yes
        PermitRootLogin yes
        Subsystem sftp internal-sftp
        """,
        encoding="utf-8",
    )
    known = work / "known"
    known.write_text(f"[{HERE}]:{port} {host.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    command = [server, "-D", "-e", "-f", str(work / "sshd_config")]
    with running(command, port, work / "sshd.log") as process:
        yield Account(
            port,
            folder,
            process,
            "root",
            {"known_hosts": known, "options": [f"IdentityFile={own}", "IdentitiesOnly=yes"]},
        )


@contextmanager
def vsftpd(work: Path) -> Iterator[Account]:
    """Give an account of vsftpd, which asks for TLS and the first connection's session; a file holds its password."""
    server, port = program("vsftpd"), free_port()
    made = certificate(work)
    folder = work / "www"
    folder.mkdir()
    passive = free_port()
    (work / "pam").mkdir()
    (work / "vsftpd.conf").write_text(
        f"""listen=YES
listen_address={HERE}
listen_port={port}
background=NO
anonymous_enable=YES
no_anon_password=NO
anon_root={work}
ftp_username={getpass.getuser()}
anon_upload_enable=YES
anon_mkdir_write_enable=YES
anon_other_write_enable=YES
anon_world_readable_only=NO
allow_anon_ssl=YES
force_anon_logins_ssl=YES
force_anon_data_ssl=YES
write_enable=YES
run_as_launching_user=YES
ssl_enable=YES
require_ssl_reuse=YES
ssl_ciphers=HIGH
rsa_cert_file={made}
rsa_private_key_file={made}
pasv_min_port={passive}
pasv_max_port={passive + 20}
seccomp_sandbox=NO
anon_umask=022
""",
        encoding="utf-8",
    )
    trusted = ssl.create_default_context(cafile=str(made))
    with running([server, str(work / "vsftpd.conf")], port, work / "vsftpd.log") as process:
        yield Account(port, folder, process, "anonymous", {"context": trusted})


def certificate(work: Path, name: str = "") -> Path:
    """Return a file with a certificate of this machine's address, and of `name`, and its key."""
    path = work / "certificate.pem"
    command = [
        program("openssl"),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
    ]
    command += [
        "-addext",
        f"subjectAltName=IP:{HERE}" + (f",DNS:{name}" if name else ""),
        "-keyout",
        str(path),
        "-out",
        str(work / "public.pem"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    with path.open("ab") as file:
        file.write((work / "public.pem").read_bytes())
    return path


@contextmanager
def proftpd(work: Path, *, protocol: str) -> Iterator[Account]:
    """
    Give an account of ProFTPD, which PASSWORD opens, by « sftp » or by « ftps ».

    Debian has it beside no other server of FTP.
    """
    server = shutil.which("proftpd")
    if server is None:
        pytest.skip("proftpd is missing: Debian installs it in the place of vsftpd")
    port, made, host = free_port(), certificate(work), _key(work / "host")
    folder = work / "www"
    folder.mkdir()
    hashed = subprocess.run(
        [program("openssl"), "passwd", "-6", "-stdin"],
        input=PASSWORD,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.strip()
    users = work / "users"
    users.write_text(f"moi:{hashed}:{os.getuid()}:{os.getgid()}::{work}:/bin/sh\n", encoding="utf-8")
    users.chmod(0o600)
    own = {
        "sftp": f"SFTPEngine on\nSFTPHostKey {host}\nSFTPAuthMethods password",
        "ftps": f"TLSEngine on\nTLSRequired on\nTLSRSACertificateFile {made}\nTLSRSACertificateKeyFile {made}",
    }
    modules = Path(os.environ.get("PROFTPD_MODULES", "/usr/lib/proftpd"))
    (work / "proftpd.conf").write_text(
        f"""ModulePath {modules}
LoadModule mod_tls.c
LoadModule mod_sftp.c
ServerName test
DefaultAddress {HERE}
Port {port}
User root
Group root
RootLogin on
UseReverseDNS off
WtmpLog off
PidFile {work}/proftpd.pid
ScoreboardFile {work}/scoreboard
DelayEngine off
AuthOrder mod_auth_file.c
AuthUserFile {users}
RequireValidShell off
AllowOverwrite on
{own[protocol]}
""",
        encoding="utf-8",
    )
    known = work / "known"
    known.write_text(f"[{HERE}]:{port} {host.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    options = (
        {"known_hosts": known} if protocol == "sftp" else {"context": ssl.create_default_context(cafile=str(made))}
    )
    options["password"] = lambda _: PASSWORD
    with running([server, "-n", "-c", str(work / "proftpd.conf")], port, work / "proftpd.log") as process:
        yield Account(port, folder, process, "moi", options)
