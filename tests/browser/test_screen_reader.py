"""What a screen reader is told of the estimator, read in the accessibility tree of Chromium."""

from itertools import pairwise

QUESTIONS = {"textbox", "checkbox", "combobox", "slider", "radio", "Date"}


def told(page):
    """Return what is told of each part of the page, in the order of reading: role, name, description, properties."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    return [_part(node) for node in _in_order(nodes[0], by_id) if not node["ignored"]]


def _in_order(node, by_id):
    """Yield a part of the tree, then what is inside, as it is read."""
    yield node
    for child in node.get("childIds", []):
        if child in by_id:
            yield from _in_order(by_id[child], by_id)


def _part(node):
    return {
        "role": node["role"]["value"],
        "name": node.get("name", {}).get("value", ""),
        "description": node.get("description", {}).get("value", ""),
        **{item["name"]: item["value"].get("value") for item in node.get("properties", [])},
    }


def of(parts, *roles):
    """Return the parts that have one of these roles."""
    return [part for part in parts if part["role"] in roles]


def test_every_question_has_a_name(ready):
    """With all parts of the form open: no field is « edit, blank »."""
    ready.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    questions = of(told(ready.page), *QUESTIONS)

    assert len(questions) > 30
    assert [question for question in questions if not question["name"].strip()] == []


def test_first_number_tells_its_unit_and_its_limits(ready):
    """Name, then what is expected."""
    [hours] = [part for part in of(told(ready.page), "textbox") if part["name"].startswith("Heures de secrétariat")]

    assert "De 1\u00a0h à 151,67\u00a0h" in hours["description"]


def test_result_is_announced_once_politely(ready):
    """One status speaks of the calculation, with the sentence that answers; no card's figure is in a live region."""
    ready.page.fill("#heures_par_mois", "90")
    ready.answered()
    ready.page.wait_for_selector("[data-status]:has-text('Pour 90')", state="attached")
    parts = told(ready.page)
    spoken = [part["live"] for part in of(parts, "status") if part.get("live")]

    assert spoken == ["polite"]
    answer = ready.page.text_content(".result__sentence")
    assert answer.startswith("Pour 90\u00a0h par mois")
    assert ready.page.text_content("[data-status]").split() == f"Le résultat est à jour. {answer}".split()
    assert of(parts, "alert") == []


def test_an_answer_that_comes_at_once_is_announced_by_itself(ready):
    """No « Calcul en cours » comes and goes; what is said changes with the answer."""
    # However slow this machine, the answer comes before the style names the old one.
    ready.style("[data-old] { animation-delay: 3600s !important }")
    said = ready.page.evaluate(
        """() => new Promise((done) => {
          const said = [];
          const [seen, heard] = document.querySelector('[data-status]').children;
          const field = document.querySelector('#heures_par_mois');
          const type = (hours) => {
            field.value = hours;
            field.dispatchEvent(new Event('input', { bubbles: true }));
          };
          new MutationObserver((_, observer) => {
            said.push(seen.textContent);
            if (heard.textContent.includes('Pour 35')) type('36');
            if (heard.textContent.includes('Pour 36')) {
              observer.disconnect();
              done(said);
            }
          }).observe(document.querySelector('[data-status]'), { childList: true, subtree: true });
          type('35');
        })"""
    )

    assert set(said) == {""}


def test_a_slider_is_not_talked_over(stopped):
    """Ten steps, ten answers on the screen; one is read aloud, once the slider rests."""
    sliding = stopped
    said = sliding.page.evaluate_handle(
        """() => {
          const said = [], [, heard] = document.querySelector('[data-status]').children;
          new MutationObserver(() => heard.textContent && said.push(heard.textContent)).observe(heard, { childList: true });
          return said;
        }"""
    )
    sliding.page.focus("[data-slider=heures_par_mois]")
    for _ in range(10):
        sliding.page.keyboard.press("ArrowRight")
        sliding.frame().answered()
        # Half a pause: nothing is said yet.
        sliding.page.clock.run_for(300)
    meanwhile = [words for words in said.json_value() if "Pour" in words]
    sliding.page.clock.run_for(1000)
    hours = sliding.page.input_value("#heures_par_mois")

    assert meanwhile == []
    [heard] = [words for words in said.json_value() if "Pour" in words]
    assert heard.startswith(f"Le résultat est à jour. Pour {hours}\u00a0h par mois")


def test_wrong_answer_is_an_alert_and_its_field_is_invalid(ready):
    """The field says so itself, with the sentence that mends it."""
    ready.page.fill("#heures_par_mois", "beaucoup")
    ready.page.wait_for_selector(".errors")
    parts = told(ready.page)
    [hours] = [part for part in of(parts, "textbox") if part["name"].startswith("Heures de secrétariat")]

    assert len(of(parts, "alert")) == 1
    assert hours["invalid"] == "true"
    assert "Indiquez le nombre d’heures" in hours["description"]


def test_each_drawing_says_what_it_shows_and_has_its_table(ready):
    """A name for each drawing; the figures in tables with a caption."""
    ready.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for figure in ready.page.locator(".chart").all():
        figure.scroll_into_view_if_needed()
    parts = told(ready.page)
    names = [part["name"] for part in of(parts, "image", "img", "graphics-document") if part["name"]]
    tables = [part["name"] for part in of(parts, "table")]

    assert len(names) >= 2
    assert len(tables) >= 3
    assert all(tables)


def test_headings_tell_the_answer_in_order(ready):
    """From the three options to what to do next, no level is skipped."""
    levels = [int(part["level"]) for part in of(told(ready.explain().page), "heading")]

    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    names = [part["name"] for part in of(told(ready.page), "heading")]
    assert names.index("Secrétaire indépendante") < names.index("Salariée") < names.index("Et maintenant\u202f?")
