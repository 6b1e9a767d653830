"""
Run inside Pyodide at build: put the estimator through all it does, and tell what standard library it took.

A module that the browser's library lacks fails only when it is first wanted. So this must reach every path: answers,
refusals, faults of every kind, a traceback.
"""

import contextlib
import json
import sys
import traceback
import zipfile

LIBRARY = "/lib/python314.zip"
#: Wanted only for archives with names in another encoding than ours.
ALSO = {"encodings.cp437"}
TARIFS = {
    "taux_horaire": 30,
    "regime_tva": "assujettie",
    "forfaits": [{"nom": "Dix heures", "heures": 10, "prix": 290}],
    "taches": [{"code": "audio", "nom": "Audio", "unite": "minute", "prix": 2.2, "minutes_salarie": 5}],
}
#: What that one lacks.
RICH = {
    **TARIFS,
    "taux_horaire_sur_place": 36,
    "specialites": [{"code": "juridique", "nom": "Juridique", "taux_horaire": 34}],
}
CONTACT = {"nom": "A EI", "siret": "0", "adresse": ["B"], "telephone": "0", "courriel": "a@b.example"}
ABOUT = {"tarifs": TARIFS, "contact": CONTACT, "page": "https://b.example/"}
QUESTIONS = (
    {},
    {"heures_par_mois": "120", "tva_deductible": "non", "redevable_taxe_sur_salaires": True},
    {"heures_par_mois": "151,67", "contrat": "CDD", "absences_comptees": True, "effectif": "60"},
    {"besoin": "taches", "volume_audio": "180", "minutes_audio": "6", "ponctuel": "oui"},
    {"debut": "2026-12-31", "duree_mois": "2"},
    # Roundings up and down of what would change the ranking, a number with its unit, a mission that crosses twice.
    *({"heures_par_mois": f"{hours} h"} for hours in ("10", "42,5", "80")),
    {"heures_par_mois": "50", "ponctuel": "oui", "poste_travail_compte": True},
    # A temp held to the floor of her branch, a quote received, costs about the same, pay as typed.
    {"heures_par_mois": "40 heures", "motif_interim": "accroissement", "convention_collective": "1147"},
    {"heures_par_mois": "30", "devis_recu": "900,50 €", "devis_tva": "tva_comprise", "gestion_paie_comptee": True},
    {"heures_par_mois": "62", "fin_contrat_comptee": True, "mode_fin_contrat": "rupture_conventionnelle"},
    {"heures_par_mois": "60", "salaire_brut_temps_plein": "2 200 € brut par mois", "motif_interim": "remplacement"},
    {"salaire_brut_temps_plein": "26 400 € par an"},
    # Weeks without work: paid, then too few for so many hours.
    *({"heures_par_mois": hours, "semaines_besoin": "36"} for hours in ("60", "140")),
    {"heures_par_mois": "beaucoup", "debut": "2026-02-30", "inconnu": 1},
)


MESSAGES = [
    *(json.dumps({"values": values, "tarifs": TARIFS}) for values in QUESTIONS),
    *(json.dumps({"values": values, **ABOUT}) for values in QUESTIONS),
    # A mail cut short, then one of which nothing is left but its link.
    *(json.dumps({"values": QUESTIONS[2], **ABOUT, "page": f"https://b.example/{'a' * n}"}) for n in (900, 3000)),
    *(json.dumps({"address": "", "export": export, **ABOUT}) for export in ("csv", "json")),
    json.dumps({"address": "heures_par_mois=42%2C5&inconnu=1&droit=2020-01-01", "tarifs": TARIFS}),
    json.dumps({"values": {"specialite": "juridique", "part_sur_place": "40"}, **ABOUT, "tarifs": RICH}),
    # Price lists in turn: what is kept of a need is found again by what it is made of.
    *(json.dumps({"values": {}, "tarifs": tarifs}) for tarifs in (RICH, TARIFS, RICH, TARIFS)),
    '{"values": {"effectif": "9"}, "tarifs": {"taux_horaire": 25}}',
    "",
    "{}",
    '{"values": {}, "tarifs": {"taux_horaire": "cher"}}',
    '{"values": 1E999999999999999999999}',
]


def exercise():
    """Ask the bridge every kind of question, and its errors the way a browser meets them."""
    from estimator.bridge import Bridge  # noqa: PLC0415  unpacked by the caller

    bridge = Bridge("/engine/compiled_templates")
    for message in MESSAGES:
        bridge.reply(message)
    with contextlib.suppress(ZeroDivisionError):
        raise ZeroDivisionError(traceback.format_exc())
    traceback.format_exception(ZeroDivisionError("pour voir"))


def used():
    """Return the files of the standard library behind the modules now imported, sorted."""
    names = {*sys.modules, *ALSO}
    with zipfile.ZipFile(LIBRARY) as library:
        files = set(library.namelist())
    paths = [name.replace(".", "/") for name in names]
    return sorted(file for path in paths for file in (f"{path}.py", f"{path}/__init__.py") if file in files)


def trimmed(target, files):
    """Write `files` of the standard library into the archive `target`, stored, with one date for all."""
    with zipfile.ZipFile(LIBRARY) as library, zipfile.ZipFile(target, "w") as archive:
        for name in files:
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), library.read(name))
