"""The visitor's answers: one schema for the form, the checks, the URL and the JSON door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache
from typing import Any

from .dated import Baremes
from .errors import Fault, InvalidInputs
from .fields import Field, read_fields
from .formatting import nombre, pourcent
from .money import CENT, ZERO
from .rules.salaire import smic_mensuel


@dataclass(frozen=True, slots=True)
class Inputs:
    """
    One need and its hypotheses, checked.

    Rates are fractions, amounts EUR, `salaire_brut_temps_plein` EUR/month for the legal
    full time, `heures_par_mois` hours really worked for the client in a month.
    """

    heures_par_mois: Decimal
    tva_deductible: bool
    salaire_brut_temps_plein: Decimal
    effectif: int
    fonctions_support: bool
    taux_at_mp: Decimal
    taux_versement_mobilite: Decimal
    mutuelle_montant_total: Decimal
    mutuelle_part_employeur: Decimal
    derogation_temps_partiel: bool
    sante_travail_annuelle: Decimal
    redevable_taxe_sur_salaires: bool
    taxe_sur_salaires_autres: Decimal
    coefficient_facturation: Decimal


@cache
def schema(baremes: Baremes) -> tuple[Field, ...]:
    """Return the fields in the order of the form; limits and defaults come from `baremes`."""
    return (*_need(baremes), *_salarie(baremes), *_interimaire(baremes))


def _need(baremes: Baremes) -> tuple[Field, ...]:
    return (
        Field(
            "heures_par_mois",
            "Heures de secrétariat par mois",
            "le nombre d’heures de travail par mois",
            "nombre",
            default=Decimal(20),
            minimum=Decimal(1),
            maximum=(baremes["heures_payees_par_an"] / 12).quantize(CENT, ROUND_CEILING),
            step=Decimal("0.5"),
            unit="h",
            help="Le travail réellement fait pour vous, pauses et congés non compris.",
        ),
        Field(
            "tva_deductible",
            "Votre entreprise récupère la TVA",
            "si votre entreprise récupère la TVA",
            "oui_non",
            default=True,
            help="Non pour la plupart des médecins, des associations et des entreprises en franchise de TVA.",
        ),
    )


def _salarie(baremes: Baremes) -> tuple[Field, ...]:
    minimum = smic_mensuel(baremes["smic_horaire"], baremes["heures_payees_par_an"] / 12)
    fonctions_support = pourcent(baremes["taux_at_mp_fonctions_support"])
    return (
        Field(
            "salaire_brut_temps_plein",
            "Salaire brut mensuel pour un temps plein",
            "le salaire brut mensuel pour un temps plein",
            "euros",
            default=max(baremes["salaire_brut_usuel"], minimum),
            minimum=minimum,
            maximum=Decimal(20000),
            unit="€",
            help="Le salaire d’une secrétaire à 35 heures. Le minimum est le Smic.",
        ),
        Field(
            "effectif",
            "Salariés dans votre entreprise",
            "le nombre de salariés",
            "entier",
            default=baremes["effectif_usuel"],
            minimum=Decimal(1),
            maximum=Decimal(5000),
            help="Avec la personne embauchée. Plusieurs cotisations changent à 11, 20 et 50 salariés.",
        ),
        Field(
            "fonctions_support",
            "Taux d’accidents du travail des fonctions support obtenu",
            "si votre caisse vous a accordé ce taux",
            "oui_non",
            default=False,
            help=f"{fonctions_support} pour un secrétariat, sur demande, dans une entreprise de moins de "
            f"{nombre(baremes['effectif_fonctions_support'])} salariés. Il remplace le taux suivant.",
        ),
        Field(
            "taux_at_mp",
            "Taux d’accidents du travail",
            "le taux d’accidents du travail",
            "pourcent",
            default=baremes["taux_at_mp_moyen"] * 100,
            minimum=Decimal("0.1"),
            maximum=Decimal(30),
            step=Decimal("0.01"),
            unit="%",
            help="Celui que votre caisse vous a notifié. À défaut, la moyenne nationale.",
        ),
        Field(
            "taux_versement_mobilite",
            "Taux du versement mobilité",
            "le taux du versement mobilité de votre commune",
            "pourcent",
            default=Decimal(0),
            minimum=Decimal(0),
            maximum=Decimal(5),
            step=Decimal("0.01"),
            unit="%",
            help="Dû à partir de 11 salariés, selon la commune.",
        ),
        Field(
            "mutuelle_montant_total",
            "Complémentaire santé obligatoire",
            "le prix mensuel de la complémentaire santé",
            "euros",
            default=baremes["mutuelle_montant_usuel"],
            minimum=Decimal(0),
            maximum=Decimal(500),
            unit="€",
            help="Le prix total par mois, part salariée comprise.",
        ),
        Field(
            "mutuelle_part_employeur",
            "Part payée par l’employeur",
            "la part de la complémentaire santé payée par l’employeur",
            "pourcent",
            default=baremes["part_employeur_mutuelle_minimale"] * 100,
            minimum=baremes["part_employeur_mutuelle_minimale"] * 100,
            maximum=Decimal(100),
            unit="%",
            help="La moitié au moins.",
        ),
        Field(
            "derogation_temps_partiel",
            "Contrat de moins de 24 heures par semaine possible",
            "si le contrat peut descendre sous la durée minimale",
            "oui_non",
            default=False,
            help="La loi impose 24 heures, sauf exceptions : demande écrite du salarié, étudiant de moins de 26 ans, "
            "remplacement, accord de branche.".replace(" :", "\u00a0:"),
        ),
        Field(
            "sante_travail_annuelle",
            "Service de santé au travail, par an",
            "la cotisation annuelle au service de santé au travail",
            "euros",
            default=baremes["sante_travail_annuelle"],
            minimum=ZERO,
            maximum=Decimal(1000),
            unit="€",
            help="Pour un salarié. Le coût moyen national par défaut.",
        ),
        Field(
            "redevable_taxe_sur_salaires",
            "Votre entreprise paie la taxe sur les salaires",
            "si votre entreprise paie la taxe sur les salaires",
            "oui_non",
            default=False,
            help="Oui si votre activité est exonérée de TVA\u00a0: médecins, associations, assurances, enseignement.",
        ),
        Field(
            "taxe_sur_salaires_autres",
            "Taxe annuelle déjà calculée sur vos autres salariés",
            "la taxe annuelle sur vos autres salariés",
            "euros",
            default=ZERO,
            minimum=ZERO,
            maximum=Decimal(1000000),
            unit="€",
            help="Avant franchise et décote. Elles s’apprécient sur toute l’entreprise.",
        ),
    )


def _interimaire(baremes: Baremes) -> tuple[Field, ...]:
    parameter = baremes.parameters["coefficient_facturation"]
    low, high = parameter.bornes or (Decimal(1), Decimal(4))
    return (
        Field(
            "coefficient_facturation",
            "Coefficient de facturation de l’agence d’intérim",
            "le coefficient de facturation de l’agence",
            "nombre",
            default=baremes["coefficient_facturation"],
            minimum=low,
            maximum=high,
            step=Decimal("0.05"),
            help="L’agence facture le salaire brut multiplié par ce coefficient.",
        ),
    )


def parse(raw: Mapping[str, Any], baremes: Baremes) -> Inputs:
    """
    Return the checked `Inputs` of what was typed or sent, defaults filled in.

    Raises InvalidInputs with one French sentence per wrong or unknown key.
    """
    typed = read_fields(schema(baremes), raw)
    _refuse_fonctions_support(typed, baremes)
    return Inputs(**{field.name: field.value(typed[field.name]) for field in schema(baremes)})


def _refuse_fonctions_support(typed: Mapping[str, Any], baremes: Baremes) -> None:
    """Raise InvalidInputs when the special rate is claimed by too large a firm (arrêté of 30 December 2025)."""
    limit = baremes["effectif_fonctions_support"]
    if typed["fonctions_support"] and typed["effectif"] >= limit:
        message = f"Ce taux est réservé aux entreprises de moins de {nombre(limit)} salariés. Décochez-le."
        raise InvalidInputs([Fault("fonctions_support", message)])


def state(raw: Mapping[str, Any], baremes: Baremes) -> dict[str, str]:
    """Return the URL state of valid answers: schema order, defaults omitted, as typed."""
    typed = read_fields(schema(baremes), raw)
    return {
        field.name: field.typed(typed[field.name]) for field in schema(baremes) if typed[field.name] != field.default
    }
