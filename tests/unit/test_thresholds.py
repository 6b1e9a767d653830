"""Every limit of the law files, asked of the engine on both sides: none can be added without its question."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal

import pytest

from estimator import employer_cost
from estimator.answer.comparison import compare
from estimator.answer.obligations import obligations
from estimator.errors import InvalidInputs
from estimator.law.dated import baremes_at, load_parameters
from estimator.need.inputs import parse
from estimator.need.tarifs import parse_tarifs

DAY = date(2026, 11, 23)
BAREMES = baremes_at(DAY)
PARAMETERS = load_parameters()
TARIFS = parse_tarifs({"taux_horaire": 30})
JOB = {"salaire_brut_mensuel": 2200, "mutuelle_montant_total": 40, "taux_versement_mobilite_pct": 2}
CENT, HUNDREDTH = Decimal("0.01"), Decimal("0.01")


def job(**changes):
    """Return the lines of one payslip."""
    return employer_cost({**JOB, **changes}, BAREMES)


def need(**answers):
    """Return the comparison of a need, or None where the form refuses it."""
    try:
        return compare(parse(answers, BAREMES, TARIFS), TARIFS, BAREMES)
    except InvalidInputs:
        return None


def duty(name, prices=None, **answers):
    """Return whether a need triggers a duty."""
    tarifs = parse_tarifs(prices or {"taux_horaire": 30})
    found = compare(parse(answers, BAREMES, tarifs), tarifs, BAREMES)
    return f"obligation_{name}" in {one.id for one in obligations(found, BAREMES)}


def typed(number):
    """Return a number as it can be typed: rounded down to eight decimals."""
    return Decimal(number).quantize(Decimal("1E-8"), ROUND_FLOOR)


def worked(weekly):
    """Return the hours really worked in a month under a contract of so many a week."""
    return typed(Decimal(weekly) * 1607 / 420)


#: The headcount, asked just below it and at it: a line of the payslip that then changes.
HEADCOUNTS = {
    "effectif_formation": lambda n: job(effectif=n)["formation_professionnelle"],
    "effectif_versement_mobilite": lambda n: job(effectif=n)["versement_mobilite"],
    "effectif_forfait_social": lambda n: job(effectif=n)["forfait_social"],
    "effectif_deduction_heures_supplementaires": lambda n: job(effectif=n, heures_supplementaires_mensuelles=10)[
        "deduction_forfaitaire_heures_sup"
    ],
    "effectif_fonctions_support": lambda n: need(effectif=n, fonctions_support=True) is None,
    "effectif_fnal": lambda n: job(effectif=n)["fnal"],
    "effectif_peec": lambda n: job(effectif=n)["peec"],
    "effectif_reduction_generale": lambda n: job(effectif=n)["rgdu_coefficient"],
}
#: Other limits: the step that is asked on either side, and what then differs.
LIMITS = {
    "duree_maximale_cdd": (HUNDREDTH, lambda x: need(contrat="CDD", duree_mois=x) is None),
    "duree_maximale_interim": (
        HUNDREDTH,
        lambda x: "interimaire" in need(motif_interim="accroissement", duree_mois=x).refusals,
    ),
    "mois_avant_indemnite_licenciement": (
        -HUNDREDTH,
        lambda x: need(fin_contrat_comptee=True, duree_mois=x).options["salarie"].line("fin_contrat") is None,
    ),
    "seuil_vigilance": (
        -CENT,
        lambda x: duty("vigilance", {"taux_horaire": x / 100}, heures_par_mois=100, duree_mois=1),
    ),
    "franchise_tva_services": (
        Decimal(12),
        lambda x: duty("franchise_tva", {"taux_horaire": x / 1200}, heures_par_mois=100),
    ),
    "plafond_micro_services": (
        Decimal(12),
        lambda x: duty("plafond_micro", {"taux_horaire": typed(x / 1200)}, heures_par_mois=100),
    ),
    "heures_proches_temps_plein": (-HUNDREDTH, lambda x: duty("requalification", heures_par_mois=x)),
    "assiette_chomage_plafonds": (
        Decimal("0.01"),
        lambda x: job(salaire_brut_mensuel=x * 4005)["chomage"] == x * 4005 * Decimal("0.04"),
    ),
    "tranche_2_plafonds": (
        Decimal("0.01"),
        lambda x: job(salaire_brut_mensuel=x * 4005)["cet"] == x * 4005 * Decimal("0.0021"),
    ),
    "reduction_generale_sortie": (
        -Decimal("0.0001"),
        lambda x: job(salaire_brut_mensuel=round(x * Decimal("12.02") * 1820 / 12, 2))["rgdu_coefficient"] > 0,
    ),
    "plancher_temps_partiel": (
        HUNDREDTH,
        lambda x: need(heures_par_mois=worked(x)).options["salarie"].facts["plancher_applique"],
    ),
    "duree_legale_hebdomadaire": (
        HUNDREDTH,
        lambda x: bool(need(heures_par_mois=worked(x)).options["salarie"].line("heures_supplementaires")),
    ),
    "heures_supplementaires_premiere_tranche": (
        HUNDREDTH,
        lambda x: (
            need(heures_par_mois=100, absences_comptees=True, taux_absence=typed(100 - 10000 / worked(35 + x))) is None
        ),
    ),
    "titre_restaurant_exoneration": (
        CENT,
        lambda x: job(titres_restaurant_nombre=1, titres_restaurant_valeur=x * 2)["remuneration_brute_totale"] > 2200,
    ),
    **{
        f"plancher_temps_partiel_{code}": (
            HUNDREDTH,
            lambda x, code=code: (
                need(heures_par_mois=worked(x), convention_collective=code)
                .options["salarie"]
                .facts["plancher_applique"]
            ),
        )
        for code in ("1147", "1619", "1000", "1527", "1996", "3248", "2264")
    },
}
#: What the tax on wages says of a pay, franchise, décote, abattement and brackets: asked in test_taxe_sur_salaires.py.
ELSEWHERE = {name for name in PARAMETERS if name.startswith("taxe_sur_salaires_")} | {
    # A ceiling: asked in test_paie.py at one cent on either side.
    "plafond_securite_sociale_mensuel",
    # Lower bounds of a question: asked in test_inputs.py and test_employeur.py.
    "smic_horaire", "smic_reduction_generale", "part_employeur_mutuelle_minimale",
    "titre_restaurant_part_minimale", "titre_restaurant_part_maximale",
}  # fmt: skip
#: Numbers that multiply or count, on neither side of which anything changes.
NO_LIMIT = {
    "part_egalite", "heures_payees_par_an", "heures_travaillees_par_an", "semaines_par_an", "semaines_travaillees_par_an",
    "reduction_generale_puissance", "indemnite_forfaitaire_recouvrement", "heures_par_visite_usuelles",
    "effectif_usuel", "coefficient_facturation", "distance_trajet_usuelle", "deduction_heures_supplementaires_moins_20",
    "deduction_heures_supplementaires_20_plus", "mutuelle_montant_usuel", "sante_travail_annuelle", "poste_travail_usuel", "gestion_paie_usuelle",
    "recrutement_usuel", "formation_usuelle", "salaire_brut_usuel", "salaire_brut_juridique",
}  # fmt: skip


def test_every_number_of_the_law_is_a_limit_asked_or_no_limit():
    """A parameter added later must say which it is; rates are no limits, nor are emissions."""
    numbers = {name for name, one in PARAMETERS.items() if one.unite not in ("taux", "texte", "kgCO2e/km")}

    known = HEADCOUNTS.keys() | LIMITS.keys() | ELSEWHERE | NO_LIMIT
    assert numbers - known == set()
    assert (HEADCOUNTS.keys() | LIMITS.keys()) - PARAMETERS.keys() == set()


@pytest.mark.parametrize("name", HEADCOUNTS)
def test_a_headcount_changes_its_line_at_the_first_staff_it_names(name):
    """Just below, at it and one more: it changes once."""
    limit = int(BAREMES[name])
    below, at, above = (HEADCOUNTS[name](limit + step) for step in (-1, 0, 1))

    assert below != at
    assert at == above


@pytest.mark.parametrize("name", HEADCOUNTS)
def test_no_headcount_from_249_on_changes_anything(name):
    """The limit of 250 of the overtime deduction left with the year 2025 (loi 2025-1403, art. 21)."""
    assert len({HEADCOUNTS[name](staff) for staff in (249, 250, 251, 5000)}) == 1


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_changes_the_answer_just_beyond_it(name):
    """At the limit the answer is that of the one side, a step beyond that of the other."""
    step, asked = LIMITS[name]
    limit = BAREMES[name]

    assert asked(limit) != asked(limit + step)
    assert asked(limit) == asked(limit - step)
