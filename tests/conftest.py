"""What every test shares: the law of one fixed day, and how properties are searched."""

from datetime import date

import pytest
from hypothesis import HealthCheck, settings

from estimator import baremes_at

settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def baremes():
    """The law of 23 November 2026, the day at which the expected values of the tests were worked out."""
    return baremes_at(date(2026, 11, 23))


def pytest_addoption(parser):
    """Add the flag of the long comparisons: `python3 tasks.py test --options=--deep`."""
    parser.addoption("--deep", action="store_true", help="also run the long comparisons with the official model")


def pytest_collection_modifyitems(config, items):
    """Leave the long comparisons out without the flag."""
    if config.getoption("--deep"):
        return
    left_out = [item for item in items if item.get_closest_marker("deep")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
