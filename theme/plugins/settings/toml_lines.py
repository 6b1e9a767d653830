"""Where things stand in a file of TOML: its reader gives values without their lines."""

from __future__ import annotations

import re


def find_line(text: str, place: str, key: str) -> int | None:
    """
    Return the line of `key` in the section `place` (`tarifs`, or `forfaits[1]` for the second one).

    Without such a key, the line of the section's title; None without that either.
    """
    section, _, number_in_list = place.rstrip("]").partition("[")
    index = int(number_in_list or 0)
    count = -1
    inside = not section
    header = None
    for number, line in enumerate(text.split("\n"), start=1):
        title = re.match(r"\s*\[{1,2}\s*[\"']?([\w.*]+)[\"']?\s*\]{1,2}", line)
        if title:
            count += title[1] == section
            inside = title[1] == section and count == index
            header = number if inside else header
        elif inside and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return header
