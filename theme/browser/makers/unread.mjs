// @ts-check
/**
 * What a runtime's own data holds and an engine restored from a snapshot never reads. That is the modules that Python
 * starts from, already in the snapshot. It is also the tables of Chinese, Japanese and Korean encodings, whose
 * functions are gone (slim.mjs). A sixth of the runtime.
 *
 * Only what Python itself tells the place and the length of is taken. No code that is left names these tables. A module
 * to start from, wanted all the same, is refused as damaged, and the whole engine is asked.
 */
import { readFileSync } from "node:fs";
import * as wasm from "./wasm.mjs";

const { SECTION } = wasm;

/** @typedef {[from: number, to: number]} Stretch   addresses */

/** In words of 32 bits: where a capsule keeps its pointer, and a map its two indexes. */
const POINTER = 2;
const INDEXES = [1, 2];
/** An index has an entry for each first byte: the address of a table of 16-bit codes, and two bytes. */
const ENTRIES = 256;
const ENTRY_BYTES = 8;
const CODE_BYTES = 2;

/**
 * @param {any} pyodide   started from its archives
 * @param {number} end   of the runtime's own data
 * @returns {Stretch[]} in the order of their addresses
 */
export function found(pyodide, end) {
  const scope = pyodide.toPy({});
  pyodide.runPython(readFileSync(new URL("unread.py", import.meta.url), "utf8"), { globals: scope });
  const views = scope.get("FROZEN");
  const frozen = Array.from({ length: views.length }, (_, index) => {
    const { data } = views.get(index).getBuffer("u8");
    return /** @type {Stretch} */ ([data.byteOffset, data.byteOffset + data.length]);
  });
  const memory = pyodide._module.HEAPU8;
  const tables = [...scope.get("TABLES")].flatMap((/** @type {number} */ capsule) => [...tablesOf(memory, capsule)]);
  const all = [...frozen, ...tables].sort(([one], [other]) => one - other);
  // What is read as a place and a length, and is something else, would hardly stay within the data.
  const isOdd = all.some(([from, to]) => to <= from || to > end);
  if (isOdd || !frozen.length || !tables.length) throw new Error("Python keeps its own data in another way");
  return all;
}

/** @param {Uint8Array} memory @param {number} capsule @returns {Generator<Stretch>} */
function* tablesOf(memory, capsule) {
  const word = (/** @type {number} */ address) => new DataView(memory.buffer).getUint32(address, true);
  const map = word(capsule + 4 * POINTER);
  for (const index of INDEXES.map((at) => word(map + 4 * at)).filter(Boolean)) {
    for (let entry = index; entry < index + ENTRIES * ENTRY_BYTES; entry += ENTRY_BYTES) {
      const [table, first, last] = [word(entry), memory[entry + 4], memory[entry + 5]];
      if (table) yield [table, table + CODE_BYTES * (last - first + 1)];
    }
  }
}

/** Where the data of a runtime ends. @param {Uint8Array} runtime */
export function endOfData(runtime) {
  const segments = wasm.readSegments(wasm.body(wasm.read(runtime), SECTION.data));
  return Math.max(...segments.map(({ address, bytes }) => address + bytes.length));
}

/**
 * The runtime without these places of its data: a memory begins with zeros.
 *
 * @param {Uint8Array} runtime
 * @param {Stretch[]} stretches
 */
export function without(runtime, stretches) {
  const sections = wasm.read(runtime);
  const segments = wasm.readSegments(wasm.body(sections, SECTION.data)).flatMap((it) => [...left(it, stretches)]);
  const bodies = { [SECTION.data]: wasm.writeSegments(segments), [SECTION.dataCount]: wasm.leb(segments.length) };
  return wasm.write(wasm.withBodies(sections, bodies));
}

/** What a segment holds before, between and after these places. @param {wasm.Segment} segment @param {Stretch[]} stretches */
function* left({ address, bytes }, stretches) {
  const end = address + bytes.length;
  let at = address;
  for (const [from, to] of stretches.filter((it) => it[0] < end && it[1] > address)) {
    if (from > at) yield { address: at, bytes: bytes.subarray(at - address, from - address) };
    at = Math.max(at, to);
  }
  if (at < end) yield { address: at, bytes: bytes.subarray(at - address) };
}
