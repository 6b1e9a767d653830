"""The site changes while a page is open or kept, and what is kept is damaged: the estimator still answers."""

import time
from itertools import chain

import pytest
from faulty import ENGINE_FILES, PORTAL, Chromium, Faulty, copy, portal, publish
from test_faults import FOREVER, Visitor, is_answer

from theme.browser import bundle

#: Addresses of the engine's files that are kept, and whether all that a start takes is there.
KEPT = """(async (path) => {
  const names = (await caches.keys()).filter((name) => name.startsWith(`estimation ${path} `));
  const stores = await Promise.all(names.map((name) => caches.open(name)));
  return (await Promise.all(stores.map((store) => store.keys()))).flat().map(({ url }) => url);
})"""
#: Change what is kept of a file: other bytes under the same address.
DAMAGE = """(async (file, bytes) => {
  for (const name of (await caches.keys()).filter((name) => name.startsWith("estimation /estimation/ "))) {
    const store = await caches.open(name);
    for (const { url } of await store.keys()) {
      if (url.endsWith(`/${file}`)) await store.put(url, new Response(bytes, { headers: { "Content-Type": "text/html" } }));
    }
  }
})"""
SIZE = """(async (file) => {
  for (const name of (await caches.keys()).filter((name) => name.startsWith("estimation /estimation/ "))) {
    const store = await caches.open(name);
    const found = (await store.keys()).find(({ url }) => url.endsWith(`/${file}`));
    if (found) return (await (await store.match(found)).arrayBuffer()).byteLength;
  }
  return 0;
})"""
#: See the version that the site has now, as another tab does.
UPDATE = "navigator.serviceWorker.getRegistration().then((it) => it.update()).then(() => true)"
#: Whether the service worker of another version has taken over.
UPDATED = """navigator.serviceWorker.getRegistration().then(async (it) => {
  const isThere = (await caches.keys()).some((name) => name.startsWith("estimation /estimation/ n"));
  return isThere && !it.installing && !it.waiting && it.active.state === "activated";
})"""
#: Wait until the page, in calm, has had its engine kept: by the newest version that the browser knows. False for never.
CALM = """new Promise((done) => {
  setTimeout(() => done(false), 30_000);
  const { postMessage } = ServiceWorker.prototype;
  ServiceWorker.prototype.postMessage = function (message) { done(true); return postMessage.call(this, message); };
})"""
#: What the page still open gets of its worker: the status, and how many bytes.
GOT = """fetch(document.querySelector('cost-estimator').dataset.worker)
  .then(async (it) => [it.status, (await it.arrayBuffer()).byteLength])"""


def wait_until(holds):
    """Wait until a function holds."""
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def kept(visitor, path="/estimation/"):
    """Return the engine's files that the browser keeps for a page."""
    return [url for url in visitor.browser.evaluate(f"{KEPT}('{path}')") if "/moteur/" in url]


def keep(visitor, path="/estimation/"):
    """Have the engine kept, as a visitor who pauses does; an engine is kept once."""
    # What comes again comes from what the page has kept, not from the browser's own cache.
    visitor.host.headers["Cache-Control"] = "no-store"
    if not visitor.keeps:
        visitor.open()
        visitor.ask()
        wait_until(lambda: len(kept(visitor, path)) == ENGINE_FILES)
        visitor.keeps = True


def page_open_while_the_site_changes(visitor):
    """The page loads itself again, once, with what was typed."""
    visitor.open()
    publish(visitor.host)

    assert is_answer(visitor.ask("70", "({ state, busy }) => state === 'ready' && !busy"), "70")
    assert any("/nouveau/" in path for path in visitor.host.asked)


def page_kept_by_the_host_s_wish(visitor):
    """HTML that a browser may keep ten minutes: the page is asked for anew once its engine is found gone."""
    visitor.host.headers["Cache-Control"] = "max-age=600"
    visitor.open()
    publish(visitor.host)
    visitor.browser.open("about:blank")
    visitor.open()

    assert is_answer(visitor.ask("70", "({ state, busy }) => state === 'ready' && !busy"), "70")
    assert any("/nouveau/" in path for path in visitor.host.asked)


def old_page_again_and_again(visitor):
    """A host that gives the old page after a new one: one load more, then words."""
    visitor.open()
    worker = visitor.host.folder / "estimation" / "moteur"
    worker.rename(worker.with_name("ailleurs"))
    page = visitor.host.folder / "estimation" / "index.html"
    old = page.read_bytes()
    calls = []

    def alternate(handler, body):
        calls.append(1)
        handler.answer(old if len(calls) % 2 == 0 else old.replace(b"/worker.js", b"/autre.js"), kind="text/html")

    visitor.host.faults["estimation"] = (alternate, FOREVER)
    visitor.type("2000")
    look = visitor.look("({ status }) => status.includes('rechargez')")

    assert look["hours"] == "2000"
    assert len(calls) <= 4


def renew(visitor):
    """Put another version online and have it seen without touching the form, once: its service worker takes over."""
    if not visitor.sees_new:
        publish(visitor.host)
        visitor.browser.evaluate(UPDATE)
        wait_until(lambda: visitor.browser.evaluate(UPDATED))
        visitor.sees_new = True


def new_version_seen_once_then_no_network(visitor):
    """The engine of the version before serves."""
    keep(visitor)
    renew(visitor)
    visitor.host.down()
    visitor.open()
    look = visitor.ask("70")
    visitor.host.up()

    assert is_answer(look, "70")


def open_page_of_the_version_before(visitor):
    """Another tab brings the new version: the files of the page still open, a second visit's, are there."""
    keep(visitor)
    visitor.open()
    # Else it would be the new version that keeps its own. A browser that is watched then waits for it without end.
    assert visitor.browser.evaluate(CALM)
    renew(visitor)

    assert visitor.browser.evaluate(GOT) == [200, (bundle.build() / "worker.js").stat().st_size]


def two_sites_on_one_origin(visitor):
    """To open one takes nothing of the other."""
    for name in ("estimation", "theme"):
        copy(visitor.host.folder / name, visitor.host.folder / "a" / name)
    keep(visitor)
    keep(Visitor(visitor.browser, visitor.host, "/a/estimation/"), "/a/estimation/")

    assert len(kept(visitor)) == ENGINE_FILES


def network_that_never_answers(visitor):
    """The page that is kept shows after three seconds."""
    keep(visitor)
    visitor.host.faults["estimation"] = (lambda handler, body: handler.host.over.wait(), FOREVER)
    start = time.monotonic()
    visitor.open()
    took = time.monotonic() - start

    assert took < 12
    assert is_answer(visitor.ask("70"), "70")


def kept_script_is_altered(visitor):
    """A portal's page under a script's address: the script comes again, and takes its place."""
    keep(visitor)
    visitor.browser.evaluate(f"{DAMAGE}('worker.js', {PORTAL.decode()!r})")
    visitor.open()

    assert is_answer(visitor.ask("70"), "70")
    wait_until(lambda: visitor.browser.evaluate(f"{SIZE}('worker.js')") > 1000)


def kept_snapshot_is_altered(visitor):
    """Other bytes under the snapshot's address: it comes again alone, and takes its place."""
    keep(visitor)
    visitor.browser.evaluate(f"{DAMAGE}('snapshot.wasm', 'x')")
    visitor.host.asked.clear()
    visitor.open()

    assert is_answer(visitor.ask("70"), "70")
    assert set(visitor.host.engine_files()) == {"snapshot.wasm"}
    wait_until(lambda: visitor.browser.evaluate(f"{SIZE}('snapshot.wasm')") > 1000)


def portal_while_the_engine_is_kept(visitor):
    """A host that forbids caches, and a portal at that moment: nothing of it is kept, the next visit answers."""
    portals = []

    def fault(handler, body):
        # The start has the file; the two ways to keep it, which only a service worker tries, do not.
        if any(path.endswith("/service-worker.js") for path in visitor.host.asked):
            portals.append(handler.path)
            portal(handler, body)
        else:
            handler.answer(body)

    visitor.host.headers["Cache-Control"] = "no-store"
    visitor.host.faults["runtime.js"] = (fault, FOREVER)
    visitor.open()
    assert is_answer(visitor.ask())
    wait_until(lambda: len(portals) == 2)
    # What has come is looked at, and perhaps put into the browser.
    time.sleep(2)
    sizes = visitor.browser.evaluate(f"{SIZE}('runtime.js')")
    visitor.host.faults.clear()
    visitor.open()

    assert sizes in (0, (bundle.build() / "runtime.js").stat().st_size)
    assert is_answer(visitor.ask("70"), "70")
    wait_until(lambda: len(kept(visitor)) == ENGINE_FILES)
    visitor.keeps = True


#: One visitor meets those of a line one after the other: the first of several has his engine kept.
WALKS = (
    (page_kept_by_the_host_s_wish,),
    (old_page_again_and_again,),
    (
        portal_while_the_engine_is_kept,
        two_sites_on_one_origin,
        network_that_never_answers,
        kept_script_is_altered,
        kept_snapshot_is_altered,
        open_page_of_the_version_before,
        new_version_seen_once_then_no_network,
    ),
)
#: What the long table of faults tries, each by a visitor of its own.
SITUATIONS = (page_open_while_the_site_changes, *chain.from_iterable(WALKS))


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk[0].__name__)
def test_estimator_answers(visit, site, tmp_path, walk):
    """In Chromium; the long table of faults has Firefox too, and a page whose host keeps nothing."""
    host = Faulty(copy(site, tmp_path / "site"))
    try:
        visitor = Visitor(Chromium(visit(at=host.address).page.context), host)
        for situation in walk:
            situation(visitor)
            host.faults.clear()
            host.headers.clear()
            # What still waits for an answer is over.
            host.down()
            host.up()
    finally:
        host.down()
