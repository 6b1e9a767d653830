"""Every question of the form, every task of any price list: in sight where it has an effect, typed, answered."""

import re
from contextlib import suppress
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

from estimator import InvalidInputs
from estimator.law.dated import baremes_at, date_droit
from estimator.need.inputs import state
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


#: Whether the address, which the engine writes, holds an answer.
TOLD = "([name, answer]) => new URLSearchParams(location.hash.slice(1)).get(name) === answer"


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


def cases(tarifs, asked):
    """Yield each of these questions in each state that gives it an effect: its name, and the answers it takes."""
    fields = {field.name: field for field in schema(BAREMES, tarifs)}
    for field in asked:
        for question, answer in field.when or [("", "")]:
            answers = {question: answer} if question and len(fields[question].answers) > 1 else {}
            answers[field.name] = other(field, tarifs)
            task = None
            if field.name.startswith(MINUTES):
                # Its minutes do not count before it has a number.
                task = fields[VOLUME + field.name.removeprefix(MINUTES)]
            if field.name == "besoin":
                # A need in tasks is no need until one of them has a number.
                task = next(one for one in fields.values() if one.name.startswith(VOLUME))
            if task:
                answers[task.name] = other(task, tarifs)
            yield field.name, answers


def fit(fields, tarifs, answers):
    """Return whether one visitor may give all these answers: none is refused, each has an effect."""
    for name in answers:
        effects = fields[name].when
        if effects and not any(answers.get(it, fields[it].typed(fields[it].default)) == by for it, by in effects):
            return False
    try:
        return state(answers, BAREMES, tarifs).keys() >= answers.keys() - {
            name for name, answer in answers.items() if answer == fields[name].typed(fields[name].default)
        }
    except InvalidInputs:
        return False


def together(tarifs, asked):
    """Return those cases in lots that fit together, each question once in a lot: [names, all answers]."""
    fields, lots = {field.name: field for field in schema(BAREMES, tarifs)}, []
    for name, answers in cases(tarifs, asked):
        for lot in lots:
            names, known = lot
            agree = all(known.get(it, answer) == answer for it, answer in answers.items())
            if agree and name not in names and fit(fields, tarifs, known | answers):
                lot[:] = [*names, name], known | answers
                break
        else:
            lots.append([[name], answers])
    return lots


def walk(form, asked):
    """Answer each of these questions in each state that gives it an effect; see that the engine answers that value."""
    fields, walked = {field.name: field for field in schema(BAREMES, form.tarifs)}, []
    for names, answers in together(form.tarifs, asked):
        form.begin_again()
        # First what gives others their effect.
        for name in sorted(answers, key=lambda name: (name in names, name.startswith(MINUTES))):
            form.put(fields[name], answers[name])
        wanted = {name: answers[name] for name in names}
        # What is wrong is told by its name below.
        with suppress(TimeoutError):
            form.page.wait_for_function(f"(wanted) => Object.entries(wanted).every({TOLD})", arg=wanted, timeout=15_000)
        assert form.page.evaluate(f"(wanted) => Object.entries(wanted).filter((it) => !({TOLD})(it))", wanted) == []
        walked += names
    return walked


def hidden(form):
    """Wait until each question is out of sight that no chosen answer gives an effect."""
    fields = {field.name: field for field in schema(BAREMES, form.tarifs) if len(field.answers) != 1}
    lots = {}
    for field in fields.values():
        if field.when and {question for question, _ in field.when} <= set(fields):
            given = {name for name, answer in field.when if fields[name].typed(fields[name].default) == answer}
            lots.setdefault(frozenset(given), []).append(field.name)
    for given, names in lots.items():
        form.begin_again()
        for question in given:
            form.put(fields[question], other(fields[question], form.tarifs))
        for name in names:
            form.page.wait_for_selector(f"[name={name}] >> nth=0", state="hidden", timeout=5000)
    return [name for names in lots.values() for name in names]


#: By list of prices: what is walked of it, and how many questions that is at least. Other questions do not depend on a list.
WALKED = {"the sample's": ("", 50), "awkward codes": (VOLUME, len(AWKWARD)), "no task": (None, 0)}


@pytest.mark.parametrize(("form", "walked"), WALKED.items(), ids=WALKED, indirect=["form"])
def test_every_question_is_in_sight_and_answered_where_it_has_an_effect(form, walked):
    """There, it takes a value, and the engine answers that value; elsewhere it is out of sight. Whatever a task's code."""
    begins, least = walked
    fields = [field for field in schema(BAREMES, form.tarifs) if len(field.answers) != 1]
    asked = [field for field in fields if begins is not None and field.name.startswith(begins)]
    found = walk(form, asked)

    assert sorted(found) == sorted(field.name for field in asked for _ in field.when or [""])
    assert len(asked) >= least
    assert {VOLUME + task.code for task in form.tarifs.taches} <= set(found)
    assert len(hidden(form)) > 10
