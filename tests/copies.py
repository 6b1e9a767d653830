"""The project with a content of its own, for commands that change it."""

import shutil

import pytest

import tasks


@pytest.fixture
def project(tmp_path):
    """The project, its content a copy."""
    shutil.copytree(tasks.ROOT / "content", tmp_path / "content")
    for name in ("tasks.py", "pelicanconf.py"):
        shutil.copy(tasks.ROOT / name, tmp_path)
    for folder in ("theme", "estimator", "requirements"):
        (tmp_path / folder).symlink_to(tasks.ROOT / folder)
    return tmp_path
