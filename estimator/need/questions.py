"""
Every question of the estimator, in the order of the form.

The one schema behind the form, the checks and their messages, the URL, the JSON door and its
published schema. Limits and defaults come from `Baremes`; tasks and specialities from `Tarifs`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cache
from typing import Any, Final

from ..formatting import NO_BREAK, euros_ronds, heures, nombre, pourcent
from ..law.dated import Baremes
from ..law.rules.salaire import smic_mensuel
from ..money import CENT, ZERO
from .charges import charge_fields
from .fields import Field
from .tarifs import NO_TARIFS, Tarifs

#: A task's field is this and its code.
VOLUME: Final = "volume_"
GENERAL: Final = "generale"
HEURES: Final = "heures"
TACHES: Final = "taches"
ACTIVITES: Final = ("autre", "sante", "juridique")
MOTIFS_CDD: Final = ("accroissement activité", "remplacement", "saisonnier")
MOTIFS_INTERIM: Final = ("accroissement", "remplacement", "saisonnier", "aucun")
MODES: Final = (
    "voiture_thermique",
    "voiture_electrique",
    "bus",
    "train",
    "metro",
    "scooter",
    "velo_electrique",
    "velo",
)
#: How choices read: codes stay as they are in links and in JSON.
MOTIF_WORDS: Final = ("surcroît temporaire", "remplacement d’un absent", "travail saisonnier", "aucun, besoin durable")
MODE_WORDS: Final = (
    "voiture thermique",
    "voiture électrique",
    "bus",
    "train",
    "métro",
    "scooter",
    "vélo électrique",
    "vélo",
)
#: Parts of the form: the first is always in view.
GROUPS: Final = ("essentiel", "besoin", "salarie", "interimaire", "ecologie")


@cache
def schema(baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> tuple[Field, ...]:
    """Return the fields in the order of the form."""
    parts = (
        (*_work(baremes, tarifs), *_client(baremes)),
        _need(baremes, tarifs),
        (*_contract(baremes), *_levies(baremes), *charge_fields(baremes)),
        _interimaire(baremes),
        _journeys(baremes),
    )
    return tuple(replace(field, group=group) for group, part in zip(GROUPS, parts, strict=True) for field in part)


def _yes_no(name: str, label: str, objet: str, help: str, default: bool = False) -> Field:
    return Field(name, label, objet, "oui_non", default=default, help=help)


def _share(name: str, label: str, objet: str, help: str) -> Field:
    return Field(name, label, objet, "pourcent", ZERO, ZERO, Decimal(100), Decimal(5), "%", help)


def _assumed(of: str, baremes: Baremes, high: int, name: str, *texts: str) -> Field:
    """Return a field in euros whose default is the market figure `of`; `texts` are label, objet and help."""
    label, objet, help = texts
    return Field(name, label, objet, "euros", baremes[of], ZERO, Decimal(high), unit="€", help=help, parameter=of)


def _work(baremes: Baremes, tarifs: Tarifs) -> tuple[Field, ...]:
    """Return how much work there is: in hours, or in tasks where the price list sells some."""
    return (
        Field(
            "besoin",
            "Exprimer votre besoin en",
            "comment le besoin est exprimé",
            "choix",
            HEURES,
            choices=(HEURES, TACHES) if tarifs.taches else (HEURES,),
            words=("heures", "tâches"),
            help="En tâches, comptez celles d’un mois, ou de toute la mission.",
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
                help=f"Unité\u00a0: {tache.unite}.",
                when=(("besoin", TACHES),),
            )
            for tache in tarifs.taches
        ),
    )


def _client(baremes: Baremes) -> tuple[Field, ...]:
    """Return what else changes the comparison most: how long, VAT, pay."""
    minimum = smic_mensuel(baremes["smic_horaire"], baremes["heures_payees_par_an"] / 12)
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
        _yes_no(
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
            default=max(baremes["salaire_brut_usuel"], minimum),
            minimum=minimum,
            maximum=Decimal(20000),
            step=step,
            unit="€",
            help="Le salaire d’une secrétaire à 35 heures. Le minimum est le Smic.",
            parameter="salaire_brut_usuel",
            slider=((minimum / step).to_integral_value(ROUND_CEILING) * step, Decimal(4000)),
        ),
    )


def _need(baremes: Baremes, tarifs: Tarifs) -> tuple[Field, ...]:
    specialites = (GENERAL, *(specialite.code for specialite in tarifs.specialites))
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
        _yes_no(
            "horaires_imposes",
            "Vous imposez des horaires",
            "si vous imposez des horaires",
            "Un indice de salariat déguisé.",
        ),
        _yes_no(
            "client_unique",
            "La secrétaire ne travaille que pour vous",
            "si vous êtes son seul client",
            "Un indice de salariat déguisé, lui aussi.",
        ),
    )


def _contract(baremes: Baremes) -> tuple[Field, ...]:
    least = heures(baremes["plancher_temps_partiel"])
    return (
        Field(
            "contrat",
            "Contrat de la salariée",
            "le contrat",
            "choix",
            "CDI",
            choices=("CDI", "CDD"),
            when=(("ponctuel", "non"),),
        ),
        Field(
            "motif_cdd",
            "Motif du CDD",
            "le motif du CDD",
            "choix",
            MOTIFS_CDD[0],
            choices=MOTIFS_CDD,
            words=MOTIF_WORDS[:-1],
            help="Un besoin ponctuel est toujours compté en CDD.",
            when=(("ponctuel", "oui"), ("contrat", "CDD")),
        ),
        Field(
            "effectif",
            "Salariés dans votre entreprise",
            "le nombre de salariés",
            "entier",
            baremes["effectif_usuel"],
            Decimal(1),
            Decimal(5000),
            help="Avec la personne embauchée. Plusieurs cotisations changent à 11, 20 et 50 salariés.",
            parameter="effectif_usuel",
        ),
        _yes_no(
            "derogation_temps_partiel",
            f"Contrat de moins de {least} par semaine possible",
            "si le contrat peut descendre sous la durée minimale",
            f"La loi impose {least}, sauf exceptions\u00a0: demande écrite et motivée du salarié, étudiant de moins de "
            "26 ans, remplacement, accord de branche.",
        ),
    )


def _levies(baremes: Baremes) -> tuple[Field, ...]:
    support = pourcent(baremes["taux_at_mp_fonctions_support"])
    limit = nombre(baremes["effectif_fonctions_support"])
    least = baremes["part_employeur_mutuelle_minimale"] * 100
    deduction = baremes["taxe_sur_salaires_abattement"]
    return (
        _yes_no(
            "fonctions_support",
            "Taux d’accidents du travail des fonctions support obtenu",
            "si votre caisse vous a accordé ce taux",
            f"{support} pour un secrétariat, sur demande, dans une entreprise de moins de {limit} salariés. "
            "Il remplace le taux suivant.",
        ),
        Field(
            "taux_at_mp",
            "Taux d’accidents du travail",
            "le taux d’accidents du travail",
            "pourcent",
            baremes["taux_at_mp_moyen"] * 100,
            Decimal("0.1"),
            Decimal(30),
            Decimal("0.01"),
            "%",
            "Celui que votre caisse vous a notifié. À défaut, la moyenne nationale.",
            parameter="taux_at_mp_moyen",
        ),
        Field(
            "taux_versement_mobilite",
            "Taux du versement mobilité",
            "le taux du versement mobilité de votre commune",
            "pourcent",
            ZERO,
            ZERO,
            Decimal(5),
            Decimal("0.01"),
            "%",
            "Dû à partir de 11 salariés, selon la commune.",
        ),
        _assumed(
            "mutuelle_montant_usuel",
            baremes,
            500,
            "mutuelle_montant_total",
            "Complémentaire santé obligatoire",
            "le prix mensuel de la complémentaire santé",
            "Le prix total par mois, part salariée comprise.",
        ),
        Field(
            "mutuelle_part_employeur",
            "Part payée par l’employeur",
            "la part de la complémentaire santé payée par l’employeur",
            "pourcent",
            least,
            least,
            Decimal(100),
            unit="%",
            help="La moitié au moins.",
            parameter="part_employeur_mutuelle_minimale",
        ),
        _assumed(
            "sante_travail_annuelle",
            baremes,
            1000,
            "sante_travail_annuelle",
            "Service de santé au travail, par an",
            "la cotisation annuelle au service de santé au travail",
            "Pour un salarié. Le coût moyen national par défaut.",
        ),
        _yes_no(
            "redevable_taxe_sur_salaires",
            "Votre entreprise paie la taxe sur les salaires",
            "si votre entreprise paie la taxe sur les salaires",
            "Oui si votre activité est exonérée de TVA\u00a0: médecins, associations, assurances, enseignement.",
        ),
        Field(
            "taxe_sur_salaires_autres",
            "Taxe annuelle déjà calculée sur vos autres salariés",
            "la taxe annuelle sur vos autres salariés",
            "euros",
            ZERO,
            ZERO,
            Decimal(1000000),
            unit="€",
            help="Avant franchise, décote et abattement. Ils s’apprécient sur toute l’entreprise.",
        ),
        _yes_no(
            "abattement_taxe_sur_salaires",
            "Association, syndicat ou fondation",
            "si votre structure a droit à l’abattement de taxe sur les salaires",
            f"Vous ne payez alors que la part de la taxe annuelle au-delà de {euros_ronds(deduction)}.",
        ),
    )


def _interimaire(baremes: Baremes) -> tuple[Field, ...]:
    low, high = baremes.parameters["coefficient_facturation"].bornes or (Decimal(1), Decimal(4))
    return (
        Field(
            "motif_interim",
            "Motif de l’intérim",
            "le motif de l’intérim",
            "choix",
            MOTIFS_INTERIM[0],
            choices=MOTIFS_INTERIM,
            words=MOTIF_WORDS,
            help=f"«{NO_BREAK}aucun{NO_BREAK}» pour un besoin normal et durable\u00a0: l’intérim est alors interdit.",
        ),
        Field(
            "coefficient_facturation",
            "Coefficient de facturation de l’agence d’intérim",
            "le coefficient de facturation de l’agence",
            "nombre",
            baremes["coefficient_facturation"],
            low,
            high,
            Decimal("0.05"),
            help="L’agence facture le salaire brut multiplié par ce coefficient.",
            parameter="coefficient_facturation",
        ),
        Field(
            "frais_interim_mensuels",
            "Frais refacturés par l’agence",
            "les frais mensuels de l’agence",
            "euros",
            ZERO,
            ZERO,
            Decimal(5000),
            unit="€",
            help="Transport, repas ou gestion, hors taxe, par mois ou pour la mission.",
        ),
    )


def _journeys(baremes: Baremes) -> tuple[Field, ...]:
    return (
        Field(
            "mode_trajet",
            "Trajet d’une salariée",
            "le mode de trajet",
            "choix",
            MODES[0],
            choices=MODES,
            words=MODE_WORDS,
        ),
        Field(
            "distance_trajet",
            "Distance du domicile au bureau",
            "la distance du domicile au bureau",
            "nombre",
            baremes["distance_trajet_usuelle"],
            ZERO,
            Decimal(200),
            unit="km",
            help="Aller simple, pour les trajets évités.",
            parameter="distance_trajet_usuelle",
        ),
    )


def field_named(name: str, baremes: Baremes, tarifs: Tarifs = NO_TARIFS) -> Any:
    """Return the field of that name."""
    return next(field for field in schema(baremes, tarifs) if field.name == name)
