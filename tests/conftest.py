"""What every test shares: the law of one fixed day, and how properties are searched."""

from datetime import date

import pytest
from deep_report import DeepReport
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
#: Examples of each property with --quick.
QUICK_EXAMPLES = 5


@pytest.fixture(scope="session")
def baremes():
    """The law of 23 November 2026, the day at which the expected values of the tests were worked out."""
    return baremes_at(date(2026, 11, 23))


def pytest_addoption(parser):
    """Add the flags of the long comparisons, and of fewer examples per property."""
    parser.addoption("--deep", action="store_true", help="also run the long comparisons with the official model")
    parser.addoption("--quick", action="store_true", help="fewer examples per property")


def pytest_configure(config):
    """With --deep, keep the result of the long comparisons; only the process that gathers all results does."""
    if config.getoption("--deep") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(DeepReport())


def search_less(test):
    """Cap the examples of a property that names a number of its own: Hypothesis has no public way to do so."""
    chosen = getattr(test, "_hypothesis_internal_use_settings", None)
    if chosen:
        fewest = min(chosen.max_examples, QUICK_EXAMPLES)
        test._hypothesis_internal_use_settings = settings(chosen, max_examples=fewest)


def pytest_collection_modifyitems(config, items):
    """Leave the long comparisons out without their flag; with --quick, search each property a few times only."""
    if config.getoption("--quick"):
        for item in items:
            search_less(getattr(item, "obj", None))
    deep = [item for item in items if item.get_closest_marker("deep")]
    if config.getoption("--deep"):
        for item in deep:
            item.user_properties.append(("told", item.obj.__doc__.strip()))
        return
    config.hook.pytest_deselected(items=deep)
    items[:] = [item for item in items if item not in deep]
