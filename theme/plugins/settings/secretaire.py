"""Read and check `content/secretaire.toml`, and give it to every template and page as `secretaire`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from estimator.errors import InvalidInputs
from estimator.need.fields import Field, read_fields
from estimator.need.tarifs import MAJORATIONS, TARIFS, Tarifs, from_settings, parse_tarifs
from theme.plugins import signals
from theme.plugins.look import appearance
from theme.plugins.problems import Problem, Severity
from theme.plugins.settings import (
    consistency,
    embedding,
    exceptions,
    hosting,
    legal_form,
    presentation,
    promises,
    sample,
    situations,
    toml_faults,
)
from theme.plugins.settings.consistency import Found
from theme.plugins.settings.schema import (
    GENRE,
    OPTIONAL,
    PRICES,
    REFERENCES,
    SECTIONS,
    SITUATIONS,
    TVA_NUMBER,
    texts,
)
from theme.plugins.settings.tidying import tidy
from theme.plugins.settings.toml_lines import find_line
from theme.plugins.texts.typography import UNWRITABLE, sentences

FILE: Final = "secretaire.toml"
#: The setting of a build that holds its content, as its check has read it.
READ: Final = "CONTENT_READ"
#: Sections that are checked by a module of their own.
_OWN: Final = (*PRICES, SITUATIONS, REFERENCES, promises.SECTION, hosting.SECTION, exceptions.SECTION)
#: What a text on one line cannot hold; TOML takes « \\t » for a tabulation.
_HIDDEN: Final = re.compile(rf"{UNWRITABLE.pattern}|[\t\n\r]")


def load(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """
    Return the settings, their sentences set in French (empty when unreadable), and every problem found in them.

    Without a fault among the problems the settings are whole: each key that is optional has a value.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, [Problem(path, None, "Ce fichier manque. Reprenez celui de l’exemple fourni.")]
    except UnicodeDecodeError:
        return {}, [Problem(path, None, "Enregistrez ce fichier en UTF-8.")]
    settings, unreadable = toml_faults.parsed(path, text)
    if unreadable:
        return {}, unreadable
    settings = tidy(settings)

    def placed(found: Iterable[Found], severity: Severity) -> list[Problem]:
        # A section that is typed as a key stands above all sections.
        return [
            Problem(path, find_line(text, section, key) or find_line(text, "", section), message, severity)
            for section, key, message in found
        ]

    images = path.parent / "images"
    faults = list(_lost_titles(settings)) or [
        *_faults(settings),
        *appearance.faults(settings, images),
        *presentation.faults(settings, images),
        *embedding.faults(settings),
        *exceptions.faults(settings),
    ]
    if sample.is_claimed(settings):
        faults += sample.settings_faults(settings)
    if faults:
        return settings, placed(faults, Severity.FAULT)
    said = sentences({**settings, **_prices(settings), **_optional(settings)})
    # Not a text of the pages: an address is kept to the letter.
    sent = {hosting.SECTION: settings.get(hosting.SECTION, {})}
    whole = {**said, **sent, "legal": legal_form.legal_name(said["identite"])}
    return whole, placed(consistency.warnings(settings, price_list(settings)), Severity.WARNING)


def _prices(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the prices of checked settings as numbers, defaults filled in: texts may use any of them."""
    return {
        "tarifs": read_fields(TARIFS, settings["tarifs"]),
        "majorations": read_fields(MAJORATIONS, settings.get("majorations", {})),
        **{name: settings.get(name, []) for name in ("forfaits", "taches", "specialites")},
        SITUATIONS: situations.with_shipped(settings.get(SITUATIONS, [])),
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
    identite, promises = settings["identite"], settings.get("engagements", {})
    defaults = {field.name: field.default for field in SECTIONS["identite"] if field.default is not None}
    registration = identite.get("immatriculation", "").strip() or None
    marks = {field.name: settings["site"].get(field.name) or None for field in _site_marks()}
    return {
        **presentation.filled(settings),
        exceptions.SECTION: settings.get(exceptions.SECTION, []),
        "site": {**settings["site"], **marks},
        "identite": {**defaults, **identite, "immatriculation": registration},
        "engagements": {field.name: promises.get(field.name) or None for field in SECTIONS["engagements"]},
        **{name: settings[name] if _is_filled(settings, name) else None for name in OPTIONAL},
    }


def _is_filled(settings: Mapping[str, Any], section: str) -> bool:
    """Return whether an optional section says anything: one whose texts are all blank is left out."""
    table = settings.get(section, {})
    return not isinstance(table, Mapping) or any(value != "" for value in table.values())


def _faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    yield from _unknown_faults(settings)
    yield from promises.faults(settings)
    yield from hosting.faults(settings)
    for section in SECTIONS:
        if section not in OPTIONAL:
            yield from _texts_faults(settings, section)
    siret = _get(settings, "identite", "siret")
    if isinstance(siret, str) and not siret_is_valid(siret):
        yield "identite", "siret", "« siret » doit avoir 14 chiffres justes. Recopiez celui de votre avis Insee."
    yield from _other_faults(settings)
    if isinstance(settings.get("identite"), Mapping):
        yield from (("identite", *fault) for fault in legal_form.faults(settings["identite"]))
    yield from _engagement_faults(settings)
    yield from _optional_faults(settings)
    yield from _price_faults(settings)
    yield from consistency.faults(settings)


def _lost_titles(settings: Mapping[str, Any]) -> Iterator[Found]:
    """Yield the section whose title is gone, at the first of its keys: they all seem unknown to the section above."""
    fields = {**SECTIONS, "tarifs": TARIFS, "majorations": MAJORATIONS}
    owners = {section: {field.name for field in held} for section, held in fields.items()}
    owners |= {hosting.SECTION: set(hosting.KEYS), promises.SECTION: set(promises.promises())}
    for section, table in settings.items():
        if section not in owners or not isinstance(table, Mapping):
            continue
        for missing in owners.keys() - settings.keys():
            strays = [key for key in table if key in owners[missing] - owners[section]]
            if len(strays) > 1 or (strays and len(owners[missing]) == 1):
                yield section, strays[0], f"La ligne [{missing}] manque au-dessus de « {strays[0]} ». Remettez-la."


def _unknown_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    known = {section: {field.name for field in fields} for section, fields in SECTIONS.items()}
    for section, value in settings.items():
        if section in _OWN:
            continue
        if section not in known:
            yield (
                section,
                "",
                f"La section « {section} » n’existe pas. Sections connues : {', '.join((*known, *_OWN))}.",
            )
        elif isinstance(value, Mapping):
            for key in value:
                if key not in known[section]:
                    yield (
                        section,
                        key,
                        f"« {key} » n’existe pas dans [{section}]. Clés connues : {', '.join(sorted(known[section]))}.",
                    )


def _texts_faults(settings: Mapping[str, Any], section: str) -> Iterator[tuple[str, str, str]]:
    for field in texts(section):
        key, value = field.name, _get(settings, section, field.name)
        if isinstance(value, int | Decimal | date):
            shown = str(value).lower()
            yield section, key, f'« {key} » est un texte : mettez-le entre guillemets droits. {key} = "{shown}"'
        elif isinstance(value, str) and _HIDDEN.search(value):
            yield section, key, f"« {key} » contient une barre \\ ou un caractère invisible. Retapez cette ligne."
        elif not isinstance(value, str) or not value.strip():
            yield section, key, f'« {key} » manque dans [{section}]. Écrivez par exemple : {key} = "{field.example}".'
        elif not field.accepts(value):
            yield section, key, f'« {key} » n’est pas valable : {field.help}, par exemple "{field.example}".'


def _other_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(_get(settings, "identite", "exemple", default=False), bool):
        yield "identite", "exemple", "« exemple » vaut true ou false, sans guillemets."
    if _get(settings, "identite", GENRE.name, default=GENRE.default) not in GENRE.choices:
        yield "identite", GENRE.name, "« genre » vaut {} ou {}.".format(*(f'"{word}"' for word in GENRE.choices))
    number = _get(settings, "identite", "numero_tva", default="")
    subject = _get(settings, "tarifs", "regime_tva") == "assujettie"
    if (subject or number) and not (isinstance(number, str) and TVA_NUMBER.fullmatch(number)):
        yield (
            "identite",
            "numero_tva",
            '« numero_tva » est à remplir quand vous facturez la TVA, par exemple "FR00000000000".',
        )
    years = next(field for field in SECTIONS["parcours"] if field.name == "annees_experience")
    if not _is_whole(_get(settings, "parcours", years.name), years):
        message = f"« {years.name} » est un nombre de 0 à {years.maximum}, par exemple {years.example}."
        yield "parcours", years.name, message
    specialites = _get(settings, "parcours", "specialites")
    if not isinstance(specialites, list) or not all(isinstance(item, str) and item for item in specialites):
        yield "parcours", "specialites", '« specialites » est une liste, par exemple ["juridique", "médical"].'


def _engagement_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(settings.get("engagements", {}), Mapping):
        yield "engagements", "", "« engagements » est une section : écrivez [engagements] seul sur sa ligne."
        return
    for field in SECTIONS["engagements"]:
        key, example = field.name, field.example
        value = _get(settings, "engagements", key, default=field.default)
        if field.kind == "entier" and not _is_whole(value, field):
            bounds = f"de 0 à {field.maximum}, par exemple {example} ; 0 pour ne rien promettre."
            yield "engagements", key, f"« {key} » est un nombre entier {bounds}"
        elif field.kind == "texte" and not isinstance(value, str):
            yield "engagements", key, f'« {key} » est un texte, par exemple "{example}" ; "" pour ne rien promettre.'


def _is_whole(value: Any, field: Field) -> bool:
    """Return whether `value` is a whole number as TOML writes it, within the bounds of `field`."""
    return isinstance(value, int) and not isinstance(value, bool) and field.accepts(Decimal(value))


def _site_marks() -> list[Field]:
    """Return the fields by which search engines know the site."""
    return [field for field in SECTIONS["site"] if field.default == ""]


def _optional_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for field in _site_marks():
        value = _get(settings, "site", field.name, default="")
        if not isinstance(value, str) or (value and not field.accepts(value)):
            message = f'« {field.name} » n’est pas valable : {field.help}, par exemple "{field.example}".'
            yield "site", field.name, message
    if not isinstance(_get(settings, "identite", "immatriculation", default=""), str):
        yield "identite", "immatriculation", '« immatriculation » est un texte ; "" si vous n’en avez pas.'
    for section in OPTIONAL:
        if not isinstance(settings.get(section, {}), Mapping):
            yield section, "", f"« {section} » est une section : écrivez [{section}] seul sur sa ligne."
        elif _is_filled(settings, section):
            yield from _texts_faults(settings, section)


def _price_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    try:
        yield from situations.faults(settings, price_list(settings))
    except InvalidInputs as error:
        for fault in error.faults:
            section, _, key = fault.key.rpartition(".")
            yield section or "tarifs", key, f"« {key} » : {fault.message}"


def _get(settings: Mapping[str, Any], section: str, key: str, default: Any = None) -> Any:
    table = settings.get(section)
    return table.get(key, default) if isinstance(table, Mapping) else default


def _add_settings(pelican: Any) -> None:
    settings = pelican.settings[READ].settings
    address = settings["site"]["adresse"]
    pelican.settings.update(SITENAME=settings["site"]["nom"], SITEURL=address, FEED_DOMAIN=address)
    pelican.settings["AUTHOR"] = settings["identite"]["nom"]
    pelican.settings["JINJA_GLOBALS"]["secretaire"] = settings


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_settings)
