"""Every page in a real browser: nothing sideways, nothing cut in print, a way through by keyboard."""

import pytest
from showing import show

#: A desktop, a tablet, a phone, a small phone; the text twice as large too, as WCAG 1.4.4 asks. Each is near the one before.
LOOKS = [(1280, 100), (1280, 200), (768, 200), (768, 100), (360, 100), (320, 100)]
#: Lines, letters and words as far apart as WCAG 1.4.12 asks.
WIDE = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-block-end: 2em !important }"
)
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


#: Returns the labels of a drawing that are out of its figure or of the screen.
CUT = """(drawing) => {
  const figure = document.querySelector(`figure:has(${drawing})`);
  const margin = parseFloat(getComputedStyle(figure).overflowClipMargin);
  const [left, right] = [figure.getBoundingClientRect().left - margin, figure.getBoundingClientRect().right + margin];
  const texts = [...figure.querySelectorAll(`${drawing} text`)].map((it) => [it.textContent, it.getBoundingClientRect()]);
  if (!texts.length) return ["no label"];
  return texts.filter(([, it]) => it.left < Math.max(left, 0) || it.right > Math.min(right, innerWidth)).map(([text]) => text);
}"""


@pytest.fixture
def still(visit):
    """A visit at rest: pages are judged as they read without the live estimator."""
    look = visit(reduced_motion="reduce")
    look.page.route("**/worker*.js*", lambda route: route.abort())
    return look


def open_details(page):
    """Open whatever is folded."""
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")


def sideways(page, fonts):
    """Return what makes the page scroll sideways, by width and text size: the browser's own, known to `em` widths."""
    wide = {}
    for width, text in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        fonts.send("Page.setFontSizes", {"fontSizes": {"standard": 16 * text // 100}})
        wide[f"{width} px, {text} %"] = page.evaluate(OVERFLOWING)
    return wide


def set_wide(look):
    """Return what overflows on a small phone where text is set wide."""
    found = look.style(WIDE).page.evaluate(OVERFLOWING)
    look.page.evaluate("document.adoptedStyleSheets.pop()")
    return found


def printed(page):
    """Return what runs over the edge of an A4 page, or is hidden in a frame that scrolls on screen."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 900})
    found = page.evaluate(OVERFLOWING) + page.evaluate(CLIPPED)
    page.emulate_media(media="screen")
    return found


def lost_by_keyboard(page):
    """Return what is wrong with keyboard stops. The first leads to the content, in sight; each shows its focus."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.keyboard.press("Tab")
    skip = page.evaluate(
        "() => { const box = document.activeElement.getBoundingClientRect();"
        " return [document.activeElement.getAttribute('href'), box.top >= 0 && box.left >= 0 && box.width > 1]; }"
    )
    unseen = page.evaluate(UNSEEN)
    page.focus("a[href='#contenu']")
    page.keyboard.press("Enter")
    reached = page.evaluate("document.activeElement.id")
    return [] if (skip, reached, unseen) == (["#contenu", True], "contenu", []) else [skip, reached, unseen]


def test_every_page_fits_its_screen_and_its_paper_and_is_walked_by_keyboard(still, site, paths):
    """Details open: no page scrolls sideways, from small phone to desktop; print cuts nothing; each stop is seen."""
    wrong = {}
    fonts = still.page.context.new_cdp_session(still.page)
    # The fonts of a first visit may come too late to be seen.
    still.open("/404.html").page.evaluate("document.fonts.ready.then(() => null)")
    for path in paths:
        show(still, site, path)
        open_details(still.page)
        found = sideways(still.page, fonts)
        found |= {"set wide": set_wide(still), "print": printed(still.page)}
        if path != BARE:
            found["keyboard"] = lost_by_keyboard(still.page)
        wrong |= {f"{path} {name}": it for name, it in found.items() if it}

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


PLANTED = {
    OVERFLOWING: '<p style="inline-size: 2000px">large</p>',
    CLIPPED: '<div style="overflow: auto; inline-size: 100px"><p style="inline-size: 300px">coupé</p></div>',
    UNSEEN: '<a href="#x" style="outline: none">sans marque</a>',
}


def test_a_planted_fault_is_found(visit):
    """Each judgement above tells its fault, and nothing of a plain page."""
    found = visit()
    page = found.page
    for judgement, fault in PLANTED.items():
        page.set_content('<!doctype html><html lang="fr"><body><p>Texte</p><a href="#y">lien</a></body></html>')
        # The browser's own mark of focus is one pixel wide: thicker here, as the style sheet makes it.
        found.style("a:focus-visible { outline: 2px solid }")
        page.keyboard.press("Tab")
        assert page.evaluate(judgement) == [], fault

        page.evaluate("(fault) => document.body.insertAdjacentHTML('beforeend', fault)", fault)
        assert page.evaluate(judgement), fault


def test_no_label_of_a_drawing_is_cut(visit):
    """Labels that go beyond the drawing stay within what is painted, and within the screen."""
    page = visit().open("/estimation/").explain().page
    cut = {}
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        for drawing in (".chart__curves", ".ruler__drawing"):
            page.locator(drawing).scroll_into_view_if_needed()
            cut[width, drawing] = page.evaluate(CUT, drawing)

    assert {at: labels for at, labels in cut.items() if labels} == {}
