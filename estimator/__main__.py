"""
The machine door: JSON on standard input, JSON on standard output.

    python -m estimator employeur < emploi.json     (--detail: base, rate and law of each line)
    python -m estimator comparer  < besoin.json
    python -m estimator schema                      (JSON Schemas of comparer's input and output)

An array is answered by an array. A wrong value: one French sentence per fault on standard
error, nothing on standard output, exit status 2.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from .errors import EstimatorError, Fault, InvalidInputs
from .law.dated import Baremes, baremes_at, date_droit
from .need.employeur import employer_cost, employer_detail
from .need.inputs import parse
from .need.tarifs import NO_TARIFS, from_settings, parse_tarifs
from .telling.analysis import analyse
from .telling.json_schema import input_schema, output_schema
from .telling.serialization import analysis_json, plain_value

SETTINGS: Final = Path(__file__).parent.parent / "content" / "secretaire.toml"
USAGE: Final = (
    "Utilisation\u00a0: python -m estimator employeur [--detail] ou comparer, avec du JSON sur l’entrée standard."
)

#: Faults told at once, and characters of a key: nobody reads a hundred thousand lines.
MOST_FAULTS: Final = 50
LONGEST_KEY: Final = 80
AND_MORE: Final = f"… Seules les {MOST_FAULTS} premières fautes sont dites\u00a0: corrigez-les, puis recommencez."


def comparer(raw: Mapping[str, Any], baremes: Baremes) -> dict[str, Any]:
    """Return the whole comparison; `tarifs` defaults to the site's own price list."""
    answers = {key: value for key, value in raw.items() if key != "tarifs"}
    of_answers: list[Fault] = []
    of_prices: list[Fault] = []
    tarifs = _collect(of_prices, "tarifs.", lambda: parse_tarifs(raw["tarifs"] if "tarifs" in raw else _site_tarifs()))
    inputs = _collect(of_answers, "", lambda: parse(answers, baremes, tarifs or NO_TARIFS))
    if of_answers or of_prices:
        raise InvalidInputs([*of_answers, *of_prices])
    return analysis_json(analyse(inputs, tarifs, baremes), baremes)


def _collect(faults: list[Fault], prefix: str, read: Callable[[], Any]) -> Any:
    """Return what `read` gives, or add its faults to `faults` so that all are told at once."""
    try:
        return read()
    except InvalidInputs as error:
        faults.extend(Fault(prefix + fault.key, fault.message) for fault in error.faults)
        return None


def employeur(raw: Mapping[str, Any], baremes: Baremes) -> dict[str, Any]:
    """Return the employer's cost of one job, line by line."""
    lines: dict[str, Any] = plain_value(employer_cost(raw, baremes))
    return lines


def employeur_detail(raw: Mapping[str, Any], baremes: Baremes) -> dict[str, Any]:
    """Return the same with, under `detail`, each line's base, rate, amount and law."""
    return {**employeur(raw, baremes), "detail": plain_value(employer_detail(raw, baremes))}


def schemas(baremes: Baremes) -> dict[str, Any]:
    """Return the JSON Schemas of `comparer`, for the site's own price list."""
    tarifs = parse_tarifs(_site_tarifs())
    return {"entree": input_schema(baremes, tarifs), "sortie": output_schema()}


COMMANDS: Final[dict[str, Callable[[Mapping[str, Any], Baremes], dict[str, Any]]]] = {
    "comparer": comparer,
    "employeur": employeur,
    "employeur --detail": employeur_detail,
}


def main(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    if arguments == ["schema"]:
        return _print(schemas(baremes_at(date_droit())))
    command = COMMANDS.get(" ".join(arguments))
    if command is None:
        return _fail([USAGE])
    try:
        question = _read_json(sys.stdin.read())
    except (ValueError, RecursionError) as error:
        sentence = f"L’entrée n’est pas du JSON valable\u00a0: {_json_fault(error)}."
        return _fail([f'{sentence} Exemple\u00a0: {{"heures_par_mois": 40}}.'])
    answers: list[dict[str, Any]] = []
    faults: list[str] = []
    for place, item in _numbered(question):
        if len(faults) > MOST_FAULTS:
            break
        try:
            answers.append(_run(command, item))
        except InvalidInputs as error:
            faults += [f"{place}{fault.key[:LONGEST_KEY]}\u00a0: {fault.message}" for fault in error.faults]
        except EstimatorError as error:
            faults.append(f"{place}{error}")
    if faults:
        return _fail(faults)
    return _print(answers if isinstance(question, list) else answers[0])


def _print(value: Any) -> int:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


def _run(command: Callable[[Mapping[str, Any], Baremes], dict[str, Any]], item: Any) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise InvalidInputs([Fault("entrée", 'Il faut un objet JSON, par exemple {"heures_par_mois": 40}.')])
    raw = dict(item)
    return command(raw, baremes_at(_day(raw.pop("date", None))))


def _day(raw: Any) -> date:
    if raw is None:
        return date_droit()
    try:
        day = date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise InvalidInputs([Fault("date", "Écrivez année-mois-jour, par exemple 2026-11-23.")]) from None
    if day > date_droit():
        message = f"Le droit n’est vérifié que jusqu’au {date_droit().isoformat()}. Choisissez ce jour ou un jour plus ancien."
        raise InvalidInputs([Fault("date", message)])
    return day


def _numbered(question: Any) -> list[tuple[str, Any]]:
    if not isinstance(question, list):
        return [("", question)]
    return [(f"élément {index}, ", item) for index, item in enumerate(question, start=1)]


def _site_tarifs() -> dict[str, Any]:
    try:
        settings = tomllib.loads(SETTINGS.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise EstimatorError(f"{SETTINGS.name} est illisible\u00a0: {error}.") from error
    return from_settings(settings)


def _read_json(text: str) -> Any:
    return json.loads(
        text,
        parse_float=_decimal,
        parse_int=_decimal,
        parse_constant=_refuse_constant,
        object_pairs_hook=_object,
    )


def _json_fault(error: ValueError | RecursionError) -> str:
    """Return in French what keeps a text from being read: Python's own sentences are English."""
    if isinstance(error, json.JSONDecodeError):
        return f"erreur à la ligne {error.lineno}, colonne {error.colno}"
    if isinstance(error, RecursionError):
        return "trop de crochets ou d’accolades imbriqués"
    if isinstance(error, UnicodeDecodeError):
        return "il faut l’encodage UTF-8"
    return str(error)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a key written twice would silently lose one of its values."""
    read: dict[str, Any] = {}
    for key, value in pairs:
        if key in read:
            raise ValueError(f"la clé «\u00a0{key[:20]}\u00a0» est écrite deux fois")
        read[key] = value
    return read


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text[:20]} n’est pas un nombre que l’on puisse calculer") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} n’est pas un nombre")


def _fail(sentences: list[str]) -> int:
    more = [AND_MORE] if len(sentences) > MOST_FAULTS else []
    print("\n".join(sentences[:MOST_FAULTS] + more), file=sys.stderr)
    return 2


if __name__ == "__main__":
    # JSON is UTF-8, whatever the terminal speaks; Windows writes a mark before it.
    sys.stdin.reconfigure(encoding="utf-8-sig")  # type: ignore[union-attr]
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
