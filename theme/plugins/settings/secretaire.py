"""Read and check `content/secretaire.toml`, and give it to every template and page as `secretaire`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pelican import signals

from estimator.errors import InvalidInputs
from estimator.need.fields import read_fields
from estimator.need.tarifs import MAJORATIONS, TARIFS, Tarifs, from_settings, parse_tarifs
from theme.plugins.look import appearance
from theme.plugins.problems import Problem
from theme.plugins.settings import sample
from theme.plugins.settings.toml_lines import find_line, syntax_problem
from theme.plugins.texts.typography import UNWRITABLE, sentences

FILE: Final = "secretaire.toml"
#: Texts that must be filled in, by section, each with an example.
TEXTS: Final[dict[str, dict[str, str]]] = {
    "site": {
        "adresse": "https://www.secretariat.example",
        "nom": "Secrétariat Exemple",
        "accroche": "Votre secrétariat à distance",
    },
    "identite": {
        "nom": "Camille Exemple",
        "siret": "000 000 000 00000",
        "rue": "1 rue de l’Exemple",
        "code_postal": "00000",
        "ville": "Exempleville",
        "telephone": "02 61 91 00 00",
        "courriel": "bonjour@secretariat.example",
        "horaires": "du lundi au vendredi, de 9 h à 18 h",
    },
    "parcours": {"diplome": "BTS Support à l’action managériale"},
    "zone": {"sur_place": "Exempleville et ses environs", "distance": "toute la France"},
    "publication": {
        "directeur": "Camille Exemple",
        "hebergeur": "Hébergeur Exemple",
        "hebergeur_adresse": "2 rue de l’Exemple, 00000 Exempleville",
        "hebergeur_telephone": "01 99 00 00 00",
    },
}
#: What the secretary commits to, all optional. Whole numbers, each with its largest value and an example; 0 for none.
COMMITTED_NUMBERS: Final = {
    "delai_courant_jours": (60, 3),
    "delai_urgent_heures": (240, 24),
    "contestation_heures": (720, 48),
    "alerte_plafond_pourcent": (100, 80),
    "preavis_jours": (365, 15),
    # Between businesses a term of payment is of sixty days at most (art. L. 441-10 of the code de commerce).
    "paiement_jours": (60, 30),
}
#: Texts, each with an example; empty for none.
COMMITTED_TEXTS: Final = {"appel_regulier": "le lundi à 9 h", "suppleante": "Dominique Exemple"}
#: Sections that may be left out; filled in, each of their texts must be. With an example of each.
OPTIONAL_SECTIONS: Final[dict[str, dict[str, str]]] = {
    # A service provider names her insurer and where she is covered (art. R. 111-2 of the code de la consommation).
    "assurance": {
        "nom": "Assureur Exemple",
        "adresse": "3 place de l’Exemple, 00000 Exempleville",
        "territoire": "France métropolitaine",
    },
    # Only who sells to private individuals names a mediator (art. L. 616-1 of the code de la consommation).
    "mediateur": {
        "nom": "Médiateur Exemple",
        "adresse": "4 rue de l’Exemple, 00000 Exempleville",
        "site": "https://www.mediateur.example",
    },
    # A host that takes a form and mails it to her: the site itself has no server.
    "formulaire": {"adresse": "https://formulaires.example/ma-cle"},
}
#: The sections that the engine reads and checks itself.
PRICES: Final = ("tarifs", "majorations", "forfaits", "taches", "specialites")
TVA_NUMBER: Final = re.compile(r"FR ?[0-9A-Z]{2} ?\d{3} ?\d{3} ?\d{3}")
SHAPES: Final[dict[tuple[str, str], tuple[re.Pattern[str], str]]] = {
    ("site", "adresse"): (
        re.compile(r"https://[a-z0-9.-]+(/[\w.-]+)*", re.ASCII),
        "commencez par https://, sans barre à la fin",
    ),
    ("identite", "code_postal"): (re.compile(r"\d{5}"), "écrivez cinq chiffres"),
    ("identite", "telephone"): (re.compile(r"(\+33 ?|0)[1-9]([ .]?\d{2}){4}"), "écrivez dix chiffres"),
    ("mediateur", "site"): (re.compile(r"https://[a-z0-9.-]+(/[\w.-]+)*/?"), "commencez par https://"),
    ("formulaire", "adresse"): (
        re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(/[\w.~/?=&%+-]*)?", re.ASCII),
        "commencez par https://",
    ),
    ("publication", "hebergeur_telephone"): (re.compile(r"\+?\d[\d .]{2,}\d", re.ASCII), "écrivez des chiffres"),
    # What an address may hold without being encoded in a link.
    ("identite", "courriel"): (
        re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}", re.ASCII),
        "écrivez une adresse complète",
    ),
}


def load(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return the settings, their sentences set in French (empty when unreadable), and every problem found in them."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, [Problem(path, None, "Ce fichier manque. Reprenez celui de l’exemple fourni.")]
    except UnicodeDecodeError:
        return {}, [Problem(path, None, "Enregistrez ce fichier en UTF-8.")]
    try:
        settings = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return {}, [syntax_problem(path, text, error)]
    faults = [*_faults(settings), *appearance.faults(settings, path.parent / "images")]
    if sample.is_claimed(settings):
        faults += sample.settings_faults(settings)
    problems = [Problem(path, find_line(text, section, key), message) for section, key, message in faults]
    return settings if problems else sentences({**settings, **_prices(settings), **_optional(settings)}), problems


def _prices(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the prices of checked settings as numbers, defaults filled in: texts may use any of them."""
    return {
        "tarifs": read_fields(TARIFS, settings["tarifs"]),
        "majorations": read_fields(MAJORATIONS, settings.get("majorations", {})),
        **{name: settings.get(name, []) for name in ("forfaits", "taches", "specialites")},
    }


def price_list(settings: Mapping[str, Any]) -> Tarifs:
    """Return the price list of checked settings."""
    return parse_tarifs(from_settings(settings))


def siret_is_valid(siret: str) -> bool:
    """Return whether `siret` has 14 digits and the right check digit (Luhn)."""
    if not re.fullmatch(r"[0-9 ]+", siret):
        return False
    digits = [int(character) for character in siret.replace(" ", "")]
    doubled = (d if index % 2 else (2 * d if d < 5 else 2 * d - 9) for index, d in enumerate(digits))
    return len(digits) == 14 and sum(doubled) % 10 == 0


def _optional(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is optional in checked settings, each with a value: None for what she left out or blank."""
    identite, made = settings["identite"], settings.get("engagements", {})
    defaults = {"exemple": False, "numero_tva": ""}
    registration = identite.get("immatriculation", "").strip() or None
    return {
        "identite": {**defaults, **identite, "immatriculation": registration},
        "engagements": {key: made.get(key) or None for key in (*COMMITTED_NUMBERS, *COMMITTED_TEXTS)},
        **{name: settings[name] if _is_filled(settings, name) else None for name in OPTIONAL_SECTIONS},
    }


def _is_filled(settings: Mapping[str, Any], section: str) -> bool:
    """Return whether an optional section says anything: one whose texts are all blank is left out."""
    table = settings.get(section, {})
    return not isinstance(table, Mapping) or any(value != "" for value in table.values())


def _faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    yield from _unknown_faults(settings)
    for section, keys in TEXTS.items():
        for key, example in keys.items():
            yield from _text_faults(settings, section, key, example)
    siret = _get(settings, "identite", "siret")
    if isinstance(siret, str) and not siret_is_valid(siret):
        yield "identite", "siret", "« siret » doit avoir 14 chiffres justes. Recopiez celui de votre avis Insee."
    yield from _other_faults(settings)
    yield from _engagement_faults(settings)
    yield from _optional_faults(settings)
    yield from _price_faults(settings)


def _unknown_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    known = {section: set(keys) for section, keys in TEXTS.items()}
    known |= {section: set(keys) for section, keys in OPTIONAL_SECTIONS.items()}
    known["identite"] |= {"exemple", "numero_tva", "immatriculation"}
    known["parcours"] |= {"annees_experience", "specialites"}
    known[appearance.SECTION] = set(appearance.KEYS)
    known["engagements"] = {*COMMITTED_NUMBERS, *COMMITTED_TEXTS}
    for section, value in settings.items():
        if section in PRICES:
            continue
        if section not in known:
            yield (
                section,
                "",
                f"La section « {section} » n’existe pas. Sections connues : {', '.join((*known, *PRICES))}.",
            )
        elif isinstance(value, Mapping):
            for key in value:
                if key not in known[section]:
                    yield (
                        section,
                        key,
                        f"« {key} » n’existe pas dans [{section}]. Clés connues : {', '.join(sorted(known[section]))}.",
                    )


def _text_faults(settings: Mapping[str, Any], section: str, key: str, example: str) -> Iterator[tuple[str, str, str]]:
    value = _get(settings, section, key)
    if not isinstance(value, str) or not value.strip() or UNWRITABLE.search(value):
        yield section, key, f'« {key} » manque dans [{section}]. Écrivez par exemple : {key} = "{example}".'
        return
    shape = SHAPES.get((section, key))
    if shape and not shape[0].fullmatch(value):
        yield section, key, f'« {key} » n’est pas valable : {shape[1]}, par exemple "{example}".'


def _other_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(_get(settings, "identite", "exemple", default=False), bool):
        yield "identite", "exemple", "« exemple » vaut true ou false, sans guillemets."
    number = _get(settings, "identite", "numero_tva", default="")
    subject = _get(settings, "tarifs", "regime_tva") == "assujettie"
    if (subject or number) and not (isinstance(number, str) and TVA_NUMBER.fullmatch(number)):
        yield (
            "identite",
            "numero_tva",
            '« numero_tva » est à remplir quand vous facturez la TVA, par exemple "FR00000000000".',
        )
    years = _get(settings, "parcours", "annees_experience")
    if isinstance(years, bool) or not isinstance(years, int) or not 0 <= years <= 60:
        yield "parcours", "annees_experience", "« annees_experience » est un nombre de 0 à 60, par exemple 12."
    specialites = _get(settings, "parcours", "specialites")
    if not isinstance(specialites, list) or not all(isinstance(item, str) and item for item in specialites):
        yield "parcours", "specialites", '« specialites » est une liste, par exemple ["juridique", "médical"].'


def _engagement_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(settings.get("engagements", {}), Mapping):
        yield "engagements", "", "« engagements » est une section : écrivez [engagements] seul sur sa ligne."
        return
    for key, (highest, example) in COMMITTED_NUMBERS.items():
        number = _get(settings, "engagements", key, default=0)
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= highest:
            message = (
                f"« {key} » est un nombre entier de 0 à {highest}, par exemple {example} ; 0 pour ne rien promettre."
            )
            yield "engagements", key, message
    for key, text in COMMITTED_TEXTS.items():
        if not isinstance(_get(settings, "engagements", key, default=""), str):
            yield "engagements", key, f'« {key} » est un texte, par exemple "{text}" ; "" pour ne rien promettre.'


def _optional_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(_get(settings, "identite", "immatriculation", default=""), str):
        yield "identite", "immatriculation", '« immatriculation » est un texte ; "" si vous n’en avez pas.'
    for section, keys in OPTIONAL_SECTIONS.items():
        if not isinstance(settings.get(section, {}), Mapping):
            yield section, "", f"« {section} » est une section : écrivez [{section}] seul sur sa ligne."
        elif _is_filled(settings, section):
            for key, example in keys.items():
                yield from _text_faults(settings, section, key, example)


def _price_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    try:
        price_list(settings)
    except InvalidInputs as error:
        for fault in error.faults:
            section, _, key = fault.key.rpartition(".")
            yield section or "tarifs", key, f"« {key} » : {fault.message}"


def _get(settings: Mapping[str, Any], section: str, key: str, default: Any = None) -> Any:
    table = settings.get(section)
    return table.get(key, default) if isinstance(table, Mapping) else default


def _add_settings(pelican: Any) -> None:
    settings, problems = load(Path(pelican.settings["PATH"]) / FILE)
    assert not problems, "content_check has refused the build before"
    address = settings["site"]["adresse"]
    pelican.settings.update(SITENAME=settings["site"]["nom"], SITEURL=address, FEED_DOMAIN=address)
    pelican.settings["AUTHOR"] = settings["identite"]["nom"]
    pelican.settings["JINJA_GLOBALS"]["secretaire"] = settings


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_settings)
