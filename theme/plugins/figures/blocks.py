"""The names that stand for a whole chart of figures: pieces of HTML, made by templates of the theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from jinja2 import Environment

from estimator.answer.comparison import Estimate
from theme.plugins.estimate.estimation import make_environment
from theme.plugins.figures.figure import Figure
from theme.plugins.figures.of_needs import Need

#: The chart of the three costs, and what clients say.
THREE_COSTS: Final = "figures/three-costs.html"
REFERENCES: Final = "figures/references.html"


def figures(needs: Sequence[Need], facts: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield the three costs of the form's own need, and of each need; then what clients say."""
    origin = "les trois coûts, dessinés à la même échelle"
    references = facts["secretaire"]["references"]
    origins = {"reference": "[[references]], la première", "references": "[[references]], toutes"}
    yield Figure("trois_couts", f"{origin} : cas par défaut", lambda: _drawn(facts["estimer"]()), is_markdown=True)
    for need in needs:
        yield Figure(
            f"trois_couts_{need.code}",
            f"{origin} : [[situations]] {need.code}",
            lambda need=need: _drawn(need.estimate),  # type: ignore[misc]
            is_markdown=True,
        )
    for name, quoted in (("reference", references[:1]), ("references", references)):
        yield Figure(name, origins[name], lambda quoted=quoted: _quoted(quoted), is_markdown=True)  # type: ignore[misc]


def _quoted(references: Sequence[Mapping[str, Any]]) -> str:
    return _environment().get_template(REFERENCES).render(references=references).strip() if references else ""


def _drawn(estimate: Estimate) -> str:
    return _environment().get_template(THREE_COSTS).render(estimate=estimate).strip()


@cache
def _environment() -> Environment:
    return make_environment()
