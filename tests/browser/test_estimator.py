"""The estimator as a visitor meets it."""

import json
from contextlib import redirect_stdout
from decimal import Decimal
from io import StringIO
from unittest.mock import patch

import pytest

from estimator.__main__ import main
from estimator.law.dated import date_droit
from estimator.money import round_cent


def door(need):
    """Return the three monthly totals of the machine door, as text of a number."""
    printed = StringIO()
    with patch("sys.stdin", StringIO(json.dumps(need))), redirect_stdout(printed):
        assert main(["comparer"]) == 0
    options = json.loads(printed.getvalue(), parse_float=Decimal, parse_int=Decimal)["options"]
    return {name: str(round_cent(option["cout_mensuel"])) for name, option in options.items()}


def test_goes_live_without_a_complaint_or_a_foreign_request(visit):
    """
    The engine starts, nothing is logged as an error, and no request leaves the site.

    The tools are fetched before the first answer: one that has come must leave the page to the visitor.
    """
    found = visit().open()
    with found.page.expect_response("**/next-steps.*.js*"):
        found.ready()
    unanswered = found.page.locator("[data-next] #lien").count() == 0
    found.page.fill("#heures_par_mois", "33")
    found.answered()

    assert unanswered
    assert found.complaints == []
    assert found.foreign == []


def test_live_default_is_the_built_fragment_byte_for_byte(ready):
    """Asking again for the default need gives the very HTML that the build wrote."""
    places = [f"[data-{name}]" for name in ("result", "headline", "bars", "ruler")]
    built = ready.page.evaluate(
        """async (places) => {
          const text = await (await fetch(location.href)).text();
          const page = new DOMParser().parseFromString(text, "text/html");
          return Object.fromEntries(places.map((place) => [place, page.querySelector(place).innerHTML]));
        }""",
        places,
    )
    ready.page.fill("#heures_par_mois", "21")
    ready.answered()
    ready.page.fill("#heures_par_mois", "20")
    ready.answered()

    assert {place: ready.page.inner_html(place) for place in places} == built


@pytest.mark.parametrize("hours", ["20", "120", "59,5", "1 0", "151.67"])
def test_figures_are_the_machine_door_s(ready, hours):
    """Whatever way hours are typed, the three costs are those of `comparer`."""
    ready.page.fill("#heures_par_mois", "77")
    ready.answered()
    ready.page.fill("#heures_par_mois", hours)
    ready.answered()

    assert ready.totals() == door({"heures_par_mois": hours})


def test_more_hours_change_three_costs(ready):
    """From 20 to 120 hours, every cost changes."""
    before = ready.totals()
    ready.page.fill("#heures_par_mois", "120")
    ready.answered()

    assert all(before[option] != after for option, after in ready.totals().items())


def test_employee_s_cost_is_flat_below_the_floor_and_the_page_says_why(ready):
    """Below 24 hours a week the employee costs the same, with the reason beside it."""
    before = ready.totals()["salarie"]
    ready.page.fill("#heures_par_mois", "60")
    ready.answered()

    assert ready.totals()["salarie"] == before
    assert "La loi impose 24\u00a0h au moins" in ready.page.text_content("[data-option=salarie]")


def test_says_when_the_secretary_is_not_the_cheapest(ready):
    """At 120 hours the page says in words that the secretary costs more."""
    ready.page.fill("#heures_par_mois", "120")
    ready.answered()

    assert "La secrétaire indépendante n’est pas la moins chère" in ready.page.text_content(".result__sentence")


def test_hypothesis_changes_the_result(ready):
    """A field of a closed part of the form counts as well."""
    ready.page.click("summary:has-text('La salariée')")
    ready.page.fill("#taux_at_mp", "0,64")
    ready.answered()

    assert ready.totals() == door({"taux_at_mp": "0,64"})


def test_wrong_answer_is_told_and_the_last_result_stays(ready):
    """A word instead of a number: the same sentence by the field and in the summary, figures kept."""
    before = ready.totals()
    ready.page.fill("#heures_par_mois", "beaucoup")
    ready.page.wait_for_selector(".errors")
    sentence = ready.page.inner_text("#heures_par_mois-erreur")

    assert "Indiquez le nombre d’heures" in sentence
    assert sentence in ready.page.inner_text(".errors")
    assert ready.page.get_attribute("#heures_par_mois", "aria-invalid") == "true"
    assert ready.page.input_value("#heures_par_mois") == "beaucoup"
    assert ready.totals() == before


def test_each_hint_is_read_with_its_question(ready):
    """The script ties them: a question, or radio buttons as one, is described by the hint beside it."""
    hints = ready.page.eval_on_selector_all(
        ".field .field__hint",
        """(hints) => hints.map((hint) => {
          const described = document.querySelectorAll(`[aria-describedby="${hint.id}"]`);
          return described.length === 1 && hint.closest(".field").contains(described[0]);
        })""",
    )

    assert len(hints) > 30
    assert all(hints)


def test_mended_answer_clears_the_error(ready):
    """Once mended, nothing is left of the mistake."""
    ready.page.fill("#heures_par_mois", "0")
    ready.page.wait_for_selector(".errors")
    ready.page.fill("#heures_par_mois", "10")
    ready.page.wait_for_selector(".errors", state="detached")

    assert ready.page.locator(".field__error").count() == 0
    assert ready.page.get_attribute("#heures_par_mois", "aria-describedby") == "heures_par_mois-aide"
    assert ready.page.get_attribute("#heures_par_mois", "aria-invalid") is None


def test_address_holds_the_answers_that_differ_from_the_defaults(ready):
    """The fragment names what was changed, then the day of the law."""
    ready.page.fill("#heures_par_mois", "42,5")
    ready.answered()
    ready.page.wait_for_function("() => location.hash.length > 1")

    assert ready.page.evaluate("location.hash") == f"#heures_par_mois=42%2C5&droit={date_droit()}"


def test_two_quick_changes_end_on_the_last(ready):
    """Typing faster than the engine never leaves an old answer."""
    ready.page.evaluate(
        """() => {
          const field = document.querySelector('#heures_par_mois');
          for (const hours of ['30', '60', '90', '140']) {
            field.value = hours;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          }
        }"""
    )
    ready.answered()

    assert ready.totals() == door({"heures_par_mois": 140})


def test_who_slides_sees_where_it_leads(ready):
    """While values follow each other, an answer that has come is shown, then the last: those between are not asked."""
    shown = ready.page.evaluate(
        """() => new Promise((done) => {
          const result = document.querySelector('[data-result]');
          const total = () => result.querySelector('[data-option=salarie] [data-period=mois]').getAttribute('value');
          const shown = [];
          new MutationObserver(() => {
            shown.push([total(), result.hasAttribute('aria-busy')]);
            if (!result.hasAttribute('aria-busy')) done(shown);
          }).observe(result, { childList: true });
          const slider = document.querySelector('[data-slider=heures_par_mois]');
          const slide = (hours) => {
            slider.value = hours;
            slider.dispatchEvent(new Event('input', { bubbles: true }));
          };
          const ask = Worker.prototype.postMessage;
          Worker.prototype.postMessage = function (question) {
            ask.call(this, question);
            Worker.prototype.postMessage = ask;
            // Before the engine can have answered.
            for (const hours of ['120', '130', '140']) slide(hours);
          };
          slide('110');
        })"""
    )

    assert shown == [
        [door({"heures_par_mois": 110})["salarie"], True],
        [door({"heures_par_mois": 140})["salarie"], False],
    ]


def test_works_with_the_keyboard_alone(ready):
    """Tab reaches the first question, typing answers it, Tab and Enter open the details."""
    ready.page.focus("#heures_par_mois")
    ready.page.keyboard.press("Control+A")
    ready.page.keyboard.type("100")
    ready.answered()
    for _ in range(7):
        ready.page.keyboard.press("Tab")
    ready.page.keyboard.press("Enter")

    assert ready.totals() == door({"heures_par_mois": 100})
    assert ready.page.get_attribute("details.refine", "open") is not None


def test_without_javascript_the_static_estimate_is_there(visit):
    """Three costs, and how to ask for a quote, with scripts off."""
    static = visit(java_script_enabled=False).open()

    assert static.totals() == door({})
    assert static.page.get_attribute("cost-estimator", "data-state") == "static"
    assert static.page.locator("noscript").count() == 1


def test_blocked_worker_leaves_the_static_estimate_and_says_so(visit):
    """When the worker cannot be had, the page fails in words and keeps its figures."""
    blocked = visit()
    blocked.page.route("**/worker*.js*", lambda route: route.abort())
    blocked.open().ready("failed")

    assert "n’a pas pu démarrer" in blocked.page.inner_text("[data-status]")
    assert blocked.totals() == door({})


def test_worker_that_fails_once_is_asked_for_again(visit):
    """A line cut for a moment does not end the estimator."""
    found = visit()
    found.page.route("**/worker.js", lambda route: route.abort())
    found.open().ready()
    found.page.fill("#heures_par_mois", "33")
    found.answered()

    assert found.totals() == door({"heures_par_mois": 33})


def test_missing_runtime_fails_in_words(visit):
    """A file that no start can do without, and that answers 404, ends in the failed state, not in a wait."""
    broken = visit()
    broken.page.route("**/{runtime,pyodide.asm}.wasm*", lambda route: route.fulfill(status=404))
    broken.open().ready("failed")

    assert "n’a pas pu démarrer" in broken.page.inner_text("[data-status]")


def test_silent_engine_is_given_up(visit):
    """A runtime that never comes is given up a minute after the worker's last word, and not at once."""
    silent = visit()
    silent.page.clock.install()
    silent.page.route("**/{runtime,pyodide.asm}.wasm*", lambda route: None)
    silent.open().ready("loading")
    # The worker has spoken: its silence is counted from here.
    silent.page.wait_for_selector("[data-download]:not([hidden])", state="attached")
    silent.page.clock.fast_forward("00:40")
    meanwhile = silent.page.get_attribute("cost-estimator", "data-state")
    silent.page.clock.fast_forward("00:21")
    # Well before the worker gives up by itself.
    silent.page.wait_for_selector("cost-estimator[data-state=failed]", timeout=10_000)

    assert meanwhile == "loading"
    assert silent.totals() == door({})
