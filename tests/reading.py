"""What a person reads of a built page, as passages of text: the tests of its words judge these."""

import re

from theme.plugins.texts.typography import INLINE

#: What is not prose: code, drawings, scripts, what nobody sees.
SILENT = {"code", "kbd", "math", "noscript", "pre", "samp", "script", "style", "svg", "template", "textarea"}
#: Attributes that are read aloud or shown.
TOLD = ("alt", "aria-label", "placeholder", "title")
#: What stands for an element of code inside a sentence.
OBJECT = "\ufffc"
NO_BREAK = "[\u00a0\u202f]"
#: What a page must not show: (what is wrong, how to find it, what to write).
FAULTS = [
    ("apostrophe droite", "'", "’"),
    ("guillemet droit", '"', "« »"),
    ("trois points", r"\.\.\.", "…"),
    ("trait d’union en guise de tiret", r" - ", "–"),
    ("espace sécable avant la ponctuation", r" [;:!?»]", "une espace insécable"),
    (
        "pas d’espace avant la ponctuation",
        r"(?<![\s!?\u2026(])[;!?](?=[\s»)]|$)",
        "une espace insécable",
    ),
    ("pas d’espace avant le deux-points", r"(?<![\s:]):(?=\s|$)", "une espace insécable"),
    ("pas d’espace insécable après «", rf"«(?!{NO_BREAK})", "une espace insécable"),
    ("pas d’espace insécable avant »", rf"(?<!{NO_BREAK})»", "une espace insécable"),
    ("espace sécable dans un nombre", r"(?<![\d,])(?<!\d )\d{1,3} \d{3}(?!\d| \d)", "une espace insécable"),
    ("pas d’espace insécable avant l’unité", r"\d ?(?:[kM]?€|[%‰])", "une espace insécable"),
    ("espace sécable avant l’unité", r"\d (?:h|min|km|kg|Mo|ko)\b", "une espace insécable"),
    ("espace sécable après n°", r"\bn° ", "une espace insécable"),
    ("deux espaces de suite", rf" {NO_BREAK}|{NO_BREAK} |{NO_BREAK}{{2}}", "une seule"),
]
#: What was written once and is not the law: the CIBS before 2027, a certificate that hosts alone need (L. 1111-8 CSP).
NOT_THE_LAW = re.compile(
    r"CIBS|code des impositions sur les biens|[Ss]euls? (?:un |des |les )?hébergeurs?|réserve[^.]*hébergeurs? certifié"
    r"|(?:outil|logiciel)s? certifié"
)


def passages(page):
    """
    Return the passages of a parsed page, in French only: blocks of its body, told attributes, title, description.

    Runs of ordinary spaces are one space, as a browser shows them; no-break spaces stay.
    """
    found = [page.title.get_text() if page.title else ""]
    found += [str(tag["content"]) for tag in page.find_all("meta", attrs={"name": "description"})]
    found += _blocks(page.body) if page.body else []
    found += [
        str(tag[name])
        for name in TOLD
        for tag in page.body.find_all(attrs={name: True})
        if not tag.find_parent(_foreign) and not _foreign(tag)
    ]
    return [text for text in (re.sub(r"[ \t\r\n]+", " ", text).strip(" ") for text in found) if text]


def _blocks(element):
    """Return the texts of the blocks inside an element: what stands between two tags that break the line."""
    texts = [""]
    for child in element.children:
        if child.name is None:
            if type(child).__name__ == "NavigableString":
                texts[-1] += str(child)
        elif child.name in SILENT or _foreign(child):
            texts[-1] += OBJECT
        elif child.name in INLINE or child.name in ("sub", "sup", "q", "label", "output"):
            inner = _blocks(child)
            texts[-1] += inner[0]
            texts += inner[1:]
        else:
            texts += [*_blocks(child), ""]
    return texts


def _foreign(tag):
    return tag.name is not None and tag.get("lang", "fr") != "fr"


def faults(text):
    """Return what is wrong in a passage: (fault, excerpt, what to write)."""
    return [
        (fault, text[max(0, found.start() - 25) : found.end() + 25], right)
        for fault, pattern, right in FAULTS
        for found in re.finditer(pattern, text)
    ]
