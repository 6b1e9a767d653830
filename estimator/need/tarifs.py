"""The secretary's prices: what `content/secretaire.toml` and the JSON door may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from ..errors import Fault, InvalidInputs
from ..formatting import nombre
from ..money import ZERO
from .fields import Field, read_fields

#: No price list is longer: each record is a question of the form.
MOST_RECORDS: Final = 100
#: A code names a field of the form and of the address.
CODE: Final = re.compile(r"[a-z0-9_]+")
REGIMES_TVA: Final = ("franchise", "assujettie")


def _euros(name: str, label: str, objet: str, low: str, high: str, **rest: Any) -> Field:
    return Field(name, label, objet, "euros", minimum=Decimal(low), maximum=Decimal(high), unit="€", **rest)


def _pourcent(name: str, label: str, objet: str, high: str) -> Field:
    return Field(name, label, objet, "pourcent", default=ZERO, maximum=Decimal(high), unit="%")


def _entier(name: str, label: str, objet: str, high: str, default: str) -> Field:
    return Field(name, label, objet, "entier", default=Decimal(default), minimum=Decimal(1), maximum=Decimal(high))


TARIFS: Final = (
    _euros("taux_horaire", "Tarif horaire", "le tarif horaire", "1", "500", example=Decimal(30)),
    Field("regime_tva", "Régime de TVA", "le régime de TVA", "choix", default="franchise", choices=REGIMES_TVA),
    _euros("taux_horaire_sur_place", "Tarif sur place", "le tarif horaire sur place", "0", "500", default=ZERO),
    _euros("minimum_facturation", "Minimum", "le minimum de facturation", "0", "1000", default=ZERO),
    _pourcent("acompte_pourcent", "Acompte", "l’acompte à la commande", "100"),
    _entier("validite_devis_jours", "Validité du devis", "la validité du devis en jours", "365", "30"),
    _entier("delai_devis_heures", "Délai du devis", "le délai d’envoi d’un devis en heures", "720", "48"),
    Field(
        "deplacement_gratuit_km",
        "Sans frais",
        "la distance sans frais",
        "nombre",
        ZERO,
        maximum=Decimal(1000),
        unit="km",
    ),
    _euros("prix_kilometre", "Prix du kilomètre", "le prix du kilomètre", "0", "10", default=ZERO),
)
SPECIALITE: Final = (
    _euros("taux_horaire", "Tarif horaire", "le tarif horaire", "1", "500", example=Decimal(34)),
    _euros(
        "salaire_brut",
        "Salaire brut",
        "le salaire brut mensuel d’une salariée de cette spécialité, ou 0",
        "0",
        "20000",
        default=ZERO,
        example=Decimal(2300),
    ),
)
#: Codes of specialities whose clients are bound to secrecy, as price lists write them.
LEGAL: Final = ("juridique", "droit", "avocat", "notaire")
MEDICAL: Final = ("medical", "sante")
MAJORATIONS: Final = (
    _pourcent("urgence_pourcent", "Urgence", "la majoration d’urgence", "300"),
    _pourcent("week_end_pourcent", "Fin de semaine", "la majoration de fin de semaine", "300"),
)
FORFAIT: Final = (
    Field(
        "heures",
        "Heures",
        "les heures du forfait",
        "nombre",
        None,
        Decimal("0.5"),
        Decimal(200),
        unit="h",
        example=Decimal(10),
    ),
    _euros("prix", "Prix", "le prix du forfait", "1", "20000", example=Decimal(290)),
)
TACHE: Final = (
    _euros("prix", "Prix", "le prix de la tâche", "0.01", "10000", example=Decimal(6)),
    Field(
        "minutes_salarie",
        "Minutes",
        "les minutes qu’une salariée y passerait",
        "nombre",
        None,
        Decimal("0.1"),
        Decimal(10000),
        unit="min",
        example=Decimal(12),
    ),
)


@dataclass(frozen=True, slots=True)
class Forfait:
    """A monthly package: `heures` hours for `prix` EUR, more hours at the hourly rate."""

    nom: str
    heures: Decimal
    prix: Decimal


@dataclass(frozen=True, slots=True)
class Tache:
    """A task sold by the unit: `prix` EUR per `unite`, which takes an employee `minutes_salarie` minutes."""

    code: str
    nom: str
    unite: str
    prix: Decimal
    minutes_salarie: Decimal


@dataclass(frozen=True, slots=True)
class Specialite:
    """
    A field of work with an hourly rate of its own, EUR/hour.

    `salaire_brut` is what someone hired for it earns, EUR/month for a full time; zero where none is given.
    """

    code: str
    nom: str
    taux_horaire: Decimal
    salaire_brut: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Tarifs:
    """A price list; amounts in EUR, before VAT when `regime_tva` is « assujettie »; rates are fractions."""

    taux_horaire: Decimal
    regime_tva: str
    minimum_facturation: Decimal
    acompte_pourcent: Decimal
    validite_devis_jours: int
    delai_devis_heures: int
    deplacement_gratuit_km: Decimal
    prix_kilometre: Decimal
    urgence_pourcent: Decimal
    week_end_pourcent: Decimal
    forfaits: tuple[Forfait, ...] = ()
    taches: tuple[Tache, ...] = ()
    specialites: tuple[Specialite, ...] = ()
    taux_horaire_sur_place: Decimal = ZERO

    @property
    def supplement_sur_place(self) -> Decimal:
        """Return what an hour at the client's costs more than a remote one, EUR/hour."""
        return max(ZERO, self.taux_horaire_sur_place - self.taux_horaire)


#: The questions of a site without tasks nor specialities.
NO_TARIFS: Final = Tarifs(*[ZERO] * 10)  # type: ignore[arg-type]


def from_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the pricing part of a whole `secretaire.toml`, in the shape that `parse_tarifs` reads."""
    tarifs = settings.get("tarifs", {})
    if not isinstance(tarifs, Mapping):
        return {"tarifs": tarifs}
    lists = {key: settings[key] for key in ("majorations", "forfaits", "taches", "specialites") if key in settings}
    return {**tarifs, **lists}


def parse_tarifs(raw: Mapping[str, Any]) -> Tarifs:
    """
    Return the checked price list: `[tarifs]`, `majorations`, `forfaits`, `taches`, `specialites`.

    Raises InvalidInputs; a fault's key is the path in the settings, such as `forfaits[0].prix`.
    """
    if not isinstance(raw, Mapping):
        raise InvalidInputs([Fault("tarifs", "Il faut ici un ensemble de clés et de valeurs, dont taux_horaire.")])
    raw = dict(raw)
    faults: list[Fault] = []
    majorations = _section(MAJORATIONS, "majorations.", raw.pop("majorations", {}), faults)
    forfaits = _records(FORFAIT, ("nom",), "forfaits", raw.pop("forfaits", []), faults)
    taches = _records(TACHE, ("code", "nom", "unite"), "taches", raw.pop("taches", []), faults)
    specialites = _records(SPECIALITE, ("code", "nom"), "specialites", raw.pop("specialites", []), faults)
    tarifs = _section(TARIFS, "", raw, faults)
    faults.extend(_on_site_faults(tarifs))
    faults.extend(_wrong_codes("taches", taches))
    faults.extend(_wrong_codes("specialites", specialites))
    if faults:
        raise InvalidInputs(faults)
    return Tarifs(
        **tarifs,
        **majorations,
        forfaits=tuple(Forfait(**record) for record in forfaits),
        taches=tuple(Tache(**record) for record in taches),
        specialites=tuple(Specialite(**record) for record in specialites),
    )


def _section(schema: tuple[Field, ...], prefix: str, raw: Any, faults: list[Fault]) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        faults.append(Fault(prefix.rstrip("."), "Il faut ici une section de clés et de valeurs."))
        return {}
    try:
        typed = read_fields(schema, raw)
    except InvalidInputs as error:
        faults.extend(Fault(prefix + fault.key, fault.message) for fault in error.faults)
        return {}
    return {field.name: field.value(typed[field.name]) for field in schema}


def _records(
    schema: tuple[Field, ...], texts: tuple[str, ...], key: str, raw: Any, faults: list[Fault]
) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or not all(isinstance(record, Mapping) for record in raw):
        faults.append(Fault(key, f"Écrivez chaque élément sous un titre [[{key}]]."))
        return []
    if len(raw) > MOST_RECORDS:
        faults.append(Fault(key, f"Gardez {MOST_RECORDS} éléments au plus\u00a0: il y en a {nombre(len(raw))}."))
        return []
    records = []
    for index, record in enumerate(raw):
        prefix = f"{key}[{index}]."
        names = {name: record.get(name) for name in texts}
        for name, text in names.items():
            if not _is_text(text):
                faults.append(Fault(prefix + name, "Écrivez un texte entre guillemets."))
        rest = {name: value for name, value in record.items() if name not in texts}
        records.append({**names, **_section(schema, prefix, rest, faults)})
    return records


def _on_site_faults(tarifs: Mapping[str, Any]) -> list[Fault]:
    rate, remote = tarifs.get("taux_horaire_sur_place", ZERO), tarifs.get("taux_horaire", ZERO)
    if not rate or rate >= remote:
        return []
    message = "Indiquez 0, ou un tarif au moins égal au tarif horaire à distance."
    return [Fault("taux_horaire_sur_place", message)]


def _is_text(value: Any) -> bool:
    """Return whether `value` is a text that can be written: JSON lets half a character through."""
    if not isinstance(value, str) or not value.strip():
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _wrong_codes(key: str, records: list[dict[str, Any]]) -> list[Fault]:
    """Return a fault for each code that could not name a field, or that names two records."""
    faults = []
    codes = [record["code"] for record in records]
    for index, code in enumerate(codes):
        if isinstance(code, str) and not CODE.fullmatch(code):
            faults.append(
                Fault(f"{key}[{index}].code", "Écrivez des lettres minuscules sans accent, des chiffres ou _.")
            )
        elif code in codes[:index]:
            faults.append(Fault(f"{key}[{index}].code", f"Le code «\u00a0{code}\u00a0» sert déjà plus haut."))
    return faults
