"""What is seen before any scroll, at the two sizes that count: a phone in one hand, a small laptop."""

import pytest

PHONE, LAPTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
#: One sentence, three costs with their period and hours, the field of hours, the examples.
ANSWER = ("[data-headline]", "[data-bar]", "[data-need]", "#heures_par_mois", "[data-preset]")
QUOTE = "a[href^='mailto:']:has-text('Demander un devis')"


def bottom(page, selector):
    """Return how far the lowest of these elements that are shown reaches from the top of the page, CSS px."""
    boxes = [place.bounding_box() for place in page.locator(selector).all() if place.is_visible()]
    assert boxes, f"nothing is shown of {selector}"
    return max(box["y"] + box["height"] for box in boxes)


def first_bottom(page, selector):
    """Return the same of the first of them."""
    box = page.locator(selector).first.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.parametrize(("javascript", "shown"), [(True, ANSWER), (False, ANSWER[:3])], ids=["script", "no script"])
def test_a_phone_opens_with_the_answer(visit, javascript, shown):
    """All of it in the first screen, the way to a quote within one and a half; without scripts no question is open."""
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=javascript).open().page

    places = {selector: round(bottom(page, selector)) for selector in shown}
    assert {selector: place for selector, place in places.items() if place > PHONE["height"]} == {}
    assert first_bottom(page, QUOTE) <= 1.5 * PHONE["height"]


def test_a_laptop_opens_with_the_answer_and_the_way_to_a_quote(visit):
    """All in the first screen."""
    page = visit(viewport=LAPTOP).open().page

    places = {selector: round(bottom(page, selector)) for selector in ANSWER} | {
        QUOTE: round(first_bottom(page, QUOTE))
    }
    assert {selector: place for selector, place in places.items() if place > LAPTOP["height"]} == {}


def test_the_answer_is_told_in_whole_euros_with_its_period_and_hours(visit):
    """The sentence, and the line under the three costs; who is cheapest stands in words."""
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True).open().page

    assert page.inner_text("[data-headline]").replace("\u202f", " ") == (
        "Pour 20\u00a0h par mois\u00a0: 570\u00a0€ avec moi, 1 816\u00a0€ avec une salariée."
    )
    assert page.inner_text("[data-need]") == "Pour 20\u00a0h par mois"
    assert page.inner_text("[data-bar=prestataire]").split("\n") == ["Indépendante", "570\u00a0€", "La moins chère"]


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_pages_begin_near_the_top(visit, paths, viewport):
    """A smaller header on every page but the home page: its title comes at once."""
    found = visit(viewport=viewport)
    tops = {path: found.open(path).page.locator("h1").bounding_box()["y"] for path in paths}

    assert {path: top for path, top in tops.items() if path != "/" and top > 265} == {}


@pytest.mark.parametrize("viewport", [PHONE, {"width": 768, "height": 1024}, LAPTOP], ids=["phone", "tablet", "laptop"])
def test_the_answer_stays_in_view_while_any_question_is_changed(visit, viewport):
    """The last question of the last part: costs, hours and the cheapest in sight, the field not covered."""
    found = visit(viewport=viewport).open().ready()
    found.page.evaluate("document.querySelectorAll('.refine').forEach((part) => { part.open = true; })")
    found.page.locator("#distance_trajet").scroll_into_view_if_needed()
    found.page.fill("#distance_trajet", "12")
    found.answered()
    answer = found.page.locator("[data-bars]").bounding_box()
    field = found.page.locator("#distance_trajet").bounding_box()

    assert answer["y"] >= 0
    assert answer["y"] + answer["height"] <= min(field["y"], viewport["height"] / 4)
    assert {"La moins chère", "Pour 20\u00a0h par mois"} <= set(found.page.inner_text("[data-bars]").split("\n"))


def test_no_colour_is_needed_to_find_the_cheapest(visit):
    """In forced colours the words stay, and the cheapest has an edge of its own."""
    page = visit(viewport=PHONE, forced_colors="active").open().page
    edges = page.eval_on_selector_all(
        "[data-bar]", "bars => bars.map((bar) => parseFloat(getComputedStyle(bar).borderBlockStartWidth))"
    )

    assert "La moins chère" in page.inner_text("[data-bar=prestataire]")
    assert edges[0] > max(edges[1:])
