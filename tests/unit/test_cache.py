"""What is kept between builds: made once, named by all that it is made of, whole or not there."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from theme.plugins import cache


def test_a_file_is_made_once(tmp_path):
    """The second time, it is there."""
    made = []
    for _ in range(2):
        cache.file(tmp_path / "a" / "b.txt", lambda: made.append(1) or b"texte")

    assert made == [1]
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"texte"
    assert len(list((tmp_path / "a").iterdir())) == 1


def test_a_file_that_two_threads_make_at_once_is_there(tmp_path, monkeypatch):
    """Each puts in place what it has written itself."""
    together, replace = threading.Barrier(2, timeout=10), Path.replace

    def replaced(path, target):
        together.wait()
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replaced)
    with ThreadPoolExecutor(2) as pool:
        paths = list(pool.map(lambda _: cache.file(tmp_path / "a", lambda: b"made"), range(2)))

    assert [path.read_bytes() for path in paths] == [b"made", b"made"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_could_not_be_filled_is_not_there(tmp_path):
    """A fault leaves nothing that a later build would take for the whole."""

    def fail(folder):
        (folder / "half").write_bytes(b"")
        raise EOFError

    with pytest.raises(EOFError):
        cache.folder(tmp_path / "a", fail)

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_another_build_has_just_made_is_taken(tmp_path):
    """Both made the same: the first stays."""

    def late(folder):
        (folder / "x").write_bytes(b"second")
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "x").write_bytes(b"first")

    assert (cache.folder(tmp_path / "a", late) / "x").read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def aged(path, seconds):
    """Make a folder with a file in it, last used so many seconds ago."""
    path.mkdir()
    (path / "x").write_bytes(b"x")
    at = time.time() - seconds
    os.utime(path, (at, at))


def test_folders_that_nothing_uses_go_when_one_is_made(tmp_path):
    """What a killed build left half made, and what has not served for weeks; not what another makes now."""
    aged(tmp_path / "0123456789ab.77", cache.HALF_MADE_FOR + 60)
    aged(tmp_path / "0123456789ab.78", cache.HALF_MADE_FOR - 60)
    aged(tmp_path / "old", cache.KEPT_FOR + 60)
    aged(tmp_path / "recent", cache.KEPT_FOR - 60)
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")

    cache.folder(tmp_path / "new", lambda folder: None)

    assert {path.name for path in tmp_path.iterdir()} == {"0123456789ab.78", "recent", "new", "package.json"}


def test_a_folder_that_serves_is_not_old(tmp_path):
    """Its use is noted, not its making."""
    aged(tmp_path / "a", cache.KEPT_FOR + 60)
    cache.folder(tmp_path / "a", lambda folder: None)
    cache.folder(tmp_path / "b", lambda folder: None)

    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


def test_parts_are_told_apart():
    """The same bytes, cut elsewhere, are something else."""
    assert cache.digest(b"ab", b"c") != cache.digest(b"a", b"bc")


def test_another_program_or_other_libraries_give_another_name(tmp_path, monkeypatch):
    """What a newer version makes may differ: it is made again."""
    program, libraries = tmp_path / "program.py", tmp_path / "lock.txt"
    program.write_text("1")
    libraries.write_text("a==1")
    monkeypatch.setattr(cache, "LIBRARIES", libraries)
    first = cache.recipe(str(program), b"x")
    libraries.write_text("a==2")
    second = cache.recipe(str(program), b"x")
    program.write_text("2")
    third = cache.recipe(str(program), b"x")

    assert len({first, second, third}) == 3


def test_what_no_longer_serves_is_swept(tmp_path):
    """Long after its last use a kept result goes; what has just served stays, however old."""
    for name in ("old", "served"):
        cache.file(tmp_path / name, lambda: b"x")
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    cache.file(tmp_path / "served", lambda: pytest.fail("made again"))
    cache.sweep(tmp_path)
    cache.sweep(tmp_path / "missing")

    assert [path.name for path in tmp_path.iterdir()] == ["served"]
