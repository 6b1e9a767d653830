"""What is wrong with a line that TOML cannot read, told as a person would: one sentence for each mistake."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from theme.plugins.problems import Problem

#: One slip may make many lines unreadable: the first ones are enough to mend it.
MOST: Final = 10
#: A number that takes seconds, or more digits than Python reads; a text that is not one.
EXCESSIVE: Final = re.compile(r"(?<![\w.])[+-]?\d[\w:.]{99,}|^\s*[\w.-]+\s*=.*[\d_.][eE][+-]?[\d_]{4,}")
STRING: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*")
BRACKETS: Final = re.compile(r"[\[\]{}]")
#: How many brackets may be open at once, characters stand on a line, and lines and characters in a file.
DEEPEST: Final = 20
LONGEST_LINE: Final = 5_000
MOST_LINES: Final = 10_000
MOST_CHARACTERS: Final = 500_000
TITLE: Final = re.compile(r"\s*\[{1,2}\s*([\w.]+)\s*\]{1,2}\s*(?:#.*)?")
VALUE: Final = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*(?P<value>(?:.*\S)?)\s*")
_NUMBER: Final = r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?"

#: What a value looks like, and how it is to be written: `{key}`, `{value}` and `{plain}` (its number) are filled in.
LOOKS: Final = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"(?i:true|false)", "Écrivez {low} en minuscules : {key} = {low}."),
        (r"(?i:oui|vrai)", "« Oui » s’écrit ici true : {key} = true."),
        (r"(?i:non|faux)", "« Non » s’écrit ici false : {key} = false."),
        (r"0\d[\d .]*", 'Un numéro qui commence par 0 s’écrit entre guillemets droits : {key} = "{value}".'),
        (rf"{_NUMBER} ?(?:€|%|[a-zA-Z]\w*)", "Écrivez le nombre seul, sans unité : {key} = {plain}."),
        (r"\d+,\d+", "Un nombre s’écrit avec un point, pas une virgule : {key} = {plain}."),
        (_NUMBER, "Un nombre s’écrit sans espace, avec un point : {key} = {plain}."),
        (r"[“”«‘’„].*|.*[“”»]", 'Les guillemets sont droits ici, comme sur la touche 3 : {key} = "{bare}".'),
        (r'"(?:[^"\\]|\\.)*\\.*', "Une barre oblique inverse \\ n’est pas comprise. Écrivez / à la place."),
        (r'"[^"]*', 'Il manque le guillemet droit à la fin : {key} = "{bare}".'),
        (r'[^"\[{]*"', 'Il manque le guillemet droit au début : {key} = "{bare}".'),
        (r'"[^"]*"[^"#]+"[^"]*"', "Un texte ne contient pas de guillemets droits. Écrivez « … » à l’intérieur."),
        (r"[^\W\d_].*", 'Un texte s’écrit entre guillemets droits : {key} = "{bare}".'),
        (r"", 'Il manque la valeur après le signe =. Pour ne rien dire, écrivez {key} = "".'),
        (r"\[[^\]]*", "Il manque le crochet ] à la fin de cette liste."),
    )
)
OTHERWISE: Final = (
    "Cette ligne n’est pas comprise. Un texte s’écrit entre guillemets droits, un prix avec un point "
    'et sans espace (30.00), une seule valeur par ligne : nom = "valeur".'
)


def parsed(path: Path, text: str) -> tuple[dict[str, Any], list[Problem]]:
    """Return the settings of a text of TOML, numbers as Decimal, or the problems of its unreadable lines."""
    problems: list[Problem] = []
    lines = text.replace("\r\n", "\n").split("\n")
    excess = list(excesses(lines))
    if excess:
        return {}, [Problem(path, number, message) for number, message in excess[:MOST]]
    while len(problems) < MOST:
        try:
            settings = tomllib.loads("\n".join(lines) + "\n", parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            number = _line(error, lines)
            problems.append(Problem(path, number, _message(lines, number)))
            if number > len(lines) or not VALUE.fullmatch(lines[number - 1]):
                break  # without its title a section would be told key by key
            # The others are told too.
            lines[number - 1] = ""
        else:
            return ({}, problems) if problems else (settings, [])
    return {}, problems


def excesses(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield (line, message) of what no person types, and would hold a program up: TOML's or YAML's, lines from 1."""
    if len(lines) > MOST_LINES:
        yield MOST_LINES, f"Il y a plus de {MOST_LINES} lignes. Ne gardez que ce que vous avez à régler."
        return
    if sum(map(len, lines)) > MOST_CHARACTERS:
        yield 1, f"Il y a plus de {MOST_CHARACTERS} signes. Ne gardez que ce que vous avez à régler."
        return
    depth = 0
    for number, line in enumerate(lines, start=1):
        bare = STRING.sub("", line[:LONGEST_LINE])
        is_number = EXCESSIVE.search(bare)
        if is_number:
            yield number, "Ce nombre est beaucoup trop long. Écrivez-le en entier, en moins de vingt chiffres."
        for sign in BRACKETS.findall(bare):
            depth = max(0, depth + (1 if sign in "[{" else -1))
            if depth > DEEPEST:
                yield number, "Trop de crochets sont ouverts les uns dans les autres. Une liste s’écrit [a, b]."
                return
        if len(line) > LONGEST_LINE and not is_number:
            yield number, f"Cette ligne a plus de {LONGEST_LINE} signes. Raccourcissez-la."


def _line(error: tomllib.TOMLDecodeError, lines: list[str]) -> int:
    """Return the line that `error` names, the last one that says something without one."""
    at = re.search(r"line (\d+)", str(error))
    number = int(at[1]) if at else len(lines)
    # A value that misses is told at the end of its line, which may count as the next one.
    while number > 1 and (number > len(lines) or not lines[number - 1].strip()):
        number -= 1
    return number


def _message(lines: list[str], number: int) -> str:
    line = lines[number - 1] if number <= len(lines) else ""
    title, value = TITLE.fullmatch(line), VALUE.fullmatch(line)
    if title:
        return f"La section [{title[1]}] est déjà plus haut. Réunissez les deux, sous un seul titre."
    if line.lstrip().startswith("["):
        return "Le titre d’une section s’écrit entre crochets, seul sur sa ligne : [tarifs]."
    if not value:
        return (
            "Il manque le signe = entre un nom et sa valeur. Une explication commence par #."
            if line.strip()
            else OTHERWISE
        )
    earlier = _earlier(lines, number, value["key"])
    if earlier:
        return f"« {value['key']} » est déjà à la ligne {earlier}. Gardez une seule des deux lignes."
    bare = re.sub(r"(?<!\s)\s+#.*$", "", value["value"])
    for pattern, message in LOOKS:
        if pattern.fullmatch(bare):
            return message.format(key=value["key"], value=bare, low=bare.lower(), bare=_bare(bare), plain=_plain(bare))
    return OTHERWISE


def _earlier(lines: list[str], number: int, key: str) -> int | None:
    """Return the line of the same section that gives `key` above the line `number`, None without one."""
    for above in range(number - 1, 0, -1):
        if TITLE.fullmatch(lines[above - 1]):
            return None
        match = VALUE.fullmatch(lines[above - 1])
        if match and match["key"] == key:
            return above
    return None


def _bare(value: str) -> str:
    """Return a text without the quotes around it, whatever they are."""
    return value.strip("\"'“”«»‘’„ \u00a0\u202f")


def _plain(value: str) -> str:
    """Return the number that a value begins with as TOML writes it."""
    match = re.match(_NUMBER, value)
    return re.sub(r"[ \u00a0\u202f]", "", match[0]).replace(",", ".") if match else value
