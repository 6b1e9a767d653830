"""The look of the site, what Pelican does besides, and what runs in the browser."""

from pathlib import Path
from typing import Final

THEME: Final = Path(__file__).parent
ROOT: Final = THEME.parent
