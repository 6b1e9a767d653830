"""
What each line of a cost is, whatever its amount: one record per line, one table of all.

The law, the scenarios, the proof, the charts and the machine door read it here.
"""

from __future__ import annotations

from typing import Final, Literal

from .records import record

LineKind = Literal[
    "remuneration",
    "cotisation",
    "reduction",
    "avantage",
    "frais",
    "taxe",
    "prestation",
    "tache",
    "majoration",
    "deplacement",
    "tva",
]
#: What a base counts: euros for a rate, else what a price is for. Empty for a task, and without a base.
Unit = Literal["€", "h", "km", ""]


@record
class Heading:
    """
    What one line is.

    `note` says why its amount is no product of two numbers. `assumed` are market figures behind it, beside the
    parameters of its rate. `is_coefficient` tells a rate that no one reads in per cent. `in_simulator` says whether
    the official simulator counts it. `printed` is its name in the answers of `employeur`, where it differs from
    `code`. `summed` names the total there that it enters. `own_rate` tells a rate that is each employer's own,
    `own_price` what she prices herself.
    """

    code: str
    label: str
    kind: LineKind
    unit: Unit = "€"
    note: str = ""
    assumed: tuple[str, ...] = ()
    is_coefficient: bool = False
    in_simulator: bool = True
    printed: str = ""
    summed: str = ""
    own_rate: bool = False
    own_price: bool = False

    @property
    def name(self) -> str:
        """Return the name of the line in the answers of `employeur`."""
        return self.printed or self.code


#: The lines of the reference payslips, in their order.
PAYSLIP: Final = (
    Heading("salaire_brut_base", "Salaire brut de base", "remuneration", "h", assumed=("salaire_brut_usuel",)),
    Heading(
        "heures_supplementaires",
        "Heures supplémentaires majorées",
        "remuneration",
        "h",
        printed="heures_supplementaires_montant",
    ),
    Heading("indemnite_fin_contrat", "Indemnité de fin de contrat", "remuneration"),
    Heading("indemnite_conges_payes", "Indemnité compensatrice de congés payés", "remuneration"),
    Heading("maladie", "Maladie, maternité, invalidité, décès", "cotisation"),
    Heading("vieillesse_plafonnee", "Vieillesse plafonnée", "cotisation"),
    Heading("vieillesse_deplafonnee", "Vieillesse déplafonnée", "cotisation"),
    Heading("allocations_familiales", "Allocations familiales", "cotisation"),
    Heading("at_mp", "Accidents du travail et maladies professionnelles", "cotisation", own_rate=True),
    Heading("csa", "Contribution solidarité autonomie", "cotisation"),
    Heading("fnal", "Fonds national d’aide au logement", "cotisation"),
    Heading("dialogue_social", "Contribution au dialogue social", "cotisation"),
    Heading("chomage", "Assurance chômage", "cotisation"),
    Heading("ags", "Garantie des salaires (AGS)", "cotisation"),
    Heading("agirc_arrco_t1", "Retraite complémentaire, tranche 1", "cotisation", summed="agirc_arrco_total"),
    Heading("agirc_arrco_t2", "Retraite complémentaire, tranche 2", "cotisation", summed="agirc_arrco_total"),
    Heading("cet", "Contribution d’équilibre technique", "cotisation"),
    Heading("apec", "Apec", "cotisation"),
    Heading("formation_professionnelle", "Formation professionnelle", "cotisation"),
    Heading("cpf_cdd", "Compte personnel de formation des CDD", "cotisation"),
    Heading("taxe_apprentissage", "Taxe d’apprentissage", "cotisation"),
    Heading("versement_mobilite", "Versement mobilité", "cotisation", own_rate=True),
    Heading("peec", "Participation à l’effort de construction", "cotisation"),
    Heading("forfait_social", "Forfait social", "cotisation"),
    Heading(
        "mutuelle_employeur",
        "Complémentaire santé, part de l’employeur",
        "cotisation",
        assumed=("mutuelle_montant_usuel",),
    ),
    Heading("prevoyance_cadre", "Prévoyance des cadres", "cotisation"),
    Heading(
        "reduction_generale",
        "Réduction générale des cotisations patronales",
        "reduction",
        is_coefficient=True,
    ),
    Heading(
        "deduction_heures_supplementaires",
        "Déduction forfaitaire des heures supplémentaires",
        "reduction",
        "h",
        printed="deduction_forfaitaire_heures_sup",
    ),
    Heading(
        "titres_restaurant_exonere",
        "Titres-restaurant, part exonérée",
        "avantage",
        "",
        "La part de l’employeur, dans la limite exonérée.",
    ),
)
#: What a firm pays for an employee beside them. A charge that the visitor counts has its own, in `need/charges.py`.
_EMPLOYER: Final = (
    Heading("ceg_t1", "Contribution d’équilibre général, tranche 1", "cotisation", summed="ceg"),
    Heading("ceg_t2", "Contribution d’équilibre général, tranche 2", "cotisation", summed="ceg"),
    Heading(
        "titres_restaurant_soumis",
        "Titres-restaurant, part non exonérée",
        "remuneration",
        "",
        "Ce que l’employeur paie au-delà de la part exonérée.",
    ),
    Heading(
        "sante_travail",
        "Service de prévention et de santé au travail",
        "frais",
        "",
        "Un douzième de la cotisation annuelle.",
        in_simulator=False,
    ),
    Heading(
        "taxe_sur_salaires",
        "Taxe sur les salaires",
        "taxe",
        "",
        "Un barème progressif, par tranches de salaire annuel\u00a0: il n’y a pas de taux unique.",
    ),
    Heading("contribution_rupture", "Contribution sur la rupture conventionnelle", "frais", in_simulator=False),
)
#: What invoices hold: hers, and the agency's. Her tasks and packages bring their own names.
_INVOICES: Final = (
    Heading("heures", "Heures de travail", "prestation", "h", own_price=True),
    Heading("devis_recu", "Devis reçu, hors taxe", "prestation", "", "Le montant que vous avez indiqué."),
    Heading("heures_au_dela", "Heures au-delà du forfait", "prestation", "h", own_price=True),
    Heading(
        "forfait",
        "Forfait",
        "prestation",
        "",
        "Prix du forfait, quel que soit le nombre d’heures comprises qui sert.",
        own_price=True,
    ),
    Heading("majoration_urgence", "Majoration d’urgence", "majoration", own_price=True),
    Heading("majoration_week_end", "Majoration de week-end", "majoration", own_price=True),
    Heading("supplement_sur_place", "Supplément sur place", "prestation", "h", own_price=True),
    Heading("deplacements", "Déplacements au-delà du rayon gratuit", "deplacement", "km"),
    Heading(
        "minimum_facturation",
        "Complément au minimum de facturation",
        "prestation",
        "",
        "De quoi atteindre le plus petit montant d’une facture.",
        own_price=True,
    ),
    Heading("facture_agence", "Facture de l’agence, hors taxe", "prestation", "h", assumed=("salaire_brut_usuel",)),
    Heading("frais_agence", "Frais refacturés, hors taxe", "frais", "", "Le montant que vous avez indiqué."),
    Heading("tva", "TVA non récupérée", "tva"),
)
#: Every line but those of tasks and of the charges that a visitor counts, by code.
HEADINGS: Final = {heading.code: heading for heading in (*PAYSLIP, *_EMPLOYER, *_INVOICES)}


def task_heading(code: str, name: str) -> Heading:
    """Return what the line of a task is: the price list names it."""
    return Heading(f"tache_{code}", name, "tache", "", own_price=True)


@record
class Drawing:
    """One part of a bar: caption, kinds of lines in it, hatching of 8 × 8, empty for none."""

    caption: str
    kinds: tuple[LineKind, ...] = ()
    hatching: str = ""


#: Parts from the left. A « réduction » is taken off the contributions: no part is ever longer than what is paid.
DRAWINGS: Final = {
    "prestation": Drawing("Travail facturé", ("prestation", "tache")),
    "remuneration": Drawing("Salaire brut", ("remuneration",)),
    # What an agency's invoice holds beyond the pay: no line of its own.
    "agence": Drawing("Indemnités, cotisations et marge de l’agence", (), "M-1 1 7 9M3-3 11 5"),
    "majoration": Drawing("Majorations et déplacements", ("majoration", "deplacement"), "M2 0v8M6 0v8"),
    "frais": Drawing("Autres frais", ("frais", "avantage"), "M0 2h8M0 6h8"),
    "taxe": Drawing("Taxe sur les salaires", ("taxe",), "M0 2h8M0 6h8M2 0v8M6 0v8"),
    "tva": Drawing("TVA non récupérée", ("tva",), "M1 2h2M5 6h2"),
    "cotisation": Drawing("Cotisations patronales", ("cotisation", "reduction"), "M-1 7 7-1M3 11 11 3"),
}
