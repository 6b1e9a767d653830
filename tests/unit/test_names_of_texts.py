"""The names that the texts use, for secretaries of several kinds, and the sentences with their variants."""

import re
from functools import cache
from pathlib import Path

import pytest
from kinds_of_settings import KINDS, SAMPLE, changed

from theme.plugins.checks import content_header, names_page
from theme.plugins.checks.content import read
from theme.plugins.checks.content_check import check
from theme.plugins.figures import marks, sentences
from theme.plugins.figures.catalogue import of_site
from theme.plugins.settings.secretaire import load

CONTENT = Path(__file__).parents[2] / "content"
TEXTS = sorted([*(CONTENT / "pages").glob("*.md"), *(CONTENT / "articles").glob("*.md")])
#: What a piece that went may leave behind: a space too many, a comma alone, a mark.
LEFT = re.compile(
    r"  |\(\(|\)\)|\{\{|\}\}|[,:] *[.;,]|\( *\)|(?<![ \u00a0])[;:!?](?= )(?!\S)|[\x00\x01]|^[-*] *[.;]?$", re.MULTILINE
)


@cache
def names_of(kind, tmp="/"):
    """The names of a kind of settings, read from a file as a build reads them."""
    settings, problems = load(_written(kind))
    assert problems == []
    return of_site(settings, {})


FOLDER = {}


@pytest.fixture(scope="module", autouse=True)
def _folder(tmp_path_factory):
    FOLDER["path"] = tmp_path_factory.mktemp("kinds")


def _written(kind):
    path = FOLDER["path"] / f"{sorted(KINDS).index(kind)}.toml"
    path.write_text(KINDS[kind], encoding="utf-8")
    return path


def body(path):
    """The text of a file, without its header."""
    return content_header.read(path, path.parent.name).body


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_holds_no_program(path):
    """Words, Markdown and plain names: nothing that only a programmer may change."""
    text = path.read_text(encoding="utf-8")

    assert "{%" not in text
    assert "{#" not in text
    assert [
        found for found in re.findall(r"\{\{.*?\}\}", text) if not re.fullmatch(r"\{\{ [a-z0-9_]+ \}\}", found)
    ] == []
    assert text.count("{{") == text.count("}}") == len(re.findall(r"\{\{.*?\}\}", text))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_text_suits_every_kind_of_secretary(path, kind):
    """No fault, no mark left, and nothing that a piece which went has torn."""
    text, faults = marks.render(body(path), names_of(kind))

    assert faults == []
    told = re.sub(
        r"_{2,}|\{:[^}]*\}|\]\([^)]*\)|^\|[^\n]*|<table.*?</table>", "X", text, flags=re.MULTILINE | re.DOTALL
    )
    assert LEFT.findall(told) == []


def test_every_sentence_is_used_and_every_variant_said():
    """Each variant is what one kind of settings or another makes a page say."""
    used = set(names_page.uses(CONTENT))
    unsaid, unused = [], []
    for name, said in sentences.shipped().items():
        codes = [""] if "*" not in name else _codes(name)
        if not any(name.replace("*", code) in used for code in codes):
            unused.append(name)
        for variant in said:
            if variant != sentences.USE and not any(_says(name, variant, kind) for kind in KINDS):
                unsaid.append((name, variant))

    assert unused == []
    assert unsaid == []


def _codes(name):
    """The needs for which a sentence is made."""
    start = name.removesuffix("*")
    return [found.removeprefix(start) for found in names_of("the sample") if found.startswith(start)]


def _says(name, variant, kind):
    """Whether one kind of settings makes a sentence say this variant."""
    names, text = names_of(kind), sentences.shipped()[name][variant]
    for code in _codes(name) if "*" in name else [""]:
        said = marks.phrase(text.replace("_*", f"_{code}"), names)
        if said and said == names.get(name.replace("*", code)).text:
            return True
    return False


def test_every_name_says_where_it_comes_from():
    """And what it says can be shown: a text, without a mark."""
    names = names_of("the sample")

    assert [name for name in names if not names.get(name).origin] == []
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []
    assert [name for name in names if re.search(r"\{\{|\x00|\x01|None|Decimal", names.get(name).text)] == []


def test_prices_say_their_unit_and_that_tva_is_to_be_added():
    """In a sentence nothing is left to be written around a price."""
    free, subject = names_of("the sample"), names_of("VAT")

    assert free.get("prix_heure").text == "30,00\u00a0€"
    assert subject.get("prix_heure").text == "30,00\u00a0€ hors taxes"
    assert free.get("prix_45_transcription").text == "99,00\u00a0€"
    assert subject.get("prix_800_appel").text == "1\u202f600,00\u00a0€ hors taxes"
    assert free.get("prix_45_inconnue") is None


def test_lists_and_rows_show_a_name_as_it_is_typed(tmp_path):
    """A bar makes no cell, an angle bracket no tag, a star no bold."""
    path = tmp_path / "secretaire.toml"
    path.write_text(
        SAMPLE.replace('nom = "Courrier d’une page, rédigé et mis en forme"', 'nom = "a | *b* <i>"'), encoding="utf-8"
    )
    names = of_site(load(path)[0], {})

    for name in ("liste_taches", "lignes_de_prix"):
        assert "a &#124; &#42;b&#42; &#60;i&#62;" in names.get(name).text
    assert {line.count("|") for line in names.get("lignes_de_prix").text.splitlines()} == {4}


def test_a_task_that_is_not_sold_says_nothing():
    """A text of the program may name it; one that nobody knows is a mistake."""
    names = names_of("no task")

    assert names.get("prix_appel").text == names.get("unite_appel").text == names.get("prix_800_appel").text == ""
    assert names.get("prix_tricot") is None


def test_her_own_words_replace_those_of_the_site(tmp_path):
    """Only the variant that she writes; its names are filled in as in the site's own."""
    settings, _ = load(_written("the sample"))
    own = {"phrase_preavis": {"promis": "sous {{ preavis }}, c’est dit"}}

    assert of_site(settings, own).get("phrase_preavis").text == "sous 15\u00a0jours, c’est dit"
    assert "convention" in of_site(load(_written("nothing promised"))[0], own).get("phrase_preavis").text


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[phrase_prevais]\npromis = "x"\n', 1, "Vouliez-vous dire [phrase_preavis]"),
        ('[phrase_preavis]\n\nautre = "x"\n', 3, "Cas possibles : promis, sinon."),
        ("[phrase_preavis]\npromis = 3\n", 2, "un texte entre guillemets"),
        ('[phrase_preavis]\npromis = "{{ preavi }}"\n', 2, "Vouliez-vous dire {{ preavis }}"),
        ('[phrase_preavis]\npromis = "{% if %}"\n', 2, "pas de programme"),
        ("[phrase_preavis\n", 1, "entre crochets"),
        ('["elle_coute_moins_*"]\nsalariee_moins_chere = "{{ cout_salaree_* }}"\n', 2, "n’est pas un nom"),
    ],
)
def test_a_mistake_in_her_sentences_is_told_with_its_line(content, text, line, message):
    """What is right in her file is kept; the rest is told."""
    (content / "phrases.toml").write_text(text, encoding="utf-8")

    found = [(p.line, p.message) for p in check(content) if p.path.name == "phrases.toml"]

    assert [at for at, _ in found] == [line]
    assert message in found[0][1]


def test_her_sentence_of_every_need_is_accepted(content):
    """A star stands for the code of a need."""
    said = '["elle_coute_moins_*"]\nsalariee_moins_chere = "elle revient à {{ cout_salariee_* }}"\n'
    (content / "phrases.toml").write_text(said, encoding="utf-8")

    assert check(content) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ('code = "conge"\n', 'code = "Congé"\n', "code", "un mot court"),
        ('code = "conge"\n', 'code = "industrie_btp"\n', "code", "déjà le code"),
        ("heures_par_mois = 105\n", "heures_par_mois = 1000\n", "heures_par_mois", "heures"),
        ("heures_par_mois = 105\n", "heure_par_mois = 105\n", "heure_par_mois", "heure_par_mois"),
        ('bouton = "Avocat, 25 h"', "bouton = 25", "bouton", "entre guillemets"),
    ],
)
def test_a_mistake_in_a_situation_is_told_with_its_line(tmp_path, old, new, key, message):
    """Its answers are those of the form, and are read as the form reads them."""
    assert SAMPLE.count(old) == 1
    path = tmp_path / "secretaire.toml"
    path.write_text(SAMPLE.replace(old, new), encoding="utf-8")

    problems = load(path)[1]

    assert [path.read_text(encoding="utf-8").splitlines()[problem.line - 1].split()[0] for problem in problems] == [key]
    assert message in problems[0].message


def test_a_mistake_in_the_prices_is_told_once(tmp_path):
    """Situations are not accused of it."""
    path = tmp_path / "secretaire.toml"
    path.write_text(changed(SAMPLE, prix_kilometre="-1"), encoding="utf-8")

    assert len(load(path)[1]) == 1


def test_what_is_saved_while_texts_are_read_gives_no_former_value(content, settings_text, monkeypatch):
    """The price that was read is said with what was read beside it. The next reading says the new one."""
    (content / "pages").mkdir()
    (content / "pages" / "une.md").write_text(
        "---\ntitle: Une\n---\n\nUne heure coûte {{ prix_heure }}.\n", encoding="utf-8"
    )
    reading = content_header.read

    def save_first(path, kind):
        new = settings_text.replace("taux_horaire = 30.00", "taux_horaire = 31.00")
        (content / "secretaire.toml").write_text(new, encoding="utf-8")
        return reading(path, kind)

    monkeypatch.setattr(content_header, "read", save_first)

    assert [read(content).names.get("prix_heure").text for _ in range(2)] == ["30,00\u00a0€", "31,00\u00a0€"]
