// @ts-check
/**
 * The engine in its own thread: starts Python, then answers messages one by one.
 * See protocol.js for the messages.
 *
 * Python starts from a snapshot of its memory. Should that fail, or lack what a question takes, it
 * starts from its archives instead and nobody is told. `?boot=snapshot` or `?boot=plain` keeps to one.
 */

import { ask } from "./answers.js";
import { Files } from "./files.js";

/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Boot} Boot */

/**
 * What the build knows of the files beside this one, filled in by it. `size` is in bytes; `wire` is about how many are
 * on the way once compressed; `sha256` is in base 64.
 *
 * @type {{ lock: object, files: Record<string, import("./files.js").Known> }}
 */
const MANIFEST = JSON.parse("{}");

const LIBRARY = "python_stdlib.zip";
/** Pyodide's runtime, as a script and its code: whole, and with what the snapshot takes of it alone. */
const RUNTIME = { snapshot: "runtime", plain: "pyodide.asm" };
/** @type {Record<Boot, string[]>} */
const ARCHIVES = { snapshot: ["snapshot.wasm"], plain: [LIBRARY, "estimator.whl", "libraries.zip"] };
const code = (/** @type {Boot} */ boot) => `${RUNTIME[boot]}.wasm`;
/** Named `.js`: a host may not know the type of `.mjs`, and a browser then refuses it. */
const scripts = (/** @type {Boot} */ boot) => ["start.js", "pyodide.js", `${RUNTIME[boot]}.js`];
const fetched = (/** @type {Boot} */ boot) => [code(boot), ...ARCHIVES[boot]];
/** A snapshot that has come and does not start is given up after this; a slow phone takes two seconds. */
const PATIENCE_MS = 20_000;
const PROGRESS_EVERY_MS = 100;

const here = new URL(".", import.meta.url).href;
const files = new Files(here, MANIFEST.files, count);

/** Pyodide fetches by itself: it is handed what was fetched here, counted and checked; nothing for what it need not. */
globalThis.fetch = async (/** @type {RequestInfo | URL} */ address) =>
  new Response(String(address) === here + LIBRARY ? await files.bytes(LIBRARY) : null);

/** @type {Map<string, number>} bytes come so far */
const come = new Map();
let lastSaid = -Infinity;
/** Whether Python has started: what comes later is for a question, and the page hears only that it comes. */
let answering = false;

/** Say how much of the download has come, now and then and at its end. */
function count(/** @type {string} */ name, /** @type {number} */ bytesCome) {
  if (name.endsWith(".js")) return;
  come.set(name, bytesCome);
  const parts = fetched(first).map((file) => ({ ...MANIFEST.files[file], come: come.get(file) ?? 0 }));
  const isWhole = parts.every((part) => part.come === part.size);
  if (performance.now() < lastSaid + PROGRESS_EVERY_MS && !isWhole) return;
  lastSaid = performance.now();
  const total = parts.reduce((sum, part) => sum + part.wire, 0);
  const received = parts.reduce((sum, part) => sum + (part.wire * part.come) / part.size, 0);
  postMessage(answering ? { stage: "busy" } : { stage: "download", received: Math.round(received), total });
}

/** @typedef {import("./start.mjs").Engine & { boot: Boot }} Started */

/** @param {Boot} boot @returns {Promise<Started>} */
async function launch(boot) {
  // Asked for first: they are light, and read while the rest comes.
  const imported = Promise.all(scripts(boot).map((name) => files.script(name)));
  const module = handled(files.compiled(code(boot)));
  // The line is left to the runtime: it starts while the rest comes.
  const parts = handled(Promise.all(ARCHIVES[boot].map((name) => files.bytes(name, module))));
  const [{ fromSnapshot, fromArchives }, { loadPyodide }, { default: createModule }] = await imported;
  const runtime = { index: here, lock: MANIFEST.lock, module, loadPyodide, createModule };
  const started = handled(
    boot === "snapshot"
      ? fromSnapshot(runtime, parts.then(([snapshot]) => snapshot), { stdLibURL: `${here}none` })
      : parts.then(([, estimator, libraries]) => fromArchives(runtime, { estimator, libraries })),
  );
  await parts;
  postMessage({ stage: answering ? "busy" : "start" });
  return { ...(await (boot === "snapshot" ? given(PATIENCE_MS, started) : started)), boot };
}

/** A promise whose failure is told where it is awaited, perhaps later. @template {Promise<any>} T @param {T} promise */
function handled(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * What a promise gives within so long, unless the worker meets an error: a runtime may stop where nobody waits.
 *
 * @template T @param {number} patience @param {Promise<T>} promise @returns {Promise<T>}
 */
async function given(patience, promise) {
  const over = new AbortController();
  /** @type {Promise<never>} */
  const failure = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("too slow")), patience);
    // Not told to the page, which would take the worker for dead.
    const stop = (/** @type {Event} */ event) => (event.preventDefault(), reject(new Error(event.type)));
    for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, stop, { signal: over.signal });
  });
  try {
    return await Promise.race([promise, failure]);
  } finally {
    over.abort();
  }
}

const wanted = new URLSearchParams(new URL(import.meta.url).search).get("boot");
/** @type {Boot} */
const first = wanted !== "plain" && code("snapshot") in MANIFEST.files ? "snapshot" : "plain";
/** @type {Promise<Started> | undefined} */
let whole;
const plain = () => (whole ??= launch("plain"));
const engine = wanted === "snapshot" ? launch("snapshot") : launch(first).catch(plain);

// Questions may arrive before Python is ready: they wait for it.
engine.then(
  ({ boot }) => postMessage({ stage: "ready", boot, files: ["worker.js", ...scripts(boot), ...fetched(boot)] }),
  (error) => postMessage({ stage: "failed", error: String(error) }),
).finally(() => {
  answering = true;
});

/**
 * The answer to one question. The snapshot's own faults are not told: the whole engine is asked, then and from then on.
 *
 * @param {string} question
 */
async function reply(question) {
  const started = await engine;
  if (started.boot === "plain" || wanted) return ask(started, question);
  try {
    const answer = ask(started, question);
    if (!("error" in answer)) return answer;
  } catch {
    // What the question takes is not in the snapshot.
  }
  return ask(await plain(), question);
}

/** @param {MessageEvent<Request>} event */
onmessage = async ({ data: { id, ...question } }) => {
  try {
    postMessage({ id, ...(await reply(JSON.stringify(question))) });
  } catch (error) {
    postMessage({ id, ok: false, error: String(error) });
  }
};
