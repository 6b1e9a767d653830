"""What a text says by mistake: words left to be written, an address misspelt, a price that the settings deny."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from estimator.formatting import euros
from theme.plugins.checks.source_lines import Line
from theme.plugins.texts.mail_addresses import MAIL, misspelt

#: Words that hold a place until the true ones come.
UNWRITTEN: Final = re.compile(
    r"\b(?:TODO|FIXME|TBD|X{3,}|À (?:COMPL[EÉ]TER|R[EÉ]DIGER|RELIRE|V[EÉ]RIFIER))\b"
    r"|\b(?i:lorem ipsum|texte à venir|ici votre texte)\b"
)
#: Columns pasted from a word processor; what stands before the first tabulation may also be a bullet or a number.
COLUMNS: Final = re.compile(r"\w\w *\t+ *\w")
#: An amount, then « euros » and perhaps « hors taxes ».
_AMOUNT: Final = (
    r"(?<![\d,.])(?P<amount>\d{1,3}(?:[ \u00a0\u202f]\d{3})*(?:[,.]\d{1,2})?|\d+(?:[,.]\d{1,2})?)[ \u00a0\u202f]?(?:€|euros?\b)"
    r"(?: (?:HT|hors taxes?|TTC))?"
)
HOURLY: Final = re.compile(
    rf"{_AMOUNT}[ \u00a0]?(?:/ ?h(?:eure)?\b|(?:de |par |à )?(?:l['’]|chaque )?heure\b)", re.IGNORECASE
)
#: Who else is paid by the hour: a sentence about them tells no price of hers.
OTHERS: Final = re.compile(
    r"\b(?:smic|salari|int[ée]rim|agence|employ|embauch|brut|march[ée]|concurren|d['’]autres)", re.I
)
#: A name of a package, then its price not far behind in the same sentence.
_NEAR: Final = 40


def line_warnings(line: str) -> Iterator[str]:
    """Yield what a line of a text seems to say by mistake."""
    unwritten = UNWRITTEN.search(line)
    if unwritten:
        yield f"« {unwritten[0]} » semble attendre votre texte. Écrivez-le, ou supprimez ces mots."
    if COLUMNS.search(line):
        yield "Une tabulation ne fait pas de colonnes : tout se suivra. Faites un tableau : | un | deux |."
    for mail in MAIL.finditer(line):
        host = misspelt(mail[0])
        if host:
            yield f"« {mail[0]} » : vouliez-vous écrire {host} ?"


def price_warnings(lines: Iterable[Line], settings: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield (line, message) of each price typed in a text that is none of the settings'."""
    hourly = _hourly_rates(settings)
    known = ", ".join(euros(rate) for rate in sorted(hourly))
    named = list(_named_prices(settings))
    for number, line in lines:
        if "€" not in line and "euro" not in line:
            continue
        text = line.replace("’", "'")
        for price in HOURLY.finditer(text):
            if _amount(price) not in hourly and not OTHERS.search(text):
                yield number, _denied(price["amount"], f"vos prix de l’heure sont {known}")
        for pattern, prices, sentence in named:
            match = pattern.search(text)
            if match and _amount(match) not in prices:
                yield number, _denied(match["amount"], sentence)


def _named_prices(settings: Mapping[str, Any]) -> Iterator[tuple[re.Pattern[str], set[Decimal], str]]:
    """Yield how a text tells the price of a task or package, the right prices, and the sentence with them."""
    by_unit: dict[str, list[Mapping[str, Any]]] = {}
    for task in settings.get("taches", []):
        by_unit.setdefault(task["unite"], []).append(task)
    for unit, tasks in by_unit.items():
        pattern = rf"{_AMOUNT}[ \u00a0]?(?:par|la|le|l'|/) ?{_typed(unit)}\b"
        sentence = " ou ".join(_costs(task) for task in tasks)
        yield re.compile(pattern, re.IGNORECASE), {_decimal(task["prix"]) for task in tasks}, sentence
    for package in settings.get("forfaits", []):
        pattern = rf"\b{_typed(package['nom'])}\b[^.;!?\n]{{0,{_NEAR}}}?{_AMOUNT}"
        yield re.compile(pattern, re.IGNORECASE), {_decimal(package["prix"])}, _costs(package)


def _costs(thing: Mapping[str, Any]) -> str:
    return f"« {thing['nom']} » coûte {euros(_decimal(thing['prix']))}"


def _hourly_rates(settings: Mapping[str, Any]) -> set[Decimal]:
    """Return every price of an hour that the settings give, surcharges and packages included, to the cent."""
    tarifs = settings["tarifs"]
    rates = [tarifs["taux_horaire"], tarifs.get("taux_horaire_sur_place", 0)]
    rates += [specialite["taux_horaire"] for specialite in settings.get("specialites", [])]
    whole = [_decimal(rate) for rate in rates if rate]
    more = [_decimal(percent) / 100 for percent in settings.get("majorations", {}).values()]
    prices = [rate * (1 + part) for rate in whole for part in (Decimal(0), *more)]
    prices += [_decimal(package["prix"]) / _decimal(package["heures"]) for package in settings.get("forfaits", [])]
    prices += [
        _decimal(task["prix"]) for task in settings.get("taches", []) if task["unite"].lower().startswith("heure")
    ]
    return {rate.quantize(Decimal("0.01")) for rate in prices}


def _typed(words: str) -> str:
    """Return the pattern of words as a text may type them."""
    return re.escape(words.replace("’", "'"))


def _denied(amount: str, sentence: str) -> str:
    return (
        f"« {amount} € » est tapé ici, et vos réglages disent autre chose : {sentence}. Si c’est votre prix, nommez-le "
        "entre deux accolades au lieu de le taper."
    )


def _amount(match: re.Match[str]) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", match["amount"]).replace(",", "."))


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value).replace(",", "."))
