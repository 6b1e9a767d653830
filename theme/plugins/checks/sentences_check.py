"""The sentences that she says in her own words, and the names that they use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from theme.plugins.checks import html_check
from theme.plugins.figures import sentences
from theme.plugins.figures.catalogue import Catalogue
from theme.plugins.problems import Problem
from theme.plugins.settings import toml_faults
from theme.plugins.settings.toml_lines import find_line

#: Her sentences, by name and variant.
Own = Mapping[str, Mapping[str, str]]
#: Said of a name that a code of the settings gives to two figures.
TWICE: Final = "Un « code » de vos réglages donne au nom « {name} » deux sens. Choisissez un autre mot pour ce code."


def read(content: Path) -> tuple[Own, list[Problem]]:
    """Return her own sentences, those that can be read, and what is wrong with the rest."""
    path = content / sentences.OWN_FILE
    if not path.is_file():
        return {}, []
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return {}, [Problem(path, None, "Enregistrez ce fichier en UTF-8.")]
    own, unreadable = toml_faults.parsed(path, text)
    if unreadable:
        return {}, unreadable
    faults = list(sentences.own_faults(own))
    wrong = {name for name, _, _ in faults}
    problems = [Problem(path, find_line(text, name, variant), message) for name, variant, message in faults]
    return {name: variants for name, variants in own.items() if name not in wrong}, problems


def check(content: Path, own: Own, names: Catalogue, settings: str) -> Iterator[Problem]:
    """Yield every wrong name in her own sentences, then the names that the file `settings` gives twice."""
    path = content / sentences.OWN_FILE
    text = path.read_text(encoding="utf-8-sig") if own else ""
    for name, variants in own.items():
        for variant, sentence in variants.items():
            html = (message for _, message in html_check.faults(sentence))
            for message in (*sentences.wrong_names(sentence, names), *html):
                yield Problem(path, find_line(text, name, variant), message)
    for name in names.doubles:
        yield Problem(content / settings, None, TWICE.format(name=name))
