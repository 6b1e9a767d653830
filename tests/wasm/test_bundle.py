"""The engine's folder: made twice, it is the same; and it holds what the engine takes, no more."""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from theme.browser import bundle
from theme.plugins import compressed


def contents(folder):
    """Return every file of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.deep
def test_bundle_is_reproducible(tmp_path, monkeypatch):
    """Made again from nothing, in another time zone, the folder has the same name and the same bytes."""
    kept = bundle.build()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setattr(bundle, "CACHE", tmp_path)
    again = bundle.build()

    assert kept != again
    assert kept.name == again.name
    assert contents(kept) == contents(again)


def test_engine_has_the_same_name_on_every_system(tmp_path, monkeypatch):
    """MarkupSafe's wheels for Windows end lines by CRLF; macOS and Windows leave files of theirs in folders they show."""
    before = bundle._place().name
    for package in (bundle.jinja2, bundle.markupsafe):
        copy = tmp_path / package.__name__
        copy.mkdir()
        for path in Path(package.__file__).parent.glob("*.py"):
            (copy / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        monkeypatch.setattr(package, "__file__", str(copy / "__init__.py"))
    root = tmp_path / "root"
    for folder in ("estimator", "theme/templates/estimation"):
        shutil.copytree(bundle.ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (".DS_Store", "law/desktop.ini", "._errors.py"):
        (root / "estimator" / name).write_bytes(b"x")
    (root / "theme/templates/estimation/._form.html").write_bytes(b"x")
    shutil.copytree(bundle.ROOT / "requirements", root / "requirements")
    shutil.copy(bundle.THEME / "package-lock.json", root / "theme")
    project = root / "pyproject.toml"
    shutil.copy(bundle.ROOT / "pyproject.toml", project)
    monkeypatch.setattr(bundle, "ROOT", root)
    monkeypatch.setattr(bundle, "THEME", root / "theme")

    assert bundle._place().name == before
    # The wheel tells the version, not how its source is checked.
    project.write_text(project.read_text(encoding="utf-8") + "\n[tool.other]\nkey = 1\n", encoding="utf-8")
    assert bundle._place().name == before
    project.write_text(re.sub(r'(?m)^version = "[^"]+"', 'version = "99"', project.read_text("utf-8")), "utf-8")
    assert bundle._place().name != before


@pytest.mark.parametrize("name", ["worker.js", "start.mjs", "modules.js", "makers/compile.mjs", "makers/rungs.mjs"])
def test_engine_has_another_name_when_its_scripts_change(tmp_path, monkeypatch, name):
    """What is copied as it is, what is bundled, and what makes the rest."""
    here = shutil.copytree(bundle.HERE, tmp_path / "browser")
    monkeypatch.setattr(bundle, "HERE", here)
    monkeypatch.setattr(bundle, "MAKERS", here / "makers")
    before = bundle._place().name

    with (here / name).open("a", encoding="utf-8") as script:
        script.write("\nglobalThis.another = 1;\n")

    assert bundle._place().name != before


def test_engine_that_changes_while_it_is_made_is_kept_under_no_name(tmp_path, monkeypatch):
    """It may hold the former script or the new one: the next build makes it from one of them."""
    here = shutil.copytree(bundle.HERE, tmp_path / "browser")
    monkeypatch.setattr(bundle, "HERE", here)
    monkeypatch.setattr(bundle, "CACHE", tmp_path / "engine")
    made = []

    def make(folder):
        made.append(folder)
        (here / bundle.START).write_text(f"// {len(made)}", encoding="utf-8")

    monkeypatch.setattr(bundle, "_make", make)
    with pytest.raises(RuntimeError, match="Recommencez"):
        bundle.build()

    assert [path.name for path in bundle.CACHE.iterdir() if path.is_dir()] == []
    monkeypatch.setattr(bundle, "_make", made.append)
    assert bundle.build().is_dir()


def test_engine_has_another_name_when_templates_are_compiled_otherwise(tmp_path, monkeypatch):
    """The module whose environment compiles them is one of its sources."""
    before = bundle._place().name
    other = tmp_path / "estimation.py"
    other.write_text(Path(bundle.estimation.__file__).read_text(encoding="utf-8") + "# other\n", encoding="utf-8")
    monkeypatch.setattr(bundle.estimation, "__file__", str(other))

    assert bundle._place().name != before


def test_standard_library_is_trimmed_bytecode():
    """The browser's library is bytecode only, without what no calculator needs."""
    with zipfile.ZipFile(bundle.build() / "python_stdlib.zip") as library:
        names = library.namelist()

    assert {name.rpartition(".")[2] for name in names} == {"pyc"}
    assert "decimal.pyc" in names
    assert not [name for name in names if name.startswith(("unittest/", "email/", "http/", "xml/", "sqlite3/"))]


def test_nothing_that_only_people_read_goes_to_the_browser():
    """What explains the engine to its maintainers is no part of it."""
    with zipfile.ZipFile(bundle.build() / "estimator.whl") as engine:
        names = engine.namelist()

    assert "estimator/law/baremes/smic.toml" in names
    assert not [name for name in names if name.endswith(bundle.UNREAD[0])]


def test_only_a_file_of_the_fallback_is_compressed_in_haste():
    """What each visitor waits for has the best copy, however it grows."""
    huge = {path.name for path in bundle.build().iterdir() if path.stat().st_size >= compressed.HUGE}

    assert huge == {"pyodide.asm.wasm"}


def test_each_type_of_indirect_call_has_a_function_of_its_own():
    """What an optimising browser would bet on stands in functions that do nothing else: a few dozen, for all."""
    script = Path(__file__).parent / "indirect_calls.mjs"
    done = subprocess.run([shutil.which("node"), script, bundle.build()], check=True, capture_output=True)
    counts = json.loads(done.stdout)

    assert counts["calling"] == counts["passing"]
    assert 10 < counts["passing"] < 200


def test_script_of_the_snapshot_has_lost_what_the_engine_never_calls():
    """No sound nor drawing, half of the weight at least: what starts and answers is shown by the other tests."""
    whole, lean = ((bundle.build() / name).read_text(encoding="utf-8") for name in ("pyodide.asm.js", "runtime.js"))

    for name in ("_SDL_OpenAudio", "_emscripten_glDrawArrays", "_getaddrinfo"):
        assert name in whole
        assert name not in lean
    assert len(lean) < len(whole) / 2


def test_runtime_of_the_snapshot_has_lost_what_python_starts_from():
    """The modules frozen into Python are in the snapshot already; the Far East's encodings serve no answer."""
    whole, lean = ((bundle.build() / name).read_bytes() for name in ("pyodide.asm.wasm", "runtime.wasm"))
    docstring = b"OS routines for NT or Posix"
    # The first codes of a Korean table, as they stand in memory.
    table = bytes(
        byte for second in range(0xA1, 0xC9) for byte in bytes((0xB0, second)).decode("euc_kr").encode("utf-16-le")
    )

    for lost in (docstring, table):
        assert lost in whole
        assert lost not in lean
