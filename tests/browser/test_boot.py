"""How Python starts in the worker: from the snapshot of its memory, from its archives when the snapshot fails."""

import base64
import hashlib
import json
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from chromium import IPHONE
from faulty import Faulty, altered, cut, empty, missing
from serving import Guarded

from theme.browser import bundle

FOREVER = 1000
#: How long a request may be held back.
HELD_S = 10
QUESTION = {"values": {"heures_par_mois": "33"}, "tarifs": {"taux_horaire": 30}}
#: Start a worker, ask a question so many times, and give all that it said.
ASK = """([address, question, times]) => new Promise((resolve) => {
  const said = [];
  const worker = new Worker(address, { type: "module" });
  worker.onmessage = ({ data }) => {
    said.push(data);
    if (data.stage !== "failed" && data.id !== times) return;
    worker.terminate();
    resolve(said);
  };
  for (let id = 1; id <= times; id += 1) worker.postMessage({ id, ...question });
})"""
#: As long as a page holds a runtime, the browser knows its code: further workers do not compile it again.
HOLD = """async (address) => {
  const held = ["runtime.wasm", "pyodide.asm.wasm"].map((name) => fetch(new URL(name, address)));
  window.held = await Promise.all(held.map((answer) => WebAssembly.compileStreaming(answer)));
}"""
WORKER = "new URL(document.querySelector('cost-estimator').dataset.worker, document.baseURI).href"
#: What stands for a browser without WebAssembly GC, which refuses the one small module that takes it.
WITHOUT_GC = b"""WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(target, [bytes]) {
    if (bytes.byteLength < 1000) throw new WebAssembly.CompileError("invalid value type");
    return new target(bytes);
  },
});
"""


@pytest.fixture(scope="module")
def host(site):
    """The built site with all its headers, on a host that can fail; a browser keeps nothing of it."""
    host = Faulty(site, Guarded)
    host.headers["Cache-Control"] = "no-store"
    yield host
    host.down()


@pytest.fixture(scope="module")
def page(chromium, host):
    """A page that may run scripts, and runs none of its own until touched: all starts are its workers."""
    context = chromium.new_context()
    asked = []
    context.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    page = context.new_page()
    page.goto(f"{host.address}/estimation/")
    page.evaluate(HOLD, page.evaluate(WORKER))
    yield page
    context.close()
    assert [told for told in asked if not told.startswith(f"GET {host.address}/")] == []


@pytest.fixture(scope="module")
def said(page, host):
    """
    Return a function that starts the estimator's worker and gives its messages.

    `boot` keeps to one way. `faults` are those of the engine's files, by their names, with how often they happen.
    The question is asked `times`, by another page where one is given.
    """

    def ask(boot="", faults=None, times=1, page=page):
        host.faults = dict(faults or {})
        host.asked.clear()
        address = page.evaluate(WORKER)
        try:
            return page.evaluate(ASK, [f"{address}?boot={boot}" if boot else address, QUESTION, times])
        finally:
            host.faults = {}

    return ask


@pytest.fixture(scope="module")
def snapshot(said):
    """What the worker says when it is asked one question, without being told how to start."""
    return said()


@pytest.fixture(scope="module")
def archives(said):
    """What the worker says when it starts from its archives and is asked three questions."""
    return said("plain", times=3)


def started(messages):
    """Return how Python started, and the answer it gave."""
    return next(message["boot"] for message in messages if message.get("stage") == "ready"), messages[-1]


def answers(messages):
    """Return the text of the answers, in their order."""
    return [json.dumps(message) for message in messages if "id" in message]


def for_good(*files, fault):
    """Return this fault of these files, whenever they are asked for."""
    return dict.fromkeys(files, (fault, FOREVER))


def without_gc(handler, body):
    """Answer with the worker's script, in a browser that lacks WebAssembly GC."""
    handler.answer(WITHOUT_GC + body)


def untyped(handler, body):
    """Answer with the file as a host that does not know its type."""
    handler.answer(body, kind="application/octet-stream")


def test_python_starts_from_its_snapshot(snapshot, archives):
    """Without being asked, the worker does so; its answer is that of the archives, byte for byte."""
    assert started(snapshot)[0] == "snapshot"
    assert started(snapshot)[1]["ok"]
    assert started(archives)[0] == "plain"
    assert answers(snapshot) == answers(archives)[:1]


@pytest.mark.parametrize("browser", ["iPhone", "without WebAssembly GC"])
def test_python_without_its_trampoline_starts_from_its_snapshot(said, archives, visit, host, browser):
    """Python calls C functions another way there than on the machine that took the snapshot."""
    if browser == "iPhone":
        messages = said("snapshot", times=3, page=visit(at=host.address, user_agent=IPHONE).open().page)
    else:
        messages = said("snapshot", for_good("worker.js", fault=without_gc), times=3)

    assert started(messages)[0] == "snapshot"
    assert answers(messages) == answers(archives)


def test_script_that_fails_once_is_asked_for_again(said, host):
    """Another address makes the browser ask again, and Python still starts from its snapshot."""
    boot, answer = started(said(faults=dict.fromkeys(("start.js", "pyodide.js", "runtime.js"), (cut, 1))))
    again = {path.rpartition("/")[2] for path in host.asked if "essai" in path}

    assert boot == "snapshot"
    assert answer["ok"]
    assert again == {"start-2.js?essai=2", "pyodide-2.js?essai=2", "runtime.js?essai=2"}


def test_snapshot_is_asked_for_while_the_runtime_comes(said):
    """The second request does not wait for the first: here the first is answered once the second is made."""
    is_asked = threading.Event()
    in_time = []

    def hold(handler, body):
        in_time.append(is_asked.wait(HELD_S))
        handler.answer(body)

    def release(handler, body):
        is_asked.set()
        handler.answer(body)

    boot, answer = started(said("snapshot", {"runtime.wasm": (hold, 1), "snapshot.wasm": (release, 1)}))

    assert in_time == [True]
    assert boot == "snapshot"
    assert answer["ok"]


def test_file_that_fails_for_good_ends_its_start(said):
    """Altered, missing or cut short, neither the snapshot nor its runtime is taken, and the start ends in words."""
    for file in ("snapshot.wasm", "runtime.wasm"):
        for fault in (altered, missing, empty):
            ends = said("snapshot", for_good(file, fault=fault))[-1]
            assert ends["stage"] == "failed", (file, fault.__name__)


@pytest.mark.parametrize(("file", "fault"), [("snapshot.wasm", altered), ("runtime.wasm", missing)])
def test_start_that_ends_is_replaced_without_a_word(said, file, fault):
    """The snapshot or its runtime give way to all the rest, and the question is answered."""
    messages = said(faults=for_good(file, fault=fault))

    assert started(messages)[0] == "plain"
    assert started(messages)[1]["ok"]
    assert not [message for message in messages if "error" in message]


@pytest.fixture(scope="module")
def starts_only():
    """Faults of a runtime that starts and answers nothing, as if it had been made so."""
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
    before, after = (json.dumps(it, separators=(",", ":")).encode() for it in (known, made))
    worker = (engine / "worker.js").read_bytes()
    assert before in worker
    return {
        "worker.js": (lambda handler, _: handler.answer(worker.replace(before, after)), FOREVER),
        "runtime.wasm": (lambda handler, _: handler.answer(body), FOREVER),
    }


def test_question_beyond_the_snapshot_is_answered_by_the_whole_engine(said, archives, starts_only):
    """What the snapshot's runtime stops at, the whole engine answers, and nobody is told."""
    messages = said(faults=starts_only)

    assert started(messages)[0] == "snapshot"
    assert answers(messages) == answers(archives)[:1]
    assert not [message for message in messages if "error" in message]


def test_engine_that_has_met_a_fault_is_never_asked_again(said, starts_only):
    """Kept to its snapshot, the same runtime answers nothing: only the first question reaches its torn memory."""
    messages = said("snapshot", starts_only, times=3)
    first, *others = [message for message in messages if "id" in message]

    assert started(messages)[0] == "snapshot"
    assert not first["ok"]
    assert "unreachable" in first["error"]
    assert [other["error"] for other in others] == ["Error: an earlier question has stopped this engine"] * 2


@pytest.mark.parametrize("start", ["snapshot", "archives"])
def test_progress_is_counted_to_its_end(request, start):
    """Bytes grow up to the total, the start follows, then the answer."""
    messages = request.getfixturevalue(start)
    counts = [message for message in messages if message.get("stage") == "download"]
    stages = [message.get("stage", "answer") for message in messages]

    assert [count["received"] for count in counts] == sorted({count["received"] for count in counts})
    assert counts[-1]["received"] == counts[-1]["total"] > 1_000_000
    assert stages[len(counts) :] == ["start", "ready", *["answer"] * len(answers(messages))]


def test_host_that_does_not_know_the_type_is_served_too(said):
    """A WebAssembly file without its type is compiled all the same; the same lines compile the other runtime."""
    assert started(said("snapshot", for_good("runtime.wasm", fault=untyped)))[0] == "snapshot"


@pytest.mark.parametrize("fault", [altered, missing])
def test_failing_runtime_is_told(said, fault):
    """What no start can do without ends in words, not in a wait."""
    assert said(faults=for_good("runtime.wasm", "pyodide.asm.wasm", fault=fault))[-1]["stage"] == "failed"
