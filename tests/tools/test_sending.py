"""The site sent to real servers of this machine: OpenSSH, vsftpd, a branch of git; refusals, cuts, a host that says no."""

import io
import os
import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager
from functools import partial

import pytest
from accounts import HERE, PASSWORD, openssh, proftpd, vsftpd
from hosts import free_port, program, small

from theme.plugins.settings.hosting import Hosting
from theme.publishing import manifest, plan
from theme.publishing.ftps import FtpsStore
from theme.publishing.git import GitStore
from theme.publishing.publication import Publisher
from theme.publishing.sftp import SftpStore
from theme.publishing.store import Failed, Refused

NOW = "2026-11-28T10:42"
MODES = {"openssh": "sftp", "vsftpd": "ftps", "proftpd by sftp": "sftp", "proftpd by ftps": "ftps"}


def refuse(*_):
    """Answer no, or no password."""
    return ""


def sftp(account, **more):
    """Return what publishes to an account of SFTP."""
    asked = {"password": refuse, "trust": refuse, **account.options, **more}
    return SftpStore(HERE, account.port, account.user, str(account.folder), **asked)


def ftps(account, **more):
    """Return what publishes to an account of FTP."""
    asked = {"password": lambda _: "x", **account.options, **more}
    return FtpsStore(HERE, account.port, asked.pop("user", account.user), "www", **asked)


@pytest.fixture(params=MODES)
def account(request, tmp_path):
    """The name of a server, its account, and the function that makes what publishes to it."""
    work, mode = tmp_path / "server", MODES[request.param]
    work.mkdir()
    made = {"openssh": openssh, "vsftpd": vsftpd}.get(request.param, partial(proftpd, protocol=mode))
    with made(work) as account:
        yield request.param, account, {"sftp": sftp, "ftps": ftps}[mode]


def send(store, mode, site, kept):
    """Publish a site by a store that is then closed; return the names of the files sent."""
    publisher, names = Publisher(Hosting(mode, "", 0, "", "www", ""), store, kept), []
    try:
        prepared = publisher.prepare(site, {})
        publisher._run(prepared, lambda done, total, name: names.append(name))
    finally:
        store.close()
    return names


def held(folder):
    """Return the files of a folder by path, the host's list and what git keeps aside."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != manifest.NAME and ".git" not in name}


def expected(site, mode):
    """Return what a host of a mode must hold of a built site."""
    return {name: (site / name).read_bytes() for name in plan.published(site, mode)}


def test_the_whole_site_then_what_changes(account, tmp_path):
    """Byte for byte, each file told once; then one page with its copies, what is gone, and nothing of others."""
    name, place, store = account
    mode, first = MODES[name], small(tmp_path / "first", retiree="<h1>Retirée</h1>")
    told = send(store(place), mode, first, tmp_path / "kept")

    assert held(place.folder) == expected(first, mode)
    assert len(told) == len(set(told)) == len(expected(first, mode))
    assert send(store(place), mode, first, tmp_path / "kept") == []
    (place.folder / "stats.php").write_text("x", encoding="utf-8")
    second = small(tmp_path / "second", tarifs="<h1>Tarifs</h1>33")
    told = send(store(place), mode, second, tmp_path / "kept")

    assert {plan.part(f"tarifs/index.html{ending}") for ending in ("", ".br", ".gz")} == set(told)
    assert held(place.folder) == {**expected(second, mode), "stats.php": b"x"}


def test_names_that_programs_read_otherwise(account, tmp_path):
    """Spaces, quotes, signs of patterns: each is a name."""
    name, place, store = account
    site = small(tmp_path / "a [b] c", **{"l’été & l'hiver [1]": "<h1>Été</h1>"})
    send(store(place), MODES[name], site, tmp_path / "kept")

    assert held(place.folder) == expected(site, MODES[name])


def test_a_line_that_is_cut_is_told_and_taken_up(account, tmp_path):
    """The former site stays whole; the next try sends what is left, and ends as if nothing had been."""
    name, place, store = account
    mode, first, second = MODES[name], small(tmp_path / "first"), small(tmp_path / "second")
    send(store(place), mode, first, tmp_path / "kept")
    (second / "estimation/moteur/0123456789ab").rename(second / "estimation/moteur/ba9876543210")
    for number in range(12):
        path = second / f"theme/image-{number}.0123abcd.png"
        path.write_bytes(os.urandom(6_000_000))
    publisher = Publisher(Hosting(mode, "", 0, "", "www", ""), store(place), tmp_path / "kept")
    prepared = publisher.prepare(second, {})
    with pytest.raises(Failed, match="coupée"):
        publisher._run(prepared, lambda done, *_: place.cut() if done == 3 else None)
    publisher._store.close()

    assert {name: body for name, body in held(place.folder).items() if name.endswith(".html")} == {
        name: body for name, body in expected(first, mode).items() if name.endswith(".html")
    }
    send(store(place), mode, second, tmp_path / "kept")
    former = {name for name in expected(first, mode) if "0123456789ab" in name}
    assert {name: body for name, body in held(place.folder).items() if name not in former} == expected(second, mode)


def test_a_folder_that_is_not_there_is_told(account, tmp_path):
    """By the name in the settings; nothing is made in its place."""
    name, place, store = account
    shutil.rmtree(place.folder)

    with pytest.raises(Failed, match=r"Le dossier «\u00a0.*www\u00a0» n’existe pas"):
        send(store(place), MODES[name], small(tmp_path / "site"), tmp_path / "kept")


@pytest.mark.parametrize("made", [sftp, ftps])
def test_a_server_that_does_not_answer_is_told(tmp_path, made):
    """Address and port are what to look at."""
    program("ssh")

    class Nowhere:
        port, folder, user, options = free_port(), tmp_path, "moi", {}

    more = {"known_hosts": tmp_path / "known"} if made is sftp else {}
    with pytest.raises(Failed, match=r"ne répond pas\. Vérifiez"):
        send(made(Nowhere, **more), "sftp", small(tmp_path / "site"), tmp_path / "kept")


@pytest.fixture
def ssh(tmp_path):
    """An account of OpenSSH."""
    with openssh(tmp_path) as account:
        yield account


def test_a_key_that_opens_nothing_is_refused(ssh, tmp_path):
    """The password is asked for once; none leaves the host as it was."""
    asked = []
    (tmp_path / "authorized").write_bytes(b"")

    with pytest.raises(Refused, match="refuse ce compte ou ce mot de passe"):
        send(
            sftp(ssh, password=lambda account: asked.append(account) or "faux"),
            "sftp",
            small(tmp_path / "site"),
            tmp_path,
        )
    assert asked == [f"root@{HERE}"]
    assert held(ssh.folder) == {}


def test_what_is_typed_reaches_openssh_and_stays_nowhere(ssh, tmp_path):
    """Here the secret of a key, which OpenSSH asks for as it does a password; asked once for both connections."""
    secret, asked, key = "été & $igne \"'", [], tmp_path / "own"
    subprocess.run([program("ssh-keygen"), "-q", "-p", "-P", "", "-N", secret, "-f", key], check=True)
    kept, site = tmp_path / "kept", small(tmp_path / "site")
    send(sftp(ssh, password=lambda account: asked.append(account) or secret), "sftp", site, kept)

    assert held(ssh.folder) == expected(site, "sftp")
    assert len(asked) == 1
    left = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    assert secret.encode() not in left


def test_an_unknown_server_is_confirmed_once(ssh, tmp_path):
    """By the fingerprints that hosts give; refused, nothing is sent; agreed, it is not asked again."""
    shown, known, site = [], tmp_path / "new" / "known", small(tmp_path / "site")
    with pytest.raises(Refused, match="n’a pas été reconnu"):
        send(sftp(ssh, known_hosts=known, trust=shown.append), "sftp", site, tmp_path)
    assert held(ssh.folder) == {}
    assert not known.exists()
    for _ in range(2):
        send(sftp(ssh, known_hosts=known, trust=lambda prints: shown.append(prints) or True), "sftp", site, tmp_path)

    assert len(shown) == 2
    assert shown[0].startswith("SHA256:")
    assert held(ssh.folder) == expected(site, "sftp")


def test_a_server_whose_key_has_changed_is_refused(ssh, tmp_path):
    """It may be another: she is told what to ask, and is not offered to go on."""
    known = ssh.options["known_hosts"]
    other = tmp_path / "other"
    subprocess.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    known.write_text(f"[{HERE}]:{ssh.port} {other.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8")

    with pytest.raises(Failed, match="a changé depuis la dernière fois"):
        send(sftp(ssh, trust=lambda _: pytest.fail("asked")), "sftp", small(tmp_path / "site"), tmp_path)
    assert held(ssh.folder) == {}


def test_a_full_disk_leaves_the_former_site(ssh, tmp_path):
    """Told as such; the pages are the former ones."""
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", ssh.folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        first, second = small(tmp_path / "first"), small(tmp_path / "second", tarifs="<h1>Tarifs</h1>33")
        send(sftp(ssh), "sftp", first, tmp_path / "kept")
        (second / "images" / "lourde.webp").write_bytes(os.urandom(2_000_000))
        with pytest.raises(Failed, match=r"place"):
            send(sftp(ssh), "sftp", second, tmp_path / "kept")
        pages = {name for name in expected(first, "sftp") if name.endswith(".html")}
        assert {name: held(ssh.folder)[name] for name in pages} == {name: (first / name).read_bytes() for name in pages}
    finally:
        subprocess.run(["umount", ssh.folder], check=True)


@pytest.mark.parametrize(("protocol", "made"), [("sftp", sftp), ("ftps", ftps)])
def test_a_wrong_password_is_refused(tmp_path, protocol, made):
    """Asked for once, told as such, repeated nowhere; nothing is sent."""
    asked, wrong = [], f"{PASSWORD}."
    with proftpd(tmp_path, protocol=protocol) as account:
        store = made(account, password=lambda name: asked.append(name) or wrong)
        with pytest.raises(Refused, match="refuse ce compte ou ce mot de passe") as refused:
            send(store, protocol, small(tmp_path / "site"), tmp_path / "kept")

        assert asked == [f"moi@{HERE}"]
        assert wrong not in str(refused.value)
        assert held(account.folder) == {}


def test_a_wrong_account_of_ftp_is_refused(tmp_path):
    """530, as vsftpd says it."""
    with vsftpd(tmp_path) as account, pytest.raises(Refused, match="refuse ce compte ou ce mot de passe"):
        send(ftps(account, user="inconnu"), "ftps", small(tmp_path / "site"), tmp_path / "kept")


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    """Before the password is even asked for."""
    with vsftpd(tmp_path) as account:
        account.options["context"] = ssl.create_default_context()
        store, site = ftps(account, password=lambda _: pytest.fail("asked")), small(tmp_path / "site")
        with pytest.raises(Refused, match="Le certificat de"):
            send(store, "ftps", site, tmp_path / "kept")


@contextmanager
def in_clear():
    """Give the port of a server of FTP without TLS, and what it is told."""
    with socket.create_server((HERE, 0)) as server:
        told = io.BytesIO()

        def talk():
            line, _ = server.accept()
            with line:
                line.sendall(b"220 Bonjour\r\n")
                while received := line.recv(1000):
                    told.write(received)
                    line.sendall(b"500 Unknown command\r\n")

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        yield server.getsockname()[1], told
        thread.join(5)


def test_nothing_is_told_to_a_server_without_tls(tmp_path):
    """A password in clear is read by anyone on the way."""
    with in_clear() as (port, told):
        store = FtpsStore(HERE, port, "moi", "www", password=lambda _: "secret")
        with pytest.raises(Refused, match="n’offre pas de FTP protégé"):
            send(store, "ftps", small(tmp_path / "site"), tmp_path / "kept")

    assert told.getvalue().startswith(b"AUTH TLS")
    assert b"moi" not in told.getvalue()
    assert b"secret" not in told.getvalue()


def git(*arguments, cwd):
    """Return what git says."""
    return subprocess.run(
        [program("git"), *arguments], cwd=cwd, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def test_a_branch_is_the_site(tmp_path):
    """Made when it is not there, one commit a publication, none for nothing; other branches are left."""
    forge, site = tmp_path / "forge.git", small(tmp_path / "site")
    git("init", "--quiet", "--bare", str(forge), cwd=tmp_path)
    for _ in range(2):
        send(GitStore(str(forge), "pages"), "git", site, tmp_path / "kept")
    assert git("rev-list", "--count", "pages", cwd=forge).strip() == "1"
    second = small(tmp_path / "second", tarifs="<h1>Tarifs</h1>33")
    send(GitStore(str(forge), "pages"), "git", second, tmp_path / "kept")

    assert git("rev-list", "--count", "pages", cwd=forge).strip() == "2"
    assert git("branch", "--format=%(refname:short)", cwd=forge).split() == ["pages"]
    copy = tmp_path / "copy"
    git("clone", "--quiet", "--branch", "pages", str(forge), str(copy), cwd=tmp_path)
    assert held(copy) == {**expected(second, "git"), ".nojekyll": b""}


def test_a_repository_that_is_not_there_is_told(tmp_path):
    """Nothing has changed anywhere."""
    with pytest.raises(Failed, match="n’existe pas, ou vous n’y avez pas accès"):
        send(GitStore(str(tmp_path / "nowhere.git"), "pages"), "git", small(tmp_path / "site"), tmp_path / "kept")
