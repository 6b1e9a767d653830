"""Mail addresses that miss by a letter the host that they aim at."""

from __future__ import annotations

import re
from typing import Final

MAIL: Final = re.compile(r"[\w.+-]+@(?P<name>[a-z0-9-]+)\.(?P<end>[a-z.]+[a-z])", re.IGNORECASE | re.ASCII)
#: Where most people have their mail, with the ends that exist.
HOSTS: Final = {
    "gmail": ("com",),
    "hotmail": ("com", "fr"),
    "icloud": ("com",),
    "laposte": ("net",),
    "orange": ("fr",),
    "outlook": ("com", "fr"),
    "protonmail": ("com",),
    "wanadoo": ("fr",),
    "yahoo": ("com", "fr"),
}


def misspelt(address: str) -> str | None:
    """Return the well-known host that the mail `address` seems to aim at and misses, None when it is none."""
    match = MAIL.fullmatch(address)
    if not match:
        return None
    name, end = match["name"].lower(), match["end"].lower()
    for host, ends in HOSTS.items():
        if name != host and name[0] == host[0] and _is_one_slip(name, host):
            return f"{host}.{end if end in ends else ends[0]}"
        if name == host == "gmail" and end not in ends:
            return "gmail.com"
    return None


def _is_one_slip(typed: str, meant: str) -> bool:
    """Return whether one letter missing, added, wrong or exchanged with the next parts two words."""
    pairs = zip(typed, meant, strict=False)
    start = next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(typed), len(meant)))
    rest, right = typed[start:], meant[start:]
    exchanged = rest[:2] == right[:2][::-1] and rest[2:] == right[2:]
    return exchanged or rest[1:] == right or rest == right[1:] or rest[1:] == right[1:]
