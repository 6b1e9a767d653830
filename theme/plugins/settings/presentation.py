"""Who she is beyond the law: `[presentation]` and `[[references]]` of the settings, each line of them optional."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from theme.plugins.look import drawing_check, photographs
from theme.plugins.settings.fields import Fault
from theme.plugins.settings.schema import REFERENCE, REFERENCES, SECTIONS

SECTION: Final = "presentation"
#: The key that names the file of her portrait, and the one that says what it shows.
PORTRAIT, DESCRIPTION = "portrait", "portrait_description"


def filled(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return both sections of checked settings, each key with a value: None, or no reference, for what is blank."""
    table = settings.get(SECTION, {})
    return {
        SECTION: {field.name: table.get(field.name) or None for field in SECTIONS[SECTION]},
        REFERENCES: [
            {field.name: item.get(field.name) for field in REFERENCE} for item in settings.get(REFERENCES, [])
        ],
    }


def faults(settings: Mapping[str, Any], images: Path) -> Iterator[Fault]:
    """Yield each mistake in the portrait; `images` is the folder of the secretary's images."""
    table = settings.get(SECTION, {})
    portrait = table.get(PORTRAIT) if isinstance(table, Mapping) else None
    if isinstance(portrait, str) and portrait:
        for key, message in _portrait_faults(portrait, table.get(DESCRIPTION), images):
            yield SECTION, key, message


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
