"""Who she is beyond the law: `[presentation]` and `[[references]]` of the settings, each line of them optional."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from theme.plugins.look import drawing_check, photographs
from theme.plugins.settings.schema import REFERENCE, REFERENCES, SECTIONS

SECTION: Final = "presentation"
#: The key that names the file of her portrait, and the one that says what it shows.
PORTRAIT, DESCRIPTION = "portrait", "portrait_description"
#: The key that lists the software that she masters.
SOFTWARE: Final = "logiciels"
#: The day on which a client agreed to be quoted.
CONSENT: Final = "accord_le"
#: (section, key, message), as secretaire.py places them.
Found = tuple[str, str, str]


def filled(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return both sections of checked settings, each key with a value: None, or no reference, for what is blank."""
    said = settings.get(SECTION, {})
    return {
        SECTION: {field.name: said.get(field.name) or None for field in SECTIONS[SECTION]},
        REFERENCES: [
            {field.name: item.get(field.name) for field in REFERENCE} for item in settings.get(REFERENCES, [])
        ],
    }


def faults(settings: Mapping[str, Any], images: Path) -> Iterator[Found]:
    """Yield each mistake; `images` is the folder of the secretary's images."""
    said = settings.get(SECTION, {})
    if isinstance(said, Mapping):
        yield from ((SECTION, *fault) for fault in _own_faults(said, images))
    else:
        yield SECTION, "", f"« {SECTION} » est une section : écrivez [{SECTION}] seul sur sa ligne."
    listed = settings.get(REFERENCES, [])
    if isinstance(listed, list) and all(isinstance(item, Mapping) for item in listed):
        for index, item in enumerate(listed):
            yield from ((f"{REFERENCES}[{index}]", *fault) for fault in _reference_faults(item))
    else:
        yield REFERENCES, "", f"Chaque référence est un bloc : écrivez [[{REFERENCES}]] seul sur sa ligne."


def _own_faults(said: Mapping[str, Any], images: Path) -> Iterator[tuple[str, str]]:
    for field in SECTIONS[SECTION]:
        value = said.get(field.name)
        if value is None or (value == "" and field.kind == "texte"):
            continue
        if field.name == SOFTWARE:
            if not _is_list(value):
                yield SOFTWARE, f"« {SOFTWARE} » est une liste, par exemple {field.example} ; [] pour ne rien dire."
        elif field.kind == "texte" and not isinstance(value, str):
            yield field.name, f'« {field.name} » est un texte, par exemple "{field.example}" ; "" pour ne rien dire.'
        elif field.kind == "entier" and (type(value) is not int or not 0 <= value <= field.maximum):
            bounds = f"de 0 à {field.maximum}, par exemple {field.example} ; 0 pour ne rien promettre."
            yield field.name, f"« {field.name} » est un nombre entier {bounds}"
    portrait = said.get(PORTRAIT)
    if isinstance(portrait, str) and portrait:
        yield from _portrait_faults(portrait, said.get(DESCRIPTION), images)


def _portrait_faults(name: str, description: object, images: Path) -> Iterator[tuple[str, str]]:
    target = f"{{static}}/{photographs.FOLDER}/{name}"
    if not photographs.is_named_well(target):
        yield (
            PORTRAIT,
            (
                f"« {PORTRAIT} » est le nom d’un fichier JPEG, PNG, WebP ou SVG de content/images, sans accent ni espace, "
                'par exemple "portrait.jpg".'
            ),
        )
    elif not (images / name).is_file():
        yield (
            PORTRAIT,
            f"« {PORTRAIT} » : le fichier {name} n’est pas dans content/images. Ajoutez-le ou corrigez son nom.",
        )
    elif name.lower().endswith(".svg"):
        message = drawing_check.fault(images / name)
        if message:
            yield PORTRAIT, f"« {PORTRAIT} » : {name} {message}"
    else:
        yield from ((PORTRAIT, message) for message in photographs.faults(f"![.]({target})", images))
    if not description:
        yield (
            PORTRAIT,
            (
                f"« {DESCRIPTION} » manque : dites ce que montre le portrait à qui ne le voit pas. "
                f'{DESCRIPTION} = "Portrait de Camille Exemple".'
            ),
        )


def _reference_faults(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = [field.name for field in REFERENCE]
    for key in item:
        if key not in known:
            yield key, f"« {key} » n’existe pas dans une référence. Clés connues : {', '.join(known)}."
    for field in REFERENCE:
        value = item.get(field.name, field.default)
        if field.name == CONSENT:
            if not isinstance(value, date) or isinstance(value, datetime):
                yield (
                    CONSENT,
                    (
                        f"« {CONSENT} » manque : un client ne se cite qu’avec son accord écrit. "
                        f"Écrivez le jour où il l’a donné, sans guillemets : {CONSENT} = {field.example}."
                    ),
                )
        elif not isinstance(value, str) or (field.default is None and not value.strip()):
            yield field.name, f'« {field.name} » est un texte, par exemple : {field.name} = "{field.example}".'


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)
