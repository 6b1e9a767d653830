"""
The desk in a real browser, before a real preview.

By keyboard, a price is changed, seen, published, verified and taken back.
"""

import pytest
from accessibility import AXE, Judge
from other_browsers import firefox
from running_desk import BUILT_MS, EDITOR, Clicks, Running, Still, publishing, walked, write

LOOKS = [(360, "light"), (768, "dark"), (1280, "light")]
#: Steps of the Tab key after which a place is out of reach.
MOST_TABS = 150


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A desk and its preview."""
    running = Running(tmp_path_factory.mktemp("desk"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def still(tmp_path_factory):
    """A desk before no site: what is saved there is not built, unless it is published."""
    still = Still(publishing(tmp_path_factory.mktemp("still")), None)
    yield still
    still.stop()


@pytest.fixture
def page(chromium):
    """A page of the desk's browser; what the browser complains of fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(BUILT_MS)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [it for it in complaints if "404" not in it and "422" not in it] == []


def reach(page, selector):
    """Go to a place with the Tab key alone."""
    for _ in range(MOST_TABS):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is out of reach")


def press(page, selector):
    """Follow a link or push a button with the keyboard, and wait for the page that comes."""
    reach(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def seen(page, address, words):
    """Wait until the preview shows words on a page of the site."""
    page.goto(address)
    page.wait_for_function(
        "(words) => document.body.innerText.replace(/\\u00a0|\\u202f/g, ' ').includes(words)", arg=words
    )


def change_price(page, running, price):
    """Type another hourly price, and save it with the Enter key."""
    page.goto(f"{running.address}/bureau/")
    press(page, 'a[href="/bureau/reglages/prix"]')
    reach(page, "#tarifs-taux_horaire")
    page.keyboard.press("Control+A")
    page.keyboard.type(price)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "C’est enregistré" in page.inner_text("[role=status]")


def publish(page, running):
    """Publish with the keyboard; return what changed, as it was told."""
    page.goto(f"{running.address}/bureau/publier/")
    press(page, 'button[value="preparer"]')
    page.wait_for_selector('button[value="repondre:oui"]')
    told = page.inner_text("form")
    press(page, 'button[value="repondre:oui"]')
    page.wait_for_selector(".desk-result")
    assert "vérifié à" in page.inner_text(".desk-result")
    press(page, 'button[value="finir"]')
    return told


def test_a_price_is_changed_seen_published_and_taken_back(page, running):
    """Five steps, no mouse, no terminal; what visitors get is read again each time."""
    online = running.desk.content.parent / "www" / "tarifs" / "index.html"
    seen(page, f"{running.address}/tarifs/", "30,00 €")
    assert "Première publication" in publish(page, running)
    change_price(page, running, "33,5")
    seen(page, f"{running.address}/tarifs/", "33,50 €")
    told = publish(page, running).replace("\u00a0", " ").replace("\u202f", " ")
    assert "30,00 € → 33,50 €" in told or "30 € → 33,50 €" in told
    assert "33,50" in online.read_text(encoding="utf-8")
    press(page, 'button[value^="revenir:"]')
    page.wait_for_selector('button[value="repondre:oui"]')
    press(page, 'button[value="repondre:oui"]')
    page.wait_for_selector(".desk-result")
    assert "33,50" not in online.read_text(encoding="utf-8")
    assert "taux_horaire = 33.50" in (running.desk.content / "secretaire.toml").read_text(encoding="utf-8")


def publish_first(page, still):
    """Have something online to go back to."""
    if not (still.desk.content.parent / "www" / "index.html").exists():
        page.goto(f"{still.address}/bureau/publier/")
        clicks = Clicks(page)
        clicks.on('button[value="preparer"]')
        clicks.on('button[value="repondre:oui"]')
        page.wait_for_selector(".desk-result")


def test_five_clicks_from_a_new_price_to_the_former_site(page, still):
    """A price typed, online and verified after three clicks; the former site after two more."""
    publish_first(page, still)
    online = still.desk.content.parent / "www" / "tarifs" / "index.html"
    before = online.read_bytes()
    clicks = Clicks(page)
    page.goto(f"{still.address}/bureau/")
    clicks.on('a[href="/bureau/reglages/prix"]')
    page.fill("#tarifs-taux_horaire", "41")
    clicks.on('button[name="publier"]')
    clicks.on('button[value="repondre:oui"]')
    page.wait_for_selector(".desk-result")
    assert "vérifié à" in page.inner_text(".desk-result")
    assert "41,00" in online.read_text(encoding="utf-8")
    assert clicks.count == 3
    clicks.on('button[value^="revenir:"]')
    clicks.on('button[value="repondre:oui"]')
    page.wait_for_selector(".desk-result")

    assert "vérifié à" in page.inner_text(".desk-result")
    assert online.read_bytes() == before
    assert clicks.count == 5


def test_the_same_in_firefox(page, still, tmp_path):
    """A price is changed, published, verified and taken back; what is typed is offered again after a reload."""
    publish_first(page, still)
    online = still.desk.content.parent / "www" / "tarifs" / "index.html"
    before = online.read_bytes()
    there = "!!document.querySelector({})".format
    with firefox(tmp_path) as browser:
        push = "document.querySelector({}).click()".format
        type_price = """(() => { const it = document.querySelector("#tarifs-taux_horaire"); it.value = "42";
          it.dispatchEvent(new Event("input", { bubbles: true })); })()"""
        browser.open(f"{still.address}/bureau/")
        walked(browser, push("'a[href=\"/bureau/reglages/prix\"]'"), there("'form[data-kept]'"))
        walked(browser, f"{type_price}, setTimeout(() => location.reload())", there("'.desk-note button'"))
        walked(browser, push("'.desk-note button'"), "document.querySelector('#tarifs-taux_horaire').value === '42'")
        walked(browser, push("'button[name=publier]'"), there("'button[value=\"repondre:oui\"]'"))
        walked(browser, push("'button[value=\"repondre:oui\"]'"), there("'.desk-result'"))
        assert "vérifié à" in browser.evaluate("document.querySelector('.desk-result').innerText")
        assert "42,00" in online.read_text(encoding="utf-8")
        walked(browser, push("'button[value^=\"revenir:\"]'"), there("'button[value=\"repondre:oui\"]'"))
        walked(browser, push("'button[value=\"repondre:oui\"]'"), there("'.desk-result'"))

    assert online.read_bytes() == before


def test_every_page_is_without_violation(page, still):
    """Looked at by axe on a phone, tablet and desktop, in both colour schemes; none is wider than its window."""
    page.add_init_script(AXE)
    page.goto(f"{still.address}/bureau/articles/")
    page.fill("#titre", "Un essai")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    draft = page.url.removeprefix(still.address).partition("?")[0]
    write(page, "Un prix : {{ prix_heur }}.")
    with page.expect_navigation():
        page.click(".desk-save button")
    judge = Judge(*LOOKS, iframes=False)
    page.wait_for_selector(EDITOR)
    found = {"a fault": judge.found(page)}
    groups = [f"reglages/{group}" for group in ("", "identite", "prix", "situations", "engagements")]
    for path in (
        "",
        *groups,
        "pages/",
        draft.removeprefix("/bureau/"),
        "pages/tarifs.md",
        *("corriger/", "publier/"),
        *("copie/", "guide/", "phrases/", "supprimer/pages/ecologie.md", "versions/pages/contact.md"),
        "rien",
    ):
        page.goto(f"{still.address}/bureau/{path}")
        if page.locator("#texte").count():
            page.wait_for_selector(EDITOR)
        found[path] = judge.found(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_draft_is_seen_and_stamped(page, running):
    """Its page stands beside its text, as it will be, with the word that no visitor sees it."""
    page.goto(f"{running.address}/bureau/pages/")
    page.fill("#titre", "Mes vacances")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_attribute("iframe", "src") == "/brouillons/pages/mes-vacances/"
    seen(page, f"{running.address}/brouillons/pages/mes-vacances/", "Écrivez ici votre texte.")
    page.wait_for_selector('p:text-is("Brouillon")')


def test_what_is_typed_survives_a_reload(page, still):
    """A closed window, a power cut: it is offered again, and forgotten once it is saved."""
    path = f"{still.address}/bureau/pages/contact.md"
    page.goto(path)
    page.fill("#title", "Un titre commencé")
    page.goto(path)
    assert page.input_value("#title") != "Un titre commencé"
    page.click("text=Les reprendre")
    assert page.input_value("#title") == "Un titre commencé"
    with page.expect_navigation():
        page.press("#title", "Enter")
    page.goto(path)

    assert page.locator("text=Les reprendre").count() == 0


def test_a_figure_is_put_into_a_text_by_its_name(page, still):
    """With what it says today."""
    page.goto(f"{still.address}/bureau/pages/a-propos.md")
    page.wait_for_selector("#nom-de-chiffre")
    assert page.get_attribute('datalist option[value="prix_heure"]', "label") or page.inner_text(
        'option[value="prix_heure"]'
    )
    write(page, "")
    page.fill("#nom-de-chiffre", "prix_heure")
    page.keyboard.press("Enter")
    assert page.input_value("#texte") == "{{ prix_heure }}"


#: What is pasted, as text and as HTML, and what the text then holds.
PASTED = {
    "marks that no one sees, bullets": ("\u200b• un\r\n•\tdeux\u00ad", "", "- un\n- deux"),
    "paragraphs of Word": ("Un.\r\nDeux.\r\n1)\tpas", "<p>Un.</p><p>Deux.</p>", "Un.\n\nDeux.\n1. pas"),
    "a mail": ("Un.\n\nDeux\nlignes.", "<p>Un.</p>", "Un.\n\nDeux\nlignes."),
    "a table": ("Acte\tPrix\nLettre\t10 | 12", "", "\n| Acte | Prix |\n| --- | --- |\n| Lettre | 10 \\| 12 |\n"),
    "a tab": ("Nom\tPrénom", "", "Nom Prénom"),
}


def test_what_is_pasted_comes_clean(page, still):
    """From Word, a mail, a spreadsheet; a plain text is taken as it is."""
    page.goto(f"{still.address}/bureau/pages/a-propos.md")
    page.wait_for_selector(EDITOR)
    found = {}
    for name, (plain, html, _) in PASTED.items():
        found[name] = page.evaluate(
            """([plain, html, editor]) => {
              const data = new DataTransfer();
              data.setData("text/plain", plain);
              if (html) data.setData("text/html", html);
              const area = document.querySelector("#texte");
              area.value = ""; area.dispatchEvent(new Event("input"));
              const event = new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true });
              document.querySelector(editor).dispatchEvent(event);
              return area.value;
            }""",
            [plain, html, EDITOR],
        )

    assert found == {name: clean for name, (*_, clean) in PASTED.items()}


def test_a_page_is_deleted_and_comes_back_from_a_copy(page, running, tmp_path):
    """Its address leads to the page that was chosen; the copy is her own file, and shows what it changes."""
    file = running.desk.content / "pages" / "ecologie.md"
    page.goto(f"{running.address}/bureau/copie/")
    with page.expect_download() as download:
        page.click("text=Télécharger ma copie")
    copy = tmp_path / download.value.suggested_filename
    download.value.save_as(copy)
    assert copy.name == "mon-site-2026-11-28.zip"
    clicks = Clicks(page)
    page.goto(f"{running.address}/bureau/pages/ecologie.md")
    clicks.on('a[href="/bureau/supprimer/pages/ecologie.md"]')
    page.select_option("#heritiere", "pages/methode.md")
    clicks.on(".desk-form button")
    assert "Le texte est supprimé" in page.inner_text("[role=status]")
    assert not file.exists()
    page.goto(f"{running.address}/ecologie/")
    page.wait_for_url("**/methode/")
    page.goto(f"{running.address}/bureau/copie/")
    page.set_input_files("#copie", copy)
    clicks.on("form button")
    assert "Page «\u00a0Le secrétariat à distance" in page.inner_text("main")
    clicks.on("text=Reprendre cette copie")

    assert "sont ceux de la copie" in page.inner_text("[role=status]")
    assert file.is_file()
