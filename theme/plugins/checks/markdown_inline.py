"""What Markdown would show as typed inside a paragraph: stars, links, braces, notes that are not closed or lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from theme.plugins.checks.source_lines import Prose, Unit
from theme.plugins.problems import Severity

#: (line, message, severity)
Remark = tuple[int, str, Severity]

FAULT, WARNING = Severity.FAULT, Severity.WARNING
DEFINITION: Final = re.compile(r" {0,3}\[(?P<name>[^\]]+)\]:\s*\S")
NOTE_CALL: Final = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?!:)")
REFERENCE: Final = re.compile(r"\[(?P<text>(?!\^)[^\[\]]+)\][ ]?\[(?P<name>(?!\^)[^\[\]]*)\]")
#: What names a file of the content, and what gives a class: the braces that are no mistake.
BRACES: Final = re.compile(r"\{(?:filename|static|attach)\}|\{:[^{}\n]*\}")
#: Marks of figures, whose own check tells what is wrong with them.
FIGURES: Final = re.compile(r"\{\{|\}\}")
_ADDRESS: Final = r"(?:https?:|mailto:|tel:|www\.|\{filename\}|\{static\}|\{attach\})"
#: A name of the web, as one types it without its beginning.
_SITE: Final = r"(?:www\.[\w.-]+|(?:[\w-]+\.)+(?:com|eu|fr|net|org|bzh|paris))"

#: (what is found, what to say of its groups).
PLAIN: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), message)
    for pattern, message in (
        (r"<!--", "Cette note <!-- n’est pas refermée : elle serait publiée. Ajoutez --> là où elle finit."),
        (
            rf"\][ \n]+\((?={_ADDRESS}|/|#)",
            "Une espace sépare le texte d’un lien de son adresse. Collez ] et ( : [texte](adresse).",
        ),
        (
            rf"\[[^\[\]()]+\((?={_ADDRESS})",
            "Il manque le crochet ] entre le texte de ce lien et son adresse : [texte](adresse).",
        ),
        (
            rf"\([^()\n]+\)\[(?={_ADDRESS})",
            "Les crochets vont autour du texte, les parenthèses autour de l’adresse : [texte](adresse).",
        ),
        (r"(?<!!)\[\s*\]\((?!\s*\))", "Ce lien n’a pas de texte. Écrivez entre les crochets où il mène."),
        (r"\]\(\s*\)", "Ce lien n’a pas d’adresse. Écrivez-la entre les parenthèses, ou enlevez les crochets."),
        (
            rf"\]\(<?(?P<it>{_SITE}(?:/[^()\s]*)?)>?(?=[\s)])",
            "Il manque le début de cette adresse. Écrivez https://{it}.",
        ),
        (
            r"\]\(<?(?P<it>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
            "Un lien vers une adresse électronique commence par mailto:. Écrivez mailto:{it}.",
        ),
        (r"\]\(<?http:(?P<it>//[^()\s>]+)", "Une adresse de ce site commence par https. Écrivez https:{it}."),
        (
            r"\]\((?P<it>https?:[^()\s]+) +(?=[^()\s\"'][^()\n]*\))",
            "Cette adresse contient une espace. Écrivez %20 à sa place : {it}%20…",
        ),
        (
            r"\]\(<?(?P<it>https://[\w-]+)(?=[/\s)>])",
            "« {it} » n’est pas une adresse complète : il manque la fin, par exemple .fr.",
        ),
        (
            r"\]\(<?(?P<it>(?:javascript|vbscript|data|file|ftp):)",
            "« {it} » n’est pas permis dans un lien. Utilisez https://, mailto: ou tel:.",
        ),
        (
            r"(?<!!)\[[^\]]*\]\((?!https?:)(?P<it>[^\s(){{}}:#]+\.md)\b",
            "Un texte du site se nomme depuis le dossier content, par exemple {{filename}}/pages/tarifs.md.",
        ),
    )
)


def check(whole: Prose) -> Iterator[Remark]:
    """Yield (line, message, severity) of each mark of a text that would be read as it is typed."""
    names = {_name(match["name"]) for match in (DEFINITION.match(line.text) for line in whole.lines) if match}
    for piece in whole.units:
        yield from _plain(piece)
        yield from _unclosed_links(piece)
        yield from _references(piece, names)
        yield from _stars(piece)
        yield from _braces(piece)
    yield from _notes(whole)


def _plain(piece: Unit) -> Iterator[Remark]:
    for pattern, message in PLAIN:
        for match in pattern.finditer(piece.text):
            yield piece.line_at(match.start()), message.format(**match.groupdict()), FAULT


def _unclosed_links(piece: Unit) -> Iterator[Remark]:
    text = piece.text
    for match in re.finditer(r"\]\(", text):
        depth = 1
        for character in text[match.end() :]:
            depth += (character == "(") - (character == ")")
            if not depth:
                break
        else:
            message = "Ce lien n’est pas refermé. Ajoutez la parenthèse ) à la fin de son adresse."
            yield piece.line_at(match.start()), message, FAULT


def _references(piece: Unit, names: set[str]) -> Iterator[Remark]:
    for match in REFERENCE.finditer(piece.text):
        name = match["name"] or match["text"]
        if _name(name) not in names:
            yield (
                piece.line_at(match.start()),
                f"Ce lien ne mène nulle part : aucune ligne « [{name}]: adresse » ne le complète. "
                "Écrivez [texte](adresse).",
                FAULT,
            )


def _stars(piece: Unit) -> Iterator[Remark]:
    """Yield the stars that make nothing bold nor slanted."""
    text = re.sub(r"^( *)[-+*](?= )", r"\1 ", piece.text)
    runs = [(run.start(), len(run[0]), _is_apart(text, run)) for run in re.finditer(r"\*+", text)]
    if piece.kind == "rule" or not runs:
        return
    apart = [start for start, length, alone in runs if alone and length == 2]
    bold = [start for start, length, alone in runs if not alone and length >= 2]
    slanted = [start for start, length, alone in runs if not alone and length in (1, 3)]
    if apart:
        message = "Ces deux étoiles touchent une espace : elles seraient publiées. Collez-les au texte : **en gras**."
        yield piece.line_at(apart[0]), message, FAULT
    elif len(bold) % 2:
        message = (
            "Le gras n’est pas refermé : il manque deux étoiles **. Pour des étoiles qui se lisent, écrivez \\*\\*."
        )
        yield piece.line_at(bold[0]), message, FAULT
    elif len(slanted) % 2 and len(bold) % 2 == 0:
        message = (
            "Une étoile est seule : elle sera publiée. Refermez *l’italique*, ou écrivez \\* si elle doit se lire."
        )
        yield piece.line_at(slanted[-1]), message, WARNING


def _is_apart(text: str, run: re.Match[str]) -> bool:
    """Return whether stars stand between spaces, where they mark nothing."""
    before, after = text[: run.start()][-1:], text[run.end() :][:1]
    return (not before or before.isspace()) and (not after or after.isspace())


def _braces(piece: Unit) -> Iterator[Remark]:
    text = FIGURES.sub("  ", BRACES.sub(lambda match: " " * len(match[0]), piece.text))
    match = re.search(r"[{}]", text)
    if match:
        yield (
            piece.line_at(match.start()),
            "Une accolade seule est mal comprise : ce qui la suit peut disparaître. Écrivez des parenthèses ; une valeur "
            "du site s’écrit entre deux accolades, {{ ainsi }}.",
            FAULT,
        )
    if piece.kind in ("paragraph", "point", "quote"):
        for given in re.finditer(r"(?<=[^\s)*_`>\]])[ \t]*\{:[^{}\n]*\}|(?<=\S)[ \t]+\{:[^{}\n]*\}", piece.text):
            message = f"« {given[0].strip()} » va seul sur la ligne du dessous."
            yield piece.line_at(given.start()), message, FAULT


def _notes(whole: Prose) -> Iterator[Remark]:
    defined = {
        match["name"]: line.number
        for line in whole.lines
        if (match := DEFINITION.match(line.text)) and match["name"][0] == "^"
    }
    called = set()
    for piece in whole.units:
        for match in NOTE_CALL.finditer(piece.text):
            name = f"^{match['name']}"
            called.add(name)
            if name not in defined:
                message = (
                    f"La note [{name}] n’existe pas. Ajoutez au bas du texte une ligne [{name}]: suivie de la note."
                )
                yield piece.line_at(match.start()), message, FAULT
    for name, number in defined.items():
        if name not in called:
            yield number, f"Aucun endroit du texte n’appelle cette note. Écrivez [{name}] là où elle s’applique.", FAULT


def _name(name: str) -> str:
    return " ".join(name.split()).lower()
