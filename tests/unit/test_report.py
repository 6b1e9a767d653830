"""`tasks.py check`: one line for each problem, the exit status, and what more it can tell."""

import shutil
from pathlib import Path

import pytest

from theme.plugins.checks import detail
from theme.plugins.checks.report import report
from theme.plugins.problems import Problem, Severity

DAY = "2026-11-28"
TEXT = "---\ntitle: {title}\ndescription: Une description de {title}.\nslug: {slug}\n{header}---\n\n{body}\n"
PAGE = """<!DOCTYPE html>
<html lang="fr"><head><title>{title}</title><meta name="description" content="{title}."></head>
<body><h1>{title}</h1>{body}</body></html>"""


@pytest.fixture
def run(content, capsys, monkeypatch):
    """Write texts, run the command and return (status, lines of the standard output, the last words)."""
    monkeypatch.chdir(content.parent)

    def write_and_run(texts=(), **options):
        for name, header, body in texts:
            path = content / name
            path.parent.mkdir(exist_ok=True)
            text = TEXT.format(title=path.stem.title(), slug=path.stem, header=header, body=body)
            path.write_text(text, encoding="utf-8")
        status = report(Path("content"), DAY, **options)
        printed = capsys.readouterr()
        return (
            status,
            printed.out.replace("\u00a0", " ").splitlines(),
            printed.err.replace("\u00a0", " ").splitlines()[-1],
        )

    return write_and_run


def test_a_right_content_has_nothing_to_mend(run):
    """No line, and the status of success."""
    assert run([("pages/a.md", "", "Texte.")]) == (0, [], "Rien à corriger dans le dossier content.")


def test_a_fault_is_a_line_that_programs_read(run):
    """File, line, message; another status; both kinds are counted."""
    status, lines, said = run([("pages/a.md", "", "Un **mot.\n\nTODO"), ("pages/b.md", "", "# Titre")])

    assert status == 1
    assert [line.partition(": ")[0] for line in lines] == [
        "content/pages/a.md:7",
        "content/pages/a.md:9",
        "content/pages/b.md:7",
    ]
    assert "Le gras n’est pas refermé" in lines[0]
    assert lines[1].startswith("content/pages/a.md:9: Attention : « TODO »")
    assert said == "Dans le dossier content : 2 fautes à corriger, 1 remarque."


def test_the_guide_is_named_by_its_paragraphs(content, capsys, monkeypatch):
    """Each once, above the count; nothing to explain names nothing, and a forge has no use of it."""
    monkeypatch.chdir(content.parent)
    text = TEXT.format(title="A", slug="a", header="", body="Un **mot.\n\n[Là]({filename}/pages/rien.md)")
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages" / "a.md").write_text(text, encoding="utf-8")
    report(Path("content"), DAY)
    told = capsys.readouterr().err.splitlines()

    assert told[-2] == "Le guide l’explique\u00a0: GUIDE.md#liens, GUIDE.md#marques"
    report(Path("content"), DAY, form="github")
    assert "GUIDE.md" not in capsys.readouterr().err


def test_warnings_alone_are_a_success(run):
    """They are told, and publishing goes on."""
    status, lines, said = run([("pages/a.md", "", "TODO")])

    assert (status, len(lines), said) == (0, 1, "Dans le dossier content : 1 remarque.")


def test_a_fault_of_a_whole_file_stands_at_its_first_line(run, content):
    """Each line has the same shape."""
    shutil.copy(content / "secretaire.toml", content / "autre.toml")
    _, [line], _ = run()

    assert line.startswith("content/autre.toml:1: Attention : Seuls secretaire.toml et phrases.toml sont lus")


def test_detail_tells_what_is_not_published(run, content):
    """Drafts, articles of another day, files that no published text names; nothing of them is a mistake."""
    (content / "images").mkdir()
    (content / "images" / "plan.svg").write_text("<svg/>", encoding="utf-8")
    (content / "images" / "carte.svg").write_text("<svg/>", encoding="utf-8")
    texts = [
        ("pages/a.md", "", "![Un plan]({static}/images/plan.svg)"),
        ("pages/b.md", "status: draft\n", "![Une carte]({static}/images/carte.svg)"),
        ("articles/hier.md", "date: 2026-11-27\n", "Texte."),
        ("articles/jour.md", f"date: {DAY}\n", "Texte."),
        ("articles/demain.md", "date: 2026-11-29\n", "Texte."),
    ]

    assert run(texts)[1] == []
    status, lines, said = run(more=True)

    assert status == 0
    assert lines == [
        "content/articles/demain.md:1: Non publié : il attend le 29 novembre 2026. Fabriquez le site ce jour-là.",
        "content/images/carte.svg:1: Non publié : aucun texte publié ne le nomme.",
        "content/pages/b.md:1: Non publié : c’est un brouillon. "
        "Choisissez « publié » sous « État », ou enlevez la ligne « status: draft ».",
    ]
    assert said == "Dans le dossier content : 3 fichiers non publiés."


@pytest.mark.parametrize(("date", "asked"), [("2027-12-31", False), ("2028-01-01", True), ("2062-11-28", True)])
def test_an_article_of_a_far_year_is_asked_about(run, date, asked):
    """A slip of the keyboard would hide it for years."""
    _, [line], _ = run([("articles/a.md", f"date: {date}\n", "Texte.")], more=True)

    assert ("Est-ce la bonne année" in line) is asked
    assert ("Fabriquez le site ce jour-là" in line) is not asked


def test_another_check_adds_to_the_detail(run, monkeypatch):
    """What is said in her name, for one."""

    def promises(content):
        yield Problem(content.folder / "pages" / "a.md", 7, "« disque chiffré ».", Severity.TO_CONFIRM)

    monkeypatch.setattr(detail, "DETAILS", [*detail.DETAILS, promises])
    status, lines, said = run([("pages/a.md", "", "Texte.")], more=True)

    assert (status, lines) == (0, ["content/pages/a.md:7: À confirmer : « disque chiffré »."])
    assert said == "Dans le dossier content : 1 affirmation à confirmer."


@pytest.fixture
def built(content):
    """Write the pages of a built site, each by its body."""

    def write(pages):
        for name, body in {"index.html": "Texte.", **pages}.items():
            path = content.parent / "output" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PAGE.format(title=name, body=body), encoding="utf-8")
        return content.parent / "output"

    return write


SOURCED = {
    "an anchor": ("[x](#absente)", '<a href="#absente">x</a>', "« #absente » qui n’existe pas"),
    "an anchor of another page": (
        "[x]({filename}/pages/b.md#absente)",
        '<a href="../b/#absente">x</a>',
        "« #absente » qui n’existe pas",
    ),
    "a page by its address": ("[x](../absente/)", '<a href="../absente/">x</a>', "ne mène à aucune page"),
    "a text that waits": (
        "[x]({filename}/pages/c.md)",
        '<a href="../c/">x</a>',
        "Ce lien mène à c.md, qui n’est pas publié",
    ),
    "another kind of address": (
        "[x](javascript:alert(1))",
        '<a href="javascript:alert(1)">x</a>',
        "n’est pas permis dans un lien",
    ),
    "an image of another site": (
        "<img src='https://exemple.fr/a.png' alt=''>",
        '<img src="https://exemple.fr/a.png" alt="">',
        "est chargé d’un autre site",
    ),
    "a title": (
        "<h4>Qu'est-ce **donc** ?</h4>",
        "<h4>Qu’est-ce <b>donc</b>\u00a0?</h4>",
        "saute un niveau",
    ),
}


@pytest.mark.parametrize(("typed", "page", "said"), SOURCED.values(), ids=SOURCED)
def test_a_fault_of_a_page_is_told_in_its_text(run, built, typed, page, said):
    """At the line that made it, not in a file that she never opens."""
    output = built({"a/index.html": page, "b/index.html": "Texte."})
    texts = [
        ("pages/a.md", "", f"Un.\n\n{typed}"),
        ("pages/b.md", "", "Texte."),
        ("pages/c.md", "status: draft\n", "Texte."),
    ]
    status, [line], _ = run(texts, output=output)

    assert status == 1
    assert line.startswith("content/pages/a.md:9: ")
    assert said in line


def test_a_title_that_another_page_has_is_told_at_the_header(run, built):
    """Both texts are named."""
    output = built({})
    for name in ("a", "b"):
        (output / name).mkdir()
        (output / name / "index.html").write_text(PAGE.format(title="Même", body=""), encoding="utf-8")
    _, lines, _ = run([("pages/a.md", "", "Texte."), ("pages/b.md", "", "Texte.")], output=output)

    assert [line.partition(": ")[0] for line in lines] == ["content/pages/b.md:2", "content/pages/b.md:3"]
    assert all("pages/a.md. Chaque page doit avoir" in line for line in lines)


def test_a_fault_of_a_page_without_a_text_names_the_page(run, built):
    """The list of articles is the site's own."""
    _, [line], _ = run(output=built({"actualites/index.html": '<a href="../absente/">x</a>'}))

    assert line.startswith("output/actualites/index.html:1: Le lien")


def test_without_a_built_site_the_command_says_how_to_have_one(run, tmp_path):
    """Nothing is judged."""
    status, lines, said = run(output=tmp_path / "output")

    assert (status, lines) == (1, [])
    assert "python3 tasks.py build" in said
