"""« Mes pages » and « Mes articles »: their lists, and each text with the page that it makes beside it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from theme.desk import text_file, texts
from theme.desk.called import called
from theme.desk.guard import DeskHandler
from theme.desk.keeping import Changed, digest
from theme.desk.publishing_pages import PublishingHandler
from theme.desk.settings_form import Control
from theme.desk.settings_known import labels
from theme.desk.settings_pages import CHANGED
from theme.desk.wording import of_header
from theme.plugins.checks import content, content_header, explained, names_page
from theme.plugins.figures import marks
from theme.plugins.figures.catalogue import Catalogue, recall
from theme.plugins.problems import Problem, french_spaces

IN_UTF_8 = french_spaces(
    "Vérifiez les accents de ce texte, puis enregistrez-le : il n’était pas en UTF-8, l’alphabet du Web, et il le sera."
)
NO_TITLE = french_spaces("Écrivez un titre : quelques mots, dont l’adresse de la page sera faite.")


@dataclass(frozen=True, slots=True)
class Refused:
    """Why what is typed was not saved: the faults of the file as it would be, `new`, or another reason."""

    typed: dict[str, str]
    status: int
    faults: Sequence[Problem] = ()
    new: bytes | None = None
    others: tuple[str, ...] = ()


class TextsHandler(DeskHandler):
    """The list of a kind of texts, and a new one."""

    def get(self, kind: str) -> None:
        """Show the list."""
        self._list(kind)

    def post(self, kind: str) -> None:
        """Make a draft from its title, and open it."""
        try:
            name = texts.create(self.desk.keeper, kind, self.typed().get("titre", ""), self.desk.day())
        except ValueError:
            return self._list(kind, NO_TITLE, 422)
        return self.go(f"/{name}", "cree")

    def _list(self, kind: str, fault: str = "", status: int = 200) -> None:
        rows = texts.rows(self.desk.content, kind, self.desk.day())
        keeper = self.desk.keeper
        removed = [(name, called(name, keeper.last(name))) for name in keeper.removed(kind)]
        self.show("texts.html", status, kind=kind, rows=rows, fault=fault, removed=removed)


class TextHandler(PublishingHandler):
    """One text: its header as fields, its body, what is wrong with it."""

    def get(self, name: str) -> None:
        """Show the form."""
        self._form(name, self.desk.keeper.read(name))

    async def post(self, name: str) -> None:
        """Save what is typed, or say what keeps it from being saved; it stays in the form."""
        keeper, typed, old = self.desk.keeper, self.typed(), self.desk.keeper.read(name)
        if typed.get("etat") != digest(old):
            return self._form(name, old, Refused(typed, 409, others=(CHANGED,)))
        text = content_header.read(keeper.path(name), name.partition("/")[0])
        if isinstance(text, Problem):
            # Its header cannot be read: the file was shown whole, and is typed whole.
            new = text_file.whole(old, typed.get(text_file.BODY, ""))
        else:
            new = text_file.changed(text_file.source(old), text, typed).encoded()
            new = texts.with_old_address(keeper, text, new, self.desk.day())
        problems = await asyncio.to_thread(texts.judged, keeper, name, new, self.desk.day()) if new != old else []
        if any(problem.is_fault for problem in problems):
            return self._form(name, old, Refused(typed, 422, [it for it in problems if it.is_fault], new))
        try:
            saved = keeper.write(name, new, known=digest(old))
        except Changed:
            return self._form(name, old, Refused(typed, 409, others=(CHANGED,)))
        if isinstance(text, content_header.Text):
            await asyncio.to_thread(texts.follow, keeper, text)
        return self.go_on(f"/{name}", "enregistre" if saved else "pareil")

    def _form(self, name: str, old: bytes, refused: Refused | None = None) -> None:
        keeper, kind = self.desk.keeper, name.partition("/")[0]
        path = keeper.path(name)
        if not path.is_file():
            self.send_error(404)
            return
        text = content_header.read(path, kind)
        why = refused or Refused({}, 200)
        after = text_file.source(old if why.new is None else why.new)
        by_place = _by_place(after, [text] if isinstance(text, Problem) and not why.faults else why.faults)
        fields = {text_file.BODY: text_file.words(old)} if isinstance(text, Problem) else text_file.values(text)
        rows = texts.rows(self.desk.content, kind, self.desk.day())
        controls = self._controls(kind, fields, why.typed, by_place.by_field)
        self.show(
            "text.html",
            why.status,
            name=name,
            kind=kind,
            heading=str(fields.get("title") or path.name),
            controls=controls,
            faulty=[control for control in controls if control.fault],
            others=[*why.others, *by_place.others],
            in_text=by_place.in_text,
            styles=self.let_styles_in(),
            state=digest(old),
            unsaved=refused is not None,
            explained=explained.paragraph(why.faults[0], self.desk.content) if why.faults else explained.ANY,
            address=next(row.address for row in rows if row.name == name),
        )

    def _controls(
        self, kind: str, fields: dict[str, str], typed: dict[str, str], faults: dict[str, str]
    ) -> list[Control]:
        rows = texts.rows(self.desk.content, "pages", self.desk.day())
        pages = {row.slug: row.title for row in rows if row.is_online and row.address != "/"}
        hints = labels()["hints"]
        return [
            Control(
                key,
                text_file.key_field(kind, key, pages),
                typed.get(key, value),
                hints.get(key, ""),
                faults.get(key, ""),
            )
            for key, value in fields.items()
        ]


class JsonHandler(DeskHandler):
    """What a script of the desk asks for."""

    async def answer(self, find: Callable[..., object], *about: object) -> None:
        """Send what `find` returns, as JSON; it may read files for a second."""
        result = await asyncio.to_thread(find, *about)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(result, ensure_ascii=False))


class NamesHandler(JsonHandler):
    """The names that a text may use, with what each says today."""

    async def get(self) -> None:
        """Send all of them, those of the settings first: [name, value]; or what those asked for by `nom` say."""
        await self.answer(self._names, self.get_query_arguments("nom"))

    def _names(self, names: Sequence[str]) -> list[tuple[str, str | None, str | None]]:
        catalogue = content.read(self.desk.content, self.desk.day()).names
        if catalogue is None:
            return []
        if names:
            return [_figure(name, catalogue) for name in names]
        recall(catalogue, catalogue.figures.values())
        return [(name, names_page.words(figure.text), None) for name, figure in catalogue.figures.items()]


class FaultsHandler(JsonHandler):
    """What is wrong with a text as it is saved."""

    async def get(self, name: str) -> None:
        """Send it by line of the text: [line, message, whether it keeps the site from being published]."""
        await self.answer(self._faults, name)

    def _faults(self, name: str) -> list[tuple[int, str, bool]]:
        saved = self.desk.keeper.read(name)
        before = text_file.source(saved).lines_before
        problems = texts.judged(self.desk.keeper, name, saved, self.desk.day()) if saved else []
        in_text = [(it.line - before, it) for it in problems if it.line and it.line > before]
        return [(line, french_spaces(it.message), it.is_fault) for line, it in in_text]


def _figure(name: str, names: Catalogue) -> tuple[str, str | None, str | None]:
    """Return a name, what it says (None for one that nothing is called), and which one looks like it."""
    figure = names.get(name)
    return (name, names_page.words(figure.text), None) if figure else (name, None, marks.nearest(name, names))


@dataclass(frozen=True, slots=True)
class Told:
    """What is wrong with a file: by key of its header, by line of its text, and of neither."""

    by_field: dict[str, str]
    in_text: list[tuple[int, str]]
    others: list[str]


def _by_place(after: text_file.Source, problems: Sequence[Problem]) -> Told:
    by_place = Told({}, [], [])
    for problem in problems:
        field, message = _field(after, problem.line), french_spaces(problem.message)
        if field:
            by_place.by_field.setdefault(field, of_header(problem.message))
        elif problem.line is None or problem.line <= after.lines_before:
            by_place.others.append(IN_UTF_8 if problem.message == content_header.NOT_UTF_8 else message)
        else:
            by_place.in_text.append((problem.line - after.lines_before, message))
    return by_place


def _field(after: text_file.Source, line: int | None) -> str:
    """Return the key of the header that a line of the file writes, empty for another line."""
    header = after.header.split("\n")
    if line is None or not 2 <= line <= len(header) + 1:
        return ""
    key = header[line - 2].partition(":")[0].strip(" \"'")
    return key if key in labels()["header"] else ""
