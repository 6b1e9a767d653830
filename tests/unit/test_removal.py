"""A page taken off the site."""

import pytest

from theme.plugins.checks.content_check import check
from theme.plugins.checks.removal import Refusal, remove

HEADER = "---\ntitle: {0}\ndescription: {0}, en bref.\nslug: {0}\n{1}---\n\n"
TEXTS = {
    "accueil": (
        'save_as: index.html\nurl: ""\n',
        "Deux pages : [les prix]({filename}/pages/prix.md) et [le climat]({filename}/pages/climat.md#kg).",
    ),
    "prix": (
        "parent: climat\n",
        'Voyez **[ce que [ça] change]({filename}/pages/climat.md "titre")**.\n\nEt [ailleurs](https://a.fr/climat.md).\n',
    ),
    "climat": ("", "Rien, ou [l’accueil]({filename}/pages/accueil.md).\n"),
    "mentions": ("template: mentions-legales\n", "Qui je suis.\n"),
    "pour-qui": ("", "{{ phrase_particuliers }}\n"),
}


@pytest.fixture
def pages(content):
    """Some pages that lead to one another, valid."""
    (content / "pages").mkdir()
    for name, (header, body) in TEXTS.items():
        (content / "pages" / f"{name}.md").write_text(HEADER.format(name, header) + body, encoding="utf-8")
    assert check(content) == []
    return content


def body(content, name):
    """What a page says."""
    return (content / "pages" / f"{name}.md").read_text(encoding="utf-8").partition("---\n\n")[2]


@pytest.mark.parametrize("wanted", ["climat", "climat.md", "content/pages/climat.md"])
def test_links_become_words_and_each_line_is_told(pages, wanted):
    """What else stands in a text keeps its bytes; the site is still right."""
    removed = remove(pages, wanted)

    assert body(pages, "accueil") == "Deux pages : [les prix]({filename}/pages/prix.md) et le climat."
    assert body(pages, "prix") == "Voyez **ce que [ça] change**.\n\nEt [ailleurs](https://a.fr/climat.md).\n"
    assert [(place.path.name, place.line) for place in removed.places] == [
        ("accueil.md", 9),
        ("prix.md", 8),
        ("prix.md", 5),
    ]
    assert removed.places[0].message == "Deux pages : [les prix]({filename}/pages/prix.md) et le climat."
    assert "parent" not in (pages / "pages" / "prix.md").read_text(encoding="utf-8")
    assert check(pages) == []


def test_the_page_stays_as_a_draft(pages):
    """Its words are not lost, whatever its status and its line ends were."""
    path = pages / "pages" / "climat.md"
    before = path.read_bytes()
    remove(pages, "climat")
    assert path.read_bytes() == before.replace(b"---\n", b"---\nstatus: draft\n", 1)

    path.write_bytes(before.replace(b"slug", b"status: hidden\nslug").replace(b"\n", b"\r\n"))
    remove(pages, "climat")
    assert path.read_bytes() == before.replace(b"slug", b"status: draft\nslug").replace(b"\n", b"\r\n")


def test_a_sentence_of_the_site_that_led_there_is_said_without_its_link(pages):
    """In phrases.toml, beside what she says there already."""
    own = pages / "phrases.toml"
    own.write_text('[phrase_particuliers]\nparticuliers = "Oui, tous."\n', encoding="utf-8")

    removed = remove(pages, "pour-qui")

    assert own.read_text(encoding="utf-8").startswith('[phrase_particuliers]\nsinon = "Non, seulement')
    assert "La page pour qui donne" in own.read_text(encoding="utf-8")
    assert 'particuliers = "Oui, tous."' in own.read_text(encoding="utf-8")
    assert [place.path.name for place in removed.places] == ["phrases.toml"]
    assert check(pages) == []


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("accueil", "L’accueil ne se retire pas"),
        ("mentions", "n° 2004-575"),
        ("nuage", "Vos pages : accueil, climat"),
    ],
)
def test_a_page_that_must_stay_is_refused(pages, wanted, message):
    """In a sentence, and nothing is changed."""
    before = {path: path.read_bytes() for path in pages.rglob("*.md")}

    with pytest.raises(Refusal, match=message):
        remove(pages, wanted)

    assert {path: path.read_bytes() for path in pages.rglob("*.md")} == before


@pytest.mark.parametrize(
    ("name", "broken"),
    [("pages/climat.md", b"\xe9"), ("phrases.toml", b"[phrase_preavis\n"), ("secretaire.toml", b"[site\n")],
)
def test_nothing_is_changed_while_a_file_cannot_be_read(pages, name, broken):
    """The fault is told with its file; no text loses a link for a page that stays."""
    (pages / name).write_bytes(broken)
    before = {path: path.read_bytes() for path in pages.rglob("*") if path.is_file()}

    with pytest.raises(Refusal, match=f"Corrigez d’abord ceci.*{name}"):
        remove(pages, "prix")

    assert {path: path.read_bytes() for path in pages.rglob("*") if path.is_file()} == before
