"""What there is to mend, as the desk says it: each line leads to its form."""

import re
import tomllib

import pytest
from bs4 import BeautifulSoup
from desks import Browser, desk, typed


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


def links(page):
    """Return the address of each link of the lists, with the sentence."""
    found = BeautifulSoup(page, "html.parser").select("main li")
    return [(item.a and item.a["href"], item.get_text(" ", strip=True)) for item in found]


def test_what_is_to_be_confirmed_and_what_is_left_out_are_told(browser):
    """Apart from what is wrong: promises of the sample, a draft."""
    (browser.desk.content / "pages" / "essai.md").write_text(
        "---\ntitle: Un essai\ndescription: Un essai\nstatus: draft\n---\n\nUn mot.\n", encoding="utf-8"
    )
    page = browser.get("/bureau/corriger/")
    found = dict(links(page.text))

    assert "brouillon" in found["/bureau/pages/essai.md"]
    assert "« publié » sous « État »" in found["/bureau/pages/essai.md"].replace("\u00a0", " ")
    assert any(re.fullmatch(r"/bureau/pages/confidentialite\.md\?ligne=\d+#texte", address) for address in found)
    assert 'href="/bureau/reglages/engagements#promesses"' in page.text
    assert "Fautes" not in page.said


def test_every_fault_leads_to_a_form_that_has_its_field(browser):
    """A setting to its own field, a text to its page."""
    file = browser.desk.content / "secretaire.toml"
    text = file.read_text(encoding="utf-8").replace('siret = "000 000 000 00000"', 'siret = "1"')
    file.write_text(
        text.replace("prix = 6.00\nminutes_salarie = 12", "prix = 0\nminutes_salarie = 12"), encoding="utf-8"
    )
    tasks = tomllib.loads(text)["taches"]
    wrong = next(number for number, task in enumerate(tasks) if task["prix"] == 6 and task["minutes_salarie"] == 12)
    (browser.desk.content / "pages" / "faute.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    found = [address for address, _ in links(browser.get("/bureau/corriger/").text)]

    assert "/bureau/reglages/identite#identite-siret" in found
    assert f"/bureau/reglages/prix#taches-{wrong}-prix" in found
    assert "/bureau/pages/faute.md" in found
    for address in set(found):
        page, _, field = address.partition("#")
        answer = browser.get(page)
        assert answer.status == 200
        assert not field or re.search(rf'id="{field}"', answer.text)


def test_a_fault_of_a_text_leads_to_its_line(browser):
    """Counted as the form counts, from the text's first line; one of the header leads to the form alone."""
    file = browser.desk.content / "pages" / "faute.md"
    file.write_text("---\ntitle: x\ndescription: y\n---\n\nUn mot.\n\n{{ prix_heur }}\n", encoding="utf-8")
    assert "/bureau/pages/faute.md?ligne=4#texte" in dict(links(browser.get("/bureau/corriger/").text))

    file.write_text("---\ntitle: x\ndescription: y\ndate: 12\n---\n\nUn mot.\n", encoding="utf-8")
    assert "/bureau/pages/faute.md" in dict(links(browser.get("/bureau/corriger/").text))


def test_settings_that_cannot_be_read_are_told(browser):
    """The line, and where former versions are; no page stops."""
    file = browser.desk.content / "secretaire.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("taux_horaire = 30.00", "taux_horaire = 30,00", 1), encoding="utf-8"
    )
    pages = (
        "/bureau/",
        "/bureau/corriger/",
        "/bureau/reglages/prix",
        "/bureau/pages/",
        "/bureau/publier/",
        "/bureau/noms.json",
    )
    answers = {path: browser.get(path) for path in pages}

    assert {path: answer.status for path, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert "30.00" in answers["/bureau/corriger/"].said
    number = file.read_text(encoding="utf-8").split("\n").index("taux_horaire = 30,00") + 1
    found = dict(links(answers["/bureau/corriger/"].text))
    assert f"ligne {number} du fichier :" in found["/bureau/versions/secretaire.toml"].replace("\u00a0", " ")
    assert 'href="/bureau/guide/#reglages"' in answers["/bureau/corriger/"].text
    assert "30.00" in answers["/bureau/reglages/prix"].said


def test_the_sample_is_left_page_by_page(browser):
    """Saying that the site is hers is saved with the rest. « À corriger » shows each value left, with its field."""
    form = typed(browser.get("/bureau/reglages/identite").text)
    form |= {"identite.exemple": "non", "identite.nom": "Jeanne Morel", "identite.siret": "732 829 320 00074"}
    form |= {"identite.courriel": "jeanne@cabinet-morel.fr"}
    answer = browser.post("/bureau/reglages/identite", form)

    assert (answer.status, answer.headers["Location"]) == (303, "/bureau/reglages/identite?dit=reste")
    assert "Il reste des valeurs de l’exemple" in browser.get(answer.headers["Location"]).said
    settings = (browser.desk.content / "secretaire.toml").read_text(encoding="utf-8")
    assert 'nom = "Jeanne Morel"' in settings
    left = dict(links(browser.get("/bureau/corriger/").text))
    assert {"/bureau/reglages/mentions#assurance-nom", "/bureau/reglages/identite#zone-sur_place"} <= left.keys()
    assert left["/bureau/reglages/identite#zone-sur_place"].count("Chez le client") == 2, "the link, and « Le guide »"
    form = typed(browser.get("/bureau/reglages/mentions").text) | {"assurance.nom": "Mutuelle des Lilas"}
    assert browser.post("/bureau/reglages/mentions", form).status == 303
    assert "/bureau/reglages/mentions#assurance-nom" not in dict(links(browser.get("/bureau/corriger/").text))


@pytest.mark.parametrize("identity", ["true", "false"])
@pytest.mark.parametrize("page", ["/bureau/corriger/", "/bureau/publier/"])
def test_what_is_told_is_in_the_words_of_the_forms(browser, page, identity):
    """She sees labels: a key, a section or a command of the terminal is nowhere on her pages."""
    file = browser.desk.content / "secretaire.toml"
    text = file.read_text(encoding="utf-8").replace("exemple = true", f"exemple = {identity}")
    file.write_text(text, encoding="utf-8")
    said = browser.get(page).said.replace("\u00a0", " ")

    assert "« " in said
    assert re.findall(r"\w+ = |\[\w+\]|python3|« [a-z]+_[a-z_]+ »", said) == []
