"""The sites that may show the estimator inside their own pages: `[integration]` of the settings, optional."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from estimator.need.fields import Field

SECTION: Final = "integration"
KEY: Final = "sites"
#: The page without letterhead that another site may show, under the estimation page.
FRAME: Final = "integrer/cadre"
#: What a browser compares: a scheme and a name, without a path.
ORIGIN: Final = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?", re.ASCII)
NOT_A_SITE: Final = (
    "« {value} » n’est pas l’adresse d’un site. Commencez par https://, finissez par .fr, .com…, "
    "en minuscules, sans rien après : "
)
FIELDS: Final = (
    Field(
        KEY,
        "Adresses de ces sites",
        "",
        "liste",
        default=(),
        example='["https://www.mon-site.fr"]',
        pattern=ORIGIN,
        refusal=f'{NOT_A_SITE}{KEY} = ["https://www.mon-site.fr"].',
    ),
)


def sites(settings: Mapping[str, Any]) -> list[str]:
    """Return the origins that checked settings name, none where the section is left out."""
    return list(settings.get(SECTION, {}).get(KEY, []))
