"""The price list: what it may hold, and where its faults are."""

from decimal import Decimal

import pytest

from estimator.errors import InvalidInputs
from estimator.need.tarifs import Forfait, Tache, from_settings, parse_tarifs

FORFAIT = {"nom": "Forfait 10 heures", "heures": 10, "prix": 290}
TACHE = {"code": "saisie", "nom": "Saisie", "unite": "page", "prix": Decimal("6.00"), "minutes_salarie": 12}


def faults(raw):
    """Return the keys of the faults found in `raw`."""
    with pytest.raises(InvalidInputs) as caught:
        parse_tarifs(raw)
    return [fault.key for fault in caught.value.faults]


def test_an_hourly_rate_is_enough():
    """All else has a default: no package, no minimum, VAT franchise."""
    tarifs = parse_tarifs({"taux_horaire": 30})

    assert (Decimal(30), "franchise", Decimal(0), (), ()) == (
        tarifs.taux_horaire,
        tarifs.regime_tva,
        tarifs.minimum_facturation,
        tarifs.forfaits,
        tarifs.taches,
    )


def test_a_whole_price_list_is_read():
    """Packages and tasks become records, percentages fractions."""
    tarifs = parse_tarifs(
        {
            "taux_horaire": "32,50",
            "acompte_pourcent": 30,
            "majorations": {"urgence_pourcent": 20},
            "forfaits": [FORFAIT],
            "taches": [TACHE],
        }
    )

    assert (Decimal("32.5"), Decimal("0.3"), Decimal("0.2")) == (
        tarifs.taux_horaire,
        tarifs.acompte_pourcent,
        tarifs.urgence_pourcent,
    )
    assert (Forfait("Forfait 10 heures", Decimal(10), Decimal(290)),) == tarifs.forfaits
    assert (Tache("saisie", "Saisie", "page", Decimal(6), Decimal(12)),) == tarifs.taches


FAULTS = {
    "no hourly rate": ({}, ["taux_horaire"]),
    "an hourly rate of zero": ({"taux_horaire": 0}, ["taux_horaire"]),
    "an hourly rate below 1": ({"taux_horaire": "0,99"}, ["taux_horaire"]),
    "an hourly rate above 500": ({"taux_horaire": "500,01"}, ["taux_horaire"]),
    "a boolean price": ({"taux_horaire": True}, ["taux_horaire"]),
    "an unknown regime": ({"taux_horaire": 30, "regime_tva": "micro"}, ["regime_tva"]),
    "a negative minimum": ({"taux_horaire": 30, "minimum_facturation": -1}, ["minimum_facturation"]),
    "an advance above 100 %": ({"taux_horaire": 30, "acompte_pourcent": 101}, ["acompte_pourcent"]),
    "a validity of no day": ({"taux_horaire": 30, "validite_devis_jours": 0}, ["validite_devis_jours"]),
    "a validity of a day and a half": ({"taux_horaire": 30, "validite_devis_jours": "1,5"}, ["validite_devis_jours"]),
    "an unknown key": ({"taux_horaire": 30, "taux": 30}, ["taux"]),
    "an unknown supplement": ({"taux_horaire": 30, "majorations": {"nuit_pourcent": 1}}, ["majorations.nuit_pourcent"]),
    "a supplement of 301 %": (
        {"taux_horaire": 30, "majorations": {"urgence_pourcent": 301}},
        ["majorations.urgence_pourcent"],
    ),
    "supplements that are no section": ({"taux_horaire": 30, "majorations": 20}, ["majorations"]),
    "packages that are no list": ({"taux_horaire": 30, "forfaits": FORFAIT}, ["forfaits"]),
    "a package that is no record": ({"taux_horaire": 30, "forfaits": [FORFAIT, 290]}, ["forfaits"]),
    "the price of the second package": (
        {"taux_horaire": 30, "forfaits": [FORFAIT, {**FORFAIT, "prix": "cher"}]},
        ["forfaits[1].prix"],
    ),
    "a package without hours": ({"taux_horaire": 30, "forfaits": [{"nom": "x", "prix": 1}]}, ["forfaits[0].heures"]),
    "a package of no hour": ({"taux_horaire": 30, "forfaits": [{**FORFAIT, "heures": 0}]}, ["forfaits[0].heures"]),
    "a package without a name": ({"taux_horaire": 30, "forfaits": [{"heures": 1, "prix": 1}]}, ["forfaits[0].nom"]),
    "a package with a blank name": ({"taux_horaire": 30, "forfaits": [{**FORFAIT, "nom": " "}]}, ["forfaits[0].nom"]),
    "a package with a number for a name": (
        {"taux_horaire": 30, "forfaits": [{**FORFAIT, "nom": 10}]},
        ["forfaits[0].nom"],
    ),
    "an unknown key in a package": (
        {"taux_horaire": 30, "forfaits": [{**FORFAIT, "euros": 1}]},
        ["forfaits[0].euros"],
    ),
    "a task for nothing": ({"taux_horaire": 30, "taches": [{**TACHE, "prix": 0}]}, ["taches[0].prix"]),
    "a task without a unit": (
        {"taux_horaire": 30, "taches": [{name: value for name, value in TACHE.items() if name != "unite"}]},
        ["taches[0].unite"],
    ),
    "two tasks of the same code": ({"taux_horaire": 30, "taches": [TACHE, TACHE]}, ["taches[1].code"]),
    "three tasks of the same code": (
        {"taux_horaire": 30, "taches": [TACHE, TACHE, TACHE]},
        ["taches[1].code", "taches[2].code"],
    ),
    "a list instead of a price list": ([], ["tarifs"]),
    "nothing instead of a price list": (None, ["tarifs"]),
    "a text instead of a price list": ("30", ["tarifs"]),
}


@pytest.mark.parametrize(("raw", "keys"), FAULTS.values(), ids=FAULTS)
def test_a_fault_bears_its_path(raw, keys):
    """The key of a fault leads to the line of the settings where it stands."""
    assert keys == faults(raw)


def test_every_fault_is_told_at_once():
    """Faults of all sections come together."""
    raw = {"taux_horaire": "x", "majorations": {"x": 1}, "forfaits": [{}], "taches": [TACHE, TACHE]}
    found = faults(raw)

    assert set(found) == {
        "taux_horaire",
        "majorations.x",
        "forfaits[0].nom",
        "forfaits[0].heures",
        "forfaits[0].prix",
        "taches[1].code",
    }


def test_a_duplicate_code_is_told_with_the_code():
    """The sentence repeats the code that serves twice."""
    with pytest.raises(InvalidInputs, match="Le code «\u00a0saisie\u00a0» sert déjà plus haut"):
        parse_tarifs({"taux_horaire": 30, "taches": [TACHE, TACHE]})


def test_the_given_price_list_is_not_changed():
    """Reading a price list leaves the caller's own data as it was."""
    raw = {"taux_horaire": 30, "majorations": {}, "forfaits": [FORFAIT], "taches": [TACHE]}
    parse_tarifs(raw)

    assert raw == {"taux_horaire": 30, "majorations": {}, "forfaits": [FORFAIT], "taches": [TACHE]}


def test_from_settings_gathers_the_sections_of_prices():
    """The keys of [tarifs] and the three other sections, and nothing of the rest."""
    settings = {
        "identite": {"nom": "x"},
        "tarifs": {"taux_horaire": 30},
        "majorations": {"urgence_pourcent": 20},
        "forfaits": [FORFAIT],
    }

    assert from_settings(settings) == {
        "taux_horaire": 30,
        "majorations": {"urgence_pourcent": 20},
        "forfaits": [FORFAIT],
    }


def test_settings_without_prices_give_the_fault_of_the_hourly_rate():
    """A missing [tarifs] is told as what it lacks."""
    assert faults(from_settings({"identite": {}})) == ["taux_horaire"]


@pytest.mark.parametrize("tarifs", [30, "30", [30], None])
def test_prices_that_are_no_section_are_a_fault(tarifs):
    """`tarifs = 30` is refused, not a crash."""
    assert "tarifs" in faults(from_settings({"tarifs": tarifs}))


@pytest.mark.parametrize(("rate", "accepted"), [(0, True), ("29.99", False), (30, True)])
def test_a_rate_on_site_is_none_or_at_least_the_remote_one(rate, accepted):
    """A lower one would be taken for the same price without a word: it is refused."""
    raw = {"taux_horaire": 30, "taux_horaire_sur_place": rate}
    try:
        parse_tarifs(raw)
        said = []
    except InvalidInputs as error:
        said = [fault.key for fault in error.faults]

    assert ([] if accepted else ["taux_horaire_sur_place"]) == said


@pytest.mark.parametrize("code", ["Été", "été", "deux mots", "tiret-haut", "Saisie", "é_", "saisie "])
def test_a_code_that_could_not_name_a_question_is_refused(code):
    """A code becomes a part of a field's name and of a link: lower case, without accent nor space."""
    assert faults({"taux_horaire": 30, "taches": [{**TACHE, "code": code}]}) == ["taches[0].code"]
