"""The page that outlives its law says so by the visitor's clock."""

import json
import subprocess
from pathlib import Path

import pytest

from theme.plugins import node

SCRIPT = (Path(__file__).parents[2] / "theme" / "static" / "js" / "review.js").as_uri()
ASK = f"""
import {{ tellReview }} from "{SCRIPT}";
const [review, ...days] = JSON.parse(process.argv[1]);
const shown = days.map((day) => {{
  let hidden = true;
  tellReview({{ getAttribute: () => review, removeAttribute: () => (hidden = false) }}, new Date(day));
  return !hidden;
}});
tellReview(null);
console.log(JSON.stringify(shown));
"""


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Martinique", "Pacific/Noumea"])
def test_words_are_shown_from_the_day_of_the_review_on(zone):
    """Both sides of midnight where the visitor is."""
    days = ["2027-01-01", "2026-11-23T12:00", "2026-12-31T23:59", "2027-01-01T00:00", "2027-03-01T12:00"]
    done = subprocess.run(
        [node.program(), "--input-type=module", "-e", ASK, json.dumps(days)],
        capture_output=True, text=True, encoding="utf-8", check=True, env={"TZ": zone},
    )  # fmt: skip

    assert json.loads(done.stdout) == [False, False, True, True]
