# -*- coding: utf-8 -*-
"""The Pythons that every locked package exists for. Any Python reads this file, 2.7 included, to say that it is too old."""

import os
import re
import sys

#: How a command is begun: the installer of Windows brings « py », and there « python3 » opens a shop.
COMMAND = "py tasks.py" if os.name == "nt" else "python3 tasks.py"
OLDEST = (3, 11)
#: The newest that the dry runs have passed (tests/platforms.py). A newer one is tried all the same.
NEWEST = (3, 15)


def help_of_system(help_text, command=COMMAND):
    """Return a text of commands as this system begins them; what stands in columns stays there."""
    written = "python3 tasks.py"
    lines = []
    for line in help_text.splitlines():
        cells = re.match("( *)" + written + "(.*?)(  +)(.*)", line)
        wider = line
        if cells:
            indent, arguments, gap, rest = cells.groups()
            wider = indent + command + arguments + gap + " " * (len(written) - len(command)) + rest
        lines.append(wider.replace(written, command))
    return "\n".join(lines)


def text(version):
    """Return a version as it is written: 3.11."""
    return ".".join(map(str, version[:2]))


def too_old(version):
    """Return what to do, in French, when Python's `version` is older than ours; nothing otherwise."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        "Ce Python (%s) est trop ancien. Il faut Python %s ou plus récent (essayé jusqu’à %s).\n"
        "Installez Python %s, puis relancez la commande avec lui, sous Windows par « py -%s tasks.py serve »."
    ) % (text(version), text(OLDEST), text(NEWEST), text(NEWEST), text(NEWEST))


def refuse_old():
    """Say so and leave when this Python is too old."""
    refusal = too_old(sys.version_info)
    if refusal:
        sys.stderr.write(refusal + "\n")
        sys.exit(1)


if __name__ == "__main__":
    # The launchers ask each Python that they find.
    refuse_old()
