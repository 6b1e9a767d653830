"""The ladder of reductions: each rung is kept or skipped alone, whatever way it breaks."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

LADDER = Path(__file__).parents[2] / "theme" / "browser" / "makers" / "ladder.mjs"
#: Rungs that add a letter to a word, and checks of the word made.
CLIMB = """
import {{ climbChecked }} from "{ladder}";
const adds = (name) => ({{ name, apply: (made) => made + name }});
const check = (isRight) => async (made) => {{ if (!isRight(made)) throw new Error(`wrong: ${{made}}`); }};
const all = check((made) => !/[XY]/.test(made));
const some = check((made) => !made.includes("X"));
const {{ made, kept, skipped }} = await climbChecked("", {rungs}, {{ some, all }});
console.log(JSON.stringify({{ made, kept, skipped }}));
process.exit(0);
"""
BROKEN = {
    "throws": ('{ name: "b", apply() { throw new Error("no match\\nat line 3"); } }', "Error: no match"),
    "rejects": ('{ name: "b", apply: async () => { throw "refused"; } }', "refused"),
    "answers wrongly": ('{ name: "b", apply: (made) => made + "X" }', "Error: wrong: aX"),
    "stops elsewhere": (
        '{ name: "b", apply: () => new Promise(() => setTimeout(() => { throw new Error("stopped"); })) }',
        "Error: stopped",
    ),
    "is refused elsewhere": (
        '{ name: "b", apply: () => new Promise(() => { Promise.reject(new Error("unheard")); }) }',
        "Error: unheard",
    ),
}


def climbed(*rungs):
    """Return what comes of a ladder of these rungs, in JavaScript."""
    script = CLIMB.format(ladder=LADDER.as_uri(), rungs=f"[{', '.join(rungs)}]")
    command = [shutil.which("node"), "--input-type=module", "--eval", script]
    return json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_rung_costs_no_other(broken):
    """It is skipped with its reason, in one line; the next one starts from what the one before had made."""
    rung, reason = BROKEN[broken]
    result = climbed('adds("a")', rung, 'adds("c")')

    assert result == {"made": "ac", "kept": ["a", "c"], "skipped": [{"name": "b", "reason": reason}]}


def test_a_fault_that_few_questions_miss_is_found_at_the_top():
    """All questions are then asked of each rung: the one at fault is skipped alone."""
    result = climbed('adds("a")', 'adds("Y")', 'adds("c")')

    assert result["made"] == "ac"
    assert [rung["name"] for rung in result["skipped"]] == ["Y"]
