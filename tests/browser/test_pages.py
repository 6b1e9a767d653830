"""Every page in a real browser: nothing sideways, nothing cut in print, a way through by keyboard, no complaint."""

import pytest

#: A small phone, a phone, a tablet, a desktop; then the text twice as large, as WCAG 1.4.4 asks.
LOOKS = [(320, 100), (360, 100), (768, 100), (768, 200), (1280, 100), (1280, 200)]
#: What an A4 page leaves between its margins, in CSS pixels.
PRINTED_WIDTH = 640
#: Returns what is wider than the window, the page itself last; a frame that scrolls by itself may hold more.
OVERFLOWING = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const framed = (element) => element && element !== document.body
    && (getComputedStyle(element).overflowX !== "visible" || framed(element.parentElement));
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > width + 1 && !framed(element.parentElement))
    .map((element) => element.outerHTML.slice(0, 80)).slice(0, 3).concat("html");
}"""
#: Returns what hides a part of its content, but for what is there for screen readers only.
CLIPPED = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  return style.overflowX !== "visible" && element.clientWidth > 1
    && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 80))"""
#: The page for a frame has nothing to skip.
BARE = "/estimation/integrer/cadre/"
#: Returns what takes the focus without showing it.
UNSEEN = """() => [...document.querySelectorAll("a[href], button, input, select, summary, textarea, [tabindex='0']")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled)
  .filter((element) => {
    element.focus();
    const style = getComputedStyle(element);
    return document.activeElement === element
      && !(style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) && style.boxShadow === "none";
  }).map((element) => element.outerHTML.slice(0, 80))"""


@pytest.fixture
def still(visit):
    """A visit at rest: pages are judged as they read without the live estimator."""
    look = visit(reduced_motion="reduce")
    look.page.route("**/worker*.js*", lambda route: route.abort())
    return look


def open_details(page):
    """Open whatever is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")


def test_nothing_overflows_where_text_is_set_wide(still, paths):
    """Lines, letters and words as far apart as WCAG 1.4.12 asks, on a small phone."""
    wide = {}
    still.page.set_viewport_size({"width": 320, "height": 800})
    for path in paths:
        still.open(path)
        open_details(still.page)
        still.style(
            "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
            "p { margin-block-end: 2em !important }"
        )
        if found := still.page.evaluate(OVERFLOWING):
            wide[path] = found

    assert wide == {}


def test_nothing_overflows_sideways(still, paths):
    """No page scrolls sideways, from a small phone to a desktop, with the text twice as large, details open."""
    wide = {}
    # The browser's own setting: style sheets that ask for a width in `em` know of it.
    browser = still.page.context.new_cdp_session(still.page)
    for path in paths:
        still.open(path)
        open_details(still.page)
        for width, text in LOOKS:
            still.page.set_viewport_size({"width": width, "height": 800})
            browser.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * text // 100}})
            if found := still.page.evaluate(OVERFLOWING):
                wide[f"{path} {width} px, {text} %"] = found

    assert wide == {}


def test_nothing_is_cut_in_print(still, paths):
    """On an A4 page, nothing runs over the edge and nothing is hidden in a frame that scrolls on screen."""
    still.page.emulate_media(media="print")
    still.page.set_viewport_size({"width": PRINTED_WIDTH, "height": 900})
    cut = {}
    for path in paths:
        still.open(path)
        open_details(still.page)
        if found := still.page.evaluate(OVERFLOWING) + still.page.evaluate(CLIPPED):
            cut[path] = found

    assert cut == {}


def test_a_keyboard_finds_its_way(still, paths):
    """The first stop of every page leads to its content, in sight; each stop shows that it has the focus."""
    wrong = {}
    for path in paths:
        if path == BARE:
            continue
        still.open(path)
        still.page.keyboard.press("Tab")
        skip = still.page.evaluate(
            "() => { const box = document.activeElement.getBoundingClientRect();"
            " return [document.activeElement.getAttribute('href'), box.top >= 0 && box.left >= 0 && box.width > 1]; }"
        )
        unseen = still.page.evaluate(UNSEEN)
        still.page.focus("a[href='#contenu']")
        still.page.keyboard.press("Enter")
        reached = still.page.evaluate("document.activeElement.id")
        if (skip, reached, unseen) != (["#contenu", True], "contenu", []):
            wrong[path] = (skip, reached, unseen)

    assert wrong == {}


def test_the_menu_of_a_phone_keeps_the_focus_in_sight(still):
    """While it covers the page, the keyboard reaches its links only; Escape gives the page and the focus back."""
    still.page.set_viewport_size({"width": 360, "height": 740})
    still.open("/tarifs/")
    still.page.focus(".menu__toggle")
    still.page.keyboard.press("Enter")
    reached = set()
    for _ in range(20):
        still.page.keyboard.press("Tab")
        if not still.page.evaluate(
            "document.activeElement.closest('.menu') || document.activeElement === document.body"
        ):
            reached.add(still.page.evaluate("document.activeElement.outerHTML"))
    still.page.focus(".menu__toggle--close")
    still.page.keyboard.press("Escape")

    assert reached == set()
    assert still.page.evaluate("document.activeElement.className") == "menu__toggle"
    assert still.page.is_visible("main")


def test_every_page_loads_without_a_complaint(visit, paths):
    """Each page of the site opens with no console error and no request to another site."""
    page = visit()
    for path in paths:
        page.open(path)

    assert page.complaints == []
    assert page.foreign == []


PLANTED = {
    OVERFLOWING: '<p style="inline-size: 2000px">large</p>',
    CLIPPED: '<div style="overflow: auto; inline-size: 100px"><p style="inline-size: 300px">coupé</p></div>',
    UNSEEN: '<a href="#x" style="outline: none">sans marque</a>',
}


@pytest.mark.parametrize("judgement", PLANTED, ids=["overflowing", "clipped", "unseen"])
def test_a_planted_fault_is_found(visit, judgement):
    """Each judgement above tells its fault, and nothing of a plain page."""
    found = visit()
    page = found.page
    page.set_content('<!doctype html><html lang="fr"><body><p>Texte</p><a href="#y">lien</a></body></html>')
    page.keyboard.press("Tab")

    # The browser's own mark of focus is one pixel wide: thicker here, as the style sheet makes it.
    found.style("a:focus-visible { outline: 2px solid }")
    assert page.evaluate(judgement) == []

    page.evaluate("(fault) => document.body.insertAdjacentHTML('beforeend', fault)", PLANTED[judgement])
    assert page.evaluate(judgement)


@pytest.mark.parametrize("drawing", [".chart__curves", ".ruler__drawing"])
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_label_of_a_drawing_is_cut(visit, width, drawing):
    """Labels that go beyond the drawing stay within what is painted, and within the screen."""
    page = visit(viewport={"width": width, "height": 740}).open("/estimation/").explain().page
    page.locator(drawing).scroll_into_view_if_needed()
    cut = page.evaluate(
        """(drawing) => {
             const figure = document.querySelector(`figure:has(${drawing})`);
             const margin = parseFloat(getComputedStyle(figure).overflowClipMargin);
             const [left, right] = [figure.getBoundingClientRect().left - margin, figure.getBoundingClientRect().right + margin];
             const texts = [...figure.querySelectorAll(`${drawing} text`)].map((it) => [it.textContent, it.getBoundingClientRect()]);
             return texts.filter(([, it]) => it.left < Math.max(left, 0) || it.right > Math.min(right, innerWidth)).map(([text]) => text);
           }""",
        drawing,
    )

    assert cut == []
