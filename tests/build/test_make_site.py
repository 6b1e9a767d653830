"""What a build does with another secretary's content, and with mistakes in it."""

import json
import re
import shutil
from pathlib import Path

import pytest
from identity import owned

import tasks
from theme.plugins.checks.output_check import Site, is_hidden

ROOT = Path(__file__).parent.parent.parent
#: The public address of `identity.owned`.
HERS = "https://www.secretariat-lemarchand.fr"


def replace(path, old, new):
    """Change a text that must be there in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


NEWS = "---\ntitle: Nouvelle {0}\ndescription: La nouvelle {0}, en bref.\ndate: 2026-01-{0:02}\n---\n\nTexte {0}.\n"
WAITING = "---\ntitle: {0}\ndescription: {0}, plus tard.\ndate: {1}\n{2}---\n\nTexte.\n"
#: A title that would be HTML, were it not text.
TITLE = "R&D <script>alert(1)</script> : 3 < 4 > 2"


@pytest.fixture(scope="module")
def another(tmp_path_factory, worker_id):
    """
    Another secretary's site, with what the shipped one has not: built once, each test looks at one thing of it.

    Her identity, price and VAT; a public address with a path; two renamed texts, a page under another. A long list of
    news, texts that wait, another address of the estimation, titles like HTML.
    """
    content = Path(shutil.copytree(tasks.ROOT / "content", tmp_path_factory.mktemp("another") / "content"))
    pages, articles, settings = content / "pages", content / "articles", content / "secretaire.toml"
    settings.write_text(owned(settings.read_text(encoding="utf-8")), encoding="utf-8")
    replace(settings, "taux_horaire = 30.00", "taux_horaire = 47.00")
    replace(settings, 'regime_tva = "franchise"', 'regime_tva = "assujettie"')
    replace(settings, 'numero_tva = ""', 'numero_tva = "FR44 732 829 320"')
    replace(settings, f'adresse = "{HERS}"', f'adresse = "{HERS}/mon/dossier"')
    replace(settings, "Secrétariat Lemarchand", "Dupont <Fils> & Cie")
    replace(pages / "tarifs.md", "slug: tarifs\n", "slug: tarifs\nredirect_from: [prix/, nos/Prix.html]\n")
    named = "slug: transcription\n"
    replace(articles / "2026-11-17-transcription.md", named, f"{named}redirect_from:\n  - actualites/audio/\n")
    replace(pages / "methode.md", "slug: methode\n", "slug: methode\nparent: tarifs\n")
    replace(pages / "estimation.md", "slug: estimation", "slug: combien-cela-coute")
    header = f"title: '{TITLE}'\ndescription: 'Une <b>description</b> & plus.'\nslug: essai\nmenu: 'R&D <i>'\n"
    (pages / "essai.md").write_text(f"---\n{header}---\n\nTexte.\n", encoding="utf-8")
    for number in range(1, 19):
        (articles / f"n{number}.md").write_text(NEWS.format(number), encoding="utf-8")
    (articles / "futur.md").write_text(WAITING.format("Un futur", "2099-01-01", ""), encoding="utf-8")
    draft = WAITING.format("Un brouillon", "2026-01-01", "status: draft\n")
    (articles / "brouillon.md").write_text(draft, encoding="utf-8")
    output = tasks.CACHE / "test-output" / f"another-{worker_id}"
    assert tasks.make_site(output, content) == ""
    yield Site(output, root="/mon/dossier/")
    shutil.rmtree(output, ignore_errors=True)


def test_another_content_gives_another_site(another):
    """Name, prices and VAT regime come from content/ alone."""
    pages = {name: page.get_text() for name, page in another.pages.items()}

    assert "47,00\u00a0€" in pages["tarifs/index.html"]
    assert "Anne Lemarchand" in pages["mentions-legales/index.html"]
    assert "FR44" in pages["mentions-legales/index.html"]
    assert not [name for name, text in pages.items() if "Exempleville" in text or re.search(r"\w Exemple\b", text)]
    # The method page lists the mention among the legal parameters, whoever the secretary is.
    assert [name for name, text in pages.items() if "TVA non applicable" in text] == ["methode/index.html"]


def test_site_in_a_folder_of_a_domain_is_built(another):
    """A public address with a path is no obstacle, error page included."""
    assert '"/mon/dossier/' in (another.output / "404.html").read_text(encoding="utf-8")
    picture = another.pages["tarifs/index.html"].find("meta", property="og:image")["content"]
    assert (another.output / picture.removeprefix(f"{HERS}/mon/dossier/")).is_file()


def test_renamed_page_and_article_answer_at_their_old_addresses(another):
    """Each old address leads to the new one, is no page to find, and breaks no check of the site."""
    refreshed = {
        name: page for name, page in another.pages.items() if page.find("meta", attrs={"http-equiv": "refresh"})
    }
    ways = {
        name: (page.find("meta", attrs={"http-equiv": "refresh"})["content"], page.a["href"])
        for name, page in refreshed.items()
    }

    assert ways == {
        "prix/index.html": ("0; url=../tarifs/", "../tarifs/"),
        "nos/Prix.html": ("0; url=../tarifs/", "../tarifs/"),
        "actualites/audio/index.html": ("0; url=../transcription/", "../transcription/"),
    }
    assert all(map(is_hidden, refreshed.values()))
    sitemap = (another.output / "sitemap.xml").read_text(encoding="utf-8")
    assert not [name for name in ways if name.removesuffix("index.html") in sitemap]


def test_page_under_another_shows_the_way_to_it(another):
    """Breadcrumb, site map and section, from the headers alone."""
    pages = another.pages
    steps = [step.get_text() for step in pages["methode/index.html"].find("nav", class_="breadcrumb").find_all("li")]
    under = pages["plan-du-site/index.html"].find("nav", class_="plan").find("a", href="../tarifs/").parent

    assert steps[:2] == ["Accueil", "Tarifs"]
    assert under.find("ul").find("a", href="../methode/") is not None
    assert under.find_previous("h2").get_text() == "Travailler ensemble"


def test_titles_and_settings_are_text_and_never_html(another):
    """What looks like a tag is shown as typed, in the page and in what machines read of it."""
    page = another.pages["essai/index.html"]
    typed = TITLE.replace(" :", "\u00a0:")

    assert page.h1.get_text() == typed
    assert page.title.get_text() == f"{typed} – Dupont <Fils> & Cie"
    assert page.find("meta", property="og:title")["content"] == typed
    assert page.find("meta", attrs={"name": "description"})["content"] == "Une <b>description</b> & plus."
    assert page.find("a", class_="menu__link", href="../essai/").get_text() == "R&D <i>"
    assert "alert(1)" not in [script.get_text() for script in page.find_all("script")]
    assert another.pages["plan-du-site/index.html"].find("a", string=typed) is not None


def test_article_to_come_and_draft_are_published_nowhere(another):
    """Neither keeps the others from being published; one to come is a draft until a build on its day."""
    published = {path.parent.name for path in another.output.glob("actualites/*/index.html")}

    assert {"nouvelle-1", "nouvelle-18", "transcription"} < published
    assert not {"un-futur", "un-brouillon", "futur", "brouillon"} & published
    for name in ("flux.xml", "sitemap.xml", "actualites/index.html", "actualites/page/2/index.html"):
        text = (another.output / name).read_text(encoding="utf-8")
        assert not re.search("Un futur|Un brouillon|un-futur|un-brouillon", text), name


def test_estimation_page_may_have_another_address(another):
    """The engine, the service worker and the links follow it."""
    folder = another.output / "combien-cela-coute"
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert {path.name for path in folder.iterdir()} == {
        "index.html",
        "integrer",
        "moteur",
        "schema.json",
        "service-worker.js",
    }
    worker = re.search(r'data-worker="([^"]+)"', page)[1]
    assert (folder / worker).is_file()
    assert not (another.output / "estimation").exists()
    kept = json.loads(
        re.match(r"Object\.assign\(self, (.*?)\);\n", (folder / "service-worker.js").read_text(encoding="utf-8"))[1]
    )
    assert [name for name in (*kept["PAGE"], *kept["ENGINE"]) if not (folder / name).exists()] == []


def test_a_long_list_of_news_has_pages(another):
    """
    Twenty a page, each piece once, each page with its own title and a way to the next.

    The site map has the newest twenty and a way to all; that of robots has all.
    """
    first, second = (another.pages[f"actualites/{name}index.html"] for name in ("", "page/2/"))
    listed = [[link["href"].split("/")[-2] for link in page.select(".news a")] for page in (first, second)]

    assert [len(names) for names in listed] == [20, 1]
    assert len({*listed[0], *listed[1]}) == 21
    assert first.select_one(".pager a")["href"] == "../actualites/page/2/"
    assert second.select_one(".pager a")["href"] == "../../../actualites/"
    assert [step.get_text(strip=True) for step in second.select(".breadcrumb li")][-1] == "Page 2"

    plan = another.pages["plan-du-site/index.html"]
    assert [link["href"].split("/")[-2] for link in plan.select(".plan__list a[href^='../actualites/']")] == listed[0]
    assert plan.select_one(".plan .onward")["href"] == "../actualites/"
    mapped = re.findall(r"/actualites/([^/<]+)/</loc>", (another.output / "sitemap.xml").read_text(encoding="utf-8"))
    assert set(mapped) == {*listed[0], *listed[1]}


def test_secretary_without_what_is_optional_has_a_whole_site(content, output):
    """No commitment, insurance, mediator, registration, package nor speciality, and VAT: nothing missing or invented."""
    settings = content / "secretaire.toml"
    text = settings.read_text(encoding="utf-8").replace('immatriculation = ""\n', "")
    for section in ("engagements", "assurance", "mediateur", "forfaits", "specialites"):
        text = re.sub(rf"^\[+{section}\]+\n.*?(?=^\[|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    settings.write_text(text, encoding="utf-8")
    replace(settings, 'regime_tva = "franchise"', 'regime_tva = "assujettie"')
    replace(settings, 'numero_tva = ""', 'numero_tva = "FR00000000000"')

    problems = tasks.make_site(output, content)

    assert problems == ""
    pages = {name: page.get_text() for name, page in Site(output).pages.items()}
    assert "Assurance professionnelle" not in pages["mentions-legales/index.html"]
    assert "aucun médiateur" in pages["mentions-legales/index.html"]
    assert "La TVA s’ajoute à ces prix" in pages["convention-de-prestation/index.html"]
    assert [name for name, text in pages.items() if "None" in text] == []


def test_secretary_with_everything_optional_shows_it(content, output):
    """Registration, insurer and mediator are on the legal notices; private individuals are then welcome."""
    settings = content / "secretaire.toml"
    replace(settings, 'immatriculation = ""', 'immatriculation = "RM de l’Exemple"')
    written = '[mediateur]\nnom = "Médiateur Exemple"\nadresse = "4 rue A"\nsite = "https://www.mediateur.example"\n'
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        re.sub(r"^\[mediateur\]\n.*?(?=^\[)", written, text, flags=re.DOTALL | re.MULTILINE), encoding="utf-8"
    )

    problems = tasks.make_site(output, content)

    assert problems == ""
    pages = {name: page.get_text() for name, page in Site(output).pages.items()}
    for told in ("RM de l’Exemple", "Assureur Exemple", "Médiateur Exemple"):
        assert told in pages["mentions-legales/index.html"]
    assert "RM de l’Exemple" in pages["convention-de-prestation/index.html"]
    assert "Les particuliers qui agissent à titre privé ne sont pas visés" not in pages["mentions-legales/index.html"]


def test_site_of_an_hourly_rate_alone_is_built(content, output):
    """No task, no package, no speciality, no surcharge, and a price in quotes."""
    settings = content / "secretaire.toml"
    text = settings.read_text(encoding="utf-8")
    prices = '[tarifs]\ntaux_horaire = "31,50"\n'
    text = re.sub(r"(?ms)^\[tarifs\].*?(?=^\[(?!tarifs|majorations|\[)|\Z)", prices, text)
    settings.write_text(text, encoding="utf-8")

    assert tasks.make_site(output, content) == ""
    assert "31,50\u00a0€" in (output / "tarifs" / "index.html").read_text(encoding="utf-8")


def test_secretary_who_promises_little_has_a_whole_site(content, output):
    """No engagement, supplement, deposit nor speciality, one task: the texts say so or say nothing."""
    shutil.copy(ROOT / "tests" / "unit" / "data" / "secretaire.toml", content)

    problems = tasks.make_site(output, content)
    pages = {name: page.get_text() for name, page in Site(output).pages.items()}

    assert problems == ""
    assert "date fixée au devis" in pages["freins-et-reponses/index.html"]
    assert "je travaille seule" in pages["freins-et-reponses/index.html"]
    assert "Dominique" not in " ".join(pages.values())
    assert "Rien d’avance\u00a0: le prix se règle à l’échéance" in pages["tarifs/index.html"]
    assert "None" not in " ".join(pages.values())


def test_overdue_parameters_are_told_on_the_page(output, monkeypatch):
    """A build after the day when the law was to be checked again says so; before, the page's script may."""
    monkeypatch.setattr(tasks, "today", lambda: "2031-01-01")
    late = tasks.make_site(output)
    overdue = (output / "estimation" / "index.html").read_text(encoding="utf-8")
    monkeypatch.setattr(tasks, "today", lambda: "2026-11-23")
    in_time = tasks.make_site(output)

    assert (late, in_time) == ("", "")
    known = (output / "estimation" / "index.html").read_text(encoding="utf-8")
    assert '<p class="notice" data-review="2027-01-01">Barèmes à revoir depuis le 1er' in overdue
    assert '<p class="notice" data-review="2027-01-01" hidden>Barèmes' in known


def test_home_page_and_model_with_what_the_law_asks_make_a_whole_site(content, output):
    """No menu, no page to be led to, no parent of the model: nothing empty is shown."""
    shutil.rmtree(content / "articles")
    shutil.rmtree(content / "pages")
    (content / "pages").mkdir()
    header = "---\ntitle: {0}\ndescription: {0}, en bref.\n{1}\n---\n\n{0}.\n"
    home = header.format("Bonjour", 'save_as: index.html\nurl: ""')
    (content / "pages" / "accueil.md").write_text(home, encoding="utf-8")
    (content / "pages" / "modele.md").write_text(header.format("Accord", "template: modele"), encoding="utf-8")
    for template in ("mentions-legales", "vie-privee"):
        text = header.format(template, f"template: {template}")
        (content / "pages" / f"{template}.md").write_text(text, encoding="utf-8")

    problems = tasks.make_site(output, content)
    page = Site(output).pages["index.html"]

    assert problems == ""
    assert page.find(class_=["menu", "actions"]) is None
    assert (output / "accord" / "accord.docx").is_file()


def test_text_that_cannot_be_read_is_never_left_out_without_a_word(content, output):
    """What no check foresees stops the build and names a text that holds it: whichever is read first."""
    (content / "images").mkdir(exist_ok=True)
    (content / "images" / "photo.jpg").write_bytes(b"rien")
    hidden = "![Photo]({static}/images/photo.jpg)"
    sentences = f'[reponse_moins_cher]\nequilibre = "{hidden}"\nsinon = "{hidden}"\n'
    (content / "phrases.toml").write_text(sentences, encoding="utf-8")
    holders = [
        text for text in (content / "pages").glob("*.md") if "{{ reponse_moins_cher }}" in text.read_text("utf-8")
    ]

    problems = tasks.make_site(output, content)

    assert "erreur du programme" in problems
    assert holders
    assert any(f"Could not process pages/{text.name}" in problems for text in holders)
    assert not output.exists()


def test_site_without_news_nor_estimator_is_whole(content, output):
    """Nothing is published for nobody: no feed, no page of news, no engine; and nothing leads there."""
    shutil.rmtree(content / "articles")
    (content / "pages" / "estimation.md").unlink()
    for page in (content / "pages").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        gone = r"\{filename\}/(articles/[\w-]+|pages/estimation)\.md"
        page.write_text(re.sub(gone, "{filename}/pages/tarifs.md", text), encoding="utf-8")

    assert tasks.make_site(output, content) == ""
    names = {path.relative_to(output).as_posix() for path in output.rglob("*")}
    assert {name for name in names if re.search("flux|actualites|moteur|worker|schema|estimation/", name)} == set()
    links = {str(tag["href"]) for page in Site(output).pages.values() for tag in page.find_all(href=True)}
    assert [link for link in links if re.search("flux|actualites/", link) and not link.startswith("https:")] == []


#: Mistakes that one build tells together: file, text, mistake, what is told of it.
FAULTS = {
    "texts": [
        ("pages/avantages.md", "---\ntitle", "title", "pages/avantages.md, ligne 1\u00a0: L’en-tête manque"),
        ("articles/2026-11-17-transcription.md", "date: 2026-11-17", "date: 17/11/2026", "n’est pas une date"),
        ("pages/tarifs.md", "{{ prix_heure }}", "{{ prix_heur }}", "Vouliez-vous dire {{ prix_heure }}"),
        (
            "pages/tarifs.md",
            "slug: tarifs\n",
            "slug: tarifs\nparent: absente\n",
            "«\u00a0parent: absente\u00a0» ne nomme",
        ),
        ("pages/tarifs.md", "section: travailler\n", "section: absente\n", "«\u00a0section\u00a0» vaut"),
        (
            "pages/tarifs.md",
            "slug: tarifs\n",
            "slug: tarifs\nredirect_from: [contact/]\n",
            "L’ancienne adresse «\u00a0contact/",
        ),
        ("pages/accueil.md", "{filename}/pages/tarifs.md", "{filename}/pages/tarif.md", "ne mène à aucun fichier"),
        ("pages/contact.md", "title:", "titre:", "«\u00a0titre\u00a0» n’est pas une clé connue"),
    ],
    "settings": [
        ("secretaire.toml", 'nom = "Camille Exemple"', 'nom = ""', "«\u00a0nom\u00a0» manque dans [identite]"),
        ("secretaire.toml", "000 000 000 00000", "000 000 000 00001", "doit avoir 14 chiffres justes"),
        ("secretaire.toml", 'regime_tva = "franchise"', 'regime_tva = "aucun"', "Indiquez le régime de TVA"),
    ],
    "what is no TOML": [("secretaire.toml", "taux_horaire = 30.00", "taux_horaire = 30,00", "pas une virgule")],
    "identity of the sample": [
        ("secretaire.toml", "exemple = true", "exemple = false", "«\u00a002 61 91 00 00\u00a0» est")
    ],
}


@pytest.mark.parametrize("kind", FAULTS)
def test_mistakes_are_told_at_once_and_leave_the_published_site_alone(content, output, kind):
    """Each names its file and line in French, without a traceback, and output/ keeps its bytes."""
    for file, old, new, _ in FAULTS[kind]:
        replace(content / file, old, new)
    output.mkdir(parents=True)
    (output / "index.html").write_text("le site d’avant", encoding="utf-8")

    lines = tasks.make_site(output, content).splitlines()

    for file, _, _, told in FAULTS[kind]:
        assert [line for line in lines if re.search(rf"{file}, ligne \d+\u00a0: ", line) and told in line], told
    assert not [line for line in lines if "Traceback" in line]
    assert [path.name for path in output.rglob("*")] == ["index.html"]
    assert (output / "index.html").read_text(encoding="utf-8") == "le site d’avant"


def test_link_to_a_missing_place_stops_the_build(content, output):
    """A link that no file check can judge is caught in the built pages."""
    replace(content / "pages" / "contact.md", "\n\n", "\n\n[ici](../pas-la/) \n\n")
    text = (content / "pages" / "contact.md").read_text(encoding="utf-8")
    line = text[: text.index("[ici]")].count("\n") + 1

    assert f"pages/contact.md, ligne {line}\u00a0: Le lien" in tasks.make_site(output, content)


def test_texts_agree_with_one_and_with_what_is_not_sold(content, output):
    """A delay of one is singular, an absent surcharge is not named, and a price before VAT says so."""
    settings = content / "secretaire.toml"
    text = settings.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(\w+_(?:jours|heures)|annees_experience) = \d+$", r"\1 = 1", text)
    text = re.sub(r"^\[\[forfaits\]\]\n.*?(?=^\[|\Z)", "", text, flags=re.DOTALL | re.MULTILINE)
    settings.write_text(text, encoding="utf-8")
    replace(settings, "urgence_pourcent = 20", "urgence_pourcent = 0")
    replace(settings, 'regime_tva = "franchise"', 'regime_tva = "assujettie"')
    replace(settings, 'numero_tva = ""', 'numero_tva = "FR00000000000"')

    problems = tasks.make_site(output, content)
    pages = {name: page.select_one("main").get_text() for name, page in Site(output).pages.items()}

    assert problems == ""
    plural = re.compile(r"\b1[ \u00a0](?:heures|jours|ans)\b")
    assert [name for name, told in pages.items() if plural.search(told)] == []
    before_vat = re.compile(r"€ par (?:courrier|page|minute)")
    assert [name for name, told in pages.items() if before_vat.search(told)] == []
    for absent in ("au forfait,", "l’urgence"):
        assert absent not in pages["tarifs/index.html"]
    assert "travail urgent" not in pages["questions-frequentes/index.html"].split("Y a-t-il des frais")[1][:400]
