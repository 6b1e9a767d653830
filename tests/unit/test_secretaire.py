"""The file of settings: every fault with its line, in French."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from identity import owned

from theme.plugins.problems import Severity
from theme.plugins.settings.consistency import tva_key
from theme.plugins.settings.schema import OPTIONAL, SECTIONS
from theme.plugins.settings.secretaire import FILE, load, price_list, siret_is_valid
from theme.plugins.settings.toml_lines import find_line


@pytest.fixture
def told(tmp_path, settings_text):
    """Replace one text in the settings, load them and return (line, message) of each problem."""

    def change_and_load(old, new):
        assert old in settings_text
        (tmp_path / FILE).write_text(settings_text.replace(old, new, 1), encoding="utf-8")
        return [(problem.line, problem.message) for problem in load(tmp_path / FILE)[1]]

    return change_and_load


@pytest.fixture
def line_of(settings_text):
    """Return the line of a text in the settings, counted from one."""
    return lambda text: settings_text[: settings_text.index(text)].count("\n") + 1


def test_valid_settings_have_no_problem(told):
    """The file that the tests below spoil is right."""
    assert told("# A small", "# A small") == []


FAULTS = {
    "a price of zero": ("taux_horaire = 30.00", "taux_horaire = 0", "« taux_horaire » : Indiquez le tarif horaire"),
    "a price that is a word": ("taux_horaire = 30.00", 'taux_horaire = "cher"', "« taux_horaire » :"),
    "a price that is no number": ("taux_horaire = 30.00", "taux_horaire = nan", "« taux_horaire » :"),
    "a boolean price": ("taux_horaire = 30.00", "taux_horaire = true", "« taux_horaire » :"),
    "an unknown regime": ('regime_tva = "franchise"', 'regime_tva = "micro"', "« regime_tva » :"),
    "an unknown key of prices": ('regime_tva = "franchise"', 'regime = "franchise"', "« regime » :"),
    "a supplement too high": ("urgence_pourcent = 20", "urgence_pourcent = 2000", "« urgence_pourcent » :"),
    "the first package": ("prix = 290.00", "prix = 0", "« prix » : Indiquez le prix du forfait"),
    "the second package": ("prix = 570.00", "prix = 0", "« prix » : Indiquez le prix du forfait"),
    "an unknown key of a package": ("heures = 20", "heure = 20", "« heure » :"),
    "a task": ("minutes_salarie = 12", "minutes_salarie = 0", "« minutes_salarie » :"),
    "a French comma": ("taux_horaire = 30.00", "taux_horaire = 30,00", "pas une virgule : taux_horaire = 30.00"),
    "a space of thousands": ("prix = 570.00", "prix = 1 570.00", "sans espace"),
    "a euro sign": ("prix = 570.00", "prix = 570 €", "sans unité : prix = 570"),
    "a text without quotes": ('nom = "Camille Exemple"', "nom = Camille Exemple", "guillemets droits"),
    "curly quotes": ('nom = "Camille Exemple"', "nom = “Camille Exemple”", "Les guillemets sont droits ici"),
    "a quote left open": ('nom = "Camille Exemple"', 'nom = "Camille Exemple', "guillemet droit à la fin"),
    "the same key twice": ("taux_horaire = 30.00", "taux_horaire = 30.00\ntaux_horaire = 31.00", "est déjà à la ligne"),
    "an unknown key": (
        'ville = "Exempleville"',
        'commune = "Exempleville"',
        "« commune » n’existe pas dans [identite]",
    ),
    "a bad address": ("https://www.secretariat.example", "http://www.secretariat.example", "commencez par https://"),
    "an address with a final slash": ('secretariat.example"\nnom', 'secretariat.example/"\nnom', "sans barre à la fin"),
    "a bad postcode": ('code_postal = "00000"', 'code_postal = "0000"', "cinq chiffres"),
    "a bad telephone": ("02 61 91 00 00", "02 61 91 00", "dix chiffres"),
    "a bad e-mail": ("bonjour@secretariat.example", "bonjour", "adresse complète"),
    "an e-mail that is no plain one": ("bonjour@secretariat", "a?subject=b&c'<d>@secretariat", "adresse complète"),
    "a host's telephone in words": (
        'hebergeur_telephone = "01 99 00 00 00"',
        'hebergeur_telephone = "en ligne"',
        "des chiffres",
    ),
    "a character that XML refuses": ('ville = "Exempleville"', 'ville = "A\\u0007B"', "caractère invisible"),
    "a SIRET of 13 digits": ("000 000 000 00000", "000 000 000 0000", "14 chiffres"),
    "a SIRET with a wrong digit": ("000 000 000 00000", "000 000 000 00001", "14 chiffres"),
    "a SIRET with a superscript": ("000 000 000 00000", "000 000 000 0000²", "14 chiffres"),
    "a number for a text": (
        'ville = "Exempleville"',
        "ville = 3",
        '« ville » est un texte : mettez-le entre guillemets droits. ville = "3"',
    ),
    "a blank text": ('ville = "Exempleville"', 'ville = " "', "« ville » manque"),
    "another genre": ("exemple = true", 'exemple = true\ngenre = "Femme"', '« genre » vaut "femme" ou "homme"'),
    "a genre that is no text": ("exemple = true", "exemple = true\ngenre = []", '« genre » vaut "femme" ou "homme"'),
    "true in quotes": ("exemple = true", 'exemple = "true"', "sans guillemets"),
    "years in quotes": ("annees_experience = 12", 'annees_experience = "12"', "nombre entier de 0 à 60"),
    "negative years": ("annees_experience = 12", "annees_experience = -1", "nombre entier de 0 à 60"),
    "sixty-one years": ("annees_experience = 12", "annees_experience = 61", "nombre entier de 0 à 60"),
    "a text for a list": ('specialites = ["juridique", "médical"]', 'specialites = "juridique"', "est une liste"),
    "a number in a list": ('specialites = ["juridique", "médical"]', "specialites = [3]", "est une liste"),
}


@pytest.mark.parametrize(("old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_with_its_line(told, line_of, old, new, said):
    """The line where the wrong value stands, and what to write."""
    problems = told(old, new)
    # A change may span lines: its last common character is where the fault begins.
    line = line_of(old) + new.count("\n") - old.count("\n")

    assert line in [number for number, _ in problems]
    assert said in " ".join(message for _, message in problems)


def test_one_fault_is_told_once(told):
    """No second sentence for the same wrong price."""
    assert len(told("taux_horaire = 30.00", "taux_horaire = 0")) == 1


def test_a_missing_key_is_told_at_the_title_of_its_section(told, line_of):
    """There is no line of its own to show."""
    [(line, message)] = told('ville = "Exempleville"\n', "")

    assert line_of("[identite]") == line
    assert message.startswith("« ville » manque dans [identite]. Écrivez par exemple : ville = ")


#: Section and name of each text without which nothing is published.
COMPULSORY = [
    (section, field.name)
    for section in SECTIONS
    if section not in OPTIONAL
    for field in SECTIONS[section]
    if field.kind == "texte" and field.default is None
]


@pytest.mark.parametrize(("section", "key"), COMPULSORY)
def test_every_text_is_compulsory(told, settings_text, section, key):
    """Each text that the pages show is told when it is missing."""
    start = settings_text.index(f"[{section}]")
    at = settings_text.index(f"\n{key} = ", start) + 1
    line = settings_text[at : settings_text.index("\n", at) + 1]
    before = settings_text[start:at]

    assert f"« {key} » manque dans [{section}]" in told(before + line, before)[0][1]


def test_a_package_without_hours_is_told_in_its_own_block(told, line_of):
    """The second [[forfaits]], not the first."""
    [(line, message)] = told("heures = 20\n", "")

    assert line_of('[[forfaits]]\nnom = "Forfait 20') == line
    assert "« heures »" in message


def test_two_tasks_of_the_same_code_are_told_at_the_second(told, line_of, settings_text):
    """The line of the code to change."""
    block = settings_text[settings_text.index("[[taches]]") :]
    [(line, message)] = told(block, f"{block}\n{block}")

    assert line_of(block) + block.count("\n") + 2 == line
    assert "« code »" in message


def test_an_unknown_section_is_told_at_its_title(told, line_of):
    """With the sections that exist."""
    problems = told("[zone]\n", "[lieu]\n")

    assert (line_of("[zone]"), True) in [
        (line, message.startswith("La section « lieu » n’existe pas. Sections connues :")) for line, message in problems
    ]


def test_several_faults_are_told_at_once(told):
    """The secretary mends everything in one go."""
    assert len(told('code_postal = "00000"\nville = "Exempleville"', 'code_postal = "0"\nville = ""')) == 2


@pytest.mark.parametrize("section", ["tarifs", "majorations", "forfaits", "taches", "site", "identite"])
def test_a_section_that_is_a_number_is_told(tmp_path, settings_text, section):
    """`tarifs = 3` before all sections: told, not a crash."""
    start = settings_text.index(f"[{section}]")
    rest = settings_text[:start].rstrip("[") + settings_text[start:].replace(f"[{section}]", "[autre]").replace(
        "[[autre]]", "[[autres]]"
    )
    (tmp_path / FILE).write_text(f"{section} = 3\n{rest}", encoding="utf-8")

    assert load(tmp_path / FILE)[1]


def test_a_missing_file_is_told(tmp_path):
    """Whole file, no line."""
    settings, [problem] = load(tmp_path / FILE)

    assert (
        settings,
        problem.line,
        problem.message,
    ) == ({}, None, "Ce fichier manque. Reprenez celui de l’exemple fourni.")


def test_a_file_in_another_encoding_is_told(tmp_path, settings_text):
    """Saved in Latin-1 by an old editor."""
    (tmp_path / FILE).write_bytes(settings_text.replace("’", "'").encode("latin-1"))

    assert [problem.message for problem in load(tmp_path / FILE)[1]] == ["Enregistrez ce fichier en UTF-8."]


def test_windows_line_ends_are_accepted(tmp_path, settings_text):
    """A file saved by the Notepad is read."""
    (tmp_path / FILE).write_bytes(settings_text.replace("\n", "\r\n").encode())

    assert load(tmp_path / FILE)[1] == []


def test_a_byte_order_mark_is_accepted(tmp_path, settings_text):
    """The Notepad's « UTF-8 avec BOM » is no mistake of the secretary, as for the texts."""
    (tmp_path / FILE).write_bytes(settings_text.encode("utf-8-sig"))

    assert load(tmp_path / FILE)[1] == []


def test_a_price_may_be_a_french_text(tmp_path, settings_text):
    """« "30,00" » in quotes is a number typed the French way."""
    (tmp_path / FILE).write_text(settings_text.replace("= 30.00", '= "30,00"'), encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert (problems, price_list(settings).taux_horaire) == ([], 30)


def test_a_secretary_who_promises_nothing_has_every_engagement_empty(content):
    """No section in the file: texts may still ask for each key."""
    engagements = load(content / FILE)[0]["engagements"]

    assert engagements == dict.fromkeys(field.name for field in SECTIONS["engagements"])


def test_what_identity_leaves_out_has_its_default_and_what_it_says_stays(tmp_path, settings_text):
    """Neither a number of VAT in the sample, nor, here, the mark of an example."""
    (tmp_path / FILE).write_text(owned(settings_text).replace("exemple = false\n", ""), encoding="utf-8")
    identity = load(tmp_path / FILE)[0]["identite"]

    assert (identity["exemple"], identity["numero_tva"], identity["ville"]) == (False, "", "Quimper")


def test_what_is_promised_is_kept_and_zero_or_blank_promises_nothing(tmp_path, settings_text):
    """Two promises made, two declined."""
    section = '[engagements]\ndelai_courant_jours = 3\ncontestation_heures = 0\nsuppleante = "A"\nappel_regulier = ""\n'
    (tmp_path / FILE).write_text(f"{section}{settings_text}", encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert problems == []
    assert {key: value for key, value in settings["engagements"].items() if value is not None} == {
        "delai_courant_jours": 3,
        "suppleante": "A",
    }


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        *(
            (field.name, field.maximum + 1, f"nombre entier de 0 à {field.maximum}")
            for field in SECTIONS["engagements"]
            if field.kind == "entier"
        ),
        ("delai_courant_jours", -1, "nombre entier de 0 à 60"),
        ("delai_urgent_heures", "1.5", "nombre entier"),
        ("contestation_heures", "true", "nombre entier"),
        ("preavis_jours", '"quinze"', "nombre entier"),
        *((field.name, 3, "est un texte") for field in SECTIONS["engagements"] if field.kind == "texte"),
        ("delai", 3, "« delai » n’existe pas dans [engagements]"),
    ],
)
def test_an_engagement_that_cannot_be_read_is_told_with_its_line(told, key, value, said):
    """A number out of bounds or of another kind, a text that is none, an unknown key."""
    [(line, message)] = told("# A small", f"[engagements]\n{key} = {value}\n# A small")

    assert line == 2
    assert said in message


def test_engagements_that_are_no_section_are_told(told):
    """A key in place of a title."""
    [(_, message)] = told("# A small", "engagements = 3\n# A small")

    assert "« engagements » est une section" in message


def test_what_is_optional_and_left_out_is_none(content):
    """Neither insurance nor mediator nor registration in the file: texts may still ask for each."""
    settings = load(content / FILE)[0]

    assert (settings["assurance"], settings["mediateur"], settings["identite"]["immatriculation"]) == (None, None, None)


@pytest.mark.parametrize("section", OPTIONAL)
def test_an_optional_section_that_is_blank_is_left_out(tmp_path, settings_text, section):
    """An editor of forms writes every key."""
    blank = "".join(f'{field.name} = ""\n' for field in SECTIONS[section])
    (tmp_path / FILE).write_text(f"[{section}]\n{blank}{settings_text}", encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert (settings[section], problems) == (None, [])


@pytest.mark.parametrize("section", OPTIONAL)
def test_an_optional_section_that_is_filled_is_kept(tmp_path, settings_text, section):
    """As written; its examples are valid."""
    examples = {field.name: field.example for field in SECTIONS[section]}
    written = "".join(f'{key} = "{value}"\n' for key, value in examples.items())
    (tmp_path / FILE).write_text(f"[{section}]\n{written}{settings_text}", encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert (settings[section], problems) == (examples, [])


@pytest.mark.parametrize(
    ("written", "line", "said"),
    [
        ('[assurance]\nnom = "A"\nadresse = "B"\n', 1, "« territoire » manque dans [assurance]"),
        ('[assurance]\nnom = "A"\nadresse = 3\nterritoire = "C"\n', 3, "« adresse » est un texte"),
        ('[mediateur]\nnom = ""\nadresse = "B"\nsite = "https://a.example"\n', 2, "« nom » manque dans [mediateur]"),
        ('[mediateur]\nnom = "A"\nadresse = "B"\nsite = "a.example"\n', 4, "commencez par https://"),
        ('[mediateur]\nnom = "A"\nadresse = "B"\nsite = "https://mediateur"\n', 4, "commencez par https://"),
        ('[formulaire]\nadresse = "http://a.example/cle"\n', 2, "commencez par https://"),
        ('[formulaire]\nadresse = "https://a.example/\\"><b>"\n', 2, "commencez par https://"),
        ('[mediateur]\nnon = "A"\n', 2, "« non » n’existe pas dans [mediateur]"),
        ("assurance = 3\n", 1, "« assurance » est une section"),
    ],
)
def test_an_optional_section_half_filled_is_told_with_its_line(told, written, line, said):
    """A missing key, another kind, an address that is none, an unknown key, no section at all."""
    found = told("# A small", f"{written}# A small")

    assert [at for at, message in found if said in message] == [line]


def test_a_registration_is_kept_as_it_is_written(tmp_path, settings_text):
    """The legal notices show it; a blank one is none."""
    text = settings_text.replace("[identite]", '[identite]\nimmatriculation = "RM de l’Exemple"')
    (tmp_path / FILE).write_text(text, encoding="utf-8")

    assert load(tmp_path / FILE)[0]["identite"]["immatriculation"] == "RM de l’Exemple"


def test_a_registration_that_is_no_text_is_told(told):
    """A number without quotes."""
    [(_, message)] = told("exemple = true", "exemple = true\nimmatriculation = 3")

    assert "« immatriculation » est un texte" in message


# Regime « assujettie »: the number of VAT is compulsory on the invoice (CGI annexe II art. 242 nonies A).
def test_a_number_of_vat_is_compulsory_with_vat(told):
    """Without it, told at the identity."""
    assert "« numero_tva » est à remplir" in told('"franchise"', '"assujettie"')[0][1]


#: The SIREN of the true identity of the tests, and its number of VAT: 12 + 3 × (732829320 mod 97) = 141, 44 mod 97.
SIREN, NUMBER = "732 829 320", "FR44 732 829 320"


def charging(text, number):
    """Return settings with a true identity, VAT and this number."""
    text = owned(text).replace('"franchise"', '"assujettie"')
    return text.replace("exemple = false", f'exemple = false\nnumero_tva = "{number}"')


@pytest.mark.parametrize("number", [NUMBER, "FR44732829320", "FRX4 732 829 320"])
def test_a_number_of_vat_is_accepted_with_vat(tmp_path, settings_text, number):
    """FR, two characters and the SIREN; letters before it follow no published rule."""
    (tmp_path / FILE).write_text(charging(settings_text, number), encoding="utf-8")

    assert load(tmp_path / FILE)[1] == []


@pytest.mark.parametrize(
    ("number", "severity", "said"),
    [
        ("FR40 303 265 045", Severity.FAULT, "ne finit pas par votre SIREN"),
        ("FR44 732 829 321", Severity.FAULT, f": {SIREN.replace(' ', '')}"),
        ("FR45 732 829 320", Severity.WARNING, "est FR44 732829320"),
        ("FR43 732 829 320", Severity.WARNING, "Vérifiez les deux chiffres"),
    ],
)
def test_a_number_of_vat_of_another_is_told(tmp_path, settings_text, number, severity, said):
    """Another SIREN stops the build; the two digits before it are to be looked at."""
    text = charging(settings_text, number)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    [problem] = load(tmp_path / FILE)[1]

    assert text.splitlines()[problem.line - 1].startswith("numero_tva")
    assert (problem.severity, said in problem.message) == (severity, True)


def test_the_key_of_a_number_of_vat_is_that_of_its_siren():
    """Two published examples."""
    assert (tva_key("404833048"), tva_key("303265045")) == ("83", "40")


def test_a_number_of_vat_in_franchise_is_a_warning(tmp_path, settings_text):
    """It may be, for purchases abroad; most often a line was forgotten."""
    text = charging(settings_text, NUMBER).replace('"assujettie"', '"franchise"')
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    settings, [problem] = load(tmp_path / FILE)

    assert problem.severity is Severity.WARNING
    assert "vos prix sont en franchise" in problem.message
    assert settings["identite"]["numero_tva"] == NUMBER


@pytest.mark.parametrize(
    ("price", "warned"), [("300.00", False), ("300.05", False), ("300.06", True), ("2900.00", True)]
)
def test_a_package_dearer_than_its_hours_is_a_warning(tmp_path, settings_text, price, warned):
    """Ten hours at 30 € are 300 €: to the cent of an hour, no more."""
    (tmp_path / FILE).write_text(settings_text.replace("290.00", price), encoding="utf-8")
    problems = load(tmp_path / FILE)[1]

    assert [problem.severity for problem in problems] == [Severity.WARNING] * warned
    assert all("« Forfait 10 heures », l’heure revient à" in problem.message for problem in problems)
    assert all(settings_text.splitlines()[problem.line - 1] == "prix = 290.00" for problem in problems)


def test_a_mail_that_misses_its_host_is_a_warning(tmp_path, settings_text):
    """It would be published, and no letter would come."""
    (tmp_path / FILE).write_text(
        owned(settings_text).replace("@secretariat-lemarchand.fr", "@gmial.com"), encoding="utf-8"
    )
    [problem] = load(tmp_path / FILE)[1]

    assert problem.severity is Severity.WARNING
    assert "vouliez-vous écrire gmail.com" in problem.message


TELEPHONES = {
    "02 61 91 00 00": "02 61 91 00 00",
    "02.61.91.00.00": "02.61.91.00.00",
    "0261910000": "0261910000",
    "+33 2 61 91 00 00": "+33 2 61 91 00 00",
    " 02 61 91 00 00 ": "02 61 91 00 00",
    "02-61-91-00-00": "02 61 91 00 00",
    "02/61/91/00/00": "02 61 91 00 00",
    "02\u00a061\u00a091\u00a000\u00a000": "02 61 91 00 00",
    "+33 (0)2 61 91 00 00": "02 61 91 00 00",
    "0033 2 61 91 00 00": "02 61 91 00 00",
    "00 33 (0) 2 61 91 00 00": "02 61 91 00 00",
    "+33(0)261910000": "02 61 91 00 00",
    "(02) 61 91 00 00": "02 61 91 00 00",
    "0 800 100 200": "0 800 100 200",
    "0800 100 200": "0 800 100 200",
}


@pytest.mark.parametrize(("written", "shown"), TELEPHONES.items())
def test_a_telephone_is_understood_however_it_is_written(tmp_path, settings_text, written, shown):
    """And shown in one of the ways that a link can dial."""
    (tmp_path / FILE).write_text(settings_text.replace("02 61 91 00 00", written), encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert problems == []
    assert settings["identite"]["telephone"] == shown


@pytest.mark.parametrize(("written", "shown"), [("+33 (0)1 99 00 00 00", "01 99 00 00 00"), ("1007", "1007")])
def test_a_telephone_of_the_host_is_understood_too(tmp_path, settings_text, written, shown):
    """Or kept, when it is a short one."""
    (tmp_path / FILE).write_text(settings_text.replace("01 99 00 00 00", written), encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert problems == []
    assert settings["publication"]["hebergeur_telephone"] == shown


@pytest.mark.parametrize(
    "written", ["02 61 91 00", "02 61 91 00 00 0", "12 61 91 00 00", "02 61 91 OO 00", "+32 2 61 91 00 00"]
)
def test_a_telephone_of_another_length_is_told(told, written):
    """A digit missing, one too many, a letter, another country."""
    [(_, message)] = told("02 61 91 00 00", written)

    assert "dix chiffres" in message


@pytest.mark.parametrize(
    "written", ["Bonjour@Secretariat.Example", " bonjour@secretariat.example ", "BONJOUR@SECRETARIAT.EXAMPLE"]
)
def test_a_mail_is_understood_in_capitals(tmp_path, settings_text, written):
    """Or with spaces around it, as pasted."""
    (tmp_path / FILE).write_text(settings_text.replace("bonjour@secretariat.example", written), encoding="utf-8")
    settings, problems = load(tmp_path / FILE)

    assert problems == []
    assert settings["identite"]["courriel"] == "bonjour@secretariat.example"


@pytest.mark.parametrize("address", ["https://secretariat", "https://www", "https://secretariat/dossier"])
def test_an_address_without_its_end_is_told(told, address):
    """No one would find it."""
    [(_, message)] = told("https://www.secretariat.example", address)

    assert "finissez par .fr, .com…" in message


def test_a_lost_title_is_told_once(told, line_of):
    """Its keys would else be told one by one, as unknown to the section above."""
    [(line, message)] = told("[tarifs]\n", "")

    assert line == line_of("taux_horaire = ") - 1
    assert message == "La ligne [tarifs] manque au-dessus de « taux_horaire ». Remettez-la."


@pytest.mark.parametrize("value", ["29000", "true", "3.5", "2026-11-28"])
def test_a_text_without_quotes_is_told_as_such(told, value):
    """It is there: nothing is missing but the quotes."""
    [(_, message)] = told('code_postal = "00000"', f"code_postal = {value}")

    assert message == f'« code_postal » est un texte : mettez-le entre guillemets droits. code_postal = "{value}"'


def test_a_backslash_that_toml_reads_is_told(told):
    r"""« C:\\n » is then two lines."""
    [(_, message)] = told('ville = "Exempleville"', 'ville = "a\\nb"')

    assert "contient une barre \\" in message


def test_a_wrong_number_of_vat_is_told_without_vat_too(told):
    """Filled in, it must be right."""
    assert "« numero_tva »" in told("exemple = true", 'exemple = true\nnumero_tva = "FR1"')[0][1]


# 7 3 2 8 2 9 3 2 0 0 0 0 7 4: doubled at even places 5 3 4 8 4 9 6 2 0 0 0 0 5 4, sum 50.
@pytest.mark.parametrize("siret", ["73282932000074", "732 829 320 00074", "00000000000000"])
def test_a_siret_with_the_right_check_digit_is_valid(siret):
    """Luhn over the 14 digits, spaces allowed."""
    assert siret_is_valid(siret)


@pytest.mark.parametrize(
    "siret",
    [
        "73282932000075",
        "73282932000047",
        "7328293200007",
        "732829320000740",
        "",
        "7328293200007a",
        "732-829-320-00074",
        "٧٣٢٨٢٩٣٢٠٠٠٠٧٤",
        "7328293200007²",
    ],
)
def test_another_siret_is_not(siret):
    """A wrong digit, two swapped digits, another length, anything but ASCII digits and spaces."""
    assert siret_is_valid(siret) is False


@given(st.text(alphabet="0123456789", min_size=13, max_size=13))
def test_exactly_one_last_digit_makes_a_siret(start):
    """Of ten last digits, one gives a valid number."""
    assert sum(siret_is_valid(start + digit) for digit in "0123456789") == 1


@given(st.text())
def test_any_text_is_a_siret_or_not(text):
    """The check never crashes on what a person may type."""
    assert siret_is_valid(text) in (True, False)


TEXT = '[a]\nx = 1\n[[b]]\nx = 2\n[[b]]\ny = 3\n  x  = 4\n[c] # [b]\n"x" = 1\n'


@pytest.mark.parametrize(
    ("place", "key", "line"),
    [
        ("a", "x", 2),
        ("b[0]", "x", 4),
        ("b[1]", "x", 7),
        ("b[1]", "z", 5),
        ("a", "", 1),
        ("z", "x", None),
        ("b", "x", 4),
    ],
)
def test_find_line_gives_the_line_of_a_key_or_of_its_section(place, key, line):
    """Counted from one; the title of the block without the key; None without the block."""
    assert line == find_line(TEXT, place, key)


def test_prices_are_numbers_whatever_way_they_are_written(tmp_path, settings_text):
    """A price in quotes with a French comma is read as the engine reads it: texts may show it."""
    (tmp_path / FILE).write_text(settings_text.replace("taux_horaire = 30.00", 'taux_horaire = "30,50"'), "utf-8")

    assert load(tmp_path / FILE)[0]["tarifs"]["taux_horaire"] == Decimal("30.50")


def test_what_is_left_out_of_prices_has_its_default(tmp_path, settings_text):
    """A text may name any key of the prices, and go through lists that are not there."""
    short = re.sub(r"(?s)\[majorations\].*", "", settings_text)
    (tmp_path / FILE).write_text(short, "utf-8")
    settings, problems = load(tmp_path / FILE)

    assert problems == []
    assert settings["tarifs"]["delai_devis_heures"] == 48
    assert settings["majorations"] == {"urgence_pourcent": 0, "week_end_pourcent": 0}
    assert [settings[name] for name in ("forfaits", "taches", "specialites")] == [[], [], []]
