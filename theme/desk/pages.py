"""How the desk's pages are made: its templates, its sentences, its style, in the look of the site."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined

from estimator.formatting import date_longue
from theme import THEME
from theme.desk.wording import hint
from theme.plugins.checks.content_header import day_of
from theme.plugins.hosts import policy
from theme.plugins.look import assets
from theme.plugins.problems import french_spaces

HERE: Final = Path(__file__).parent
#: The style of the site, until one is built.
PLAIN: Final = ("10-reset.css", "20-tokens.css", "30-base.css", "40-layout.css", "50-components.css")
#: What the desk sends besides its pages, by address.
FILES: Final = ("desk.css", "desk.js", "editor.css", "editor.js", "plain.css", "text.js")
#: What is said at the top of a page, by the name that its address gives.
SAID: Final = {
    name: french_spaces(words)
    for name, words in {
        "enregistre": "C’est enregistré. L’aperçu se met à jour.",
        "reste": "C’est enregistré. Il reste des valeurs de l’exemple : « À corriger » les montre. "
        "Tant qu’il en reste, l’aperçu garde les pages d’avant.",
        "pareil": "Rien n’avait changé.",
        "cree": "Le brouillon est créé. Écrivez votre texte, puis dites « publié » sous « État ».",
        "revenu": "Vos réglages, vos textes et vos images sont ceux de la copie. Ceux d’avant sont gardés.",
        "supprime": "Le texte est supprimé. Ses versions sont gardées, au bas de cette page.",
        "repris": "Cette version est de nouveau la vôtre. Celle d’avant est gardée.",
    }.items()
}
ERRORS: Final = {
    status: french_spaces(words)
    for status, words in {
        403: "Cette demande ne vient pas d’une page ouverte de votre bureau : rien n’a été fait. "
        "Si c’était la vôtre, rouvrez la page, et recommencez.",
        404: "Il n’y a rien à cette adresse.",
        500: "Le programme s’est arrêté sur une erreur. Rien n’a été enregistré. Revenez en arrière, et recommencez.",
    }.items()
}


def moment(at: str) -> str:
    """Return a moment (ISO) as a person says it."""
    day = day_of(at[:10])
    return f"{date_longue(day)} à {int(at[11:13])}\u00a0h\u00a0{at[14:16]}" if day else at


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"moment": moment, "hint": hint}
    return environment


def _source(name: str) -> str:
    # What she typed is shown as it is: the spaces of French are put into our own words alone.
    return french_spaces((HERE / "templates" / name).read_text(encoding="utf-8"))


def render(template: str, **context: Any) -> str:
    """Return a page."""
    return _environment().get_template(template).render(**context)


def sheet(site: Path | None) -> str:
    """Return the address of the style sheet of the site built at `site`. Before the first, it is the plain one."""
    sheets = sorted((site / "theme").glob("site.*.css")) if site else []
    return f"/theme/{html.escape(sheets[0].name)}" if sheets else "/bureau/plain.css"


def own_file(name: str) -> tuple[str, bytes]:
    """Return the type and the bytes of a file that the desk sends."""
    if name == "plain.css":
        return policy.content_type(name), b"\n".join((THEME / "static" / "css" / one).read_bytes() for one in PLAIN)
    if name == "editor.js":
        return policy.content_type(name), editor()
    return policy.content_type(name), (HERE / name).read_bytes()


def editor() -> bytes:
    """Return the editor of texts with all that it imports as one script; RuntimeError where nothing can join it."""
    return assets.script(HERE / "editor.js")
