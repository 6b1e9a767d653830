"""Where the estimation page stands: under the slug that its owner gives it."""

from __future__ import annotations

import posixpath
from typing import Final

TEMPLATE: Final = "estimation"
#: The setting that holds its folder: empty for the site's root, None without such a page.
FOLDER: Final = "ESTIMATION_FOLDER"


def inside(folder: str, name: str) -> str:
    """Return the address of a file in the page's folder, from the site's root."""
    return posixpath.join(folder, name)
