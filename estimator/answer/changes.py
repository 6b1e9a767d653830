"""
What would change the ranking: another answer to a question, or another value of an assumption.

Nothing is told that the form would refuse. What changes the winner comes first, answers before
values: a switch decides more surely than a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Final

from ..law.conventions import parametre_plancher
from ..law.dated import Baremes
from ..money import CENT
from ..need.charges import CHARGES, SWITCH
from ..need.faults import faults_between
from ..need.fields import Field
from ..need.inputs import PAY, Inputs
from ..need.questions import schema
from ..options import INTERIMAIRE, OPTIONS, SALARIE
from .comparison import SCENARIOS, Estimate, ranked, unlawful
from .sensitivity import Flip, flips

_EMPLOYEE: Final = (SALARIE.code,)
#: The questions of which each other answer is tried, with the options they bear on. What is asked for stays.
TRIED: Final[dict[str, tuple[str, ...]]] = {
    "tva_deductible": tuple(OPTIONS),
    "salaire_specialite": (SALARIE.code, INTERIMAIRE.code),
    "motif_cdd": tuple(OPTIONS),
    "convention_collective": (SALARIE.code, INTERIMAIRE.code),
    "derogation_temps_partiel": (SALARIE.code, INTERIMAIRE.code),
    "fonctions_support": _EMPLOYEE,
    "redevable_taxe_apprentissage": _EMPLOYEE,
    "redevable_taxe_sur_salaires": _EMPLOYEE,
    "abattement_taxe_sur_salaires": _EMPLOYEE,
    **dict.fromkeys([charge.switch.name for charge in CHARGES], _EMPLOYEE),
    "motif_interim": (INTERIMAIRE.code,),
}


def changes(estimate: Estimate, baremes: Baremes) -> tuple[Flip, ...]:
    """Return what would change the ranking, the most decisive first."""
    fields = {field.name: field for field in schema(baremes, estimate.tarifs)}
    form = _Form(estimate, baremes)
    answers = list(_answers(estimate, fields, form))
    turning = {flip.champ for flip in answers}
    # Where counting a charge is enough, no amount of it is told besides.
    values = [flip for flip in _values(estimate, fields, form) if SWITCH.get(flip.champ) not in turning]
    return tuple(sorted([*answers, *values], key=lambda flip: _decisiveness(flip, estimate)))


class _Form:
    """The answers of a need as the form holds them: what it would refuse of other ones."""

    def __init__(self, estimate: Estimate, baremes: Baremes) -> None:
        self.baremes = baremes
        self._tarifs = estimate.tarifs
        self._typed = {field.name: estimate.inputs.answer(field) for field in schema(baremes, estimate.tarifs)}

    def takes(self, field: Field, typed: Any) -> bool:
        """Return whether the form takes another answer to one question; a charge is then counted."""
        switch = {SWITCH[field.name]: True} if field.name in SWITCH else {}
        answers = {**self._typed, **switch, field.name: typed}
        return field.accepts(typed) and not faults_between(answers, self.baremes, self._tarifs)


def as_typed(flip: Flip, field: Field) -> Decimal:
    """Return the value from which the ranking is another, as typed: in whole euros where the form takes them."""
    scale = 100 if field.kind == "pourcent" else 1
    rounding = ROUND_FLOOR if flip.valeur < flip.actuel else ROUND_CEILING
    exact: Decimal = flip.valeur * scale
    if field.kind == "euros" and field.accepts(whole := exact.quantize(Decimal(1), rounding)):
        return whole
    return exact.quantize(Decimal(1) if field.kind == "entier" else CENT, rounding)


def _decisiveness(flip: Flip, estimate: Estimate) -> tuple[bool, bool, Decimal]:
    """Return a key: a new winner first, an answer before a value, then what moves most, or is nearest."""
    another = flip.classement[0] != estimate.ranking[0]
    return (not another, not flip.is_answer, flip.distance)


def _answers(estimate: Estimate, fields: dict[str, Field], form: _Form) -> Iterator[Flip]:
    """Yield the answers that change the ranking, one for each question: the one that moves costs most."""
    for field in (fields[name] for name in TRIED if name in fields):
        others = [answer for answer in _others(field, estimate, form.baremes) if form.takes(field, answer)]
        turned = [_turned(field, answer, estimate, form.baremes) for answer in others]
        if decided := [flip for flip in turned if flip]:
            yield _most_decisive(decided, estimate)


def _most_decisive(answers: list[Flip], estimate: Estimate) -> Flip:
    """Return the answer that moves costs most; of agreements, as nobody chooses his branch, the first of the form."""

    def weight(flip: Flip) -> tuple[Any, ...]:
        key = _decisiveness(flip, estimate)
        return key[:2] if flip.champ == "convention_collective" else key

    return min(answers, key=weight)


def _others(field: Field, estimate: Estimate, baremes: Baremes) -> Iterable[Any]:
    """Return the other answers to a question, in the form's order; of agreements, one for each floor."""
    current = estimate.inputs.value(field.name)
    if field.kind == "oui_non":
        # Without a speciality's pay there is nothing to refuse.
        idle = field.name == "salaire_specialite" and not estimate.inputs.paye_comme_specialiste
        return () if idle else (not current,)
    others = [answer for answer in field.choices if answer != current]
    if field.name != "convention_collective":
        return others
    floors = {baremes[parametre_plancher(answer)]: answer for answer in reversed(others)}
    floors.pop(baremes[parametre_plancher(current)], None)
    return [answer for answer in others if answer in floors.values()]


def _turned(field: Field, answer: Any, estimate: Estimate, baremes: Baremes) -> Flip | None:
    """Return what becomes of the ranking with another answer, None where it stays."""
    need = _answered(field, answer, estimate, baremes)
    lawful = [name for name in OPTIONS if name not in unlawful(need, baremes)]
    costs = {
        name: SCENARIOS[name].mensuel(need, estimate.tarifs, baremes)
        if name in TRIED[field.name]
        else estimate.options[name].mensuel
        for name in lawful
    }
    ranking = ranked(costs)
    common = [name for name in estimate.ranking if name in costs]
    if ranking[0] == estimate.ranking[0] and [name for name in ranking if name in common] == common:
        return None
    moved = max(abs(costs[name] - estimate.options[name].mensuel) for name in lawful)
    return Flip(field.name, estimate.inputs.value(field.name), answer, -moved, ranking)


def _answered(field: Field, answer: Any, estimate: Estimate, baremes: Baremes) -> Inputs:
    """Return the need with another answer, and what follows from it."""
    if field.name != "salaire_specialite":
        return estimate.inputs.with_values(**{field.name: answer})
    general = next(one for one in schema(baremes, estimate.tarifs) if one.name == PAY).default
    return estimate.inputs.with_values(salaire_specialite=answer, paye_comme_specialiste=False, **{PAY: general})


def _values(estimate: Estimate, fields: dict[str, Field], form: _Form) -> Iterator[Flip]:
    """Yield the values of assumptions that change the ranking, and that the form takes as they are told."""
    for flip in flips(estimate, form.baremes):
        if form.takes(fields[flip.champ], as_typed(flip, fields[flip.champ])):
            yield flip
