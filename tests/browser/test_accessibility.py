"""axe on every page, in both colour schemes, on a phone and a desktop; the estimator in each state."""

import pytest
from accessibility import AXE, Judge, violations
from showing import show

LOOKS = [(360, "light"), (360, "dark"), (1280, "dark"), (1280, "light")]


@pytest.fixture
def seen(visit):
    """A visit at rest, for axe to judge."""
    look = visit(viewport={"width": LOOKS[0][0], "height": 900}, color_scheme=LOOKS[0][1], reduced_motion="reduce")
    look.page.add_init_script(AXE)
    return look


def test_every_page_is_without_violation(seen, site, paths):
    """Contrast, names, roles, landmarks, headings: nothing to report on any page, in any look."""
    # Pages are judged as they read without the live estimator.
    seen.page.route("**/worker*.js*", lambda route: route.abort())
    judge, found = Judge(*LOOKS), {}
    for path in paths:
        show(seen, site, path)
        found[path] = judge.found(seen.page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


#: A page, and by what is wrong with it its rules, and the looks in which that is found.
PLAIN = """<!doctype html><html lang="fr"><title>Essai</title><style>
  body {{ background: white; color: black }}
  @media (prefers-color-scheme: dark) {{ body {{ background: black; color: white }} }}
  img {{ display: none }}
  {style}
</style><main><h1>Titre</h1><p>Un texte</p><img src="data:,"></main>"""
PLANTED = {
    "nothing": ("", set()),
    "dark": ("@media (width < 500px) and (prefers-color-scheme: dark) { p { color: #333 } }", {LOOKS[1]}),
    "wide": ("@media (width > 1000px) and (prefers-color-scheme: light) { p { color: #ccc } }", {LOOKS[3]}),
    "behind": ("main { background: #eee } @media (prefers-color-scheme: dark) { h1 { color: red } }", {LOOKS[2]}),
    "shown": ("@media (width > 1000px) { img { display: block } }", {LOOKS[2]}),
    "large": ("p { position: absolute; inline-size: 1000px }", {*LOOKS[:2]}),
}


def test_a_planted_fault_is_found_in_its_look(seen):
    """Each is found on its page, though the pages before were without fault."""
    judge, found = Judge(*LOOKS), {}
    seen.page.goto("about:blank")
    for name, (style, _) in PLANTED.items():
        seen.page.set_content(PLAIN.format(style=style))
        found[name] = set(judge.found(seen.page))

    assert found == {name: looks for name, (_, looks) in PLANTED.items()}


def printed(page):
    """Return what is wrong with the page on paper."""
    page.emulate_media(media="print")
    found = violations(page)
    page.emulate_media(media="screen")
    return found


def test_live_estimator_is_without_violation_in_each_state(seen):
    """From a link with a notice, printed, with everything open, a mission, a temp whom the law forbids, wrong answers."""
    page = seen.open("/estimation/#heures_par_mois=40&couleur=bleu&droit=2026-01-01").ready().page
    judge = Judge(LOOKS[0], LOOKS[2])
    page.wait_for_selector("[data-sheet] .request", state="attached")
    states = {"printed": printed(page)}
    seen.explain().page.wait_for_selector("[data-notices] p")
    states["ready"] = judge.found(page)
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    states["open"] = judge.found(page)
    page.click("text=Remplacement de congé")
    page.wait_for_selector(".switch", state="hidden")
    states["mission"] = judge.found(page)
    page.check("#ponctuel-non")
    page.select_option("#motif_interim", "aucun")
    page.wait_for_selector(".option--refused")
    states["refused"] = judge.found(page)
    page.check("#besoin-taches")
    page.fill("#volume_courrier", "beaucoup")
    page.wait_for_selector(".errors")
    states["wrong"] = judge.found(page)

    assert {name: wrong for name, wrong in states.items() if wrong} == {}


def test_waiting_page_is_without_violation(seen):
    """A first answer before Python is there, on screen and on paper."""
    page = seen.page
    page.route("**/*.wasm*", lambda route: None)
    seen.open()
    page.fill("#heures_par_mois", "40")
    page.wait_for_selector("cost-estimator[data-first]")
    states = {"first answer": Judge(LOOKS[0]).found(page), "printed": printed(page)}

    assert {name: wrong for name, wrong in states.items() if wrong} == {}
