"""Her pages and articles in the desk: lists, new ones, what a change touches, what is refused, what comes back."""

import difflib
import json
import re

import pytest
import yaml
from bs4 import BeautifulSoup
from desks import DAY, Browser, desk, typed

from theme.desk import text_file, texts
from theme.plugins.checks import content_header

PAGE = "/bureau/pages/tarifs.md"


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


@pytest.fixture
def file(browser):
    """The file of a page."""
    return browser.desk.content / "pages" / "tarifs.md"


def save(browser, path, **changes):
    """Post the form of a text with these fields changed."""
    return browser.post(path, {**typed(browser.get(path).text), **changes})


def came(before, after):
    """Return the lines that came, and how many went."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [line[2:] for line in lines if line[0] == "+"], sum(line[0] == "-" for line in lines)


def test_the_list_says_the_state_of_each(browser):
    """Published, draft, to come, not readable: nothing is silent."""
    articles = browser.desk.content / "articles"
    header = "---\ntitle: {0}\ndescription: Un essai\ndate: {1}\nslug: {0}\n{2}---\n\nTexte.\n"
    (articles / "a.md").write_text(header.format("voeux", "2027-01-02", ""), encoding="utf-8")
    (articles / "b.md").write_text(header.format("essai", "2026-11-01", "status: draft\n"), encoding="utf-8")
    (articles / "c.md").write_text("sans en-tête", encoding="utf-8")
    found = {row.name: row.state.replace("\u00a0", " ") for row in texts.rows(browser.desk.content, "articles", DAY)}

    assert found["articles/a.md"] == "paraîtra le 2 janvier 2027"
    assert found["articles/b.md"] == "brouillon"
    assert found["articles/c.md"] == "à corriger"
    assert found["articles/2026-11-17-transcription.md"] == "publié"
    stamps = texts.stamps(browser.desk.content, DAY)
    assert stamps["/brouillons/articles/a/"].replace("\u00a0", " ") == "Paraîtra le 2 janvier 2027"
    assert stamps["/brouillons/articles/b/"] == "Brouillon"
    assert len(stamps) == 2
    said = browser.get("/bureau/articles/").said
    assert all(state in said for state in found.values())


def test_every_text_is_saved_as_it_is(browser):
    """A form that nothing was changed in changes no byte, whatever the text."""
    names = [row.name for kind in ("pages", "articles") for row in texts.rows(browser.desk.content, kind, DAY)]

    assert len(names) > 25
    for name in names:
        old = browser.desk.keeper.read(name)
        form = typed(browser.get(f"/bureau/{name}").text)
        text = content_header.read(browser.desk.keeper.path(name), name.partition("/")[0])
        assert text_file.changed(text_file.source(old), text, form).encoded() == old


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_key_changes_its_own_line(browser, file, ends):
    """Nothing else of the file moves, with the ends of lines of either system."""
    file.write_bytes(file.read_bytes().replace(b"\n", ends.encode()))
    before = file.read_bytes().decode()
    answer = save(browser, PAGE, title="Mes prix : tout savoir")
    after = file.read_bytes().decode()

    assert answer.status == 303
    assert came(before, after) == (['title: "Mes prix : tout savoir"'], 1)
    assert after.count("\r\n") == before.count("\r\n")


def test_the_body_changes_alone(browser, file):
    """A sentence more; the header is not touched."""
    before = file.read_text(encoding="utf-8")
    body = typed(browser.get(PAGE).text)["texte"]

    assert save(browser, PAGE, texte=body + "Un mot de plus.\r\n").status == 303
    assert file.read_text(encoding="utf-8") == before + "Un mot de plus.\n"


#: What a browser gives back otherwise, or an editor might tidy: line ends, blanks at the end, tabs, odd characters.
ODD = "Un mot.  \r\n\tUn\u00a0autre\u202f: « là ».\r- un point\n\n\nUn\tdeux\u2028suite\nUne fin \r\n\r\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("odd", [ODD, ODD.replace("\r\n", "\n").replace("\r", "\n"), "Un mot."])
def test_a_letter_more_is_a_letter_more(browser, file, ends, odd):
    """All other bytes of the file stay, whatever ends its lines; what the header's lines end with too."""
    header = "---\ntitle: Mes tarifs\ndescription: Un essai\nslug: tarifs\n---\n"
    before = (header.replace("\n", ends) + odd).encode()
    file.write_bytes(before)
    body = typed(browser.get(PAGE).text)["texte"]
    assert body.count("mot") == 1
    assert save(browser, PAGE).headers["Location"].endswith("pareil")
    answer = save(browser, PAGE, texte=body.replace("mot", "mots"))

    assert answer.status == 303, answer.said
    assert file.read_bytes() == before.replace(b"mot", b"mots")


def test_a_file_shown_whole_keeps_its_ends_of_lines(browser, file):
    """One line of a header that cannot be read is mended, and no other moves."""
    right = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(right.replace(b"title: ", b"title ", 1))
    page = browser.get(PAGE)
    whole = typed(page.text)["texte"]

    assert browser.post(PAGE, {**typed(page.text), "texte": whole.replace("title ", "title: ", 1)}).status == 303
    assert file.read_bytes() == right


#: A text that Windows wrote, with an accent in its header and in its words.
FRENCH = "---\ntitle: L’été\ndescription: Un été « à part » à 30 €\nslug: ete\n---\n\nL’été, je réponds.\n"


@pytest.mark.parametrize(
    "written",
    [FRENCH.encode("cp1252"), FRENCH.encode("utf-16"), FRENCH.encode() + "\nUn mot d’été.\n".encode("cp1252")],
    ids=["Windows", "UTF-16", "both"],
)
def test_a_text_in_another_alphabet_is_read_and_saved_in_utf_8(browser, file, written):
    """Every accent is right, and saving is all there is to do."""
    file.write_bytes(written)
    page = browser.get(PAGE)
    shown = typed(page.text)["texte"].replace("\r\n", "\n")

    assert "il n’était pas en UTF-8" in page.said.replace("\u00a0", " ")
    assert shown == FRENCH + ("\nUn mot d’été.\n" if written.startswith(FRENCH.encode()) else "")
    assert save(browser, PAGE).headers["Location"].endswith("enregistre")
    assert file.read_text(encoding="utf-8") == shown


def test_every_byte_is_some_character():
    """Five bytes are no letter of Windows."""
    every = bytes(range(256))

    assert len(text_file.words(every)) == 256
    assert "\ufffd" not in text_file.words(every)


@pytest.mark.parametrize(
    "value",
    [
        "Mes prix",
        "Prix : 30 €",
        "# un",
        "Un # deux",
        '"cité"',
        "2026",
        "oui",
        "yes",
        "[a]",
        "{a}",
        "a, b",
        "l'heure",
        "- a",
        "é: à",
    ],
)
def test_a_value_is_read_back_as_it_was_typed(value):
    """Quotes where YAML needs them, and there alone."""
    for header, key in (
        (text_file.written("title", value), "title"),
        (text_file.written("redirect_from", value), "redirect_from"),
    ):
        read = yaml.safe_load(f"{key}: {header}")[key]
        assert read == (value if key == "title" else [value])


def test_a_list_below_its_key_is_replaced_whole():
    """As some editors write it."""
    header = "title: A\nredirect_from:\n- un/\n- deux/\nslug: a\n"

    assert (
        text_file.with_key(header, "redirect_from", "un/\ntrois/")
        == "title: A\nredirect_from: [un/, trois/]\nslug: a\n"
    )
    assert text_file.with_key(header, "redirect_from", "") == "title: A\nslug: a\n"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": ""}, "« Titre » manque"),
        ({"slug": "Mes Tarifs"}, "minuscules"),
        ({"slug": "contact"}, "sert déjà"),
        ({"texte": ""}, "Le texte est vide"),
        ({"texte": "Un prix : {{ prix_heur }}."}, "Ligne 1 du texte : "),
        ({"texte": "Bien.\r\n\r\n[x]({filename}/pages/rien.md)"}, "Ligne 3 du texte : "),
    ],
)
def test_a_fault_is_told_and_nothing_is_lost(browser, file, changes, told):
    """What was typed stays in the form, the file as it was."""
    before = file.read_bytes()
    answer = save(browser, PAGE, **changes)

    assert answer.status == 422
    assert file.read_bytes() == before
    assert told in answer.said
    assert changes.items() <= {name: value.strip() for name, value in typed(answer.text).items()}.items()
    assert not list(file.parent.glob(".*"))


def test_a_new_text_is_a_draft_made_of_its_title(browser):
    """With an address without accents; a second of the same title has another, and both pass the check."""
    places = [
        browser.post("/bureau/articles/", {"titre": "Bien ranger : l’été, œuvre d’art"}).headers["Location"]
        for _ in "ab"
    ]
    name = f"articles/{DAY}-bien-ranger-l-ete-oeuvre-d-art"

    assert places == [f"/bureau/{name}.md?dit=cree", f"/bureau/{name}-2.md?dit=cree"]
    content = browser.desk.keeper.read(f"{name}.md").decode()
    assert content.startswith('---\ntitle: "Bien ranger : l’été, œuvre d’art"\n')
    assert "\nstatus: draft\n" in content
    assert not any(it.is_fault for it in texts.judged(browser.desk.keeper, f"{name}.md", content.encode(), DAY))


@pytest.mark.parametrize("title", ["", "   ", "…", "日本"])
def test_a_title_without_a_letter_makes_nothing(browser, title):
    """No address could be made of it."""
    before = sorted(browser.desk.content.rglob("*"))
    answer = browser.post("/bureau/pages/", {"titre": title})

    assert answer.status == 422
    assert "Écrivez un titre" in answer.said
    assert before == sorted(browser.desk.content.rglob("*"))


@pytest.mark.parametrize(
    "path", ["pages/rien.md", "pages/..%2Fsecretaire.toml", "pages/.a.md", "pages/../secretaire.toml"]
)
def test_another_file_is_no_text(browser, path):
    """Neither one that is not there, nor one that is no text."""
    assert browser.get(f"/bureau/{path}").status == 404


def test_a_text_without_a_header_is_shown_whole(browser, file):
    """With what is wrong; once mended, it is saved."""
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"---\n", b"", 1))
    page = browser.get(PAGE)

    assert "L’en-tête manque" in page.said
    assert browser.post(PAGE, {**typed(page.text), "texte": whole.decode()}).status == 303
    assert file.read_bytes() == whole


def test_a_former_version_comes_back(browser, file):
    """It is shown first, line by line; what it replaces is kept too."""
    before = file.read_bytes()
    save(browser, PAGE, title="Mes prix")
    changed = file.read_bytes()
    version = browser.desk.keeper.versions("pages/tarifs.md")[0].name
    seen = browser.get(f"/bureau/versions/pages/tarifs.md?voir={version}")

    assert "title: Mes prix" in seen.said
    assert "Jusqu’au 28 novembre 2026 à 10 h 42" in seen.said
    assert browser.post("/bureau/versions/pages/tarifs.md", {"version": version}).status == 303
    assert file.read_bytes() == before
    newest = browser.desk.keeper.versions("pages/tarifs.md")[0].name
    assert browser.desk.keeper.version("pages/tarifs.md", newest) == changed


@pytest.mark.parametrize("version", ["", "x", "../../secretaire.toml"])
def test_another_version_is_refused(browser, version):
    """Only what was kept."""
    assert browser.post("/bureau/versions/pages/tarifs.md", {"version": version}).status == 404


def test_names_come_with_their_values(browser):
    """For the menu beside the text."""
    found = {name: words for name, words, _ in json.loads(browser.get("/bureau/noms.json").text)}

    assert len(found) > 100
    assert found["prix_heure"].startswith("30")
    assert [name for name, words in found.items() if re.search(r"<[a-z]|&[a-z]+;|\]\(", words)] == []


def test_a_name_that_no_list_holds_is_asked_for(browser):
    """The price of so many; what nothing is called comes with the nearest name."""
    found = json.loads(browser.get("/bureau/noms.json?nom=prix_45_transcription&nom=prix_heur&nom=%C3%A9").text)

    assert [(name, nearest) for name, _, nearest in found] == [
        ("prix_45_transcription", None),
        ("prix_heur", "prix_heure"),
        ("é", None),
    ]
    assert "€" in found[0][1]
    assert found[1][1] is found[2][1] is None


def test_what_is_wrong_with_a_saved_text_comes_by_line(browser, file):
    """Of the text, not of the file; faults and remarks."""
    assert json.loads(browser.get("/bureau/fautes/pages/contact.md").text) == []
    header, _, _ = file.read_text(encoding="utf-8").partition("\n---\n")
    file.write_text(f"{header}\n---\n\nUn mot.\n\nUn prix : {{{{ prix_heur }}}}.\n\n-Un point\n", encoding="utf-8")
    found = json.loads(browser.get("/bureau/fautes/pages/tarifs.md").text)

    assert [(line, is_fault) for line, _, is_fault in found] == [(4, True), (6, False)]
    assert "prix_heure" in found[0][1]
    assert browser.get("/bureau/fautes/pages/..%2Fsecretaire.toml").status == 404


def test_a_fault_leads_to_its_line(browser):
    """From the top of the form, and from beside the field, which is told to be wrong."""
    page = BeautifulSoup(save(browser, PAGE, texte="Bien.\r\n\r\n{{ prix_heur }}").text, "html.parser")
    field = page.select_one("#texte")

    assert [(link["href"], link["data-line"]) for link in page.select("a[data-line]")] == [("#texte", "3")] * 2
    assert field["aria-invalid"] == "true"
    assert "ligne 3" in page.select_one(f"#{field['aria-describedby'].split()[-1]}").text
    [[line, message]] = json.loads(field["data-faults"])
    assert (line, "prix_heure" in message) == (3, True)

    page = BeautifulSoup(save(browser, PAGE, texte="{{ prix_heur }} et {{ prix_heurs }}").text, "html.parser")
    assert len(page.select(".desk-problems a[data-line]")) == 2
    assert [link.text for link in page.select("#texte-faute a")] == ["ligne 1"]


def test_what_is_shown_cannot_become_marks(browser, file):
    """A text that holds HTML is refused, and shown as it was typed."""
    before, body = file.read_bytes(), "Un </textarea><script>alert(1)</script> et &amp;."
    answer = save(browser, PAGE, texte=body, title="<b>x</b>")

    assert answer.status == 422
    assert file.read_bytes() == before
    assert "<script>alert" not in answer.text
    assert "<b>x" not in answer.text
    assert typed(answer.text)["texte"].strip() == body


@pytest.mark.parametrize(
    ("key", "said", "label"), [("slug", "mon climat", "Adresse de la page"), ("position", "dix", "Place dans le menu")]
)
def test_a_fault_of_the_header_names_the_field(browser, key, said, label):
    """Not the key of the file, which no form shows."""
    answer = save(browser, PAGE, **{key: said})

    assert answer.status == 422
    told = answer.said.replace("\u00a0", " ")
    assert f"« {label} »" in told
    assert f"« {key} »" not in told
