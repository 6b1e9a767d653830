"""The estimator behind hosts that know few types of files, and behind those that are told all."""

import pytest
from hosts import apache, nginx, nginx_told
from serving import Guarded, Plain, served
from test_estimator import door


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
