// @ts-check
/**
 * The engine in its own thread: starts Python, then answers messages one by one.
 * See static/js/protocol.js for the messages.
 *
 * Python starts from a snapshot of its memory. Should that fail, or lack what a question takes, it
 * starts from its archives instead and nobody is told. `?boot=snapshot` or `?boot=plain` keeps to one.
 */

import { ask } from "./asking.js";
import { load } from "./modules.js";

/** @typedef {import("../static/js/protocol.js").Request} Request */
/** @typedef {import("../static/js/protocol.js").Boot} Boot */

/**
 * What the build knows of the files beside this one, filled in by it: `size` in bytes, about how
 * many are on the way once compressed (`wire`), SHA-256 in base 64.
 *
 * @type {{ lock: object, files: Record<string, { size: number, wire: number, sha256: string }> }}
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
/** A snapshot that has come and does not start is given up after this long; a slow phone takes two seconds. */
const PATIENCE_MS = 20_000;
const PROGRESS_EVERY_MS = 100;

const here = new URL(".", import.meta.url).href;
const { fetch } = globalThis;
/** Served without https, a page computes no digest: the browser then does, and shows no progress. */
const { subtle } = globalThis.crypto;

/** Pyodide fetches by itself: it is handed what was fetched here, counted and checked; nothing for what it need not. */
globalThis.fetch = async (/** @type {RequestInfo | URL} */ address) => new Response(String(address) === here + LIBRARY ? await bytes(LIBRARY) : null);

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/** @template T @param {string} key @param {() => Promise<T>} make @returns {Promise<T>} */
function once(key, make) {
  const made = kept.get(key) ?? make();
  kept.set(key, made);
  return made;
}

/** @type {Map<string, number>} bytes come so far */
const come = new Map();
let lastSaid = -Infinity;
let silent = false;

/** Say how much of the download has come, now and then and at its end. */
function count(/** @type {string} */ name, /** @type {number} */ bytesCome) {
  come.set(name, bytesCome);
  const parts = fetched(first).map((file) => ({ ...MANIFEST.files[file], come: come.get(file) ?? 0 }));
  const isWhole = parts.every((part) => part.come === part.size);
  if (silent || (performance.now() < lastSaid + PROGRESS_EVERY_MS && !isWhole)) return;
  lastSaid = performance.now();
  const total = parts.reduce((sum, part) => sum + part.wire, 0);
  const received = parts.reduce((sum, part) => sum + (part.wire * part.come) / part.size, 0);
  postMessage({ stage: "download", received: Math.round(received), total });
}

/** @param {string} name */
async function response(name) {
  const { sha256 } = MANIFEST.files[name];
  const answer = await fetch(here + name, subtle ? {} : { integrity: `sha256-${sha256}` });
  if (!answer.ok) throw new Error(`${answer.status} ${name}`);
  return answer;
}

/** The bytes of a file, checked; asked for at once, read after `others`. @param {string} name @param {Promise<any>} [others] */
const bytes = (name, others) =>
  once(name, async () => {
    const answer = await response(name);
    await others;
    return read(name, answer);
  });

/** @param {string} name @param {Response} answer */
async function read(name, answer) {
  const { size, sha256 } = MANIFEST.files[name];
  const whole = new Uint8Array(size);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    whole.set(part.value, at);
    at += part.value.length;
    count(name, at);
  }
  const digest = subtle && new Uint8Array(await subtle.digest("SHA-256", whole));
  if (at !== size || (digest && btoa(String.fromCharCode(...digest)) !== sha256)) throw new Error(`altered: ${name}`);
  return whole;
}

/** A WebAssembly file, compiled as it comes where the host gives it its type; `intact` fails where it is not. @param {string} name */
const compiled = (name) =>
  once(`compiled ${name}`, async () => {
    const answer = await response(name);
    if (!answer.headers.get("Content-Type")?.startsWith("application/wasm")) {
      const intact = await read(name, answer);
      return { module: await WebAssembly.compile(intact), intact };
    }
    const intact = handled(read(name, answer.clone()));
    return { module: await WebAssembly.compileStreaming(answer), intact };
  });

/** @typedef {import("./start.mjs").Engine & { boot: Boot }} Started */

/** @param {Boot} boot @returns {Promise<Started>} */
async function launch(boot) {
  // Asked for first: they are light, and read while the rest comes.
  const imported = Promise.all(scripts(boot).map((name) => load(here + name)));
  const compiling = handled(compiled(code(boot)));
  // The line is left to the runtime: it starts while the rest comes, and while all is checked. Python waits for all.
  const archives = Promise.all(ARCHIVES[boot].map((name) => bytes(name, compiling)));
  const checks = compiling.then(({ intact }) => intact);
  const parts = handled(Promise.all([archives, checks]).then(([checked]) => checked));
  const [{ fromSnapshot, fromArchives }, { loadPyodide }, { default: createModule }] = await imported;
  const module = handled(compiling.then((made) => made.module));
  const runtime = { index: here, lock: MANIFEST.lock, module, loadPyodide, createModule };
  const started = handled(
    boot === "snapshot"
      ? fromSnapshot(runtime, parts.then(([snapshot]) => snapshot), { stdLibURL: `${here}none` })
      : parts.then(([, estimator, libraries]) => fromArchives(runtime, { estimator, libraries })),
  );
  await parts;
  if (!silent) postMessage({ stage: "start" });
  return { ...(await (boot === "snapshot" ? given(PATIENCE_MS, started) : started)), boot };
}

/** A promise whose failure is told where it is awaited, perhaps later. @template {Promise<any>} T @param {T} promise */
function handled(promise) {
  promise.catch(() => {});
  return promise;
}

/**
 * What a promise gives within so long, unless the worker meets an error meanwhile: a runtime may stop where nobody waits.
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
const plain = () => once("plain", () => launch("plain"));
const engine = wanted === "snapshot" ? launch("snapshot") : launch(first).catch(plain);

// Questions may arrive before Python is ready: they wait for it.
engine.then(
  ({ boot }) => postMessage({ stage: "ready", boot, files: ["worker.js", ...scripts(boot), ...fetched(boot)] }),
  (error) => postMessage({ stage: "failed", error: String(error) }),
).finally(() => {
  silent = true;
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
