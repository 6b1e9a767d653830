"""
Every question of the estimator, in the order of the form.

The one schema behind the form, the checks and their messages, the URL, the JSON door and its
published schema. Limits and defaults come from `Baremes`; tasks and specialities from `Tarifs`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Any, Final

from ..formatting import nombre
from ..law.dated import Baremes
from ..law.smic import au_moins_le_smic, smic_temps_plein
from ..money import CENT, ZERO
from .fields import Field, yes_no
from .hiring import employee_fields, temp_fields
from .journeys import journey_fields
from .tarifs import NO_TARIFS, TACHE, Tarifs

#: A task's field is this and its code.
VOLUME: Final = "volume_"
#: So is how long it takes an employee.
MINUTES: Final = "minutes_"
#: The weeks of a year in which there is work.
SEMAINES: Final = "semaines_besoin"
GENERAL: Final = "generale"
HEURES: Final = "heures"
TACHES: Final = "taches"
ACTIVITES: Final = ("autre", "sante", "juridique")
#: What a quote says of VAT: none of it, on top, within.
DEVIS_TVA: Final = ("sans_tva", "hors_taxe", "tva_comprise")
#: Parts of the form: the first is always in view.
GROUPS: Final = ("essentiel", "besoin", "salarie", "interimaire", "ecologie")


@cache
def schema(baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> tuple[Field, ...]:
    """Return the fields in the order of the form."""
    parts = (
        (*_work(baremes, tarifs), *_client(baremes)),
        (*_need(baremes), *_trade(tarifs), *_quote()),
        (*_task_minutes(tarifs), *employee_fields(baremes)),
        temp_fields(baremes),
        journey_fields(baremes),
    )
    return tuple(replace(field, group=group) for group, part in zip(GROUPS, parts, strict=True) for field in part)


def _share(name: str, label: str, objet: str, help: str) -> Field:
    return Field(name, label, objet, "pourcent", ZERO, ZERO, Decimal(100), Decimal(5), "%", help)


def _work(baremes: Baremes, tarifs: Tarifs) -> tuple[Field, ...]:
    """Return how much work there is: in hours, or in tasks where the price list sells some."""
    return (
        Field(
            "besoin",
            "Vous comptez plutôt en",
            "comment le besoin est exprimé",
            "choix",
            HEURES,
            choices=(HEURES, TACHES) if tarifs.taches else (HEURES,),
            words=("heures", "factures, appels…"),
            help="Comptez un mois, ou toute la mission. Les minutes sont celles d’une salariée, à changer.",
        ),
        Field(
            "heures_par_mois",
            "Heures de secrétariat",
            "le nombre d’heures de travail",
            "nombre",
            default=Decimal(20),
            minimum=Decimal(1),
            maximum=(baremes["heures_payees_par_an"] / 12).quantize(CENT, ROUND_CEILING),
            step=Decimal("0.5"),
            unit="h",
            help="Le travail réellement fait pour vous, pauses et congés non compris.",
            when=(("besoin", HEURES),),
            slider=(Decimal(1), (baremes["heures_payees_par_an"] / 12).to_integral_value(ROUND_FLOOR)),
        ),
        *(
            Field(
                VOLUME + tache.code,
                tache.nom,
                f"le nombre d’unités ({tache.unite})",
                "nombre",
                default=ZERO,
                maximum=Decimal(100000),
                example=Decimal(8),
                help=f"Unité\u00a0: {tache.unite}.",
                when=(("besoin", TACHES),),
            )
            for tache in tarifs.taches
        ),
    )


def _task_minutes(tarifs: Tarifs) -> tuple[Field, ...]:
    """Return how long an employee would take for each task: the price list supposes it, the visitor may know better."""
    limits = next(field for field in TACHE if field.name == "minutes_salarie")
    # A unit names its task, unless another one has the same.
    units = Counter(tache.unite for tache in tarifs.taches)
    return tuple(
        replace(
            limits,
            name=MINUTES + tache.code,
            label=f"Minutes par {tache.unite}" + (f"\u00a0: {tache.nom}" if units[tache.unite] > 1 else ""),
            objet="les minutes d’une salariée",
            default=tache.minutes_salarie,
            when=(("besoin", TACHES),),
        )
        for tache in tarifs.taches
    )


def _client(baremes: Baremes) -> tuple[Field, ...]:
    """Return what else changes the comparison most: how long, VAT, pay."""
    minimum = smic_temps_plein(baremes)
    step = Decimal(10)
    return (
        Field(
            "ponctuel",
            "Rythme du besoin",
            "si le besoin est ponctuel",
            "oui_non",
            default=False,
            words=("une seule mission", "chaque mois"),
            help="Pour une seule mission, comptez le travail de toute la mission.",
        ),
        yes_no(
            "tva_deductible",
            "Mon entreprise récupère la TVA",
            "si votre entreprise récupère la TVA",
            "Décochez pour la plupart des médecins, des associations et des entreprises en franchise de TVA.",
            default=True,
        ),
        Field(
            "salaire_brut_temps_plein",
            "Salaire brut mensuel pour un temps plein",
            "le salaire brut mensuel pour un temps plein",
            "euros",
            default=au_moins_le_smic(baremes["salaire_brut_usuel"], baremes),
            minimum=minimum,
            maximum=Decimal(20000),
            step=step,
            unit="€",
            help=f"Le salaire d’une secrétaire à {nombre(baremes['duree_legale_hebdomadaire'])} heures. Le minimum est le Smic.",
            parameter="salaire_brut_usuel",
            is_monthly_pay=True,
            slider=((minimum / step).to_integral_value(ROUND_CEILING) * step, Decimal(4000)),
        ),
    )


def _need(baremes: Baremes) -> tuple[Field, ...]:
    """Return when and where the work is done."""
    return (
        Field(
            "duree_mois",
            "Durée du besoin, en mois",
            "la durée du besoin en mois",
            "nombre",
            Decimal(12),
            Decimal(1),
            Decimal(60),
            unit="mois",
            help="Sans effet pour un besoin ponctuel.",
            when=(("ponctuel", "non"),),
        ),
        Field(
            SEMAINES,
            "Semaines de travail par an",
            "le nombre de semaines de travail par an",
            "entier",
            baremes["semaines_par_an"],
            Decimal(36),
            baremes["semaines_par_an"],
            help="Moins si le travail s’arrête une partie de l’année. Les heures sont une moyenne sur douze mois.",
            when=(("ponctuel", "non"),),
        ),
        Field("debut", "Début", "le jour du début", "date", baremes.day, help="Il décide des obligations rappelées."),
        _share("part_urgente", "Part de travail urgent", "la part de travail urgent", "Majorée selon les tarifs."),
        _share("part_week_end", "Part de week-end", "la part de travail de week-end", "Majorée selon les tarifs."),
        _share(
            "part_sur_place", "Part de travail chez vous", "la part de travail dans vos locaux", "Le reste à distance."
        ),
        Field(
            "distance_km",
            "Distance jusqu’à vos locaux",
            "la distance jusqu’à vos locaux",
            "nombre",
            Decimal(10),
            ZERO,
            Decimal(500),
            unit="km",
            help="Aller simple, pour les déplacements de la secrétaire.",
        ),
    )


def _quote() -> tuple[Field, ...]:
    """Return what another secretary asks for the same work, where the visitor has her quote."""
    return (
        Field(
            "devis_recu",
            "Devis que vous avez reçu",
            "le montant du devis que vous avez reçu",
            "euros",
            ZERO,
            ZERO,
            Decimal(100000),
            unit="€",
            help="Par mois ou pour la mission. Il remplace les prix de ce site.",
        ),
        Field(
            "devis_tva",
            "Ce devis est",
            "ce que le devis dit de la TVA",
            "choix",
            DEVIS_TVA[0],
            choices=DEVIS_TVA,
            words=("sans TVA", "hors taxe", "TVA comprise"),
        ),
    )


def _trade(tarifs: Tarifs) -> tuple[Field, ...]:
    """Return what the client's trade asks for, and the signs of a disguised employment."""
    specialites = (GENERAL, *(specialite.code for specialite in tarifs.specialites))
    return (
        Field(
            "specialite",
            "Spécialité",
            "la spécialité",
            "choix",
            GENERAL,
            choices=specialites,
            words=("générale", *(one.nom for one in tarifs.specialites)),
        ),
        Field(
            "activite",
            "Votre activité",
            "votre activité",
            "choix",
            "autre",
            choices=ACTIVITES,
            words=("autre", "santé", "droit"),
            help="Elle décide des obligations de confidentialité rappelées.",
        ),
        *_same_speciality(tarifs),
        yes_no(
            "horaires_imposes",
            "Vous imposez des horaires",
            "si vous imposez des horaires",
            "Un indice de salariat déguisé.",
        ),
        yes_no(
            "client_unique",
            "La secrétaire ne travaille que pour vous",
            "si vous êtes son seul client",
            "Un indice de salariat déguisé, lui aussi.",
        ),
    )


def _same_speciality(tarifs: Tarifs) -> tuple[Field, ...]:
    """Return whether a speciality is one for all three; no question where none is sold."""
    question = yes_no(
        "salaire_specialite",
        "Salaire de la spécialité",
        "si le salaire suit la spécialité",
        "Pour comparer à spécialité égale\u00a0: celui de la salariée et de l’intérimaire, sauf si vous indiquez le vôtre.",
        default=True,
    )
    return (question,) if tarifs.specialites else ()


def field_named(name: str, baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> Any:
    """Return the field of that name."""
    return next(field for field in schema(baremes, tarifs) if field.name == name)
