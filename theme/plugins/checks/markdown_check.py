"""What Markdown would swallow or show as typed, block by block: lines that are no list, no table, no title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from theme.plugins.checks import markdown_inline
from theme.plugins.checks.content_header import OPTIONAL, REQUIRED
from theme.plugins.checks.source_lines import Line, Prose, Unit
from theme.plugins.problems import Severity
from theme.plugins.texts.blocks import ATTRIBUTES, HYPHENS, MARKER, STEP, TITLE, Placed, cells, is_table

KEYS: Final = "|".join(sorted({key for keys in (*REQUIRED.values(), *OPTIONAL.values()) for key in keys}))
HEADER_LINE: Final = re.compile(rf"(?:{KEYS}):(?:\s|$)")
FENCE: Final = re.compile(r"(?:`{3,}|~{3,})[^`]*")
UNDERLINE: Final = re.compile(r"(-+|=+) *")
EMPTY_TITLE: Final = re.compile(r" {0,3}#{2,6}[ #]*")
#: A note or a definition, which goes on with lines that four spaces begin.
NOTE: Final = re.compile(r" {0,3}(?:\[\^[^\]]+\]:|:   )")
NO_SPACE: Final = re.compile(r" {0,3}(?:-|\d{1,2}[.)])(?=[^\W\d_])")
DASH: Final = re.compile(r" {0,3}[–—]\s")
#: How a line ends that the next one does not continue.
BREAK: Final = re.compile(r"(?: {2}|<br ?/?>)$")
#: The end of a sentence, or of a part of one: what follows is the same paragraph.
ENDED: Final = re.compile(r"[.!?…;:,][»”]?\s*$")
#: How a line of an address begins, which is neither a point, nor a row, nor half a header.
VERSE: Final = re.compile(rf" {{0,3}}(?!\d+[.)]|(?:{KEYS}):)[^\W_a-zà-ÿ][^|]*$")
#: Shorter lines, one under the other, are an address or verses; whoever folds long lines folds them later.
SHORT: Final = 60
HIGHEST_NUMBER: Final = 99


class Remark(NamedTuple):
    """What is wrong at a line, before it is said of a file."""

    line: int
    message: str
    severity: Severity = Severity.FAULT


def check(body: str, whole: Prose) -> Iterator[Remark]:
    """Yield what Markdown would not understand in the body of a text, `whole` being its prose."""
    yield from (
        *_header_lines(whole.lines),
        *_unclosed_fences(whole.lines),
        *_titles(whole.units, body),
        *_underlined(whole.lines),
        *_tables(whole),
        *_indented(whole),
        *_attributes(whole),
        *_points(whole),
        *_joined(whole.units),
        *(Remark(*remark) for remark in markdown_inline.check(whole)),
    )


def _header_lines(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield lines of a header that stand in the text: a second header, or one cut in two."""
    before = False
    for line in lines:
        now = bool(HEADER_LINE.match(line.text))
        if now and not before:
            key = line.text.partition(":")[0]
            yield Remark(
                line.number,
                f"« {key}: » est une ligne d’en-tête au milieu du texte : elle serait publiée. "
                "Remontez-la entre les deux lignes ---, ou supprimez-la.",
            )
        before = now or (before and set(line.text.strip()) <= {"-"})


def _unclosed_fences(lines: Sequence[Line]) -> Iterator[Remark]:
    for line in lines:
        if FENCE.fullmatch(line.text.strip()):
            yield Remark(line.number, "Ce bloc de code n’est pas refermé. Ajoutez une ligne ``` là où il finit.")


def _titles(pieces: list[Unit], body: str) -> Iterator[Remark]:
    above = 1
    for piece in pieces:
        first = piece.lines[0]
        if piece.kind != "title":
            continue
        marks = re.match(r" *(#+)", first.text)
        level = len(marks[1]) if marks else 0
        if level == 1:
            yield Remark(first.number, _top_level(first.text))
        elif EMPTY_TITLE.fullmatch(first.text):
            yield Remark(first.number, "Ce titre est vide. Écrivez-le après les dièses, ou supprimez cette ligne.")
        elif level > above + 1 and "<h" not in body:
            title = re.sub(r"\{:[^{}]*\}|^#+|#+$", "", first.text.strip()).strip()
            yield Remark(
                first.number,
                f"Le titre « {title} » saute un niveau. Écrivez {'#' * (above + 1)} au lieu de {'#' * level}.",
            )
        above = max(level, 2) if level else above


def _top_level(text: str) -> str:
    message = "Le titre de la page est déjà le seul titre de premier niveau : écrivez ## au lieu de #."
    return message if re.match(r" *#\s", text) else f"{message} Pour un simple dièse, écrivez \\#."


def _underlined(lines: Sequence[Line]) -> Iterator[Remark]:
    """Yield the lines of hyphens or equal signs that make a title of the only line above them."""
    blank = Line(0, "")
    for above, title, line in zip([blank, blank, *lines], [blank, *lines], lines, strict=False):
        if above.text.strip() or not title.text.strip() or not UNDERLINE.fullmatch(line.text):
            continue
        if TITLE.fullmatch(title.text) or HEADER_LINE.match(title.text):
            continue
        if line.text.startswith("="):
            yield Remark(
                line.number,
                "Le titre de la page est déjà le seul titre de premier niveau : écrivez ## devant la ligne du dessus.",
            )
        else:
            yield Remark(
                line.number,
                f"Cette ligne fait un titre de « {title.text.strip()[:40]} ». Si vous voulez un trait, laissez une ligne "
                "vide au-dessus ; si vous voulez un titre, écrivez ## devant, sans cette ligne.",
                Severity.WARNING,
            )


def _tables(whole: Prose) -> Iterator[Remark]:
    lines, in_table = whole.lines, whole.in_table
    width = 0
    is_told = cut = False
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        if in_table[index]:
            if is_table(line.text, below) and in_table[index + 1]:
                width = len(cells(line.text))
            yield from _row(line, width)
            is_told, cut = False, True
        elif HYPHENS.fullmatch(below) and "|" in line.text and "|" in below:
            counts = f"{len(cells(line.text))} au-dessus, {len(cells(below))} ici"
            yield Remark(
                lines[index + 1].number, f"Ce tableau n’a pas le même nombre de cases : {counts}. Mettez-en autant."
            )
            is_told = True
        elif line.text.lstrip().startswith("|"):
            if not is_told:
                yield Remark(line.number, _no_table(cut))
            is_told = True
        elif line.text.strip():
            is_told = cut = False


def _row(line: Line, width: int) -> Iterator[Remark]:
    count = len(cells(line.text))
    if count > width:
        yield Remark(
            line.number,
            f"Cette ligne a {count} cases, le tableau {width} : ce qui dépasse ne serait pas publié. "
            "Enlevez une barre |, ou écrivez \\| pour une barre qui se lit.",
        )
    elif count < width:
        message = f"Cette ligne a {count} cases, le tableau {width} : les dernières resteront vides."
        yield Remark(line.number, message, Severity.WARNING)


def _no_table(cut: bool) -> str:
    if cut:
        return "Une ligne vide coupe ce tableau en deux. Supprimez-la."
    return "Ce tableau n’a pas sa ligne de tirets. Sous la ligne des titres, ajoutez autant de | --- | que de colonnes."


def _indented(whole: Prose) -> Iterator[Remark]:
    note = is_told = False
    for line, place in zip(whole.lines, whole.places, strict=True):
        if not line.text.strip():
            continue
        if place.column < STEP:
            note = bool(NOTE.match(line.text))
            is_told = False
        elif place.after_blank and not note and not place.opens and place.column >= STEP * (len(place.points) + 1):
            if not is_told:
                message = "Ces espaces en début de ligne en feraient un bloc gris, comme du code. Enlevez-les."
                yield Remark(line.number, message)
            is_told = True


def _attributes(whole: Prose) -> Iterator[Remark]:
    """Yield the `{: … }` that apply to nothing, and would be read as they are."""
    lines = whole.lines
    for index, line in enumerate(lines):
        if not ATTRIBUTES.fullmatch(line.text):
            continue
        above = lines[index - 1].text if index else ""
        if not above.strip() or whole.in_table[index - 1]:
            message = f"« {line.text.strip()} » ne porte sur rien. Placez cette ligne juste sous un paragraphe, sans ligne vide."
            yield Remark(line.number, message)


def _points(whole: Prose) -> Iterator[Remark]:
    """Yield what was meant for a point of a list, and is none."""
    for line, (before, place) in zip(whole.lines, pairwise([Placed("", ()), *whole.places]), strict=True):
        follows = bool(before.text.strip())
        mark = MARKER.match(line.text)
        if NO_SPACE.match(line.text):
            yield Remark(
                line.number, "Pour un point de liste, mettez une espace après le tiret ou le numéro.", Severity.WARNING
            )
        elif DASH.match(line.text) and follows:
            message = "Un tiret long ne fait pas une liste. Écrivez un tiret court : « - » devant chaque point."
            yield Remark(line.number, message, Severity.WARNING)
        elif mark and mark["number"] and follows and not place.opens and int(mark["number"]) <= HIGHEST_NUMBER:
            message = (
                "Cette liste commence juste sous un texte, par un autre numéro que 1. Laissez une ligne vide au-dessus."
            )
            yield Remark(line.number, message, Severity.WARNING)
        elif before.points and not place.opens and follows and _is_sentence_after(before.text, line.text):
            message = "Cette phrase continuerait le point de liste au-dessus. Laissez une ligne vide entre les deux."
            yield Remark(line.number, message, Severity.WARNING)


def _is_sentence_after(above: str, text: str) -> bool:
    """Return whether a line begins another sentence at the margin, where the one above has ended."""
    return bool(re.search(r"[.!?…;:][»”\s]*$", above)) and text[:1].isupper() and not TITLE.fullmatch(text)


def _joined(pieces: list[Unit]) -> Iterator[Remark]:
    """Yield the lines of an address, or of verses: short, each with a capital, none the end of a sentence."""
    for piece in pieces:
        texts = [line.text for line in piece.lines]
        if piece.kind != "paragraph" or len(texts) < 2 or not all(map(VERSE.match, texts)):
            continue
        above = texts[:-1]
        if max(map(len, texts)) <= SHORT and not any(map(ENDED.search, above)) and not all(map(BREAK.search, above)):
            yield Remark(
                piece.lines[0].number,
                "Ces lignes se suivront sur une seule. Pour qu’elles restent l’une sous l’autre, finissez chacune par "
                "deux espaces.",
                Severity.WARNING,
            )
