"""Settings that people write in several right ways, put in one: telephones, mail addresses, names of colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

#: What a telephone may hold besides its digits.
MARKS: Final = re.compile(r"[ .\-/()\u00a0\u202f]")
#: A French number once its marks are gone: with the code of the country, whose zero some keep, or without.
FRENCH: Final = re.compile(r"(?:(?:\+|00)33(?:0?)|0)(?P<number>[1-9]\d{8})")
#: How she may write one that is shown as it is.
SHOWN: Final = re.compile(r"(?:\+33 ?|0)[1-9](?:[ .]?\d{2}){4}")


def tidy(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings with her telephones and her mail written in the one way that the pages show."""
    ways = {
        "identite": {"telephone": telephone, "courriel": mail},
        "publication": {"hebergeur_telephone": telephone},
    }
    return {
        section: {key: ways.get(section, {}).get(key, _same)(value) for key, value in table.items()}
        if isinstance(table, Mapping)
        else table
        for section, table in settings.items()
    }


def telephone(value: Any) -> Any:
    """Return a French number in pairs, « 0 800 100 200 » for the free ones; anything else as it is."""
    if not isinstance(value, str) or SHOWN.fullmatch(value.strip()):
        return value.strip() if isinstance(value, str) else value
    french = FRENCH.fullmatch(MARKS.sub("", value))
    if not french:
        return value
    number = french["number"]
    if number.startswith("8"):
        return f"0 {number[:3]} {number[3:6]} {number[6:]}"
    return f"0{number[0]} {number[1:3]} {number[3:5]} {number[5:7]} {number[7:]}"


def mail(value: Any) -> Any:
    """Return a mail address in small letters, without the spaces around it; anything else as it is."""
    return value.strip().lower() if isinstance(value, str) else value


def _same(value: Any) -> Any:
    return value
