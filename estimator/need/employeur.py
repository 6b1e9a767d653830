"""
The `employeur` command: one job in, the employer's cost out, under the names of the reference cases.

This is the only place where those names (`entrees` → `sorties`) meet the estimator's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from functools import cache
from typing import Any, Final

from ..costs import CostLine, subtotal, total
from ..errors import Fault, InvalidInputs
from ..formatting import euros, heures
from ..headings import HEADINGS, PAYSLIP
from ..law.dated import Baremes
from ..law.heures import est_temps_partiel
from ..law.paie import Contrat, Emploi, Motif, Paie, TitresRestaurant
from ..law.rules.temps_travail import heures_mensuelles
from ..law.smic import smic_mensuel_du_contrat
from ..money import CENT, ZERO
from .fields import Field, read_fields
from .questions import field_named

#: Every line of the reference cases, in their order: an absent line is worth 0.
LINES: Final = [heading.name for heading in PAYSLIP]


@cache
def schema(baremes: Baremes) -> tuple[Field, ...]:
    """Return the keys of one job, with their bounds and defaults on that day."""
    return (*_contract(baremes), *_levies(baremes), *_cdd(), *_titres_restaurant(baremes), *_taxes(baremes))


def _question(name: str, baremes: Baremes, of: str = "", **changes: Any) -> Field:
    """Return the question of the form `of`, or of that name, as the key `name`, with what differs here."""
    field: Field = field_named(of or name, baremes)
    return replace(field, name=name, **changes)


def _contract(baremes: Baremes) -> tuple[Field, ...]:
    full_time = baremes["duree_legale_hebdomadaire"]
    return (
        Field("type_contrat", "", "le type de contrat", "choix", default="CDI", choices=tuple(Contrat)),
        Field(
            "salaire_brut_mensuel",
            "",
            "le salaire brut du mois",
            "euros",
            minimum=Decimal(1),
            maximum=Decimal(100000),
            example=Decimal(2200),
        ),
        Field(
            "heures_hebdomadaires",
            "",
            "les heures par semaine du contrat",
            "nombre",
            full_time,
            Decimal(1),
            full_time,
            unit="h",
        ),
        Field(
            "heures_supplementaires_mensuelles",
            "",
            "les heures supplémentaires du mois",
            "nombre",
            ZERO,
            maximum=_most_overtime(baremes),
            unit="h",
        ),
        # The reference cases know larger firms than the form's visitors have.
        _question("effectif", baremes, maximum=Decimal(100000)),
        Field("cadre", "", "si le salarié est cadre", "oui_non", default=False),
    )


def _levies(baremes: Baremes) -> tuple[Field, ...]:
    return (
        _question("taux_at_mp_pct", baremes, "taux_at_mp"),
        _question(
            "taux_versement_mobilite_pct", baremes, "taux_versement_mobilite", objet="le taux du versement mobilité"
        ),
        _question("mutuelle_montant_total", baremes, maximum=Decimal(1000)),
        _question("mutuelle_part_employeur_pct", baremes, "mutuelle_part_employeur", objet="la part de l’employeur"),
    )


def _cdd() -> tuple[Field, ...]:
    return (
        Field(
            "cdd_duree_mois",
            "",
            "la durée du CDD en mois",
            "nombre",
            default=Decimal(12),
            minimum=Decimal("0.1"),
            maximum=Decimal(36),
            unit="mois",
        ),
        Field("cdd_motif", "", "le motif du CDD", "choix", default=str(Motif.ACCROISSEMENT), choices=tuple(Motif)),
        Field("cdd_conges_pris", "", "si les congés du CDD sont pris", "oui_non", default=False),
    )


def _titres_restaurant(baremes: Baremes) -> tuple[Field, ...]:
    names = ("titre_restaurant_part_minimale", "titre_restaurant_part_maximale")
    least, most = (baremes[name] * 100 for name in names)
    return (
        Field(
            "titres_restaurant_nombre",
            "",
            "le nombre de titres-restaurant du mois",
            "nombre",
            default=ZERO,
            maximum=Decimal(31),
        ),
        Field(
            "titres_restaurant_valeur",
            "",
            "la valeur d’un titre-restaurant",
            "euros",
            default=Decimal(10),
            maximum=Decimal(50),
        ),
        Field(
            "titres_restaurant_part_employeur_pct",
            "",
            "la part de l’employeur",
            "pourcent",
            default=least,
            minimum=least,
            maximum=most,
            unit="%",
        ),
    )


def _taxes(baremes: Baremes) -> tuple[Field, ...]:
    return (
        Field(
            "prevoyance_cadre_proratisee",
            "",
            "si le plafond de la prévoyance suit les heures",
            "oui_non",
            default=False,
        ),
        Field(
            "prevoyance_cadre_sante_comprise",
            "",
            "si la complémentaire santé compte dans la prévoyance des cadres",
            "oui_non",
            default=False,
        ),
        _question("redevable_taxe_apprentissage", baremes),
        _question("redevable_taxe_sur_salaires", baremes),
        _question("taxe_sur_salaires_autres", baremes, objet="la taxe annuelle sur les autres salariés"),
        _question("abattement_taxe_sur_salaires", baremes),
        # Outside the reference cases: nothing unless it is typed.
        _question("sante_travail_annuelle", baremes, objet="la cotisation de santé au travail", default=ZERO),
    )


def _most_overtime(baremes: Baremes) -> Decimal:
    """Return the overtime hours of a month that are all of the first bracket."""
    weekly = baremes["heures_supplementaires_premiere_tranche"]
    return heures_mensuelles(weekly, baremes["semaines_par_an"]).quantize(CENT, ROUND_CEILING)


def employer_cost(raw: Mapping[str, Any], baremes: Baremes) -> dict[str, Decimal]:
    """
    Return the `sorties` of one job: EUR/month, exact, and the coefficient of the reduction.

    Raises InvalidInputs for a wrong or unknown key, and for a pay below the Smic.
    """
    return _outputs(Paie(parse(raw, baremes), baremes))


def employer_detail(raw: Mapping[str, Any], baremes: Baremes) -> list[dict[str, Any]]:
    """
    Return every line of the cost with its base, rate and law, amounts as Decimal, EUR/month.

    Raises InvalidInputs as `employer_cost` does.
    """
    return [explained(line, baremes) for line in Paie(parse(raw, baremes), baremes).lines]


def explained(line: CostLine, baremes: Baremes) -> dict[str, Any]:
    """Return one line under its French keys, with the parameters behind it and their sources."""
    return {
        "code": line.heading.name,
        "libelle": line.label,
        "nature": line.kind,
        "montant": line.amount,
        "base": line.base,
        "taux": line.rate,
        "droit": [_source(name, baremes) for name in line.parameters],
    }


def _source(name: str, baremes: Baremes) -> dict[str, Any]:
    value = baremes.dated(name)
    return {
        "parametre": name,
        "titre": baremes.parameters[name].titre,
        "valeur": value.valeur,
        "depuis": value.depuis.isoformat(),
        "texte": value.texte,
        "url": value.url,
    }


def _outputs(paie: Paie) -> dict[str, Decimal]:
    amounts = {line.heading.name: line.amount for line in paie.lines}
    contributions = subtotal(paie.lines, "cotisation")
    return {
        **{name: amounts.get(name, ZERO) for name in LINES},
        "remuneration_brute_totale": paie.assiette,
        "assiette_cotisations": paie.assiette,
        "plafond_ss_proratise": paie.plafond,
        "smic_rgdu_mensuel": paie.smic_reduction_generale_mensuel,
        **_totals(paie.lines),
        "rgdu_coefficient": paie.coefficient_reduction_generale,
        "total_cotisations_avant_reduction": contributions,
        "cotisations_employeur_nettes": contributions + subtotal(paie.lines, "reduction"),
        "cout_total_employeur": total(paie.lines),
    }


def _totals(lines: tuple[CostLine, ...]) -> dict[str, Decimal]:
    """Return the sums of lines that the reference cases give besides, EUR/month."""
    names = dict.fromkeys(heading.summed for heading in HEADINGS.values() if heading.summed)
    return {name: total([line for line in lines if line.heading.summed == name]) for name in names}


def parse(raw: Mapping[str, Any], baremes: Baremes) -> Emploi:
    """Return the checked job; raise InvalidInputs (see `employer_cost`)."""
    typed = read_fields(schema(baremes), raw)
    value = {field.name: field.value(typed[field.name]) for field in schema(baremes)}
    _refuse_part_time_overtime(value, baremes)
    _refuse_below_smic(value["salaire_brut_mensuel"], value["heures_hebdomadaires"], baremes)
    return Emploi(
        salaire_brut_mensuel=value["salaire_brut_mensuel"],
        heures_par_semaine=value["heures_hebdomadaires"],
        heures_supplementaires_mensuelles=value["heures_supplementaires_mensuelles"],
        effectif=value["effectif"],
        cadre=value["cadre"],
        taux_at_mp=value["taux_at_mp_pct"],
        taux_versement_mobilite=value["taux_versement_mobilite_pct"],
        mutuelle_montant_total=value["mutuelle_montant_total"],
        mutuelle_part_employeur=value["mutuelle_part_employeur_pct"],
        contrat=Contrat(value["type_contrat"]),
        motif=Motif(value["cdd_motif"]),
        conges_pris=value["cdd_conges_pris"],
        titres_restaurant=_titres(value),
        prevoyance_cadre_proratisee=value["prevoyance_cadre_proratisee"],
        prevoyance_cadre_sante_comprise=value["prevoyance_cadre_sante_comprise"],
        redevable_taxe_apprentissage=value["redevable_taxe_apprentissage"],
        redevable_taxe_sur_salaires=value["redevable_taxe_sur_salaires"],
        taxe_sur_salaires_autres=value["taxe_sur_salaires_autres"],
        abattement_taxe_sur_salaires=value["abattement_taxe_sur_salaires"],
        sante_travail_annuelle=value["sante_travail_annuelle"],
    )


def _titres(value: Mapping[str, Any]) -> TitresRestaurant | None:
    if not value["titres_restaurant_nombre"]:
        return None
    return TitresRestaurant(
        nombre=value["titres_restaurant_nombre"],
        valeur=value["titres_restaurant_valeur"],
        part_employeur=value["titres_restaurant_part_employeur_pct"],
    )


def _refuse_part_time_overtime(value: Mapping[str, Any], baremes: Baremes) -> None:
    """Raise InvalidInputs for overtime on part time."""
    if est_temps_partiel(value["heures_hebdomadaires"], baremes) and value["heures_supplementaires_mensuelles"]:
        message = "Un temps partiel n’a pas d’heures supplémentaires\u00a0: indiquez 0, ou les heures du contrat."
        raise InvalidInputs([Fault("heures_supplementaires_mensuelles", message)])


def _refuse_below_smic(salaire: Decimal, heures_par_semaine: Decimal, baremes: Baremes) -> None:
    """Raise InvalidInputs when the pay is below the Smic for the contract's hours."""
    minimum = smic_mensuel_du_contrat(heures_par_semaine, baremes)
    if salaire < minimum:
        message = (
            f"Le salaire est inférieur au Smic\u00a0: indiquez au moins {euros(minimum)} "
            f"pour {heures(heures_par_semaine)} par semaine."
        )
        raise InvalidInputs([Fault("salaire_brut_mensuel", message)])
