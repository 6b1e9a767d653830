"""The sample's identity, once a secretary says that the site is hers: every value left of it, and no other."""

import shutil
import tomllib
from pathlib import Path

import pytest
from identity import TRUE, claimed, owned

from theme.plugins.checks.content_check import check
from theme.plugins.settings import sample
from theme.plugins.settings.schema import SECTIONS
from theme.plugins.settings.secretaire import FILE, load

ROOT = Path(__file__).parents[2]
DIPLOMA = sample.CAREER["diplome"]
SHIPPED = (ROOT / "content" / FILE).read_text(encoding="utf-8")


def told(folder, text):
    """Return (line, message) of each problem of a file of settings."""
    (folder / FILE).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "content" / "images", folder / "images", dirs_exist_ok=True)
    return [(problem.line, problem.message) for problem in load(folder / FILE)[1]]


def test_the_sample_says_that_it_is_one(tmp_path):
    """As it is shipped, it is built."""
    assert told(tmp_path, SHIPPED) == []


def test_a_true_identity_is_accepted(tmp_path):
    """Streets of that very name, the sample's prices and its promises may be hers."""
    assert told(tmp_path, owned(SHIPPED)) == []


def test_the_whole_sample_is_refused_at_once_each_with_its_line(tmp_path):
    """Every invented value, none twice; what may be true of anyone is left alone."""
    lines = claimed(SHIPPED).splitlines()
    found = told(tmp_path, claimed(SHIPPED))

    assert [lines[line - 1].split(" =")[0] for line, _ in found] == [
        *("adresse", "nom", "nom", "siret", "rue", "code_postal", "ville", "telephone", "courriel"),
        *("portrait_description", "sur_place"),
        *(
            "suppleante",
            "nom",
            "adresse",
            "sites",
            "directeur",
            "hebergeur",
            "hebergeur_adresse",
            "hebergeur_telephone",
        ),
        *("auteur", "metier"),
        "diplome",
    ]
    assert len({line for line, _ in found}) == len(found)
    assert all("exemple = true" in message for _, message in found)


@pytest.mark.parametrize("left", TRUE)
def test_one_value_left_is_refused(tmp_path, left):
    """Any one of them, with all the others mended."""
    text = owned(SHIPPED).replace(TRUE[left], left)

    assert len(told(tmp_path, text)) >= 1


@pytest.mark.parametrize("hers", [("annees_experience = 12", "annees_experience = 13"), ('"juridique", ', "")])
def test_a_part_of_the_career_may_be_hers(tmp_path, hers):
    """The same diploma, the same years or the same fields: others have them too."""
    with_diploma = owned(SHIPPED).replace(TRUE[DIPLOMA], DIPLOMA)

    assert len(told(tmp_path, with_diploma)) == 1
    assert told(tmp_path, with_diploma.replace(*hers)) == []


def test_every_example_of_a_message_is_known_as_one():
    """What a message proposes is never taken for hers, when it names somebody."""
    invented = [
        field.example
        for section in SECTIONS
        for field in SECTIONS[section]
        if field.kind == "texte" and field.default is None
        if field.name not in ("accroche", "horaires", "diplome", "distance", "territoire")
    ]

    assert [value for value in invented if not list(sample.settings_faults({"a": {"b": value}}))] == []


@pytest.mark.parametrize(
    "value",
    [
        *("0199001234", "+33 1 99 00 12 34", "02.61.91.12.34", "03 53 01 99 99", "04-65-71-00-00", "05 36 49 00 00"),
        *("06 39 98 00 00", "0033639980000", "FR00000000000", "FR00 000000000", "000000000", "000 000 000 00018"),
        *(
            "https://a.example",
            "a@b.invalid",
            "www.a.test",
            "https://localhost:8000",
            "moi@example.com",
            "EXEMPLEVILLE",
        ),
        *(
            "Exemple",
            "Cabinet Exemple",
            "Mme EXEMPLE",
            "SARL L’Exemple",
            "RM de l’Exemple",
            "chez Exemple, 3 rue Basse",
        ),
        *("00000 Rennes", "1 rue de l'Exemple", "1\u00a0rue de l’Exemple"),
    ],
)
def test_a_mark_of_the_sample_is_known_however_it_is_written(value):
    """Series for fiction, numbers of zeros, reserved names, the word itself."""
    assert len(list(sample.settings_faults({"identite": {"x": value}}))) == 1


@pytest.mark.parametrize(
    "value",
    [
        *(
            "01 98 00 12 34",
            "02 61 90 12 34",
            "02 61 92 12 34",
            "06 39 97 00 00",
            "06 39 99 00 00",
            "732 829 320 00074",
        ),
        *(
            "12 rue de l’Exemple",
            "12 bis, RUE DE L'EXEMPLE, 35000 Rennes",
            "11 rue de l’Exemple",
            "par exemple le lundi",
        ),
        *(
            "Exemple : le lundi",
            "Exemple de courrier",
            "https://exemplaire.fr",
            "https://www.test.fr",
            "a@exampleur.com",
        ),
        *("97400 Saint-Denis", "20000", "10 000 000 000 €", "testeur@laposte.net"),
    ],
)
def test_what_may_be_true_is_accepted(value):
    """The neighbours of each mark."""
    assert list(sample.settings_faults({"identite": {"x": value}})) == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("Forfait 20 heures", "Forfait Exemple", "nom"),
        ('"juridique", "médical"', '"juridique", "Cabinet Exemple"', "specialites"),
        ('immatriculation = ""', 'immatriculation = "RM de l’Exemple"', "immatriculation"),
        ('numero_tva = ""', 'numero_tva = "FR00000000000"', "numero_tva"),
        ('site = ""', 'site = "https://www.mediateur.example"', "site"),
    ],
)
def test_a_value_at_any_depth_has_its_line(tmp_path, old, new, key):
    """A list's second block, a list of texts, an optional key: not a list of names that we thought of."""
    text = owned(SHIPPED)
    assert old in text
    text = text.replace(old, new, 1)
    expected = text[: text.index(new)].count("\n") + 1

    assert (expected, key) in [(line, text.splitlines()[line - 1].split(" =")[0]) for line, _ in told(tmp_path, text)]


TEXT = "---\ntitle: {}\ndescription: Une description.\n---\n\nPremière ligne.\n{}\n"


@pytest.fixture
def site(tmp_path):
    """A folder of contents with one page, and how it is claimed."""
    shutil.copytree(ROOT / "content" / "images", tmp_path / "images")

    def write(settings, title, line):
        (tmp_path / FILE).write_text(settings, encoding="utf-8")
        (tmp_path / "pages").mkdir(exist_ok=True)
        (tmp_path / "pages" / "a.md").write_text(TEXT.format(title, line), encoding="utf-8")
        return [(problem.path.name, problem.line) for problem in check(tmp_path)]

    return write


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Je travaille à Exempleville.",
            "Appelez-moi au 02\u00a061\u00a091\u00a000\u00a000.",
            "SIRET 000 000 000 00000",
        ),
        *("[Écrire](mailto:bonjour@secretariat.example)", "Je m’appelle Camille Exemple."),
    ],
)
def test_a_text_that_names_the_sample_is_refused_with_its_line(site, line):
    """Once the site is hers, and not before; in the header too."""
    assert site(owned(SHIPPED), "Un titre", line) == [("a.md", 7)]
    assert site(owned(SHIPPED), f"'{line}'", "Texte.") == [("a.md", 2)]
    assert site(SHIPPED, "Un titre", line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Exemple : un artisan.",
        "Un Exemple.",
        "Par exemple, 1 000 000 000 €.",
        "01 98 00 12 34",
        "https://www.exemple-vrai.fr",
    ],
)
def test_an_ordinary_text_is_accepted(site, line):
    """The word has its everyday meaning there."""
    assert site(owned(SHIPPED), "Un titre", line) == []


def test_the_shipped_texts_name_nobody(tmp_path):
    """Who mends the settings has no text to mend for that."""
    texts = list((ROOT / "content").rglob("*.md"))

    assert len(texts) > 20
    lines = [line for path in texts for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if sample.line_fault(line)] == []


def test_the_true_identity_of_the_tests_replaces_what_is_shipped():
    """None of its keys has gone from the file."""
    assert [value for value in TRUE if value not in SHIPPED] == []
    assert tomllib.loads(owned(SHIPPED))["identite"]["exemple"] is False
