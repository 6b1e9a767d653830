"""
What a page may show of another site: `[[exceptions]]` of the settings, optional.

The check of texts lets it pass on that page, and the policy allows it there alone. The page on data states it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from estimator.need.fields import Field
from theme.plugins.settings.embedding import NOT_A_SITE, ORIGIN
from theme.plugins.settings.fields import text

SECTION: Final = "exceptions"
#: What each element needs of the policy: a script asks its own site for more, and shows it.
DIRECTIVES: Final = {
    "iframe": ("frame-src",),
    "script": ("script-src", "connect-src", "img-src", "frame-src"),
}
#: What an element of another site may have besides its address: nothing that runs.
ATTRIBUTES: Final = frozenset(
    ("src", "title", "width", "height", "loading", "async", "defer", "id", "class", "allow", "allowfullscreen")
)
#: A page at the site's root, as its address says it: « contact », or « / » for the home page.
_PAGE: Final = re.compile(r"/|/?[a-z0-9-]+/?", re.ASCII)
FIELDS: Final = (
    Field(
        "page",
        "Page",
        "",
        "texte",
        example="contact",
        pattern=_PAGE,
        refusal=('« page » est l’adresse d’une page à la racine du site, par exemple "contact" ; "/" pour l’accueil.'),
    ),
    Field("element", "Élément", "", "choix", example="iframe", choices=tuple(DIRECTIVES)),
    Field(
        "origine",
        "Origine",
        "",
        "texte",
        example="https://www.openstreetmap.org",
        pattern=ORIGIN,
        refusal=f'{NOT_A_SITE}origine = "https://www.openstreetmap.org".',
    ),
    text("raison", "Raison", "montrer sur un plan où je travaille"),
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """One element of one other site, on the page whose file is `page`; `why` is said to visitors."""

    page: str
    element: str
    origin: str
    why: str = ""

    def covers(self, address: str) -> bool:
        """Return whether an address is of the other site."""
        return address == self.origin or address.startswith(f"{self.origin}/")


def allowed(settings: Mapping[str, Any]) -> tuple[Allowed, ...]:
    """Return the exceptions of checked settings."""
    return tuple(
        Allowed(f"{one['page'].strip('/')}/index.html".lstrip("/"), one["element"], one["origine"], one["raison"])
        for one in settings.get(SECTION) or ()
    )
