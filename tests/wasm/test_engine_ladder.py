"""The rungs of the engine's ladder, broken: the site still starts from a snapshot, made with the others."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from theme.browser import bundle

#: In their order.
RUNGS = ["exports", "python", "holes", "functions", "calls", "data", "script"]


def climbed(work, *names):
    """Return what is left of the engine once each of these rungs is broken, by name."""
    script = Path(__file__).parent / "broken_rungs.mjs"
    command = [shutil.which("node"), script, bundle.build(), work, *names]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_build_keeps_every_rung():
    """None is skipped with the locked Pyodide."""
    manifest = json.loads((bundle.build() / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["rungs"] == {"kept": RUNGS, "skipped": []}


def test_runtime_and_snapshot_stand_without_any_rung(tmp_path):
    """With all rungs broken, Pyodide's own runtime starts from the snapshot and answers."""
    told = climbed(tmp_path, "all")["all"]

    assert (told["kept"], set(told["skipped"])) == ([], set(RUNGS))
    assert told["isRight"]


@pytest.mark.deep
@pytest.mark.parametrize("name", RUNGS)
def test_a_broken_rung_costs_no_other(tmp_path, name):
    """Thrown or spoilt, it is skipped alone."""
    told = climbed(tmp_path, name)[name]

    assert told["kept"] == [it for it in RUNGS if it != name]
    assert set(told["skipped"]) == {name}
    assert told["isRight"]


def test_what_the_maker_says_of_the_rungs_is_kept(tmp_path, monkeypatch):
    """Name and reason of one that is skipped."""
    rungs = {"kept": ["exports"], "skipped": [{"name": "data", "reason": "Error: no match"}]}
    done = subprocess.CompletedProcess([], 0, json.dumps(rungs), "skipped: data: Error: no match\n")
    monkeypatch.setattr(bundle.subprocess, "run", lambda *_, **__: done)

    assert bundle._take_snapshot(tmp_path, tmp_path) == rungs


@pytest.mark.parametrize("is_refused", [True, False])
def test_what_an_engine_goes_without_is_told_at_each_build(tmp_path, caplog, is_refused):
    """A skipped rung with its reason, a snapshot that is not there; how to try again."""
    rungs = {"kept": ["exports"], "skipped": [{"name": "data", "reason": "Error: no match"}]}
    (tmp_path / "manifest.json").write_text(json.dumps({"rungs": rungs}), encoding="utf-8")
    if not is_refused:
        (tmp_path / "snapshot.wasm").touch()
    bundle._tell(tmp_path)

    assert ("l’instantané de sa mémoire est refusé" in caplog.text) is is_refused
    assert "«\u00a0data\u00a0» (Error: no match)" in caplog.text
    assert f"supprimez le dossier «\u00a0{tmp_path}\u00a0»" in caplog.text
