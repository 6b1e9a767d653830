"""The guide: every problem leads to a paragraph of it, and it names nothing that the desk does not show."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from desks import Browser, desk
from reading import faults
from test_content_check import CASES, TOLD, write

from theme.desk.guide import ADDRESS, PICTURES, as_html
from theme.desk.pages import HERE
from theme.desk.settings_known import GROUPS, names
from theme.plugins.checks import explained
from theme.plugins.checks.content_check import check
from theme.plugins.problems import Problem, Severity

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / explained.GUIDE).read_text(encoding="utf-8")
ANCHORS = re.findall(r'<a id="([a-z-]+)"></a>\n#{2,3} ', GUIDE)
#: Addresses that messages, other pages and her bookmarks lead to: none may go.
STABLE = (
    *("ouvrir", "premiere-heure", "exemple", "promesses", "prix", "reglages", "article", "marques", "liens"),
    *("chiffres", "html", "en-tete", "page", "phrases", "photo", "publier", "hebergeur", "janvier", "rouge"),
    *("fichiers", "non-publie", "disque", "copie"),
)
#: A mistake of each kind, by the paragraph that explains it: (case of the bad contents, paragraph).
KINDS = {
    "titre manquant": "en-tete",
    "description manquante": "en-tete",
    "date « lundi »": "en-tete",
    "slug en double (2 articles, même slug)": "en-tete",
    "image illisible": "photo",
    "image sans description": "photo",
    "nom inconnu dans une formule, dit en français": "chiffres",
    "formule non fermée": "chiffres",
    "lien {filename} cassé": "liens",
    "lien au nom démesuré": "liens",
    "titre H1 dans le corps": "marques",
    "marqueurs de conflit git": "marques",
    "texte avec une tabulation verticale": "marques",
    "balise <script> dans le corps": "html",
    "extension .txt": "fichiers",
    "copie « mauvais (copie).md », avec slug": "fichiers",
}
#: Settings: a line of a section, by its paragraph.
SETTINGS = {
    "tarifs": "prix",
    "forfaits": "prix",
    "promesses": "promesses",
    "hebergement": "hebergeur",
    "site": "reglages",
}


def test_its_addresses_stay():
    """Each once, all of them there."""
    assert sorted(ANCHORS) == sorted(STABLE)


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["name"])
def test_every_mistake_in_a_text_has_its_paragraph(content, case):
    """One about its kind, not only « quand quelque chose est rouge »."""
    write(content, case["files"])
    led = [explained.paragraph(problem, content) for problem in check(content)]

    assert led
    assert [anchor for anchor in led if anchor not in ANCHORS or anchor == explained.ANY] == []


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_of_mistake_leads_to_its_own_paragraph(content, name):
    """And not to a neighbour's."""
    write(content, next(case["files"] for case in CASES if case["name"] == name))

    assert KINDS[name] in [explained.paragraph(problem, content) for problem in check(content)]


@pytest.mark.parametrize("section", SETTINGS)
def test_a_line_of_the_settings_leads_to_its_page_s_paragraph(content, section):
    """By the section that it stands in."""
    path = content / "secretaire.toml"
    path.write_text(f"[autre]\nx = 1\n\n[{section}]\n# une note\ny = 2\n", encoding="utf-8")

    assert explained.paragraph(Problem(path, 6, "« y » n’existe pas."), content) == SETTINGS[section]


def test_what_is_no_mistake_has_its_paragraph_too(content):
    """What is left out, what is to confirm, what is still the sample's, her own sentences."""
    text, settings = content / "pages" / "a.md", content / "secretaire.toml"
    said = [
        Problem(text, None, "c’est un brouillon (status: draft).", Severity.LEFT_OUT),
        Problem(text, 3, "« disque chiffré ».", Severity.TO_CONFIRM),
        Problem(settings, 3, "« nom » : « Camille Exemple » est un nom de l’exemple. Tant que… exemple = true."),
        Problem(content / "phrases.toml", 2, "« x » n’est pas une phrase du site."),
    ]

    assert [explained.paragraph(one, content) for one in said] == ["non-publie", "promesses", "exemple", "phrases"]


def test_every_page_of_settings_has_its_paragraph():
    """Where a form sends who has made a mistake."""
    assert {explained.of_section(titles[0]) for titles in GROUPS.values()} <= set(ANCHORS)


def test_it_names_what_the_desk_shows():
    """Each word in bold is a word of the desk: a button, a field, a page."""
    shown = "\n".join(path.read_text(encoding="utf-8") for path in [*HERE.rglob("*.html"), *HERE.glob("*.js")])
    labels = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))
    shown += json.dumps([labels, *names().values()], ensure_ascii=False)
    bold = {name.rstrip(".") for name in re.findall(r"\*\*([^*`]+)\*\*", GUIDE)} - {"en gras"}

    assert len(bold) > 30
    assert sorted(name for name in bold if name not in shown) == []


def test_its_first_hour_is_that_of_the_desk():
    """The same pages, in the same order."""
    hour = GUIDE.partition('<a id="premiere-heure"></a>')[2].partition("<a id=")[0]
    names = tomllib.loads((HERE / "labels.toml").read_text(encoding="utf-8"))["groups"]

    assert re.findall(r"(?m)^\d\. \*\*([^*]+)\*\*", hour) == [names[group] for group in GROUPS]


def test_its_french_is_set_as_french():
    """No-break spaces, apostrophes, quotes; what is to be typed aside."""
    prose = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<a id=.*?</a>|\"…\"", "x", GUIDE, flags=re.DOTALL)
    prose = re.sub(r"https?://[\w./:-]+\w/?", "x", prose)
    prose = re.sub(r"(?m)^(?:\d\.|-) |^#+ |^!|[*\[\]]", "", prose)

    assert [fault for line in prose.splitlines() for fault in faults(line)] == []


def test_the_desk_shows_it(tmp_path):
    """Each paragraph at its address, each picture beside it."""
    page = Browser(desk(tmp_path)).get(ADDRESS)

    assert page.status == 200
    assert [anchor for anchor in ANCHORS if f'<a id="{anchor}"></a>' not in page.text] == []
    pictures = re.findall(r'<img alt="([^"]+)" src="([^"]+)"', page.text)
    assert len(pictures) == len(re.findall(r"(?m)^!\[", GUIDE)) >= 6
    for told, address in pictures:
        assert told
        assert Browser(desk(tmp_path)).get(address).headers["Content-Type"] == "image/webp"
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < 400_000


def test_a_mistake_at_the_desk_links_to_its_paragraph(tmp_path):
    """In « À corriger », and beside a form that is not saved."""
    at = desk(tmp_path)
    page = at.content / "pages" / "contact.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[Là]({filename}/pages/rien.md)\n", encoding="utf-8")
    browser = Browser(at)

    assert f'href="{ADDRESS}#liens"' in browser.get("/bureau/corriger/").text
    state = re.search(r'name="etat" value="(\w+)"', browser.get("/bureau/reglages/prix").text)[1]
    refused = browser.post("/bureau/reglages/prix", {"etat": state, "tarifs.taux_horaire": "beaucoup"})
    assert refused.status == 422
    assert f'href="{ADDRESS}#prix"' in refused.text


def test_markdown_of_the_guide_is_all_read():
    """No mark is left as it is typed, but inside code."""
    page = re.sub(r"<(pre|code)>.*?</\1>", "", as_html(GUIDE), flags=re.DOTALL)

    assert re.findall(r"\*\*|`|\]\(|^#", page, flags=re.MULTILINE) == []
