"""What a newer program changes for a secretary: the French lines that open each version of CHANGELOG.md."""

from __future__ import annotations

import re
from typing import Final

FILE: Final = "CHANGELOG.md"
HEADING: Final = "### En français"
#: The link of a line of Markdown, and the marks of its code.
MARKS: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)|`")


def lines(changelog: str) -> list[str]:
    """Return the French lines of a changelog, newest first, without the marks of Markdown."""
    entries: list[str] = []
    french = False
    for line in changelog.splitlines():
        if line.startswith("#"):
            french = line.strip() == HEADING
        elif french and line.startswith("- "):
            entries.append(MARKS.sub(lambda mark: mark[1] or "", line[2:]).strip())
    return entries


def between(former: str, newer: str) -> list[str]:
    """Return the French lines of the newer changelog that the former one lacks."""
    known = set(lines(former))
    return [line for line in lines(newer) if line not in known]
