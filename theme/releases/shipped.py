"""What a release brings ready made, so that no Node is needed: whole, or made again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from requirements.pythons import COMMAND
from theme.releases import manifest

#: Named by a message; the others are counted.
SHOWN: Final = 3


def is_ready(root: Path) -> bool:
    """Return whether all that Node makes is here, as it was released; say in French what is not."""
    if not manifest.of(root):
        return False
    altered = manifest.altered(root)
    if altered:
        print(_message(root, altered), file=sys.stderr)
    return not altered


def _message(root: Path, altered: list[str]) -> str:
    more = f" et {len(altered) - SHOWN} de plus" if len(altered) > SHOWN else ""
    named = "\n".join(f"  {name}" for name in altered[:SHOWN])
    try:
        release = f"site-{manifest.version((root / 'pyproject.toml').read_bytes())}.zip"
    except (OSError, ValueError):
        release = "site.zip"
    return (
        f"Attention\u00a0: des fichiers du programme ne sont plus ceux qui ont été livrés\u00a0:\n{named}{more}\n"
        "Ce qui en dépend est refait ici, avec Node\u00a0: c’est plus long la première fois.\n"
        f"Pour les remettre comme ils étaient\u00a0: {COMMAND} update {release}\n"
    )
