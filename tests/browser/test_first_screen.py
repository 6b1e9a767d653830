"""What is seen before any scroll, at the two sizes that count: a phone in one hand, a small laptop."""

from itertools import cycle

PHONE, TABLET, LAPTOP = {"width": 360, "height": 740}, {"width": 768, "height": 1024}, {"width": 1280, "height": 900}
#: One sentence, three costs with their period and hours, the field of hours, the examples.
ANSWER = ("[data-headline]", "[data-bar]", "[data-need]", "#heures_par_mois", "[data-preset]")
#: How far the title is from the top of the page, CSS px.
TOP = "document.querySelector('h1').getBoundingClientRect().top + scrollY"
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


def told_far_down(page, viewport, shown):
    """Return which of these elements reach below the first screen, and how far, CSS px."""
    places = {selector: round(bottom(page, selector)) for selector in shown}
    return {selector: place for selector, place in places.items() if place > viewport["height"]}


def test_a_phone_opens_with_the_answer(visit):
    """All in the first screen, in whole euros, with period and hours. The way to a quote is within one and a half."""
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True).open().page

    assert told_far_down(page, PHONE, ANSWER) == {}
    assert first_bottom(page, QUOTE) <= 1.5 * PHONE["height"]
    assert page.inner_text("[data-headline]").replace("\u202f", " ") == (
        "Pour 20\u00a0h par mois\u00a0: 570\u00a0€ avec moi, 1 816\u00a0€ avec une salariée."
    )
    assert page.inner_text("[data-need]") == "Pour 20\u00a0h par mois"
    assert page.inner_text("[data-bar=prestataire]").split("\n") == ["Indépendante", "570\u00a0€", "La moins chère"]


def test_a_phone_opens_with_the_answer_without_scripts(visit):
    """The same, but that no question is open."""
    page = visit(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False).open().page

    assert told_far_down(page, PHONE, ANSWER[:3]) == {}
    assert first_bottom(page, QUOTE) <= 1.5 * PHONE["height"]


def test_a_laptop_opens_with_the_answer_and_the_way_to_a_quote(visit):
    """All in the first screen."""
    page = visit(viewport=LAPTOP).open().page

    assert told_far_down(page, LAPTOP, ANSWER) == {}
    assert first_bottom(page, QUOTE) <= LAPTOP["height"]


def test_pages_begin_near_the_top(visit, paths):
    """On phone and laptop, a smaller header on every page but the home page: its title comes at once."""
    found = visit(viewport=PHONE)
    late = {}
    for path, (first, second) in zip(paths, cycle([(PHONE, LAPTOP), (LAPTOP, PHONE)])):
        found.open(path)
        tops = {first["width"]: found.page.evaluate(TOP)}
        # The next page opens at this size.
        found.page.set_viewport_size(second)
        tops[second["width"]] = found.page.evaluate(TOP)
        if path != "/" and max(tops.values()) > 265:
            late[path] = tops

    assert late == {}


def test_the_answer_stays_in_view_while_any_question_is_changed(ready):
    """On phone, tablet, laptop, the last question: costs, hours and the cheapest in sight, the field not covered."""
    ready.page.evaluate("document.querySelectorAll('.refine').forEach((part) => { part.open = true; })")
    for viewport, distance in (PHONE, "12"), (TABLET, "13"), (LAPTOP, "14"):
        ready.page.set_viewport_size(viewport)
        ready.page.evaluate("scrollTo(0, 0)")
        ready.page.locator("#distance_trajet").scroll_into_view_if_needed()
        ready.page.fill("#distance_trajet", distance)
        ready.answered()
        answer, field = ready.page.evaluate(
            "['[data-bars]', '#distance_trajet'].map((at) => document.querySelector(at).getBoundingClientRect().toJSON())"
        )
        words = set(ready.page.inner_text("[data-bars]").split("\n"))

        assert answer["top"] >= 0, viewport
        assert answer["bottom"] <= min(field["top"], viewport["height"] / 4), viewport
        assert field["height"] > 0, viewport
        assert {"La moins chère", "Pour 20\u00a0h par mois"} <= words, viewport


def test_no_colour_is_needed_to_find_the_cheapest(visit):
    """In forced colours the words stay, and the cheapest has an edge of its own."""
    page = visit(viewport=PHONE, forced_colors="active").open().page
    edges = page.eval_on_selector_all(
        "[data-bar]", "bars => bars.map((bar) => parseFloat(getComputedStyle(bar).borderBlockStartWidth))"
    )

    assert "La moins chère" in page.inner_text("[data-bar=prestataire]")
    assert edges[0] > max(edges[1:])
