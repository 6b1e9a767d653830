"""What a visitor is answered before Python is there, and what is downloaded for whom."""

import pytest
from test_estimator import door


@pytest.fixture
def waiting(visit):
    """A visit whose engine never arrives: its files are asked for and never sent."""
    held = visit()
    held.page.route("**/*.wasm*", lambda route: None)
    return held.open()


@pytest.fixture
def slow(visit):
    """A visit whose engine arrives once `release` is called."""
    found = visit()
    held, released = [], []

    def hold(route):
        if released:
            route.continue_()
        else:
            held.append(route)

    def release():
        released.append(True)
        for route in held:
            route.continue_()

    found.page.route("**/*.wasm*", hold)
    found.release = release
    return found


#: On a row of the table and up to a full time, a first answer is exact.
EXACT = [
    {"heures_par_mois": "40"},
    {"heures_par_mois": "9,5"},
    {"heures_par_mois": "10"},
    {"heures_par_mois": "10,5"},
    {"heures_par_mois": "19,5"},
    {"heures_par_mois": "100", "tva_deductible": False},
    {"heures_par_mois": "60", "ponctuel": True},
    {"heures_par_mois": "25", "ponctuel": True, "tva_deductible": False},
    {"heures_par_mois": "95", "salaire_brut_temps_plein": "2 700"},
]
#: Between two rows of pay, near where two costs meet.
UNSURE = {"heures_par_mois": "64", "salaire_brut_temps_plein": "2310"}
FORBIDDEN = "Interdit pour ce besoin, prix de référence"
NAMES = {"prestataire": "la secrétaire indépendante", "salarie": "la salariée", "interimaire": "l’intérimaire"}


def told(visit):
    """Return what a first answer says: the sentence, the options that stand out on cards and bar, the ranks."""
    return visit.page.evaluate(
        """() => {
          document.querySelector(".explained").open = true;
          const marked = (kind, first) => [...document.querySelectorAll(`[data-${kind}]`)]
            .filter((place) => place.classList.contains(first)).map((place) => place.dataset[kind]);
          const ranks = [...document.querySelectorAll("[data-option] [data-rank]")].filter((place) => place.checkVisibility({ visibilityProperty: true }));
          return {
            sentence: document.querySelector(".result__sentence").textContent,
            cards: marked("option", "option--first"), bar: marked("bar", "bar__cost--first"),
            ranks: Object.fromEntries(ranks.map((place) => [place.closest("[data-option]").dataset.option, place.textContent])),
          };
        }"""
    )


def order(costs, lawful):
    """Return the options that the law allows, from the cheapest to the dearest."""
    return sorted(lawful, key=lambda option: float(costs[option]))


def answer(visit, need):
    """Answer the first questions that `need` names; wait until that is read."""
    for name, value in need.items():
        if isinstance(value, bool):
            visit.page.set_checked(f"#{name}", value)
        else:
            visit.page.fill(f"#{name}", value)
    visit.read()


def test_first_questions_are_answered_before_the_engine_is_there(waiting):
    """To the cent, the three costs and their order: on cards and bar, in words, also after none was sure."""
    answer(waiting, UNSURE)
    assert "La moins chère" not in told(waiting)["ranks"].values()
    waiting.page.fill("#salaire_brut_temps_plein", "2200")
    for need in EXACT:
        answer(waiting, need)
        costs = door(need)
        # A temp for a lasting need has a price, no rank.
        lawful = [name for name in NAMES if need.get("ponctuel") or name != "interimaire"]
        first, *middle, last = order(costs, lawful)
        ranks = {first: "La moins chère", last: "La plus chère", **dict.fromkeys(middle, "Au milieu")}

        assert waiting.page.get_attribute("cost-estimator", "data-state") == "loading", need
        assert waiting.totals() == costs, need
        assert told(waiting) == {
            "sentence": f"Premier résultat\u00a0: {NAMES[first]} coûte le moins cher. Le détail vient avec le calcul complet.",
            "cards": [first],
            "bar": [first],
            "ranks": ranks if need.get("ponctuel") else {**ranks, "interimaire": FORBIDDEN},
        }, need
        waiting.page.click("[type=reset]")


def test_an_example_is_answered_first_as_the_engine_answers_it(slow):
    """
    The first button, at a package's very hours: the same figures and the same winner before and after.

    Once there, the engine answers what was asked before, and its calculation is shown.
    """
    slow.open()
    with slow.page.expect_request("**/*.wasm"):
        slow.page.click("[data-preset] >> nth=0")
    slow.page.wait_for_selector("cost-estimator[data-first='']")
    before, totals = told(slow), slow.totals()
    figures = slow.page.locator("[data-bars]").inner_text().split()
    hidden = slow.page.locator(".breakdown").first.is_hidden()
    slow.release()
    slow.ready().answered()
    after = told(slow)

    assert totals == slow.totals() == door({"heures_par_mois": 10})
    assert figures == slow.page.locator("[data-bars]").inner_text().split()
    assert {**before, "sentence": ""} == {**after, "sentence": ""}
    assert f"{NAMES[before['bar'][0]]} coûte le moins cher" in before["sentence"]
    assert f"{NAMES[before['bar'][0]]} coûte le moins cher" in after["sentence"].lower()
    assert hidden
    assert slow.page.locator(".breakdown").first.is_visible()
    assert slow.page.get_attribute("cost-estimator", "data-first") is None


def test_a_first_answer_that_cannot_tell_the_cheapest_names_none(slow):
    """
    Between two rows of pay, near where two costs meet: no sentence, card nor bar says which. The engine then does.

    The pay is a link's, the hours are typed over it: no answer is lost.
    """
    slow.open("/estimation/#salaire_brut_temps_plein=2310")
    slow.page.fill("#heures_par_mois", "61")
    slow.read()
    first, seen = told(slow), slow.page.inner_text("[data-option=salarie] .option__total")
    slow.release()
    slow.ready().answered()
    then = told(slow)

    assert first["sentence"].startswith("Premier résultat\u00a0: les coûts sont trop proches pour dire")
    assert (first["cards"], first["bar"]) == ([], [])
    assert seen.startswith("environ")
    assert "La moins chère" not in first["ranks"].values()
    assert len(then["cards"]) == len(then["bar"]) == 1
    assert len(then["ranks"]) == 3
    assert slow.totals() == door({"heures_par_mois": 61, "salaire_brut_temps_plein": 2310})


def test_what_is_typed_is_painted_before_it_is_answered(waiting):
    """A frame comes between: until then the figures are named old, and nothing else is done."""
    at_once = waiting.page.evaluate(
        """() => {
          const field = document.querySelector('#heures_par_mois');
          field.value = '40';
          field.dispatchEvent(new Event('input', { bubbles: true }));
          const { dataset } = document.querySelector('cost-estimator');
          return [document.querySelector('[data-result]').getAttribute('aria-busy'), dataset.first, dataset.state];
        }"""
    )
    waiting.read()

    assert at_once == ["true", None, "static"]
    assert waiting.totals() == door({"heures_par_mois": 40})


def test_a_browser_that_tells_of_no_idle_time_starts_all_the_same(visit):
    """Safari has none."""
    old = visit()
    old.page.add_init_script("delete window.requestIdleCallback")
    old.page.route("**/*.wasm*", lambda route: None)
    old.open().page.focus("#heures_par_mois")

    old.page.wait_for_selector("cost-estimator[data-state=loading]")


def test_a_first_answer_stands_for_its_need_and_no_other(waiting):
    """
    « 40 h » with its unit: the slider follows, the lines of the built example are out of sight.

    A number out of bounds changes nothing, since the table never guesses. Tasks make it an old answer.
    """
    waiting.page.fill("#heures_par_mois", "40 h")
    waiting.page.wait_for_selector("cost-estimator[data-first='']")
    first = waiting.totals()
    slider = waiting.page.input_value("[data-slider=heures_par_mois]")
    sentence = waiting.page.text_content(".result__sentence")
    hidden = waiting.explain().page.locator(".breakdown").first.is_hidden()
    waiting.page.fill("#heures_par_mois", "2000")
    waiting.read()
    then = waiting.totals()
    waiting.page.fill("#heures_par_mois", "60")
    waiting.page.wait_for_selector("cost-estimator[data-first='']")
    waiting.page.check("#besoin-taches")
    waiting.page.wait_for_selector("cost-estimator[data-first=old] [data-result][aria-busy]", state="attached")

    assert first == then == door({"heures_par_mois": 40})
    assert slider == "40"
    assert "Premier résultat" in sentence
    assert hidden
    assert waiting.page.locator("[data-next][inert]").count() == 1


def test_a_question_that_the_table_ignores_waits_for_the_engine(waiting):
    """The figures stay those of the built example, and are marked as old: after a moment, in words too."""
    named = "getComputedStyle(document.querySelector('[data-result]'), '::before').visibility"
    before = waiting.explain().totals()
    assert waiting.page.evaluate(named) == "hidden"
    waiting.page.click("summary:has-text('La salariée')")
    waiting.page.fill("#taux_at_mp", "0,64")
    waiting.read()

    assert waiting.totals() == before
    assert waiting.page.get_attribute("[data-result]", "aria-busy") == "true"
    assert waiting.page.get_attribute("cost-estimator", "data-first") is None
    waiting.page.wait_for_function(f"() => {named} === 'visible'")


@pytest.mark.parametrize("need", ["", "#heures_par_mois=40&contrat=CDD"], ids=["typed", "of a link"])
def test_who_waits_for_the_first_calculation_is_told_so(visit, need):
    """A ready engine that still computes does not ask for another answer."""
    slow = visit()
    slow.page.add_init_script("Worker.prototype.postMessage = () => {}")
    slow.open(f"/estimation/{need}")
    if not need:
        slow.page.fill("#heures_par_mois", "40")
    slow.page.wait_for_selector("cost-estimator[data-state=ready]")

    assert slow.page.inner_text("[data-status]").strip() == "Calcul en cours…"


@pytest.fixture
def broken_phone(visit):
    """A visit on a phone to an engine of which nothing comes."""
    broken = visit(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    broken.page.route("**/moteur/**", lambda route: route.abort())
    return broken.open()


def is_told_in_sight(page):
    """Return whether the words of the estimator's state are on the screen, once the page is failed."""
    page.wait_for_selector("cost-estimator[data-state=failed]")
    return page.evaluate(
        """() => { const { top, bottom } = document.querySelector("[data-status]").getBoundingClientRect();
                   return top >= 0 && bottom <= innerHeight; }"""
    )


def test_who_asked_sees_why_there_is_no_answer(broken_phone):
    """On a phone, far down the form: the words of a failure stand under the costs, which stay in sight."""
    broken_phone.page.click("summary:has-text('Les trajets')")
    broken_phone.page.fill("#distance_trajet", "7")

    assert is_told_in_sight(broken_phone.page)


def test_who_reads_elsewhere_is_left_there(broken_phone):
    """A failure moves the page of no one else."""
    broken_phone.page.dispatch_event("[data-form]", "click")

    is_told_in_sight(broken_phone.page)
    assert broken_phone.page.evaluate("scrollY") == 0


def test_a_failed_engine_leaves_the_first_answer_without_its_mail(visit):
    """What is typed stays, and so do its costs: the mail, which is of the example, is closed."""
    broken = visit()
    broken.page.route("**/{runtime,pyodide.asm}.wasm*", lambda route: route.fulfill(status=404))
    broken.open()
    broken.page.fill("#heures_par_mois", "40")
    broken.ready("failed")

    assert broken.totals() == door({"heures_par_mois": 40})
    assert broken.page.input_value("#heures_par_mois") == "40"
    assert broken.page.locator("[data-next][inert]").count() == 1


def test_who_only_reads_downloads_no_engine(visit):
    """Opening the page, and reading it to its end, asks for no file of the engine."""
    reader = visit()
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open()
    reader.page.keyboard.press("End")
    reader.page.wait_for_load_state("networkidle")

    assert asked
    assert not [url for url in asked if "/moteur/" in url]


def test_a_finger_that_scrolls_over_the_form_downloads_nothing(visit):
    """Touching is not turning to it; tapping a field is."""
    reader = visit(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 800}).open()
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    for kind in ("pointerover", "pointerdown", "pointerup"):
        reader.page.dispatch_event("#heures_par_mois", kind, {"pointerType": "touch", "bubbles": True})
    scrolled = reader.page.get_attribute("cost-estimator", "data-state")
    reader.page.tap("#heures_par_mois")
    reader.page.wait_for_selector("cost-estimator:not([data-state=static])")

    assert scrolled == "static"
    assert [url for url in asked if "/moteur/" in url]


SPARING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


@pytest.fixture
def sparing(visit):
    """The estimation page of who spares data; `engine` holds what was asked of the engine's files."""
    found = visit()
    found.engine = []
    found.page.on("request", lambda request: "/moteur/" in request.url and found.engine.append(request.url))
    found.page.add_init_script(SPARING)
    return found


def start(visit):
    """Press the button that downloads; wait for the answer."""
    visit.page.click("[data-start] button")
    visit.page.wait_for_selector("cost-estimator[data-state=ready]", timeout=120_000)
    return visit.answered()


def test_who_spares_data_starts_the_engine_himself(sparing):
    """
    To ask for the tools leaves the right answer and its mail unchanged: the button that downloads has the focus.

    The table answers without a byte; the button downloads, computes that very need, and the tools come.
    """
    sparing.open()
    sparing.page.click("[data-more]")
    sparing.page.wait_for_selector("[data-start] button:focus")
    closed = sparing.page.locator("[data-result][aria-busy], [data-next][inert]").count()
    sparing.page.fill("#heures_par_mois", "40")
    shown = sparing.read().totals()
    before = list(sparing.engine)
    start(sparing).tools()
    sparing.page.wait_for_selector("cost-estimator:not([data-first])")

    assert closed == 0
    assert before == []
    assert shown == sparing.totals() == door({"heures_par_mois": 40})
    assert "heures_par_mois=40" in sparing.page.url


def test_what_the_table_has_no_answer_for_waits_for_the_button(sparing):
    """Another question, an example, a field emptied: not one byte is downloaded unasked; the old result is named as old."""
    page = sparing.open().page
    page.click("summary:has-text('La salariée')")
    needed = "[data-status]:has-text('Cette réponse demande le calculateur complet')"
    for act in (
        lambda: page.fill("#effectif", "12"),
        lambda: page.click("[data-preset]:has-text('médical')"),
        lambda: page.fill("#heures_par_mois", ""),
    ):
        act()
        page.wait_for_selector(needed)
        assert page.get_attribute("[data-result]", "aria-busy") == "true"
        page.click("[type=reset]")
        page.wait_for_selector(needed, state="detached")

    assert sparing.engine == []


def test_a_link_waits_for_the_button_of_who_spares_data(sparing):
    """Its answers are in the form; the table answers if it can; then its need is computed."""
    held = {}
    for answers in "heures_par_mois=60", "heures_par_mois=60&effectif=12":
        # Each time a page that is opened, not a link that is followed.
        sparing.page.goto("about:blank")
        sparing.open(f"/estimation/#{answers}")
        sparing.page.wait_for_selector("[data-start]:visible")
        held[answers] = sparing.page.input_value("#heures_par_mois"), sparing.totals()
    before = list(sparing.engine)
    start(sparing)

    assert before == []
    assert held == {
        "heures_par_mois=60": ("60", door({"heures_par_mois": 60})),
        "heures_par_mois=60&effectif=12": ("60", door({})),
    }
    assert sparing.totals() == door({"heures_par_mois": 60, "effectif": 12})


def test_the_mail_of_another_need_is_not_offered_after_a_wrong_answer(slow):
    """A first answer, then a refused value: what to do next still is of the answers the page came with."""
    slow.open()
    slow.page.fill("#heures_par_mois", "60")
    slow.page.wait_for_selector("cost-estimator[data-first]")
    slow.page.fill("#heures_par_mois", "999")
    slow.release()
    slow.page.wait_for_selector(".errors", timeout=120_000)

    assert slow.page.locator("[data-next][inert]").count() == 1
    assert slow.totals() == door({"heures_par_mois": 60})
