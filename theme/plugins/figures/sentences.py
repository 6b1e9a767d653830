"""
Sentences that depend on a regime or on a result: `theme/texts/sentences.toml` holds each with its variants side by side.

The first variant whose condition holds, and whose figures are all filled in, is said. A variant
named as one of `CONDITIONS` has that condition, any other has none. `*` in a name stands for the
code of a need. `content/phrases.toml`, where there is one, says the same variants in her own words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from theme import THEME
from theme.plugins.figures import marks
from theme.plugins.figures.figure import Figure
from theme.plugins.figures.of_needs import Need

FILE: Final = THEME / "texts" / "sentences.toml"
OWN_FILE: Final = "phrases.toml"
#: What a sentence is for, beside its variants.
USE: Final = "usage"
_EVERY: Final = "*"
#: How a name begins that each need has.
_OF_A_NEED: Final = "conclusion_"


def _rate(need: Need) -> Any:
    return next((item.taux_horaire for item in need.facts["tarifs"].specialites if item.code == need.code), None)


def _dearer(need: Need) -> bool:
    rate = _rate(need)
    return rate is not None and rate > need.facts["tarifs"].taux_horaire


def _compared(need: Need, first: str, second: str) -> bool:
    """Return whether the first option costs at most the second."""
    one, other = need.cost(first), need.cost(second)
    return bool(one and other and one.mensuel <= other.mensuel)


def _watched(need: Need) -> bool:
    """Return whether a year of this need reaches the amount from which papers must be asked for."""
    return bool(need.estimate.options["prestataire"].annuel >= need.facts["bareme"]("seuil_vigilance"))


def _is_free(facts: Mapping[str, Any]) -> bool:
    return bool(facts["tarifs"].regime_tva == "franchise")


#: What holds of the whole site.
SITE_CONDITIONS: Final[dict[str, Callable[[Mapping[str, Any]], bool]]] = {
    "franchise": _is_free,
    "assujettie": lambda facts: not _is_free(facts),
    "entreprise_individuelle": lambda facts: not facts["secretaire"]["legal"].is_company,
    "societe": lambda facts: facts["secretaire"]["legal"].is_company,
    "exemple": lambda facts: bool(facts["secretaire"]["identite"]["exemple"]),
    "particuliers": lambda facts: bool(facts["secretaire"]["mediateur"]),
    "citees": lambda facts: bool(facts["secretaire"]["references"]),
    "equilibre": lambda facts: bool(facts["seuil"]("prestataire", "salarie")),
}
#: What holds of one need.
NEED_CONDITIONS: Final[dict[str, Callable[[Need], bool]]] = {
    "devant_interim": lambda need: _compared(need, "independante", "interim"),
    "derriere_interim": lambda need: not _compared(need, "independante", "interim"),
    "salariee_moins_chere": lambda need: not _compared(need, "independante", "salariee"),
    "specialite_plus_chere": _dearer,
    "sans_specialite": lambda need: _rate(need) is None,
    "franchise_vigilance_atteinte": lambda need: _is_free(need.facts) and _watched(need),
    "franchise_vigilance_non_atteinte": lambda need: _is_free(need.facts) and not _watched(need),
}


def shipped() -> dict[str, dict[str, str]]:
    """Return the sentences of the program: by name, their use and their variants."""
    sentences: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return sentences


def own(content: Path) -> dict[str, dict[str, str]]:
    """Return her sentences, by name and variant; nothing without a file. Raise TOMLDecodeError on a broken one."""
    path = content / OWN_FILE
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.is_file() else {}


def own_faults(sentences: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with her sentences: name, variant, message; their figures are looked at by `figures`."""
    known = shipped()
    for name, variants in sentences.items():
        if name not in known or not isinstance(variants, Mapping):
            close = marks.nearest(name, known)
            hint = f" Vouliez-vous dire [{close}] ?" if close else ""
            yield name, "", f"« {name} » n’est pas une phrase du site.{hint}"
            continue
        for variant, text in variants.items():
            if variant not in known[name] or variant == USE:
                choices = ", ".join(key for key in known[name] if key != USE)
                yield name, variant, f"« {variant} » n’est pas un cas de [{name}]. Cas possibles : {choices}."
            elif not isinstance(text, str):
                yield name, variant, f"« {variant} » est un texte entre guillemets."


def wrong_names(text: str, names: marks.Names) -> Iterator[str]:
    """Yield what is wrong with the names and marks of one of her sentences."""
    code = next((name.removeprefix(_OF_A_NEED) for name in names if name.startswith(_OF_A_NEED)), None)
    if _EVERY in text and code is None:
        # Without any need, such a sentence is never said.
        return
    for _, message in marks.render(text.replace(f"_{_EVERY}", f"_{code}"), names, is_piece=True)[1]:
        yield message


def figures(
    needs: Iterable[Need], facts: Mapping[str, Any], own: Mapping[str, Mapping[str, str]], names: marks.Names
) -> Iterator[Figure]:
    """Yield a figure for each sentence, and each need where its name holds `*`; `names` are those they may use."""
    needs = list(needs)
    for name, texts in shipped().items():
        variants = {key: own.get(name, {}).get(key, text) for key, text in texts.items() if key != USE}
        origin = f"phrase du site : {texts[USE]}"
        if _EVERY not in name:
            yield Figure(name, origin, lambda variants=variants: _text(variants, facts, None, names), is_markdown=True)  # type: ignore[misc]
            continue
        for need in needs:
            yield Figure(
                name.replace(_EVERY, need.code),
                f"{origin} ({need.code})",
                lambda variants=variants, need=need: _text(variants, facts, need, names),  # type: ignore[misc]
                is_markdown=True,
            )


def _text(variants: Mapping[str, str], facts: Mapping[str, Any], need: Need | None, names: marks.Names) -> str:
    for condition, text in variants.items():
        if _holds(condition, facts, need):
            sentence = marks.phrase(text.replace(f"_{_EVERY}", f"_{need.code}") if need else text, names)
            if sentence or not text:
                return sentence
    return ""


def _holds(condition: str, facts: Mapping[str, Any], need: Need | None) -> bool:
    if condition in SITE_CONDITIONS:
        return SITE_CONDITIONS[condition](facts)
    if need and condition in NEED_CONDITIONS:
        return NEED_CONDITIONS[condition](need)
    return True
