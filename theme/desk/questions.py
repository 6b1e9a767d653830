"""The first hour by plain questions, where no browser opens: the same forms, one value after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from requirements.pythons import COMMAND
from theme.desk import settings_faults, settings_form
from theme.desk.keeping import Keeper
from theme.desk.settings_form import Control
from theme.desk.settings_known import GROUPS, choices, labels
from theme.desk.wording import hint
from theme.plugins.problems import french_spaces
from theme.plugins.settings.schema import SITUATIONS
from theme.plugins.settings.secretaire import FILE, load

#: Pages that a first hour can do without. They have good values, and lists that are easier to see.
LATER: Final = ("apparence", SITUATIONS)
BEGINNING: Final = french_spaces(
    "Quelques questions, celles de votre première heure. Entrée garde ce qui est entre crochets ; un tiret seul, -, "
    "vide la réponse. Ctrl+C arrête : ce qui est répondu est gardé."
)
KEPT: Final = "C’est gardé dans content/secretaire.toml."
END: Final = french_spaces(f"La suite : {COMMAND} check --detail dit ce qui reste à faire.")
#: What people answer to a question of yes or no.
_YES: Final = {"o": "oui", "oui": "oui", "n": "non", "non": "non"}


class _Stopped(Exception):
    """She has had enough."""


def ask(keeper: Keeper, answer: Callable[[str], str], say: Callable[[str], None] = print) -> int:
    """Ask for the settings, `answer` being given each question; return the exit status: 1 when the file cannot be read."""
    settings, problems = load(keeper.content / FILE)
    if not settings:
        say("\n".join(map(str, problems)))
        return 1
    say(BEGINNING)
    try:
        for group in (group for group in GROUPS if group not in LATER):
            say(f"\n{labels()['groups'][group]}")
            _ask_group(keeper, group, answer, say)
    except _Stopped:
        say("")
    say(f"{KEPT} {END}")
    return 0


def _ask_group(keeper: Keeper, group: str, answer: Callable[[str], str], say: Callable[[str], None]) -> None:
    for name in [control.name for control in _controls(keeper, group)]:
        control = next((it for it in _controls(keeper, group) if it.name == name), None)
        while control and not _is_answered(keeper, group, control, answer, say):
            continue


def _controls(keeper: Keeper, group: str) -> Iterator[Control]:
    """Yield the questions of a page: those of its sections, and of each block of its lists."""
    for part in settings_form.page(keeper.read(FILE).decode(), group):
        yield from part.controls
        for block in part.blocks:
            yield from block.controls


def _is_answered(
    keeper: Keeper, group: str, control: Control, answer: Callable[[str], str], say: Callable[[str], None]
) -> bool:
    """Ask for one value and save it; return whether it is right, what is wrong being said."""
    if control.hint:
        say(f"\n  {hint(control.hint)}")
    try:
        typed = answer(french_spaces(f"{control.field.label} [{_default(control)}] : ")).strip()
    except (EOFError, KeyboardInterrupt) as stop:
        raise _Stopped from stop
    if not typed:
        return True
    fault = _saved(keeper, group, control, _meant(control, typed))
    if fault:
        say(f"  {fault}")
    return not fault


def _default(control: Control) -> str:
    return control.value.replace("\n", ", ")


def _meant(control: Control, typed: str) -> str:
    """Return an answer as the form would hold it."""
    if typed == "-":
        return ""
    if control.field.kind == "oui_non":
        return _YES.get(typed.lower(), typed)
    if control.field.kind == "liste":
        return "\n".join(re.split(r"\s*,\s*", typed))
    # « SFTP », « SFTP, le cas ordinaire » and the value itself.
    forms = ((form, value) for value, word in choices(control.field) for form in (value, word, word.partition(",")[0]))
    words = {form.lower(): value for form, value in forms}
    return words.get(typed.lower(), typed)


def _saved(keeper: Keeper, group: str, control: Control, value: str) -> str:
    """Save a value; return what is wrong with it, empty when nothing is."""
    if control.field.kind == "oui_non" and value not in ("oui", "non"):
        return "Répondez par oui ou par non."
    words = dict(choices(control.field))
    if words and value not in words:
        return french_spaces(f"Les réponses possibles : {', '.join(words.values())}.")
    before = keeper.read(FILE).decode()
    after, wrong = settings_form.changed(before, group, {control.name: value})
    if wrong:
        return wrong[control.name]
    faults = settings_faults.judged(before, after, group, {control.name: value}, keeper.content)
    earlier = settings_faults.judged(before, before, group, {}, keeper.content)
    fault = faults.by_field.get(control.name, "") or next((it for it in faults.others if it not in earlier.others), "")
    if not fault:
        keeper.write(FILE, after.encode())
    return fault
