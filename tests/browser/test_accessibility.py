"""axe on every page, in both colour schemes, on a phone and on a desktop; the estimator in each of its states."""

from pathlib import Path

import pytest

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
LOOKS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


#: The rules that a colour scheme bears on.
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def violations(page, options=None):
    """Return what axe finds on the page as it stands: (rule, first element)."""
    found = page.evaluate(
        "async (options) => (await axe.run({ resultTypes: ['violations'], ...options })).violations", options or {}
    )
    return [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found]


@pytest.fixture
def seen(visit):
    """Return a function that makes a visit with a width and a colour scheme, at rest."""

    def make(width, scheme):
        look = visit(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        look.page.add_init_script(AXE)
        return look

    return make


def test_every_page_is_without_violation(seen, paths):
    """Contrast, names, roles, landmarks, headings: nothing to report on any page, in any look."""
    look = seen(*LOOKS[0])
    # At rest: pages are judged as they read without the live estimator.
    look.page.route("**/worker*.js*", lambda route: route.abort())
    found = {}
    for path in paths:
        look.open(path)
        for width, scheme in LOOKS:
            look.page.set_viewport_size({"width": width, "height": 900})
            look.page.emulate_media(color_scheme=scheme)
            # All else was looked at in the light.
            found[path, width, scheme] = violations(look.page, OF_COLOURS if scheme == "dark" else None)

    assert {at: wrong for at, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(("width", "scheme"), [LOOKS[0], LOOKS[3]])
def test_live_estimator_is_without_violation_in_each_state(seen, width, scheme):
    """From a link with a notice, with everything open, a mission, a temp whom the law forbids, wrong answers."""
    look = seen(width, scheme).open("/estimation/#couleur=bleu&droit=2026-01-01").ready()
    look.explain().page.wait_for_selector("[data-notices] p")
    states = {"ready": violations(look.page)}
    look.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    states["open"] = violations(look.page)
    look.page.click("text=Remplacement de congé")
    look.page.wait_for_selector(".switch", state="hidden")
    states["mission"] = violations(look.page)
    look.page.check("#ponctuel-non")
    look.page.select_option("#motif_interim", "aucun")
    look.page.wait_for_selector(".option--refused")
    states["refused"] = violations(look.page)
    look.page.check("#besoin-taches")
    look.page.fill("#volume_courrier", "beaucoup")
    look.page.wait_for_selector(".errors")
    states["wrong"] = violations(look.page)

    assert {name: wrong for name, wrong in states.items() if wrong} == {}


def test_waiting_and_printed_pages_are_without_violation(seen):
    """A first answer before Python is there, the page on paper."""
    look = seen(*LOOKS[0])
    look.page.route("**/*.wasm*", lambda route: None)
    look.open()
    look.page.fill("#heures_par_mois", "40")
    look.page.wait_for_selector("cost-estimator[data-first]")
    states = {"first answer": violations(look.page)}
    look.page.emulate_media(media="print")
    states["print"] = violations(look.page)

    assert {name: wrong for name, wrong in states.items() if wrong} == {}


def test_a_printed_request_is_without_violation(seen):
    """With the drawings after it."""
    look = seen(*LOOKS[0]).open("/estimation/#heures_par_mois=40")
    look.page.wait_for_selector("[data-sheet] .request", state="attached")
    look.page.emulate_media(media="print")
    states = {"request": violations(look.page)}

    assert {name: wrong for name, wrong in states.items() if wrong} == {}
