"""Read and check `content/secretaire.toml`, and give it to every template and page as `secretaire`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from estimator.errors import InvalidInputs
from estimator.need.fields import read_fields
from estimator.need.tarifs import MAJORATIONS, TARIFS, Tarifs, from_settings, parse_tarifs
from theme.plugins import signals
from theme.plugins.look import appearance
from theme.plugins.problems import Problem, Severity
from theme.plugins.settings import (
    consistency,
    exceptions,
    hosting,
    legal_form,
    presentation,
    sample,
    situations,
    toml_faults,
)
from theme.plugins.settings.fields import Fault, of_blocks, of_section
from theme.plugins.settings.schema import BLOCKS, FIELDS, OPTIONAL, PRICES, SECTIONS, SITUATIONS, TVA_NUMBER
from theme.plugins.settings.tidying import tidy
from theme.plugins.settings.toml_lines import find_line
from theme.plugins.texts.typography import sentences

FILE: Final = "secretaire.toml"
#: The setting of a build that holds its content, as its check has read it.
READ: Final = "CONTENT_READ"


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

    def placed(faults: Iterable[Fault], severity: Severity) -> list[Problem]:
        # A section that is typed as a key stands above all sections.
        return [
            Problem(path, find_line(text, section, key) or find_line(text, "", section), message, severity)
            for section, key, message in faults
        ]

    images = path.parent / "images"
    faults = list(_lost_titles(settings)) or [
        *_faults(settings),
        *appearance.faults(settings, images),
        *presentation.faults(settings, images),
    ]
    if sample.is_claimed(settings):
        faults += sample.settings_faults(settings)
    if faults:
        return settings, placed(faults, Severity.FAULT)
    texts = sentences({**settings, **_prices(settings), **_optional(settings)})
    # Not a text of the pages: an address is kept to the letter.
    host = {hosting.SECTION: settings.get(hosting.SECTION, {})}
    whole = {**texts, **host, "legal": legal_form.legal_name(texts["identite"])}
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
    marks = {field.name: settings["site"].get(field.name) or None for field in SECTIONS["site"] if field.default == ""}
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


def _faults(settings: Mapping[str, Any]) -> Iterator[Fault]:
    for section in settings.keys() - FIELDS.keys():
        yield section, "", f"La section « {section} » n’existe pas. Sections connues : {', '.join(FIELDS)}."
    for section, fields in SECTIONS.items():
        if section != hosting.SECTION and (section not in OPTIONAL or _is_filled(settings, section)):
            yield from of_section(settings, section, fields)
    for section, fields in BLOCKS.items():
        yield from of_blocks(settings, section, fields)
    yield from hosting.faults(settings)
    yield from _identity_faults(settings)
    yield from _price_faults(settings)
    yield from consistency.faults(settings)


def _lost_titles(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the section whose title is gone, at its first key. All its keys seem unknown to the section above."""
    titled = {**SECTIONS, "tarifs": PRICES["tarifs"], "majorations": PRICES["majorations"]}
    owners = {section: {field.name for field in fields} for section, fields in titled.items()}
    for section, table in settings.items():
        if section not in owners or not isinstance(table, Mapping):
            continue
        for missing in owners.keys() - settings.keys():
            strays = [key for key in table if key in owners[missing] - owners[section]]
            if len(strays) > 1 or (strays and len(owners[missing]) == 1):
                yield section, strays[0], f"La ligne [{missing}] manque au-dessus de « {strays[0]} ». Remettez-la."


def _identity_faults(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what is wrong with who she is in law, beyond each of its fields."""
    identity = settings.get("identite")
    if not isinstance(identity, Mapping):
        return
    siret = identity.get("siret")
    if isinstance(siret, str) and not siret_is_valid(siret):
        yield "identite", "siret", "« siret » doit avoir 14 chiffres justes. Recopiez celui de votre avis Insee."
    prices = settings.get("tarifs")
    is_subject = isinstance(prices, Mapping) and prices.get("regime_tva") == "assujettie"
    if is_subject and not identity.get(TVA_NUMBER.name):
        yield "identite", TVA_NUMBER.name, TVA_NUMBER.refusal
    yield from (("identite", *fault) for fault in legal_form.faults(identity))


def _price_faults(settings: Mapping[str, Any]) -> Iterator[Fault]:
    try:
        yield from situations.faults(settings, price_list(settings))
    except InvalidInputs as error:
        for fault in error.faults:
            section, _, key = fault.key.rpartition(".")
            yield section or "tarifs", key, f"« {key} » : {fault.message}"


def _add_settings(pelican: Any) -> None:
    settings = pelican.settings[READ].settings
    address = settings["site"]["adresse"]
    pelican.settings.update(SITENAME=settings["site"]["nom"], SITEURL=address, FEED_DOMAIN=address)
    pelican.settings["AUTHOR"] = settings["identite"]["nom"]
    pelican.settings["JINJA_GLOBALS"]["secretaire"] = settings


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_settings)
