"""The estimator behind hosts that know few types of files, and behind those that are told all."""

import asyncio
import threading
from contextlib import contextmanager

import pytest
from desks import Built
from hosts import apache, nginx, nginx_told
from serving import Guarded, Plain, served
from test_estimator import door

from theme.preview import server


class Unknowing(Plain):
    """A host that knows pages, styles and scripts named `.js`, and gives the type of nothing else."""

    def guess_type(self, path):
        """Return the type by the end of the name."""
        known = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
        return next((kind for end, kind in known.items() if str(path).endswith(end)), "application/octet-stream")


@pytest.fixture(params=["types unknown", "nginx", "nginx told", "apache told"])
def host(request, site, tmp_path):
    """The address of the site on such a host."""
    made = {
        "types unknown": lambda: served(site, Unknowing),
        "nginx": lambda: nginx(site, tmp_path),
        "nginx told": lambda: nginx(site, tmp_path, nginx_told(site)),
        "apache told": lambda: apache(site, tmp_path),
    }
    with made[request.param]() as address:
        yield address


def test_estimator_answers(visit, host):
    """From its snapshot and without a complaint: no file needs a type that a host may not know."""
    found = visit(at=host)
    names = []
    found.page.on("request", lambda request: names.append(request.url.rpartition("/")[2]))
    found.open().ready()
    found.page.fill("#heures_par_mois", "33")
    found.answered()

    assert found.totals() == door({"heures_par_mois": 33})
    assert found.complaints == []
    assert "pyodide.asm.wasm" not in names


def test_every_script_is_published_with_the_ending_that_hosts_know(site):
    """A browser refuses a script without its type, and old hosts do not know that of `.mjs`."""
    assert not list(site.rglob("*.mjs"))


def test_no_page_breaks_the_policy(visit, site, paths):
    """Each page under its headers, old addresses aside: the browser refuses nothing."""
    with served(site, Guarded) as address:
        found = visit(at=address)
        for path in paths:
            found.open(path)
            if path == "/estimation/":
                found.ready()
                found.page.fill("#heures_par_mois", "33")
                found.answered()

    # The page of unknown addresses is asked for by its own name here.
    assert found.complaints == []
    assert found.foreign == []


def test_a_page_without_the_estimator_runs_no_script(visit, site):
    """What somebody manages to write into a text stays words: a handler, a script, a form that sends elsewhere."""
    with served(site, Guarded) as address:
        found = visit(at=address).open("/tarifs/")
        found.others += ["https://ailleurs.invalid", "x:"]
        ran = found.page.evaluate(
            """async () => {
                const hurt = document.createElement("script");
                hurt.textContent = "window.hurt = true";
                document.body.append(hurt);
                document.body.insertAdjacentHTML("beforeend", '<img src="x:" onerror="window.hurt = true">');
                const form = document.createElement("form");
                form.action = "https://ailleurs.invalid/";
                document.body.append(form);
                form.submit();
                await new Promise((done) => setTimeout(done, 200));
                return { hurt: window.hurt === true, here: location.pathname };
            }"""
        )

    assert ran == {"hurt": False, "here": "/tarifs/"}
    assert len(found.complaints) >= 3
    assert len(found.refused) >= 3
    found.refused.clear()


@contextmanager
def previewed(site):
    """Give the address of a preview that shows a built site."""
    ready, told = threading.Event(), []

    built = Built(site)
    built.warnings = ["Attention :", "  content/pages/a.md : à relire"]

    async def run():
        stop = asyncio.Event()
        preview = server.Preview(built)
        preview.building = False
        http = server.application(preview).listen(0, "127.0.0.1")
        port = next(iter(http._sockets.values())).getsockname()[1]
        told.extend([f"http://127.0.0.1:{port}", asyncio.get_running_loop(), stop])
        ready.set()
        await stop.wait()
        http.stop()
        await http.close_all_connections()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    ready.wait(10)
    yield told[0]
    told[1].call_soon_threadsafe(told[2].set)
    thread.join(10)


def test_the_preview_works_under_the_policy(visit, site):
    """What it adds to a page, its line to the server and its page of remarks: the browser refuses nothing."""
    with previewed(site) as address:
        found = visit(at=address).open("/tarifs/")
        found.page.wait_for_selector("a[href='/.apercu/remarques']")
        found.page.click("a[href='/.apercu/remarques']")
        found.page.wait_for_selector("li")
        size = found.page.evaluate("getComputedStyle(document.body).maxWidth")
        found.page.goto("about:blank")

    assert size == "720px"
    # A page of remarks has no icon, which is no matter of policy.
    assert [told for told in found.complaints if "favicon" not in told and "404" not in told] == []
