"""The editor of texts in Chromium and Firefox: what is written, kept and sent is what is typed, nothing else."""

import re

import pytest
from desks import desk
from other_browsers import firefox
from running_desk import EDITOR, Still, walked, write

LOOKS = [(360, "light"), (768, "dark"), (1280, "light")]
#: A text with what editors like to tidy.
HEADER = "---\r\ntitle: Un essai\r\ndescription: Un essai de texte\r\nslug: essai\r\n---\r\n"
BODY = (
    "\r\n## Un titre\r\n\r\nUn mot.  \r\nUn\u00a0autre\u202f: «\u00a0là\u00a0», {{ prix_heure }}.\r\n\r\n\r\n"
    "- un point\r\n- **deux**\r\n\r\nUne fin ((avec {{ mediateur }})) et {{ prix_45_transcription }}. \r\n"
)
READY_MS = 30_000
#: Whether the last line stands above the buttons, which stay at the foot of the window.
ABOVE = """document.querySelector(".cm-line:last-child").getBoundingClientRect().bottom
  <= document.querySelector(".desk-save").getBoundingClientRect().top + 1"""
#: For Firefox: what the policy refuses from now on, and a key that WebDriver names so.
LISTEN = """(() => {
  window.refused = [];
  addEventListener("securitypolicyviolation", ({ violatedDirective }) => window.refused.push(violatedDirective));
})()"""
DOWN = "\ue015"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A desk before no site: pages of texts need none."""
    folder = tmp_path_factory.mktemp("desk")
    at = desk(folder)
    running = Still(at, None)
    running.pages = at.content / "pages"
    yield running
    running.stop()


@pytest.fixture
def text(running):
    """The file of a text, as it was written with Windows."""
    file = running.pages / "essai.md"
    file.write_bytes((HEADER + BODY).encode())
    yield file
    file.unlink()


@pytest.fixture
def page(running, chromium):
    """A page before a desk; what the browser complains of fails the test, what its policy refuses above all."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(READY_MS)
    complaints = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [it for it in complaints if "404" not in it and "422" not in it] == []


def open_text(page, running, query=""):
    """Open the text, and wait for its editor and for what its names say."""
    page.goto(f"{running.address}/bureau/pages/essai.md{query}")
    page.wait_for_selector(".text-beside")
    return page.locator(EDITOR)


def said(page):
    """Return what is shown, with ordinary spaces."""
    return re.sub("[\u00a0\u202f]", " ", page.inner_text(EDITOR))


def save(page):
    """Send the form, and wait for the page that comes."""
    with page.expect_navigation():
        page.click(".desk-save button")


def test_one_letter_changes_one_letter(page, running, text):
    """Ends of lines, blanks at the end, no-break spaces, blank lines: all other bytes stay."""
    open_text(page, running).get_by_text("Un mot.").click()
    page.keyboard.press("Home")
    page.keyboard.type("A")
    assert page.input_value("#texte") == BODY.replace("\r\n", "\n").replace("Un mot", "AUn mot")
    save(page)

    assert text.read_bytes() == (HEADER + BODY.replace("Un mot", "AUn mot")).encode()


def test_names_say_their_value_beside_them(page, running, text):
    """One of the list, one that counts, an empty one that takes its piece away; the text is unchanged."""
    open_text(page, running)
    page.locator(".text-beside").nth(3).wait_for()
    shown = [re.sub("[\u00a0\u202f]", " ", it) for it in page.locator(".text-beside").all_inner_texts()]

    assert shown[0].startswith("30")
    assert shown[1:3] == ["vide", "ne paraît pas"]
    assert "€" in shown[3]
    assert page.inner_text(".text-piece--gone").startswith("((avec")
    assert page.input_value("#texte") == BODY.replace("\r\n", "\n")


def test_a_name_is_crossed_and_deleted_by_keyboard(page, running, text):
    """What is beside it takes no step, and goes with it."""
    open_text(page, running)
    write(page, "a{{ prix_heure }}b")
    page.wait_for_selector(".text-beside")
    for _ in "}b":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("x")
    assert page.input_value("#texte") == "a{{ prix_heure }x}b"
    page.keyboard.press("Control+Z")
    assert page.input_value("#texte") == "a{{ prix_heure }}b"
    page.keyboard.press("Control+End")
    for _ in "{{ prix_heure }}b":
        page.keyboard.press("Backspace")

    assert page.input_value("#texte") == "a"
    assert page.locator(".text-beside").count() == 0


def test_a_name_that_nothing_has_is_told_at_once(page, running, text):
    """With the nearest one; the field is then wrong, and right again once it is mended."""
    content = open_text(page, running)
    assert content.get_attribute("aria-invalid") == "false"
    write(page, "Un prix : {{ prix_heur }}")
    page.wait_for_selector(".text-beside--unknown")
    assert "prix_heure" in page.inner_text(".text-beside--unknown")
    assert content.get_attribute("aria-invalid") == "true"
    for _ in " }}":
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("e")
    page.wait_for_selector(".text-beside--value")

    assert content.get_attribute("aria-invalid") == "false"


def test_a_fault_stands_at_its_line(page, running, text):
    """Its words are below the line until it is changed; a link goes there, from the form and another page."""
    open_text(page, running)
    write(page, "Un mot.\n\n" * 60 + "[x]({filename}/pages/rien.md)\n\nUne fin.")
    save(page)
    page.wait_for_selector(".text-editor")
    page.locator("a[data-line='121']").first.click()
    page.wait_for_selector(".text-fault")
    assert page.inner_text(".text-wrong").startswith("[x]")
    assert page.evaluate("(selector) => document.activeElement.matches(selector)", EDITOR)
    page.keyboard.type("z")
    assert page.locator(".text-fault, .text-wrong").count() == 0
    assert "\nz[x]" in page.input_value("#texte")

    text.write_bytes((HEADER + "Un mot.\n\n{{ prix_heur }}\n").encode())
    page.goto(f"{running.address}/bureau/corriger/")
    with page.expect_navigation():
        page.click("a[href*='essai.md']")
    page.wait_for_selector(".text-fault")
    page.keyboard.type("ici")
    assert page.input_value("#texte").split("\n")[2] == "ici{{ prix_heur }}"


def test_what_is_typed_in_the_editor_survives_a_reload(page, running, text):
    """It is offered again, and taken back into the editor."""
    open_text(page, running)
    write(page, "Un début")
    page.goto("about:blank")
    open_text(page, running)
    page.click("text=Les reprendre")

    assert said(page) == "Un début"
    save(page)
    assert text.read_bytes().decode().endswith("---\r\nUn début\r\n")


def test_tab_leaves_the_editor_and_its_label_leads_there(page, running, text):
    """No key is held back; a screen reader is told its name, what to type, its language."""
    content = open_text(page, running)
    page.click("#texte-nom")
    assert content.evaluate("(it) => it === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Enregistrer"
    told = content.aria_snapshot()
    assert told.startswith('- textbox "Texte"')
    held = ("lang", "spellcheck", "autocapitalize", "aria-describedby")
    assert [content.get_attribute(name) for name in held] == ["fr", "true", "sentences", "texte-aide"]
    assert page.locator("#texte").is_hidden()


def test_a_phone_s_keyboard_writes_by_proposals(page, running, text):
    """It composes a word, takes it back and puts another, beside a name too: each step is in the text."""
    open_text(page, running)
    write(page, "{{ prix_heure }}")
    page.wait_for_selector(".text-beside")
    session = page.context.new_cdp_session(page)
    for words in ("Bo", "Bonj", "Bonsoi"):
        session.send(
            "Input.imeSetComposition", {"text": words, "selectionStart": len(words), "selectionEnd": len(words)}
        )
    session.send("Input.insertText", {"text": "Bonsoir"})
    session.detach()
    page.keyboard.press("Enter")
    page.keyboard.type("à")

    page.wait_for_timeout(200)
    assert page.input_value("#texte") == "{{ prix_heure }}Bonsoir\nà"


def test_without_the_editor_the_field_is_there(page, running, text):
    """Its script does not come: the text is typed in the browser's own field, names and pasting work."""
    page.route(
        "**/bureau/editor.js", lambda route: route.fulfill(status=200, body="throw 1", content_type="text/javascript")
    )
    page.goto(f"{running.address}/bureau/pages/essai.md?ligne=4#texte")
    page.wait_for_selector("#nom-de-chiffre")
    page.wait_for_function("document.activeElement.id === 'texte'")
    page.keyboard.type("Ici. ")
    page.fill("#nom-de-chiffre", "prix_heure")
    page.keyboard.press("Enter")
    assert "\nIci. {{ prix_heure }}Un mot." in page.input_value("#texte")
    save(page)

    assert b"\r\nIci. {{ prix_heure }}Un mot.  \r\n" in text.read_bytes()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_editor_fits_and_reads_in_each_look(page, running, text, width, scheme):
    """No wider than its window, lines wrapped, the last one above the buttons; titles larger; style comes by the policy."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, forced_colors="active" if width == 768 else "none")
    open_text(page, running)
    write(page, "## Un titre\n\nUn **mot** et " + "un autre " * 60 + "https://exemple.fr/" + "long" * 60)
    sizes = page.evaluate(
        "['.text-title--2', '.text-strong'].map((it) => parseFloat(getComputedStyle(document.querySelector(it)).fontSize))"
    )

    assert sizes[0] > sizes[1]
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+End")
    page.wait_for_timeout(200)
    assert page.evaluate(ABOVE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("(it => it.scrollWidth <= it.clientWidth)(document.querySelector('.cm-scroller'))")
    assert page.evaluate("getComputedStyle(document.querySelector('.cm-content')).whiteSpace.startsWith('break')")


def test_the_same_in_firefox(running, text, tmp_path):
    """It is styled, typed in by true keys, told of names, and sends the given bytes but for one letter."""
    with firefox(tmp_path) as browser:
        browser.open(f"{running.address}/bureau/pages/essai.md")
        walked(browser, LISTEN, "document.querySelectorAll('.text-beside').length === 4")
        assert browser.evaluate("getComputedStyle(document.querySelector('.cm-editor')).display") == "flex"
        browser.evaluate("document.querySelector('.cm-content').focus()")
        browser.type(f"{DOWN * 3}A")
        walked(browser, "null", "document.querySelector('#texte').value.includes('AUn mot')")
        assert browser.evaluate("window.refused") == []
        walked(browser, "document.querySelector('.desk-save button').click()", "location.search.includes('enregistre')")

    assert text.read_bytes() == (HEADER + BODY.replace("Un mot", "AUn mot")).encode()
