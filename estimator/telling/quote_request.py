"""
What a visitor asks the secretary for: his need in words, the lines of her price, what he assumed.

The mail, the printed sheet and the CSV file all read one `QuoteRequest`. It asks for a quote and
is none: only what she then sends binds her.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlsplit

from ..costs import CostLine
from ..formatting import NARROW_NO_BREAK, NO_BREAK, date_longue, euros, heures, nombre
from ..law.dated import Baremes
from ..money import ZERO
from ..need.charges import SWITCH
from ..need.fields import Field
from ..need.inputs import Inputs
from ..need.questions import MINUTES, VOLUME, schema
from ..need.tarifs import Tarifs
from ..options import PRESTATAIRE
from .analysis import Analysis, analyse
from .proof import product
from .sentences import plain_text

#: Mail programs cut longer addresses.
LONGEST_ADDRESS: Final = 1900
#: Said in place of what is left out of it.
_MORE_ANSWERS: Final = "- la suite de mes réponses est dans l’estimation"
_MORE_TASKS: Final = "- la suite des tâches est dans l’estimation"
#: Said by the need's own sentences, or none of her business.
_OF_ANOTHER: Final = frozenset({"devis_recu", "devis_tva"})
_IN_THE_SENTENCE: Final = frozenset({"heures_par_mois", "ponctuel", "besoin", "duree_mois"}) | _OF_ANOTHER
#: Parts of the form that describe the work; the others compare it with something else.
_OF_THE_NEED: Final = ("essentiel", "besoin")


@dataclass(frozen=True, slots=True)
class Contact:
    """
    Who receives the request, as the site's legal notices name her.

    `nom` is her name in law, its form included, `adresse` one text per line. `formulaire` is the https address that
    takes her form, empty without one.
    """

    nom: str
    siret: str
    adresse: tuple[str, ...]
    telephone: str
    courriel: str
    numero_tva: str = ""
    formulaire: str = ""

    @property
    def hote(self) -> str:
        """Return the name of the machine that takes her form."""
        return urlsplit(self.formulaire).hostname or ""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    An answer of the form as it reads, and whether the visitor changed it.

    `always_told` marks an assumption that no cost line shows: a table tells it too.
    """

    label: str
    value: str
    changed: bool
    always_told: bool = False


@dataclass(frozen=True, slots=True)
class QuoteRequest:
    """
    One request: the answer it comes from, who gets it, and the link that reopens it.

    `hers` is the answer at her own prices: another, where the visitor compares a quote he received.

    `besoin` is the work in a sentence, then one per task. `precisions` are the other answers about the work that
    differ from the defaults. `hypotheses` are what the comparison assumes.
    """

    analysis: Analysis
    hers: Analysis
    contact: Contact
    link: str
    besoin: tuple[str, ...]
    precisions: tuple[Answer, ...]
    hypotheses: tuple[Answer, ...]

    @property
    def lignes(self) -> tuple[CostLine, ...]:
        """Return the lines of the secretary's price."""
        return self.hers.estimate.options[PRESTATAIRE.code].lines

    @property
    def mention_tva(self) -> str:
        """Return what her price says of VAT: the legal mention of a franchise, or whether the tax is in it."""
        franchise: str | None = self.hers.estimate.options[PRESTATAIRE.code].facts["mention_tva"]
        if franchise:
            return franchise
        return "Prix hors taxe" if self.hers.estimate.inputs.tva_deductible else "TVA comprise"

    @property
    def her_link(self) -> str:
        """Return the link as she gets it: what another secretary asked is none of her business."""
        page, mark, fragment = self.link.partition("#")
        pairs = [pair for pair in fragment.split("&") if pair.partition("=")[0] not in _OF_ANOTHER]
        return f"{page}{mark}{'&'.join(pairs)}"

    @property
    def subject(self) -> str:
        """Return the subject of the mail."""
        return f"Demande de devis{NO_BREAK}: {self.besoin[0]}"

    @property
    def message(self) -> str:
        """Return the whole mail, one line under the other."""
        return _message(self, *next(_versions(self)))

    @property
    def mailto(self) -> str:
        """
        Return the address that opens the visitor's mail program, shortened where it would be too long.

        Answers go first, from the last. Then the lines of the price, all at once: fewer of them would not come to the
        total. Then tasks. Each part says that it is cut.
        """
        for version in _versions(self):
            address = _mailto(self, _message(self, *version))
            if len(address) <= LONGEST_ADDRESS:
                break
        return address


def quote_request(analysis: Analysis, contact: Contact, link: str, baremes: Baremes) -> QuoteRequest:
    """Return the request that an answer makes."""
    inputs, tarifs = analysis.estimate.inputs, analysis.estimate.tarifs
    fields = [field for field in schema(baremes, tarifs) if not field.name.startswith(VOLUME)]
    of_need = [field for field in fields if field.group in _OF_THE_NEED and not field.parameter]
    precisions = (_answer(field, inputs) for field in of_need if field.name not in _IN_THE_SENTENCE)
    hypotheses = (_answer(field, inputs) for field in fields if field not in of_need and _counts(field, inputs))
    hers = analyse(inputs.with_values(devis_recu=ZERO), tarifs, baremes) if inputs.devis_recu else analysis
    return QuoteRequest(
        analysis=analysis,
        hers=hers,
        contact=contact,
        link=link,
        besoin=tuple(_need(inputs, tarifs)),
        precisions=tuple(answer for answer in precisions if answer.changed),
        hypotheses=tuple(hypotheses),
    )


def contact(raw: dict[str, Any]) -> Contact:
    """Return the contact that the page holds as JSON: the build wrote it from checked settings."""
    return Contact(**{**raw, "adresse": tuple(raw["adresse"])})


def _need(inputs: Inputs, tarifs: Tarifs) -> Iterator[str]:
    months = f"{nombre(inputs.duree_mois)}{NO_BREAK}mois"
    if not inputs.volumes:
        hours = heures(inputs.heures_par_mois)
        yield (
            f"une mission de {hours} de secrétariat"
            if inputs.ponctuel
            else f"{hours} de secrétariat par mois, pendant {months}"
        )
        return
    yield "une mission, à la tâche" if inputs.ponctuel else f"des tâches chaque mois, pendant {months}"
    taches = {tache.code: tache for tache in tarifs.taches}
    for code, quantity in inputs.volumes:
        yield f"{taches[code].nom}{NO_BREAK}: {nombre(quantity)} (unité{NO_BREAK}: {taches[code].unite})"


def _counts(field: Field, inputs: Inputs) -> bool:
    """Return whether an assumption bears on the answer: not while its switch is off, nor a question left alone."""
    if field.name.startswith(MINUTES):
        return field.name.removeprefix(MINUTES) in dict(inputs.volumes)
    switch = SWITCH.get(field.name)
    if switch and not inputs.value(switch):
        return False
    return bool(field.parameter) or inputs.changed(field)


def _answer(field: Field, inputs: Inputs) -> Answer:
    value = inputs.answer(field)
    text = date_longue(value) if field.kind == "date" else field.show(value)
    return Answer(field.label, text, inputs.changed(field), field.name.startswith(MINUTES))


def _price_lines(request: QuoteRequest) -> list[str]:
    return [f"- {line.label}{NO_BREAK}: {_price(line)}" for line in request.lignes]


def _price(line: CostLine) -> str:
    calculation = plain_text(product(line))
    return f"{calculation} = {euros(line.amount)}" if calculation else euros(line.amount)


def _changed(request: QuoteRequest) -> list[str]:
    answers = (*request.precisions, *(answer for answer in request.hypotheses if answer.changed))
    return [f"- {answer.label}{NO_BREAK}: {answer.value}" for answer in answers]


def _tasks(request: QuoteRequest) -> list[str]:
    return [f"- {task}" for task in request.besoin[1:]]


def _versions(request: QuoteRequest) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield tasks, lines of the price and answers as a mail may hold them, from the whole to nothing."""
    tasks, prices, changed = _tasks(request), _price_lines(request), _changed(request)
    yield tasks, prices, changed
    for answers in _cuts(changed, _MORE_ANSWERS):
        yield tasks, prices, answers
    answers = [_MORE_ANSWERS] if changed else []
    yield tasks, [], answers
    for some in _cuts(tasks, _MORE_TASKS):
        yield some, [], answers
    yield [], [], []


def _cuts(lines: list[str], more: str) -> Iterator[list[str]]:
    """Yield fewer and fewer of the lines, from the first, with `more` in place of the others."""
    for count in reversed(range(len(lines))):
        yield [*lines[:count], more]


def _message(request: QuoteRequest, tasks: list[str], prices: list[str], changed: list[str]) -> str:
    estimate = request.hers.estimate
    total = f"Total{NO_BREAK}: {euros(estimate.options[PRESTATAIRE.code].mensuel)} {estimate.inputs.periode}"
    answers = ["", f"Mes réponses{NO_BREAK}:", *changed] if changed else []
    return "\n".join(
        [
            "Bonjour,",
            "",
            f"Je souhaite recevoir un devis pour {request.besoin[0]}.",
            *tasks,
            "",
            f"Votre estimation, avec le droit au {date_longue(estimate.day)}{NO_BREAK}:",
            *prices,
            f"{total}{'' if prices else ' (le calcul est dans l’estimation)'}. {request.mention_tva}.",
            *answers,
            "",
            f"L’estimation entière{NO_BREAK}:",
            request.her_link,
            "",
            f"Mon activité{NO_BREAK}:",
            f"Début souhaité{NO_BREAK}:",
            f"Pour me joindre (téléphone, moments préférés){NO_BREAK}:",
            "",
            "Cordialement,",
            "",
        ]
    )


def _mailto(request: QuoteRequest, message: str) -> str:
    return f"mailto:{request.contact.courriel}?subject={_encoded(request.subject)}&body={_encoded(message)}"


def _encoded(text: str) -> str:
    """Return a text as an address holds it: lines of a mail end with both characters, no-break spaces are plain."""
    plain = text.replace(NO_BREAK, " ").replace(NARROW_NO_BREAK, " ").replace("\n", "\r\n")
    return quote(plain, safe="")
