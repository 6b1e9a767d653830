// @ts-check
/**
 * The snapshot of a started engine's memory, as start.mjs takes it.
 *
 * Taken with Pyodide's own `makeMemorySnapshot`, which is not public. It must not depend on when, where or by which
 * chance it is taken. Who imports this has a clock that stands still, and no chance. Nothing of Python is freed when
 * JavaScript's own collector comes by: time and memory decide when.
 */
import nodeCrypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { PREFIX_BYTES, fromArchives } from "../start.mjs";
import * as wasm from "./wasm.mjs";

Date.now = () => 315_532_800_000;
performance.now = () => 0;
globalThis.FinalizationRegistry = /** @type {any} */ (
  class {
    register() {}
    unregister() {}
  }
);
nodeCrypto.randomFillSync = (/** @type {any} */ target) => target;
export const FIXED = { _sysExecutable: "/python", env: { PYTHONHASHSEED: "0" } };

const PAGE_BYTES = 65_536;
/** Unchanged bytes between two changes that are written all the same, not to begin another run. */
const GAP_BYTES = 512;

/** @typedef {import("../start.mjs").Runtime} Runtime */
/** @typedef {{ library: Uint8Array, estimator: Uint8Array, libraries: Uint8Array }} Archives */
/** @typedef {import("../start.mjs").Engine & { base: Uint8Array }} Sitter   base: the memory of its runtime before it started */

/**
 * An engine started to have its snapshot taken.
 *
 * @param {Runtime} runtime
 * @param {Archives} archives
 * @param {string} place   of a file for its standard library
 * @param {object} [options] for loadPyodide
 * @returns {Promise<Sitter>}
 */
export async function sitter(runtime, archives, place, options = {}) {
  writeFileSync(place, archives.library);
  let base = new Uint8Array();
  const started = await fromArchives(
    runtime,
    archives,
    { ...FIXED, _makeSnapshot: true, stdLibURL: place, ...options },
    ({ memory }) => {
      base = new Uint8Array(memory.buffer.slice(0));
    },
  );
  return { ...started, base };
}

/** What differs from the memory of a runtime that has not started. @param {Sitter} sitter */
export function snapshot({ pyodide, base }) {
  const taken = pyodide.makeMemorySnapshot();
  const headerBytes = new Uint32Array(taken.buffer)[1];
  const memory = taken.subarray(headerBytes);
  if (memory.length !== base.length) throw new Error(`the memory has grown to ${memory.length} bytes`);
  // Given no memory, it only reads its header.
  const state = Buffer.from(JSON.stringify(pyodide._module.API.restoreSnapshot(taken.slice(0, headerBytes))));
  const runs = [...changes(memory, base)];
  const numbers = [state.length, runs.length, ...runs.flatMap(([from, to]) => [from, to - from])];
  const content = [new Uint8Array(new Uint32Array(numbers).buffer), state, ...runs.map(([from, to]) => memory.subarray(from, to))];
  return new Uint8Array(wasm.padded(PREFIX_BYTES, Buffer.concat(content)));
}

/** @param {Uint8Array} memory @param {Uint8Array} base @returns {Generator<[number, number]>} */
function* changes(memory, base) {
  let [from, to] = [-1, -1];
  for (let at = 0; at < memory.length; at += 1) {
    if (memory[at] === base[at]) continue;
    if (from >= 0 && at - to > GAP_BYTES) yield [from, to];
    if (from < 0 || at - to > GAP_BYTES) from = at;
    to = at + 1;
  }
  if (from >= 0) yield [from, to];
}

/** Fill with zeros what nothing uses: the holes between blocks, and the free part of the stack. @param {Sitter} sitter */
export function clear({ pyodide }) {
  const { _malloc, _free, HEAPU8, _emscripten_stack_get_end, stackSave } = pyodide._module;
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
