"""What the preview answers, what it builds and when, and what it says to a page that is open."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess

import pytest
from bs4 import BeautifulSoup
from building import site as site
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.websocket import websocket_connect

import tasks
from theme.plugins.hosts import policy
from theme.plugins.settings import embedding
from theme.preview import builder, ports, server, watching

SAVED = 0.05
HERS = policy.Site("https://www.cabinet.fr", "estimation")


class Builder:
    """Builds at once, or when it is let; counts its builds."""

    def __init__(self, site=None, problems=""):
        self.site, self.problems, self.warnings = site, problems, []
        self.builds, self.forgotten, self.started, self.free = 0, 0, asyncio.Event(), asyncio.Event()
        self.free.set()
        self.lacks_estimator, self.early = False, {}

    async def build(self, opened=(), shown=None):
        self.opened, self.shown = opened, shown
        self.builds += 1
        self.started.set()
        await self.free.wait()

    async def prepare(self):
        pass

    def forget(self):
        self.forgotten += 1


@pytest.fixture
def built(tmp_path):
    """A small site."""
    site = tmp_path / "site"
    (site / "tarifs").mkdir(parents=True)
    (site / "tarifs" / "index.html").write_text("<body><h1>Tarifs</h1></body>", encoding="utf-8")
    (site / "404.html").write_text("<h1>Page introuvable</h1>", encoding="utf-8")
    (site / "site.css").write_text("body {}", encoding="utf-8")
    HERS.write(site)
    return site


@contextlib.asynccontextmanager
async def served(preview):
    """Give the address (without its scheme) of the preview."""
    sock, port = bind_unused_port()
    http = HTTPServer(server.application(preview))
    http.add_socket(sock)
    yield f"127.0.0.1:{port}"
    http.stop()
    await http.close_all_connections()


@pytest.fixture
def answer(built):
    """Return a function that gives (status, text) for a path, the last build having said `problems`."""

    async def fetch(path, site, problems, warnings):
        built = Builder(site, problems)
        built.warnings = warnings
        async with served(server.Preview(built)) as address:
            response = await AsyncHTTPClient().fetch(f"http://{address}{path}", raise_error=False)
            answer.headers = response.headers
            return response.code, response.body.decode()

    def answer(path, problems="", site=built, warnings=()):
        return asyncio.run(fetch(path, site, problems, list(warnings)))

    return answer


def test_serves_the_site(answer):
    """A folder's address gives its page, with the script that refreshes it and nothing else."""
    status, text = answer("/tarifs/")

    assert status == 200
    assert text.startswith("<body><h1>Tarifs</h1><script src=")
    assert text.endswith("></script></body>")


def test_a_page_for_other_sites_says_which_may_show_it(built):
    """As a host with headers would; no other page may be shown in a frame."""
    policy.Site("https://s.example", "devis", embedders=("https://a.fr", "https://b.fr:8443")).write(built)
    framed = built / "devis" / embedding.FRAME
    framed.mkdir(parents=True)
    (framed / "index.html").write_text("<body></body>", encoding="utf-8")

    async def ancestors(path):
        async with served(server.Preview(Builder(built))) as address:
            answer = await AsyncHTTPClient().fetch(f"http://{address}/{path}/")
            return answer.headers[policy.POLICY].partition("frame-ancestors ")[2].partition(";")[0]

    assert asyncio.run(ancestors(f"devis/{embedding.FRAME}")) == "'self' https://a.fr https://b.fr:8443"
    assert asyncio.run(ancestors("tarifs")) == "'none'"


def test_unknown_address_gives_the_site_s_error_page(answer):
    """As on a host, 404 comes with the site's own page."""
    status, text = answer("/nulle/part/")

    assert status == 404
    assert "<h1>Page introuvable</h1>" in text


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/tarifs/", "tarifs/index.html"),
        ("/site.css", "site.css"),
        ("/nulle/part/", "404.html"),
        ("/.apercu/remarques", "404.html"),
        ("/.apercu/notice.css", "notice.css"),
        ("/.apercu/refresh.js", "refresh.js"),
    ],
)
def test_answers_have_a_host_s_headers(answer, path, file):
    """The secretary sees what her visitors will: a page may run the preview's script besides, and nothing is kept."""
    answer(path)
    expected = HERS.headers(file, scripted=file.endswith(".html")) | {"Cache-Control": "no-store"}

    assert {name: answer.headers.get(name) for name in expected} == expected
    assert answer.headers["Content-Type"] == policy.content_type(file)


@pytest.mark.parametrize("path", ["/../secret.html", "/%2e%2e/secret.html"])
def test_nothing_outside_the_site_is_served(answer, built, path):
    """The preview answers for one folder."""
    (built.parent / "secret.html").write_text("secret", encoding="utf-8")

    assert "secret" not in answer(path)[1]


def test_mistake_is_shown_in_place_of_any_page(answer):
    """While there is a mistake, each page says which, escaped, one line for each, and comes back by itself."""
    status, text = answer("/tarifs/", "content/secretaire.toml, ligne 3\u00a0: <prix>\ncontent/pages/a.md\u00a0: vide")

    assert status == 200
    assert "<li>content/secretaire.toml, ligne 3\u00a0: &lt;prix&gt;</li>\n<li>content/pages/a.md" in text
    assert "refresh.js" in text


def test_remarks_stop_nothing_and_have_their_page(answer):
    """Each page says how many there are, and leads to them, escaped, one line for each."""
    told = ["Attention\u00a0:", "  content/pages/a.md, ligne 3\u00a0: <b>", "  content/pages/b.md\u00a0: Non publié"]
    status, text = answer("/tarifs/", warnings=told)

    assert status == 200
    assert "<h1>Tarifs</h1>" in text
    assert 'data-told="2"' in text
    status, text = answer("/.apercu/remarques", warnings=told)

    assert status == 200
    assert "<li>content/pages/a.md, ligne 3\u00a0: &lt;b&gt;</li>\n<li>content/pages/b.md" in text
    assert "Attention" not in text


def test_the_page_of_remarks_is_empty_without_any(answer):
    """It stays open while they are mended."""
    status, text = answer("/.apercu/remarques")

    assert status == 200
    assert "<ul>" not in text


def test_remarks_are_printed_when_they_change(built, capsys):
    """The same ones after each save would be read no more."""

    async def look():
        it = Builder(built)
        preview = server.Preview(it)
        building = asyncio.create_task(preview.keep_building())
        for warnings in (["  un"], ["  un"], ["  deux"], []):
            it.warnings = warnings
            await asyncio.sleep(SAVED)
            preview.want()
        await asyncio.sleep(SAVED)
        building.cancel()

    asyncio.run(look())
    said = capsys.readouterr().out

    assert (said.count("  un"), said.count("  deux")) == (1, 1)


def test_what_visitors_do_not_have_is_stamped(built):
    """A draft and an article to come have their page, which says so; the others have nothing more."""

    async def look():
        preview = server.Preview(Builder(built), lambda: {"/tarifs/": "Paraîtra le <2> janvier"})
        async with served(preview) as address:
            pages = [
                await AsyncHTTPClient().fetch(f"http://{address}{path}") for path in ("/tarifs/", "/.apercu/remarques")
            ]
            return [page.body.decode() for page in pages]

    stamped, other = asyncio.run(look())

    assert 'data-stamp="Paraîtra le &lt;2&gt; janvier"' in stamped
    assert 'data-stamp=""' in other


@pytest.mark.parametrize(
    ("told", "framed"),
    [
        ({"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "same-origin"}, "'self'"),
        ({"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Site": "cross-site"}, "'none'"),
        ({"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}, "'none'"),
        ({}, "'none'"),
    ],
)
def test_the_desk_alone_may_frame_a_page(built, told, framed):
    """It shows the page beside the text; another site may not."""

    async def look():
        async with served(server.Preview(Builder(built))) as address:
            return await AsyncHTTPClient().fetch(f"http://{address}/tarifs/", headers=told)

    assert f"frame-ancestors {framed}" in asyncio.run(look()).headers["Content-Security-Policy"]


def test_first_page_says_that_it_waits(answer):
    """Before the first site is there, an address answers, and will come back by itself."""
    status, text = answer("/", site=None)

    assert status == 200
    assert "dès qu’il sera prêt" in text
    assert "refresh.js" in text
    assert "<ul>" not in text


def test_other_files_are_served_all_the_same(answer):
    """A mistake in a text takes no style sheet away."""
    assert answer("/site.css", "une faute") == (200, "body {}")


def test_the_site_answers_while_another_is_built(built):
    """The page comes in the middle of a build, and is then told of it, and of its end."""

    async def look():
        it = Builder(built)
        it.free.clear()
        preview = server.Preview(it)
        building = asyncio.create_task(preview.keep_building())
        await it.started.wait()
        async with served(preview) as address:
            response = await AsyncHTTPClient().fetch(f"http://{address}/tarifs/")
            page = await websocket_connect(f"ws://{address}{server.OWN}/etat")
            during = json.loads(await page.read_message())
            it.free.set()
            after = json.loads(await page.read_message())
            building.cancel()
            page.close()
            return response.code, during, after

    status, during, after = asyncio.run(look())

    assert status == 200
    assert (during["building"], after["building"]) == (True, False)
    assert during["build"] != after["build"]


def test_an_open_page_comes_before_the_others(built):
    """It is named to the build, told of as soon as it is there, served, and not told of again when the rest is."""

    async def look():
        it = Builder(built)
        preview = server.Preview(it)
        building = asyncio.create_task(preview.keep_building())
        await asyncio.sleep(SAVED)
        it.free.clear()
        it.started.clear()
        async with served(preview) as address:
            opened = [await websocket_connect(f"ws://{address}{server.OWN}/etat?page={at}") for at in ("/", "/tarifs/")]
            for page in opened:
                await page.read_message()
            preview.want()
            await it.started.wait()
            early = built.parent / "early.html"
            early.write_text("<body><h1>Prix</h1></body>", encoding="utf-8")
            it.early = {"tarifs/index.html": early}
            it.shown()
            told = [json.loads(await opened[1].read_message()) for _ in range(2)][-1]
            pages = [
                (await AsyncHTTPClient().fetch(f"http://{address}{path}")).body.decode()
                for path in ("/tarifs/", "/404.html")
            ]
            it.early = {}
            it.free.set()
            whole = json.loads(await opened[1].read_message())
            for page in opened:
                page.close()
        building.cancel()
        return it.opened, told, pages, whole

    opened, told, (page, other), whole = asyncio.run(look())

    assert opened == ["tarifs/index.html", "index.html"]
    assert told["building"]
    assert list(told["early"]) == ["/tarifs/"]
    assert told["early"]["/tarifs/"] != told["build"]
    assert "<h1>Prix</h1>" in page
    assert f'data-build="{told["early"]["/tarifs/"]}"' in page
    assert f'data-build="{told["build"]}"' in other
    assert (whole["build"], whole["early"], whole["building"]) == (told["early"]["/tarifs/"], {}, False)


def test_a_page_that_came_early_learns_of_a_fault(built):
    """It has the name of a build that will never be whole."""

    async def look():
        it = Builder(built)
        preview = server.Preview(it)
        early = preview.next_build
        it.problems = "une faute"
        building = asyncio.create_task(preview.keep_building())
        await asyncio.sleep(SAVED)
        building.cancel()
        return early, preview.build

    early, build = asyncio.run(look())

    assert early != build


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/tarifs/", "tarifs/index.html"),
        ("/404.html", "404.html"),
        ("/%C3%A9t%C3%A9/", "été/index.html"),
    ],
)
def test_an_address_is_that_of_a_file(address, name):
    """And back."""
    assert server.page_file(address) == name
    assert server.page_address(name) == address


def test_a_fault_soon_after_a_reload_is_told(built):
    """Each build has its own name: a page is told of the one that comes a moment later."""

    async def look():
        preview = server.Preview(Builder(built))
        names = []
        building = asyncio.create_task(preview.keep_building())
        for _ in range(3):
            await asyncio.sleep(SAVED)
            names.append(preview.build)
            preview.want()
        building.cancel()
        return names

    assert len(set(asyncio.run(look()))) == 3


def test_changes_during_a_build_lead_to_one_more(built):
    """However many."""

    async def look():
        it = Builder(built)
        it.free.clear()
        preview = server.Preview(it)
        building = asyncio.create_task(preview.keep_building())
        await it.started.wait()
        for _ in range(10):
            preview.want()
        it.free.set()
        await asyncio.sleep(SAVED)
        building.cancel()
        return it.builds

    assert asyncio.run(look()) == 2


@pytest.mark.parametrize("python", [True, False])
def test_changed_python_is_read_again(built, python):
    """The process that waits has read the plugins as they were; a text changes none of them."""

    async def look():
        it = Builder(built)
        preview = server.Preview(it)
        building = asyncio.create_task(preview.keep_building())
        await asyncio.sleep(SAVED)
        preview.want(python)
        await asyncio.sleep(SAVED)
        building.cancel()
        return it.forgotten

    assert asyncio.run(look()) == int(python)


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
    """Shown without, it would have a hole for a moment; the picture for other sites is in none of its own."""
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


def test_ended_previews_are_swept_and_others_left(tmp_path):
    """A folder whose port nobody answers on is left over; so is our own port's."""
    sock, port = bind_unused_port()
    sock.listen()
    for name in (f"preview-{port}", "preview-1", "preview-8123", "engine"):
        (tmp_path / name).mkdir()
    server.sweep(tmp_path, 8123)
    sock.close()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["engine", f"preview-{port}"]


@pytest.mark.parametrize("behind", [False, True], ids=["in front", "behind"])
def test_it_ends_with_a_word(tmp_path, behind):
    """Ctrl+C in the middle of a build, or the end of a program put behind: in French, without a traceback nor a folder left."""
    sock, port = bind_unused_port()
    sock.close()
    code = (
        "import sys, pathlib, signal, tasks; from theme.preview import builder, server\n"
        f"{behind} and signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "recipe = builder.Recipe(lambda work, *_: ['--version'], lambda *_: '', str, str, tasks.build_environment())\n"
        f"server.serve(recipe, pathlib.Path({str(tmp_path)!r}), {port})"
    )
    command = [tasks.sys.executable, "-c", code]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=tasks.ROOT, env=tasks.build_environment(), **pipes) as run:
        while "Votre site" not in run.stdout.readline():
            pass
        run.terminate()
        output, errors = run.communicate(timeout=20)

    assert (run.returncode, errors) == (0, "")
    assert output.endswith("L’aperçu est arrêté.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opened", [False, True])
def test_the_desk_is_opened_when_it_is_asked(tmp_path, opened):
    """`init` shows it in her browser; `serve` says its address alone."""
    sock, port = bind_unused_port()
    sock.close()
    code = (
        "import pathlib, tasks, desks; from theme.preview import builder, server\n"
        "recipe = builder.Recipe(lambda work, *_: ['--version'], lambda *_: '', str, str, tasks.build_environment())\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        f"server.serve(recipe, folder / 'cache', {port}, desks.desk(folder), opened={opened})"
    )
    # What webbrowser runs in the place of a browser; it waits for its end.
    (tmp_path / "browser.py").write_text("import sys; print('opened', sys.argv[1])", encoding="utf-8")
    variables = {"BROWSER": f"{tasks.sys.executable} {tmp_path / 'browser.py'} %s"}
    environment = tasks.build_environment() | variables | {"PYTHONPATH": os.pathsep.join((".", "tests"))}
    pipes = {"stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen([tasks.sys.executable, "-c", code], cwd=tasks.ROOT, env=environment, **pipes) as run:
        said = []
        while not said or "Le site est à jour" not in said[-1]:
            said.append(run.stdout.readline())
        run.terminate()
        run.communicate(timeout=20)
    place = f"http://127.0.0.1:{port}/bureau/"

    assert any(line.endswith(f"{place}\n") and "bureau" in line for line in said)
    assert (f"opened {place}\n" in said) == opened


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
    """Without an engine in the cache: the site and its page of names, the estimator's page says that it is to come."""
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


class Later(Builder):
    """Makes the estimator at its second build."""

    async def build(self, *_):
        await super().build()
        self.lacks_estimator = self.builds == 1


def test_a_site_without_its_estimator_is_built_again_at_once(built):
    """Nobody has to save a file for it, and it is built no third time."""

    async def look():
        it = Later(built)
        building = asyncio.create_task(server.Preview(it).keep_building())
        await asyncio.sleep(SAVED)
        building.cancel()
        return it.builds

    assert asyncio.run(look()) == 2


@pytest.mark.parametrize("text", ["1024", "8080", "65535"])
def test_a_port_is_a_number_that_anyone_may_listen_on(text):
    """Both ends of what the system gives to everyone."""
    assert ports.port_number(text) == int(text)


@pytest.mark.parametrize("text", ["abc", "", "-1", "80.5", "1023", "65536", "²", "9" * 5000])
def test_another_port_is_told_in_french(text):
    """What a port is, and an example."""
    with pytest.raises(SystemExit, match=r"n’est pas un numéro de port\. Écrivez un nombre de 1024 à 65535"):
        ports.port_number(text)


def test_everything_that_makes_the_site_is_watched():
    """A folder added to the theme is looked at too; what npm installs is not edited, and the preview makes nothing."""
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
