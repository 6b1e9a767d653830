"""Every question of the form, and every task of any price list: in sight where it has an effect, typed, and answered."""

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

import pytest

from estimator.law.dated import baremes_at, date_droit
from estimator.need.questions import MINUTES, VOLUME, schema
from estimator.need.tarifs import Tarifs
from theme.plugins.estimate.estimation import page_names
from theme.plugins.settings.secretaire import FILE, load, price_list

BAREMES = baremes_at(date_droit())
SAMPLE = load(Path(__file__).parents[2] / "content" / FILE)[0]
#: Codes that look like other questions, or like parts of their names.
AWKWARD = (
    "x_compte",
    "compte_rendu",
    "ponctuel",
    "heures",
    "x_comptee",
    "volume_",
    "besoin",
    "contrat",
    "duree_mois",
    "_",
    "0",
    "aide",
)


def sold(codes):
    """Return the sample's settings with tasks of these codes."""
    tasks = [
        {"code": code, "nom": f"Tâche {code}", "unite": "pièce", "prix": 6, "minutes_salarie": 12} for code in codes
    ]
    return {**SAMPLE, "taches": tasks}


LISTS = {"the sample's": SAMPLE, "awkward codes": sold(AWKWARD), "no task": sold(())}


@dataclass
class Form:
    """The estimation page of a price list, its engine live."""

    visit: object
    tarifs: Tarifs

    @property
    def page(self):
        """The page in the browser."""
        return self.visit.page

    def put(self, field, answer):
        """Answer a question as a visitor does; Playwright refuses what is out of sight."""
        if field.kind == "oui_non" and not field.words:
            self.page.set_checked(f"#{field.name}", answer == "oui", timeout=5000)
        elif len(field.answers) == 2:
            self.page.check(f"[name={field.name}][value='{answer}']", timeout=5000)
        elif field.answers:
            self.page.select_option(f"#{field.name}", answer, timeout=5000)
        else:
            self.page.fill(f"#{field.name}", answer, timeout=5000)

    def begin_again(self):
        """Put every answer back, whether it is in sight or not."""
        self.page.click("[type=reset]")


@pytest.fixture
def form(request, visit, site):
    """The built page with the form and the prices of a list, every part unfolded."""
    settings = LISTS[request.param]
    names = page_names(settings)
    html = (site / "estimation" / "index.html").read_text(encoding="utf-8")
    for pattern, own in (
        ("<form.*?</form>", names["estimation_form"]),
        ("(?<=data-tarifs=').*?(?=')", names["estimation_tarifs"]),
        ("(?<=data-first-answers>).*?(?=</script>)", names["first_answers"]),
    ):
        html, count = re.subn(pattern, lambda _, own=own: str(own), html, flags=re.DOTALL)
        assert count == 1
    found = visit()
    found.page.route("**/estimation/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    found.open().ready()
    found.page.evaluate("document.querySelectorAll('.refine').forEach((part) => (part.open = true))")
    return Form(found, price_list(settings))


def other(field, tarifs):
    """Return an answer that is not the default, as typed, and that no other answer forbids."""
    if field.answers:
        return next(answer for answer in reversed(field.answers) if answer != field.typed(field.default))
    if field.kind == "date":
        return "2027-03-01"
    if field.name.startswith(VOLUME):
        [task] = [task for task in tarifs.taches if VOLUME + task.code == field.name]
        return field.typed((Decimal(120) / task.minutes_salarie).to_integral_value(ROUND_CEILING))
    if field.name.startswith(MINUTES):
        # The least would leave less than an hour of work.
        return field.typed(field.default + 1)
    return field.typed(field.maximum if field.default == field.minimum else field.minimum)


def walk(form, asked):
    """Answer each of these questions in each state that gives it an effect; wait until the engine answers that value."""
    fields = {field.name: field for field in schema(BAREMES, form.tarifs)}
    for field in asked:
        for question, answer in field.when or [("", "")]:
            form.begin_again()
            if question and len(fields[question].answers) > 1:
                form.put(fields[question], answer)
            typed = other(field, form.tarifs)
            form.put(field, typed)
            if field.name.startswith(MINUTES):
                # Nor do its minutes count before it has a number.
                task = fields[VOLUME + field.name.removeprefix(MINUTES)]
                form.put(task, other(task, form.tarifs))
            if field.name == "besoin":
                # A need in tasks is no need until one of them has a number.
                task = next(one for one in fields.values() if one.name.startswith(VOLUME))
                form.put(task, other(task, form.tarifs))
            form.page.wait_for_function(
                "([name, typed]) => new URLSearchParams(location.hash.slice(1)).get(name) === typed",
                arg=[field.name, typed],
                timeout=15_000,
            )


@pytest.mark.parametrize("form", ["the sample's"], indirect=True)
def test_every_question_is_reached_and_answered(form):
    """Where the schema gives it an effect, it is in sight, takes a value, and the engine answers that value."""
    asked = [field for field in schema(BAREMES, form.tarifs) if len(field.answers) != 1]
    walk(form, asked)

    assert len(asked) > 50
    assert [field.name for field in asked if field.name.startswith(VOLUME)] == [
        VOLUME + task["code"] for task in SAMPLE["taches"]
    ]


@pytest.mark.parametrize("form", ["awkward codes"], indirect=True)
def test_every_task_is_reached_and_answered_whatever_its_code(form):
    """Codes that hold the names of other questions, or parts of them."""
    asked = [field for field in schema(BAREMES, form.tarifs) if field.name.startswith(VOLUME)]
    walk(form, asked)

    assert len(asked) == len(AWKWARD)


@pytest.mark.parametrize("form", LISTS, indirect=True)
def test_a_question_without_effect_is_out_of_sight(form):
    """None of the answers that give it one is chosen: nothing to read, nothing to fill for nothing."""
    fields = {field.name: field for field in schema(BAREMES, form.tarifs) if len(field.answers) != 1}
    for field in fields.values():
        if not field.when or not {question for question, _ in field.when} <= set(fields):
            continue
        form.begin_again()
        for question, answer in field.when:
            if fields[question].typed(fields[question].default) == answer:
                form.put(fields[question], other(fields[question], form.tarifs))
        form.page.wait_for_selector(f"[name={field.name}] >> nth=0", state="hidden", timeout=5000)
