"""Why a site is not published yet: what is wrong in it, or not true of her yet."""

from __future__ import annotations

from typing import Final

from requirements.pythons import COMMAND
from theme.plugins.checks.content import Content
from theme.plugins.checks.content_check import judge
from theme.plugins.checks.unconfirmed import to_confirm
from theme.plugins.problems import french_spaces
from theme.plugins.settings import hosting, sample
from theme.plugins.settings.secretaire import FILE

#: Faults and sentences that are listed; the rest are counted.
MOST: Final = 12
#: Where those that are counted are read.
REST: Final = f"{COMMAND} check --detail"


def refusals(content: Content, *, sent_from_here: bool = True, rest: str = REST) -> list[str]:
    """
    Return what keeps a content from being published, a line each with its mend; empty when nothing does.

    A forge that publishes by itself needs no `[hebergement]`: it is not `sent_from_here`. `rest` says where
    the lines that are only counted can be read.
    """
    faults = [str(problem) for problem in judge(content) if problem.is_fault]
    if faults:
        return _listed(faults, rest)
    place = without_host(content) if sent_from_here else []
    return [french_spaces(line) for line in (*_address(content), *_unconfirmed(content, rest), *place)]


def _address(content: Content) -> list[str]:
    address = content.settings["site"]["adresse"]
    if not sample.line_fault(address):
        return []
    return [
        f"{content.folder.name}/{FILE} : « adresse », sous [site], est celle de l’exemple ({address}). Écrivez la vôtre."
    ]


def _unconfirmed(content: Content, rest: str) -> list[str]:
    lines = [str(problem) for problem in to_confirm(content)]
    if not lines:
        return []
    what = "phrases promettent" if len(lines) > 1 else "phrase promet"
    return [f"{len(lines)} {what} en votre nom ce que vous n’avez pas confirmé :", *_listed(lines, rest)]


def without_host(content: Content) -> list[str]:
    """Return what to fill in while checked settings do not say where the site is sent; nothing once they do."""
    if hosting.hosting(content.settings):
        return []
    return [
        f"{content.folder.name}/{FILE} : remplissez [{hosting.SECTION}], avec ce que votre hébergeur vous a donné. "
        'Sans hébergeur encore, mode = "dossier" met le site dans un dossier de cet ordinateur.'
    ]


def _listed(lines: list[str], rest: str) -> list[str]:
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], f"… et {more} de plus : {rest}"]
