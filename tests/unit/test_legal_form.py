"""The legal form: what each makes the site write, and what the settings must hold for it."""

import re

import pytest
from kinds_of_settings import SAMPLE, changed

from theme.plugins.estimate.estimation import public_contact
from theme.plugins.settings.legal_form import FORMS
from theme.plugins.settings.secretaire import FILE, load

COMPANY = {"raison_sociale": '"Dupin Services"', "capital": "1500", "immatriculation": '"RCS Rennes"'}


@pytest.fixture
def read(tmp_path):
    """Load the sample's settings with other values; return them with (key at its line, message) of each fault."""

    def load_changed(**values):
        text = changed(SAMPLE, **values)
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        settings, problems = load(tmp_path / FILE)
        lines = text.splitlines()
        return settings, [(lines[problem.line - 1].split(" =")[0], problem.message) for problem in problems]

    return load_changed


def test_settings_that_say_nothing_of_a_form_are_those_of_a_sole_trader(content):
    """A file from before the setting: « EI » after the name (art. R. 526-27 of the code de commerce)."""
    settings, problems = load(content / FILE)

    assert problems == []
    assert (settings["legal"].name, settings["legal"].is_company) == ("Camille Exemple EI", False)
    assert settings["legal"].full == "Camille Exemple EI (entrepreneur individuel)"
    assert settings["identite"]["genre"] == "femme"


# Art. L. 223-1, L. 224-1 and R. 123-238: the initials « SARL » or « SAS », then the capital, follow the name at once.
@pytest.mark.parametrize(
    ("form", "said", "woman", "man"),
    [
        ("EURL", "Dupin Services, SARL unipersonnelle (EURL) au capital de 1 500 €", "gérante", "gérant"),
        ("SARL", "Dupin Services, SARL au capital de 1 500 €", "gérante", "gérant"),
        ("SASU", "Dupin Services, SAS unipersonnelle (SASU) au capital de 1 500 €", "présidente", "président"),
        ("SAS", "Dupin Services, SAS au capital de 1 500 €", "présidente", "président"),
    ],
)
def test_a_company_says_its_form_and_its_capital(read, form, said, woman, man):
    """And who signs for it, a woman or a man."""
    for genre, head in (("femme", woman), ("homme", man)):
        settings, faults = read(forme=f'"{form}"', genre=f'"{genre}"', **COMPANY)
        legal = settings["legal"]

        assert faults == []
        assert re.sub("[\u00a0\u202f]", " ", legal.name) == said
        assert (legal.full, legal.is_company) == (legal.name, True)
        assert legal.signatory == f"Camille Exemple, {head} de Dupin Services"
        assert legal.represented == f"représentée par Camille Exemple, {head}"
        assert public_contact(settings)["nom"] == legal.name


@pytest.mark.parametrize("form", [form for form in FORMS if form != "EI"])
@pytest.mark.parametrize(
    ("left", "value", "said"),
    [
        ("raison_sociale", '""', "a un nom, celui de ses statuts"),
        ("raison_sociale", '"  "', "a un nom, celui de ses statuts"),
        ("raison_sociale", "3", "est un texte : mettez-le entre guillemets"),
        ("capital", "0", "la loi veut"),
        ("capital", "-1", "la loi veut"),
        ("capital", "0.99", "la loi veut"),
        ("capital", "true", "la loi veut"),
        ("capital", '"mille"', "la loi veut"),
        ("immatriculation", '""', "la ville de son greffe"),
        ("immatriculation", '"RCS"', "la ville de son greffe"),
        ("immatriculation", '"Rennes"', "la ville de son greffe"),
        ("immatriculation", '"RNE, chambre de métiers"', "la ville de son greffe"),
        ("immatriculation", "3", "est un texte"),
    ],
)
def test_what_a_company_lacks_is_told_with_its_line(read, form, left, value, said):
    """Its name, its capital (art. R. 123-238), its register (art. R. 123-237): one sentence each."""
    _, faults = read(forme=f'"{form}"', **{**COMPANY, left: value})

    assert [key for key, _ in faults] == [left]
    assert said in faults[0][1]


@pytest.mark.parametrize("capital", ["1", "1.00", '"1 500 €"', '"7 622,45"'])
def test_a_capital_is_any_amount_from_one_euro(read, capital):
    """The statutes fix it (art. L. 223-2); typed as any amount of the site."""
    assert read(forme='"SASU"', **{**COMPANY, "capital": capital})[1] == []


@pytest.mark.parametrize(
    "registration", ["RCS Rennes", "732 829 320 RCS Évry", "RCS de Lyon", "RCS d’Albi", "immatriculée au RCS Aix"]
)
def test_a_register_is_named_with_its_town(read, registration):
    """However the sentence goes."""
    assert read(forme='"SAS"', **{**COMPANY, "immatriculation": f'"{registration}"'})[1] == []


@pytest.mark.parametrize(
    ("value", "key", "said"),
    [
        ({"forme": '"micro-entreprise"'}, "forme", "est une EI"),
        ({"forme": '"eurl"'}, "forme", "EI, EURL, SARL, SASU, SAS"),
        ({"forme": '""'}, "forme", "EI, EURL"),
        ({"forme": "3"}, "forme", "EI, EURL"),
        ({"forme": "[]"}, "forme", "EI, EURL"),
        ({"raison_sociale": '"Dupin Services"'}, "raison_sociale", "n’a pas de « raison_sociale »"),
        ({"capital": "1000"}, "capital", "n’a pas de « capital »"),
    ],
)
def test_what_is_none_or_of_another_form_is_told_with_its_line(read, value, key, said):
    """A word that is no form, and what a sole trader has not."""
    _, faults = read(**value)

    assert [at for at, _ in faults] == [key]
    assert said in faults[0][1]
