"""A man's site: the shipped texts agree with him, and no word that speaks of another person changes."""

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from kinds_of_settings import KINDS, SAMPLE, changed

from estimator.options import OPTIONS
from theme.plugins.checks import content_header, names_page
from theme.plugins.figures import marks, sentences
from theme.plugins.figures.catalogue import of_site
from theme.plugins.settings.secretaire import FILE, load
from theme.plugins.texts.agreement import agreement, masculine, table
from theme.plugins.texts.typography import HEADER_TEXTS

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = sorted([*(CONTENT / "pages").glob("*.md"), *(CONTENT / "articles").glob("*.md")])
#: Where « elle » stands for something else than the secretary, or « seule » goes with another word: read one by one.
OTHERS = tomllib.loads((Path(__file__).parent / "data" / "others.toml").read_text(encoding="utf-8"))["others"]
#: Words that speak of the secretary in the feminine, wherever no phrase of `OTHERS` holds them.
FEMININE = re.compile(
    r"\b(?:[Ee]lles?|[Cc]elle|[Ss]eules?|[Cc]onsœurs?|[Tt]enues?|[Aa]ssurées?|[Pp]rises?|[Ss]oumises?|[Ii]ntégrées?|[Pp]lacées?"
    r"|[Ss]alariées? déguisées?|[Ss]ous-traitantes?|[Ii]nterlocutrices?|[Ee]ntrepreneuses?|[Pp]restatrices?|[Gg]érantes?|[Pp]résidentes?"
    r"|[Pp]rofessionnelles?|[Ii]ndépendantes?|secrétaire médicale|[Aa]ssistantes?|moins chères?"
    r"|(?:[Ll]a|[Uu]ne|[Mm]a|[Ss]a|[Vv]otre) (?:télé)?secrétaire)\b"
)


@cache
def header_and_body(path):
    """The texts of a file: what its header shows, and its body."""
    text = content_header.read(path, path.parent.name)
    return "\n".join(str(text.header.get(key, "")) for key in HEADER_TEXTS), text.body


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    """The names of each kind of settings, as those of a man."""

    def of(kind):
        path = tmp_path_factory.mktemp("kind") / FILE
        path.write_text(changed(KINDS[kind], genre='"homme"'), encoding="utf-8")
        settings, problems = load(path)
        assert problems == []
        return of_site(settings, {})

    return {kind: of(kind) for kind in ("the sample", "nothing promised")}


def left(text):
    """What is left in the feminine of a man's text: (word, where it stands)."""
    for other in OTHERS:
        text = text.replace(other, "…")
    return [
        (found[0], text[max(0, found.start() - 50) : found.end() + 40].replace("\n", " "))
        for found in FEMININE.finditer(text)
    ]


def plain(text):
    """A text with ordinary spaces and apostrophes, as `OTHERS` is written, without what is inside links and tags."""
    return re.sub(r"\]\([^)]*\)|<[^>]*>", " ", re.sub("[\u00a0\u202f]", " ", text).replace("'", "’")).replace("**", "")


@pytest.mark.parametrize("kind", ["the sample", "nothing promised"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_of_a_man_has_no_feminine_that_speaks_of_him(names, path, kind):
    """Title, description, menu and body, the figures in. A new « elle » goes to accords.toml, or to others.toml."""
    header, body = header_and_body(path)

    assert left(plain(masculine(f"{header}\n{marks.render(body, names[kind])[0]}"))) == []


@pytest.mark.parametrize("name", list(sentences.shipped()))
def test_a_sentence_of_a_man_has_no_feminine_that_speaks_of_him(name):
    """Every variant, whether a kind of settings says it or not."""
    said = "\n".join(text for key, text in sentences.shipped()[name].items() if key != sentences.USE)

    assert left(plain(masculine(said))) == []


def test_every_feminine_of_the_woman_is_seen_by_the_search():
    """The search above can fail: most pages and both names of the trade hold what it looks for."""
    found = [path.name for path in TEXTS if left(plain("\n".join(header_and_body(path))))]

    assert len(found) >= 20
    assert left("la secrétaire reste indépendante") == [
        ("la secrétaire", "la secrétaire reste indépendante"),
        ("indépendante", "la secrétaire reste indépendante"),
    ]


def test_every_phrase_stands_somewhere():
    """No phrase of the table is left from a text that has changed."""
    engine = [option.phrase for option in OPTIONS.values()] + ["la secrétaire indépendante n’est pas la moins chère"]
    texts = [part for path in TEXTS for part in header_and_body(path)]
    texts += [text for said in sentences.shipped().values() for text in said.values()]
    everything = plain("\n".join([*texts, *engine])).lower()

    assert [phrase for phrase in table() if phrase.lower() not in everything and table()[phrase] != phrase] == []


def test_every_other_stands_somewhere():
    """Nor is any place of `OTHERS`."""
    texts = "\n".join(part for path in TEXTS for part in header_and_body(path))
    said = "\n".join(text for sentence in sentences.shipped().values() for text in sentence.values())
    everything = plain(masculine(f"{texts}\n{said}"))

    assert [other for other in OTHERS if other not in everything] == []


def test_the_page_of_names_shows_what_his_pages_say(tmp_path):
    """The engine's conclusion, as it stands in a page."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.md").write_text("{{ conclusion_medical }}\n", encoding="utf-8")
    (tmp_path / FILE).write_text(changed(SAMPLE, genre='"homme"'), encoding="utf-8")
    names = of_site(load(tmp_path / FILE)[0], {})
    [row] = [row for row in names_page.rows(tmp_path, names, masculine) if row.name == "conclusion_medical"]

    assert row.text == masculine(names.get("conclusion_medical").text) != names.get("conclusion_medical").text
    assert "le secrétaire indépendant" in row.text.lower()


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        ("Je suis secrétaire indépendante.", "Je suis secrétaire indépendant."),
        ("Une télésecrétaire indépendante s'en charge.", "Un télésecrétaire indépendant s'en charge."),
        ("d'une télésecrétaire", "d'un télésecrétaire"),
        ("Êtes-vous tenue au secret\u202f?", "Êtes-vous tenu au secret\u202f?"),
        ("êtes-vous assurée", "êtes-vous assuré"),
        ("Si elle reçoit elle-même une demande, elle la transmet", "S’il reçoit lui-même une demande, il la transmet"),
        ("La secrétaire n'est intégrée ni aux équipes", "Le secrétaire n’est intégré ni aux équipes"),
        ("pour la secrétaire\u00a0: elle seule", "pour le secrétaire : lui seul"),
        ("## Où travaille-t-elle ?", "## Où travaille-t-il ?"),
    ],
)
def test_a_phrase_agrees(hers, his):
    """Its capital, and whatever apostrophe or space it is typed with."""
    assert masculine(hers) == his
    assert masculine(his) == his


@pytest.mark.parametrize(
    "said",
    [
        "La secrétaire salariée coûte moins, la salariée aussi.",
        "une salariée, une secrétaire salariée et une secrétaire de votre cabinet",
        "La secrétaire du cabinet vous répondra.",
        "Elle travaille chez son employeur.",
        "moi seulement, et une indépendantes",
        "Mon ancienne collègue était assurée.",
        "[secretariat]({filename}/pages/secretariat-independant.md)",
    ],
)
def test_another_person_does_not_change(said):
    """An employee, a client's secretary, a word that only begins alike, an address."""
    assert masculine(said) == said


def test_nothing_changes_for_a_woman():
    """Not a byte of any text or header."""
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")

        assert agreement("femme")(text) == text
    assert agreement("homme")("une télésecrétaire") == "un télésecrétaire"


def test_a_woman_is_who_the_sample_names():
    """A file from before the setting keeps its texts."""
    assert tomllib.loads(SAMPLE)["identite"]["genre"] == "femme"
