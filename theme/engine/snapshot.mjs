// @ts-check
// Take the picture of a started engine's memory, check it, and leave it in the engine's folder.
//
//   node snapshot.mjs ENGINE_FOLDER WORK_FOLDER
//
// Made with Pyodide's own `makeMemorySnapshot`, which is not public: the picture is given to a
// fresh interpreter, whose answers must be those of an engine started from its archives, to the
// byte. Otherwise nothing is left, and the status is 1: the site goes without.
import nodeCrypto from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { archives, runtime as read } from "./node.mjs";
import { HEADER_BYTES, fromArchives, fromSnapshot } from "./start.mjs";

const PAGE_BYTES = 65_536;
/** Unchanged bytes between two changes that are written all the same, not to begin another segment. */
const GAP_BYTES = 512;

const [folder, work] = process.argv.slice(2);
const python = (/** @type {string} */ name) => readFileSync(new URL(name, import.meta.url), "utf8");

// The picture must not depend on when, where or by which chance it is taken.
Date.now = () => 315_532_800_000;
performance.now = () => 0;
nodeCrypto.randomFillSync = (/** @type {any} */ target) => target;
const FIXED = { _sysExecutable: "/python", env: { PYTHONHASHSEED: "0" } };

const runtime = await read(folder);
const whole = { ...archives(folder), library: new Uint8Array(readFileSync(path.join(folder, "python_stdlib.zip"))) };
/** @type {Uint8Array} the memory of a runtime that has not started */
let base;
/** @type {string[]} */
let messages;

/** An engine made to have its picture taken. @param {typeof whole} parts @param {object} options */
function sitter(parts, options = {}) {
  const library = path.join(work, "library.zip");
  writeFileSync(library, parts.library);
  const made = { ...FIXED, _makeSnapshot: true, stdLibURL: library, ...options };
  return fromArchives(runtime, parts, made, (memory) => {
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
  const restored = await fromSnapshot(runtime, await WebAssembly.compile(module(pyodide.makeMemorySnapshot())));
  replies(restored.bridge);
  const kept = [...first, ...restored.pyodide.pyimport("heap").watched().toJs()];
  const ever = pyodide.toPy([...started, ...kept]);
  const strip = (/** @type {Uint8Array} */ archive) => heap.stripped(pyodide.toPy(archive), ever).toJs();
  return { answers, kept, parts: { library: strip(whole.library), engine: strip(whole.engine), libraries: strip(whole.libraries) } };
}

/** The questions of runtime_modules.py. */
async function questions() {
  const { pyodide } = await fromArchives(runtime, whole, FIXED);
  const scope = pyodide.toPy({});
  pyodide.runPython(python("runtime_modules.py"), { globals: scope });
  return scope.get("MESSAGES").toJs();
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
 * A picture as a WebAssembly module of data alone: what differs from the memory of a runtime that
 * has not started. Hosts compress such a file, and browsers put it in place by themselves.
 *
 * @param {Uint8Array} picture   as Pyodide makes it: its header, then the memory
 */
function module(picture) {
  const header = picture.slice(0, new Uint32Array(picture.buffer)[1]);
  const memory = picture.subarray(header.length);
  if (memory.length !== base.length) throw new Error(`the memory has grown to ${memory.length} bytes`);
  new Uint32Array(header.buffer)[1] = HEADER_BYTES;
  const segments = [data(0, header)];
  let end = 0;
  for (const [from, to] of changes(memory)) {
    segments.push(data(HEADER_BYTES + from, memory.subarray(from, to)));
    end = to;
  }
  const pages = (HEADER_BYTES + end + PAGE_BYTES - 1) >>> 16;
  return Buffer.concat([
    Buffer.from("\0asm\x01\0\0\0", "latin1"),
    section(2, [leb(1), named("engine"), named("memory"), Buffer.from([2, 0]), leb(pages)]),
    section(11, [leb(segments.length), ...segments]),
    section(0, [named("pages"), new Uint8Array(new Uint32Array([pages]).buffer)]),
  ]);
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

/** @param {number} at @param {Uint8Array} bytes */
const data = (at, bytes) => Buffer.concat([Buffer.from([0, 0x41]), signedLeb(at), Buffer.from([0x0b]), leb(bytes.length), bytes]);

/** @param {number} id @param {Uint8Array[]} parts */
function section(id, parts) {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([id]), leb(body.length), body]);
}

/** @param {string} name */
const named = (name) => Buffer.concat([leb(name.length), Buffer.from(name)]);

/** @param {number} value */
function leb(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** @param {number} value   not negative: its last byte must not look like it is */
function signedLeb(value) {
  const bytes = [];
  for (; value > 0x3f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

async function main() {
  messages = await questions();
  const { answers, kept, parts } = await studied();
  const { pyodide, bridge } = await sitter(parts);
  replies(bridge);
  const scope = pyodide.toPy({});
  pyodide.runPython(python("heap.py"), { globals: scope });
  scope.get("prune")(pyodide.toPy(kept));
  scope.destroy();
  clear(pyodide._module);
  const made = module(pyodide.makeMemorySnapshot());
  const found = replies((await fromSnapshot(runtime, await WebAssembly.compile(made))).bridge);
  const wrong = messages.findIndex((_, index) => answers[index] !== found[index]);
  if (wrong >= 0) throw new Error(`another answer to ${messages[wrong]}: ${found[wrong]}`);
  writeFileSync(path.join(folder, "snapshot.wasm"), made);
}

main().then(
  () => process.exit(0),
  (error) => {
    // Not thrown: Node would print the runtime's one line of a megabyte around it.
    console.error(String(error.stack ?? error));
    process.exit(1);
  },
);
