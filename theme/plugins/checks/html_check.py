"""
The HTML that a text may hold: what Markdown cannot say. Nothing in it runs, asks another site or leaves the page.

One snippet pasted for statistics would break the promise of the page on data without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from theme.plugins.checks.source_lines import COMMENT, FENCED
from theme.plugins.settings import exceptions
from theme.plugins.settings.exceptions import Allowed

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_ELEMENTS: Final = """
a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr
dd dl dt li ol ul
caption col colgroup table tbody td tfoot th thead tr
address article aside blockquote center details div figcaption figure footer h2 h3 h4 h5 h6 header hr nav p pre section
summary
img
"""
_ATTRIBUTES: Final = """
alt class colspan cite datetime dir download headers height href hreflang id lang loading markdown name open rel reversed
role rowspan scope sizes span src srcset start tabindex target title translate type value width
"""
#: What is for words, lists, tables, parts and images.
ELEMENTS: Final = frozenset(_ELEMENTS.split())
ATTRIBUTES: Final = frozenset(_ATTRIBUTES.split())
#: What is read aloud, or tells how.
ALOUD: Final = "aria-"
#: Elements and attributes that no page has.
NEVER: Final = frozenset(("applet", "base", "math", "style", "ping", "srcdoc"))
#: Why an element is refused, where that can be said.
WHY: Final = {
    "script": "un programme tournerait chez vos visiteurs, et votre page sur les données dit le contraire",
    "style": "l’apparence vient du site",
    "iframe": "un autre site verrait vos visiteurs",
    "form": "une réponse partirait hors du site",
    "base": "tous les liens de la page changeraient",
    "meta": "la page pourrait mener ailleurs",
    "link": "un fichier d’un autre site serait demandé",
}
#: Code on one line: on several, Markdown may take a part of it for HTML.
_CODE: Final = re.compile(r"(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")
#: Addresses between angle brackets, which Markdown makes links.
_ADDRESS: Final = re.compile(r"<(?:https?|mailto|tel):[^<>\s]*>|<[\w.+-]+@[\w.-]+>", re.IGNORECASE)
#: Attributes of Markdown: `{: .note key=value }`, with its colon or not.
_BRACES: Final = re.compile(r"\{:?[ ]*(?P<inside>[^{}\n]*=[^{}\n]*)\}")
_KEY: Final = re.compile(r"(?:^|\s)([^\s.#=\"'{}][^\s=\"'{}]*)=(?:\"[^\"]*\"|'[^']*'|[^\s\"']*)")


class _Reader(HTMLParser):
    """Notes each element and attribute that is neither of the list nor of the exceptions."""

    def __init__(self, allowed: Sequence[Allowed]) -> None:
        super().__init__(convert_charrefs=False)
        self.allowed = allowed
        self.faults: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag not in ELEMENTS:
            self.faults += [(line, message) for message in _of_another_site(tag, dict(attrs), self.allowed)]
            return
        self.faults += [(line, _attribute(name, f"<{tag}>")) for name, _ in attrs if not _is_allowed(name)]

    def handle_decl(self, decl: str) -> None:
        self.faults.append((self.getpos()[0], _element(f"!{decl.partition(' ')[0]}")))

    def handle_pi(self, data: str) -> None:
        self.faults.append((self.getpos()[0], _element("?")))


def faults(text: str, allowed: Sequence[Allowed] = ()) -> Iterator[tuple[int, str]]:
    """
    Yield (line, message) of what a text of Markdown may not hold; lines are counted from 1.

    `allowed` are the exceptions of its page.
    """
    for pattern in (FENCED, COMMENT, _CODE, _ADDRESS):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
    reader = _Reader(allowed)
    reader.feed(text)
    reader.close()
    yield from reader.faults
    for braces in _BRACES.finditer(text):
        for key in _KEY.findall(braces["inside"]):
            if not _is_allowed(key.lower()):
                yield text.count("\n", 0, braces.start()) + 1, _attribute(key, "{: … }")


def running(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """
    Yield (message, what it is about) of what a built page may not hold, whatever brought it there.

    Texts are checked before: this is for what Markdown would make of one otherwise than we read it.
    """
    for tag in page.find_all(True):
        refused = [name for name in tag.attrs if name.startswith("on") or name in NEVER]
        for name in refused:
            yield _attribute(name, f"<{tag.name}>"), f"{name}="
        if tag.name in NEVER or (tag.name == "script" and not tag.get("src") and "json" not in str(tag.get("type"))):
            yield _element(tag.name), f"<{tag.name}"


def _of_another_site(tag: str, attributes: dict[str, str | None], allowed: Sequence[Allowed]) -> Iterator[str]:
    """Yield what is wrong with an element of no list; nothing where it is, as told, the page's exception."""
    origins = [one for one in allowed if one.element == tag]
    if not origins:
        yield _element(tag)
    elif not any(one.covers(attributes.get("src") or "") for one in origins):
        sites = ", ".join(one.origin for one in origins)
        yield f'« <{tag}> » n’est permis ici que s’il vient de {sites} : écrivez src="{origins[0].origin}/…".'
    yield from (_attribute(name, f"<{tag}>") for name in attributes if origins and name not in exceptions.ATTRIBUTES)


def _is_allowed(attribute: str) -> bool:
    return attribute in ATTRIBUTES or attribute.startswith(ALOUD)


def _element(tag: str) -> str:
    why = f" : {WHY[tag]}" if tag in WHY else ""
    return (
        f"« <{tag[:30]}> » n’est pas permis dans un texte{why}. Supprimez-le, ou écrivez &lt; pour le signe lui-même."
    )


def _attribute(name: str, place: str) -> str:
    why = " : un programme tournerait chez vos visiteurs" if name.lower().startswith("on") else ""
    return f"« {name[:30]}= » n’est pas permis dans {place}{why}. Supprimez-le."
