"""The engine's folder: made twice, it is the same; and it holds what the engine takes, no more."""

import zipfile

import engine_bundle


def contents(folder):
    """Return every file of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_bundle_is_reproducible(tmp_path, monkeypatch):
    """Made again from nothing, the folder has the same name and the same bytes."""
    kept = engine_bundle.build()
    monkeypatch.setattr(engine_bundle, "CACHE", tmp_path)
    again = engine_bundle.build()

    assert kept != again
    assert kept.name == again.name
    assert contents(kept) == contents(again)


def test_standard_library_is_trimmed_bytecode():
    """The browser's library is bytecode only, without what no calculator needs."""
    with zipfile.ZipFile(engine_bundle.build() / "python_stdlib.zip") as library:
        names = library.namelist()

    assert {name.rpartition(".")[2] for name in names} == {"pyc"}
    assert "decimal.pyc" in names
    assert not [name for name in names if name.startswith(("unittest/", "email/", "http/", "xml/", "sqlite3/"))]
