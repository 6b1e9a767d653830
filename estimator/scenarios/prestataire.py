"""The independent secretary's invoice for one month."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..costs import Cost, CostLine, Hours, total
from ..dated import Baremes
from ..formatting import heures
from ..inputs import Inputs
from ..money import ZERO
from ..tarifs import Forfait, Tarifs
from .invoice import tva_lines

NAME: Final = "prestataire"


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """Return the cheapest invoice for the need: by the hour, or one package and hours beyond it."""
    needed = inputs.heures_par_mois
    candidates: list[tuple[Forfait | None, tuple[CostLine, ...]]] = [(None, _hourly(needed, tarifs))]
    candidates += [(forfait, _package(needed, forfait, tarifs)) for forfait in tarifs.forfaits]
    # min() keeps the first of equals: the hourly invoice, the simpler one.
    forfait, lines = min(candidates, key=lambda candidate: total(candidate[1]))
    assujettie = tarifs.regime_tva == "assujettie"
    return Cost(
        NAME,
        lines + (tva_lines(total(lines), inputs.tva_deductible, baremes) if assujettie else ()),
        Hours(utiles=needed, payees=max(needed, forfait.heures if forfait else ZERO), travaillees=needed),
        {
            "forfait": forfait.nom if forfait else None,
            "assujettie": assujettie,
            "mention_tva": None if assujettie else baremes.text("mention_franchise_tva"),
        },
    )


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return the hours where the cheapest invoice changes: ends of packages, and where two invoices are equal."""
    flats = [(tarifs.minimum_facturation, tarifs.minimum_facturation / tarifs.taux_horaire)]
    flats += [(forfait.prix, forfait.heures) for forfait in tarifs.forfaits]
    # Each invoice is flat up to its hours, then grows at the hourly rate: two of them meet
    # where the flat part of one crosses the growing part of the other.
    slopes = [(ZERO, ZERO), *flats]
    meetings = (end + (price - start) / tarifs.taux_horaire for price, _ in flats for start, end in slopes)
    return (*(end for _, end in flats), *meetings)


def _hourly(needed: Decimal, tarifs: Tarifs) -> tuple[CostLine, ...]:
    lines = (_hours(needed, "heures", "Heures de travail", tarifs),)
    missing = tarifs.minimum_facturation - total(lines)
    if missing <= 0:
        return lines
    return (*lines, CostLine("minimum_facturation", "Complément au minimum de facturation", "prestation", missing))


def _package(needed: Decimal, forfait: Forfait, tarifs: Tarifs) -> tuple[CostLine, ...]:
    label = f"{forfait.nom} ({heures(forfait.heures)} comprises)"
    lines = (CostLine("forfait", label, "prestation", forfait.prix),)
    beyond = needed - forfait.heures
    if beyond <= 0:
        return lines
    return (*lines, _hours(beyond, "heures_au_dela", "Heures au-delà du forfait", tarifs))


def _hours(quantity: Decimal, code: str, label: str, tarifs: Tarifs) -> CostLine:
    return CostLine(code, label, "prestation", quantity * tarifs.taux_horaire, quantity, tarifs.taux_horaire)
