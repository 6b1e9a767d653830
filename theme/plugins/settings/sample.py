"""What is left of the sample's identity, once a secretary says that the site is hers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

#: One way to know the sample's: (what it looks like, what is wrong with it).
Mark = tuple[re.Pattern[str], str]

#: Series that no subscriber has: Arcep keeps them for fiction, five of regions and one of mobiles.
_FICTION: Final = "|".join(
    r"[ .-]?".join(series)
    for series in (
        ("1", "99", "00"),
        ("2", "61", "91"),
        ("3", "53", "01"),
        ("4", "65", "71"),
        ("5", "36", "49"),
        ("6", "39", "98"),
    )
)
#: What no true text holds, wherever it is written.
EVERYWHERE: Final[tuple[Mark, ...]] = (
    (
        re.compile(rf"(?<!\d)(?:\+33 ?|00 ?33 ?|0)(?:{_FICTION})(?:[ .-]?\d\d){{2}}(?!\d)"),
        "est un numéro réservé à la fiction, qui ne répond pas",
    ),
    (re.compile(r"(?<!\d)(?<!\d )0(?: ?0){8}(?: ?0){0,5}(?!\d)"), "n’est pas un vrai numéro"),
    # RFC 2606 and 6761: names that no one may own.
    (
        re.compile(r"(?<![\w.-])(?:[\w-]+\.)+(?:example|invalid|localhost|test)(?![\w-]|\.\w)", re.IGNORECASE),
        "est une adresse réservée aux exemples",
    ),
    (
        re.compile(r"(?<![\w-])example\.(?:com|net|org)(?![\w-]|\.\w)|https?://localhost\b", re.IGNORECASE),
        "est une adresse réservée aux exemples",
    ),
    (re.compile(r"\bExempleville\b", re.IGNORECASE), "est la ville de l’exemple"),
    (
        re.compile(r"\b(?:Camille|Dominique|Secrétariat|Assureur|Hébergeur|Médiateur) Exemple\b", re.IGNORECASE),
        "est un nom de l’exemple",
    ),
)
#: In the settings every word is hers: « Exemple » is a name there, unless it announces one.
IN_SETTINGS: Final[tuple[Mark, ...]] = (
    *EVERYWHERE,
    (re.compile(r"^1 rue de l[’']Exemple$"), "est l’adresse de l’exemple"),
    (
        re.compile(r"(?:[\w.-]+ )?(?:de |d[’'])?(?:[lL][’'])?\b(?:Exemple|EXEMPLE)\b(?! ?:| d[e’'])"),
        "vient de l’exemple",
    ),
    (re.compile(r"(?<!\d)00000(?!\d)"), "n’est pas un vrai code postal"),
)
#: A street may really be called so; the sample's own is known by its number.
STREET: Final = re.compile(
    r"(?<!^1 )\b(?:allée|avenue|boulevard|chemin|cité|cours?|impasse|lotissement|montée|passage|place|quai|résidence"
    r"|route|rue|ruelle|sentier|square|venelle|villa|voie) de l[’']Exemple\b",
    re.IGNORECASE,
)
#: Each of these may be true of anyone; together, under her name, they are a career that nobody has had.
CAREER: Final = {
    "diplome": "BTS Support à l’action managériale",
    "annees_experience": 12,
    "specialites": ["juridique", "médical", "assurances", "industrie et BTP"],
}
HOW: Final = "Remplacez-le par ce qui est à vous ; tant que c’est un exemple, écrivez exemple = true."


def is_claimed(settings: Mapping[str, Any]) -> bool:
    """Return whether the settings say that the identity is the secretary's own."""
    identity = settings.get("identite")
    return isinstance(identity, Mapping) and identity.get("exemple", False) is False


def settings_faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (section, key, message) for each text, at any depth, and for the career, where they are still the sample's."""
    for place, key, text in _texts(settings, "", ""):
        message = _message(STREET.sub("", _plain(text)), IN_SETTINGS)
        if message:
            name = f"« {key} » : " if key else ""
            yield place, key, f"{name}{message}"
    if settings.get("parcours") == CAREER:
        message = f"ce parcours (diplôme, années et domaines) est celui de l’exemple. {HOW}"
        yield "parcours", "diplome", f"« diplome » : {message}"


def line_fault(line: str) -> str | None:
    """Return what a line of a text keeps of the sample's identity, and how to mend it; None for nothing."""
    return _message(_plain(line), EVERYWHERE)


def is_left(message: str) -> bool:
    """Return whether a message says that something of the sample is left."""
    return _plain(message).endswith(HOW)


def _plain(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def _message(text: str, marks: tuple[Mark, ...]) -> str | None:
    for pattern, wrong in marks:
        match = pattern.search(text)
        if match:
            return f"« {match[0].strip()} » {wrong}. {HOW}"
    return None


def _texts(value: Any, place: str, key: str) -> Iterator[tuple[str, str, str]]:
    """Yield (place, key, text): `place` as toml_lines.find_line takes it, `key` the nearest one."""
    if isinstance(value, str):
        yield place, key, value
    elif isinstance(value, Mapping):
        inside = ".".join(filter(None, (place, key)))
        for name, inner in value.items():
            yield from _texts(inner, inside, name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            # A block of a list has its own title; a text of a list stands on its key's line.
            yield from _texts(inner, place, f"{key}[{index}]" if isinstance(inner, Mapping) else key)
