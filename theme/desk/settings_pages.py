"""« Mes réglages »: the addresses of the settings' forms."""

from __future__ import annotations

from tornado.web import HTTPError

from theme.desk import guide, settings_faults, settings_form
from theme.desk.guard import DeskHandler
from theme.desk.keeping import Changed, digest
from theme.desk.publishing_pages import PublishingHandler
from theme.desk.settings_faults import Faults
from theme.desk.settings_known import GROUPS, labels
from theme.plugins.problems import french_spaces
from theme.plugins.settings.secretaire import FILE, load

CHANGED = french_spaces(
    "Ce fichier a été enregistré ailleurs depuis que vous avez ouvert cette page : rien n’est enregistré, et ce que "
    "vous avez tapé est ci-dessous. Enregistrez de nouveau pour l’y mettre, le reste du fichier étant gardé."
)
BYTES = french_spaces("Ce fichier n’est pas en UTF-8. Reprenez une version antérieure ci-dessous.")


class SettingsHandler(DeskHandler):
    """The pages of settings, and which there are."""

    async def get(self) -> None:
        """List them."""
        self.show("settings.html", groups=GROUPS, labels=labels())


class GroupHandler(PublishingHandler):
    """One page of settings."""

    async def get(self, group: str) -> None:
        """Show the form."""
        if group not in GROUPS:
            raise HTTPError(404)
        self._form(group, self._text())

    async def post(self, group: str) -> None:
        """Save what is typed, or say beside each field what keeps it from being saved."""
        if group not in GROUPS:
            raise HTTPError(404)
        text, typed = self._text(), self.typed()
        if "faire" in typed:
            what, title, mark = (*typed["faire"].split(":"), "", "")[:3]
            marks = settings_form.moved(settings_form.order(text, title, typed), what, mark)
            typed[f"{title}.{settings_form.ORDER}"] = " ".join(marks)
            return self._form(group, text, typed)
        if typed.get("etat") != digest(text.encode()):
            return self._form(group, text, typed, Faults(others=(CHANGED,)), 409)
        new, wrong = settings_form.changed(text, group, typed)
        faults = Faults(wrong) if wrong else settings_faults.judged(text, new, group, typed, self.desk.content)
        if faults:
            return self._form(group, text, typed, faults, 422)
        try:
            saved = self.desk.keeper.write(FILE, new.encode(), known=typed["etat"])
        except Changed:
            return self._form(group, text, typed, Faults(others=(CHANGED,)), 409)
        word = "reste" if settings_faults.has_sample(self.desk.content) else "enregistre"
        return self.go_on(f"/reglages/{group}", word if saved else "pareil")

    def _text(self) -> str:
        try:
            return self.desk.keeper.read(FILE).decode()
        except UnicodeDecodeError:
            return ""

    def _form(
        self,
        group: str,
        text: str,
        typed: dict[str, str] | None = None,
        faults: Faults | None = None,
        status: int = 200,
    ) -> None:
        wrong_values = faults or Faults()
        settings, problems = load(self.desk.content / FILE)
        unreadable = [str(problem) for problem in problems if problem.is_fault] if not settings else []
        parts = settings_form.page(text, group, typed, wrong_values.by_field)
        controls = [control for part in parts for control in settings_form.controls(part)]
        names = list(GROUPS)
        after = names.index(group) + 1
        self.show(
            "group.html",
            status,
            group=group,
            parts=parts,
            labels=labels(),
            faulty=[control for control in controls if control.fault],
            others=[*unreadable, *wrong_values.others],
            state=digest(text.encode()),
            unsaved=typed is not None,
            explained=guide.of_group(group),
            following=names[after] if after < len(names) else "",
            order=settings_form.ORDER,
        )
