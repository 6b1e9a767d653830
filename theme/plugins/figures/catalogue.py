"""The names that a text may use, each with its value today and what it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from theme import THEME
from theme.plugins import cache
from theme.plugins.estimate.estimation import names
from theme.plugins.figures import blocks, of_law, of_needs, of_settings, sentences
from theme.plugins.figures.figure import Figure


@dataclass(frozen=True)
class Catalogue:
    """Every figure of a site, by name; `counted` makes those that name a number, as `prix_45_transcription`."""

    figures: Mapping[str, Figure]
    counted: Callable[[str], Figure | None]
    #: Names that would have two meanings: the code of a situation made the second.
    doubles: list[str] = field(default_factory=list)
    #: A digest of all that the values are worked out of; empty where none is kept.
    inputs: str = ""

    def get(self, name: str) -> Figure | None:
        """Return what `name` stands for, None when it is no name."""
        return self.figures.get(name) or self.counted(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)


def of_site(settings: Mapping[str, Any], own: Mapping[str, Mapping[str, str]]) -> Catalogue:
    """Return the names of the site whose checked settings and own sentences these are."""
    return replace(catalogue(names(settings), own), inputs=_inputs(settings, own))


def catalogue(facts: Mapping[str, Any], own: Mapping[str, Mapping[str, str]]) -> Catalogue:
    """
    Return the names of a site; nothing is computed before it is asked for.

    `facts` are those of `estimation.names`; `own` holds the sentences that she says in her own words.
    """
    settings, tarifs, mention = facts["secretaire"], facts["tarifs"], facts["mention_tva"]
    needs = of_needs.needs(settings["situations"], facts)
    by_name: dict[str, Figure] = {}
    known = Catalogue(by_name, lambda name: of_settings.counted(name, tarifs, bool(mention)))
    for family in (
        of_settings.figures(settings, tarifs, mention),
        of_law.figures(facts["baremes"]),
        of_needs.figures(needs, facts),
        blocks.figures(needs, facts),
        sentences.figures(needs, facts, own, known),
    ):
        for figure in family:
            if figure.name in by_name:
                known.doubles.append(figure.name)
            by_name.setdefault(figure.name, figure)
    return known


def _inputs(settings: Mapping[str, Any], own: Mapping[str, Mapping[str, str]]) -> str:
    files = (*sorted((THEME / "texts").glob("*.toml")), *sorted((THEME / "templates" / "figures").glob("*.html")))
    # What was read, not the files that hold it: these may have been saved since.
    return cache.digest(repr((settings, own)).encode(), *(path.read_bytes() for path in files))


def recall(names: Catalogue, figures: Iterable[Figure]) -> None:
    """Give these figures of a site the values that an earlier build worked out of the same."""
    known = {figure.name: figure for figure in figures}

    def texts() -> bytes:
        return json.dumps({name: figure.text for name, figure in known.items()}).encode()

    for name, text in json.loads(cache.result("figures", texts, "\n".join(sorted(known)), names.inputs)).items():
        known[name].recall(text)
