"""The estimator in Firefox and in WebKitGTK: it starts, asks, answers, tells what is wrong, and shares its links."""

import json
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import IPHONE
from other_browsers import firefox, webkit
from test_estimator import door
from test_first_screen import ANSWER
from test_second_visit import ENGINE_FILES, Host

#: Turn to the form once the page's script is there, and give the state in which that ends.
START = """customElements.whenDefined("cost-estimator").then(async () => {
  document.querySelector("[data-form]").dispatchEvent(new Event("click"));
  const { dataset } = document.querySelector("cost-estimator");
  while (!["ready", "failed"].includes(dataset.state)) await new Promise((done) => setTimeout(done, 50));
  return dataset.state;
})"""
#: What a visitor does and sees, put into the page: `type` and `press` end when the answer to them is shown.
HANDS = """(() => {
  const one = (selector) => document.querySelector(selector);
  const until = async (holds) => { while (!holds()) await new Promise((done) => setTimeout(done, 50)); };
  const answered = () => until(() => !one("[data-result]").hasAttribute("aria-busy"));
  const total = (option) => one(`[data-option=${option}] [data-period=mois]`).value;
  const set = (selector, value) => {
    const field = one(selector);
    field[["checkbox", "radio"].includes(field.type) ? "checked" : "value"] = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  window.hands = {
    until,
    totals: () => Object.fromEntries(["prestataire", "salarie", "interimaire"].map((name) => [name, total(name)])),
    set,
    type: async (selector, value) => { set(selector, value); await answered(); },
    press: async (words) => {
      [...document.querySelectorAll("button")].find((button) => button.textContent.includes(words)).click();
      await answered();
    },
    told: (selector) => one(selector)?.textContent.trim() ?? null,
    value: (selector) => one(selector).value,
    shown: (selector) => one(selector).checkVisibility(),
    bottom: (selector) => Math.max(...[...document.querySelectorAll(selector)]
      .filter((place) => place.checkVisibility({ contentVisibilityAuto: true }))
      .map((place) => place.getBoundingClientRect().bottom + scrollY)),
  };
  return true;
})()"""
HANDS_NAMES = "until, totals, set, type, press, told, value, shown, bottom"
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


@pytest.fixture
def hands(visitor):
    """Return a function that runs statements on the estimation, with `hands` to act; it is asked anew before each test."""

    def act(statements):
        return visitor.evaluate(f"(async () => {{ const {{ {HANDS_NAMES} }} = hands; {statements} }})()")

    visitor.evaluate(HANDS)
    act('await press("Recommencer")')
    return act


def test_answers_are_the_engine_s(hands):
    """Several needs, one after the other, give the figures of the machine door."""
    for hours in (33, 120):
        typed = f'await type("#heures_par_mois", "{hours}"); return totals()'
        assert hands(typed) == door({"heures_par_mois": hours})


def test_an_example_and_a_mission_answer_at_once(hands):
    """The buttons fill what they name, and the answer is that of the machine door."""
    surgery = hands('await press("Artisan"); return [totals(), value("#heures_par_mois")]')
    mission = hands('await press("Remplacement de congé"); return told(".field:has(#heures_par_mois)")')

    assert surgery == [door({"heures_par_mois": 10}), "10"]
    assert "pour la mission" in mission


def test_a_need_is_told_in_tasks(hands):
    """Letters instead of hours: their price, and the hours out of sight."""
    typed = 'set("#besoin-taches", true); await type("#volume_courrier", "60")'

    price, hours, letters = hands(
        f'{typed}; return [totals().prestataire, shown("#heures_par_mois"), shown("#volume_courrier")]'
    )

    assert (price, hours, letters) == ("600.00", False, True)


def test_a_wrong_answer_is_told_and_mended(hands):
    """The sentence stands by the field and in the summary, the figures stay; nothing is left once it is mended."""
    before = hands("return totals()")
    wrong = """set("#heures_par_mois", "beaucoup"); await until(() => told(".errors"));
        return [told("#heures_par_mois-erreur"), told(".errors"), totals()]"""
    by_field, summary, after = hands(wrong)
    mended = hands(
        'await type("#heures_par_mois", "10"); await until(() => !told(".errors"));'
        'return [told("#heures_par_mois-erreur"), totals()]'
    )

    assert "Indiquez le nombre d’heures" in by_field
    assert by_field.removeprefix("Erreur\u00a0:").strip() in summary
    assert after == before
    assert mended == [None, door({"heures_par_mois": 10})]


def test_she_is_not_always_said_to_be_the_cheapest(hands):
    """At 120 hours, in words."""
    dear = 'await type("#heures_par_mois", "120"); return [told("[data-bar=prestataire]"), told("[data-bar=salarie]")]'
    hers, employee = hands(dear)

    assert "La moins chère" not in hers
    assert "La moins chère" in employee


def test_a_step_back_gives_the_answers_before(hands):
    """The browser's own button refills the form and the answer."""
    stepped = """await press("Artisan"); await press("Avocat"); history.back();
        await until(() => value("#heures_par_mois") === "10");
        await until(() => totals().prestataire === "290.00"); return totals()"""

    assert hands(stepped) == door({"heures_par_mois": 10})


def test_a_link_reopens_the_same_estimate(hands, visitor):
    """The address written by a change gives the same HTML of the answer when it is opened anew."""
    shown = hands(
        'await type("#heures_par_mois", "42,5"); await type("#tva_deductible", false);'
        'await until(() => location.hash.includes("42"));'
        "return [location.href, document.querySelector('[data-result]').innerHTML]"
    )
    visitor.open("about:blank")
    visitor.open(shown[0])
    assert visitor.evaluate(START) == "ready"
    visitor.evaluate(HANDS)
    again = hands(
        """await until(() => told(".result__sentence").includes("42,5"));
        return document.querySelector("[data-result]").innerHTML"""
    )
    visitor.open(visitor.address)
    visitor.evaluate(START)

    assert again == shown[1]


def test_a_phone_opens_with_the_answer(visitor):
    """One sentence, three costs, the field of hours and the examples in 360 × 740; no scroll to the side."""
    visitor.size(360, 740)
    visitor.open(visitor.address)
    visitor.evaluate(START)
    visitor.evaluate(HANDS)
    places = visitor.evaluate(f"{json.dumps(list(ANSWER))}.map(hands.bottom)")
    wide = visitor.evaluate("document.documentElement.scrollWidth - innerWidth")
    visitor.size(1280, 900)

    assert max(places) <= 740
    assert wide <= 0


def test_nothing_is_asked_for_again(visitor, host):
    """The second visit takes the engine from the browser alone."""
    assert visitor.evaluate(f"{KEPT}({ENGINE_FILES})") == ENGINE_FILES
    host.asked.clear()
    visitor.open(visitor.address)

    assert visitor.evaluate(START) == "ready"
    visitor.evaluate(HANDS)
    assert visitor.evaluate('hands.type("#heures_par_mois", "47").then(hands.totals)') == door({"heures_par_mois": 47})
    assert host.engine_files() == []
