"""A real Chromium in front of the built site, served with all the headers that hosts are told."""

import json
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import pytest
from building import paths as paths
from building import site as site
from chromium import options
from playwright.sync_api import sync_playwright
from serving import Guarded, served

READY_MS = 120_000
#: Tells the test what a page was refused by its policy, in its frames too.
LISTEN = """addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, documentURI }) => {
  refusedByPolicy(`${documentURI}: ${violatedDirective} ${blockedURI}`);
})"""
#: What a page has left in the browser.
STORED = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
})"""
KEPT = """async () => ({
  caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
#: Goes back to the plain address, as the browser's button does: the first answers are asked again. All is folded.
GO_BACK = """() => {
  for (const part of document.querySelectorAll("details[open]")) part.open = false;
  for (const choice of document.querySelectorAll("input[type=radio]")) choice.checked = choice.defaultChecked;
  document.activeElement.blur();
  document.adoptedStyleSheets = [];
  getSelection().removeAllRanges();
  history.replaceState(null, "", location.pathname);
  dispatchEvent(new PopStateEvent("popstate"));
}"""
#: All that a test may see of a page, but the sentence that a screen reader gets after a pause.
LOOK = """() => {
  scrollTo({ top: 0, left: 0, behavior: "instant" });
  const copy = document.documentElement.cloneNode(true);
  copy.querySelector("[data-status]").lastElementChild.replaceChildren();
  const held = [...document.querySelectorAll("input, select, textarea")];
  return JSON.stringify({
    html: copy.outerHTML.split("\\n"), held: held.map(({ name, value, checked }) => [name, value, checked]),
    address: location.href, place: [scrollX, scrollY, innerWidth, innerHeight], focus: document.activeElement.tagName,
    names: [window, navigator, navigator.clipboard].map(Object.keys), styles: document.adoptedStyleSheets.length,
    own: [Worker.prototype.postMessage, print].map(String),
  });
}"""
#: Where what to do next is there, of the answer that is shown.
TOOLS = "[data-next]:not([inert]) [data-said]"
WIDE = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def address(site):
    """The address of the built site on this machine."""
    with served(site, Guarded) as address:
        yield address


@pytest.fixture(scope="session")
def playwright():
    """What starts browsers: there can be one only."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    """One browser for the session; each test has a context of its own."""
    browser = playwright.chromium.launch(**options())
    yield browser
    browser.close()


class Visit:
    """One page with what a visitor's browser would complain of."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.complaints = []
        self.foreign = []
        self.telling = []
        self.refused = []
        #: Whether the engine was asked for: nothing is kept before.
        self.has_started = False
        #: Other hosts that a test has on purpose: the page of another site, an attack.
        self.others = []
        #: What a kept page looked like at first, and its size.
        self.first, self.size = None, page.viewport_size
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.context.on("request", self._note)
        page.context.expose_function("refusedByPolicy", self._refuse)
        page.context.add_init_script(LISTEN)

    def _note(self, request):
        self.has_started |= "/moteur/" in request.url
        if request.url.startswith(("data:", "blob:")):
            return
        if not request.url.startswith((self.address, *self.others)):
            self.foreign.append(request.url)
        # Which try of a file, and which way to start: nothing that a visitor has typed.
        keys = {key for key, _ in parse_qsl(urlsplit(request.url).query, keep_blank_values=True)}
        if request.method != "GET" or request.post_data or keys - {"essai", "boot"}:
            self.telling.append(f"{request.method} {request.url}")

    def open(self, path="/estimation/"):
        """Go to a page of the site."""
        self.page.goto(self.address + path)
        return self

    def _refuse(self, told):
        self.refused.append(told)

    def style(self, rules):
        """Add rules to the page, as its policy lets scripts alone do."""
        self.page.evaluate(
            "(rules) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(rules); document.adoptedStyleSheets.push(sheet); }",
            rules,
        )
        return self

    def left(self):
        """Return what the site has left in the browser and may not: anything but the engine, once asked for."""
        left = {}
        for page in self.page.context.pages:
            if page.url.startswith(self.address):
                left |= page.evaluate(STORED) | ({} if self.has_started else page.evaluate(KEPT))
        return {name: value for name, value in left.items() if value}

    def faults(self):
        """Return what no page may do, by kind: what the policy refused, other hosts, requests that tell something."""
        found = {"refused": self.refused, "foreign": self.foreign, "telling": self.telling}
        return {kind: told for kind, told in found.items() if told}

    def go_back(self):
        """Bring a live page back to its first answers; it must then be what it was the first time."""
        if self.page.viewport_size != self.size:
            self.page.set_viewport_size(self.size)
        self.page.mouse.move(0, 0)
        self.page.evaluate(GO_BACK)
        self.tools()
        now = self.page.evaluate(LOOK)
        self.first = self.first or now
        assert len(self.page.context.pages) == 1
        assert now == self.first or json.loads(now) == json.loads(self.first)
        self.complaints.clear()
        return self

    def follow(self, answers):
        """Follow a link to these answers, from the page itself to the same page."""
        self.page.evaluate(
            """(answers) => new Promise((done) => {
              addEventListener("hashchange", done, { once: true });
              location.hash = answers;
            })""",
            answers,
        )
        return self.answered()

    def explain(self):
        """Unfold « Comment c’est calculé »."""
        self.page.eval_on_selector(".explained", "part => { part.open = true; }")
        return self

    def ready(self, state="ready"):
        """Turn to the form, as who wants an answer does, and wait until the estimator is in `state`."""
        if self.page.is_enabled("[data-fields]"):
            self.page.dispatch_event("[data-form]", "click")
        self.page.wait_for_selector(f"cost-estimator[data-state={state}]", timeout=READY_MS, state="attached")
        return self

    def stopped(self):
        """Open the estimation with the page's clock stopped, until the estimator is ready."""
        self.page.clock.install(time=0)
        self.page.clock.pause_at(1)
        self.open().page.dispatch_event("[data-form]", "click")
        return self.frame().ready()

    def hold(self):
        """Keep the next question from the engine; return what lets it go."""
        held = self.page.evaluate_handle(
            """() => {
              const held = {}, { postMessage } = Worker.prototype;
              Worker.prototype.postMessage = function (question) {
                Worker.prototype.postMessage = postMessage;
                held.release = () => postMessage.call(this, question);
              };
              return held;
            }"""
        )
        return lambda: held.evaluate("(held) => held.release()")

    def frame(self):
        """Let a stopped clock go on until the next frame is painted and the page is at peace."""
        self.page.clock.run_for(50)
        return self

    def read(self):
        """Wait until what was typed has been painted, then read by the page."""
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))")
        return self

    def answered(self):
        """Wait until the answer to the last change is shown."""
        self.page.wait_for_selector("[data-result]:not([aria-busy])", timeout=READY_MS, state="attached")
        return self

    def tools(self):
        """Wait until what to do next is there, for the answer to the last change."""
        self.answered().page.wait_for_selector(TOOLS, state="attached")
        return self

    def totals(self):
        """Return the three monthly totals shown, as text of a number."""
        return self.page.evaluate(
            """(options) => Object.fromEntries(options.map((option) => {
              const total = document.querySelector(`[data-option=${option}] [data-period=mois]`);
              return [option, total.getAttribute("value")];
            }))""",
            ["prestataire", "salarie", "interimaire"],
        )


@pytest.fixture
def visit(chromium, address):
    """Return a function that makes a Visit with any options of a context, at the built site or another address."""
    contexts, visits = [], []

    def make(at=address, **options):
        context = chromium.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        visits.append(Visit(context.new_page(), at))
        return visits[-1]

    yield make
    left = [found for made in visits if (found := made.left())]
    for context in contexts:
        context.close()
    # Whatever a test does, one host is asked, and told nothing. Nothing is kept but the engine, once it is asked for,
    # and the policy refuses nothing.
    assert left == []
    assert [made.faults() for made in visits if made.faults()] == []


@pytest.fixture(scope="session")
def lent(chromium, address):
    """
    Return a function that lends a live estimation page, one for each kind of context, its clock stopped if asked.

    Its borrower may answer, click, scroll and go back. Who patches for long, routes, or counts steps opens his own.
    """
    kept = {}

    @contextmanager
    def lend(stopped=False, **options):
        kind = repr((stopped, options))
        made = kept.pop(kind, None)
        if not made:
            page = chromium.new_context(**{"viewport": WIDE, **options}).new_page()
            made = Visit(page, address)
            made = (made.stopped() if stopped else made.open().ready()).go_back()
        try:
            yield made
            # As of every visit.
            assert made.left() == {}
            assert made.faults() == {}
            kept[kind] = made.go_back()
        finally:
            # A page that is not as it was is lent to no one.
            if kind not in kept:
                made.page.context.close()

    yield lend
    for made in kept.values():
        made.page.context.close()
    assert [made.faults() for made in kept.values() if made.faults()] == []


@pytest.fixture
def ready(lent):
    """The estimation page at its first answers, its estimator live; lent to one test after the other."""
    with lent() as visit:
        yield visit


@pytest.fixture
def stopped(lent):
    """The same, its clock stopped: `frame` lets it go on."""
    with lent(stopped=True) as visit:
        yield visit
