"""The estimator under a thumb: what it touches in passing changes nothing, what it asks is answered where it is."""

import pytest
from test_estimator import door
from test_waiting import SPARING

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def thumb(lent):
    """The estimation page on a phone, at its first answers, its estimator live."""
    with lent(**PHONE) as visit:
        yield visit


def swipe(page, x, y, by):
    """Move a finger from a place of the screen by (x, y), as one does to scroll or to slide."""
    session = page.context.new_cdp_session(page)

    def touch(kind, points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", [{"x": x, "y": y}])
    for step in range(1, 11):
        touch("touchMove", [{"x": x + by[0] * step / 10, "y": y + by[1] * step / 10}])
    touch("touchEnd", [])
    session.detach()
    page.wait_for_timeout(100)


def in_sight(page, selector):
    """Return whether a place that is shown lies within the screen."""
    box = page.locator(selector).bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= page.viewport_size["height"]


def slider(page):
    """Bring the slider of hours to the middle of the screen; return where it is."""
    place = page.locator("[data-slider=heures_par_mois]")
    place.evaluate("slider => slider.scrollIntoView({ block: 'center', behavior: 'instant' })")
    return place.bounding_box()


def test_a_thumb_that_scrolls_over_a_slider_changes_nothing(thumb):
    """On the track, away from its thumb, up, aslant or in a tap: the page moves, the number does not."""
    for by in (0, -200), (20, -60), (0, 0):
        box = slider(thumb.page)
        swipe(thumb.page, box["x"] + box["width"] * 0.8, box["y"] + box["height"] / 2, by)

        assert thumb.page.input_value("#heures_par_mois") == "20", by


def test_the_slider_s_own_thumb_is_slid(thumb):
    """Held at its place, it leads the number, and the answer follows."""
    box = slider(thumb.page)
    least, most, value = thumb.page.eval_on_selector(
        "[data-slider=heures_par_mois]", "slider => [slider.min, slider.max, slider.value].map(Number)"
    )
    knob = 36
    at = box["x"] + knob / 2 + (box["width"] - knob) * (value - least) / (most - least)
    swipe(thumb.page, at, box["y"] + box["height"] / 2, (100, 0))
    thumb.answered()
    hours = thumb.page.input_value("#heures_par_mois")

    assert float(hours.replace(",", ".")) > 40
    assert thumb.totals() == door({"heures_par_mois": hours})


def test_a_reset_is_said_beside_its_button(thumb):
    """On the screen of who pressed it."""
    thumb.page.tap("[data-preset] >> nth=0")
    thumb.page.tap("[type=reset]")
    thumb.answered()

    assert "valeur de départ" in thumb.page.inner_text("[data-restored]")
    assert in_sight(thumb.page, "[data-restored]")
    assert in_sight(thumb.page, "[type=reset]")
    assert thumb.page.inner_text("[data-taken]") == ""


def test_what_tasks_need_is_said_in_sight(thumb):
    """Chosen, not counted yet: the hint under the finger, the word above it, and the tasks begin on the screen."""
    thumb.page.tap("#besoin-taches")
    thumb.page.wait_for_selector("[data-status]:has-text('Indiquez un nombre pour une tâche au moins')")

    assert in_sight(thumb.page, "[data-status]")
    assert in_sight(thumb.page, ".field:has(#besoin) .field__hint")
    assert thumb.page.locator("[for^=volume_]").first.bounding_box()["y"] < PHONE["viewport"]["height"]


def test_tasks_are_counted_with_their_minutes_beside_them(thumb):
    """« 30 factures, 60 appels, 8 courriers », each with the minutes that they take an employee, to be changed there."""
    page = thumb.page
    page.tap("#besoin-taches")
    page.fill("#volume_facture", "30")
    page.fill("#volume_appel", "60")
    page.fill("#volume_courrier", "8")
    page.fill("#minutes_courrier", "25")
    thumb.answered()
    page.wait_for_function("() => location.hash.includes('minutes_courrier=25')")
    need = {"besoin": "taches", "volume_facture": 30, "volume_appel": 60, "volume_courrier": 8, "minutes_courrier": 25}
    number, minutes = (page.locator(f"#{name}_courrier").bounding_box() for name in ("volume", "minutes"))

    assert thumb.totals() == door(need)
    # Letters that come late move a field by some px; a field below another is further by its whole height.
    assert abs(number["y"] - minutes["y"]) < number["height"] / 4
    assert "environ" in page.inner_text("[data-headline]")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_who_spares_data_finds_the_button_where_he_is(visit):
    """What the table cannot answer offers the engine above the questions, in sight; it then answers."""
    sparing = visit(**PHONE)
    sparing.page.add_init_script(SPARING)
    sparing.open()
    sparing.page.tap("summary:has-text('Les trajets')")
    sparing.page.fill("#distance_trajet", "7")
    sparing.page.wait_for_selector("[data-launch]:visible")
    seen = in_sight(sparing.page, "[data-launch]"), in_sight(sparing.page, "[data-status]")
    sparing.page.tap("[data-launch]")
    sparing.page.wait_for_selector("cost-estimator[data-state=ready]", timeout=120_000)

    assert seen == (True, True)
    assert sparing.answered().page.is_hidden("[data-launch]")


def test_words_while_waiting_move_nothing(visit):
    """The engine comes, starts and answers: the questions stay where they are."""
    found = visit(**PHONE)
    found.page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => { moved += one.value; }))"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    found.open().page.tap("#heures_par_mois")
    found.ready()
    found.page.fill("#heures_par_mois", "30")
    found.answered()

    assert found.page.evaluate("moved") < 0.01
