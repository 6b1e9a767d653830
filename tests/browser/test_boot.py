"""How Python starts in the worker: from the snapshot of its memory, from its archives when the snapshot fails."""

import base64
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from chromium import IPHONE

from theme.browser import bundle

QUESTION = {"values": {"heures_par_mois": "33"}, "tarifs": {"taux_horaire": 30}}
#: Start a worker, ask a question so many times, and give all that it said.
ASK = """([address, question, times]) => new Promise((resolve) => {
  const said = [];
  const worker = new Worker(address, { type: "module" });
  worker.onmessage = ({ data }) => {
    said.push(data);
    if (data.stage === "failed" || data.id === times) resolve(said);
  };
  for (let id = 1; id <= times; id += 1) worker.postMessage({ id, ...question });
})"""
#: What stands for a browser without WebAssembly GC, which refuses the one small module that takes it.
WITHOUT_GC = """WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(target, [bytes]) {
    if (bytes.byteLength < 1000) throw new WebAssembly.CompileError("invalid value type");
    return new target(bytes);
  },
});
"""


@pytest.fixture
def said(visit):
    """
    Return a function that starts the estimator's worker and gives its messages.

    `boot` keeps to one way; `answers` stand for the files of the engine, by their names;
    the question is asked `times`, by a browser of these `options`.
    """

    def ask(boot="", answers=None, times=1, **options):
        # A page that may run scripts, and runs none of its own before it is touched.
        page = visit(**options).open("/estimation/").page
        for file, answer in (answers or {}).items():
            page.context.route(f"**/{file}*", answer)
        address = page.evaluate(
            "new URL(document.querySelector('cost-estimator').dataset.worker, document.baseURI).href"
        )
        return page.evaluate(ASK, [f"{address}?boot={boot}" if boot else address, QUESTION, times])

    return ask


def started(messages):
    """Return how Python started, and the answer it gave."""
    return next(message["boot"] for message in messages if message.get("stage") == "ready"), messages[-1]


def altered(route):
    """Answer with the file, one byte of it changed."""
    response = route.fetch()
    body = bytearray(response.body())
    body[-1] ^= 1
    route.fulfill(response=response, body=bytes(body))


def missing(route):
    """Answer that there is no such file."""
    route.fulfill(status=404)


def empty(route):
    """Answer with nothing."""
    route.fulfill(status=200, content_type="application/wasm", body="")


def missing_once():
    """Answer that there is no such file, the first time."""
    asked = []

    def answer(route):
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    return answer


def without_gc(route):
    """Answer with the worker's script, in a browser that lacks WebAssembly GC."""
    response = route.fetch()
    route.fulfill(response=response, body=WITHOUT_GC + response.text())


def untyped(route):
    """Answer with the file as a host that does not know its type."""
    route.fulfill(response=route.fetch(), content_type="application/octet-stream")


def test_python_starts_from_its_snapshot(said):
    """Without being asked, the worker starts from the snapshot and answers."""
    boot, answer = started(said())

    assert boot == "snapshot"
    assert answer["ok"]


@pytest.mark.parametrize(
    ("answers", "options"),
    [({}, {"user_agent": IPHONE}), ({"worker.js": without_gc}, {})],
    ids=["iPhone", "without WebAssembly GC"],
)
def test_python_without_its_trampoline_starts_from_its_snapshot(said, answers, options):
    """Python calls C functions another way there than on the machine that took the snapshot."""
    messages = said("snapshot", answers, times=3, **options)

    assert started(messages)[0] == "snapshot"
    assert json.dumps(started(messages)[1]) == json.dumps(started(said("plain", times=3))[1])


@pytest.mark.parametrize("file", ["start.js", "pyodide.js", "runtime.js"])
def test_script_that_fails_once_is_asked_for_again(said, file):
    """Another address makes the browser ask again, and Python still starts from its snapshot."""
    boot, answer = started(said(answers={file: missing_once()}))

    assert boot == "snapshot"
    assert answer["ok"]


def test_both_starts_answer_the_same(said):
    """The snapshot and the archives give the same answer, byte for byte."""
    snapshot, archives = started(said("snapshot")), started(said("plain"))

    assert [snapshot[0], archives[0]] == ["snapshot", "plain"]
    assert json.dumps(snapshot[1]) == json.dumps(archives[1])


def test_snapshot_is_asked_for_while_the_runtime_comes(said):
    """The second request does not wait for the first: here the first is answered once the second is made."""
    held = []

    def hold(route):
        held.append(route)

    def release(route):
        held.pop().continue_()
        route.continue_()

    boot, answer = started(said("snapshot", {"runtime.wasm": hold, "snapshot.wasm": release}))

    assert boot == "snapshot"
    assert answer["ok"]


@pytest.mark.parametrize("file", ["snapshot.wasm", "runtime.wasm"])
@pytest.mark.parametrize("answer", [altered, missing, empty])
def test_failing_snapshot_is_replaced_without_a_word(said, file, answer):
    """Altered, missing or cut short, the snapshot or its runtime give way to all the rest, and the question is answered."""
    messages = said(answers={file: answer})

    assert started(messages)[0] == "plain"
    assert started(messages)[1]["ok"]
    assert not [message for message in messages if "error" in message]


@pytest.fixture(scope="module")
def starts_only():
    """Answers for a runtime that starts and answers nothing, as if it had been made so."""
    engine = bundle.build()
    script = Path(__file__).parent.parent / "wasm" / "starts_only.mjs"
    done = subprocess.run([shutil.which("node"), script, engine], check=True, capture_output=True)
    body = base64.b64decode(done.stdout)
    known = json.loads((engine / "manifest.json").read_text(encoding="utf-8"))["files"]["runtime.wasm"]
    made = {
        "size": len(body),
        "wire": known["wire"],
        "sha256": base64.b64encode(hashlib.sha256(body).digest()).decode(),
    }
    before, after = (json.dumps(it, separators=(",", ":")) for it in (known, made))
    worker = (engine / "worker.js").read_text(encoding="utf-8")
    assert before in worker
    return {
        "worker.js": lambda route: route.fulfill(content_type="text/javascript", body=worker.replace(before, after)),
        "runtime.wasm": lambda route: route.fulfill(content_type="application/wasm", body=body),
    }


def test_question_beyond_the_snapshot_is_answered_by_the_whole_engine(said, starts_only):
    """What the snapshot's runtime stops at, the whole engine answers, and nobody is told."""
    messages = said(answers=starts_only)

    assert started(messages)[0] == "snapshot"
    assert json.dumps(started(messages)[1]) == json.dumps(started(said("plain"))[1])
    assert not [message for message in messages if "error" in message]


def test_kept_to_its_snapshot_the_engine_says_that_it_stops(said, starts_only):
    """The runtime of the test above does stop: without the whole engine behind it, it gives no answer."""
    assert not started(said("snapshot", starts_only))[1]["ok"]


def test_engine_that_has_met_a_fault_is_never_asked_again(said, starts_only):
    """Its memory may be torn: only the first question reaches it, and its answer is never taken."""
    first, *others = [message for message in said("snapshot", starts_only, times=3) if "id" in message]

    assert "unreachable" in first["error"]
    assert [other["error"] for other in others] == ["Error: an earlier question has stopped this engine"] * 2


@pytest.mark.parametrize("boot", ["snapshot", "plain"])
def test_progress_is_counted_to_its_end(said, boot):
    """Bytes grow up to the total, the start follows, then the answer."""
    messages = said(boot)
    counts = [message for message in messages if message.get("stage") == "download"]
    stages = [message.get("stage", "answer") for message in messages]

    assert [count["received"] for count in counts] == sorted({count["received"] for count in counts})
    assert counts[-1]["received"] == counts[-1]["total"] > 1_000_000
    assert stages[len(counts) :] == ["start", "ready", "answer"]


@pytest.mark.parametrize(("boot", "file"), [("snapshot", "runtime.wasm"), ("plain", "pyodide.asm.wasm")])
def test_host_that_does_not_know_the_type_is_served_too(said, boot, file):
    """WebAssembly files without their type are compiled all the same."""
    assert started(said(boot, {file: untyped}))[0] == boot


@pytest.mark.parametrize("answer", [altered, missing])
def test_failing_runtime_is_told(said, answer):
    """What no start can do without ends in words, not in a wait."""
    assert said(answers={"runtime.wasm": answer, "pyodide.asm.wasm": answer})[-1]["stage"] == "failed"
