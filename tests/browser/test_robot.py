"""The bench's robot on the built page: it finds what it measures, whatever the time that it takes."""

import sys

import pytest
from bench.visits import browser, visit_estimation
from throttling import served_slowly

PATIENCE = 120


@pytest.mark.skipif(sys.platform != "linux", reason="the bench reads /proc")
def test_the_robot_touches_the_page_and_is_answered(playwright, site, tmp_path):
    """Every figure of a visit is there, and the engine comes after what the page shows by itself."""
    with served_slowly(site) as server, browser(playwright, tmp_path, PATIENCE) as opened:
        figures = visit_estimation(opened, server, PATIENCE)
        carried = server.traffic.carried

    # The browser does not tell of what takes less than a frame.
    may_be_none = {"worker", "shift", "interaction", "interaction_middle"}
    assert {name for name in figures if name not in may_be_none and not figures[name] > 0} == set()
    assert figures["live"] >= figures["ready"]
    assert figures["before_touch"] < carried.total()
    assert any(path.endswith("runtime.wasm") for path in carried)
