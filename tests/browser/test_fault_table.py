"""Every fault tried in two browsers, and what happened, written into `tests/faults.md` by the run itself."""

import os
import re
import tempfile
from pathlib import Path

import pytest
from faulty import DIES, LOOPS, Faulty, copy, dying, silent
from test_faults import ENGINE, FOREVER, KINDS, PAGE_SCRIPTS, Visitor, is_answer, is_told, opened
from test_versions import SITUATIONS

REPORT = Path(__file__).parents[1] / "faults.md"
BROWSERS = ("Chromium", "Firefox")
#: Tries some rows alone, those whose words hold this; the others keep what is written.
SOME = os.environ.get("FAULTS", "")
HEAD = f"""\
# Faults tried on the estimator, and what the visitor gets

Written by `python3 tasks.py test --options="tests/browser/test_fault_table.py --deep"`, on the built site: a fault of a
host, of a line or of a worker, then 33 hours are typed. « Answer »: the costs of the machine door. « Words »: the page
says what happened, keeps what was typed, and « Réessayer » answers once the fault is over.

| tried | {" | ".join(BROWSERS)} |
| --- | {" | ".join("---" for _ in BROWSERS)} |
"""


def happened(visitor):
    """Open the page, ask, and say what the visitor gets; try again where he is told of a failure."""
    first = visitor.open()
    if first["state"] == "undefined":
        return "words: the questions are closed, « rechargez la page »"
    look = visitor.ask()
    if is_answer(look):
        whole = "pyodide.asm.wasm" in visitor.host.engine_files()
        return "answer, by the whole engine" if whole else "answer"
    assert is_told(look), look
    visitor.host.faults.clear()
    assert is_answer(visitor.retry())
    return "words, then answer"


def of_a_file(file, fault, times):
    """Return what tries a fault of one file."""

    def situation(visitor):
        visitor.host.faults[file] = (fault, times)
        return happened(visitor)

    return situation


def of_a_worker(at, act, again):
    """Return what tries a worker that dies or loops at a question: once, or the one that replaces it too."""

    def situation(visitor):
        visitor.host.faults["worker.js"] = (dying(at, act), 1 + again)
        visitor.open()
        if not is_answer(visitor.ask()):
            raise AssertionError("the first question has no answer")
        if again:
            visitor.host.faults["worker.js"] = (dying("() => true", act), FOREVER)
        look = visitor.ask("47")
        if is_answer(look, "47"):
            return "answer, by another worker"
        assert is_told(look, "47"), look
        visitor.host.faults.clear()
        assert is_answer(visitor.retry(), "47")
        return "words, then answer"

    return situation


def of_a_version(situation):
    """Return what tries a situation of tests/browser/test_versions.py."""

    def tried(visitor):
        # Versions are put online: the host shows a copy from here on.
        with tempfile.TemporaryDirectory(dir=visitor.host.folder.parent) as place:
            visitor.host.down()
            visitor.host.folder = copy(visitor.host.folder, Path(place) / "site")
            visitor.host.up()
            situation(visitor)
        return "answer" if situation.__name__ != "old_page_again_and_again" else "words, « rechargez la page »"

    return tried


def situations():
    """Yield each thing that is tried: its words, and what tries it."""
    for file in (*PAGE_SCRIPTS, *ENGINE):
        for words, fault in KINDS.items():
            yield f"{file}: {words}, once", of_a_file(file, fault, 1)
            yield f"{file}: {words}, for good", of_a_file(file, fault, FOREVER)
    for file in ENGINE:
        yield f"{file}: half of it, then silence, once", of_a_file(file, silent, 1)
    yield "the worker dies at its second question", of_a_worker("(time) => time === 2", DIES, 0)
    yield "each worker dies", of_a_worker("(time) => time === 2", DIES, 1)
    yield "the worker loops at its second question", of_a_worker("(time) => time === 2", LOOPS, 0)
    for situation in SITUATIONS:
        yield situation.__name__.replace("_s_", "’s ").replace("_", " "), of_a_version(situation)


def write(browser, results):
    """Write what happened in one browser beside what is known of the other."""
    rows = {}
    if REPORT.exists():
        cells = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", REPORT.read_text(encoding="utf-8"), re.MULTILINE)
        rows = {tried: dict(zip(BROWSERS, happened, strict=True)) for tried, *happened in cells}
    for tried, what in results.items():
        rows.setdefault(tried, {})[browser] = what
    lines = [
        f"| {tried} | {' | '.join(rows.get(tried, {}).get(it, '—') for it in BROWSERS)} |" for tried, _ in situations()
    ]
    REPORT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.deep
@pytest.mark.parametrize("name", BROWSERS)
def test_no_fault_ends_the_estimator(name, site, tmp_path):
    """Each file fails in each way, a worker dies or loops, the site changes. An answer, or words and a way to retry."""
    results, dead = {}, {}
    with opened(name, tmp_path) as browser:
        for tried, situation in situations():
            if not re.search(SOME, tried):
                continue
            host = Faulty(site)
            try:
                results[tried] = situation(Visitor(browser, host))
            except Exception as error:  # noqa: BLE001  each is told, and the others are tried
                dead[tried] = results[tried] = f"**dead**: {str(error).splitlines()[0][:120]}"
            finally:
                host.down()
    write(name, results)

    assert dead == {}
