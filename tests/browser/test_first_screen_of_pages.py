"""What each page is opened for stands in its first screen, on a phone and on a laptop."""

import pytest

SIZES = {"a phone": (360, 740), "a laptop": (1280, 900)}
#: By page: what must be seen whole, and within how many screens.
ANSWERS = {
    "the price of an hour, at home": ("/", ".facts__value", 1),
    "the first prices": ("/tarifs/", ".price-table tbody tr:nth-child(3)", 1),
    "the telephone": ("/contact/", ".card a[href^='tel:']", 1),
    "the mail": ("/contact/", ".card dd > a[href^='mailto:']", 1),
    "the message that is ready": ("/contact/", ".card a.button", 1.1),
    "the first figure of the advantages": ("/avantages/", ".chiffre", 1),
    "who answers the telephone of a trade": ("/secretariat-industrie-btp/", ".chiffre", 2),
}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_answer_is_near(visit, size):
    """By the place of its lower edge."""
    width, height = size
    found = visit(viewport={"width": width, "height": height})
    far = {}
    for name, (path, selector, screens) in ANSWERS.items():
        found.open(path)
        box = found.page.locator(selector).first.bounding_box()
        if box["y"] + box["height"] > screens * height:
            far[name] = (box["y"] + box["height"]) / height

    assert far == {}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_method_is_short_until_a_table_is_asked_for(visit, size):
    """A link to one of its values opens the table that holds it."""
    width, height = size
    found = visit(viewport={"width": width, "height": height}).open("/methode/")

    assert found.page.evaluate("document.documentElement.scrollHeight") < 14 * height
    found.open("/methode/#smic_horaire")
    found.page.locator("#smic_horaire").wait_for(state="visible")
