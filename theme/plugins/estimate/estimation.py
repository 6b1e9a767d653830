"""The estimator at build time: the default estimate in the page, and figures for templates and texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from estimator.answer.carbon import Carbon, carbon
from estimator.answer.comparison import Estimate, compare
from estimator.answer.sensitivity import decisive
from estimator.law.dated import DatedValue, Parameter, baremes_at, date_droit
from estimator.need.address import shared_link
from estimator.need.inputs import parse
from estimator.need.questions import field_named, schema
from estimator.need.tarifs import from_settings
from estimator.telling.analysis import analyse
from estimator.telling.json_schema import input_schema, output_schema
from estimator.telling.quote_request import QuoteRequest, contact, quote_request
from estimator.telling.rendering import (
    add_filters,
    environment_options,
    html_of,
    render_bar,
    render_form,
    render_next,
    render_result,
    render_ruler,
)
from estimator.telling.sentences import plain_text, result
from estimator.telling.serialization import plain_value
from theme import THEME
from theme.plugins import cache, signals
from theme.plugins.estimate import first_answer, place
from theme.plugins.settings.secretaire import price_list
from theme.plugins.settings.situations import presets

TEMPLATES: Final = THEME / "templates"


class _Code(CodeGenerator):
    """
    Templates as Python, which show values by `html_of` rather than by Jinja’s `escape`.

    In the browser, where `escape` is Python too, it makes 700 objects for an answer, one for each value.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        self.writeline(f"from {html_of.__module__} import {html_of.__name__}")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(f"{html_of.__name__}(")


def make_environment() -> Environment:
    """Return the Jinja environment that renders the estimate at build, as the browser's does."""
    options = {**environment_options(), "bytecode_cache": cache.bytecode("estimate")}
    environment = Environment(loader=FileSystemLoader(TEMPLATES), **options)  # noqa: S701
    environment.code_generator_class = _Code
    add_filters(environment)
    return environment


def names(settings: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return what templates and texts may use, for these settings.

    `estimer(heures_par_mois=…)` gives an Estimate and `conclusion` its result in words. `tarifs` is the price list.
    `carbone(heures_par_mois=…)` gives the CO2 of the journeys avoided in a year.
    `bareme("smic_horaire")` gives a parameter's value, `plage` its published range or None.
    `seuil("prestataire", "salarie")` gives the hours, for the default need, beyond which the second costs less.
    Up to them the first does; it is None when that is not how the two compare.
    """
    tarifs = price_list(settings)
    baremes = baremes_at(date_droit())

    # Texts and templates ask for the same needs again and again.
    known: dict[str, Estimate] = {}

    def estimer(**answers: Any) -> Estimate:
        exact = {key: Decimal(str(value)) if isinstance(value, float) else value for key, value in answers.items()}
        key = repr(sorted(exact.items()))
        if key not in known:
            known[key] = compare(parse(exact, baremes, tarifs), tarifs, baremes)
        return known[key]

    def conclusion(estimate: Estimate) -> str:
        doubt = decisive(estimate, baremes)
        return plain_text(result(estimate, field_named(doubt, baremes, tarifs).label if doubt else ""))

    def carbone(**answers: Any) -> Carbon:
        return carbon(estimer(**answers), baremes)

    def plage(name: str) -> tuple[Decimal, Decimal] | None:
        return baremes.dated(name).plage

    def seuil(first: str, second: str) -> Decimal | None:
        crossings = estimer().seuils_entre(first, second)
        return crossings[0].heures if len(crossings) == 1 and crossings[0].avant == first else None

    return {
        "secretaire": settings,
        "tarifs": tarifs,
        "estimer": estimer,
        "conclusion": conclusion,
        "carbone": carbone,
        "bareme": baremes.__getitem__,
        "plage": plage,
        "mention_tva": None if tarifs.regime_tva == "assujettie" else baremes.text("mention_franchise_tva"),
        "seuil": seuil,
        "date_baremes": baremes.day,
        "baremes": baremes,
    }


def page_names(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the estimation page shows: the form, the default result and the price list for the worker."""
    baremes = baremes_at(date_droit())
    environment = make_environment()
    tarifs = price_list(settings)
    analysis = analyse(parse({}, baremes, tarifs), tarifs, baremes)
    defaults = {field.name: field.default for field in schema(baremes, tarifs)}
    public = public_contact(settings)
    starts = presets(settings, tarifs, baremes)

    def request(page: str) -> QuoteRequest:
        """Return what would ask for a quote of the default need; `page` is the public address of the estimator."""
        return quote_request(analysis, contact(public), shared_link(page, {}, baremes, tarifs), baremes)

    def next_steps(page: str) -> Markup:
        """Return what to do with the default estimate."""
        return Markup(render_next(environment, request(page), live=False))  # noqa: S704

    return {
        "estimation_form": Markup(render_form(environment, defaults, baremes, tarifs, starts)),  # noqa: S704  our own template
        "estimation_result": Markup(render_result(environment, analysis, baremes)),  # noqa: S704
        "estimation_bar": Markup(render_bar(environment, analysis)),  # noqa: S704
        "estimation_headline": analysis.headline,
        "estimation_ruler": Markup(render_ruler(environment, analysis, baremes)),  # noqa: S704
        "first_answers": json.dumps(first_answer.table(baremes, tarifs), ensure_ascii=False, separators=(",", ":")),
        "estimation_next": next_steps,
        "estimation_mail": lambda page: request(page).mailto,
        "estimation_contact": _attribute(public),
        "estimation_tarifs": _attribute(plain_value(from_settings(settings))),
    }


def public_contact(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return who receives a request for a quote, as the legal notices name her; empty values left out."""
    identite, form = settings["identite"], settings["formulaire"]
    known = {
        "nom": settings["legal"].name,
        "siret": identite["siret"],
        "adresse": [identite["rue"], f"{identite['code_postal']} {identite['ville']}"],
        "telephone": identite["telephone"],
        "courriel": identite["courriel"],
        "numero_tva": identite["numero_tva"],
        "formulaire": form["adresse"] if form else "",
    }
    return {key: value for key, value in known.items() if value}


def overdue(build_day: str | None) -> list[Parameter]:
    """Return the parameters that were to be checked again before the build's day, given by tasks.py."""
    if build_day is None:
        return []
    day = date.fromisoformat(build_day)
    return [parameter for parameter in baremes_at(date_droit()).parameters.values() if parameter.revoir_avant <= day]


def topics() -> dict[str, list[tuple[Parameter, DatedValue]]]:
    """Return every parameter with its value in force, by topic: what the method page prints."""
    baremes = baremes_at(date_droit())
    by_topic: dict[str, list[tuple[Parameter, DatedValue]]] = {}
    for name, parameter in baremes.parameters.items():
        by_topic.setdefault(parameter.sujet, []).append((parameter, baremes.dated(name)))
    return by_topic


def _add_names(pelican: Any) -> None:
    settings = pelican.settings["JINJA_GLOBALS"]["secretaire"]
    pelican.settings["JINJA_GLOBALS"].update(
        overdue=overdue(pelican.settings.get("BUILD_DAY")),
        parameter_topics=topics(),
        review_day=baremes_at(date_droit()).review_day,
    )
    pelican.settings["JINJA_GLOBALS"].update(names(settings), **page_names(settings))


def _write_schemas(pelican: Any) -> None:
    """Publish the JSON Schemas of the machine door beside the estimator, where the site has one."""
    settings = pelican.settings["JINJA_GLOBALS"]["secretaire"]
    schemas = {
        "entree": input_schema(baremes_at(date_droit()), price_list(settings)),
        "sortie": output_schema(),
    }
    folder = pelican.settings[place.FOLDER]
    if folder is None:
        return
    path = Path(pelican.output_path) / place.inside(folder, "schema.json")
    path.write_text(json.dumps(schemas, ensure_ascii=False, indent=1), encoding="utf-8")


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write_schemas)


def _attribute(value: object) -> Markup:
    """Return `value` as JSON, to stand between single quotes: between double ones it would weigh half as much again."""
    return htmlsafe_json_dumps(value, json.dumps, ensure_ascii=False, separators=(",", ":"))
