"""The site that the build and browser tests look at, built once from this very tree."""

import shutil
import time

import pytest

import tasks

#: Seconds between two looks at a build that another worker makes.
PAUSE = 0.2


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the built site: the first worker that asks builds it, the others wait."""
    folder = tasks.CACHE / "test-site"

    def build():
        shutil.rmtree(folder, ignore_errors=True)
        return tasks.make_site(folder)

    assert once(tmp_path_factory, "site", build) == ""
    return folder


def once(tmp_path_factory, name, make):
    """Return the text that `make` gives to the first worker of the session that asks; the others wait for it."""
    shared = tmp_path_factory.getbasetemp()
    # Workers have folders of their own inside the session's.
    shared = shared.parent if shared.name.startswith("popen-") else shared
    told = shared / f"{name}-told.txt"
    try:
        (shared / f"{name}-making").mkdir()
    except FileExistsError:
        while not told.exists():
            time.sleep(PAUSE)
        return told.read_text(encoding="utf-8")
    text = f"The first to make the {name} was cut short."
    try:
        text = make()
    finally:
        # Whole at once: others wait for that file.
        whole = told.with_suffix(".new")
        whole.write_text(text, encoding="utf-8")
        whole.rename(told)
    return text


@pytest.fixture(scope="session")
def paths(site):
    """The address of every page on the site that shows itself: not of those that lead elsewhere at once."""
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    assert len(pages) > 10
    return sorted(f"/{name.removesuffix('index.html')}" for name, text in pages.items() if "http-equiv" not in text)
