"""What is left in the browser after a visit, and what a new version does to it."""

import pytest
from faulty import ENGINE_FILES, Faulty, copy, publish
from right_answers import answer_to

from theme.browser import bundle

#: How long a browser may take to keep them.
KEEPING_MS = 60_000


@pytest.fixture
def host(site, tmp_path):
    """A copy of the built site, on a host of its own."""
    host = Faulty(copy(site, tmp_path / "site"))
    yield host
    host.down()


KEPT = """async () => (await Promise.all((await caches.keys()).map(async (name) =>
  (await (await caches.open(name)).keys()).map(({ url }) => [name, url])))).flat()"""


def wait_for_kept(page, condition):
    """Wait until `condition`, a function of JavaScript over (cache, address) pairs, holds of what the browser keeps."""
    page.evaluate(
        f"""async () => {{ const end = Date.now() + {KEEPING_MS};
          while (!({condition})(await ({KEPT})())) {{
            if (Date.now() > end) throw new Error(JSON.stringify(await ({KEPT})()));
            await new Promise((done) => setTimeout(done, 50));
          }}
        }}"""
    )


STORED = """async () => ({
  caches: await caches.keys(), cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: await indexedDB.databases(), workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


def test_reading_stores_nothing(visit, host):
    """Before the form is touched the browser keeps nothing of the site, whatever is scrolled to."""
    reader = visit(at=host.address).open()
    reader.page.keyboard.press("End")
    reader.page.wait_for_load_state("networkidle")

    stored = reader.page.evaluate(STORED)

    assert stored == {"caches": [], "cookies": "", "local": 0, "session": 0, "databases": [], "workers": 0}


def test_engine_is_kept_once_the_visitor_pauses(visit, host):
    """Nothing is stored while he changes answers: each change puts it off by two seconds."""
    registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    busy = visit(at=host.address)
    busy.stopped()
    for hours in ("40", "41"):
        busy.page.fill("#heures_par_mois", hours)
        busy.frame().answered()
        busy.page.clock.run_for(1_500)

        assert busy.page.evaluate(registered) == 0
    busy.page.clock.run_for(1_000)

    assert busy.page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def second_visit_asks_for_no_engine_file(visitor, host):
    """Not one byte of the engine comes again, and it starts as soon as the form is seen."""
    host.asked.clear()
    visitor.page.reload()
    visitor.page.wait_for_selector("cost-estimator[data-state=ready]", timeout=120_000)

    assert "/estimation/" in host.asked
    assert host.engine_files() == []


def estimation_works_without_a_network(visitor, host):
    """The page, its style and the engine are there when the host is not."""
    host.down()
    visitor.page.reload()
    visitor.ready().page.fill("#heures_par_mois", "120")
    visitor.answered()

    assert visitor.totals() == answer_to(120)
    assert visitor.page.evaluate("getComputedStyle(document.querySelector('.options')).display") == "grid"
    host.up()


def new_version_never_meets_the_engine_of_the_old_one(visitor, host):
    """The page asks for its own engine; once that is kept, the old version's goes."""
    old = bundle.build().name
    publish(host)
    host.asked.clear()
    visitor.page.reload()
    visitor.ready().page.fill("#heures_par_mois", "120")
    visitor.answered()

    assert visitor.totals() == answer_to(120)
    wait_for_kept(visitor.page, "(all) => all.length && all.every(([name]) => name.includes(' n'))")
    assert host.engine_files()
    assert not [path for path in host.asked if old in path]
    assert not [url for _, url in visitor.page.evaluate(KEPT) if old in url]


def another_page_is_not_governed(visitor):
    """Only the estimation has a service worker: the other pages come from the network, always."""
    visitor.open("/tarifs/")

    assert visitor.page.evaluate("navigator.serviceWorker.controller") is None


def test_next_visits(visit, host):
    """After a first that has started and kept the engine: with and without a network, of a new version, elsewhere."""
    visitor = visit(at=host.address).open().ready()
    # What a start from the snapshot of Python's memory takes.
    wait_for_kept(visitor.page, f"(all) => all.filter(([, url]) => url.includes('/moteur/')).length === {ENGINE_FILES}")

    second_visit_asks_for_no_engine_file(visitor, host)
    estimation_works_without_a_network(visitor, host)
    new_version_never_meets_the_engine_of_the_old_one(visitor, host)
    another_page_is_not_governed(visitor)
