"""
The HTML of an estimate, the same at build and in the browser.

Both sides make their Jinja environment with `JINJA_OPTIONS` and `FILTERS`, over the
templates of `theme/templates/estimation/`; this module knows no path.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Protocol

from .. import formatting
from ..errors import Fault
from ..formatting import euros, plain
from ..headings import DRAWINGS
from ..law.dated import Baremes
from ..need.questions import MINUTES, VOLUME, schema
from ..need.tarifs import Tarifs
from ..options import OPTIONS
from .analysis import Analysis
from .chart import charts
from .official import official
from .proof import Proof, product
from .quote_request import QuoteRequest
from .ruler import ruler
from .sentences import change, contract_name, floor_author, hours_asked, hours_of, need_of, rank_words, tied

#: Autoescape everywhere; `undefined` is set by `environment_options`, which needs Jinja2.
JINJA_OPTIONS: Final[dict[str, Any]] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}


class Template(Protocol):
    """What is used of a Jinja template."""

    def render(self, **context: Any) -> str: ...


class Environment(Protocol):
    """What is used of a Jinja environment."""

    filters: dict[str, Any]

    def get_template(self, name: str) -> Template: ...


class Html(str):
    """Text that is HTML already: a template shows it as it is."""

    __slots__ = ()

    def __html__(self) -> Html:
        """Return itself: what Jinja asks before it escapes."""
        return self


def html_of(value: object) -> str:
    """Return the HTML of what a template shows: what Jinja’s own `escape` makes, which templates do not call."""
    if type(value) is str:
        return _escaped(value)
    return value.__html__() if hasattr(value, "__html__") else _escaped(str(value))


# Most of an answer is in the next one too.
@lru_cache(maxsize=512)
def _escaped(text: str) -> str:
    from markupsafe import escape  # noqa: PLC0415  the estimator must import without Jinja2

    return str(escape(text))


@lru_cache(maxsize=512)
def money(amount: Decimal, period: str | None = None) -> Html:
    """
    Return an amount that a program can read; `period` « mois », « annee » or « heure » marks a total.

    A filter rather than a macro of Jinja, because an answer holds about a hundred.
    """
    marked = f' data-period="{period}"' if period else ""
    return Html(f'<data value="{plain(amount)}"{marked}>{euros(amount)}</data>')


@lru_cache(maxsize=512)
def whole_money(amount: int) -> Html:
    """Return an amount in whole euros that a program can read."""
    return Html(f'<data value="{amount}">{formatting.euros_ronds(amount)}</data>')


def environment_options() -> dict[str, Any]:
    """Return the options of every Jinja environment of the site: an unknown name is an error."""
    from jinja2 import StrictUndefined  # noqa: PLC0415  the estimator must import without Jinja2

    return {**JINJA_OPTIONS, "undefined": StrictUndefined}


#: What every template of an estimate may use; an option under each of its names.
FILTERS: Final[dict[str, Callable[..., Any]]] = {
    **formatting.FILTERS,
    "money": money,
    "whole_money": whole_money,
    "option_name": lambda code: OPTIONS[code].name,
    "short_name": lambda code: OPTIONS[code].short_name,
    "option_phrase": lambda code: OPTIONS[code].phrase,
    "change": change,
    "contract_name": contract_name,
    "floor_author": floor_author,
    "hours_of": hours_of,
    "rank_words": rank_words,
    "tied": tied,
}


def add_filters(environment: Any) -> None:
    """Give `environment` the filters that the templates use."""
    environment.filters.update(FILTERS)


def render_result(environment: Environment, analysis: Analysis, baremes: Baremes) -> str:
    """Return the HTML fragment that shows `analysis`."""
    template = environment.get_template("estimation/result.html")
    fields = {field.name: field for field in schema(baremes, analysis.estimate.tarifs)}
    estimate = analysis.estimate
    return template.render(
        analysis=analysis,
        estimate=estimate,
        baremes=baremes,
        fields=fields,
        proof=Proof(estimate, baremes),
        product=product,
        charts=charts(estimate, analysis.ranges, baremes),
        drawings=DRAWINGS,
        options=OPTIONS,
        official=official(estimate, baremes),
    )


def render_next(environment: Environment, request: QuoteRequest, live: bool) -> str:
    """Return the HTML of what to do with an estimate; `live` adds what needs the estimator: link, print, files."""
    return environment.get_template("estimation/next.html").render(request=request, live=live)


def render_sheet(environment: Environment, request: QuoteRequest) -> str:
    """Return the HTML of the printed request for a quote."""
    template = environment.get_template("estimation/quote-request.html")
    return template.render(request=request, analysis=request.hers, product=product, options=OPTIONS)


def render_bar(environment: Environment, analysis: Analysis) -> str:
    """Return the HTML of the three costs in one line, with the need that they are of."""
    estimate = analysis.estimate
    return environment.get_template("estimation/bar.html").render(estimate=estimate, asked=need_of(estimate.inputs))


def render_ruler(environment: Environment, analysis: Analysis, baremes: Baremes) -> str:
    """Return the HTML of the ruler of hours, with its table."""
    estimate = analysis.estimate
    template = environment.get_template("estimation/ruler.html")
    return template.render(estimate=estimate, ruler=ruler(estimate, baremes), need=hours_asked(estimate.inputs))


def render_form(
    environment: Environment, values: dict[str, Any], baremes: Baremes, tarifs: Tarifs, presets: Sequence[Any] = ()
) -> str:
    """
    Return the HTML of the form, its fields holding the typed-form `values`.

    `presets` are needs to start from: a `label` for the button, `values` as typed by field name.
    """
    template = environment.get_template("estimation/form.html")
    fields = schema(baremes, tarifs)
    # Beside each task, what it takes an employee.
    minutes = {VOLUME + task.code: MINUTES + task.code for task in tarifs.taches}
    return template.render(fields=fields, minutes=minutes, values=values, presets=presets, baremes=baremes)


def render_errors(environment: Environment, faults: tuple[Fault, ...], baremes: Baremes, tarifs: Tarifs) -> str:
    """Return the HTML of the summary of wrong answers, each linked to its field."""
    labels = {field.name: field.label for field in schema(baremes, tarifs)}
    return environment.get_template("estimation/errors.html").render(faults=faults, labels=labels)


def render_notices(environment: Environment, notices: tuple[str, ...]) -> str:
    """Return the HTML of what the reader of a link must be told; nothing when there is nothing."""
    return environment.get_template("estimation/notices.html").render(notices=notices) if notices else ""
