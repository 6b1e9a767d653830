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


def test_a_skipped_rung_is_told_by_the_build(tmp_path, monkeypatch, caplog):
    """Name and reason, in the build's warning; the manifest keeps them."""
    rungs = {"kept": ["exports"], "skipped": [{"name": "data", "reason": "Error: no match"}]}
    done = subprocess.CompletedProcess([], 0, json.dumps(rungs), "skipped: data: Error: no match\n")
    monkeypatch.setattr(bundle.subprocess, "run", lambda *_, **__: done)

    assert bundle._take_snapshot(tmp_path, tmp_path) == rungs
    assert "«\u00a0data\u00a0» (Error: no match)" in caplog.text
