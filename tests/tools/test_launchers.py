"""The files to double-click: what they hold for each system, and the one of Linux really run. Windows and macOS are not tried."""

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

import pytest
import pythons
from releasing import release as release
from releasing import unpack

import tasks

NAME = "Ouvrir mon bureau"
LINUX, MACOS, WINDOWS = (tasks.ROOT / f"{NAME}.{ending}" for ending in ("sh", "command", "bat"))
NEWEST = pythons.text(pythons.NEWEST)
#: Programs that a launcher may call.
PROGRAMS = ("sh", "env", "dirname", "basename", "uname", "cat")
#: Seconds until the desk is there, on a slow computer.
PATIENCE = 90


def windows():
    """Return the text of the launcher for Windows."""
    return WINDOWS.read_bytes().decode("cp1252")


def test_windows_reads_it():
    """In its alphabet and with its ends of lines, both kept by Git; the alphabet is told before any word."""
    text = windows()

    assert text.count("\r\n") == text.count("\n") > 20
    assert text.index("chcp 1252") < min(match.start() for match in re.finditer(r"[^\x00-\x7f]", text))
    assert "*.bat -text" in (tasks.ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


def test_windows_goes_where_it_says():
    """Each called label is there; no line falls into the called part; what is long waits for a key."""
    lines = windows().splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    asked = {found for line in lines for found in re.findall(r"(?:goto |call :)(\w+)", line)}

    assert asked == labels
    for number, line in enumerate(lines):
        if line in (":try", ":alone"):
            before = [told for told in lines[:number] if told][-1]
            assert before.startswith(("goto", "exit")), line
    assert lines.index("pause") < lines.index(":end")
    assert lines.index(":stay") > lines.index(":missing")


def test_windows_looks_for_every_name_of_python():
    """Each is asked whether it is new enough; one that is not says so itself."""
    text = windows()

    assert re.findall(r"call :try (.*)\r", text) == ["py -3", "python3", "python"]
    assert r"%* requirements\pythons.py" in text
    assert "%PYTHON% tasks.py init" in text
    assert 'pushd "%~dp0"' in text


def test_python_to_install_is_the_newest_that_was_tried():
    """On Windows and macOS, whose systems bring none."""
    for text in (windows(), LINUX.read_text(encoding="utf-8")):
        assert re.findall(r"Téléchargez Python (\d\.\d+)", text) == [NEWEST]
    names = re.search(r"for name in (.*); do", LINUX.read_text(encoding="utf-8").split("old=")[1])[1].split()
    minors = range(pythons.NEWEST[1], pythons.OLDEST[1] - 1, -1)
    assert names == ["python3", "python", *(f"python3.{minor}" for minor in minors)]


def test_macos_runs_the_same():
    """One text for two systems; both can be run, in Git too."""
    assert f'exec sh "$(dirname "$0")/{LINUX.name}"' in MACOS.read_text(encoding="utf-8")
    for path in (LINUX, MACOS):
        assert path.read_bytes().startswith(b"#!/bin/sh\n")
        assert b"\r" not in path.read_bytes()
        assert os.access(path, os.X_OK)
    listed = subprocess.run(["git", "ls-files", "-s"], cwd=tasks.ROOT, capture_output=True, encoding="utf-8")
    modes = {line.partition("\t")[2].strip('"'): line[:6] for line in listed.stdout.splitlines()}
    assert {modes.get(path.name, "100755") for path in (LINUX, MACOS)} == {"100755"}


linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux runs")


@pytest.fixture
def programs(tmp_path):
    """A folder of the programs that a launcher may call: no Python, no Node."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in PROGRAMS:
        (folder / name).symlink_to(shutil.which(name))
    return folder


def program(folder, name, script):
    """Make a program of this name."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def folder_of(tmp_path, *names):
    """Return a folder of hers, in which the launcher stands with these files."""
    folder = tmp_path / "Mon site d’été"
    (folder / "requirements").mkdir(parents=True)
    shutil.copy(LINUX, folder)
    for name in names:
        shutil.copy(tasks.ROOT / name, folder / name)
    return folder


def in_window(folder, programs, typed=b"\n"):
    """Run the launcher in a terminal; return what it shows, and how it ends once `typed` is."""
    master, slave = pty.openpty()
    environment = {"PATH": str(programs), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        [folder / LINUX.name], cwd="/", env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    ) as run:
        os.close(slave)
        shown = b""
        while b"pour fermer" not in shown:
            shown += os.read(master, 4096)
        waiting = run.poll() is None
        os.write(master, typed)
        run.wait(timeout=10)
    os.close(master)
    return shown.decode().replace("\r\n", "\n"), waiting, run.returncode


@linux
def test_computer_without_python_is_told_how_to_get_it(tmp_path, programs):
    """And the window stays until it has been read."""
    shown, waiting, status = in_window(folder_of(tmp_path, "tasks.py"), programs)

    assert "Il manque Python" in shown
    assert "sudo apt install python3 python3-venv" in shown
    assert "Appuyez sur Entrée pour fermer" in shown
    assert (waiting, status) == (True, 1)


@linux
def test_file_taken_out_of_its_folder_is_told(tmp_path, programs):
    """As by who opens it inside the archive."""
    shown, waiting, _ = in_window(folder_of(tmp_path), programs)

    assert "sortez-en tout le dossier" in shown
    assert waiting


@linux
@pytest.mark.parametrize("newer", [False, True])
def test_python_that_is_new_enough_is_taken(tmp_path, programs, newer):
    """`python3` may be too old and another name not; alone, the old one says what to do."""
    program(
        programs, "python3", "case $1 in *pythons.py) exit 1;; esac; echo 'Ce Python (3.8) est trop ancien.'; exit 1"
    )
    if newer:
        program(programs, "python3.12", 'case $1 in *pythons.py) exit 0;; esac; echo "lancé\u00a0: $*"; exit 1')
    shown, waiting, _ = in_window(folder_of(tmp_path, "tasks.py"), programs)

    assert ("lancé\u00a0: tasks.py init" in shown) == newer
    assert ("trop ancien" in shown) != newer
    assert "Le bureau s’est arrêté. La raison est écrite ci-dessus." in shown
    assert waiting


@linux
def test_window_is_opened_where_there_is_none(tmp_path, programs):
    """A file explorer that runs it without one: what goes wrong would be seen by nobody."""
    program(programs, "x-terminal-emulator", 'echo "$BUREAU" "$@"')
    folder = folder_of(tmp_path, "tasks.py")
    environment = {"PATH": str(programs), "DISPLAY": ":9"}
    done = subprocess.run([folder / LINUX.name], cwd="/", env=environment, capture_output=True, encoding="utf-8")

    assert done.stdout == f"ouvert -e sh {folder / LINUX.name}\n"


def wait_for(path, run):
    """Wait for the address that the browser was asked to show."""
    end = time.monotonic() + PATIENCE
    while not path.exists() and time.monotonic() < end and run.poll() is None:
        time.sleep(0.2)
    assert path.exists(), run.communicate(timeout=10) if run.poll() is not None else "no browser was asked for"
    return path.read_text(encoding="utf-8").strip()


@linux
def test_desk_opens_from_the_release_without_node(release, tmp_path, programs):
    """A double click: the browser shows the desk; a second shows it again; Ctrl+C ends it and closes the window."""
    folder = unpack(release, tmp_path / "Mon site d’été")
    (folder / ".venv").symlink_to(tasks.ROOT / ".venv")
    program(programs, "python3", f'exec {sys.executable} "$@"')
    program(
        programs, "browser", f"echo \"$1\" >'{tmp_path}/shown.new'; /bin/mv '{tmp_path}/shown.new' '{tmp_path}/shown'"
    )
    program(programs, "node", f"touch '{tmp_path}/node'; exit 1")
    environment = {**os.environ, "PATH": str(programs), "BROWSER": f"{programs}/browser %s", "BUREAU": "ouvert"}
    options = {"cwd": "/", "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    launched = [folder / LINUX.name]
    with subprocess.Popen(launched, **options, encoding="utf-8", start_new_session=True) as run:
        try:
            address = wait_for(tmp_path / "shown", run)
            with urllib.request.urlopen(address, timeout=10) as answer:
                desk = answer.read().decode()
            (tmp_path / "shown").unlink()
            again = subprocess.run(launched, **options, encoding="utf-8", timeout=PATIENCE)
            second = (tmp_path / "shown").read_text(encoding="utf-8").strip()
        finally:
            os.killpg(run.pid, signal.SIGINT)
            said = run.communicate(timeout=20)[0]

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/bureau/", address)
    assert "<h1" in desk
    assert (again.returncode, second) == (0, address)
    assert "Votre bureau est déjà ouvert" in again.stdout
    assert "L’aperçu est arrêté." in said
    assert run.returncode == 0
    assert not (tmp_path / "node").exists()
