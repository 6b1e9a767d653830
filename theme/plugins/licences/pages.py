"""
What visitors are told of the licences.

    licences/                  a page: each part, its version, its licence, where its source is
    licences/licences.txt      the same with every licence whole
    theme/<typeface>.*.txt     the licence of each typeface, beside its files as the Open Font License asks
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from theme.plugins import signals
from theme.plugins.licences import parts
from theme.plugins.licences.parts import Part
from theme.plugins.look import assets

TEMPLATE: Final = "licences"
PAGE: Final = "licences/index.html"
FILE: Final = "licences/licences.txt"
FONT_LICENCE: Final = "OFL-1.1"
HEAD: Final = "Les parties de ce site que d’autres ont faites, ou que le projet partage, et leurs licences.\n"
LINE: Final = "=" * 72


def whole(all_parts: tuple[Part, ...]) -> str:
    """Return the file: the parts, then each licence once, whole."""
    listed = [_lines(part) for part in all_parts]
    texts: dict[str, list[str]] = {}
    for part in all_parts:
        texts.setdefault(parts.text_of(part), []).append(part.name)
    licences = [f"{LINE}\n{' ; '.join(names)}\n{LINE}\n\n{text.strip()}\n" for text, names in texts.items()]
    return "\n".join([HEAD, *listed, *licences])


def _lines(part: Part) -> str:
    facts = {"version": part.version, "licence": part.licence, "source": part.source}
    return f"{part.name} : {part.what}\n" + "".join(f"  {name} : {value}\n" for name, value in facts.items() if value)


def font_texts(all_parts: tuple[Part, ...]) -> dict[str, bytes]:
    """Return the licence of each typeface by its address in the site."""
    texts = {part.name: parts.text_of(part).encode() for part in all_parts if part.licence == FONT_LICENCE}
    named = {f"{name.lower().replace(' ', '-')}.txt": text for name, text in texts.items()}
    return {f"theme/{assets.hashed(name, text)}": text for name, text in named.items()}


def _add_names(pelican: Any) -> None:
    settings = pelican.settings
    settings["DIRECT_TEMPLATES"] = [*settings["DIRECT_TEMPLATES"], TEMPLATE]
    settings[f"{TEMPLATE.upper()}_SAVE_AS"] = PAGE
    settings["JINJA_GLOBALS"].update(licensed=parts.parts(), licences_file=Path(FILE).name)


def _write(pelican: Any) -> None:
    all_parts = parts.parts()
    assets.write(Path(pelican.output_path), {FILE: whole(all_parts).encode(), **font_texts(all_parts)})


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
