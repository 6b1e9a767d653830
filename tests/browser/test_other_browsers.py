"""The estimator in Firefox and in WebKitGTK: it starts, asks, answers, tells what is wrong, and shares its links."""

import json
from contextlib import contextmanager

import pytest
from chromium import IPHONE
from faulty import ENGINE_FILES, Faulty
from other_browsers import firefox, webkit
from right_answers import answer_to
from serving import Guarded
from test_first_screen import ANSWER

#: Turn to the form once the page's script is there, and give the state in which that ends.
START = """customElements.whenDefined("cost-estimator").then(async () => {
  document.querySelector("[data-form]").dispatchEvent(new Event("click"));
  const { dataset } = document.querySelector("cost-estimator");
  while (!["ready", "failed"].includes(dataset.state)) await new Promise((done) => setTimeout(done, 50));
  return dataset.state;
})"""
#: What a visitor does and sees, put into the page: `type` and `press` end when their answer is shown.
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
        with firefox(folder) as browser:
            yield browser


@pytest.fixture(scope="module")
def host(site):
    """The built site with all its headers, policy included, on a host that notes what it is asked."""
    host = Faulty(site, Guarded)
    yield host
    host.down()


@pytest.fixture(scope="module", params=["Firefox", "WebKitGTK"])
def visitor(request, host, tmp_path_factory):
    """A browser that has opened the estimation and turned to the form, and the engine files that it asked for."""
    host.asked.clear()
    with opened(request.param, tmp_path_factory.mktemp("profile")) as browser:
        browser.address = f"{host.address}/estimation/"
        browser.open(browser.address)
        browser.state = browser.evaluate(START)
        browser.files = set(host.engine_files())
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

    assert visitor.evaluate(START) == "ready"
    visitor.evaluate(HANDS)
    act('await press("Recommencer")')
    return act


def test_answers_are_the_engine_s(hands):
    """Several needs, one after the other, give the figures of the machine door."""
    for hours in (33, 120):
        typed = f'await type("#heures_par_mois", "{hours}"); return totals()'
        assert hands(typed) == answer_to(hours)


def test_an_example_and_a_mission_answer_at_once(hands):
    """The buttons fill what they name, and the answer is that of the machine door."""
    surgery = hands('await press("Artisan"); return [totals(), value("#heures_par_mois")]')
    mission = hands('await press("Remplacement de congé"); return told(".field:has(#heures_par_mois)")')

    assert surgery == [answer_to(10), "10"]
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
    assert mended == [None, answer_to(10)]


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

    assert hands(stepped) == answer_to(10)


def test_a_link_opens_on_a_phone_that_keeps_the_engine(hands, visitor, host):
    """The engine comes from the browser alone, the answer is the same HTML, and 360 × 740 hold what counts."""
    shown = hands(
        'await type("#heures_par_mois", "42,5"); await type("#tva_deductible", false);'
        'await until(() => location.hash.includes("42"));'
        "return [location.href, document.querySelector('[data-result]').innerHTML]"
    )
    assert visitor.evaluate(f"{KEPT}({ENGINE_FILES})") == ENGINE_FILES
    visitor.open("about:blank")
    visitor.size(360, 740)
    host.asked.clear()
    visitor.open(shown[0])
    assert visitor.evaluate(START) == "ready"
    visitor.evaluate(HANDS)
    again = hands(
        """await until(() => told(".result__sentence").includes("42,5"));
        return document.querySelector("[data-result]").innerHTML"""
    )
    # One sentence, three costs, the field of hours and the examples; no scroll to the side.
    places = visitor.evaluate(f"{json.dumps(list(ANSWER))}.map(hands.bottom)")
    wide = visitor.evaluate("document.documentElement.scrollWidth - innerWidth")
    visitor.size(1280, 900)

    assert again == shown[1]
    assert max(places) <= 740
    assert wide <= 0
    assert hands('await type("#heures_par_mois", "47"); return totals().prestataire') == answer_to(47)["prestataire"]
    assert host.engine_files() == []


@pytest.fixture
def named_iphone(visitor, site):
    """The browser on a host where Python takes it for an iPhone's; it then goes back."""
    name = f"Object.defineProperty(navigator, 'userAgent', {{ value: {json.dumps(IPHONE)} }});"
    host = Faulty(site, Guarded)
    host.faults["worker.js"] = (lambda handler, body: handler.answer(name.encode() + body), 1)
    visitor.open(f"{host.address}/estimation/")
    yield host
    host.down()
    visitor.open(visitor.address)


@pytest.mark.parametrize("visitor", ["Firefox"], indirect=True)
def test_browser_named_iphone_starts_from_its_snapshot_too(visitor, named_iphone):
    """Python calls C functions another way there; several questions are answered."""
    assert visitor.evaluate(START) == "ready"
    visitor.evaluate(HANDS)
    for hours in (33, 120):
        typed = f'hands.type("#heures_par_mois", "{hours}").then(hands.totals)'
        assert visitor.evaluate(typed) == answer_to(hours)
    assert named_iphone.faults["worker.js"][1] == 0
    assert "pyodide.asm.wasm" not in named_iphone.engine_files()
