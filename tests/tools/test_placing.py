"""A site is put in its place whole, whatever stands there, and however the build before has ended."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

import tasks
from theme import placing

ROOT = Path(__file__).parents[2]
#: A build that is killed at a named moment: before its argument's rename, or while Pelican works.
CUT = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
import tasks
from theme import placing
tasks.CACHE = Path({cache!r})
def build(content, work, compress, own):
    work.mkdir()
    (work / "index.html").write_text("après", encoding="utf-8")
    if {moment} == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return ""
tasks.run_pelican = build
placing._exchange = lambda *_: False
rename, count = Path.rename, []
def cut(old, new):
    count.append(1)
    if len(count) == {moment}:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(old, new)
Path.rename = cut
tasks.make_site(Path({output!r}))
"""


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder where builds make a site named `output`."""

    def build(_content, work, _compress, _own):
        (work / "theme").mkdir(parents=True)
        (work / "index.html").write_text("après", encoding="utf-8")
        (work / "theme" / "a.css").write_text("p {}", encoding="utf-8")
        return ""

    monkeypatch.setattr(tasks, "run_pelican", build)
    monkeypatch.setattr(tasks, "CACHE", tmp_path / ".cache")
    monkeypatch.setattr(placing, "RENAME_PAUSES", (0,))
    return tmp_path


def old_site(folder):
    """Put a site into a folder."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("avant", encoding="utf-8")
    (folder / "perdue.html").write_text("avant", encoding="utf-8")
    return folder


def is_new(folder):
    """Return whether a folder is the new site and nothing else, with nothing left beside it."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    left = [path.name for path in folder.parent.iterdir() if path.name.startswith("output.")]
    return (
        files == ["index.html", "theme/a.css"]
        and (folder / "index.html").read_text(encoding="utf-8") == "après"
        and not left
    )


@pytest.mark.parametrize("atomic", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("before", ["nothing", "a site", "a link", "a link to nothing"])
def test_site_takes_its_place(place, monkeypatch, before, atomic):
    """Twice: what the first build leaves is what the second one finds."""
    if not atomic:
        monkeypatch.setattr(placing, "_exchange", lambda *_: False)
    output, target = place / "output", place / "output"
    if before == "a site":
        old_site(output)
    elif before.startswith("a link"):
        target = place / "ailleurs" / "site"
        if before == "a link":
            old_site(target)
        output.symlink_to(target)

    assert [tasks.make_site(output) for _ in range(2)] == ["", ""]
    assert is_new(target)
    assert output.is_symlink() == before.startswith("a link")


def test_file_in_the_place_of_the_site_is_told(place):
    """It may be hers: it is named, and left."""
    (place / "output").write_text("notes", encoding="utf-8")

    assert "«\u00a0output\u00a0» est un fichier" in tasks.make_site(place / "output")
    assert (place / "output").read_text(encoding="utf-8") == "notes"


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
@pytest.mark.parametrize("name", ["output.old", "output.new"])
def test_leftovers_hinder_nothing(place, name, kind):
    """Of a build that was cut, of a hand or of another program."""
    old_site(place / "output")
    left = place / name
    if kind == "folder":
        old_site(left)
    elif kind == "file":
        left.write_text("x", encoding="utf-8")
    else:
        old_site(place / "loin")
        left.symlink_to(place / "loin")

    assert tasks.make_site(place / "output") == ""
    assert is_new(place / "output")
    assert kind != "link" or (place / "loin" / "index.html").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("moment", [0, 1, 2, 3])
def test_build_that_is_killed_leaves_a_whole_site(place, monkeypatch, moment):
    """While Pelican works, and before each rename: a faulty build then finds the old site, a good one replaces it."""
    output = old_site(place / "output")
    program = CUT.format(root=str(ROOT), cache=str(tasks.CACHE), output=str(output), moment=moment)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)
    good = tasks.run_pelican
    monkeypatch.setattr(tasks, "run_pelican", lambda *_: "une faute")
    problems = tasks.make_site(output)
    kept = (output / "index.html").read_text(encoding="utf-8")
    monkeypatch.setattr(tasks, "run_pelican", good)

    assert done.returncode == -signal.SIGKILL
    assert (problems, kept) == ("une faute", "avant")
    assert tasks.make_site(output) == ""
    assert is_new(output)
    assert list(tasks.CACHE.iterdir()) == []


def test_second_build_is_told_of_the_first(place, monkeypatch):
    """It touches nothing; once the first has ended, it works."""
    output = old_site(place / "output")
    said = []
    good = tasks.run_pelican

    def build(*arguments):
        if not said:
            said.append("")
            said[0] = tasks.make_site(output)
        return good(*arguments)

    monkeypatch.setattr(tasks, "run_pelican", build)

    assert tasks.make_site(output) == ""
    assert "Une autre fabrication du dossier «\u00a0output\u00a0» est en cours" in said[0]
    assert tasks.make_site(output) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="the two folders change places at once under Linux alone")
def test_reader_always_finds_a_site(place):
    """A hundred builds under someone who reads: there is a page each time."""
    output = old_site(place / "output")
    over, misses = threading.Event(), []

    def read():
        while not over.is_set():
            try:
                (output / "index.html").read_bytes()
            except FileNotFoundError as error:
                misses.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    problems = [tasks.make_site(output) for _ in range(100)]
    over.set()
    reader.join()

    assert set(problems) == {""}
    assert misses == []


def test_site_goes_to_another_disk(place):
    """A folder in memory is one: its files are copied beside it first."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == place.stat().st_dev:
        pytest.skip("no second disk here")
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        output = old_site(Path(folder) / "output")

        assert tasks.make_site(output) == ""
        assert is_new(output)


def test_site_is_written_into_a_folder_that_is_mounted(place):
    """A volume of a container, or a share: the folder itself cannot be renamed."""
    output = old_site(place / "output")
    command = ["mount", "-t", "tmpfs", "none", str(output)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        shutil.copytree(old_site(place / "avant"), output, dirs_exist_ok=True)
        (output / "theme").write_text("un fichier", encoding="utf-8")

        assert [tasks.make_site(output) for _ in range(2)] == ["", ""]
        assert is_new(output)
    finally:
        subprocess.run(["umount", str(output)], check=True)


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV], ids=["busy", "another disk"])
def test_folder_that_cannot_be_renamed_is_written_into(place, monkeypatch, code):
    """A system may say so at the rename only."""
    output = old_site(place / "output")
    rename = Path.rename

    def refuse(old, new):
        if code == errno.EXDEV and old.name == "site":
            raise OSError(code, "refused", str(old))
        if code == errno.EBUSY and output in (old, Path(new)):
            raise OSError(code, "refused", str(old))
        return rename(old, new)

    monkeypatch.setattr(Path, "rename", refuse)
    if code == errno.EBUSY:
        monkeypatch.setattr(placing, "_exchange", lambda *_: False)

    assert tasks.make_site(output) == ""
    assert is_new(output)


def test_full_disk_is_told_in_french_and_the_site_stays(place, monkeypatch):
    """Whether Pelican meets it, or the copy to another disk."""
    output = old_site(place / "output")
    full = "OSError: [Errno 28] No space left on device: '/site/.cache/x'"
    monkeypatch.setattr(
        tasks, "run_pelican", lambda *_: tasks.build_told(1, "", f"CRITICAL {full}\nTraceback\n  x\n{full}")
    )
    by_pelican = tasks.make_site(output)

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tasks, "run_pelican", lambda *_: "")
    monkeypatch.setattr(placing, "replace", refuse)

    for told in (by_pelican, tasks.make_site(output)):
        assert told.startswith("Le disque est plein.")
        assert "Traceback" not in told
    assert (output / "index.html").read_text(encoding="utf-8") == "avant"
