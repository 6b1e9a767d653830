"""What a visitor gets when file, line or worker fails: an answer, or words and a way to try again."""

import json
import re
import time
from contextlib import contextmanager

import pytest
from chromium import options
from faulty import Chromium, Faulty, altered, broken, cut, dying, empty, missing, portal, silent
from other_browsers import firefox
from playwright.sync_api import sync_playwright
from right_answers import answer_to

FOREVER = 1000
PATIENCE_S = 150
#: The hours that are asked, which no default holds.
HOURS = "33"

#: Where the estimator stands, and whether that holds what is wanted; null where the page is not there yet.
LOOK = """((wanted) => {
  const page = document.querySelector("cost-estimator");
  if (!page || document.readyState === "loading") return null;
  const total = (option) => page.querySelector(`[data-option=${option}] [data-period=mois]`)?.getAttribute("value");
  const look = {
    state: customElements.get("cost-estimator") ? page.dataset.state : "undefined",
    busy: page.querySelector("[data-result]").hasAttribute("aria-busy"),
    status: page.querySelector("[data-status]").textContent.trim(),
    retry: !page.querySelector("[data-launch]").hidden && page.querySelector("[data-launch]").textContent,
    closed: page.querySelector("[data-next]").inert,
    open: !page.querySelector("[data-fields]").disabled,
    hours: page.querySelector("#heures_par_mois").value,
    hash: location.hash,
    totals: Object.fromEntries(["prestataire", "salarie", "interimaire"].map((option) => [option, total(option)])),
    late: getComputedStyle(page, "::before").visibility === "visible" ? getComputedStyle(page, "::before").content : "",
  };
  return { look, holds: wanted(look) };
})"""
DEFINED = '({ state, late }) => state !== "undefined" || late.includes("rechargez")'
SETTLED = """({ state, busy, hours, hash }) =>
  (state === "failed" && hash.includes(`heures_par_mois=${hours}`)) || (state === "ready" && !busy)"""
ANSWERED = '({ state, busy }) => state === "ready" && !busy'
TYPE = """(async (hours) => {
  const field = document.querySelector("#heures_par_mois");
  field.value = hours;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("click", { bubbles: true }));
})"""
#: The state tells this page from the next one.
RELOAD = """(async () => { document.querySelector("cost-estimator").dataset.state = "left"; location.reload(); })()"""
#: End what waits in the page, and give when it would have ended, ms.
END = """document.querySelector("cost-estimator").getAnimations({ subtree: true })
  .map((it) => (it.finish(), it.effect.getComputedTiming().endTime))"""
RETRY = 'document.querySelector("[data-launch]").click()'


class Visitor:
    """A visit to the estimation of a host that fails."""

    def __init__(self, browser, host, path="/estimation/"):
        self.browser = browser
        self.host = host
        self.address = host.address + path
        #: Whether his browser keeps the engine for the next visit.
        self.keeps = False
        #: Whether that browser has seen another version of the site.
        self.sees_new = False

    def look(self, wanted):
        """Return where the estimator stands, once `wanted`, a function of JavaScript, holds of that."""
        deadline, found = time.monotonic() + PATIENCE_S, None
        while time.monotonic() < deadline:
            found = self._look(wanted) or found
            if found and found["holds"]:
                return found["look"]
            # The page waits for nothing: what waits in one that is left may never answer.
            time.sleep(0.05)
        raise AssertionError(found)

    def _look(self, wanted):
        try:
            return self.browser.evaluate(f"{LOOK}({wanted})")
        except Exception as error:
            if re.search("context|destroyed|discarded|unload|navigat", str(error), re.IGNORECASE):
                return None
            raise

    def open(self):
        """Go to the estimation, and wait until its questions are open, or said to be closed."""
        self.browser.open(self.address)
        return self.look(DEFINED)

    def type(self, hours=HOURS):
        """Type hours."""
        self.browser.evaluate(f"{TYPE}({json.dumps(hours)})")

    def ask(self, hours=HOURS, wanted=SETTLED):
        """Type hours, and return where that ends."""
        self.type(hours)
        return self.look(f"(look) => look.hours === {json.dumps(hours)} && ({wanted})(look)")

    def retry(self):
        """Press « Réessayer », and return where that ends."""
        self.browser.evaluate(RETRY)
        return self.look(SETTLED)


@contextmanager
def opened(name, folder):
    """Give a browser by its name."""
    if name == "Firefox":
        with firefox(folder) as browser:
            yield browser
    else:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**options())
            yield Chromium(browser.new_context())
            browser.close()


@pytest.fixture
def host(site):
    """The built site, on a host that can fail."""
    host = Faulty(site)
    yield host
    host.down()


@pytest.fixture
def visitor(visit, host):
    """A visitor in Chromium."""
    return Visitor(Chromium(visit(at=host.address).page.context), host)


def is_answer(look, hours=HOURS):
    """Return whether the page shows the answer of the machine door to these hours."""
    return look["state"] == "ready" and look["totals"] == answer_to(float(hours))


def is_told(look, hours=HOURS):
    """Return whether the page says that it has no answer, keeps what was typed, and offers to try again."""
    return (
        look["state"] == "failed"
        and ("n’a pas pu démarrer" in look["status"] or "s’est arrêté" in look["status"])
        and look["retry"] == "Réessayer"
        and look["open"]
        and look["hours"] == hours
        and f"heures_par_mois={hours}" in look["hash"]
        and look["closed"]
    )


#: The scripts of the page, then the engine's files for a start from the snapshot.
PAGE_SCRIPTS = ("cost-estimator.js", "engine.js")
ENGINE = ("worker.js", "start.js", "pyodide.js", "runtime.js", "runtime.wasm", "snapshot.wasm")
KINDS = {"404": missing, "500": broken, "empty": empty, "cut": cut, "altered": altered, "portal": portal}


def test_script_that_every_start_takes_has_a_copy(visitor):
    """The three are missing for good: their copies take their place, and nothing more is asked for."""
    for file in ("worker.js", "start.js", "pyodide.js"):
        visitor.host.faults[file] = (missing, FOREVER)
    visitor.open()

    assert is_answer(visitor.ask())
    assert "pyodide.asm.wasm" not in visitor.host.engine_files()


def test_file_of_the_snapshot_is_not_needed(visitor):
    """It is missing for good: the other way to start takes its place. Tests of starts try the other files."""
    visitor.host.faults["runtime.js"] = (missing, FOREVER)
    visitor.open()

    assert is_answer(visitor.ask())
    assert "pyodide.asm.wasm" in visitor.host.engine_files()


def test_file_that_fails_once_is_asked_for_again(visitor):
    """Three files do, each in its way, and they alone: the whole engine, half as heavy again, is not."""
    faults = {"snapshot.wasm": (cut, 1), "runtime.js": (portal, 1), "runtime.wasm": (altered, 1)}
    visitor.host.faults.update(faults)
    visitor.open()

    assert is_answer(visitor.ask())
    files = visitor.host.engine_files()
    assert "pyodide.asm.wasm" not in files
    assert {file: files.count(file) >= 2 for file in faults} == dict.fromkeys(faults, True)


def hurried(handler, body):
    """Answer with the worker, whose quarter of a minute lasts five seconds."""
    clock = b"const wait = setTimeout; globalThis.setTimeout = (then, ms) => wait(then, ms === 15000 ? 5000 : ms);\n"
    handler.answer(clock + body)


def test_line_that_falls_silent_is_given_up(visitor):
    """Half a snapshot, then nothing: after the worker's quarter of a minute it is asked for again, and comes."""
    visitor.host.faults |= {"worker.js": (hurried, 1), "snapshot.wasm": (silent, 1)}
    visitor.open()
    start = time.monotonic()

    assert is_answer(visitor.ask())
    assert 4.5 < time.monotonic() - start < 14
    assert "pyodide.asm.wasm" not in visitor.host.engine_files()


def test_failed_start_keeps_what_is_typed_and_starts_again(visitor):
    """The table's answer stays, its mail is closed, the address holds the need: « Réessayer » then answers.

    engine.js was right, and comes no more: the new start is made with the one that is there.
    """
    for file in ("worker.js", "worker-2.js"):
        visitor.host.faults[file] = (missing, FOREVER)
    visitor.open()
    failed = visitor.ask()
    visitor.host.faults.clear()
    visitor.host.faults["engine.js"] = (missing, FOREVER)

    assert is_told(failed)
    assert failed["status"].startswith("Le calculateur n’a pas pu démarrer. L’estimation affichée reste juste.")
    assert failed["totals"] == answer_to(33)
    assert is_answer(visitor.retry())


def without_worker(handler, body):
    """Answer with a script of the engine that can open no worker: it has come, and is wrong."""
    assert b"new Worker(" in body
    handler.answer(body.replace(b"new Worker(", b"new Absent("))


def test_script_that_came_wrong_is_taken_anew_at_the_next_try(visitor):
    """It runs, and can never start anything: « Réessayer » asks for it again."""
    visitor.host.faults["engine.js"] = (without_worker, 1)
    visitor.open()

    assert is_told(visitor.ask())
    assert is_answer(visitor.retry())


def test_what_is_typed_after_a_failure_is_kept_and_answered(visitor):
    """A reload finds it again; other hours have the table's answer, and are what « Réessayer » asks."""
    visitor.host.faults["engine.js"] = (missing, FOREVER)
    visitor.open()
    visitor.ask("2000")
    visitor.look('({ hash }) => hash.includes("2000")')
    visitor.browser.evaluate(RELOAD)
    again = visitor.look("({ state }) => state === 'failed'")
    visitor.type("47")
    later = visitor.look('({ hash }) => hash.includes("47")')
    visitor.host.faults.clear()

    assert again["hours"] == "2000"
    assert later["totals"] == answer_to(47)
    assert is_answer(visitor.retry(), "47")


def test_worker_that_dies_is_replaced_once(visitor):
    """Another worker takes the place and the question of the first. When all die, the page says so, and keeps what is typed."""
    visitor.host.faults["worker.js"] = (dying("(time) => time === 2"), FOREVER)
    visitor.open()

    assert is_answer(visitor.ask())
    assert is_answer(visitor.ask("47"), "47")

    visitor.host.faults["worker.js"] = (dying("() => true"), FOREVER)
    stopped = visitor.ask("60")
    visitor.host.faults.clear()

    assert is_told(stopped, "60")
    assert stopped["status"].startswith("Le calculateur s’est arrêté.")
    assert is_answer(visitor.retry(), "60")


def test_page_without_its_script_says_so(visitor):
    """The questions stay closed: after ten seconds the page says to load it again."""
    visitor.host.faults["cost-estimator.js"] = (missing, FOREVER)
    visitor.browser.open(visitor.address)

    assert visitor.look("() => true")["late"] == ""
    assert visitor.browser.evaluate(END) == [10_000]
    assert "rechargez la page" in visitor.look(DEFINED)["late"]


def test_page_that_is_hindered_answers_or_says_so(visitor):
    """Safari refuses a hundred changes in half a minute, a frame any of them. Damaged prices end in words, not in a wait."""
    visitor.open()
    visitor.browser.evaluate(
        '(async () => { history.pushState = () => { throw new DOMException("no", "SecurityError"); }; })()'
    )

    assert is_answer(visitor.ask())

    # A proxy has damaged them in the page.
    visitor.browser.evaluate(
        "(async () => { delete history.pushState; document.querySelector('cost-estimator').dataset.tarifs = '{'; })()"
    )
    assert visitor.ask("2000")["state"] == "failed"
