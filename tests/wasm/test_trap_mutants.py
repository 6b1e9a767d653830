"""The snapshot's runtime with one more function missing: it stops or answers rightly, never wrongly."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from test_wasm import MESSAGES

from theme.browser import bundle

MUTANTS = 100
QUESTIONS = 60


@pytest.mark.deep
def test_a_forgotten_function_never_gives_a_wrong_answer():
    """Each mutant is asked dozens of needs, until its first fault as in the worker."""
    script = Path(__file__).parent / "mutants.mjs"
    done = subprocess.run(
        [shutil.which("node"), script, bundle.build(), str(MUTANTS)],
        input=json.dumps(MESSAGES[:QUESTIONS]),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    mutants = json.loads(done.stdout)

    assert [mutant for mutant in mutants if mutant["wrong"]] == []
    # The functions are those that the questions take: most mutants must stop, and some of them after right answers.
    assert sum(bool(mutant["fault"]) for mutant in mutants) > MUTANTS * 0.8
    assert sum(mutant["right"] for mutant in mutants) > QUESTIONS
