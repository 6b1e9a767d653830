"""
The only module that the worker calls.

`reply` takes and gives JSON text and never raises.

    in   {"values": {"heures_par_mois": "120", …}, "tarifs": {…}}
         {"address": "heures_par_mois=120", "tarifs": {…}}         a link that was opened
         {…, "contact": {…}, "page": "https://…/estimation/"}      who gets the request for a quote, and this page
         {…, "contact": {…}, "page": "…", "export": "csv"}         a file of the estimate: « csv » or « json »
    out  {"ok": true,  "html": "…", "headline": "…", "bar": "…", "ruler": "…",
          "address": "heures_par_mois=120&droit=…", "notices": "…"}
         {…, "next": "…", "sheet": "…"}                            with a contact: what to do next, and the printed request
         {"ok": true,  "text": "…", "filename": "…", "type": "…"}  a file
    out  {"ok": false, "html": "…", "faults": [{"key": "…", "message": "…"}], "notices": "…"}   answers to mend
    out  {"ok": false, "error": "…"}                                            anything else

To a link, `values` answers too: every answer as typed, for the form. `notices` is HTML: what the link's
reader must be told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from jinja2 import BaseLoader, Environment, ModuleLoader

from .errors import EstimatorError, InvalidInputs
from .law.dated import Baremes, baremes_at, date_droit
from .need.address import Opened, read_address, shared_link, write_address
from .need.inputs import parse
from .need.questions import schema
from .need.tarifs import Tarifs, parse_tarifs
from .telling.analysis import Analysis, analyse
from .telling.quote_request import QuoteRequest, contact, quote_request
from .telling.rendering import (
    add_filters,
    environment_options,
    render_bar,
    render_errors,
    render_next,
    render_notices,
    render_result,
    render_ruler,
    render_sheet,
)
from .telling.serialization import analysis_json
from .telling.spreadsheet import spreadsheet


def make_environment(loader: BaseLoader) -> Environment:
    """Return the Jinja environment of the browser over `loader`."""
    environment = Environment(loader=loader, **environment_options())  # noqa: S701  autoescape is in the options
    add_filters(environment)
    return environment


class Bridge:
    """The estimator behind one page: templates and parameters are read once."""

    def __init__(self, templates: str) -> None:
        """`templates` is the folder of the templates compiled by the build."""
        self._environment = make_environment(ModuleLoader(templates))
        self._baremes = baremes_at(date_droit())
        self._prices: tuple[Any, Tarifs] | None = None

    def reply(self, message: str) -> str:
        """Return the answer to one message, as above."""
        try:
            question = json.loads(message, parse_float=Decimal)
            answer = _answer(question, self._tarifs(question["tarifs"]), self._environment, self._baremes)
        except EstimatorError as error:
            answer = {"ok": False, "error": str(error)}
        except Exception as error:  # noqa: BLE001  the page must hear of any fault, whatever it is
            answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
        return json.dumps(answer, ensure_ascii=False)

    def _tarifs(self, raw: Any) -> Tarifs:
        """Return this price list, read again only when it is not the one before: a page has but one."""
        if self._prices is None or self._prices[0] != raw:
            self._prices = raw, parse_tarifs(raw)
        return self._prices[1]


def _answer(message: dict[str, Any], tarifs: Tarifs, environment: Environment, baremes: Baremes) -> dict[str, Any]:
    if "address" not in message:
        return _reply(Opened(message["values"], ()), message, tarifs, environment, baremes)
    opened = read_address(message["address"], baremes, tarifs)
    typed = {field.name: field.typed(field.default) for field in schema(baremes, tarifs)} | opened.values
    return {**_reply(opened, message, tarifs, environment, baremes), "values": typed}


def _reply(
    opened: Opened, message: Mapping[str, Any], tarifs: Tarifs, environment: Environment, baremes: Baremes
) -> dict[str, Any]:
    try:
        inputs = parse(opened.values, baremes, tarifs)
    except InvalidInputs as error:
        return {
            "ok": False,
            "html": render_errors(environment, error.faults, baremes, tarifs),
            "faults": [{"key": fault.key, "message": fault.message} for fault in error.faults],
            "notices": render_notices(environment, opened.notices),
        }
    analysis = analyse(inputs, tarifs, baremes)
    request = _request(opened.values, analysis, message, tarifs, baremes)
    if request and "export" in message:
        return _file(message["export"], request, baremes)
    answer = {
        "ok": True,
        "html": render_result(environment, analysis, baremes),
        "headline": analysis.headline,
        "bar": render_bar(environment, analysis),
        "ruler": render_ruler(environment, analysis, baremes),
        "address": write_address(opened.values, baremes, tarifs),
        "notices": render_notices(environment, opened.notices),
    }
    if request:
        answer |= {"next": render_next(environment, request, live=True), "sheet": render_sheet(environment, request)}
    return answer


def _request(
    raw: Mapping[str, Any], analysis: Analysis, message: Mapping[str, Any], tarifs: Tarifs, baremes: Baremes
) -> QuoteRequest | None:
    if "contact" not in message:
        return None
    link = shared_link(message["page"], raw, baremes, tarifs)
    return quote_request(analysis, contact(message["contact"]), link, baremes)


def _file(kind: str, request: QuoteRequest, baremes: Baremes) -> dict[str, Any]:
    """Return a file of the estimate, named after the day of its law."""
    if kind == "csv":
        text, media = spreadsheet(request, baremes), "text/csv"
    else:
        # What `python -m estimator comparer` prints for the same need.
        text = json.dumps(analysis_json(request.analysis, baremes), ensure_ascii=False, indent=1) + "\n"
        media = "application/json"
    name = f"estimation-{baremes.day.isoformat()}.{kind}"
    return {"ok": True, "text": text, "filename": name, "type": f"{media};charset=utf-8"}
