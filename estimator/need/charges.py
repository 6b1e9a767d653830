"""
What depends on the firm, one record per charge.

It is off until the visitor counts it, so that no one is favoured by guesswork. The questions, the employee's cost,
what is said to be left out and the ranges read it here. A new one needs its record and its usual figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final, Literal

from ..headings import Heading
from ..law.dated import Baremes
from ..records import record
from .fields import YES_NO, Field, yes_no


@record
class Charge:
    """
    One charge: the question that counts it, and the one that tells how much, or in which way.

    `name` says it among what is left out, in the place `rank` of that list. `heading` is its line, None for
    absences, which lengthen the contract. `spread` says over what the amount is shared: where it is empty, the
    scenario works the line out. `of_cdi` tells what a fixed-term contract cannot have.
    """

    name: str
    rank: int
    switch: Field
    detail: Field
    heading: Heading | None = None
    spread: Literal["année", "besoin", ""] = ""
    of_cdi: bool = False

    def counted(self, answers: Mapping[str, Any]) -> bool:
        """Return whether it is counted, of answers by question; not where its question cannot be read."""
        return bool(answers.get(self.switch.name))


def _euros(name: str, parameter: str, maximum: int, *texts: str) -> Field:
    """Return the question of an amount; `texts` are label, objet and help."""
    label, objet, help = texts
    return Field(name, label, objet, "euros", maximum=Decimal(maximum), unit="€", help=help, parameter=parameter)


def _frais(code: str, label: str, note: str = "Un douzième du coût annuel.") -> Heading:
    """Return the line of an amount, which the official simulator does not count."""
    return Heading(code, label, "frais", "", note, in_simulator=False)


ABSENCES: Final = Charge(
    "absences",
    0,
    yes_no(
        "absences_comptees",
        "Compter les absences",
        "si les absences comptent",
        "Maladie et autres absences payées.",
    ),
    Field(
        "taux_absence",
        "Taux d’absence",
        "le taux d’absence",
        "pourcent",
        maximum=Decimal(50),
        step=Decimal("0.1"),
        unit="%",
        help="La part des heures payées et non travaillées, congés à part.",
        parameter="taux_absence_usuel",
    ),
)
RECRUTEMENT: Final = Charge(
    "recrutement",
    1,
    yes_no(
        "recrutement_compte",
        "Compter le recrutement",
        "si le recrutement compte",
        "Réparti sur la durée du besoin.",
    ),
    _euros(
        "recrutement",
        "recrutement_usuel",
        20000,
        "Recrutement",
        "le coût du recrutement",
        "Une annonce. Un cabinet demande de 15 à 25\u00a0% du salaire annuel.",
    ),
    _frais("recrutement", "Recrutement, réparti sur la durée", "Le coût total, réparti sur les mois du besoin."),
    "besoin",
)
#: How a permanent contract ends: the legal indemnity is one, the contribution is that of an agreed end.
RUPTURE: Final = "rupture_conventionnelle"
FIN_CONTRAT: Final = Charge(
    "fin du contrat",
    4,
    yes_no(
        "fin_contrat_comptee",
        "Prévoir la fin d’un CDI",
        "si la fin du contrat compte",
        "Son indemnité légale, provisionnée mois par mois.",
    ),
    Field(
        "mode_fin_contrat",
        "Ce CDI finirait par",
        "comment le CDI finirait",
        "choix",
        "licenciement",
        choices=("licenciement", RUPTURE),
        words=("un licenciement", "une rupture conventionnelle"),
    ),
    Heading("fin_contrat", "Indemnité de fin du CDI, provisionnée", "frais", in_simulator=False),
    of_cdi=True,
)
#: In the order of the form.
CHARGES: Final = (
    ABSENCES,
    Charge(
        "poste de travail",
        2,
        yes_no(
            "poste_travail_compte", "Compter le poste de travail", "si le poste compte", "Bureau, énergie, matériel."
        ),
        _euros(
            "poste_travail_annuel",
            "poste_travail_usuel",
            50000,
            "Poste de travail, par an",
            "le coût annuel du poste de travail",
            "Un bureau déjà là et déjà payé ne coûte rien de plus.",
        ),
        _frais("poste_travail", "Poste de travail"),
        "année",
    ),
    RECRUTEMENT,
    Charge(
        "formation",
        3,
        yes_no(
            "formation_comptee", "Compter la formation", "si la formation compte", "Au-delà de la contribution légale."
        ),
        _euros(
            "formation_annuelle",
            "formation_usuelle",
            20000,
            "Formation, par an",
            "le coût annuel de la formation",
            "Aucune moyenne n’est publiée\u00a0: indiquez la vôtre.",
        ),
        _frais("formation", "Formation"),
        "année",
    ),
    Charge(
        "gestion de la paie",
        5,
        yes_no(
            "gestion_paie_comptee",
            "Compter la gestion de la paie",
            "si la gestion de la paie compte",
            "Si un cabinet s’en charge.",
        ),
        _euros(
            "gestion_paie_annuelle",
            "gestion_paie_usuelle",
            5000,
            "Gestion de la paie, par an",
            "le coût annuel de la gestion de la paie",
            "Pour une salariée\u00a0: douze bulletins.",
        ),
        _frais("gestion_paie", "Gestion de la paie"),
        "année",
    ),
    FIN_CONTRAT,
)
#: The question that counts each amount, by the name of the amount: without it, the amount has no effect.
SWITCH: Final = {charge.detail.name: charge.switch.name for charge in CHARGES if charge.detail.is_number}
#: Every question of the charges.
QUESTIONS: Final = tuple(question.name for charge in CHARGES for question in (charge.switch, charge.detail))


def charge_fields(baremes: Baremes) -> tuple[Field, ...]:
    """Return the questions of the charges, in the order of the form, amounts at their usual figure of that day."""
    return tuple(question for charge in CHARGES for question in (charge.switch, _detail(charge, baremes)))


def _detail(charge: Charge, baremes: Baremes) -> Field:
    """Return the question of how much, or in which way, which has an effect only where the charge counts."""
    detail = replace(charge.detail, when=((charge.switch.name, YES_NO[0]),))
    if not detail.parameter:
        return detail
    return replace(detail, default=baremes[detail.parameter] * (100 if detail.kind == "pourcent" else 1))
