"""The first start, where something of the computer stops it: one sentence each, from the door itself, and no traceback."""

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import tasks

#: All that the door reads before anything is installed.
NEEDED = ("tasks.py", "pyproject.toml", "requirements", "theme/releases", "theme/__init__.py", "theme/locking.py")
linux = pytest.mark.skipif(sys.platform != "linux", reason="folders are mounted, and paths have the length of Linux")


def put_program(folder):
    """Put into a folder what a first start reads."""
    for name in NEEDED:
        source = tasks.ROOT / name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    return folder


def started(folder, command="check", python=sys.executable, **variables):
    """Start a command in a folder where nothing is installed; return its status and all that it says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "VIRTUAL_ENV"))}
    environment = {**kept, "PIP_CONFIG_FILE": os.devnull, **variables}
    done = subprocess.run(
        [python, "tasks.py", command], cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=300
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said, said
    return done.returncode, said


@contextlib.contextmanager
def mounted(folder, size, then=""):
    """Give a folder of its own disk, of this size, with the program; `then` is how it is mounted again."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        put_program(folder)
        if then:
            subprocess.run(["mount", "-o", f"remount,{then}", str(folder)], check=True)
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@linux
@pytest.mark.parametrize(
    ("size", "then", "told"),
    [("8m", "ro", "est en lecture seule"), ("2m", "", "Le disque est plein. Il faut environ")],
    ids=["read-only", "full"],
)
def test_disk_that_takes_nothing_is_told(tmp_path, size, then, told):
    """A protected key, an archive that was not unpacked; a disk where the environment has no room."""
    with mounted(tmp_path / "disque", size, then) as folder:
        if not then:
            with contextlib.suppress(OSError), (folder / "photos").open("wb") as file:
                while True:
                    file.write(b"0" * 4096)
                    file.flush()
        status, said = started(folder)

    assert status == 1
    assert told in said


@linux
def test_folder_that_is_too_deep_is_told(tmp_path):
    """With its length, before anything is installed."""
    deep = tmp_path
    while len(str(deep)) < 4096 - 130:
        deep /= "d" * 60
    status, said = started(put_program(deep))

    assert status == 1
    assert "Le chemin du projet est trop long pour ce système" in said
    assert f"({len(str(deep))} caractères)" in said


def test_python_without_venv_is_told(tmp_path):
    """Debian takes « venv » and « ensurepip » apart."""
    folder = put_program(tmp_path / "OneDrive" / "site")
    hidden = tmp_path / "hidden" / "ensurepip"
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text("raise ModuleNotFoundError(\"No module named 'ensurepip'\")", encoding="utf-8")
    status, said = started(folder, PYTHONPATH=str(hidden.parent), PATH=str(Path(sys.executable).parent))

    assert status == 1
    assert "sudo apt install python3-venv" in said
    # The folder itself was told first.
    assert said.index("synchronisé par OneDrive") < said.index("python3-venv")
