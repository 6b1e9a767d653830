// @ts-check
// Take the picture of a started engine's memory, check it, and leave it in the engine's folder, with
// the runtime reduced to what the engine takes (slim.mjs, shake.mjs, unread.mjs).
//
//   node snapshot.mjs ENGINE_FOLDER WORK_FOLDER
//
// Made with Pyodide's own `makeMemorySnapshot`, which is not public: the picture is given to a
// fresh interpreter, whose answers must be those of an engine started from its archives, to the
// byte. Otherwise nothing is left, and the status is 1: the site goes without.
import nodeCrypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { archives, runtime as read } from "./node.mjs";
import { shaken } from "./shake.mjs";
import * as slim from "./slim.mjs";
import { PREFIX_BYTES, fromArchives, fromSnapshot } from "../start.mjs";
import * as unread from "./unread.mjs";
import * as wasm from "./wasm.mjs";

/** The interpreter takes other ways through what it runs often. */
const REPEATS = 20;
const PAGE_BYTES = 65_536;
/** Unchanged bytes between two changes that are written all the same, not to begin another run. */
const GAP_BYTES = 512;

const [folder, work] = process.argv.slice(2);
const from = (/** @type {string} */ name) => readFileSync(path.join(folder, name));
const python = (/** @type {string} */ name) => readFileSync(new URL(name, import.meta.url), "utf8");

// The picture must not depend on when, where or by which chance it is taken.
Date.now = () => 315_532_800_000;
performance.now = () => 0;
nodeCrypto.randomFillSync = (/** @type {any} */ target) => target;
const FIXED = { _sysExecutable: "/python", env: { PYTHONHASHSEED: "0" } };

const { code, script, runtime } = await leanRuntime();
const whole = { ...archives(folder), library: new Uint8Array(readFileSync(path.join(folder, "python_stdlib.zip"))) };
/** @type {Uint8Array} the memory of a runtime that has not started */
let base;
/** @type {string[]} */
let messages;

/** Pyodide with all its functions but without the exports of no use: as files, and ready to start. */
async function leanRuntime() {
  const made = slim.lean(from("pyodide.asm.wasm"), String(from("pyodide.asm.js")), String(from("pyodide.js")));
  return { ...made, runtime: await startable("lean.mjs", made) };
}

/** @param {string} name   of its script while it is tried @param {{ script: string, code: Uint8Array<ArrayBuffer> }} made */
async function startable(name, made) {
  const place = path.join(work, name);
  writeFileSync(place, made.script);
  const { default: createModule } = await import(pathToFileURL(place).href);
  return { ...(await read(folder)), module: await WebAssembly.compile(made.code), createModule };
}

/** An engine made to have its picture taken. @param {typeof whole} parts @param {object} options */
function sitter(parts, options = {}) {
  const library = path.join(work, "library.zip");
  writeFileSync(library, parts.library);
  const made = { ...FIXED, _makeSnapshot: true, stdLibURL: library, ...options };
  return fromArchives(runtime, parts, made, ({ memory }) => {
    base = new Uint8Array(memory.buffer.slice(0));
  });
}

/** What an engine answers, and its archives without the functions that never run, neither to import nor to answer. */
async function studied() {
  // Python imports this by itself when it starts, and is watched from then on.
  const fsInit = (/** @type {any} */ FS, /** @type {any} */ { sitePackages }) => {
    FS.writeFile(`${sitePackages}/heap.py`, python("heap.py"));
    FS.writeFile(`${sitePackages}/sitecustomize.py`, "import heap; heap.watch()");
  };
  const { pyodide, bridge } = await sitter(whole, { fsInit });
  const heap = pyodide.pyimport("heap");
  const started = heap.watched().toJs();
  // What a first answer takes and a second finds in a cache is kept: another price list will take it again.
  const answers = replies(bridge);
  const first = heap.watched().toJs();
  const restored = await fromSnapshot(runtime, picture(pyodide));
  replies(restored.bridge);
  const kept = [...first, ...restored.pyodide.pyimport("heap").watched().toJs()];
  const ever = pyodide.toPy([...started, ...kept]);
  const strip = (/** @type {Uint8Array} */ archive) => heap.stripped(pyodide.toPy(archive), ever).toJs();
  return { answers, kept, parts: { library: strip(whole.library), engine: strip(whole.engine), libraries: strip(whole.libraries) } };
}

/** The questions of runtime_modules.py, and what no answer reads. */
async function questions() {
  const { pyodide } = await fromArchives(runtime, whole, FIXED);
  const scope = pyodide.toPy({});
  pyodide.runPython(python("runtime_modules.py"), { globals: scope });
  return { messages: scope.get("MESSAGES").toJs(), idle: unread.found(pyodide, unread.endOfData(code)) };
}

/** @param {{ reply(text: string): string }} bridge */
const replies = (bridge) => messages.map((/** @type {string} */ message) => bridge.reply(message));

/** Fill with zeros what nothing uses: the holes between blocks, and the free part of the stack. */
function clear(/** @type {any} */ runtimeModule) {
  const { _malloc, _free, HEAPU8, _emscripten_stack_get_end, stackSave } = runtimeModule;
  const top = _malloc(PAGE_BYTES);
  _free(top);
  const blocks = [];
  for (let size = PAGE_BYTES; size >= 12; size = size > 64 ? Math.floor(size * 0.9) : size - 4) {
    for (let block = _malloc(size); ; block = _malloc(size)) {
      blocks.push(block);
      if (block >= top) break;
      HEAPU8.fill(0, block, block + size);
    }
  }
  for (const block of blocks) _free(block);
  HEAPU8.fill(0, top, HEAPU8.length);
  HEAPU8.fill(0, _emscripten_stack_get_end(), stackSave());
}

/**
 * A picture as start.mjs takes it: what differs from the memory of a runtime that has not started.
 *
 * @param {any} pyodide
 */
function picture(pyodide) {
  const taken = pyodide.makeMemorySnapshot();
  const headerBytes = new Uint32Array(taken.buffer)[1];
  const memory = taken.subarray(headerBytes);
  if (memory.length !== base.length) throw new Error(`the memory has grown to ${memory.length} bytes`);
  // Given no memory, it only reads its header.
  const state = Buffer.from(JSON.stringify(pyodide._module.API.restoreSnapshot(taken.slice(0, headerBytes))));
  const runs = [...changes(memory)];
  const numbers = [state.length, runs.length, ...runs.flatMap(([from, to]) => [from, to - from])];
  const content = [new Uint8Array(new Uint32Array(numbers).buffer), state, ...runs.map(([from, to]) => memory.subarray(from, to))];
  return new Uint8Array(wasm.padded(PREFIX_BYTES, Buffer.concat(content)));
}

/** @param {Uint8Array} memory @returns {Generator<[number, number]>} */
function* changes(memory) {
  let [from, to] = [-1, -1];
  for (let at = 0; at < memory.length; at += 1) {
    if (memory[at] === base[at]) continue;
    if (from >= 0 && at - to > GAP_BYTES) yield [from, to];
    if (from < 0 || at - to > GAP_BYTES) from = at;
    to = at + 1;
  }
  if (from >= 0) yield [from, to];
}

/** The numbers of the runtime's functions that a start from this picture and answers take. @param {Uint8Array<ArrayBuffer>} made */
async function taken(made) {
  // In the picture, what answers keep for the next ones is there already: another engine shows what makes it.
  const fresh = await slim.watched(runtime, code);
  const { pyodide, bridge } = await fromArchives(fresh.runtime, whole, FIXED);
  fresh.forget();
  // The collector comes by when it will, and knows every kind of object.
  const gc = pyodide.pyimport("gc");
  gc.set_threshold(10);
  replies(bridge);
  gc.collect();
  const warm = await slim.watched(runtime, code);
  const restored = await fromSnapshot(warm.runtime, made);
  for (let time = 0; time < REPEATS; time += 1) replies(restored.bridge);
  return new Set([...fresh.ran(), ...warm.ran()]);
}

async function main() {
  const asked = await questions();
  messages = asked.messages;
  const { answers, kept, parts } = await studied();
  const { pyodide, bridge } = await sitter(parts);
  replies(bridge);
  const scope = pyodide.toPy({});
  pyodide.runPython(python("heap.py"), { globals: scope });
  scope.get("prune")(pyodide.toPy(kept));
  scope.destroy();
  clear(pyodide._module);
  const made = picture(pyodide);
  const left = unread.without(slim.steady(slim.without(code, await taken(made))), asked.idle);
  const least = { code: left, script: await shaken(script, left, String(from("pyodide.js"))) };
  const found = replies((await fromSnapshot(await startable("runtime.mjs", least), made)).bridge);
  const wrong = messages.findIndex((_, index) => answers[index] !== found[index]);
  if (wrong >= 0) throw new Error(`another answer to ${messages[wrong]}: ${found[wrong]}`);
  for (const [name, content] of Object.entries({ "snapshot.wasm": made, "runtime.wasm": least.code, "runtime.js": least.script })) {
    writeFileSync(path.join(folder, name), content);
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    // Not thrown: Node would print the runtime's one line of a megabyte around it.
    console.error(String(error.stack ?? error));
    process.exit(1);
  },
);
