"""What is asked about someone hired: the employee's contract and what is due on her pay, the agency's invoice."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..formatting import NO_BREAK, euros_ronds, heures, nombre, pourcent
from ..law.conventions import AUCUNE, conventions
from ..law.dated import Baremes
from ..law.paie import Motif, seuils_effectif
from ..money import ZERO
from ..records import record
from .charges import charge_fields
from .fields import Field, yes_no


@record
class Recours:
    """
    Why a temp is asked for: its code in links and JSON, how it reads, and the motive in law.

    `motif` is None for a lasting need. `claim` is what someone says whose need has that motive
    after all, empty where it is not offered.
    """

    code: str
    words: str
    motif: Motif | None = None
    claim: str = ""


SURCROIT: Final = Recours("accroissement", "surcroît temporaire", Motif.ACCROISSEMENT, "C’est un surcroît temporaire")
REMPLACEMENT: Final = Recours("remplacement", "remplacement d’un absent", Motif.REMPLACEMENT, "C’est un remplacement")
SAISON: Final = Recours("saisonnier", "travail saisonnier", Motif.SAISONNIER)
#: Of a lasting need, for which the law knows no motive.
SANS_MOTIF: Final = Recours("aucun", "aucun, besoin durable")
#: By code, in the order of the form.
RECOURS: Final = {one.code: one for one in (SURCROIT, REMPLACEMENT, SAISON, SANS_MOTIF)}
#: The same of a fixed-term contract, which cannot do without a motive.
MOTIFS_CDD: Final = {str(one.motif): one.words for one in RECOURS.values() if one.motif}


def employee_fields(baremes: Baremes) -> tuple[Field, ...]:
    """Return the questions of an employee, in the order of the form."""
    return (
        *_contract(baremes),
        *_rates(baremes),
        *_cover(baremes),
        *_taxes(baremes),
        *charge_fields(baremes),
    )


def _assumed(of: str, baremes: Baremes, high: int, name: str, *texts: str) -> Field:
    """Return a field in euros whose default is the market figure `of`; `texts` are label, objet and help."""
    label, objet, help = texts
    return Field(name, label, objet, "euros", baremes[of], ZERO, Decimal(high), unit="€", help=help, parameter=of)


def _contract(baremes: Baremes) -> tuple[Field, ...]:
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
            str(Motif.ACCROISSEMENT),
            choices=tuple(MOTIFS_CDD),
            words=tuple(MOTIFS_CDD.values()),
            help="Un besoin ponctuel est toujours compté en CDD\u00a0; l’intérim a alors le même motif.",
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
            help=f"Avec la personne embauchée. Plusieurs cotisations changent à {_staff(baremes)} salariés.",
            parameter="effectif_usuel",
        ),
        *_part_time(baremes),
    )


def _staff(baremes: Baremes) -> str:
    *others, last = map(nombre, seuils_effectif(baremes))
    return f"{', '.join(others)} et {last}"


def _part_time(baremes: Baremes) -> tuple[Field, ...]:
    """Return what decides the least hours of a part-time contract."""
    known = conventions(baremes)
    return (
        Field(
            "convention_collective",
            "Votre convention collective",
            "la convention collective",
            "choix",
            AUCUNE,
            choices=tuple(known),
            words=tuple(known.values()),
            help=f"Elle fixe la durée minimale d’un temps partiel (à défaut, {heures(baremes['plancher_temps_partiel'])} "
            "par semaine), parfois un salaire minimum.",
        ),
        yes_no(
            "derogation_temps_partiel",
            "Contrat sous la durée minimale possible",
            "si le contrat peut descendre sous la durée minimale",
            "Exceptions\u00a0: demande écrite et motivée de la salariée (contraintes personnelles, plusieurs employeurs, retraite "
            "progressive), étudiant de moins de 26 ans, contrat d’insertion, accord de branche étendu. "
            f"Un remplacement et un contrat de {baremes.text('duree_sans_plancher')} au plus y échappent.",
        ),
    )


def _rates(baremes: Baremes) -> tuple[Field, ...]:
    support = pourcent(baremes["taux_at_mp_fonctions_support"])
    limit = nombre(baremes["effectif_fonctions_support"])
    return (
        yes_no(
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
            "Celui que votre caisse vous a notifié. À défaut, la moyenne de tous les métiers.",
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
            f"Dû à partir de {nombre(baremes['effectif_versement_mobilite'])} salariés, selon la commune.",
        ),
    )


def _cover(baremes: Baremes) -> tuple[Field, ...]:
    """Return what is paid for the employee's health."""
    least = baremes["part_employeur_mutuelle_minimale"] * 100
    return (
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
            help=f"{pourcent(baremes['part_employeur_mutuelle_minimale'])} au moins.",
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
    )


def _taxes(baremes: Baremes) -> tuple[Field, ...]:
    """Return what depends on how the employer is taxed."""
    deduction, limit = baremes["taxe_sur_salaires_abattement"], euros_ronds(baremes["franchise_tva_services"])
    return (
        yes_no(
            "redevable_taxe_apprentissage",
            "Votre entreprise doit la taxe d’apprentissage",
            "si votre entreprise doit la taxe d’apprentissage",
            "Non pour un libéral imposé en BNC, ni pour une association qui ne paie pas l’impôt sur les sociétés.",
            default=True,
        ),
        yes_no(
            "redevable_taxe_sur_salaires",
            "Votre entreprise paie la taxe sur les salaires",
            "si votre entreprise paie la taxe sur les salaires",
            "Oui si votre activité est exonérée de TVA\u00a0: médecins, associations, assurances, enseignement. Non sous la "
            f"franchise de TVA ({limit} de services l’an dernier).",
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
        yes_no(
            "abattement_taxe_sur_salaires",
            "Association, syndicat, fondation reconnue d’utilité publique",
            "si votre structure a droit à l’abattement de taxe sur les salaires",
            f"Vous ne payez alors que la part de la taxe annuelle au-delà de {euros_ronds(deduction)}.",
        ),
    )


def temp_fields(baremes: Baremes) -> tuple[Field, ...]:
    """Return the questions of a temp, in the order of the form."""
    low, high = baremes.parameters["coefficient_facturation"].bornes or (Decimal(1), Decimal(4))
    return (
        Field(
            "motif_interim",
            "Motif de l’intérim",
            "le motif de l’intérim",
            "choix",
            SANS_MOTIF.code,
            choices=tuple(RECOURS),
            words=tuple(one.words for one in RECOURS.values()),
            help=f"«{NO_BREAK}aucun{NO_BREAK}» pour un besoin normal et durable\u00a0: l’intérim est alors interdit.",
            when=(("ponctuel", "non"),),
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
