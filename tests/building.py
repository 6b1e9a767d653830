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


@pytest.fixture(scope="session")
def paths(site):
    """The address of every page on the site that shows itself: not of those that lead elsewhere at once."""
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 10
    return sorted(f"/{name.removesuffix('index.html')}" for name, text in pages.items() if "http-equiv" not in text)
