"""The sample's settings, and the same for secretaries who sell and promise otherwise."""

import re
from pathlib import Path

SAMPLE = (Path(__file__).parents[2] / "content" / "secretaire.toml").read_text(encoding="utf-8")
# Alone in a folder of a test, it has no image beside it.
SAMPLE = SAMPLE.replace('portrait = "portrait.svg"', 'portrait = ""')
SURCHARGES = ("urgence_pourcent", "week_end_pourcent", "acompte_pourcent", "minimum_facturation", "prix_kilometre")
PROMISES = ("delai_courant_jours", "delai_urgent_heures", "contestation_heures", "alerte_plafond_pourcent")
SPECIALITY = '\n[[specialites]]\ncode = "assurances"\nnom = "Assurances"\ntaux_horaire = 31.00\n'
MEDIATOR = (
    '[mediateur]\nnom = "Médiateur Test"\nadresse = "4 rue de l’Essai"\nsite = "https://www.mediateur.example"\n\n'
)


def without(text, block):
    """Return settings without any of these blocks."""
    return re.sub(rf"(?ms)^\[\[?{block}\]\]?\n.*?(?=^\[|\Z)", "", text)


def changed(text, **values):
    """Return settings with other values, each as TOML writes it."""
    for key, value in values.items():
        text, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
        assert count, key
    return text


def subject_to_tva(text):
    """Return the settings of one who charges VAT."""
    return changed(text, regime_tva='"assujettie"', numero_tva='"FR12 000 000 000"')


def promising_nothing(text):
    """Return the settings of one who promises nothing, has no insurer and works for private individuals."""
    text = changed(text, **dict.fromkeys((*PROMISES, "preavis_jours", "paiement_jours", "deplacement_gratuit_km"), "0"))
    text = without(without(without(text, "assurance"), "presentation"), "references")
    text = changed(text, appel_regulier='""', suppleante='""', report_forfait_mois="0", exemple="true")
    return re.sub(r"(?ms)^\[mediateur\]\n.*?(?=^\[)", MEDIATOR, text)


def incorporated(text):
    """Return the settings of a man who has a company of his own."""
    company = {"raison_sociale": '"Dupin Services"', "capital": "1500", "immatriculation": '"RCS Rennes"'}
    return changed(text, genre='"homme"', forme='"EURL"', **company)


KINDS = {
    "the sample": SAMPLE,
    "VAT": subject_to_tva(SAMPLE),
    "VAT, on site": changed(subject_to_tva(SAMPLE), taux_horaire_sur_place="36.00", urgence_pourcent="0"),
    "no package": without(SAMPLE, "forfaits"),
    "no task": without(SAMPLE, "taches"),
    "no supplement": changed(SAMPLE, **dict.fromkeys(SURCHARGES, "0")),
    "one speciality": without(SAMPLE, "specialites") + SPECIALITY,
    "cheap": changed(without(SAMPLE, "forfaits"), taux_horaire="12.00"),
    "dear": changed(without(without(SAMPLE, "forfaits"), "specialites"), taux_horaire="95.00"),
    "nothing promised": promising_nothing(SAMPLE),
    "a company": incorporated(SAMPLE),
    "nothing but VAT": without(without(subject_to_tva(promising_nothing(SAMPLE)), "taches"), "forfaits"),
}
