"""How the preview builds: what comes early, what stays after a fault, and what may come later."""

import asyncio
import subprocess

import pytest
from bs4 import BeautifulSoup
from building import site as site

import tasks
from theme.preview import builder


def recipe(**changed):
    """Return how the preview builds."""
    told = {
        "arguments": lambda work, *_: tasks.pelican_arguments(work),
        "faults": tasks.build_told,
        "warned": tasks.warned,
        "of_error": str,
    }
    return builder.Recipe(**{**told, "environment": tasks.build_environment(), **changed})


def test_a_waiting_process_builds_what_the_command_builds(site, tmp_path):
    """The same files with the same bytes; the folder is gone at the end, and `output/` was never touched."""
    kept = tasks.CACHE / "test-preview"

    async def build():
        it = builder.Builder(recipe(), kept)
        try:
            await it.prepare()
            await it.build()
            assert it.problems == ""
            return {path.relative_to(it.site): path.read_bytes() for path in it.site.rglob("*") if path.is_file()}
        finally:
            it.end()

    def published():
        return {path: path.stat().st_mtime_ns for path in tasks.OUTPUT.rglob("*")}

    expected = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    before = published()

    assert asyncio.run(build()) == expected
    assert not kept.exists()
    assert published() == before


@pytest.mark.parametrize("name", ["index.html", "actualites/cout-salariee/index.html", "estimation/index.html"])
def test_a_page_that_comes_early_is_the_one_of_the_whole_site(site, tmp_path, name):
    """To the byte; it is told of before the other pages are there."""

    async def build():
        it = builder.Builder(
            recipe(arguments=lambda work, _, opened: tasks.preview_arguments(work, False, opened)), tmp_path
        )
        it.site = site
        seen = {}

        def shown():
            (path,) = it.early.values()
            seen.update(
                {next(iter(it.early)): path.read_bytes()}, others=(path.parents[name.count("/")] / "404.html").exists()
            )

        try:
            await it.build([name], shown)
            assert it.problems == ""
            return seen, it.early, (it.site / name).read_bytes()
        finally:
            it.end()

    seen, left, whole = asyncio.run(build())

    assert seen == {name: whole, "others": False}
    assert left == {}


def test_a_page_whose_picture_is_to_come_waits_for_it(tmp_path):
    """Shown without, it has a hole for a moment; the social image is in none of its own."""
    site, work = tmp_path / "site", tmp_path / "work"
    for folder, name in ((site, "theme/site.css"), (work, "images/a.1.webp")):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).touch()
    page = work / "index.html"
    page.write_text(
        '<meta content="https://s.example/theme/social/x.png"><link href="./theme/site.css"><a href="../tarifs/">'
        '<img src="images/a.1.webp" srcset="./images/a.1.webp 480w, ./images/b.2.webp 960w">',
        encoding="utf-8",
    )

    assert not builder.is_whole(page, work, site)
    (site / "images").mkdir()
    (site / "images" / "b.2.webp").touch()
    assert builder.is_whole(page, work, site)


def test_a_fault_leaves_the_last_good_site(tmp_path):
    """It is shown until another replaces it; only the one before it stays beside it."""

    async def build():
        faults = iter(["", "", "", "une faute", ""])
        it = builder.Builder(recipe(faults=lambda *_: next(faults)), tmp_path / "kept")

        async def make(arguments, _):
            (tmp_path / "kept").joinpath(arguments[-1]).mkdir()
            return 0, "", ""

        it._spare.build = make
        it._recipe = recipe(faults=lambda *_: next(faults), arguments=lambda work, *_: [work.name])
        shown = []
        for _ in range(5):
            await it.build()
            shown.append((it.site.name, it.problems, sorted(path.name for path in it.site.parent.iterdir())))
        return shown

    assert asyncio.run(build()) == [
        ("1", "", ["1"]),
        ("2", "", ["1", "2"]),
        ("3", "", ["2", "3"]),
        ("3", "une faute", ["2", "3"]),
        ("5", "", ["3", "5"]),
    ]


#: Builds with an empty cache of engines, given first.
WITHOUT_ENGINE = """
import sys
from pathlib import Path
from theme.browser import bundle
bundle.CACHE = Path(sys.argv.pop(1))
import pelican
pelican.main(sys.argv[1:])
"""


def test_the_first_pages_do_not_wait_for_the_estimator(tmp_path):
    """Without an engine in the cache: the site and its page of names, the estimator's page says it will come."""
    site, engines = tmp_path / "site", tmp_path / "engines"
    command = [tasks.sys.executable, "-c", WITHOUT_ENGINE, engines, *tasks.preview_arguments(site, True)]
    done = subprocess.run(command, cwd=tasks.ROOT, env=tasks.build_environment())
    page = (site / "estimation" / "index.html").read_text(encoding="utf-8")
    names = BeautifulSoup((site / "noms" / "index.html").read_bytes(), "html.parser").select(".terms__item")
    said = {name.dt.get_text(): name.dd.get_text(" ") for name in names}
    it = builder.Builder(recipe(), tmp_path / "kept")
    it.site = site

    assert done.returncode == 0
    assert it.lacks_estimator
    assert "Le calculateur se prépare" in page
    assert "data-worker" not in page
    assert not list((site / "estimation").glob("moteur*"))
    assert not engines.exists()
    assert "30,00\u00a0€" in said["prix_heure"]
    assert "[tarifs] taux_horaire\u00a0; employé par accueil.md" in said["prix_heure"]
    assert "vide aujourd’hui" in said["hors_taxes"]


def test_the_estimator_comes_later_until_a_site_is_shown(tmp_path):
    """A first build with a fault shows nothing: the mended page is not held up either."""
    asked, statuses = [], iter((tasks.CONTENT_FAULT, 0, 0))

    class Spare:
        async def build(self, *_):
            return next(statuses), "", ""

        def drop(self):
            pass

    it = builder.Builder(
        recipe(arguments=lambda _, later, *__: asked.append(later), faults=lambda status, *_: "faute" * status),
        tmp_path / "kept",
    )
    it._spare = Spare()
    for _ in range(3):
        asyncio.run(it.build())
    it.end()

    assert asked == [True, True, False]
