"""The questions as a visitor meets them: filled by keyboard, from an example, with a slider, and mended."""

from test_estimator import door


def said(visit):
    """Return what the form says of the last thing done to all the answers."""
    return visit.page.inner_text(".questions [data-taken]")


def typed(visit):
    """Return every answer of the form, as typed."""
    return visit.page.evaluate("Object.fromEntries(new FormData(document.querySelector('[data-form]')))")


def test_the_first_four_questions_are_answered_by_keyboard_alone(ready):
    """Tab from one to the next, digits, space and arrows: no pointer, and the answer is the machine door's."""
    press = ready.page.keyboard.press
    ready.page.focus("#heures_par_mois")
    press("Control+A")
    ready.page.keyboard.type("42,5")
    press("Tab")  # its slider
    press("Tab")
    press("ArrowDown")
    press("Tab")
    press("Space")
    press("Tab")
    press("Control+A")
    ready.page.keyboard.type("2 450")
    ready.answered()

    assert ready.page.evaluate("document.activeElement.id") == "salaire_brut_temps_plein"
    assert ready.totals() == door(
        {"heures_par_mois": 42.5, "ponctuel": True, "tva_deductible": False, "salaire_brut_temps_plein": 2450}
    )


def test_every_question_but_the_first_is_folded_under_one_part(ready):
    """Four questions and their examples are in view, the others one touch away."""
    shown = [name for name in typed(ready) if ready.page.is_visible(f"[name={name}] >> nth=0")]

    assert shown == ["besoin", "heures_par_mois", "ponctuel", "tva_deductible", "salaire_brut_temps_plein"]
    assert ready.page.locator(".refinements > details").count() == 4


def test_an_example_answers_at_once_and_says_so(ready):
    """A doctor's surgery: hours, VAT, field of work; the focus stays on the button."""
    button = ready.page.get_by_role("button", name="Cabinet médical")
    button.focus()
    ready.page.keyboard.press("Enter")
    ready.answered()

    assert ready.page.input_value("#heures_par_mois") == "40"
    assert not ready.page.is_checked("#tva_deductible")
    assert ready.page.input_value("#activite") == "sante"
    assert said(ready) == "Repris\u00a0: Cabinet médical, 40\u00a0h."
    assert button.evaluate("button => button === document.activeElement")


def test_an_example_sets_back_what_it_does_not_name(ready):
    """Nothing of the example before, nor of what was typed, stays in the answers."""
    ready.page.click("text=Cabinet médical")
    ready.page.fill("#salaire_brut_temps_plein", "3 000")
    ready.page.click("text=Artisan")
    ready.answered()

    assert ready.totals() == door({"heures_par_mois": 10})
    assert ready.page.input_value("#salaire_brut_temps_plein") == "2200"
    assert ready.page.is_checked("#tva_deductible")


def test_a_mission_is_answered_as_a_mission(ready):
    """The replacement of a leave: one price, hours of the whole mission, and no year to show."""
    ready.explain().page.click("text=Remplacement de congé")
    ready.answered()

    assert ready.page.is_checked("#ponctuel")
    assert "pour la mission" in ready.page.inner_text(".field:has(#heures_par_mois)")
    assert "par mois" not in ready.page.inner_text(".field:has(#heures_par_mois)")
    assert ready.page.is_hidden(".switch")


def test_begin_again_gives_the_first_answers_back(ready):
    """Every answer at its default, box and slider included, and the result of the page as it came."""
    before, first = ready.totals(), typed(ready)
    ready.page.click("text=Cabinet médical")
    ready.page.fill("#heures_par_mois", "beaucoup")
    ready.page.wait_for_selector(".errors")
    ready.page.click("text=Recommencer")
    ready.page.wait_for_selector(".errors", state="detached")

    assert typed(ready) == first
    assert ready.totals() == before
    assert ready.page.input_value("[data-slider=heures_par_mois]") == "20"
    assert "valeur de départ" in ready.page.inner_text("[data-restored]")
    assert said(ready) == ""


def test_a_slider_moves_its_number(ready):
    """One step of the keyboard is one step of the question; the answer follows."""
    ready.page.focus("[data-slider=heures_par_mois]")
    ready.page.keyboard.press("ArrowRight")
    ready.answered()

    assert ready.page.input_value("#heures_par_mois") == "20,5"
    assert ready.page.get_attribute("[data-slider=heures_par_mois]", "aria-valuetext") == "20,5\u00a0h"
    assert ready.totals() == door({"heures_par_mois": 20.5})


def test_a_number_moves_its_slider_as_far_as_it_goes(ready):
    """At its ends it stops, without a word against the number; what is no number leaves it where it is."""
    positions = {"2 450": "2450", "1867,02": "1870", "20000": "4000", "beaucoup": "4000"}
    moved = {}
    for pay in positions:
        ready.page.fill("#salaire_brut_temps_plein", pay)
        moved[pay] = ready.page.input_value("[data-slider=salaire_brut_temps_plein]")
        assert ready.page.input_value("#salaire_brut_temps_plein") == pay

    assert moved == positions


def test_a_need_in_tasks_shows_the_tasks_and_hides_the_hours(ready):
    """The hours that do not count are out of sight, and are found again unchanged."""
    ready.page.fill("#heures_par_mois", "33")
    ready.page.check("#besoin-taches")
    ready.page.fill("#volume_courrier", "60")
    ready.answered()

    assert ready.page.is_hidden("#heures_par_mois")
    assert ready.page.is_hidden("[data-slider=heures_par_mois]")
    assert ready.totals() == door({"besoin": "heures", "heures_par_mois": 20}) | {
        "prestataire": ready.totals()["prestataire"]
    }
    assert ready.totals()["prestataire"] == "600.00"
    ready.page.check("#besoin")
    ready.answered()
    assert ready.page.input_value("#heures_par_mois") == "33"
    assert ready.page.is_hidden("#volume_courrier")
    assert ready.totals() == door({"heures_par_mois": 33})


def test_a_wrong_answer_that_does_not_count_is_not_hidden(ready):
    """What is to be mended is in view, whatever the way the need is told."""
    ready.page.fill("#heures_par_mois", "beaucoup")
    ready.page.wait_for_selector("#heures_par_mois[aria-invalid]")
    ready.page.check("#besoin-taches")
    ready.page.fill("#volume_courrier", "10")
    ready.page.wait_for_function("() => document.querySelectorAll('.errors').length === 1")

    assert ready.page.is_visible("#heures_par_mois[aria-invalid]")


def test_to_count_in_tasks_is_no_fault(ready):
    """Nothing is wrong before a number could be typed: what comes next is said, the old answer is called old."""
    ready.page.check("#besoin-taches")
    ready.page.wait_for_selector("[data-status]:has-text('Indiquez un nombre pour une tâche au moins')")
    waiting = [ready.page.locator(at).count() for at in (".errors", "[aria-invalid]", "[data-result][aria-busy]")]
    ready.page.fill("#volume_courrier", "dix")
    ready.page.wait_for_selector(".errors")
    ready.page.fill("#volume_courrier", "10")
    ready.answered()

    assert waiting == [0, 0, 1]
    assert ready.totals() == door({"besoin": "taches", "volume_courrier": 10})


def test_enter_leads_to_what_is_wrong(ready):
    """The summary stands above the questions; typing alone leaves the focus where it is."""
    ready.page.fill("#heures_par_mois", "999")
    ready.page.wait_for_selector(".errors")
    typing = ready.page.evaluate("document.activeElement.id")
    ready.page.keyboard.press("Enter")

    assert typing == "heures_par_mois"
    assert ready.page.evaluate("document.activeElement.className") == "errors"
    above = "document.querySelector('.errors').getBoundingClientRect().bottom"
    assert ready.page.evaluate(f"{above} <= document.querySelector('[data-form]').getBoundingClientRect().top")


def test_enter_waits_for_what_is_wrong(ready):
    """Pressed before the answer came: the summary takes the focus when it comes, at once."""
    ready.page.focus("#heures_par_mois")
    ready.page.keyboard.type("abc")
    ready.page.keyboard.press("Enter")
    ready.page.wait_for_selector(".errors:focus")
    ready.page.fill("#heures_par_mois", "40")
    ready.page.keyboard.press("Enter")
    ready.page.wait_for_selector(".errors", state="detached")

    assert ready.page.evaluate("document.activeElement.id") == "heures_par_mois"


def test_a_value_that_is_being_typed_is_not_wrong_yet(stopped):
    """« 2 », « 25 », « 250 » are no pay; « 2500 » is."""
    typing, told = stopped, []
    for pay in ("2", "25", "250", "2500"):
        typing.page.fill("#salaire_brut_temps_plein", pay)
        typing.frame()
        # Time for the engine, then half a pause: nothing is told yet.
        typing.page.wait_for_timeout(200)
        typing.page.clock.run_for(300)
        told.append(typing.page.locator(".errors, [aria-invalid]").count())
    typing.answered()
    typing.page.clock.run_for(5000)

    assert told == [0, 0, 0, 0]
    assert typing.page.locator(".errors").count() == 0
    assert typing.totals() == door({"salaire_brut_temps_plein": 2500})


def test_the_costs_above_the_questions_are_named_as_old_too(ready):
    """On a phone they are often the only price in sight."""
    ready.page.set_viewport_size({"width": 360, "height": 640})
    release = ready.explain().hold()
    ready.page.fill("#heures_par_mois", "70")
    ready.page.wait_for_selector("[data-bars][data-old]", state="attached")
    ready.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")

    assert ready.page.evaluate("getComputedStyle(document.querySelector('[data-bars]')).outlineColor") == (
        ready.page.evaluate("getComputedStyle(document.querySelector('[data-result]')).outlineColor")
    )
    release()


def test_links_inside_the_page_keep_the_answers(ready):
    """« Aller au contenu » moves the focus, not the address."""
    ready.page.fill("#heures_par_mois", "42")
    ready.page.wait_for_url("**/#heures_par_mois=42*")
    ready.page.focus(".skip")
    ready.page.keyboard.press("Enter")

    assert "heures_par_mois=42" in ready.page.url
    assert ready.page.evaluate("document.activeElement.id") == "contenu"


def test_an_example_is_not_said_of_other_answers(ready):
    """Going back takes the words with the answers."""
    ready.page.click("[data-preset]")
    ready.page.wait_for_url("**/#heures_par_mois=10*")
    ready.page.go_back()
    ready.page.wait_for_function("() => document.querySelector('#heures_par_mois').value === '20'")

    assert said(ready) == ""


def test_errors_are_summed_up_with_the_words_by_the_field(ready):
    """Title, summary and field say the same; the summary leads to the folded field and gives it the focus."""
    title = ready.page.title()
    ready.page.click("summary:has-text('La salariée')")
    ready.page.fill("#effectif", "1,5")
    ready.page.wait_for_selector(".errors")
    ready.page.click("summary:has-text('La salariée')")
    sentence = ready.page.text_content("#effectif-erreur")
    focused = ready.page.evaluate("document.activeElement.tagName")
    link = ready.page.get_by_role("link", name="Salariés dans votre entreprise")
    summary = ready.page.inner_text(".errors")
    link.click()

    assert "Indiquez le nombre de salariés en nombre entier" in sentence
    assert sentence in summary
    assert ready.page.title() == f"Erreur\u00a0: {title}"
    assert focused != "A"
    assert ready.page.evaluate("document.activeElement.id") == "effectif"
    assert ready.page.is_visible("#effectif")
    assert "#" not in ready.page.url
    ready.page.fill("#effectif", "12")
    ready.page.wait_for_selector(".errors", state="detached")
    assert ready.page.title() == title
    assert ready.page.get_attribute("#effectif", "aria-invalid") is None


def test_typing_on_repeats_no_summary_and_keeps_the_focus(ready):
    """A screen reader hears a summary when it changes, not at each letter; who types goes on typing."""
    spoken = ready.page.evaluate_handle(
        """() => {
          const spoken = [], place = document.querySelector('[data-errors]');
          new MutationObserver(() => spoken.push(place.innerText)).observe(place, { childList: true });
          return spoken;
        }"""
    )
    ready.page.focus("#heures_par_mois")
    ready.page.keyboard.press("Control+A")
    for letter in "beau":
        ready.page.keyboard.type(letter)
        ready.page.wait_for_selector(".errors")
        ready.answered()

    assert len(spoken.json_value()) == 1
    assert ready.page.get_attribute(".errors", "role") == "alert"
    assert ready.page.input_value("#heures_par_mois") == "beau"
    assert ready.page.evaluate("document.activeElement.id") == "heures_par_mois"


def size(visit, period):
    """Return the size of a total's letters on the employee's card, px, and how high it stands there."""
    return visit.page.eval_on_selector(
        f"[data-option=salarie] [data-period={period}]",
        "data => [parseFloat(getComputedStyle(data).fontSize), data.getBoundingClientRect().top]",
    )


def test_the_switch_makes_the_year_the_large_figure(ready):
    """By keyboard, and the choice outlives a new answer; the three totals stay in view."""
    month, year = size(ready.explain(), "mois"), size(ready, "annee")
    ready.page.focus("[name=periode][value=mois]")
    ready.page.keyboard.press("ArrowRight")
    ready.page.fill("#heures_par_mois", "30")
    ready.answered()

    assert month[0] > year[0]
    assert month[1] < year[1]
    assert size(ready, "annee")[0] == month[0]
    assert size(ready, "mois")[0] == year[0]
    assert size(ready, "annee")[1] < size(ready, "mois")[1]
    assert ready.page.locator("[data-option=salarie] [data-period]:visible").count() == 3


def test_the_switch_names_the_whole_duration_when_it_is_not_a_year(ready):
    """Four months: « sur toute la durée »."""
    ready.explain().page.click("summary:has-text('Le besoin')")
    ready.page.fill("#duree_mois", "4")
    ready.answered()

    assert ready.page.inner_text(".switch").split() == [
        "En",
        "grand,",
        "le",
        "coût",
        "par",
        "mois",
        "sur",
        "toute",
        "la",
        "durée",
    ]


def test_nothing_is_wider_than_a_narrow_screen(ready):
    """320 px, and 1280 px at 200 %: every part open, no scroll to the side."""
    ready.page.evaluate("document.querySelectorAll('.questions details').forEach((part) => { part.open = true; })")
    ready.page.check("#besoin-taches")
    fits = []
    for width in (320, 640):
        ready.page.set_viewport_size({"width": width, "height": 700})
        fits.append(ready.page.evaluate("[innerWidth, document.documentElement.scrollWidth <= innerWidth]"))

    assert fits == [[320, True], [640, True]]


def test_each_default_stands_by_its_question_with_its_source(ready):
    """A figure of the law links to its text; a figure of the market says how sure it is."""
    rate = ready.page.text_content(".field:has(#taux_at_mp) .field__source")
    coefficient = ready.page.text_content(".field:has(#coefficient_facturation) .field__source")

    assert rate.startswith("Par défaut 2,08\u00a0%, fixé par la loi")
    assert ready.page.get_attribute(".field:has(#taux_at_mp) .field__source a", "href").startswith("https://")
    assert coefficient.startswith("Par défaut 2, ordre de grandeur")
