"""What the preview answers, when it builds, and what it says to a page that is open."""

import asyncio
import contextlib
import json

import pytest
from building import site as site
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.websocket import websocket_connect

from theme.plugins.hosts import policy
from theme.plugins.settings import embedding
from theme.preview import server

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
    """It is named to the build, told of once there, served, and not told of again when the rest is."""

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
