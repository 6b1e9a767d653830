"""The independent secretary's quote for one month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...costs import Cost, CostLine, Hours, total
from ...formatting import heures
from ...headings import HEADINGS, task_heading
from ...law.dated import Baremes
from ...money import ZERO
from ...need.inputs import Inputs
from ...need.questions import DEVIS_TVA, GENERAL
from ...need.tarifs import Forfait, Tarifs
from ...options import PRESTATAIRE
from .invoice import tva_lines

NAME: Final = PRESTATAIRE.code


def cost(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Cost:
    """
    Return the cheapest quote for the need, or the one received.

    She sells by the task, by the hour, or one package and hours beyond it.
    """
    if inputs.devis_recu:
        return _received(inputs, baremes)
    forfait, lines = _cheapest(inputs, tarifs, baremes)
    assujettie = tarifs.regime_tva == "assujettie"
    hors_taxe = total(lines)
    return Cost(
        NAME,
        _with_tva(lines, inputs, tarifs, baremes),
        Hours(
            utiles=inputs.heures_par_mois,
            payees=max(inputs.heures_par_mois, forfait.heures if forfait else ZERO),
            travaillees=inputs.heures_par_mois,
        ),
        {
            "forfait": forfait.nom if forfait else None,
            # A task has one price, whatever the field of work: said, since a speciality may have been chosen.
            "specialite_sans_effet": bool(inputs.volumes) and inputs.specialite != GENERAL,
            "assujettie": assujettie,
            "devis_recu": False,
            "mention_tva": None if assujettie else baremes.text("mention_franchise_tva"),
            "hors_taxe": hors_taxe,
            "acompte": hors_taxe * inputs.duree * tarifs.acompte_pourcent
            if inputs.ponctuel
            else hors_taxe * tarifs.acompte_pourcent,
            "validite_devis_jours": tarifs.validite_devis_jours,
        },
        inputs.duree,
    )


def _received(inputs: Inputs, baremes: Baremes) -> Cost:
    """Return the cost of a quote that the visitor has in hand, for the whole need as he describes it."""
    needed = inputs.heures_par_mois
    return Cost(
        NAME,
        _received_lines(inputs, baremes),
        Hours(utiles=needed, payees=needed, travaillees=needed),
        {
            "forfait": None,
            "specialite_sans_effet": False,
            "assujettie": inputs.devis_tva != DEVIS_TVA[0],
            "devis_recu": True,
            "mention_tva": None,
            "hors_taxe": _received_before_vat(inputs, baremes),
            "acompte": ZERO,
            "validite_devis_jours": None,
        },
        inputs.duree,
    )


def _received_lines(inputs: Inputs, baremes: Baremes) -> tuple[CostLine, ...]:
    hors_taxe = _received_before_vat(inputs, baremes)
    line = CostLine(HEADINGS["devis_recu"], hors_taxe)
    return (
        (line,) if inputs.devis_tva == DEVIS_TVA[0] else (line, *tva_lines(hors_taxe, inputs.tva_deductible, baremes))
    )


def _received_before_vat(inputs: Inputs, baremes: Baremes) -> Decimal:
    within = inputs.devis_tva == DEVIS_TVA[-1]
    return inputs.devis_recu / (1 + baremes["taux_tva_normal"]) if within else inputs.devis_recu


def mensuel(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Decimal:
    """Return what `cost` comes to, EUR/month, and nothing else."""
    if inputs.devis_recu:
        return total(_received_lines(inputs, baremes))
    _, lines = _cheapest(inputs, tarifs, baremes)
    return total(_with_tva(lines, inputs, tarifs, baremes))


def kinks(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Decimal, ...]:
    """Return the hours where the cheapest quote changes: ends of packages, and where two quotes are equal."""
    if inputs.devis_recu:
        return ()
    rate = _hourly_rate(inputs, tarifs)
    flats = [(forfait.prix, forfait.heures) for forfait in _forfaits(inputs, tarifs) if forfait]
    # Each quote is flat up to its hours, then grows at the hourly rate. Two of them meet where a flat part crosses a
    # growing one. Surcharges, travel and the supplement at the client's are the same for all: they move no meeting.
    slopes = [(ZERO, ZERO), *flats]
    meetings = [end + (price - start) / rate for price, _ in flats for start, end in slopes]
    return (*(end for _, end in flats), *meetings, *_minimum_kinks(inputs, tarifs, baremes, slopes))


def _minimum_kinks(
    inputs: Inputs, tarifs: Tarifs, baremes: Baremes, slopes: list[tuple[Decimal, Decimal]]
) -> Iterator[Decimal]:
    """Yield the hours at which each quote leaves the minimum of an invoice."""
    per_hour = sum((line.amount for line in _alongside(inputs, tarifs, baremes)), ZERO) / inputs.heures_par_mois
    factor = 1 + _surcharge(inputs, tarifs)
    work = total(tuple(_work(inputs, tarifs, None))) / inputs.heures_par_mois
    for price, end in slopes:
        if per_hour:
            yield (tarifs.minimum_facturation - factor * price) / per_hour
        yield (tarifs.minimum_facturation - factor * (price - work * end)) / (factor * work + per_hour)


def _cheapest(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[Forfait | None, tuple[CostLine, ...]]:
    """Return the package of the cheapest quote, if any, and its lines before VAT."""
    # min() keeps the first of equals: the quote by the hour, the simpler one.
    return min(
        ((forfait, _quote(inputs, tarifs, baremes, forfait)) for forfait in _forfaits(inputs, tarifs)),
        key=lambda candidate: total(candidate[1]),
    )


def _with_tva(lines: tuple[CostLine, ...], inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> tuple[CostLine, ...]:
    if tarifs.regime_tva != "assujettie":
        return lines
    return (*lines, *tva_lines(total(lines), inputs.tva_deductible, baremes))


def _forfaits(inputs: Inputs, tarifs: Tarifs) -> tuple[Forfait | None, ...]:
    """Return the packages that may serve, none first: they are sold for general work by the hour."""
    by_the_hour = not inputs.volumes and inputs.specialite == GENERAL
    return (None, *tarifs.forfaits) if by_the_hour else (None,)


def _hourly_rate(inputs: Inputs, tarifs: Tarifs) -> Decimal:
    special = {specialite.code: specialite.taux_horaire for specialite in tarifs.specialites}
    return special.get(inputs.specialite, tarifs.taux_horaire)


def _quote(inputs: Inputs, tarifs: Tarifs, baremes: Baremes, forfait: Forfait | None) -> tuple[CostLine, ...]:
    work = tuple(_work(inputs, tarifs, forfait))
    lines = (*work, *_surcharges(total(work), inputs, tarifs), *_alongside(inputs, tarifs, baremes))
    missing = tarifs.minimum_facturation - total(lines)
    if missing <= 0:
        return lines
    return (*lines, CostLine(HEADINGS["minimum_facturation"], missing))


def _work(inputs: Inputs, tarifs: Tarifs, forfait: Forfait | None) -> Iterator[CostLine]:
    if inputs.volumes:
        taches = {tache.code: tache for tache in tarifs.taches}
        for code, quantity in inputs.volumes:
            tache = taches[code]
            yield CostLine(task_heading(code, tache.nom), quantity * tache.prix, quantity, tache.prix)
        return
    rate = _hourly_rate(inputs, tarifs)
    if forfait is None:
        yield _hours("heures", inputs.heures_par_mois, rate)
        return
    label = f"{forfait.nom} ({heures(forfait.heures)} comprises)"
    yield CostLine(replace(HEADINGS["forfait"], label=label), forfait.prix)
    if inputs.heures_par_mois > forfait.heures:
        yield _hours("heures_au_dela", inputs.heures_par_mois - forfait.heures, rate)


def _hours(code: str, quantity: Decimal, rate: Decimal) -> CostLine:
    return CostLine(HEADINGS[code], quantity * rate, quantity, rate)


def _surcharge(inputs: Inputs, tarifs: Tarifs) -> Decimal:
    return inputs.part_urgente * tarifs.urgence_pourcent + inputs.part_week_end * tarifs.week_end_pourcent


def _surcharges(work: Decimal, inputs: Inputs, tarifs: Tarifs) -> Iterator[CostLine]:
    surcharges = (
        ("majoration_urgence", inputs.part_urgente, tarifs.urgence_pourcent),
        ("majoration_week_end", inputs.part_week_end, tarifs.week_end_pourcent),
    )
    for code, share, rate in surcharges:
        if share and rate:
            yield CostLine(HEADINGS[code], work * share * rate, work * share, rate)


def _alongside(inputs: Inputs, tarifs: Tarifs, baremes: Baremes) -> Iterator[CostLine]:
    """Yield what working at the client's adds, in proportion to the hours spent there."""
    on_site = inputs.heures_par_mois * inputs.part_sur_place
    if on_site and tarifs.supplement_sur_place:
        yield _hours("supplement_sur_place", on_site, tarifs.supplement_sur_place)
    beyond = max(ZERO, inputs.distance_km - tarifs.deplacement_gratuit_km)
    if on_site and beyond and tarifs.prix_kilometre:
        kilometres = 2 * beyond * on_site / baremes["heures_par_visite_usuelles"]
        amount = kilometres * tarifs.prix_kilometre
        yield CostLine(
            HEADINGS["deplacements"],
            amount,
            kilometres,
            tarifs.prix_kilometre,
            ("heures_par_visite_usuelles",),
        )
