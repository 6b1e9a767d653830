"""
An estimate as a CSV file that French Excel and LibreOffice open by themselves.

Semicolons, decimal commas, CRLF, UTF-8 with its mark. Numbers have up to six decimals: base × rate
and the sum of lines can be checked in the sheet.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ..costs import Cost
from ..formatting import nombre
from ..law.dated import Baremes
from ..options import OPTIONS
from .proof import Proof
from .quote_request import QuoteRequest

MARK: Final = "\ufeff"
HEADER: Final = ("Option", "Ligne", "Base", "Unité de la base", "Taux ou prix", "Montant en euros", "Texte ou source")
#: What a spreadsheet takes for a formula at the start of a cell. Some read the wide signs of Japanese too.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SIX_DECIMALS: Final = Decimal("0.000001")

Row = tuple[str | Decimal | None, ...]


def spreadsheet(request: QuoteRequest, baremes: Baremes) -> str:
    """Return the whole file as text: the need, then the three costs line by line, with their totals."""
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_cell(value) for value in row] for row in _rows(request, baremes)])
    return MARK + written.getvalue()


def _cell(value: str | Decimal | None) -> str:
    if isinstance(value, Decimal):
        exact = value.quantize(_SIX_DECIMALS, ROUND_HALF_UP)
        return f"{exact.normalize() + 0:f}".replace(".", ",")
    text = value or ""
    # A text that begins so would be computed: an apostrophe makes it a text for every spreadsheet.
    return f"'{text}" if text.startswith(FORMULA) else text


def _rows(request: QuoteRequest, baremes: Baremes) -> Iterator[Row]:
    estimate = request.analysis.estimate
    for sentence in request.besoin:
        yield "Besoin", sentence
    hypotheses = [one for one in request.hypotheses if one.changed or one.always_told]
    for answer in (*request.precisions, *hypotheses):
        yield answer.label, answer.value
    yield "Droit en vigueur au", f"{estimate.day:%d/%m/%Y}"
    yield "Montants", f"en euros, {estimate.inputs.periode}"
    yield "Lien vers cette estimation", request.link
    yield ()
    yield HEADER
    proof = Proof(estimate, baremes)
    for code, option in OPTIONS.items():
        if code in estimate.refusals:
            label = "Interdit pour ce besoin, prix de référence"
            yield option.name, label, None, None, None, None, estimate.refusals[code].reason
        yield from _cost_rows(option.name, estimate.options[code], request, proof)


def _cost_rows(title: str, cost: Cost, request: QuoteRequest, proof: Proof) -> Iterator[Row]:
    for line in cost.lines:
        texts = [*(source.texte for source in proof.sources(line)), *proof.notes(line)]
        yield title, line.label, line.base, line.heading.unit, line.rate, line.signed, " / ".join(texts)
    yield title, f"Total {request.analysis.estimate.inputs.periode}", None, None, None, cost.mensuel
    if not request.analysis.estimate.inputs.ponctuel:
        yield title, f"Total sur {nombre(cost.duree)} mois", None, None, None, cost.total
    yield title, "Par heure réellement travaillée", None, None, None, cost.horaire
