"""The sites that may show the estimator inside their own pages: `[integration]` of the settings, optional."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

SECTION: Final = "integration"
KEY: Final = "sites"
#: The page without letterhead that another site may show, under the estimation page.
FRAME: Final = "integrer/cadre"
#: What a browser compares: a scheme and a name, without a path.
ORIGIN: Final = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?", re.ASCII)
EXAMPLE: Final = '["https://www.mon-site.fr"]'


def sites(settings: Mapping[str, Any]) -> list[str]:
    """Return the origins that checked settings name, none where the section is left out."""
    return list(settings.get(SECTION, {}).get(KEY, []))


def faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (section, key, message) for each mistake."""
    said = settings.get(SECTION, {})
    if not isinstance(said, Mapping):
        yield SECTION, "", f"« {SECTION} » est une section : écrivez [{SECTION}] seul sur sa ligne."
        return
    listed = said.get(KEY, [])
    if not isinstance(listed, list):
        yield SECTION, KEY, f"« {KEY} » est une liste d’adresses, par exemple {KEY} = {EXAMPLE}."
        return
    for site in listed:
        if not isinstance(site, str) or not ORIGIN.fullmatch(site):
            yield (
                SECTION,
                KEY,
                f"« {str(site)[:80]} » n’est pas l’adresse d’un site. Commencez par https://, finissez par .fr, .com…, "
                f"en minuscules, sans rien après : {KEY} = {EXAMPLE}.",
            )
