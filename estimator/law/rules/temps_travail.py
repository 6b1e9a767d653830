"""Hours: worked against paid, contract against overtime."""

from __future__ import annotations

from decimal import Decimal


def heures_mensuelles(heures_par_semaine: Decimal, semaines_par_an: Decimal) -> Decimal:
    """
    Return the hours paid in an average month, hours/month.

    Source: C. trav. art. L. 3242-1 (mensualisation): weekly hours × 52 / 12, unrounded.
    """
    return heures_par_semaine * semaines_par_an / 12


def heures_par_semaine_payees(
    heures_travaillees_mensuelles: Decimal,
    *,
    heures_payees_par_an: Decimal,
    heures_travaillees_par_an: Decimal,
    semaines_par_an: Decimal,
) -> Decimal:
    """
    Return the weekly hours to pay so that `heures_travaillees_mensuelles` are really worked.

    Source: C. trav. art. L. 3121-41: 1 607 hours worked in the year for 1 820 paid. Leave and public holidays are
    paid and not worked.
    """
    worked_in_year = heures_travaillees_mensuelles * 12
    return worked_in_year * heures_payees_par_an / heures_travaillees_par_an / semaines_par_an


def heures_travaillees_mensuelles(
    heures_par_semaine: Decimal,
    *,
    heures_payees_par_an: Decimal,
    heures_travaillees_par_an: Decimal,
    semaines_par_an: Decimal,
) -> Decimal:
    """Return the hours really worked in an average month, hours/month: the inverse of the function above."""
    return heures_par_semaine * semaines_par_an * heures_travaillees_par_an / heures_payees_par_an / 12


def part_des_semaines(
    semaines: Decimal,
    *,
    heures_payees_par_an: Decimal,
    heures_travaillees_par_an: Decimal,
    semaines_par_an: Decimal,
) -> Decimal:
    """
    Return the share of the hours worked in a year that fall in `semaines` weeks of it, at most 1.

    Leave and public holidays fall in the other weeks first. Source: C. trav. art. L. 3242-1: pay is the same
    every month. L. 3121-41: 1 607 hours worked for 1 820 paid are 45.9 weeks of 52.
    """
    return min(Decimal(1), semaines * heures_payees_par_an / heures_travaillees_par_an / semaines_par_an)


def heures_contrat(heures_utiles: Decimal, *, plancher: Decimal, duree_legale: Decimal) -> Decimal:
    """
    Return the weekly hours of the contract, from `plancher` to `duree_legale`.

    Source: C. trav. art. L. 3123-27: 24 hours, unless an exception applies and `plancher` is 0. L. 3121-27: 35 hours,
    beyond which hours are « heures supplémentaires ».
    """
    return min(max(heures_utiles, plancher), duree_legale)


def remuneration_heures_supplementaires(heures: Decimal, *, taux_horaire: Decimal, majoration: Decimal) -> Decimal:
    """
    Return the pay of `heures` overtime hours of the first bracket, EUR for the same period.

    Source: C. trav. art. L. 3121-36: 25 % more for each of the first eight hours of a week.
    """
    return heures * (taux_horaire * (1 + majoration))
