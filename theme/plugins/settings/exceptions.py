"""
What a page may show of another site: `[[exceptions]]` of the settings, optional.

The check of texts lets it pass on that page, the policy allows it there alone, and the page on data states it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from theme.plugins.settings.embedding import ORIGIN

SECTION: Final = "exceptions"
PAGE, ELEMENT, ORIGIN_KEY, WHY = KEYS = ("page", "element", "origine", "raison")
#: What each element needs of the policy: a script asks its own site for more, and shows it.
DIRECTIVES: Final = {
    "iframe": ("frame-src",),
    "script": ("script-src", "connect-src", "img-src", "frame-src"),
}
_CHOICES: Final = " ou ".join(f'"{name}"' for name in DIRECTIVES)
#: What an element of another site may have besides its address: nothing that runs.
ATTRIBUTES: Final = frozenset(
    ("src", "title", "width", "height", "loading", "async", "defer", "id", "class", "allow", "allowfullscreen")
)
#: A page at the site's root, as its address says it: « contact », or « / » for the home page.
_PAGE: Final = re.compile(r"/|/?[a-z0-9-]+/?", re.ASCII)
EXAMPLE: Final = {
    PAGE: "contact",
    ELEMENT: "iframe",
    ORIGIN_KEY: "https://www.openstreetmap.org",
    WHY: "montrer sur un plan où je travaille",
}


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
        Allowed(f"{one[PAGE].strip('/')}/index.html".lstrip("/"), one[ELEMENT], one[ORIGIN_KEY], one[WHY])
        for one in settings.get(SECTION) or ()
    )


def faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (section, key, message) for each mistake."""
    listed = settings.get(SECTION, [])
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        yield SECTION, "", f"Chaque exception est un bloc : écrivez [[{SECTION}]] seul sur sa ligne."
        return
    for index, one in enumerate(listed):
        for key, message in _faults_of(one):
            yield f"{SECTION}[{index}]", key, message


def _faults_of(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in one:
        if key not in KEYS:
            yield key, f"« {key} » n’existe pas dans [[{SECTION}]]. Clés connues : {', '.join(KEYS)}."
    for key in KEYS:
        value = one.get(key)
        if not isinstance(value, str) or not value.strip():
            yield key, f'« {key} » manque dans [[{SECTION}]]. Écrivez par exemple : {key} = "{EXAMPLE[key]}".'
        elif key == PAGE and not _PAGE.fullmatch(value):
            yield (
                key,
                f'« {key} » est l’adresse d’une page à la racine du site, par exemple "contact" ; "/" pour l’accueil.',
            )
        elif key == ELEMENT and value not in DIRECTIVES:
            yield key, f"« {key} » vaut {_CHOICES}."
        elif key == ORIGIN_KEY and not ORIGIN.fullmatch(value):
            yield (
                key,
                (
                    f"« {value[:80]} » n’est pas l’adresse d’un site. Commencez par https://, finissez par .fr, .com…, "
                    f'en minuscules, sans rien après : {key} = "{EXAMPLE[key]}".'
                ),
            )
