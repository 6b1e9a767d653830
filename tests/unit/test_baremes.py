"""The packaged parameters: sources, ids, use; no clock."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from reading import NOT_THE_LAW

from estimator.law.conventions import conventions, parametre_plancher
from estimator.law.dated import DATE_FILE, FOLDER, UNITS, baremes_at, date_droit, load_parameters
from estimator.need.journeys import MODES

ROOT = Path(__file__).parents[2]
PARAMETERS = load_parameters()
LEGAL = {name: parameter for name, parameter in PARAMETERS.items() if parameter.confiance is None}
#: Publishers of the law, of the schemes that it delegates to, and of public statistics (Insee, Ademe).
OFFICIAL = (
    "legifrance.gouv.fr",
    "service-public.gouv.fr",
    "impots.gouv.fr",
    "boss.gouv.fr",
    "travail-emploi.gouv.fr",
    "service-public.fr",
    "urssaf.fr",
    "unedic.org",
    "agirc-arrco.fr",
    "eur-lex.europa.eu",
    "insee.fr",
    "impactco2.fr",
)


def _sources():
    """Return every text that may read a parameter: the engine, the plugins, the templates and the pages."""
    files = [
        *(ROOT / "estimator").rglob("*.py"),
        *(ROOT / "theme" / "plugins").rglob("*.py"),
        *(ROOT / "theme" / "templates").rglob("*.html"),
        *(ROOT / "theme" / "texts").glob("*.toml"),
        *(ROOT / "content").rglob("*.md"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


SOURCES = _sources()


def test_parameters_are_found():
    """The suite cannot pass on an empty folder, nor without law or without market figures."""
    assert len(PARAMETERS) >= 50
    assert len(LEGAL) >= 45
    assert set(LEGAL) != set(PARAMETERS)


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_id_is_an_ascii_word(name):
    """Ids cross TOML, JSON, HTML and JavaScript."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_is_read(name):
    """A parameter that nothing reads is a number that may be wrong unseen."""
    # `emission_` and a mode of the form is read as f"emission_{…}".
    read = {f"emission_{mode}" for mode in MODES} if 'f"emission_{' in SOURCES else set()
    # Each agreement of the form names the parameter of its floor.
    read |= {parametre_plancher(code) for code in conventions(baremes_at(date_droit()))}

    assert name in read or re.search(rf"[\"']{name}[\"']|\{{\{{ {name}(_bas|_haut)? \}}\}}", SOURCES)


@pytest.mark.parametrize("name", LEGAL)
def test_a_legal_value_has_an_official_source(name):
    """The law is cited from those who publish it."""
    hosts = [urlsplit(value.url).hostname for value in LEGAL[name].valeurs]

    assert [host for host in hosts if not any(host == it or host.endswith(f".{it}") for it in OFFICIAL)] == []


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_address_is_https(name):
    """No source is cited over a connection that can be altered, texts included."""
    assert {"https"} >= {urlsplit(value.url).scheme for value in PARAMETERS[name].valeurs if value.url}


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_address_leads_to_a_page(name):
    """A home page says nothing of a figure; what the site assumes itself has no address and says so."""
    values = PARAMETERS[name].valeurs

    assert [value.url for value in values if value.url and urlsplit(value.url).path in ("", "/")] == []
    assert [value.texte for value in values if not value.url and not value.texte.startswith("Hypothèse du site")] == []


@pytest.mark.parametrize("name", PARAMETERS)
def test_an_address_leads_to_an_article_not_to_a_code(name):
    """Nobody finds a value in a whole code: the address is that of its article, in one of its versions."""
    assert [value.url for value in PARAMETERS[name].valeurs if value.url and "LEGITEXT" in value.url] == []


@pytest.mark.parametrize(
    ("name", "day", "article"),
    [
        # Read in the code of March 2026: its articles in force, and none that was replaced or never came.
        ("duree_maximale_cdd", "2026-11-23", "LEGIARTI000035643961"),
        ("obligation_plancher", "2026-11-23", "LEGIARTI000047453545"),
        ("taux_allocations_familiales", "2026-11-23", "LEGIARTI000052196883"),
        ("taux_formation_moins_11", "2026-11-23", "LEGIARTI000044981927"),
        ("taux_formation_11_plus", "2026-11-23", "LEGIARTI000044981918"),
        ("effectif_deduction_heures_supplementaires", "2026-11-23", "LEGIARTI000053278678"),
    ],
)
def test_a_value_in_force_names_its_article_in_force(name, day, article):
    """An article that another has replaced says another value, or the same by chance."""
    in_force = [value for value in PARAMETERS[name].valeurs if value.depuis <= date.fromisoformat(day)]

    assert in_force[-1].url.endswith(article)


def test_the_day_of_the_site_was_not_forgotten():
    """It moves once all is checked again; what is mended before that day comes is checked later."""
    last = [max(value.verifie_le for value in parameter.valeurs) for parameter in PARAMETERS.values()]

    assert min(last) <= date_droit()


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_value_in_force_is_due_for_review_after_the_day_of_the_site(name):
    """No parameter is overdue on the day whose law the site shows."""
    assert PARAMETERS[name].revoir_avant > date_droit()


@pytest.mark.parametrize("name", [name for name, parameter in PARAMETERS.items() if parameter.unite == "taux"])
def test_a_rate_is_a_fraction(name):
    """2,11 % is written 0.0211: a rate of 1 or more would be a percentage typed as a fraction."""
    assert max(value.valeur for value in PARAMETERS[name].valeurs) < 1


@pytest.mark.parametrize("name", sorted(set(PARAMETERS) - set(LEGAL)))
def test_a_range_holds_its_value(name):
    """A market figure stands inside the range published for it."""
    wrong = [
        value
        for value in PARAMETERS[name].valeurs
        if value.plage and not value.plage[0] <= value.valeur <= value.plage[1]
    ]

    assert wrong == []


def test_every_unit_is_used():
    """The closed list of units holds no word that no parameter needs."""
    assert set(UNITS) == {parameter.unite for parameter in PARAMETERS.values()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_a_file_opens_with_what_it_holds(path):
    """The first line says what the file is; all but the day's say how to update it."""
    text = path.read_text(encoding="utf-8")

    assert text.startswith("# ")
    assert path.name == DATE_FILE or "# To update:" in text


def test_the_smic_in_force_and_the_smic_of_the_reduction_are_two_facts(baremes):
    """On 23 November 2026: 12,31 € for the pay, 12,02 € for the reduction (décret 2026-509)."""
    found = (baremes["smic_horaire"], baremes["smic_reduction_generale"])

    assert (Decimal("12.31"), Decimal("12.02")) == found


# Values of rules.md, each cited there from its text; those that two models of the payroll share.
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("plafond_securite_sociale_mensuel", "4005"),
        ("taux_maladie", "0.13"),
        ("taux_vieillesse_plafonnee", "0.0855"),
        ("taux_vieillesse_deplafonnee", "0.0211"),
        ("taux_allocations_familiales", "0.0525"),
        ("taux_csa", "0.003"),
        ("taux_fnal_moins_50", "0.001"),
        ("taux_fnal_50_plus", "0.005"),
        ("taux_dialogue_social", "0.00016"),
        ("taux_chomage", "0.04"),
        ("taux_ags", "0.0025"),
        ("taux_agirc_arrco_t1", "0.0472"),
        ("taux_agirc_arrco_t2", "0.1295"),
        ("taux_ceg_t1", "0.0129"),
        ("taux_ceg_t2", "0.0162"),
        ("taux_cet", "0.0021"),
        ("taux_apec", "0.00036"),
        ("taux_prevoyance_cadre", "0.015"),
        ("taux_formation_moins_11", "0.0055"),
        ("taux_formation_11_plus", "0.01"),
        ("taux_cpf_cdd", "0.01"),
        ("taux_taxe_apprentissage", "0.0068"),
        ("taux_peec", "0.0045"),
        ("taux_forfait_social", "0.08"),
        ("taux_at_mp_moyen", "0.0208"),
        ("taux_at_mp_fonctions_support", "0.0064"),
        ("reduction_generale_t_min", "0.02"),
        ("reduction_generale_t_delta_moins_50", "0.3781"),
        ("reduction_generale_t_delta_50_plus", "0.3821"),
        ("reduction_generale_puissance", "1.75"),
        ("reduction_generale_sortie", "3"),
        ("titre_restaurant_exoneration", "7.32"),
        ("taux_indemnite_fin_contrat", "0.10"),
        ("indemnite_fin_mission", "0.10"),
        ("indemnite_conges_payes_interim", "0.10"),
        ("plancher_temps_partiel", "24"),
        ("franchise_tva_services", "37500"),
    ],
)
def test_a_value_of_november_2026_is_the_one_of_the_law(baremes, name, value):
    """A slip of the pen in a parameter is caught against the list that was checked text by text."""
    assert Decimal(value) == baremes[name]


def test_no_record_cites_the_cibs_before_it_is_law():
    """Ordonnance 2026-671 puts it off to 2027, and takes the CGI's article until mid-2028."""
    values = [value for parameter in PARAMETERS.values() for value in parameter.valeurs]

    assert [v.texte for v in values if re.search("CIBS|impositions sur les biens", f"{v.valeur} {v.texte}")] == []


def test_the_duty_on_health_data_is_of_hosts_alone():
    """Art. L. 1111-8 CSP, I: who hosts « pour le compte de » another; the doctor may keep them himself."""
    said = PARAMETERS["obligation_donnees_sante"].at(date_droit()).valeur

    assert "Vous pouvez conserver vous-même" in said
    assert "pour vous" in said


def test_no_record_says_what_the_law_does_not():
    """The words that were wrong once, in any text of any day."""
    texts = [str(value.valeur) for parameter in PARAMETERS.values() for value in parameter.valeurs]

    assert [text for text in texts if NOT_THE_LAW.search(text)] == []
