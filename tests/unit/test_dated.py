"""Parameter files: what is refused, and which value holds on which day."""

from datetime import date
from decimal import Decimal

import pytest

from estimator.errors import BaremeError, DateNotCovered
from estimator.law.dated import DATE_FILE, Baremes, baremes_at, date_droit, load_parameters

GOOD = {
    "titre": '"Taux d’essai"',
    "unite": '"taux"',
    "bornes": "[0, 1]",
    "revoir_avant": "2027-01-01",
}
GOOD_VALUE = {
    "depuis": "2026-01-01",
    "valeur": "0.0211",
    "texte": '"Décret d’essai"',
    "url": '"https://www.legifrance.gouv.fr/jorf/id/X"',
    "verifie_le": "2026-11-23",
}


def toml(name="essai", values=({},), **changes):
    """Return a parameter as TOML; None removes a key, each dict of `values` makes a value."""
    lines = [f"[{name}]", *_pairs({**GOOD, **changes})]
    for value in values:
        lines += [f"[[{name}.valeurs]]", *_pairs({**GOOD_VALUE, **value})]
    return "\n".join(lines) + "\n"


def _pairs(record):
    return [f"{key} = {value}" for key, value in record.items() if value is not None]


@pytest.fixture
def load(tmp_path):
    """Write the text as the only parameter file and load its folder."""

    def write_and_load(text):
        (tmp_path / "essai.toml").write_text(text, encoding="utf-8")
        return load_parameters(tmp_path)

    return write_and_load


def test_a_good_file_is_loaded(load):
    """The record that the refusals below vary is itself accepted."""
    assert Decimal("0.0211") == load(toml())["essai"].valeurs[0].valeur


REFUSED = {
    "unknown key of a parameter": (toml(unites='"taux"'), "clé inconnue «\u00a0unites\u00a0»"),
    "unknown key of a value": (toml(values=[{"source": '"x"'}]), "clé inconnue «\u00a0source\u00a0»"),
    "an id inside the record": (toml(id='"essai"'), "clé inconnue «\u00a0id\u00a0»"),
    "no title": (toml(titre=None), "«\u00a0titre\u00a0» manque"),
    "an empty title": (toml(titre='" "'), "«\u00a0titre\u00a0» manque"),
    "no unit": (toml(unite=None), "«\u00a0unite\u00a0» manque"),
    "an unknown unit": (toml(unite='"euros"'), "unité inconnue «\u00a0euros\u00a0»"),
    "no review date": (toml(revoir_avant=None), "«\u00a0revoir_avant\u00a0» doit être une date"),
    "a review date in quotes": (toml(revoir_avant='"2027-01-01"'), "«\u00a0revoir_avant\u00a0» doit être une date"),
    "no bounds": (toml(bornes=None), "les bornes manquent"),
    "bounds that are no list": (toml(bornes="1"), "«\u00a0bornes\u00a0» doit être une liste"),
    "bounds that are no numbers": (toml(bornes='["0", "1"]'), "«\u00a0bornes\u00a0» doit être un nombre"),
    "only one bound": (toml(bornes="[0]"), "bornes"),
    "no value": (toml(values=[]), "au moins un bloc [[essai.valeurs]]"),
    "no start": (toml(values=[{"depuis": None}]), "«\u00a0depuis\u00a0» doit être une date"),
    "a start with a time": (
        toml(values=[{"depuis": "2026-01-01T00:00:00"}]),
        "«\u00a0depuis\u00a0» doit être une date",
    ),
    "no number": (toml(values=[{"valeur": None}]), "«\u00a0valeur\u00a0» doit être un nombre"),
    "a number in quotes": (toml(values=[{"valeur": '"0.02"'}]), "«\u00a0valeur\u00a0» doit être un nombre"),
    "a boolean": (toml(values=[{"valeur": "true"}]), "«\u00a0valeur\u00a0» doit être un nombre"),
    "not a number": (toml(values=[{"valeur": "nan"}]), "«\u00a0valeur\u00a0» doit être un nombre"),
    "infinity": (toml(values=[{"valeur": "inf"}]), "«\u00a0valeur\u00a0» doit être un nombre"),
    "minus infinity": (toml(values=[{"valeur": "-inf"}]), "«\u00a0valeur\u00a0» doit être un nombre"),
    "a value above its bounds": (toml(values=[{"valeur": "1.01"}]), "sort des bornes"),
    "a value below its bounds": (toml(values=[{"valeur": "-0.01"}]), "sort des bornes"),
    "no source": (toml(values=[{"texte": None}]), "«\u00a0texte\u00a0» manque"),
    "an empty source": (toml(values=[{"texte": '""'}]), "«\u00a0texte\u00a0» manque"),
    "no address": (toml(values=[{"url": None}]), "«\u00a0url\u00a0» manque"),
    "an address without https": (toml(values=[{"url": '"http://www.legifrance.gouv.fr"'}]), "https://"),
    "no check date": (toml(values=[{"verifie_le": None}]), "«\u00a0verifie_le\u00a0» doit être une date"),
    "equal starts": (toml(values=[{}, {}]), "doivent aller en croissant"),
    "starts that go back": (toml(values=[{}, {"depuis": "2025-12-31"}]), "doivent aller en croissant"),
    "a detail that does not add up": (toml(values=[{"detail": "[0.0200, 0.0012]"}]), "le détail"),
    "a detail that is no list": (toml(values=[{"detail": "0.0211"}]), "«\u00a0detail\u00a0» doit être une liste"),
    "a range that is no list": (toml(values=[{"plage": "0.02"}]), "«\u00a0plage\u00a0» doit être une liste"),
    "a range of one number": (toml(values=[{"plage": "[0.02]"}]), "plage"),
    "an unknown confidence": (toml(confiance='"forte"'), "confiance inconnue"),
    "a bare number for a parameter": ("essai = 0.02\n", "au moins un bloc [[essai.valeurs]]"),
    "values that are no blocks": ("[essai]\nvaleurs = [0.02]\n", "essai"),
    "a value that is no list": ("[essai]\nvaleurs = 0.02\n", "essai"),
    "broken TOML": ("[essai\n", "fichier illisible"),
    "a French comma": (toml(values=[{"valeur": "0,0211"}]), "fichier illisible"),
    "a text without a value": (
        toml(unite='"texte"', bornes=None, values=[{"valeur": "0.02"}]),
        "«\u00a0valeur\u00a0» manque",
    ),
    "a text whose address is without https": (
        toml(unite='"texte"', bornes=None, values=[{"valeur": '"Mention"', "url": '"http://www.legifrance.gouv.fr"'}]),
        "https://",
    ),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_a_broken_file_is_refused_with_its_name_and_its_fault(load, text, said):
    """Each rule of a parameter file, when broken, raises a BaremeError that names the file and the fault."""
    with pytest.raises(BaremeError) as caught:
        load(text)

    assert "essai.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    """A file saved in another encoding is told as unreadable."""
    (tmp_path / "essai.toml").write_bytes('titre = "Décret"'.encode("latin-1"))

    with pytest.raises(BaremeError, match=r"essai\.toml.*illisible"):
        load_parameters(tmp_path)


def test_the_same_parameter_in_two_files_is_refused(tmp_path):
    """A parameter has one home."""
    (tmp_path / "a.toml").write_text(toml(), encoding="utf-8")
    (tmp_path / "b.toml").write_text(toml(), encoding="utf-8")

    with pytest.raises(BaremeError, match=r"b\.toml.*essai existe déjà"):
        load_parameters(tmp_path)


def test_the_file_of_the_day_is_no_parameter(tmp_path):
    """The day whose law applies stands beside the parameters, and is not one."""
    (tmp_path / DATE_FILE).write_text("date_droit = 2026-11-23\n", encoding="utf-8")

    assert load_parameters(tmp_path) == {}


@pytest.mark.parametrize("bound", ["0", "1"])
def test_a_value_on_its_bound_is_accepted(load, bound):
    """Bounds are included."""
    assert Decimal(bound) == load(toml(values=[{"valeur": bound}]))["essai"].valeurs[0].valeur


def test_a_whole_number_becomes_a_decimal(load):
    """No binary number and no int leaves a parameter file."""
    assert Decimal is type(load(toml(values=[{"valeur": "1"}]))["essai"].valeurs[0].valeur)


def test_a_detail_that_adds_up_is_accepted(load):
    """0.0200 + 0.0011 = 0.0211."""
    loaded = load(toml(values=[{"detail": "[0.0200, 0.0011]"}]))

    assert (Decimal("0.0200"), Decimal("0.0011")) == loaded["essai"].valeurs[0].detail


def test_a_range_is_kept(load):
    """A market figure keeps the range published for it."""
    loaded = load(toml(confiance='"faible"', values=[{"plage": "[0.01, 0.03]"}]))

    assert (Decimal("0.01"), Decimal("0.03")) == loaded["essai"].valeurs[0].plage


TWO = toml(values=[{"depuis": "2026-01-01", "valeur": "0.01"}, {"depuis": "2026-06-01", "valeur": "0.02"}])


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2026, 1, 1), "0.01"),
        (date(2026, 5, 31), "0.01"),
        (date(2026, 6, 1), "0.02"),
        (date(2099, 1, 1), "0.02"),
    ],
)
def test_a_value_holds_from_its_day_to_the_eve_of_the_next(load, day, value):
    """The last value holds until another is known."""
    assert Decimal(value) == load(TWO)["essai"].at(day).valeur


def test_a_day_before_the_first_value_is_refused_in_french(load):
    """The sentence gives the parameter, the day asked for and the first day known."""
    with pytest.raises(DateNotCovered) as caught:
        load(TWO)["essai"].at(date(2025, 12, 31))

    assert str(caught.value) == (
        "Le droit du 31/12/2025 n’est pas couvert\u00a0: «\u00a0Taux d’essai\u00a0» (essai) "
        "n’est connu qu’à partir du 01/01/2026. Choisissez une date plus récente."
    )


def test_a_refused_day_is_readable_by_a_program(load):
    """The error carries the parameter, the day and the first day covered."""
    with pytest.raises(DateNotCovered) as caught:
        load(TWO)["essai"].at(date(2025, 12, 31))

    error = caught.value
    assert ("essai", date(2025, 12, 31), date(2026, 1, 1)) == (error.parameter, error.day, error.first)


def test_a_parameter_without_a_value_that_day_stops_only_what_reads_it(load, tmp_path):
    """One law that begins later does not prevent computing with the others."""
    (tmp_path / "autre.toml").write_text(toml("ancien", values=[{"depuis": "2020-01-01"}]), encoding="utf-8")
    baremes = Baremes(date(2025, 1, 1), load(TWO))

    assert Decimal("0.0211") == baremes["ancien"]


def test_baremes_refuse_a_parameter_not_yet_in_force(load):
    """Reading a parameter before its first day raises the same error as asking its value."""
    with pytest.raises(DateNotCovered):
        Baremes(date(2025, 1, 1), load(TWO))["essai"]


def test_baremes_give_the_text_of_a_text_parameter(load):
    """A mention is a text, in force by date as a number is."""
    loaded = load(toml(unite='"texte"', bornes=None, values=[{"valeur": '"Mention"'}]))

    assert Baremes(date(2026, 11, 23), loaded).text("essai") == "Mention"


def test_baremes_give_the_source_of_a_value(load):
    """The law behind a figure can be shown."""
    dated = Baremes(date(2026, 11, 23), load(TWO)).dated("essai")

    assert ("Décret d’essai", date(2026, 6, 1)) == (dated.texte, dated.depuis)


# Smic: 11.88 from 1 November 2024, 12.02 from 1 January 2026 (décret 2025-1228), 12.31 from 1 June 2026 (arrêté of 22 May 2026).
@pytest.mark.parametrize(
    ("day", "smic"),
    [
        (date(2024, 11, 1), "11.88"),
        (date(2025, 12, 31), "11.88"),
        (date(2026, 1, 1), "12.02"),
        (date(2026, 5, 31), "12.02"),
        (date(2026, 6, 1), "12.31"),
        (date(2026, 11, 23), "12.31"),
    ],
)
def test_the_smic_in_force_changes_on_its_legal_days(day, smic):
    """The packaged Smic is that of the day asked for, on both sides of each rise."""
    assert Decimal(smic) == baremes_at(day)["smic_horaire"]


# Plafond: 3 925 in 2025, 4 005 from 1 January 2026 (arrêté of 22 December 2025); déplafonnée 2,02 % then 2,11 % (décret 2025-1446).
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("plafond_securite_sociale_mensuel", "3925", "4005"),
        ("taux_vieillesse_deplafonnee", "0.0202", "0.0211"),
        ("taux_at_mp_moyen", "0.0212", "0.0208"),
        ("titre_restaurant_exoneration", "7.26", "7.32"),
    ],
)
def test_values_of_2026_begin_on_new_year_s_day(name, before, after):
    """31 December 2025 and 1 January 2026 each have their own value."""
    found = (baremes_at(date(2025, 12, 31))[name], baremes_at(date(2026, 1, 1))[name])

    assert (Decimal(before), Decimal(after)) == found


def test_the_smic_before_the_first_known_is_refused():
    """31 October 2024 is not covered."""
    with pytest.raises(DateNotCovered, match="01/11/2024"):
        baremes_at(date(2024, 10, 31))["smic_horaire"]


def test_baremes_are_equal_to_themselves_alone(load):
    """Two sets of the same figures may differ by their sources: what is kept for one is not the other's."""
    one, other = (Baremes(date(2026, 11, 23), load(toml())) for _ in range(2))

    assert one == one  # noqa: PLR0124
    assert one != other
    assert len({one, other}) == 2


def test_the_same_day_gives_the_same_baremes():
    """Parameters are read once per day."""
    assert baremes_at(date(2026, 11, 23)) is baremes_at(date(2026, 11, 23))


def test_the_day_of_the_site_is_a_day_whose_law_is_known():
    """Every packaged parameter has a value on the day that the site applies."""
    parameters = load_parameters()

    assert len(parameters) == len([parameter.at(date_droit()) for parameter in parameters.values()])


OWN = [{"texte": '"Hypothèse du site : un essai"', "url": None}]


def test_what_the_site_assumes_itself_needs_no_address(load):
    """A market figure that nobody publishes has no page to lead to."""
    assert load(toml(confiance='"faible"', values=OWN))["essai"].valeurs[0].url == ""


def test_a_figure_of_the_law_is_no_assumption_of_the_site(load):
    """Without a confidence, a figure is the law's: it needs its address."""
    with pytest.raises(BaremeError, match="https://"):
        load(toml(values=OWN))
