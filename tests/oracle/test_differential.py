"""Our employer's cost against the official model's, on jobs that nobody chose."""

import random
from decimal import Decimal

import pytest
from official_model import DAY_OF_THE_LAW, FROM_THE_REDUCTION, ask
from test_oracle import DAY, tolerance

from estimator import baremes_at, employer_cost

SEED = 20261123
#: Both sides of each threshold, and of the 250 that overtime no longer knows: the model has dropped it too.
SIZES = (1, 5, 10, 11, 12, 19, 20, 21, 35, 49, 50, 51, 120, 249, 250, 251, 5000)
SMIC = Decimal("12.31")
#: The monthly ceiling, EUR, and what the most overtime, then the ends of a CDD, make of a full-time pay.
CEILING = baremes_at(DAY)["plafond_securite_sociale_mensuel"]
MOST_OVERTIME = 34
WITH_OVERTIME = 1 + MOST_OVERTIME * 1.25 / (35 * 52 / 12)
WITH_ENDS = 1.1 * 1.1


def random_job(chance):
    """Return one valid job: any hours, size and contract, pay from the Smic to far above the exit."""
    hours = chance.choice([35, 35, 35, chance.randint(16, 138) / 4])
    least = SMIC * Decimal(str(hours)) * 52 / 12 + Decimal("0.01")
    # Skewed to low pay, where the reduction moves; 16 020 € (four ceilings) is passed now and then.
    pay = least * Decimal(str(1 + 8 * chance.random() ** 3))
    job = {
        "type_contrat": chance.choice(["CDI", "CDI", "CDD"]),
        "salaire_brut_mensuel": float(round(pay, 2)),
        "heures_hebdomadaires": hours,
        "effectif": chance.choice(SIZES),
        "cadre": chance.random() < 0.25,
        "taux_at_mp_pct": chance.choice([0.64, 0.9, 1.1, 2.08, 3.45]),
        "taux_versement_mobilite_pct": chance.choice([0, 0.8, 2, 3.2]),
        "mutuelle_montant_total": chance.choice([0, 30, 40, 55.4]),
        "mutuelle_part_employeur_pct": chance.choice([50, 60, 100]),
    }
    if job["type_contrat"] == "CDD":
        job |= {
            "cdd_duree_mois": chance.randint(1, 18),
            "cdd_motif": chance.choice(["accroissement activité", "remplacement", "saisonnier"]),
            "cdd_conges_pris": chance.random() < 0.5,
        }
    # The model raises the ceiling with overtime, which the Boss (§ 810) refuses: kept below it.
    most = job["salaire_brut_mensuel"] * WITH_OVERTIME * (WITH_ENDS if job["type_contrat"] == "CDD" else 1)
    if hours == 35 and most < CEILING and chance.random() < 0.2:
        job["heures_supplementaires_mensuelles"] = chance.randint(1, MOST_OVERTIME)
    if chance.random() < 0.2:
        job |= {
            "titres_restaurant_nombre": chance.randint(1, 20),
            "titres_restaurant_valeur": chance.choice([8, 10, 12.2, 14]),
            "titres_restaurant_part_employeur_pct": chance.choice([50, 55, 60]),
        }
    return job


def differences(jobs):
    """Return what differs beyond the tolerance: (job, line, ours, the model's)."""
    baremes = baremes_at(DAY)
    found = []
    for job, official in zip(jobs, ask(jobs, DAY_OF_THE_LAW), strict=True):
        exact = {key: Decimal(str(value)) if isinstance(value, float) else value for key, value in job.items()}
        ours = employer_cost(exact, baremes)
        found += [
            (job, name, ours[name], value)
            for name, value in official.items()
            if abs(ours[name] - value) > tolerance(name)
        ]
    return found


def test_random_jobs_cost_what_the_official_model_says():
    """Every line of 150 random jobs agrees with the model, within half a cent."""
    chance = random.Random(SEED)

    assert differences([random_job(chance) for _ in range(150)]) == []


@pytest.mark.deep
def test_many_more_random_jobs_agree_too():
    """The same over five thousand other jobs: for the January update, not for each run."""
    chance = random.Random(SEED + 1)

    assert differences([random_job(chance) for _ in range(5000)]) == []


def test_published_model_differs_by_the_smic_of_the_reduction_alone():
    """
    Since June the published 11.1.0 takes 12.31 € for the reduction: only what follows from it differs.

    Décret n° 2026-509 of 12 June 2026 (art. D. 241-7 CSS) keeps 12.02 € for the whole of 2026.
    """
    job = {
        "type_contrat": "CDI", "salaire_brut_mensuel": 1867.02, "heures_hebdomadaires": 35, "effectif": 5,
        "cadre": False, "taux_at_mp_pct": 2.08, "taux_versement_mobilite_pct": 0,
        "mutuelle_montant_total": 40, "mutuelle_part_employeur_pct": 50,
    }  # fmt: skip
    [published] = ask([job], DAY)
    exact = {key: Decimal(str(value)) if isinstance(value, float) else value for key, value in job.items()}
    ours = employer_cost(exact, baremes_at(DAY))

    differing = {name for name, value in published.items() if abs(ours[name] - value) > tolerance(name)}

    assert differing == set(FROM_THE_REDUCTION)
    # 0.3981, the maximum, against 0.3750: 0.0231 × 1 867.02 = 43.13 €.
    assert abs(ours["cout_total_employeur"] - published["cout_total_employeur"] - Decimal("43.128")) < Decimal("0.001")
