"""What stops the set-up is told by its own cause, from what pip, npm and the system really said.

The texts of `data/setup` were written by pip 23.2 and 26.3, npm 11 and ensurepip, made to fail:
- a closed port, an unknown host, a proxy that is closed or asks for a password;
- a certificate of nobody, a server's error, a false hash;
- a full, a read-only and a forbidden folder.

Those of Windows are written after public reports.
"""

import errno
import shutil
from pathlib import Path

import pytest
from causes import CAUSES, Machine, find, of_error, this_machine, without_wheel

SAID = {
    path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "data" / "setup").glob("*.txt")
}
#: What the name of a text ends with, and the cause that it is.
NAMED = {
    "refused": "network",
    "dns": "network",
    "proxy-refused": "proxy",
    "proxy-password": "proxy",
    "missing": "venv",
    "no-wheel": "wheel",
}
#: Unlike others of the same name: the newest pip names no closed proxy, pip hides a server's error.
EXCEPTIONS = {"pip26-proxy-refused": "network", "pip23-server": "wheel"}


@pytest.mark.parametrize("text", SAID)
def test_cause_is_found(text):
    """Each text leads to its cause, and to one alone of the messages."""
    kind = text.partition("-")[2]

    name, _, line = find(SAID[text], Machine())

    assert name == EXCEPTIONS.get(text, NAMED.get(kind, kind))
    assert line in SAID[text]
    assert line


def test_every_cause_has_its_text():
    """A cause that no program was seen to tell would be a guess."""
    assert {find(text, Machine())[0] for text in SAID.values()} == {*(cause.name for cause in CAUSES), "wheel"}


@pytest.mark.parametrize("cause", [cause for cause in CAUSES if cause.name != "network"], ids=lambda cause: cause.name)
def test_connection_is_blamed_for_its_own_faults_alone(cause):
    """« Vérifiez votre connexion » was said of everything."""
    assert "connexion à Internet" not in cause.message


def test_try_that_pip_made_again_is_no_cause():
    """A slow line that recovered does not hide what failed afterwards."""
    first = SAID["pip23-dns"].splitlines()[0]
    assert "total=4" in first

    assert find(f"{first}\n{SAID['pip23-no-wheel']}", Machine(python=(3, 99)))[0] == "wheel"
    assert find(SAID["pip23-dns"], Machine(python=(3, 99)))[0] == "network"


def test_unknown_failure_blames_nothing():
    """What no pattern knows is said to be unknown."""
    name, told, line = find("Segmentation fault", Machine())

    assert (name, line) == ("", "")
    assert "Internet" not in told


def test_closed_proxy_is_told_without_its_password():
    """The newest pip does not say that it went through a proxy; the computer's settings do."""
    _, told, _ = find(SAID["pip26-proxy-refused"], Machine(proxy="http://camille:secret@127.0.0.1:9"))

    assert "//127.0.0.1:9" in told
    assert "secret" not in told


@pytest.mark.parametrize("text", ["windows-held", "windows-permission", "npm-permission"])
def test_service_that_may_hold_a_file_is_named(text):
    """OneDrive holds what it sends: who keeps the project there is told where else to put it."""
    assert "hors de OneDrive" in find(SAID[text], Machine(cloud="OneDrive"))[1]
    assert "Déplacez" not in find(SAID[text], Machine())[1]
    assert "OneDrive (" not in find(SAID["windows-disk"], Machine(cloud="OneDrive"))[1]


COMPUTERS = {
    "newer Python": (Machine(python=(3, 16)), "Python 3.16, trop récent"),
    "free-threaded": (Machine(standard=False), "cette variante de Python"),
    "32 bits": (Machine(bits=32, system="win32"), "32\u00a0bits"),
    "Windows ARM64": (Machine(system="win-arm64"), "ARM64"),
    "old macOS": (Machine(system="macosx-10.9-universal2", macos=(12, 7)), "macOS 12.7"),
    "old glibc": (Machine(glibc=(2, 27)), "glibc 2.27"),
    "other processor": (Machine(system="linux-riscv64"), "linux-riscv64"),
}


@pytest.mark.parametrize(("machine", "told"), COMPUTERS.values(), ids=COMPUTERS)
def test_computer_without_wheels_is_told(machine, told):
    """The package and what does not fit are named, and never the connection."""
    message = find(SAID["pip23-no-wheel"], machine)[1]

    assert "pyyaml" in message
    assert told in message
    assert "serveur" not in message


KNOWN = {
    "newest Python": Machine(python=(3, 15)),
    "oldest Python": Machine(python=(3, 11)),
    "oldest macOS": Machine(system="macosx-11.0-arm64", macos=(13, 0)),
    "oldest glibc": Machine(system="linux-aarch64", glibc=(2, 28)),
    "Windows": Machine(system="win-amd64"),
}


@pytest.mark.parametrize("machine", KNOWN.values(), ids=KNOWN)
def test_known_computer_is_not_blamed(machine):
    """On the other side of each threshold it is the server that did not give the package."""
    assert without_wheel("pyyaml", machine).startswith("Le serveur")


def test_newer_python_is_told_which_are_known():
    """The message says how to go on."""
    message = without_wheel("pyyaml", Machine(python=(3, 16)))

    assert "3.11 à 3.15" in message
    assert "py -3.15" in message


def test_this_computer_is_one_that_packages_exist_for():
    """The tests run here: what is read of the machine must fit."""
    assert without_wheel("pyyaml", this_machine()).startswith("Le serveur")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/site/output"), "Le disque est plein"),
        (OSError(errno.EROFS, "Read-only file system", "/site/.cache"), "lecture seule"),
        (PermissionError(errno.EACCES, "Permission denied", "/site/.venv"), "un autre programme tient"),
        (OSError(errno.EIO, "Input/output error"), "n’est pas de celles"),
    ],
    ids=lambda value: value if isinstance(value, str) else errno.errorcode[value.errno],
)
def test_error_of_the_system_is_told(error, told):
    """Errors that Python itself meets are told as those of the programs that it runs."""
    assert told in of_error(error)
    assert error.strerror in of_error(error)


def test_patterns_know_what_this_system_says(tmp_path):
    """The words of a real error of the system, not only those of the texts above."""
    with pytest.raises(OSError, match="long") as met:
        (tmp_path / ("x" * 300)).mkdir()
    assert find(str(met.value), Machine())[0] == "path"
    with pytest.raises(FileNotFoundError) as met:
        shutil.rmtree(tmp_path / "absent")
    assert find(str(met.value), Machine())[0] == ""
