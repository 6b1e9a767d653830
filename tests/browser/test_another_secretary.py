"""Another secretary's first hour, at her desk alone, to a real host: nothing of the sample stays on her site."""

import io
import re
import tomllib
import urllib.request
import zipfile
from functools import partial
from pathlib import Path

import pytest
from accounts import openssh
from PIL import Image
from running_desk import BUILT_MS, Still, publishing, write
from serving import served

import tasks
from theme.plugins.settings.promises import promises
from theme.publishing import online, stores

SAMPLE = tomllib.loads((tasks.ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))
ADDRESS = "https://www.bureau-lemarchand.fr"
#: What she types, page by page in the order of a first hour, by field.
TYPED = {
    "identite": {
        "site-adresse": ADDRESS,
        "site-nom": "Bureau Lemarchand",
        "site-accroche": "Votre secrétaire, à Quimper et partout",
        "identite-nom": "Anne Lemarchand",
        "identite-siret": "732 829 320 00074",
        "identite-rue": "14 rue du Port",
        "identite-code_postal": "29000",
        "identite-ville": "Quimper",
        "identite-telephone": "02 98 00 12 34",
        "identite-courriel": "anne@bureau-lemarchand.fr",
        "parcours-diplome": "BTS Assistant de manager",
        "parcours-annees_experience": "9",
        "zone-sur_place": "Quimper et ses environs",
    },
    "prix": {
        "tarifs-taux_horaire": "35,5",
        "forfaits-0-prix": "340",
        "forfaits-1-prix": "660",
        "taches-0-nom": "Lettre d’une page, prête à signer",
    },
    "engagements": {"engagements-suppleante": "Gwenaëlle Le Bris"},
    "mentions": {
        "publication-directeur": "Anne Lemarchand",
        "publication-hebergeur": "Hébergement Cornouaille",
        "publication-hebergeur_adresse": "2 avenue de la Gare, 35000 Rennes",
        "publication-hebergeur_telephone": "01 89 00 00 00",
        "assurance-nom": "Mutuelle du Ponant",
        "assurance-adresse": "3 place du Marché, 29200 Brest",
    },
}


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """An account of OpenSSH, and the address at which a plain host serves its folder."""
    with openssh(tmp_path_factory.mktemp("host")) as account, served(account.folder) as address:
        account.address = address
        yield account


@pytest.fixture(scope="module")
def running(host, tmp_path_factory):
    """A desk on the sample's content, on a computer whose key opens the account; her name leads to the host."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stores, "SftpStore", partial(stores.SftpStore, options=host.options["options"]))
        ask = online.ask
        patch.setattr(online, "ask", lambda address: ask(re.sub(rf"^{ADDRESS}", host.address, address)))
        running = Still(publishing(tmp_path_factory.mktemp("desk"), ready=False), None)
        yield running
        running.stop()


@pytest.fixture
def page(running, chromium):
    """A page of her browser."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(BUILT_MS)
    page.goto(f"{running.address}/bureau/")
    yield page
    context.close()


def turn(page, selector):
    """Click, and wait for the page that comes."""
    with page.expect_navigation():
        page.click(selector)


def save(page):
    """Save the page's form: nothing keeps it from being so."""
    turn(page, ".desk-save button")
    assert "enregistré" in page.inner_text("[role=status]"), page.inner_text("main")


def settings(page, group, typed, chosen=()):
    """Fill in a page of settings, reached from the menu, and save it."""
    turn(page, 'a[href="/bureau/reglages/"]')
    turn(page, f'main a[href="/bureau/reglages/{group}"]')
    for field, value in typed.items():
        page.fill(f"#{field}", value)
    for field, value in chosen:
        page.select_option(f"#{field}", value)
    save(page)


def write_texts(page):
    """Begin an article, publish it, and say in her own words who she is."""
    turn(page, 'a[href="/bureau/articles/"]')
    page.fill("#titre", "Un bureau au bord de l’Odet")
    turn(page, "form button")
    article = page.url.partition("/bureau/")[2].partition("?")[0]
    write(page, "Me voici installée à Quimper. Une heure coûte {{ prix_heure }}.")
    page.click("summary")
    page.fill("#description", "Un mot de mon installation à Quimper, et de ce que j’y fais.")
    page.select_option("#status", "")
    save(page)
    turn(page, 'a[href="/bureau/pages/"]')
    turn(page, 'a[href="/bureau/pages/a-propos.md"]')
    write(page, "\nJe travaille face au port, fenêtre ouverte.\n", after=True)
    save(page)
    return article


def add_photograph(page, article, shows):
    """Add a photograph at the end of a text; return the name that it is kept under."""
    photograph = io.BytesIO()
    Image.effect_mandelbrot((1600, 1200), (-2, -1.5, 1, 1.5), 60).convert("RGB").save(photograph, "JPEG")
    turn(page, 'a[href="/bureau/photos/"]')
    page.set_input_files("#photo", {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": photograph.getvalue()})
    page.fill("#montre", shows)
    page.select_option("#dans", article)
    turn(page, "form button")
    return re.search(r"images/(\S+\.jpg)", page.inner_text("main"))[1]


def publish(page):
    """Publish, a server that is not known yet confirmed; return how it ended."""
    turn(page, 'a[href="/bureau/publier/"]')
    turn(page, 'button[value="preparer"]')
    for wanted in ("Est-ce bien votre hébergeur", "Première publication"):
        page.wait_for_selector('button[value="repondre:oui"]')
        assert wanted in page.inner_text("main")
        turn(page, 'button[value="repondre:oui"]')
    page.wait_for_selector(".desk-result")
    return page.inner_text(".desk-result")


def read_back(host):
    """Return the text of every file that the host gives to visitors, by address."""
    found = {}
    for path in sorted(host.folder.rglob("*")):
        name = path.relative_to(host.folder).as_posix()
        if path.suffix in (".html", ".xml", ".txt", ".json", ".docx", ".js"):
            with urllib.request.urlopen(f"{host.address}/{name}") as answer:
                found[name] = words(answer.read())
    return found


def words(content):
    """Return the words of a page or of a .docx, with ordinary spaces."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as made:
            content = b"\n".join(map(made.read, made.namelist()))
    return re.sub("[\u00a0\u202f]", " ", content.decode("utf-8", errors="replace"))


def sample_words():
    """Yield what says that a site is the sample's: each name, place, number and opinion of its settings."""
    for section in ("identite", "zone", "publication", "assurance"):
        for key, value in SAMPLE[section].items():
            if isinstance(value, str) and len(value) > 5 and key not in ("horaires", "distance", "territoire"):
                yield value
    yield from (SAMPLE["site"]["adresse"], SAMPLE["site"]["nom"], SAMPLE["engagements"]["suppleante"])
    yield SAMPLE["parcours"]["diplome"]
    yield from (SAMPLE["references"][0]["auteur"], SAMPLE["integration"]["sites"][0], SAMPLE["taches"][0]["nom"])
    yield from ("Exempleville", "secretariat.example")


def test_another_secretary_s_first_hour(page, running, host):
    """Name, address, phone, prices, promises, notices, texts, a photograph; then her site is online, and hers alone."""
    assert "Votre première heure" in page.inner_text("main")
    for group, typed in TYPED.items():
        chosen = [(f"promesses-{key}", "oui") for key in promises()] if group == "engagements" else ()
        settings(page, group, typed, chosen)
    account = {
        "hebergement-adresse": "127.0.0.1",
        "hebergement-port": str(host.port),
        "hebergement-utilisateur": host.user,
        "hebergement-dossier": host.folder.as_posix(),
        "integration-sites": "",
    }
    settings(page, "hebergement", account, [("hebergement-mode", "sftp")])
    article = write_texts(page)
    photograph = add_photograph(page, article, "Mon bureau, face au port")
    turn(page, 'a[href="/bureau/reglages/"]')
    turn(page, 'main a[href="/bureau/reglages/presentation"]')
    turn(page, 'button[value="retirer:references:0"]')
    page.fill("#presentation-portrait", photograph)
    page.fill("#presentation-portrait_description", "Anne Lemarchand à son bureau")
    save(page)
    settings(page, "identite", {}, [("identite-exemple", "non")])
    turn(page, 'a[href="/bureau/corriger/"]')
    assert "Fautes" not in page.inner_text("main"), page.inner_text("main")

    assert "vérifié à" in publish(page)
    found = read_back(host)
    assert {name: word for name, text in found.items() for word in sample_words() if word in text} == {}
    assert "Bureau Lemarchand" in found["index.html"]
    assert "Anne Lemarchand" in found["mentions-legales/index.html"]
    assert "35,50 €" in found["tarifs/index.html"]
    assert "face au port" in found["a-propos/index.html"]
    assert any(Path(photograph).stem in text and "bord de l’Odet" in text for text in found.values())
    assert "Votre première heure" not in page.goto(f"{running.address}/bureau/").text()
