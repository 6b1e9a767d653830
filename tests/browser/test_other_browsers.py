"""The estimator in Firefox and in WebKitGTK: it starts from its snapshot, answers, and asks for nothing again."""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import IPHONE
from other_browsers import firefox, webkit
from test_estimator import door
from test_second_visit import ENGINE_FILES, Host

#: Turn to the form once the page's script is there, and give the state in which that ends.
START = """customElements.whenDefined("cost-estimator").then(async () => {
  document.querySelector("[data-form]").dispatchEvent(new Event("click"));
  const { dataset } = document.querySelector("cost-estimator");
  while (!["ready", "failed"].includes(dataset.state)) await new Promise((done) => setTimeout(done, 50));
  return dataset.state;
})"""
#: Type hours, and give the three monthly totals once they are answered.
ASK = """(async (hours) => {
  const field = document.querySelector("#heures_par_mois");
  field.value = hours;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const result = document.querySelector("[data-result]");
  while (result.hasAttribute("aria-busy")) await new Promise((done) => setTimeout(done, 50));
  const total = (option) => document.querySelector(`[data-option=${option}] [data-period=mois]`).value;
  return Object.fromEntries(["prestataire", "salarie", "interimaire"].map((option) => [option, total(option)]));
})"""
KEPT = """(async (count) => {
  for (;;) {
    const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const kept = (await Promise.all(stores.map((store) => store.keys()))).flat();
    if (kept.filter(({ url }) => url.includes("/moteur/")).length === count) return count;
    await new Promise((done) => setTimeout(done, 50));
  }
})"""


@contextmanager
def opened(name, folder):
    """Give one of the browsers by its name."""
    if name == "WebKitGTK":
        with webkit() as browser:
            yield browser
    else:
        with firefox(folder, IPHONE if "iPhone" in name else "") as browser:
            yield browser


@pytest.fixture(scope="module")
def host(site):
    """The built site, on a host that notes what it is asked."""
    host = Host(site)
    yield host
    host.down()


@pytest.fixture(scope="module", params=["Firefox", "Firefox named iPhone", "WebKitGTK"])
def visitor(request, host, tmp_path_factory):
    """A browser that has opened the estimation and turned to the form, and the engine files that it asked for."""
    host.asked.clear()
    with opened(request.param, tmp_path_factory.mktemp("profile")) as browser:
        browser.address = f"http://127.0.0.1:{host.port}/estimation/"
        browser.open(browser.address)
        browser.state = browser.evaluate(START)
        browser.files = {Path(path).name for path in host.engine_files()}
        yield browser


def test_estimator_starts_from_its_snapshot(visitor):
    """Six files come, and not those of the whole engine."""
    assert visitor.state == "ready"
    assert visitor.files == {"worker.js", "start.js", "pyodide.js", "runtime.js", "runtime.wasm", "snapshot.wasm"}


def test_answers_are_the_engine_s(visitor):
    """Several needs, one after the other, give the figures of the machine door."""
    for hours in (33, 120):
        assert visitor.evaluate(f"{ASK}({json.dumps(str(hours))})") == door({"heures_par_mois": hours})


def test_nothing_is_asked_for_again(visitor, host):
    """The second visit takes the engine from the browser alone."""
    assert visitor.evaluate(f"{KEPT}({ENGINE_FILES})") == ENGINE_FILES
    host.asked.clear()
    visitor.open(visitor.address)

    assert visitor.evaluate(START) == "ready"
    assert visitor.evaluate(f"{ASK}('47')") == door({"heures_par_mois": 47})
    assert host.engine_files() == []
