"""The floor of part time is the branch's (C. trav. art. L. 3123-19), and 24 hours failing that (L. 3123-27)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from estimator.answer.comparison import compare
from estimator.errors import InvalidInputs
from estimator.law.conventions import AUCUNE, conventions, parametre_plancher
from estimator.law.dated import baremes_at
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs
from estimator.telling.sentences import limits, plain_text

BAREMES = baremes_at(date(2026, 11, 23))
TARIFS = parse_tarifs({"taux_horaire": 30, "specialites": [{"code": "medical", "nom": "Médical", "taux_horaire": 33}]})
FLOORS = {"aucune": 24, "1147": 16, "1619": 17, "1000": 24, "1527": 24, "1996": 16, "3248": 24, "2264": 24}


def estimate(**answers):
    """Return the comparison of a need."""
    return compare(parse(answers, BAREMES, TARIFS), TARIFS, BAREMES)


def floored(convention, hours, **more):
    """Return whether the floor makes the employee's contract longer than the need."""
    answers = {"convention_collective": convention, "heures_par_mois": hours, **more}
    return estimate(**answers).options["salarie"].facts["plancher_applique"]


def test_every_agreement_with_a_record_can_be_chosen():
    """Its name is the title of its record, the choice of none first."""
    known = conventions(BAREMES)

    assert next(iter(known)) == AUCUNE
    assert known["1147"] == "Cabinets médicaux (IDCC 1147)"
    assert {code: BAREMES[parametre_plancher(code)] for code in known} == FLOORS


@pytest.mark.parametrize(("convention", "floor"), FLOORS.items())
def test_the_contract_is_floored_up_to_the_hours_of_the_branch(convention, floor):
    """Both sides of floor × 1607 / 420 hours really worked in a month."""
    limit = Decimal(floor) * 1607 / 420

    assert floored(convention, round(limit - Decimal("0.01"), 2))
    assert not floored(convention, round(limit + Decimal("0.01"), 2))


def test_a_branch_without_extension_yet_had_the_law_s_floor():
    """Before 6 November 2014 the agreement of surgeries bound nobody: it cannot be chosen."""
    assert "1147" not in conventions(baremes_at(date(2014, 11, 5)))
    assert "1147" in conventions(baremes_at(date(2014, 11, 6)))


@pytest.mark.parametrize(
    ("convention", "day"),
    [
        ("1996", date(2015, 4, 23)),
        ("3248", date(2024, 1, 1)),
        ("2264", date(2014, 11, 1)),
    ],
)
def test_a_branch_binds_from_the_day_of_its_agreement(convention, day):
    """Thirty days after the extension appeared, the agreement's own day, or the next month."""
    assert convention not in conventions(baremes_at(day - timedelta(days=1)))
    assert convention in conventions(baremes_at(day))


def test_the_exception_goes_below_the_floor_of_a_branch_too():
    """On the employee's own request, the contract is the need."""
    assert not floored("1147", 20, derogation_temps_partiel=True)


def test_an_agreement_that_has_no_record_is_refused():
    """A number by itself is no agreement."""
    with pytest.raises(InvalidInputs, match="la convention collective"):
        parse({"convention_collective": "9999"}, BAREMES, TARIFS)


# 2 200 € × 16 / 35 and 4.25 % of the tax: worked out by an independent program.
def test_the_surgery_s_secretary_at_her_branch_s_floor_is_the_cheapest():
    """40 h a month of medical work: 1 220,59 €, below 1 320 € and 1 392,53 €."""
    found = estimate(
        heures_par_mois=40,
        specialite="medical",
        activite="sante",
        convention_collective="1147",
        tva_deductible=False,
        redevable_taxe_sur_salaires=True,
    )

    assert round(found.options["salarie"].mensuel, 2) == Decimal("1220.59")
    assert found.ranking[0] == "salarie"
    assert [round(one.heures, 2) for one in found.seuils_entre("prestataire", "salarie")] == [Decimal("36.99")]


def test_what_of_the_agreement_is_applied_is_said():
    """Its minimum pay and the rest are not."""
    assert "sans convention collective" in plain_text(limits(estimate()))
    told = plain_text(limits(estimate(convention_collective="1147")))
    assert "de la convention collective, seule la durée minimale du temps partiel est appliquée" in told
