"""The names that say what the estimator answers: for each need of `[[situations]]`, and for the form's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from estimator.answer.carbon import Carbon
from estimator.answer.comparison import Estimate
from estimator.costs import Cost
from estimator.formatting import euros, euros_ronds, heures, nombre, pourcent, quantite
from estimator.law.dated import Baremes
from estimator.options import INTERIMAIRE, OPTIONS, PRESTATAIRE, SALARIE
from theme.plugins.figures.figure import Figure
from theme.plugins.settings.situations import answers

#: The options, by how their names end.
_OPTIONS: Final = {option.suffix: option.code for option in OPTIONS.values()}
#: How a day without a journey may have been made.
_MODES: Final = ("voiture_thermique", "voiture_electrique", "train", "velo_electrique")
#: A cross-town errand, km.
_ERRAND: Final = 5


@dataclass(frozen=True)
class Need:
    """A need that pages take as an example: its code, its answers as the form takes them, what computes them."""

    code: str
    answers: Mapping[str, Any]
    facts: Mapping[str, Any]

    @cached_property
    def estimate(self) -> Estimate:
        """Return the comparison for this need."""
        estimate: Estimate = self.facts["estimer"](**self.answers)
        return estimate

    @cached_property
    def well_paid(self) -> Estimate | None:
        """Return the same with the highest usual pay, None where no range of it is published."""
        salaries = self.facts["plage"]("salaire_brut_usuel")
        if not salaries:
            return None
        estimate: Estimate = self.facts["estimer"](**{**self.answers, "salaire_brut_temps_plein": salaries[1]})
        return estimate

    @cached_property
    def carbon(self) -> Carbon:
        """Return the CO2 of the journeys that it avoids."""
        carbon: Carbon = self.facts["carbone"](**self.answers)
        return carbon

    def cost(self, name: str) -> Cost | None:
        """Return the cost of the option whose names end so."""
        return _cost(self.estimate, name)


def _cost(estimate: Estimate | None, name: str) -> Cost | None:
    return estimate.options.get(_OPTIONS[name]) if estimate else None


def needs(situations: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]) -> list[Need]:
    """Return the needs of the settings."""
    return [Need(str(item["code"]), answers(item, facts["tarifs"]), facts) for item in situations]


def figures(needs: Sequence[Need], facts: Mapping[str, Any]) -> Iterator[Figure]:
    """Yield the names for each need, then those of the form's own need, and of journeys."""
    for need in needs:
        for name, (origin, formula) in _of_need(need).items():
            yield Figure(f"{name}_{need.code}", f"[[situations]] {need.code} : {origin}", formula)
    for name, (origin, formula) in _of_balance(facts).items():
        yield Figure(name, f"l’estimation, cas par défaut : {origin}", formula)
    yield from _of_journeys(facts["baremes"])


def _of_need(need: Need) -> dict[str, tuple[str, Callable[[], str]]]:
    """Return what a need gives: by name, what it is and how it is computed."""
    table: dict[str, tuple[str, Callable[[], str]]] = {
        "heures": ("les heures par mois", lambda: heures(need.estimate.inputs.heures_par_mois)),
        "salaire_temps_plein": (
            "le salaire brut à temps plein",
            lambda: euros_ronds(need.estimate.inputs.salaire_brut_temps_plein),
        ),
        "conclusion": ("le résultat en une phrase", lambda: str(need.facts["conclusion"](need.estimate))),
        "au_forfait": ("dit qu’un forfait est le moins cher", lambda: _package(need)),
        "ecart_interim": ("l’écart avec l’intérim, par mois", lambda: _gap(need)),
        "heures_payees": ("les heures payées à la salariée", lambda: _hours(need, "payees")),
        "heures_travaillees": ("les heures qu’elle travaille", lambda: _hours(need, "travaillees")),
        "plancher": ("la durée minimale de son contrat", lambda: _floor(need)),
        "co2": ("kg de CO₂ évités par an", lambda: nombre(need.carbon.central, 0)),
        "co2_bas": ("kg de CO₂ évités par an, estimation basse", lambda: nombre(need.carbon.bas, 0)),
        "co2_haut": ("kg de CO₂ évités par an, estimation haute", lambda: nombre(need.carbon.haut, 0)),
        "jours_de_trajet": ("les jours de trajet par semaine", lambda: nombre(need.carbon.trajets_par_semaine)),
        **_of_employee(need),
    }
    for name in _OPTIONS:
        table[f"cout_{name}"] = ("coût par mois", lambda name=name: _amount(need.cost(name), "mensuel"))  # type: ignore[misc]
        table[f"cout_annuel_{name}"] = ("coût par an", lambda name=name: _amount(need.cost(name), "annuel"))  # type: ignore[misc]
        table[f"heure_utile_{name}"] = ("coût d’une heure utile", lambda name=name: _amount(need.cost(name), "horaire"))  # type: ignore[misc]
    for name in (SALARIE.suffix, INTERIMAIRE.suffix):
        table[f"cout_haut_salaire_{name}"] = (
            "coût par mois, au plus haut salaire usuel",
            lambda name=name: _amount(_cost(need.well_paid, name), "mensuel"),  # type: ignore[misc]
        )
    return table


def _of_employee(need: Need) -> dict[str, tuple[str, Callable[[], str]]]:
    """Return the parts of the employee's cost, by name."""

    def amount(part: str) -> str:
        parts = _parts(need)
        return euros(parts[part]) if parts else ""

    def above(with_reduction: bool) -> str:
        parts = _parts(need)
        if not parts:
            return ""
        whole = parts["total"] if with_reduction else parts["total"] + parts["reduction"]
        return pourcent((whole - parts["remuneration"]) / parts["remuneration"], 0)

    return {
        "brut": ("le salaire brut du contrat", lambda: amount("remuneration")),
        "cotisations": ("les cotisations patronales et la complémentaire santé", lambda: amount("cotisation")),
        "reduction": ("la réduction des cotisations", lambda: amount("reduction")),
        "autres_frais": ("ce qui reste : le service de santé au travail", lambda: amount("rest")),
        "surcout": ("ce qui s’ajoute au brut, en pour cent", lambda: above(True)),
        "surcout_sans_reduction": ("le même, sans la réduction", lambda: above(False)),
    }


def _parts(need: Need) -> dict[str, Decimal]:
    """Return the monthly parts of the employee's cost, nothing when there is none."""
    cost = need.cost(SALARIE.suffix)
    if cost is None:
        return {}
    parts = {
        kind: sum((line.amount for line in cost.lines if line.kind == kind), Decimal(0))
        for kind in ("remuneration", "cotisation", "reduction")
    }
    rest = cost.mensuel - parts["remuneration"] - parts["cotisation"] + parts["reduction"]
    return {**parts, "rest": rest, "total": cost.mensuel}


def _amount(cost: Cost | None, period: str) -> str:
    return euros(getattr(cost, period)) if cost else ""


def _package(need: Need) -> str:
    cost = need.cost(PRESTATAIRE.suffix)
    return "au forfait" if cost and cost.facts["forfait"] else ""


def _gap(need: Need) -> str:
    ours, theirs = need.cost(PRESTATAIRE.suffix), need.cost(INTERIMAIRE.suffix)
    return euros(abs(theirs.mensuel - ours.mensuel)) if ours and theirs else ""


def _floor(need: Need) -> str:
    cost = need.cost(SALARIE.suffix)
    return heures(cost.facts["plancher_temps_partiel"]) if cost else ""


def _hours(need: Need, kind: str) -> str:
    cost = need.cost(SALARIE.suffix)
    return heures(getattr(cost.hours, kind), 0) if cost else ""


def _of_balance(facts: Mapping[str, Any]) -> dict[str, tuple[str, Callable[[], str]]]:
    """Return where she and an employee cost the same, in the form's own need. Empty unless there is one such place."""

    def crossing(**answers: Any) -> Decimal | None:
        crossings = facts["estimer"](**answers).seuils_entre(PRESTATAIRE.code, SALARIE.code)
        return crossings[0].heures if len(crossings) == 1 else None

    def usual() -> Decimal | None:
        hours: Decimal | None = facts["seuil"](PRESTATAIRE.code, SALARIE.code)
        return hours

    def rounded(hours: Decimal | None) -> str:
        return heures(hours, 0) if hours else ""

    def short_contract() -> str:
        most, hours = usual(), crossing(derogation_temps_partiel=True)
        return rounded(hours) if most and hours and hours < most else ""

    def high_pay() -> str:
        salaries = facts["plage"]("salaire_brut_usuel")
        return rounded(crossing(salaire_brut_temps_plein=salaries[1])) if usual() and salaries else ""

    def with_desk() -> str:
        most, hours = usual(), crossing(poste_travail_compte=True)
        return rounded(hours) if most and hours and hours > most else ""

    def package() -> str:
        cost = facts["estimer"]().options[PRESTATAIRE.code]
        cheaper = cost.facts["forfait"] and cost.horaire < facts["tarifs"].taux_horaire
        return euros(cost.horaire) if cheaper else ""

    return {
        "equilibre": ("les heures par mois où une salariée coûte autant que vous", lambda: rounded(usual())),
        "equilibre_contrat_court": ("les mêmes, avec un contrat plus court que le minimum", short_contract),
        "equilibre_haut_salaire": ("les mêmes, au plus haut salaire usuel", high_pay),
        "equilibre_avec_poste": ("les mêmes, le poste de travail compté", with_desk),
        "heure_au_forfait": ("votre heure au forfait, s’il coûte moins", package),
    }


def _of_journeys(baremes: Baremes) -> Iterator[Figure]:
    journeys = baremes["semaines_travaillees_par_an"] * 2
    yield Figure("trajets_par_an", "deux trajets par semaine travaillée", lambda: quantite(journeys, "trajet"))
    for mode in _MODES:
        factor = baremes[f"emission_{mode}"]
        year = factor * baremes["distance_trajet_usuelle"] * journeys * baremes["part_effet_rebond"]
        origin = f"kg de CO₂ d’une journée de trajet par semaine, un an : {mode.replace('_', ' ')}"
        yield Figure(f"co2_journee_{mode}", origin, lambda year=year: nombre(year, 1))  # type: ignore[misc]
        grams = factor * _ERRAND * 1000
        origin = f"CO₂ d’une course de {_ERRAND} km : {mode.replace('_', ' ')}"
        yield Figure(f"co2_course_{mode}", origin, lambda grams=grams: f"{nombre(grams, 0)}\u00a0g")  # type: ignore[misc]
