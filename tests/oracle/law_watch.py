"""
The law watch behind `python3 tasks.py baremes`: our parameters, what is overdue, and what two other models say.

    python law_watch.py DAY [--next]

DAY is today, given by tasks.py: nothing else in the project reads the clock. The newest
`modele-social` is asked what a few jobs cost, line by line. The newest `openfisca-france` is
read, parameter by parameter, without being installed. Each difference is explained, or new.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml
from official_model import ask

from estimator import Baremes, baremes_at, date_droit, employer_cost
from estimator.formatting import NO_BREAK, date_longue, euros, nombre, pourcent
from estimator.law.dated import Parameter

ROOT: Final = Path(__file__).parent.parent.parent
CACHE: Final = ROOT / ".cache" / "law-watch"
HALF_A_CENT: Final = Decimal("0.005")

_JOB: Final = {
    "type_contrat": "CDI", "salaire_brut_mensuel": 2200, "heures_hebdomadaires": 35, "effectif": 5, "cadre": False,
    "taux_at_mp_pct": 2, "taux_versement_mobilite_pct": 2, "mutuelle_montant_total": 40, "mutuelle_part_employeur_pct": 50,
}  # fmt: skip
#: Between them, these jobs meet every rate and threshold of the employer's cost.
PROBES: Final = [
    _JOB,
    {**_JOB, "effectif": 11},
    {**_JOB, "effectif": 50, "heures_hebdomadaires": 24, "salaire_brut_mensuel": 1600},
    {**_JOB, "salaire_brut_mensuel": 17000, "effectif": 60, "cadre": True},
    {**_JOB, "type_contrat": "CDD", "cdd_duree_mois": 6, "cdd_motif": "remplacement", "cdd_conges_pris": False},
    {**_JOB, "type_contrat": "CDD", "cdd_duree_mois": 6, "cdd_motif": "saisonnier", "cdd_conges_pris": True},
    {**_JOB, "heures_supplementaires_mensuelles": 10},
    {**_JOB, "heures_supplementaires_mensuelles": 10, "effectif": 20},
    {**_JOB, "heures_supplementaires_mensuelles": 10, "effectif": 250},
    {**_JOB, "titres_restaurant_nombre": 18, "titres_restaurant_valeur": 14, "titres_restaurant_part_employeur_pct": 60},
]  # fmt: skip

_SOCIAL: Final = "prelevements_sociaux"
_GENERAL: Final = f"{_SOCIAL}/cotisations_regime_assurance_chomage"
_RELIEF: Final = f"{_SOCIAL}/reductions_cotisations_sociales/allegement_general/ensemble_des_entreprises"
_REGIME: Final = f"{_SOCIAL}/cotisations_securite_sociale_regime_general"
_TAXES: Final = f"{_SOCIAL}/autres_taxes_participations_assises_salaires"
_RETIREMENT: Final = f"{_SOCIAL}/regimes_complementaires_retraite_secteur_prive"
#: Our parameter → OpenFisca's file, and the bracket of its scale where it is one.
OPENFISCA: Final[dict[str, tuple[str, int | None]]] = {
    "smic_horaire": ("marche_travail/salaire_minimum/smic/smic_b_horaire", None),
    "smic_reduction_generale": (f"{_RELIEF}/smic_reference", None),
    "plafond_securite_sociale_mensuel": (f"{_SOCIAL}/pss/plafond_securite_sociale_mensuel", None),
    "reduction_generale_t_min": (f"{_RELIEF}/t_min", None),
    "reduction_generale_t_delta_moins_50": (f"{_RELIEF}/t_delta_petites_entreprises", None),
    "reduction_generale_t_delta_50_plus": (f"{_RELIEF}/t_delta_grandes_entreprises", None),
    "reduction_generale_puissance": (f"{_RELIEF}/puissance", None),
    "reduction_generale_sortie": (f"{_RELIEF}/plafond", None),
    "effectif_reduction_generale": (f"{_RELIEF}/seuil_taille_entreprise", None),
    "taux_ags": (f"{_GENERAL}/ags/employeur/ags", 0),
    "taux_chomage": (f"{_GENERAL}/chomage/employeur/chomage", 0),
    "taux_maladie": (f"{_REGIME}/mmid/tx_normal", None),
    "taux_csa": (f"{_REGIME}/csa/employeur/csa", 0),
    "taux_vieillesse_plafonnee": (f"{_REGIME}/cnav/employeur/vieillesse_plafonnee", 0),
    "taux_vieillesse_deplafonnee": (f"{_REGIME}/cnav/employeur/vieillesse_deplafonnee", 0),
    "taux_agirc_arrco_t1": (f"{_RETIREMENT}/agirc_arrco/employeur/agirc_arrco", 0),
    "taux_agirc_arrco_t2": (f"{_RETIREMENT}/agirc_arrco/employeur/agirc_arrco", 1),
    "taux_ceg_t1": (f"{_RETIREMENT}/ceg/employeur/ceg", 0),
    "taux_ceg_t2": (f"{_RETIREMENT}/ceg/employeur/ceg", 1),
    "taux_apec": (f"{_RETIREMENT}/apec/employeur/apec", 0),
    "taux_prevoyance_cadre": (f"{_TAXES}/prevoyance/prevoyance_obligatoire", None),
    "taux_fnal_moins_50": (f"{_TAXES}/fnal/contribution_moins_de_50_salaries", 0),
    "taux_fnal_50_plus": (f"{_TAXES}/fnal/contribution_plus_de_50_salaries", 0),
    "taux_peec": (f"{_TAXES}/construction/plus_50_salaries", 0),
    "effectif_peec": (f"{_TAXES}/construction/seuil", None),
    "taux_taxe_apprentissage": (f"{_TAXES}/contribution_unique_formation/taxe_apprentissage/general", None),
    "taux_formation_moins_11": (
        f"{_TAXES}/contribution_unique_formation/contrib_formation_pro/moins_11_salaries", None),
    "taux_formation_11_plus": (
        f"{_TAXES}/contribution_unique_formation/contrib_formation_pro/onze_et_plus_salaries", None),
    "taux_cpf_cdd": (f"{_TAXES}/formation/toute_entreprise/cdd", None),
    "taxe_sur_salaires_taux": (f"{_TAXES}/taxsal/metro", None),
    "taxe_sur_salaires_franchise": (f"{_TAXES}/taxsal/franchise", None),
    "taxe_sur_salaires_limite_decote": (f"{_TAXES}/taxsal/decote_montant", None),
    "taxe_sur_salaires_taux_decote": (f"{_TAXES}/taxsal/decote_taux", None),
}  # fmt: skip
#: Differences with OpenFisca that are known: our value is right, and why.
OPENFISCA_KNOWN: Final = {
    "taux_ags": "0,25 % depuis le 1er juillet 2024, maintenu au 1er janvier 2026 (conseil d’administration de l’AGS, "
    "service-public A17906)\u00a0; OpenFisca en est resté à 0,20 %.",
}


def listing(today: date, baremes: Baremes) -> Iterator[str]:
    """Yield a few lines per parameter: value, since when, source, when to check again."""
    for name, parameter in sorted(baremes.parameters.items()):
        value = baremes.dated(name)
        late = "   EN RETARD" if overdue(parameter, today) else ""
        yield f"{name}  {shown(parameter, value.valeur)}  depuis le {date_longue(value.depuis)}"
        yield f"    {parameter.titre}"
        yield f"    {value.texte}"
        if value.url:
            yield f"    {value.url}"
        yield f"    vérifié le {value.verifie_le}, à revoir avant le {parameter.revoir_avant}{late}"


def overdue(parameter: Parameter, today: date) -> bool:
    """Return whether a parameter should have been checked again."""
    return parameter.revoir_avant <= today


def shown(parameter: Parameter, value: Any) -> str:
    """Return a value as a person writes it."""
    if parameter.unite == "texte":
        return f"«{NO_BREAK}{value}{NO_BREAK}»"
    if parameter.unite == "taux":
        return pourcent(value)
    return f"{nombre(value)}{NO_BREAK}{parameter.unite}"


def to_update(today: date, baremes: Baremes) -> Iterator[str]:
    """Yield what a January update must touch: by file, what is to be checked before the coming year's turn."""
    coming = date(today.year + 1, 1, 31)
    by_day = sorted(baremes.parameters.values(), key=lambda parameter: (parameter.revoir_avant, parameter.id))
    for parameter in by_day:
        if parameter.revoir_avant <= coming:
            value = baremes.dated(parameter.id)
            yield f"{parameter.revoir_avant}  {parameter.id} = {shown(parameter, value.valeur)}  ({value.texte})"


def official_differences(today: date, packages: Path) -> Iterator[str]:
    """Yield each line on which the newest `modele-social` differs from us on `today`; what has one known cause, once."""
    baremes = baremes_at(today)
    frozen = _with_smic_in_force(baremes)
    known: set[str] = set()
    for job, official in zip(PROBES, ask(PROBES, today, packages), strict=True):
        ours, explained = employer_cost(job, baremes), employer_cost(job, frozen)
        case = f"{job['type_contrat']} {job['salaire_brut_mensuel']} €, effectif {job['effectif']}"
        for line, value in official.items():
            if abs(ours[line] - value) <= HALF_A_CENT:
                continue
            # Naming the cause is not enough: with it put right, the two must agree.
            if abs(explained[line] - value) <= HALF_A_CENT:
                known.add(line)
            else:
                yield f"{case}\u00a0: {line} {nombre(ours[line], 4)} ici, {nombre(value, 4)} chez eux (NOUVEAU, à comprendre)"
    if known:
        yield f"{', '.join(sorted(known))}\u00a0: {_frozen_smic(baremes)}"


def _frozen_smic(baremes: Baremes) -> str:
    ours, in_force = euros(baremes["smic_reduction_generale"]), euros(baremes["smic_horaire"])
    text = baremes.dated("smic_reduction_generale").texte
    return (
        f"expliqué. Smic de la réduction générale\u00a0: {ours} ici, {in_force} chez eux. Notre texte\u00a0: {text}. "
        f"Avec {in_force}, toutes nos lignes sont les leurs."
    )


def _with_smic_in_force(baremes: Baremes) -> Baremes:
    """Return `baremes` with the Smic in force in place of the one that décret 2026-509 keeps for the reduction."""
    parameter = baremes.parameters["smic_reduction_generale"]
    changed = replace(parameter, valeurs=baremes.parameters["smic_horaire"].valeurs)
    return Baremes(baremes.day, {**baremes.parameters, parameter.id: changed})


def openfisca_differences(today: date, wheel: Path) -> Iterator[str]:
    """Yield each parameter on which OpenFisca differs from us on `today`, explained or new."""
    baremes = baremes_at(today)
    with zipfile.ZipFile(wheel) as archive:
        for name, (path, bracket) in OPENFISCA.items():
            text = archive.read(f"openfisca_france/parameters/{path}.yaml").decode()
            theirs = _value_in_force(yaml.load(text, yaml.BaseLoader), bracket, today)
            if theirs == baremes[name]:
                continue
            reason = OPENFISCA_KNOWN.get(name)
            verdict = f"expliqué\u00a0: {reason}" if reason else "NOUVEAU, à comprendre"
            yield f"{name}\u00a0: {shown(baremes.parameters[name], baremes[name])} ici, {theirs} chez eux ({verdict})"


def _value_in_force(record: dict[str, Any], bracket: int | None, today: date) -> Decimal | None:
    dated = record["values"] if bracket is None else record["brackets"][bracket]["rate"]
    days = [day for day in dated if date.fromisoformat(day) <= today]
    value = dated[max(days)]["value"] if days else "null"
    return None if value == "null" else Decimal(value)


def newest_official_model() -> tuple[str, Path]:
    """Return the version and the folder of the newest `modele-social` that the registry has."""
    shutil.rmtree(CACHE / "npm", ignore_errors=True)
    (CACHE / "npm").mkdir(parents=True)
    (CACHE / "npm" / "package.json").write_text('{"private": true}', encoding="utf-8")
    npm = shutil.which("npm")
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run([npm, "install", *options, "modele-social", "publicodes"], cwd=CACHE / "npm", check=True)
    folder = CACHE / "npm" / "node_modules"
    return json.loads((folder / "modele-social" / "package.json").read_text(encoding="utf-8"))["version"], folder


def newest_openfisca() -> tuple[str, Path]:
    """Return the version and the wheel of the newest `openfisca-france` that the registry has."""
    shutil.rmtree(CACHE / "pip", ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*pip, "openfisca-france", "-d", CACHE / "pip"], check=True)
    wheel = next((CACHE / "pip").glob("*.whl"))
    version = re.search(r"-(\d+(\.\d+)+)-", wheel.name)
    return version[1] if version else "?", wheel


def confront(title: str, found: list[str]) -> int:
    """Print the differences with one model; return how many are new."""
    print(f"\n{title}")
    print("\n".join(f"  {line}" for line in found) or "  aucune différence")
    return sum("NOUVEAU" in line for line in found)


def main(arguments: list[str]) -> int:
    """Print the watch; return 1 when a difference is new."""
    today = date.fromisoformat(arguments[0])
    baremes = baremes_at(date_droit())
    if "--next" in arguments:
        print(
            f"À revoir d’ici le 31\u00a0janvier\u00a0{today.year + 1} (procédure\u00a0: CONTRIBUTING.md, « The January update »)"
        )
        print("\n".join(to_update(today, baremes)))
        return 0
    print(f"Droit appliqué par le site\u00a0: {date_longue(date_droit())}. Aujourd’hui\u00a0: {date_longue(today)}.\n")
    print("\n".join(listing(today, baremes)))
    late = [name for name, parameter in baremes.parameters.items() if overdue(parameter, today)]
    print(f"\nEn retard\u00a0: {', '.join(sorted(late)) or 'aucun'}.")
    try:
        (version, packages), (fisca, wheel) = newest_official_model(), newest_openfisca()
    except (subprocess.CalledProcessError, OSError):
        print("Les autres modèles n’ont pas pu être téléchargés. Vérifiez votre connexion, puis relancez la commande.")
        return 1
    new = confront(f"modele-social {version} (Urssaf)", list(official_differences(today, packages)))
    new += confront(f"openfisca-france {fisca}", list(openfisca_differences(today, wheel)))
    print(f"\n{new} différence(s) à comprendre." if new else "\nToutes les différences sont expliquées.")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
