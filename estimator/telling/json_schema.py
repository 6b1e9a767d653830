"""The published JSON Schemas of the machine door's `comparer`, made from the fields that it reads."""

from __future__ import annotations

from typing import Any, Final

from ..law.dated import Baremes
from ..need.fields import Field
from ..need.questions import MINUTES, VOLUME, schema
from ..need.tarifs import CODE, FORFAIT, MAJORATIONS, SPECIALITE, TACHE, TARIFS, Tarifs
from ..options import OPTIONS
from .serialization import number

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_ANSWER: Final = {"type": ["number", "boolean", "string"]}
_AMOUNT: Final = {"type": "number", "minimum": 0}
_TEXT: Final = {"type": "string"}
_TEXT_OR_NOT: Final = {"type": ["string", "null"]}


def input_schema(baremes: Baremes, tarifs: Tarifs) -> dict[str, Any]:
    """
    Return the schema of one need: every field, all optional, plus `date` and `tarifs`.

    Volumes are those of the tasks in `tarifs`: any code may follow `volume_`, and the site's own
    are named.
    """
    fields = {field.name: _property(field) for field in schema(baremes, tarifs)}
    # A speciality is a code of the price list, which may be the caller's own.
    fields["specialite"] = {**fields["specialite"], "type": "string"}
    fields["specialite"]["examples"] = fields["specialite"].pop("enum")
    return {
        "$schema": DIALECT,
        "title": "Besoin à comparer",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            **fields,
            "date": {"type": "string", "format": "date", "description": "Jour dont le droit s’applique."},
            "tarifs": {**_price_list(), "description": "Tarifs de la secrétaire\u00a0; ceux du site par défaut."},
        },
        "patternProperties": {f"^({VOLUME}|{MINUTES}){CODE.pattern}$": {"type": "number", "minimum": 0}},
    }


def _price_list() -> dict[str, Any]:
    """Return the schema of a price list: `[tarifs]` of the settings with its lists inside."""
    code = {"type": "string", "pattern": f"^{CODE.pattern}$"}
    rate, tasks = _record(SPECIALITE, code=code, nom=_TEXT), _record(TACHE, code=code, nom=_TEXT, unite=_TEXT)
    lists = {
        "majorations": _record(MAJORATIONS),
        "forfaits": _list(_record(FORFAIT, nom=_TEXT)),
        "taches": _list(tasks),
        "specialites": _list(rate),
    }
    return _record(TARIFS, **lists, optional=tuple(lists))


def _record(fields: tuple[Field, ...], optional: tuple[str, ...] = (), **more: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that `tarifs` reads: its fields, and texts or lists beside them."""
    properties = {**more, **{field.name: _property(field) for field in fields}}
    needed = [*(name for name in more if name not in optional), *(f.name for f in fields if f.default is None)]
    return {"type": "object", "required": needed, "additionalProperties": False, "properties": properties}


def output_schema() -> dict[str, Any]:
    """Return the schema of one comparison."""
    return {
        "$schema": DIALECT,
        "title": "Comparaison",
        **_closed(
            date_droit={"type": "string", "format": "date"},
            phrases=_closed(resultat=_TEXT, limites=_TEXT, trajets=_TEXT),
            duree_mois=_AMOUNT,
            options={
                "type": "object",
                "required": list(OPTIONS),
                "additionalProperties": _cost(),
            },
            classement=_list(_TEXT),
            egalite={"type": "boolean"},
            hypothese_decisive=_TEXT_OR_NOT,
            seuils=_list(_closed(options=_list(_TEXT), heures=_AMOUNT, avant=_TEXT, apres=_TEXT)),
            courbe=_closed(heures=_list(_AMOUNT), couts={"type": "object", "additionalProperties": _list(_AMOUNT)}),
            bascules=_list(
                _closed(
                    champ=_TEXT,
                    actuel=_ANSWER,
                    valeur=_ANSWER,
                    distance={"type": ["number", "null"]},
                    classement=_list(_TEXT),
                )
            ),
            obligations=_list(
                _closed(
                    id=_TEXT,
                    titre=_TEXT,
                    phrase=_TEXT,
                    texte=_TEXT,
                    url=_TEXT,
                    declencheur={"type": ["number", "null"]},
                )
            ),
            co2_evite_kg_par_an=_closed(bas=_AMOUNT, central=_AMOUNT, haut=_AMOUNT),
        ),
    }


def _property(field: Field) -> dict[str, Any]:
    described = {"title": field.label, "description": field.help or field.message, "x-message": field.message}
    if field.unit:
        described["x-unite"] = field.unit
    if field.kind == "oui_non":
        return {**described, "type": "boolean", "default": field.default}
    if field.kind == "choix":
        return {**described, "enum": list(field.choices), "default": field.default}
    if field.kind == "date":
        return {**described, "type": "string", "format": "date", "default": field.default.isoformat()}
    default = {} if field.default is None else {"default": number(field.default)}
    return {
        **described,
        "type": "integer" if field.kind == "entier" else "number",
        "minimum": int(field.minimum) if field.is_monthly_pay else number(field.minimum),
        "maximum": number(field.maximum),
        **default,
    }


def _cost() -> dict[str, Any]:
    line = _closed(
        code=_TEXT,
        libelle=_TEXT,
        nature=_TEXT,
        montant=_AMOUNT,
        base={"type": ["number", "null"]},
        taux={"type": ["number", "null"]},
        parametres=_list(_TEXT),
    )
    return _closed(
        cout_mensuel=_AMOUNT,
        cout_annuel=_AMOUNT,
        cout_total=_AMOUNT,
        cout_horaire=_AMOUNT,
        cout_mensuel_bas=_AMOUNT,
        cout_mensuel_haut=_AMOUNT,
        rang={"type": ["integer", "null"], "minimum": 1, "maximum": len(OPTIONS)},
        heures=_closed(utiles=_AMOUNT, payees=_AMOUNT, travaillees=_AMOUNT, sans_besoin=_AMOUNT),
        lignes=_list(line),
        faits={"type": "object"},
        licite={"type": "boolean"},
        raison=_TEXT_OR_NOT,
        texte=_TEXT_OR_NOT,
        url=_TEXT_OR_NOT,
    )


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _closed(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }
