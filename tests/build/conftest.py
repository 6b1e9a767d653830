"""Fixtures of this folder."""

import shutil
from pathlib import Path

import pytest
from building import site as site

import tasks


@pytest.fixture
def content(tmp_path):
    """A copy of content/ to be changed."""
    return Path(shutil.copytree(tasks.ROOT / "content", tmp_path / "content"))


@pytest.fixture
def output(tmp_path, worker_id):
    """Where a test builds, on the same disk as the project: a finished site is moved in one go."""
    folder = tasks.CACHE / "test-output" / worker_id / tmp_path.name
    shutil.rmtree(folder, ignore_errors=True)
    yield folder / "output"
    shutil.rmtree(folder, ignore_errors=True)
