# -*- coding: utf-8 -*-
"""The Pythons that every locked package exists for. Any Python reads this file, 2.7 included, to say that it is too old."""

import sys

OLDEST = (3, 11)
#: The newest that the dry runs have passed (tests/platforms.py). A newer one is tried all the same.
NEWEST = (3, 15)


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
    told = too_old(sys.version_info)
    if told:
        sys.stderr.write(told + "\n")
        sys.exit(1)
