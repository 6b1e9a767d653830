"""The site that the build and browser tests look at, built once from this very tree."""

import shutil

import pytest

import tasks


@pytest.fixture(scope="session")
def site():
    """The folder of the built site."""
    folder = tasks.CACHE / "test-site"
    shutil.rmtree(folder, ignore_errors=True)
    problems = tasks.make_site(folder)
    assert problems == ""
    return folder
