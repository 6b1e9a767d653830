"""The answers in the page's address: links reopened, steps of the history, links that are old, wrong or forged."""

from datetime import timedelta

from test_estimator import door

from estimator.formatting import date_longue
from estimator.law.dated import date_droit

DAY = date_droit()


def fragment(visit):
    """Return what the page's address holds after « # »."""
    return visit.page.evaluate("location.hash.slice(1)")


def notices(visit):
    """Return what the reader of a link is told."""
    return visit.page.inner_text("[data-notices]")


def test_a_link_reopens_the_very_same_estimate_in_a_new_profile(ready, visit):
    """Numbers, boxes, choices and the way of telling the need: the same HTML of the answer."""
    ready.page.fill("#heures_par_mois", "1 0,5")
    ready.page.uncheck("#tva_deductible")
    ready.page.click("summary:has-text('L’intérim')")
    ready.page.select_option("#motif_interim", "saisonnier")
    ready.page.check("#ponctuel")
    ready.answered()
    link = visit().open(f"/estimation/#{fragment(ready)}").ready().answered()

    assert link.page.inner_html("[data-result]") == ready.page.inner_html("[data-result]")
    assert link.page.input_value("#heures_par_mois") == "10,5"
    assert link.page.is_checked("#ponctuel")
    assert notices(link) == ""


def test_the_address_of_the_defaults_is_the_plain_one(ready):
    """Back at the first answers, nothing is left after the address."""
    ready.page.fill("#heures_par_mois", "30")
    ready.answered()
    assert fragment(ready) == f"heures_par_mois=30&droit={DAY}"
    ready.page.click("text=Recommencer")
    ready.answered()

    assert "#" not in ready.page.url


def test_a_link_of_an_older_law_says_so_with_both_days(ready):
    """One sentence; the answer is that of the law of today's site."""
    older = DAY - timedelta(days=200)
    ready.follow(f"heures_par_mois=30&droit={older}")

    assert notices(ready) == (
        f"Ce lien a été fait avec le droit au {date_longue(older)}\u202f; "
        f"le résultat est celui du droit au {date_longue(DAY)}."
    )
    assert ready.totals() == door({"heures_par_mois": 30})


#: What a link holds besides its hours, and what its reader is told.
STRANGE = {
    "couleur=bleu": "«\u00a0couleur\u00a0» ne correspond à aucune question",
    "droit=2049-01-01": "un droit plus récent",
    "droit=demain": "pas une date possible",
    "heures_par_mois=10": "plusieurs réponses",
    "<img src=x onerror=alert(1)>=1": "<img src",
    "%zz=%": "«\u00a0%zz\u00a0»",
    "&".join(f"k{n}=1" for n in range(900)): "et 895\u00a0autres",
}


def test_a_strange_link_is_answered_as_far_as_it_can_be_with_a_notice(ready):
    """What is known is kept, what is not is named; nothing of it becomes markup."""
    for hours, (strange, told) in enumerate(STRANGE.items(), start=30):
        # Of two answers to one question, the last counts.
        ready.follow(f"{strange}&heures_par_mois={hours}")
        case = strange[:40]

        assert told in notices(ready), case
        assert len(notices(ready)) < 400, case
        assert ready.totals() == door({"heures_par_mois": hours}), case
        assert ready.page.locator("[data-notices] img").count() == 0, case
        assert ready.complaints == [], case


def test_a_wrong_value_in_a_link_is_told_like_any_other(visit):
    """The field holds it, the summary and the title say it, notices of the link included."""
    link = visit().open("/estimation/#heures_par_mois=beaucoup&couleur=bleu").ready()
    link.page.wait_for_selector(".errors")

    assert link.page.input_value("#heures_par_mois") == "beaucoup"
    assert link.page.evaluate("document.activeElement.className") == "errors"
    assert "Indiquez le nombre d’heures" in link.page.inner_text("#heures_par_mois-erreur")
    assert link.page.title().startswith("Erreur\u00a0: ")
    assert "couleur" in notices(link)
    assert link.totals() == door({})


def test_a_link_that_cannot_be_opened_stays_in_the_form(visit):
    """The engine does not start: the table answers if it can, and the address keeps the link."""
    link = visit()
    link.page.route("**/moteur/**", lambda route: route.abort())
    link.open("/estimation/#heures_par_mois=60").ready("failed")

    assert "n’a pas pu démarrer" in link.page.inner_text("[data-status]")
    assert link.page.input_value("#heures_par_mois") == "60"
    assert link.totals() == door({"heures_par_mois": 60})
    assert link.page.evaluate("location.hash") == "#heures_par_mois=60"


def test_the_address_follows_once_typing_pauses(stopped):
    """Browsers refuse a hundred changes in half a minute: the first one makes the step, the last one ends it."""
    typing, addresses = stopped, []
    for hours in ("3", "30", "31", "32"):
        typing.page.fill("#heures_par_mois", hours)
        typing.frame().answered()
        addresses.append(typing.page.evaluate("location.hash"))
    typing.page.clock.run_for(400)

    assert [address.partition("&")[0] for address in addresses] == ["#heures_par_mois=3"] * 4
    assert typing.page.evaluate("location.hash").startswith("#heures_par_mois=32&")


def test_each_question_changed_is_one_step_back(ready):
    """Typing in one field is one step, however long; back and forward refill form and answer."""
    for hours in ("3", "30"):
        ready.page.fill("#heures_par_mois", hours)
        ready.answered()
    ready.page.uncheck("#tva_deductible")
    ready.answered()

    # Two steps lead back to the first answers: there are no others.
    ready.page.go_back()
    ready.page.wait_for_function("() => document.querySelector('#tva_deductible').checked")
    ready.answered()
    assert ready.page.input_value("#heures_par_mois") == "30"
    assert ready.totals() == door({"heures_par_mois": 30})
    ready.page.go_back()
    ready.page.wait_for_function("() => document.querySelector('#heures_par_mois').value === '20'")
    ready.answered()
    assert ready.totals() == door({})
    ready.page.go_forward()
    ready.page.wait_for_function("() => document.querySelector('#heures_par_mois').value === '30'")
    ready.answered()
    assert ready.totals() == door({"heures_par_mois": 30})


def test_an_example_and_beginning_again_are_steps_too(ready):
    """Back from each gives what was there before."""
    ready.page.click("text=Artisan")
    ready.answered()
    ready.page.click("text=Avocat")
    ready.answered()
    ready.page.click("text=Recommencer")
    ready.answered()
    ready.page.go_back()
    ready.page.wait_for_function("() => document.querySelector('#heures_par_mois').value === '25'")
    ready.page.go_back()
    ready.page.wait_for_function("() => document.querySelector('#heures_par_mois').value === '10'")
    ready.answered()

    assert ready.totals() == door({"heures_par_mois": 10})


def test_the_way_to_the_content_is_no_answer(ready):
    """The skip link changes neither the questions nor the result."""
    ready.page.fill("#heures_par_mois", "30")
    ready.answered()
    ready.page.evaluate("location.hash = 'contenu'")
    ready.page.wait_for_function("() => location.hash === '#contenu'")

    assert ready.page.get_attribute("[data-result]", "aria-busy") is None
    assert ready.page.input_value("#heures_par_mois") == "30"


def test_nothing_is_stored_of_the_answers(ready):
    """Neither in the browser's storages nor in a cookie."""
    ready.page.fill("#heures_par_mois", "33")
    ready.answered()

    assert ready.page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
