"""
The cost of one employee for one month, line by line.

General scheme, metropolitan France outside Alsace-Moselle, no collective agreement, a whole
month. Rates come from `Baremes`; amounts are exact, only the coefficient of the « réduction
générale » is rounded, as its decree says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from ..costs import CostLine, subtotal, total
from ..headings import HEADINGS
from ..money import ZERO
from ..records import record
from .dated import Baremes
from .rules.assiettes import assiette_plafonnee, plafond_proratise, tranche_2
from .rules.indemnites import indemnite_conges_payes, indemnite_fin_contrat, titre_restaurant_exonere
from .rules.reduction_generale import Formule, coefficient_reduction_generale, reduction_generale_due
from .rules.taxe_sur_salaires import Bareme, supplement_taxe, taxe_brute
from .rules.temps_travail import heures_mensuelles, remuneration_heures_supplementaires


class Contrat(StrEnum):
    """Kind of employment contract."""

    CDI = "CDI"
    CDD = "CDD"


class Motif(StrEnum):
    """Legal motive of a CDD (C. trav. art. L. 1242-2)."""

    ACCROISSEMENT = "accroissement activité"
    REMPLACEMENT = "remplacement"
    SAISONNIER = "saisonnier"


def seuils_effectif(baremes: Baremes) -> list[Decimal]:
    """Return the numbers of staff from which a month of pay is counted otherwise, in order; their records have sources."""
    names = (name for name in baremes if name.startswith("effectif_") and baremes.parameters[name].confiance is None)
    return sorted({baremes[name] for name in names})


@dataclass(frozen=True, slots=True)
class TitresRestaurant:
    """Meal vouchers of a month: how many, of what value (EUR), with what employer's share (fraction)."""

    nombre: Decimal
    valeur: Decimal
    part_employeur: Decimal


@record
class Emploi:
    """
    One job: pay in EUR/month for the contract's hours, rates as fractions.

    `heures_par_semaine` is at most the legal 35, but for a mission longer than the month that counts it. Hours beyond
    stand in `heures_supplementaires_mensuelles`. `conges_pris` says that a CDD's leave is taken before its end, so
    that no indemnity replaces it. `prevoyance_cadre_sante_comprise` counts the health cover within a cadre's 1.50 %.
    """

    salaire_brut_mensuel: Decimal
    heures_par_semaine: Decimal
    effectif: int
    taux_at_mp: Decimal
    taux_versement_mobilite: Decimal = ZERO
    mutuelle_montant_total: Decimal = ZERO
    mutuelle_part_employeur: Decimal = ZERO
    contrat: Contrat = Contrat.CDI
    motif: Motif = Motif.ACCROISSEMENT
    conges_pris: bool = True
    cadre: bool = False
    prevoyance_cadre_proratisee: bool = False
    prevoyance_cadre_sante_comprise: bool = False
    heures_supplementaires_mensuelles: Decimal = ZERO
    titres_restaurant: TitresRestaurant | None = None
    redevable_taxe_apprentissage: bool = True
    redevable_taxe_sur_salaires: bool = False
    taxe_sur_salaires_autres: Decimal = ZERO
    abattement_taxe_sur_salaires: bool = False
    mois_dans_annee: Decimal = Decimal(12)
    sante_travail_annuelle: Decimal = ZERO


#: Every parameter of the tax, for the line that cites them.
TAXE_SUR_SALAIRES: Final = (
    "taxe_sur_salaires_taux",
    "taxe_sur_salaires_seuil_1",
    "taxe_sur_salaires_majoration_1",
    "taxe_sur_salaires_seuil_2",
    "taxe_sur_salaires_majoration_2",
    "taxe_sur_salaires_franchise",
    "taxe_sur_salaires_limite_decote",
    "taxe_sur_salaires_taux_decote",
    "taxe_sur_salaires_abattement",
)


def bareme_taxe(baremes: Baremes, abattement: bool) -> Bareme:
    """Return the scale of the « taxe sur les salaires » in force, with the « abattement » of associations or without."""
    return Bareme(
        taux=baremes["taxe_sur_salaires_taux"],
        majorations=(
            (baremes["taxe_sur_salaires_seuil_1"], baremes["taxe_sur_salaires_majoration_1"]),
            (baremes["taxe_sur_salaires_seuil_2"], baremes["taxe_sur_salaires_majoration_2"]),
        ),
        franchise=baremes["taxe_sur_salaires_franchise"],
        limite_decote=baremes["taxe_sur_salaires_limite_decote"],
        taux_decote=baremes["taxe_sur_salaires_taux_decote"],
        abattement=baremes["taxe_sur_salaires_abattement"] if abattement else ZERO,
    )


class Paie:
    """
    The payslip of `emploi` seen by the employer, under `baremes`.

    `lines` are the whole cost. The other attributes are the figures behind them: `remuneration`
    the lines of gross pay, `assiette` their sum, EUR/month.
    Contributions are due on it (CSS art. L. 242-1).
    """

    def __init__(self, emploi: Emploi, baremes: Baremes) -> None:
        self.emploi = emploi
        self.baremes = baremes
        self.remuneration = tuple(self._remuneration())
        self.assiette = total(self.remuneration)

    @cached_property
    def lines(self) -> tuple[CostLine, ...]:
        """Return every line of the cost, EUR/month, zero lines left out."""
        lines = (
            *self.remuneration,
            *self._cotisations(),
            *self.protection,
            *self._avantages(),
            *self._reductions(),
            *self._outside_contributions(),
        )
        return tuple([line for line in lines if line.amount])

    @property
    def plafond(self) -> Decimal:
        """Return the monthly ceiling for the contract's hours, EUR/month."""
        return plafond_proratise(
            self.baremes["plafond_securite_sociale_mensuel"],
            self.emploi.heures_par_semaine,
            self.baremes["duree_legale_hebdomadaire"],
        )

    @property
    def heures_par_an(self) -> Decimal:
        """Return the hours paid in a year, overtime included."""
        contract = self.emploi.heures_par_semaine * self.baremes["semaines_par_an"]
        return contract + 12 * self.emploi.heures_supplementaires_mensuelles

    @property
    def smic_reduction_generale_mensuel(self) -> Decimal:
        """Return the Smic kept for the « réduction générale », for the same hours, EUR/month."""
        return self.baremes["smic_reduction_generale"] * self.heures_par_an / 12

    @cached_property
    def coefficient_reduction_generale(self) -> Decimal:
        """Return the coefficient of the « réduction générale », zero where it is not due."""
        baremes = self.baremes
        if not reduction_generale_due(
            self.assiette,
            smic_horaire=baremes["smic_reduction_generale"],
            heures_par_an=self.heures_par_an,
            sortie=baremes["reduction_generale_sortie"],
        ):
            return ZERO
        formule = Formule(
            t_min=baremes["reduction_generale_t_min"],
            t_delta=baremes[self._t_delta],
            puissance=baremes["reduction_generale_puissance"],
            sortie=baremes["reduction_generale_sortie"],
        )
        return coefficient_reduction_generale(self.assiette, self.smic_reduction_generale_mensuel, formule)

    @property
    def _t_delta(self) -> str:
        return self._by_size(
            "effectif_reduction_generale", "reduction_generale_t_delta_moins_50", "reduction_generale_t_delta_50_plus"
        )

    def _by_size(self, threshold: str, below: str, from_threshold: str) -> str:
        return from_threshold if self._reaches(threshold) else below

    def _reaches(self, threshold: str) -> bool:
        return self.emploi.effectif >= self.baremes[threshold]

    def _remuneration(self) -> Iterator[CostLine]:
        emploi, baremes = self.emploi, self.baremes
        base = emploi.salaire_brut_mensuel
        end = ZERO
        hours = heures_mensuelles(emploi.heures_par_semaine, baremes["semaines_par_an"])
        hourly = base / hours
        overtime = remuneration_heures_supplementaires(
            emploi.heures_supplementaires_mensuelles,
            taux_horaire=hourly,
            majoration=baremes["majoration_heures_supplementaires"],
        )
        yield CostLine(HEADINGS["salaire_brut_base"], base, hours, hourly, ("smic_horaire",))
        yield CostLine(
            HEADINGS["heures_supplementaires"],
            overtime,
            emploi.heures_supplementaires_mensuelles,
            hourly * (1 + baremes["majoration_heures_supplementaires"]),
            ("majoration_heures_supplementaires",),
        )
        if emploi.contrat is Contrat.CDD and emploi.motif is not Motif.SAISONNIER:
            end = indemnite_fin_contrat(base + overtime, baremes["taux_indemnite_fin_contrat"])
            yield self._line("indemnite_fin_contrat", base + overtime, "taux_indemnite_fin_contrat")
        if emploi.contrat is Contrat.CDD and not emploi.conges_pris:
            yield CostLine(
                HEADINGS["indemnite_conges_payes"],
                indemnite_conges_payes(base + overtime + end, baremes["taux_indemnite_conges_payes"]),
                base + overtime + end,
                baremes["taux_indemnite_conges_payes"],
                ("taux_indemnite_conges_payes",),
            )
        yield CostLine(HEADINGS["titres_restaurant_soumis"], self._titres()[1])

    def _titres(self) -> tuple[Decimal, Decimal]:
        """Return the exempt and the non-exempt employer's share of meal vouchers, EUR/month."""
        titres = self.emploi.titres_restaurant
        if titres is None:
            return ZERO, ZERO
        share = titres.valeur * titres.part_employeur
        exempt = titre_restaurant_exonere(share, self.baremes["titre_restaurant_exoneration"])
        return exempt * titres.nombre, (share - exempt) * titres.nombre

    def _line(self, code: str, base: Decimal, rate: str) -> CostLine:
        taux = self.baremes[rate]
        return CostLine(HEADINGS[code], base * taux, base, taux, (rate,))

    def _cotisations(self) -> Iterator[CostLine]:
        base, plafond, baremes, line = self.assiette, self.plafond, self.baremes, self._line
        t1 = assiette_plafonnee(base, plafond)
        t2 = tranche_2(base, plafond, baremes["tranche_2_plafonds"])
        chomage = assiette_plafonnee(base, plafond, baremes["assiette_chomage_plafonds"])

        yield line("maladie", base, "taux_maladie")
        yield line("vieillesse_plafonnee", t1, "taux_vieillesse_plafonnee")
        yield line("vieillesse_deplafonnee", base, "taux_vieillesse_deplafonnee")
        yield line("allocations_familiales", base, "taux_allocations_familiales")
        yield self._at_mp()
        yield line("csa", base, "taux_csa")
        yield self._fnal(t1)
        yield line("dialogue_social", base, "taux_dialogue_social")
        yield line("chomage", chomage, "taux_chomage")
        yield line("ags", chomage, "taux_ags")
        yield line("agirc_arrco_t1", t1, "taux_agirc_arrco_t1")
        yield line("agirc_arrco_t2", t2, "taux_agirc_arrco_t2")
        yield line("ceg_t1", t1, "taux_ceg_t1")
        yield line("ceg_t2", t2, "taux_ceg_t2")
        if base > plafond:
            cet = assiette_plafonnee(base, plafond, baremes["tranche_2_plafonds"])
            yield line("cet", cet, "taux_cet")
        if self.emploi.cadre:
            yield line("apec", chomage, "taux_apec")
        yield from self._formation(base)
        if self._reaches("effectif_versement_mobilite"):
            rate = self.emploi.taux_versement_mobilite
            yield self._own_rate("versement_mobilite", rate, ("effectif_versement_mobilite",))
        if self._reaches("effectif_peec"):
            yield line("peec", base, "taux_peec")

    def _own_rate(self, code: str, rate: Decimal, parameters: tuple[str, ...]) -> CostLine:
        return CostLine(HEADINGS[code], self.assiette * rate, self.assiette, rate, parameters)

    def _at_mp(self) -> CostLine:
        # The rate is the employer's own, notified to him; the two published ones have their text.
        published = ("taux_at_mp_fonctions_support", "taux_at_mp_moyen")
        known = tuple(name for name in published if self.baremes[name] == self.emploi.taux_at_mp)
        return self._own_rate("at_mp", self.emploi.taux_at_mp, known)

    def _fnal(self, t1: Decimal) -> CostLine:
        if self._reaches("effectif_fnal"):
            return self._line("fnal", self.assiette, "taux_fnal_50_plus")
        return self._line("fnal", t1, "taux_fnal_moins_50")

    def _formation(self, base: Decimal) -> Iterator[CostLine]:
        rate = self._by_size("effectif_formation", "taux_formation_moins_11", "taux_formation_11_plus")
        yield self._line("formation_professionnelle", base, rate)
        if self.emploi.contrat is Contrat.CDD and self.emploi.motif is not Motif.SAISONNIER:
            yield self._line("cpf_cdd", base, "taux_cpf_cdd")
        if self.emploi.redevable_taxe_apprentissage:
            yield self._line("taxe_apprentissage", base, "taux_taxe_apprentissage")

    @cached_property
    def protection(self) -> tuple[CostLine, ...]:
        """Return the employer's share of complementary cover: health, and a cadre's « prévoyance », EUR/month."""
        emploi = self.emploi
        mutuelle = CostLine(
            HEADINGS["mutuelle_employeur"],
            emploi.mutuelle_montant_total * emploi.mutuelle_part_employeur,
            emploi.mutuelle_montant_total,
            emploi.mutuelle_part_employeur,
            ("part_employeur_mutuelle_minimale",),
        )
        if not emploi.cadre:
            return (mutuelle,)
        # The whole ceiling, as the official model has it. The ANI says « plafond fixé pour les cotisations de
        # sécurité sociale »; many prorate it for a part-timer. The choice is open.
        whole = self.baremes["plafond_securite_sociale_mensuel"]
        capped = assiette_plafonnee(self.assiette, self.plafond if emploi.prevoyance_cadre_proratisee else whole)
        prevoyance = self._line("prevoyance_cadre", capped, "taux_prevoyance_cadre")
        if not emploi.prevoyance_cadre_sante_comprise:
            return (mutuelle, prevoyance)
        # Cass. soc. 30 March 2022, n° 20-15.022: health cover counts, but death cover has more than half.
        death = self._line("prevoyance_cadre", capped, "taux_prevoyance_cadre_deces")
        rest = CostLine(
            prevoyance.heading,
            prevoyance.amount - mutuelle.amount,
            parameters=(*prevoyance.parameters, *death.parameters),
        )
        return (mutuelle, death if rest.amount < death.amount else rest)

    def _avantages(self) -> Iterator[CostLine]:
        if self._reaches("effectif_forfait_social"):
            yield self._line("forfait_social", subtotal(self.protection, "cotisation"), "taux_forfait_social")
        exempt = self._titres()[0]
        yield CostLine(HEADINGS["titres_restaurant_exonere"], exempt, parameters=("titre_restaurant_exoneration",))

    def _outside_contributions(self) -> Iterator[CostLine]:
        """Yield what the official models leave out and a firm pays all the same."""
        monthly = self.emploi.sante_travail_annuelle / 12
        yield CostLine(HEADINGS["sante_travail"], monthly, parameters=("sante_travail_annuelle",))
        if self.emploi.redevable_taxe_sur_salaires:
            yield self._taxe_sur_salaires()

    def _taxe_sur_salaires(self) -> CostLine:
        # Thresholds are in proportion to the months paid (CGI annexe III, art. 50), the franchise is not.
        months = self.emploi.mois_dans_annee
        pay = 12 * (self.assiette + subtotal(self.protection, "cotisation"))
        bareme = bareme_taxe(self.baremes, self.emploi.abattement_taxe_sur_salaires)
        tax = taxe_brute(pay, bareme) * months / 12
        supplement = supplement_taxe(self.emploi.taxe_sur_salaires_autres, tax, bareme)
        return CostLine(HEADINGS["taxe_sur_salaires"], supplement / months, parameters=TAXE_SUR_SALAIRES)

    def _reductions(self) -> Iterator[CostLine]:
        coefficient = self.coefficient_reduction_generale
        yield CostLine(
            HEADINGS["reduction_generale"],
            self.assiette * coefficient,
            self.assiette,
            coefficient,
            (
                "smic_reduction_generale",
                "reduction_generale_t_min",
                self._t_delta,
                "reduction_generale_puissance",
                "reduction_generale_sortie",
            ),
        )
        hours = self.emploi.heures_supplementaires_mensuelles
        deduction = self._by_size(
            "effectif_deduction_heures_supplementaires",
            "deduction_heures_supplementaires_moins_20",
            "deduction_heures_supplementaires_20_plus",
        )
        yield self._line("deduction_heures_supplementaires", hours, deduction)
