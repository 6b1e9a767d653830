"""Settings that are right each on its own, and cannot all be true together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from estimator.formatting import euros
from estimator.need.tarifs import Tarifs
from theme.plugins.settings import sample
from theme.plugins.settings.fields import Fault
from theme.plugins.texts.mail_addresses import misspelt

CENT: Final = Decimal("0.01")


def faults(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what cannot be published: another company's number of VAT."""
    if not isinstance(settings.get("identite"), Mapping):
        return
    siren, number = _siren(settings), _number(settings)
    if sample.is_claimed(settings) and number and number[4:] != siren:
        yield (
            "identite",
            "numero_tva",
            f"« numero_tva » ne finit pas par votre SIREN, les neuf premiers chiffres du SIRET : {siren}. "
            "Recopiez l’un et l’autre.",
        )


def warnings(settings: Mapping[str, Any], tarifs: Tarifs) -> Iterator[Fault]:
    """Yield what is most often a slip, for settings without fault."""
    siren, number = _siren(settings), _number(settings)
    if number and tarifs.regime_tva == "franchise":
        # BOI-TVA-DECLA-20-10-20: a business in franchise has a number for certain operations only.
        yield (
            "identite",
            "numero_tva",
            "Vous avez un numéro de TVA, et vos prix sont en franchise. Si vous facturez la TVA, écrivez "
            'regime_tva = "assujettie" ; sinon, le site n’a pas besoin de ce numéro : numero_tva = "".',
        )
    elif sample.is_claimed(settings) and number[2:4].isdecimal() and number[2:4] != tva_key(siren):
        yield (
            "identite",
            "numero_tva",
            f"D’ordinaire, le numéro de TVA de ce SIREN est FR{tva_key(siren)} {siren}. Vérifiez les deux chiffres qui "
            "suivent FR.",
        )
    yield from _packages(tarifs)
    mail = settings["identite"]["courriel"]
    host = misspelt(mail)
    if host:
        yield "identite", "courriel", f"« {mail} » : vouliez-vous écrire {host} ?"


def tva_key(siren: str) -> str:
    """Return the two digits that come before a SIREN in a French number of VAT."""
    return f"{(12 + 3 * (int(siren) % 97)) % 97:02d}"


def _packages(tarifs: Tarifs) -> Iterator[Fault]:
    for index, package in enumerate(tarifs.forfaits):
        hourly = (package.prix / package.heures).quantize(CENT)
        if hourly > tarifs.taux_horaire:
            yield (
                f"forfaits[{index}]",
                "prix",
                f"Dans « {package.nom} », l’heure revient à {euros(hourly)}, plus que votre heure sans forfait "
                f"({euros(tarifs.taux_horaire)}). Vérifiez le prix et les heures.",
            )


def _siren(settings: Mapping[str, Any]) -> str:
    return re.sub(r"\D", "", str(settings["identite"].get("siret", "")))[:9]


def _number(settings: Mapping[str, Any]) -> str:
    """Return the number of VAT without its spaces, empty without one."""
    return str(settings["identite"].get("numero_tva", "")).replace(" ", "")
