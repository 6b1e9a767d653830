"""
Mistakes in the texts: each is told with its file and its line, in French, or is none.

Left to other checks, see `left_to` in data/bad_contents.json: broken anchors
(output_check); HTML left open (validation of the built pages).
"""

import json
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from identity import owned

from theme.plugins.checks import header_check
from theme.plugins.checks.content import read as read_content
from theme.plugins.checks.content_check import check, missing_pages
from theme.plugins.checks.content_header import Text, read
from theme.plugins.problems import Severity

DATA = json.loads((Path(__file__).parent / "data" / "bad_contents.json").read_text(encoding="utf-8"))
CASES = DATA["cases"]
TOLD = [case for case in CASES if "told" in case]
SILENT = [case for case in CASES if "told" not in case]
TEXT = "---\ntitle: Un titre\ndescription: Une description.\n{}---\n\n{}\n"


def write(content, files):
    """Write the files of a case under the folder of contents."""
    for name, value in files.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes.fromhex(value["hex"]) if isinstance(value, dict) else value.encode("utf-8"))


def problems(content):
    """Return (file, line, message) of each problem."""
    return [(p.path.relative_to(content).as_posix(), p.line, p.message) for p in check(content)]


def page(content, body, header="", name="pages/a.md"):
    """Write one page."""
    write(content, {name: TEXT.format(header, body)})


def test_cases_are_found():
    """The suite cannot pass on an empty file; each case says what is expected of it, once."""
    assert len(TOLD) >= 60
    assert len(SILENT) >= 12
    assert [case["name"] for case in CASES if len(case.keys() & {"told", "accepted", "left_to"}) != 1] == []


def test_valid_contents_have_no_problem(content):
    """The folder that the cases spoil is right."""
    assert problems(content) == []


@pytest.mark.parametrize("case", TOLD, ids=lambda case: case["name"])
def test_a_mistake_is_told_with_its_file_its_line_and_what_to_do(content, case):
    """One of the problems is the planted one."""
    write(content, case["files"])
    told = case["told"]
    found = problems(content)

    assert [
        message
        for file, line, message in found
        if file == told["file"] and told["line"] in (line, "any") and told["said"] in message
    ], found


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case["name"])
def test_what_is_right_or_left_to_another_check_is_not_told(content, case):
    """No false alarm: the reason stands in the data."""
    write(content, case["files"])

    assert problems(content) == []


def test_a_mistake_is_told_once(content):
    """One fault, one sentence."""
    page(content, "[x]({filename}/pages/absent.md)")

    assert len(problems(content)) == 1


def test_problems_come_by_file_and_line(content):
    """As a person goes through them."""
    write(content, {"pages/b.md": TEXT.format("slug: b\n", "# a\n\n# b").replace("Un titre", "B")})
    page(content, "# a", name="pages/a.md")

    assert [found[:2] for found in problems(content)] == [("pages/a.md", 6), ("pages/b.md", 7), ("pages/b.md", 9)]


def test_a_problem_reads_as_a_french_sentence_with_its_place(content):
    """What the secretary sees in the terminal."""
    page(content, "# Titre")

    assert str(check(content)[0]).endswith(
        "content/pages/a.md, ligne 6\u00a0: Le titre de la page est déjà le seul titre de premier niveau\u00a0: "
        "écrivez ## au lieu de #."
    )


@pytest.mark.parametrize(
    "link",
    [
        "{filename}/pages/b.md",
        "{filename}b.md",
        "{filename}/pages/b.md#ancre",
        "{static}/images/c.svg",
        "../b/b.docx",
    ],
)
def test_a_link_to_a_file_is_accepted(content, link):
    """From the root, from the text's own folder, with an anchor, to an image, to what the build will make."""
    write(content, {"images/c.svg": "<svg/>", "pages/b.md": TEXT.format("slug: b\n", "B.").replace("Un titre", "B")})
    page(content, f"[x]({link})")

    assert problems(content) == []


@pytest.mark.parametrize("days", ["2026-03-05", "2026-03-05 14:30:00", "2000-01-01"])
def test_a_date_of_the_site_s_age_is_accepted(content, days):
    """From 2000 on, with or without a time."""
    page(content, "Texte.", f"date: {days}\n", "articles/a.md")

    assert problems(content) == []


def test_a_date_before_2000_is_told(content):
    """31 December 1999 is a slip."""
    page(content, "Texte.", "date: 1999-12-31\n", "articles/a.md")

    assert "trop ancien" in problems(content)[0][2]


def test_figures_of_the_settings_are_known(content):
    """A price of the settings and a parameter of the law, in a text."""
    page(content, "{{ prix_heure }}, {{ smic_horaire }}")

    assert problems(content) == []


def test_a_wrong_price_does_not_accuse_the_texts_that_use_prices(content, settings_text):
    """One mistake in the settings: one problem, there, and none in right texts."""
    (content / "secretaire.toml").write_text(settings_text.replace("= 30.00", "= 0"), encoding="utf-8")
    page(content, "{{ prix_heure }}")

    assert [file for file, _, _ in problems(content)] == ["secretaire.toml"]


def test_unreadable_settings_do_not_accuse_the_texts(content):
    """The same when the file cannot be read at all."""
    (content / "secretaire.toml").write_text("[site\n", encoding="utf-8")
    page(content, "{{ prix_heure }}")

    assert [file for file, _, _ in problems(content)] == ["secretaire.toml"]


def test_a_folder_without_settings_is_told(tmp_path):
    """Whatever the folder's name: the missing file is told, the texts are still checked."""
    folder = tmp_path / "textes"
    write(folder, {"pages/a.md": TEXT.format("", "# Titre")})

    assert [file for file, _, _ in problems(folder)] == ["pages/a.md", "secretaire.toml"]


def test_a_folder_without_texts_has_no_problem(content):
    """Neither pages nor articles: nothing to check."""
    assert problems(content) == []


def test_pages_that_the_law_asks_for_may_not_be_missing(content):
    """Published, whatever their names; a draft is not enough."""
    page(content, "Texte.", "template: vie-privee\nstatus: draft\n")
    assert list(missing_pages(read_content(content))) == []
    page(content, "Texte.", 'save_as: index.html\nurl: ""\n', name="pages/accueil.md")
    assert [str(problem.path.name) for problem in missing_pages(read_content(content))] == ["pages", "pages"]

    page(content, "Texte.", "template: vie-privee\n")
    page(content, "Texte.", "template: mentions-legales\nslug: qui\n", name="pages/b.md")
    assert list(missing_pages(read_content(content))) == []


def test_the_header_of_a_text_is_read(tmp_path):
    """What other checks need of it."""
    path = tmp_path / "a.md"
    path.write_text(TEXT.format("", "x"), encoding="utf-8")

    assert read(path, "pages").header == {"title": "Un titre", "description": "Une description."}


@pytest.mark.parametrize("text", ["", "x", "---\n[\n---\n", "---\n- a\n---\n"], ids=repr)
def test_the_header_of_an_unreadable_text_is_a_problem(tmp_path, text):
    """No crash: the one mistake that keeps the text from being read, in a sentence."""
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    problem = read(path, "pages")

    assert not isinstance(problem, Text)
    assert problem.message.endswith(".")


def test_an_impossible_day_is_read_as_its_text(tmp_path):
    """The header is read all the same; the check of the date tells the mistake."""
    path = tmp_path / "a.md"
    path.write_text("---\ndate: 2026-02-30\n---\n", encoding="utf-8")

    assert read(path, "pages").header == {"date": "2026-02-30"}


headers = st.lists(
    st.tuples(
        st.sampled_from(["title", "description", "date", "slug", "status", "modified", "position", "x", "? [a]", ""]),
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(
                ["2026-03-05", "2026-02-30", "0000-00-00", "[a", "{a: b}", "&a *a", "!!python/x", "1e5", "~", "|"]
            ),
        ),
    ),
    max_size=4,
).map(lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs))
bodies = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["{{", "{% if %}", "{{ x }}", "{{ [].x.y }}", "{% include 'x' %}", "{% extends x %}", "{#", "{filename}"]
    ),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(headers, bodies, st.sampled_from(["pages/a.md", "articles/a.md"]))
def test_no_text_makes_the_check_crash(content, header, body, name):
    """Whatever is typed, problems or none, and each is a sentence with its place."""
    write(content, {name: f"---\n{header}---\n{body}".encode("utf-8", "replace").decode()})

    assert all(problem.message and str(problem) for problem in check(content))


def header(content, name, lines, title=None):
    """Write a page or an article of its own title, with these lines in its header."""
    write(content, {name: TEXT.format(lines, "Texte.").replace("Un titre", title or name)})


@pytest.fixture
def parents(content):
    """Pages « haut », « milieu » under it, the home page and a draft."""
    header(content, "pages/haut.md", "slug: haut\n")
    header(content, "pages/milieu.md", "slug: milieu\nparent: haut\n")
    header(content, "pages/accueil.md", 'slug: accueil\nsave_as: index.html\nurl: ""\n')
    header(content, "pages/brouillon.md", "slug: brouillon\nstatus: draft\n")
    return content


def test_a_page_may_stand_under_another(parents):
    """At two levels."""
    header(parents, "pages/bas.md", "slug: bas\nparent: milieu\nsection: metier\n")

    assert problems(parents) == []


@pytest.mark.parametrize("parent", ["absent", "brouillon", "12", "[haut]", "", "Haut"])
def test_a_parent_that_is_no_published_page_is_told(parents, parent):
    """With the line of the key."""
    header(parents, "pages/bas.md", f"slug: bas\nparent: {parent}\n")

    assert [(file, line) for file, line, said in problems(parents) if "aucune page publiée" in said] == [
        ("pages/bas.md", 5)
    ]


def test_the_home_page_is_no_parent(parents):
    """It is above every page already."""
    header(parents, "pages/bas.md", "slug: bas\nparent: accueil\n")

    assert ["L’accueil est déjà" in said for _, _, said in problems(parents)] == [True]


def test_a_page_is_not_its_own_parent(parents):
    """Not even by way of others: each page of the loop is told, those under it are not."""
    header(parents, "pages/seul.md", "slug: seul\nparent: seul\n")
    header(parents, "pages/haut.md", "slug: haut\nparent: milieu\n")
    header(parents, "pages/bas.md", "slug: bas\nparent: milieu\n")

    assert [file for file, _, said in problems(parents) if "ramène à cette page" in said] == [
        "pages/haut.md",
        "pages/milieu.md",
        "pages/seul.md",
    ]


@pytest.mark.parametrize("section", ["autre", "12", "[metier]", ""])
def test_an_unknown_section_is_told(content, section):
    """With those that exist."""
    header(content, "pages/a.md", f"section: {section}\n")

    assert problems(content) == [
        ("pages/a.md", 4, "« section » vaut metier, travailler, confiance, site."),
    ]


def test_templates_that_show_a_page_are_those_that_a_page_may_choose():
    """Each that shows a text, or is made from one that does; macros are called by them."""
    shows = re.compile(r"page\.(?:title|content)|extends \"page\.html\"")
    templates = (Path(__file__).parents[2] / "theme" / "templates").glob("*.html")
    found = {path.stem for path in templates if shows.search(path.read_text(encoding="utf-8"))}

    assert found - {"macros"} == set(header_check.FOR_PAGES)


@pytest.mark.parametrize(
    "template", ["404", "actualites", "apart", "article", "base", "macros", "noms", "redirect", "screen"]
)
def test_a_template_of_something_else_is_no_template_for_a_page(content, template):
    """The page of errors, the list of articles, old addresses."""
    header(content, "pages/a.md", f'template: "{template}"\n')

    assert ["« template » vaut un des modèles" in said for _, _, said in problems(content)] == [True]


@pytest.mark.parametrize(
    "old", ["prix/", "/prix/", "prix", "prix.html", "vieux/Mes_Prix.html", "actualites/ancien/", "a-b/c"]
)
def test_an_old_address_is_accepted(content, old):
    """A folder or a file of HTML, on a page and on an article."""
    header(content, "pages/a.md", f"slug: a\nredirect_from: [{old}, autre/]\n")
    header(content, "articles/b.md", "date: 2026-03-05\nslug: b\nredirect_from:\n  - troisieme/\n")

    assert problems(content) == []


@pytest.mark.parametrize(
    "old",
    [
        "https://www.exemple.fr/prix/",
        "//exemple.fr/prix/",
        "../prix/",
        "'prix?page=2'",
        "prix#haut",
        "mes prix/",
        "été/",
        "prix.php",
        "/",
        "''",
        "12",
        "a//b/",
        ".prix/",
    ],
)
def test_what_is_no_old_address_is_told(content, old):
    """Another site, another kind of file, signs that an address of this site has not."""
    header(content, "pages/a.md", f"slug: a\nredirect_from: [{old}]\n")

    assert [(line, "n’est pas une ancienne adresse" in said) for _, line, said in problems(content)] == [(5, True)]


@pytest.mark.parametrize("value", ["prix/", "[]", "", "{a: b}"])
def test_old_addresses_are_a_list(content, value):
    """Even when there is only one."""
    header(content, "pages/a.md", f"redirect_from: {value}\n")

    assert [(line, "est une liste" in said) for _, line, said in problems(content)] == [(4, True)]


@pytest.mark.parametrize("old", ["theme/", "estimation/moteur/x/", "theme/social/a.html"])
def test_an_old_address_does_not_take_the_site_s_own_folders(content, old):
    """Styles and engine."""
    header(content, "pages/a.md", f"slug: a\nredirect_from: [{old}]\n")

    assert ["prise par le site lui-même" in said for _, _, said in problems(content)] == [True]


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("b/", "« b/ » sert déjà à b.md"),
        ("B/", "« B/ » sert déjà à b.md"),
        ("a/", "« a/ » sert déjà à a.md"),
        ("b/index.html", "« b/ » sert déjà à b.md"),
        ("actualites/c/", "« actualites/c/ » sert déjà à c.md"),
        ("index.html", "« index.html » est une page du site"),
        ("404.html", "« 404.html » est une page du site"),
        ("actualites/", "« actualites/ » est une page du site"),
        ("pris/", "« pris/ » est déjà dans redirect_from de a.md"),
        ("neuf/, /neuf", "« neuf/ » est déjà dans redirect_from de a.md"),
    ],
)
def test_an_old_address_that_answers_already_is_told(content, old, said):
    """A page, an article, the site's own pages, another old address, the same one twice."""
    header(content, "pages/b.md", "slug: b\nredirect_from: [pris/]\n")
    header(content, "articles/c.md", "slug: c\ndate: 2026-03-05\n")
    header(content, "pages/a.md", f"slug: a\nredirect_from: [{old}]\n")
    found = problems(content)

    assert len(found) == 1
    assert said in found[0][2]


def test_a_draft_takes_no_address(content):
    """Neither its own nor its old ones: it is not written."""
    header(content, "pages/b.md", "slug: b\nstatus: draft\nredirect_from: [prix/]\n")
    header(content, "pages/a.md", "slug: a\nredirect_from: [b/, prix/]\n")

    assert problems(content) == []


HEADERS = {
    "a key twice": ("slug: a\nslug: b\n", 5, "« slug » est déjà à la ligne 4"),
    "a title that YAML would cut": ("menu: Numéro # 1\n", 4, "Mettez entre guillemets tout le texte de « menu »"),
    "a short title that is a year": ("short_title: 2026\n", 4, 'Écrivez short_title: "2026", entre guillemets.'),
    "a menu that is a year": ("menu: 2026\n", 4, 'Écrivez menu: "2026", entre guillemets.'),
    "a menu that is a decimal": ("menu: 3.0\n", 4, 'Écrivez menu: "3.0", entre guillemets.'),
    "a menu that YAML takes for a yes": ("menu: on\n", 4, 'Écrivez menu: "on", entre guillemets.'),
}


@pytest.mark.parametrize(("header", "line", "said"), HEADERS.values(), ids=HEADERS)
def test_a_line_of_the_header_that_yaml_reads_otherwise_is_told(content, header, line, said):
    """YAML keeps the last of two, drops what follows a hash, and makes numbers of texts."""
    page(content, "Texte.", header)

    [(_, number, message)] = problems(content)
    assert number == line
    assert said in message


@pytest.mark.parametrize("value", ["Numéro#1", '"Numéro # 1"', "'Numéro # 1'", '"2026"'])
def test_a_text_that_yaml_reads_whole_is_accepted(content, value):
    """A hash inside a word or between quotes, a number between quotes."""
    page(content, "Texte.", f"menu: {value}\n")

    assert problems(content) == []


@pytest.mark.parametrize("hour", ["25:00", "24:00", "12:60", "23:59:60"])
def test_an_hour_that_is_none_is_told(content, hour):
    """Pelican would stop on it with an English sentence."""
    page(content, "Texte.", f"date: 2026-11-20 {hour}\n", "articles/a.md")

    [(_, line, message)] = problems(content)
    assert line == 4
    assert "de 00:00 à 23:59" in message


@pytest.mark.parametrize("hour", ["00:00", "23:59", "23:59:59"])
def test_an_hour_of_the_day_is_accepted(content, hour):
    """From midnight to the last second."""
    page(content, "Texte.", f"date: 2026-11-20 {hour}\n", "articles/a.md")

    assert problems(content) == []


@pytest.mark.parametrize("name", ["a.md", "article/a.md", "images/a.md", "notes.markdown"])
def test_a_text_outside_its_folders_is_told(content, name):
    """It would have no page, without a word."""
    page(content, "Texte.", name=name)

    [(file, line, message)] = problems(content)
    assert (file, line) == (name, None)
    assert "Déplacez-le dans content/pages ou dans content/articles." in message


COPIES = ("b - Copie.md", "b (1).md", "b (copie en conflit de Poste 3 2026-11-20).md", "Copie de b.md", "b copy.md")


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_blamed_rather_than_the_text(content, name):
    """With the same address, the copy is too many; she would spoil the right one."""
    for each in ("b.md", name):
        page(content, "Texte.", "slug: b\n", f"pages/{each}")

    [(file, _, message)] = problems(content)
    assert file == f"pages/{name}"
    assert "semble une copie de b.md" in message


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_with_an_address_of_its_own_is_a_warning(content, name):
    """It is published, perhaps without her knowing."""
    page(content, "Texte.", "slug: c\n", f"pages/{name}")

    [problem] = check(content)
    assert problem.severity is Severity.WARNING
    assert "celui d’une copie" in problem.message


@pytest.mark.parametrize("name", ["copies-conformes.md", "photocopie.md", "article-28.md"])
def test_a_name_that_speaks_of_copies_is_accepted(content, name):
    """Her trade is full of them."""
    page(content, "Texte.", name=f"pages/{name}")

    assert problems(content) == []


def test_another_file_of_settings_is_a_warning(content, settings_text):
    """Only one is read: whoever changes the other waits for nothing."""
    (content / "secretaire (copie).toml").write_text(settings_text, encoding="utf-8")

    [problem] = check(content)
    assert problem.severity is Severity.WARNING
    assert "Seuls secretaire.toml et phrases.toml sont lus" in problem.message


def test_a_line_is_what_editors_show(content, settings_text):
    """A separator pasted from a word processor begins no line, in a text or the settings."""
    (content / "secretaire.toml").write_text(
        owned(settings_text).replace('"BTS"', '"B\u2028S"').replace("= 30.00", "= 0"), encoding="utf-8"
    )
    page(content, "a\u2028b\n\nCamille Exemple\n\nUn **mot.", "slug: A\n")
    places = [(file, line) for file, line, _ in problems(content)]
    price = settings_text[: settings_text.index("taux_horaire")].count("\n") + 1

    assert places == [("pages/a.md", 4), ("pages/a.md", 9), ("pages/a.md", 11), ("secretaire.toml", price)]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_a_separator_in_a_header_is_told(content, character):
    """YAML ends a line there, and would count the next ones wrong."""
    page(content, "Texte.", f"menu: a{character}b\nslug: a\n")

    [(_, line, message)] = problems(content)
    assert (line, "caractère invisible" in message) == (4, True)


BILLION = "".join(f"k{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9))


@pytest.mark.parametrize(
    ("header", "line", "said"),
    [
        (f"slug: &a0 x\n{BILLION}date: [*a8, *a8]\n", 4, "commence par & ou *"),
        ("menu: *tarifs\n", 4, "commence par & ou *"),
        ("menu: " + "[" * 5_000 + "\n", 4, "Trop de crochets"),
        ("position: " + "9" * 5_000 + "\n", 4, "beaucoup trop long"),
        ("position: 0x" + "f" * 4_000 + "\n", 4, "beaucoup trop long"),
        ("position: " + ":".join(["59"] * 1_000) + "\n", 4, "beaucoup trop long"),
        ("menu:\n  " + "- " * 2_000 + "x\n", 5, "trop de tirets"),
        ("? " * 2_000 + "x\n", 4, "trop de tirets"),
        ("\n".join(" " * depth + "a:" for depth in range(900)) + "\n", 104, "trop en retrait"),
        ("slug: a\nmenu: !!timestamp x\n", 5, "le texte seul, entre guillemets"),
        ("menu: !!int x\n", 4, "le texte seul, entre guillemets"),
        ("menu: !!bool x\n", 4, "le texte seul, entre guillemets"),
        ('menu: "\\U0011FFFF"\n', 4, "le texte seul, entre guillemets"),
    ],
    ids=[
        "aliases",
        "alias alone",
        "brackets",
        "digits",
        "digits by sixteen",
        "digits by sixty",
        "dashes",
        "marks of keys",
        "nine hundred steps inside",
        "a day that is none",
        "a number that is none",
        "a yes that is none",
        "a character that is none",
    ],
)
def test_a_header_that_would_hold_a_program_up_is_told(content, header, line, said):
    """At once, in French, on its line."""
    page(content, "Du texte.", header)
    told = [(number, message) for name, number, message in problems(content) if name == "pages/a.md"]

    assert [number for number, message in told if said in message] == [line]
    assert len(told) == 1


def test_signs_that_name_nothing_are_left(content):
    """« R&D », a star inside a text, and both between quotes."""
    page(content, "Du texte.", 'menu: "R&D *"\n')

    assert problems(content) == []
