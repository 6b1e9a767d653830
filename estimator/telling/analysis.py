"""Everything that is told of one need: the comparison, its certainty, duties, journeys, words."""

from __future__ import annotations

from dataclasses import dataclass

from ..answer.carbon import Carbon, carbon
from ..answer.changes import changes
from ..answer.comparison import Estimate, compare
from ..answer.obligations import Obligation, obligations
from ..answer.sensitivity import Flip, Range, decisive, ranges
from ..law.dated import Baremes
from ..need.inputs import Inputs
from ..need.questions import field_named
from ..need.tarifs import Tarifs
from . import sentences
from .sentences import Sentence


@dataclass(frozen=True, slots=True)
class Analysis:
    """See the module of each part."""

    estimate: Estimate
    ranges: dict[str, Range]
    decisive: str | None
    flips: tuple[Flip, ...]
    obligations: tuple[Obligation, ...]
    carbon: Carbon
    headline: str
    resultat: Sentence
    limites: Sentence
    trajets: Sentence


def analyse(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Analysis:
    """Return the whole answer to one need."""
    estimate = compare(inputs, tarifs, baremes)
    avoided, doubt = carbon(estimate, baremes), decisive(estimate, baremes)
    return Analysis(
        estimate=estimate,
        ranges=ranges(estimate, baremes),
        decisive=doubt,
        flips=changes(estimate, baremes),
        obligations=obligations(estimate, baremes),
        carbon=avoided,
        headline=sentences.headline(estimate),
        resultat=sentences.result(estimate, field_named(doubt, baremes, tarifs).label if doubt else ""),
        limites=sentences.limits(estimate, baremes.review_day),
        trajets=sentences.journeys(avoided.bas, avoided.central, avoided.haut, whole_year=inputs.duree >= 12),
    )
