"""What the preview takes for a change of the site, and what it leaves alone."""

import asyncio
import contextlib
import os
import shutil

import pytest

from theme.preview import watching


@pytest.fixture
def project(tmp_path):
    """A folder like the project's, whose changes are looked at."""
    for place in watching.WATCHED:
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "content" / "pages").mkdir()
    return tmp_path


def seen(project, *changes):
    """Return what is told of each of these changes, made one after the other."""

    async def look():
        told, each = [], []
        looking = asyncio.create_task(watching.watch(told.append, project))
        await asyncio.sleep(0.2)
        for change in changes:
            change()
            await asyncio.sleep(0.6)
            each.append(told.copy())
            told.clear()
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
        return each

    return asyncio.run(look())


def test_an_older_date_hides_no_change(project):
    """A text that comes with the date of its last change is a change."""

    def arrive():
        outside = project / "outside.md"
        outside.write_text("x", encoding="utf-8")
        os.utime(outside, (1_000_000_000, 1_000_000_000))
        outside.rename(project / "content" / "pages" / "inside.md")

    assert seen(project, arrive) == [[False]]


def test_changes_of_an_instant_are_one(project):
    """Ten files saved at once lead to one build."""

    def save():
        for number in range(10):
            (project / "content" / "pages" / f"{number}.md").write_text("x", encoding="utf-8")

    assert seen(project, save) == [[False]]


def test_a_folder_put_in_the_place_of_another_is_looked_at(project):
    """Another secretary's content, swapped in: that it came is seen, and then what is saved in it."""

    def swap():
        (project / "content").rename(project / "before")
        shutil.copytree(project / "before", project / "content")

    def save():
        (project / "content" / "pages" / "new.md").write_text("x", encoding="utf-8")

    swapped, saved = seen(project, swap, save)

    assert swapped
    assert saved


def test_what_editors_and_python_leave_is_no_change(project):
    """Hidden files, copies, compiled modules."""

    def leave():
        for name in ("content/pages/.a.md.swp", "content/pages/a.md~", "estimator/__pycache__/a.pyc"):
            path = project / name
            path.parent.mkdir(exist_ok=True)
            path.write_text("x", encoding="utf-8")

    assert seen(project, leave) == [[]]


@pytest.mark.parametrize(
    ("name", "python"),
    [("theme/plugins/a.py", True), ("estimator/a.toml", True), ("theme/static/a.css", False), ("pelicanconf.py", True)],
)
def test_what_python_has_read_is_told_apart(project, name, python):
    """The parameters of the law too: they are the engine's."""
    assert seen(project, lambda: (project / name).write_text("x", encoding="utf-8")) == [[python]]


def test_everything_that_makes_the_site_is_watched():
    """A folder added to the theme is looked at too; what npm installs is not edited, the preview makes nothing."""
    theme = watching.ROOT / "theme"
    folders = {f"theme/{path.name}" for path in theme.iterdir() if path.is_dir()}

    assert folders - {
        "theme/node_modules",
        "theme/preview",
        "theme/publishing",
        "theme/releases",
        "theme/desk",
        "theme/__pycache__",
    } <= set(watching.WATCHED)
    assert [place for place in (*watching.WATCHED, watching.SETTINGS) if not (watching.ROOT / place).exists()] == []
