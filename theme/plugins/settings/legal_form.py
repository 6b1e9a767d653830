"""
The legal form of her business: what the law makes her name say, and what the settings must then hold.

A sole trader's name bears « EI » (art. R. 526-27 of the code de commerce). A company's is followed at once by
its form and its capital (art. L. 223-1, L. 224-1, R. 123-238). Its site says its seat and its registry
(art. R. 123-237; art. 1-1 of the loi n° 2004-575).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from estimator.errors import InvalidInputs
from estimator.formatting import euros_ronds
from estimator.need.fields import Field
from theme.plugins.settings.fields import optional_text
from theme.plugins.texts.agreement import MAN, WOMAN

#: A sole trader, whom « micro-entreprise » is a tax regime of.
EI: Final = "EI"
#: Who acts for a SARL, and for a SAS (art. L. 223-18 and L. 227-6 of the code de commerce).
_MANAGER: Final = {WOMAN: "gérante", MAN: "gérant"}
_PRESIDENT: Final = {WOMAN: "présidente", MAN: "président"}
#: Companies, by what they are commonly called: what must follow their name, and who acts for them. For the law
#: « EURL » and « SASU » are a SARL and a SAS of one owner: those initials would not do.
_COMPANIES: Final = {
    "EURL": ("SARL unipersonnelle (EURL)", _MANAGER),
    "SARL": ("SARL", _MANAGER),
    "SASU": ("SAS unipersonnelle (SASU)", _PRESIDENT),
    "SAS": ("SAS", _PRESIDENT),
}
FORMS: Final = (EI, *_COMPANIES)
FORM: Final = Field(
    "forme",
    "Forme juridique",
    "",
    "choix",
    default=EI,
    choices=FORMS,
    refusal=(
        f"« forme » vaut, entre guillemets, {', '.join(FORMS)}. Une micro-entreprise, ou auto-entreprise, est une EI."
    ),
)
RAISON_SOCIALE: Final = optional_text("raison_sociale", "Raison sociale", "Secrétariat Exemple")
#: The statutes fix the capital of a SARL or a SAS, however small (art. L. 223-2 and L. 227-1).
CAPITAL: Final = Field(
    "capital", "Capital, en euros", "", "euros", Decimal(0), Decimal(1), Decimal(10**9), unit="€", example=1000
)
#: The register, then the town of its office.
_REGISTRY: Final = re.compile(r"\bRCS\s+(?:de\s+|d[’'])?[A-ZÀ-Ý]")


@dataclass(frozen=True, slots=True)
class LegalName:
    """
    Who she is in law.

    `name` is what each page and document must show; `full` says the form in whole words where it has any.
    `signatory` signs for it, `represented` says so in a contract, empty for a sole trader.
    """

    form: str
    name: str
    full: str
    signatory: str
    represented: str

    @property
    def is_company(self) -> bool:
        """Return whether it is a person in law of its own, with a seat."""
        return self.form != EI


def legal_name(identite: Mapping[str, Any]) -> LegalName:
    """Return the legal name of a checked identity."""
    form, person = identite.get(FORM.name, EI), identite["nom"]
    if form == EI:
        name = f"{person} EI"
        return LegalName(form, name, f"{name} (entrepreneur individuel)", name, "")
    company, (mention, heads) = identite[RAISON_SOCIALE.name], _COMPANIES[form]
    head = heads[identite.get("genre", WOMAN)]
    name = f"{company}, {mention} au capital de {euros_ronds(CAPITAL.read(identite[CAPITAL.name]))}"
    return LegalName(form, name, name, f"{person}, {head} de {company}", f"représentée par {person}, {head}")


def faults(identite: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each thing that the form asks for and has not, or has and may not have."""
    form = identite.get(FORM.name, EI)
    company, capital = identite.get(RAISON_SOCIALE.name, ""), identite.get(CAPITAL.name, 0)
    # What is neither a form nor a text is told by its field.
    if form not in FORMS or not isinstance(company, str):
        return
    if form == EI:
        yield from _sole_trader_faults(company, capital)
    else:
        yield from _company_faults(form, company, identite)


def _sole_trader_faults(company: str, capital: Any) -> Iterator[tuple[str, str]]:
    for key, value in ((RAISON_SOCIALE.name, company.strip()), (CAPITAL.name, capital)):
        if value:
            yield key, f"Une EI porte votre nom et n’a pas de « {key} ». Effacez cette ligne, ou changez « forme »."


def _company_faults(form: str, company: str, identite: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not company.strip():
        key, example = RAISON_SOCIALE.name, RAISON_SOCIALE.example
        message = f"« {key} » manque : une {form} a un nom, celui de ses statuts. Écrivez par exemple :"
        yield key, f'{message} {key} = "{example}".'
    try:
        CAPITAL.read(identite.get(CAPITAL.name, CAPITAL.default))
    except InvalidInputs:
        key = CAPITAL.name
        yield key, f"« {key} » manque : la loi veut qu’une {form} l’écrive, en euros. Par exemple : {key} = 1000."
    registration = identite.get("immatriculation", "")
    # What is no text is told with the other texts.
    if isinstance(registration, str) and not _REGISTRY.search(registration):
        message = f"Une {form} écrit « RCS » et la ville de son greffe. Écrivez par exemple :"
        yield "immatriculation", f'{message} immatriculation = "RCS Rennes".'
