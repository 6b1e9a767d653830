"""Needs for the tests: a price list with everything in it, and any valid answers, drawn from the schema itself."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from estimator.law.dated import baremes_at
from estimator.need.fields import EARLIEST_DAY, LATEST_DAY
from estimator.need.inputs import VOLUME
from estimator.need.questions import MINUTES, SEMAINES, schema
from estimator.need.tarifs import parse_tarifs

BAREMES = baremes_at(date(2026, 11, 23))
#: Every key of a price list, each with an effect.
PRICES = {
    "taux_horaire": 30,
    "taux_horaire_sur_place": 36,
    "regime_tva": "assujettie",
    "minimum_facturation": 45,
    "acompte_pourcent": 30,
    "validite_devis_jours": 30,
    "delai_devis_heures": 48,
    "deplacement_gratuit_km": 25,
    "prix_kilometre": "0.60",
    "majorations": {"urgence_pourcent": 20, "week_end_pourcent": 50},
    "forfaits": [
        {"nom": "Forfait 10 heures", "heures": 10, "prix": 290},
        {"nom": "Forfait 20 heures", "heures": 20, "prix": 570},
    ],
    "taches": [
        {"code": "courrier", "nom": "Courrier", "unite": "courrier", "prix": 10, "minutes_salarie": 20},
        {
            "code": "transcription",
            "nom": "Transcription",
            "unite": "minute d’audio",
            "prix": "2.20",
            "minutes_salarie": 5,
        },
    ],
    "specialites": [{"code": "juridique", "nom": "Juridique", "taux_horaire": 34}],
}
TARIFS = parse_tarifs(PRICES)
FIELDS = schema(BAREMES, TARIFS)
#: Nothing beside pay, contributions and 20 € of health cover, for figures worked out by hand; an agency without a floor.
PLAIN = {"taux_at_mp": "0,64", "effectif": 5, "sante_travail_annuelle": 0, "motif_interim": "remplacement"}


def accepted(field):
    """Return a strategy of what a field accepts, its bounds often."""
    if field.kind == "oui_non":
        return st.booleans()
    if field.kind == "choix":
        return st.sampled_from(field.choices)
    if field.kind == "date":
        return st.dates(EARLIEST_DAY, LATEST_DAY).map(str)
    places = 0 if field.kind == "entier" else 2
    bounds = st.sampled_from([field.minimum, field.maximum])
    # Near the default, where visitors are; across the whole range; at the bounds.
    near = st.decimals(field.minimum, min(field.maximum, 2 * Decimal(field.default) + 1), places=places)
    return st.one_of(near, st.decimals(field.minimum, field.maximum, places=places), bounds)


@st.composite
def answers(draw):
    """Return any valid answers of the form: each field left alone or answered, tasks or hours."""
    raw = {}
    for field in FIELDS:
        if not field.name.startswith((VOLUME, MINUTES)) and draw(st.booleans()):
            raw[field.name] = draw(accepted(field))
    if raw.get("besoin") == "taches":
        # From one hour (3 × 20 minutes) to 151,67 h of an employee.
        raw[VOLUME + "courrier"] = draw(st.integers(3, 300))
        raw[VOLUME + "transcription"] = draw(st.integers(0, 500))
        raw[MINUTES + "courrier"] = draw(st.integers(20, 22))
    if raw.get("fonctions_support"):
        raw["effectif"] = draw(st.integers(1, 19))
    if raw.get("contrat") == "CDD":
        # A CDD stops at 18 months; a one-off need has no such question.
        raw["duree_mois"] = draw(st.integers(1, 18))
    if raw.get("absences_comptees"):
        # 110 h worked make 28.75 h a week: with 30 % of absence, 41 h, still below the 43 h accepted.
        raw["taux_absence"] = draw(st.integers(0, 30))
    if {"absences_comptees", SEMAINES} & set(raw):
        # 90 h in 36 weeks a year make 30 h a week: with 30 % of absence, 42.9 h.
        raw["heures_par_mois"] = draw(st.integers(1, 90 if SEMAINES in raw else 110))
        raw.pop("besoin", None)
    return raw


prices = st.builds(
    lambda rate, on_site, minimum, packages, regime: {
        **PRICES,
        "taux_horaire": rate,
        "taux_horaire_sur_place": on_site and rate + on_site,
        "minimum_facturation": minimum,
        "forfaits": [{"nom": "F", "heures": hours, "prix": price} for hours, price in packages],
        "regime_tva": regime,
    },
    st.decimals(min_value=10, max_value=80, places=1),
    st.sampled_from([0, 20, 50]),
    st.sampled_from([0, 15, 60, 400]),
    st.lists(st.tuples(st.integers(2, 120), st.integers(50, 3000)), max_size=3),
    st.sampled_from(["franchise", "assujettie"]),
)
