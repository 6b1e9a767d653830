"""
The only module that the worker calls.

`reply` takes and gives JSON text and never raises.

    in   {"values": {"heures_par_mois": "120", …}, "tarifs": {…}}
         {"address": "heures_par_mois=120", "tarifs": {…}}         a link that was opened
    out  {"ok": true,  "html": "…", "bar": "…", "address": "heures_par_mois=120&droit=…", "notices": "…"}
    out  {"ok": false, "html": "…", "faults": [{"key": "…", "message": "…"}]}   answers to mend
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

from .address import read_address, write_address
from .analysis import analyse
from .dated import Baremes, baremes_at, date_droit
from .errors import EstimatorError, InvalidInputs
from .inputs import parse
from .questions import schema
from .rendering import add_names, environment_options, render_bar, render_errors, render_notices, render_result
from .tarifs import Tarifs, parse_tarifs


def make_environment(loader: BaseLoader) -> Environment:
    """Return the Jinja environment of the browser over `loader`."""
    environment = Environment(loader=loader, **environment_options())  # noqa: S701  autoescape is in the options
    add_names(environment)
    return environment


class Bridge:
    """The engine behind one page: templates and parameters are read once."""

    def __init__(self, templates: str) -> None:
        """`templates` is the folder of the templates compiled by the build."""
        self._environment = make_environment(ModuleLoader(templates))
        self._baremes = baremes_at(date_droit())

    def reply(self, message: str) -> str:
        """Return the answer to one message, as above."""
        try:
            answer = _answer(json.loads(message, parse_float=Decimal), self._environment, self._baremes)
        except EstimatorError as error:
            answer = {"ok": False, "error": str(error)}
        except Exception as error:  # noqa: BLE001  the page must hear of any fault, whatever it is
            answer = {"ok": False, "error": f"{type(error).__name__}: {error}"}
        return json.dumps(answer, ensure_ascii=False)


def _answer(message: dict[str, Any], environment: Environment, baremes: Baremes) -> dict[str, Any]:
    tarifs = parse_tarifs(message["tarifs"])
    if "address" not in message:
        return _reply(message["values"], (), tarifs, environment, baremes)
    opened = read_address(message["address"], baremes, tarifs)
    typed = {field.name: field.typed(field.default) for field in schema(baremes, tarifs)} | opened.values
    return {**_reply(opened.values, opened.notices, tarifs, environment, baremes), "values": typed}


def _reply(
    raw: Mapping[str, Any], notices: tuple[str, ...], tarifs: Tarifs, environment: Environment, baremes: Baremes
) -> dict[str, Any]:
    try:
        inputs = parse(raw, baremes, tarifs)
    except InvalidInputs as error:
        return {
            "ok": False,
            "html": render_errors(environment, error.faults, baremes, tarifs),
            "faults": [{"key": fault.key, "message": fault.message} for fault in error.faults],
        }
    analysis = analyse(inputs, tarifs, baremes)
    return {
        "ok": True,
        "html": render_result(environment, analysis, baremes),
        "bar": render_bar(environment, analysis),
        "address": write_address(raw, baremes, tarifs),
        "notices": render_notices(environment, notices),
    }
