// @ts-check
/** WebAssembly files, taken apart and put together: what slim.mjs, shake.mjs, unread.mjs and snapshot.mjs need of the format. */

export const SECTION = { custom: 0, types: 1, imports: 2, functions: 3, globals: 6, exports: 7, code: 10, data: 11, dataCount: 12 };
export const KIND = { func: 0, table: 1, memory: 2, global: 3, tag: 4 };
export const OP = { unreachable: 0x00, end: 0x0b, call: 0x10, callIndirect: 0x11, localGet: 0x20, globalSet: 0x24, i32Const: 0x41 };

/** The type of a number of 32 bits. */
export const I32 = Buffer.from([0x7f]);

/** @typedef {{ id: number, body: Uint8Array }} Section */
/** @typedef {{ parameters: Uint8Array, results: Uint8Array }} Type   one byte for each value */
/** @typedef {{ module: string, name: string, kind: number }} Import */
/** @typedef {{ name: string, kind: number, index: number }} Export */
/** @typedef {{ address: number, bytes: Uint8Array }} Segment */

const FUNCTION = 0x60;
const START = Buffer.from("\0asm\x01\0\0\0", "latin1");

/** Reads on, from the beginning of some bytes. */
export class Cursor {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  get isAtEnd() {
    return this.at >= this.bytes.length;
  }

  byte() {
    if (this.isAtEnd) throw new Error("the file ends too soon");
    return this.bytes[this.at++];
  }

  /** A number that is not negative. */
  number() {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
    }
  }

  /** Pass some numbers, of either sign. */
  skipNumbers(count = 1) {
    for (let left = count; left > 0; left -= 1) while (this.byte() & 0x80);
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text() {
    return Buffer.from(this.take(this.number())).toString();
  }

  /** As many values as the number before them says. @template T @param {() => T} read @returns {T[]} */
  list(read) {
    return Array.from({ length: this.number() }, read);
  }

  rest() {
    return this.bytes.subarray(this.at);
  }
}

/** @param {Uint8Array} file @returns {Section[]} */
export function read(file) {
  const cursor = new Cursor(file);
  if (Buffer.compare(cursor.take(START.length), START)) throw new Error("no WebAssembly file");
  const sections = [];
  while (!cursor.isAtEnd) sections.push({ id: cursor.byte(), body: cursor.take(cursor.number()) });
  return sections;
}

/** @param {Section[]} sections */
export const write = (sections) =>
  Buffer.concat([START, ...sections.flatMap(({ id, body }) => [Buffer.from([id]), leb(body.length), body])]);

/** The body of the only section of its kind. @param {Section[]} sections @param {number} id */
export function body(sections, id) {
  const found = sections.filter((section) => section.id === id);
  if (found.length !== 1) throw new Error(`${found.length} sections ${id}`);
  return found[0].body;
}

/** The sections with other bodies for some. @param {Section[]} sections @param {Record<number, Uint8Array>} bodies */
export const withBodies = (sections, bodies) => sections.map(({ id, body }) => ({ id, body: bodies[id] ?? body }));

/** @param {Uint8Array} imports @returns {Import[]} */
export function readImports(imports) {
  const cursor = new Cursor(imports);
  const limits = () => cursor.skipNumbers(cursor.number() & 1 ? 2 : 1);
  return cursor.list(() => {
    const [module, name, kind] = [cursor.text(), cursor.text(), cursor.byte()];
    if (kind === KIND.table || kind === KIND.global || kind === KIND.tag) cursor.byte();
    if (kind === KIND.table || kind === KIND.memory) limits();
    else if (kind === KIND.global) cursor.byte();
    else cursor.number();
    return { module, name, kind };
  });
}

/** The types of functions, by the bytes of their values' types. @param {Uint8Array} types @returns {Type[]} */
export function readTypes(types) {
  const cursor = new Cursor(types);
  return cursor.list(() => {
    if (cursor.byte() !== FUNCTION) throw new Error("not the type of a function");
    return { parameters: cursor.take(cursor.number()), results: cursor.take(cursor.number()) };
  });
}

/** @param {Type[]} types */
export const writeTypes = (types) =>
  list(types.map(({ parameters, results }) => Buffer.concat([Buffer.from([FUNCTION]), counted(parameters), counted(results)])));

/** The number of each function's type. @param {Uint8Array} functions */
export function readFunctions(functions) {
  const cursor = new Cursor(functions);
  return cursor.list(() => cursor.number());
}

/** @param {number[]} functions */
export const writeFunctions = (functions) => list(functions.map(leb));

/** @param {Uint8Array} exports @returns {Export[]} */
export function readExports(exports) {
  const cursor = new Cursor(exports);
  return cursor.list(() => ({ name: cursor.text(), kind: cursor.byte(), index: cursor.number() }));
}

/** @param {Export[]} exports */
export const writeExports = (exports) =>
  list(exports.map(({ name, kind, index }) => Buffer.concat([named(name), Buffer.from([kind]), leb(index)])));

/** The functions' bodies. @param {Uint8Array} code */
export function readCode(code) {
  const cursor = new Cursor(code);
  return cursor.list(() => cursor.take(cursor.number()));
}

/** @param {Uint8Array[]} functions */
export const writeCode = (functions) => list(functions.map(counted));

/** What a file puts into its memory when it starts. @param {Uint8Array} data @returns {Segment[]} */
export function readSegments(data) {
  const cursor = new Cursor(data);
  return cursor.list(() => {
    // Better no result than a wrong one: other kinds of segments, an address that is computed.
    if (cursor.byte() !== 0 || cursor.byte() !== OP.i32Const) throw new Error("a segment of another kind");
    const address = cursor.number();
    if (cursor.byte() !== OP.end) throw new Error("an address that is computed");
    return { address, bytes: cursor.take(cursor.number()) };
  });
}

/** @param {Segment[]} data */
export const writeSegments = (data) =>
  list(data.map(({ address, bytes }) => Buffer.concat([Buffer.from([0, OP.i32Const]), positive(address), Buffer.from([OP.end]), counted(bytes)])));

/** A constant that is not negative: the highest bit but one of its last byte would tell that it is. @param {number} value */
function positive(value) {
  const bytes = leb(value);
  const last = bytes.length - 1;
  if (!(bytes[last] & 0x40)) return bytes;
  return Buffer.concat([bytes.subarray(0, last), Buffer.from([bytes[last] | 0x80, 0])]);
}

/** What stands before a function's instructions, and these. @param {Uint8Array} code */
export function splitLocals(code) {
  const cursor = new Cursor(code);
  cursor.list(() => cursor.skipNumbers(2));
  return [code.subarray(0, cursor.at), cursor.rest()];
}

/** The instructions of a function, one by one. @param {Uint8Array} code */
export function* instructions(code) {
  const cursor = new Cursor(splitLocals(code)[1]);
  while (!cursor.isAtEnd) {
    const from = cursor.at;
    skipInstruction(cursor);
    yield cursor.bytes.subarray(from, cursor.at);
  }
}

/** The numbers that follow an instruction. @param {Uint8Array} instruction */
export function operands(instruction) {
  const cursor = new Cursor(instruction.subarray(1));
  const numbers = [];
  while (!cursor.isAtEnd) numbers.push(cursor.number());
  return numbers;
}

/** The functions that a function calls by their number or takes the address of. @param {Uint8Array} code */
export function calls(code) {
  const found = [];
  for (const instruction of instructions(code)) if (NAMING.has(instruction[0])) found.push(operands(instruction)[0]);
  return found;
}

/** call, return_call, ref.func */
const NAMING = new Set([OP.call, 0x12, 0xd2]);
/** How many numbers follow an instruction; those that nothing follows are not here. */
const NUMBERS = new Map([
  // block, loop, if, try; catch, throw, rethrow; br, br_if; delegate
  ...[0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18].map(one),
  // variables, tables, the size of memory, constants, ref.null
  ...[0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, 0x41, 0x42, 0xd0].map(one),
  ...[...NAMING].map(one),
  // indirect calls, loads and stores
  ...[0x11, 0x13, ...span(0x28, 0x3e)].map((/** @type {number} */ code) => /** @type {const} */ ([code, 2])),
]);
/** The same of those that begin with 0xfc, from memory.init on; those before are conversions. */
const BULK_NUMBERS = [2, 1, 2, 1, 2, 1, 2, 1, 1, 1];
const FIRST_BULK = 8;
/** unreachable, nop; else, throw_ref, end, return; catch_all, drop, select; arithmetic; ref.is_null */
const ALONE = new Set([0x00, 0x01, 0x05, 0x0a, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, ...span(0x45, 0xc4), 0xd1]);
const CONSTANT_BYTES = new Map([[0x43, 4], [0x44, 8]]);

/** @param {number} code @returns {[number, number]} */
function one(code) {
  return [code, 1];
}

/** @param {number} first @param {number} last */
function span(first, last) {
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}

/** @param {Cursor} cursor */
function skipInstruction(cursor) {
  const code = cursor.byte();
  if (ALONE.has(code)) return;
  if (NUMBERS.has(code)) cursor.skipNumbers(NUMBERS.get(code));
  else if (CONSTANT_BYTES.has(code)) cursor.take(/** @type {number} */ (CONSTANT_BYTES.get(code)));
  else if (code === 0x0e) cursor.skipNumbers(cursor.number() + 1);
  else if (code === 0x1c) cursor.skipNumbers(cursor.number());
  else if (code === 0x1f) skipTryTable(cursor);
  else if (code === 0xfc) skipBulk(cursor);
  // Better no result than a wrong one: vectors, threads and what is to come.
  else throw new Error(`instruction 0x${code.toString(16)}`);
}

/** @param {Cursor} cursor */
function skipTryTable(cursor) {
  cursor.skipNumbers();
  // catch and catch_ref name a tag before their label.
  cursor.list(() => cursor.skipNumbers(cursor.byte() < 2 ? 2 : 1));
}

/** @param {Cursor} cursor */
function skipBulk(cursor) {
  const code = cursor.number();
  if (code >= FIRST_BULK + BULK_NUMBERS.length) throw new Error(`instruction 0xfc ${code}`);
  cursor.skipNumbers(BULK_NUMBERS[code - FIRST_BULK] ?? 0);
}

/** A global of 32 bits, which begins at this value, below 64. @param {number} value */
export const variable = (value) => Buffer.from([...I32, 1, OP.i32Const, value, OP.end]);

/** The same, which never changes. @param {number} value */
export const constant = (value) => Buffer.from([...I32, 0, OP.i32Const, value, OP.end]);

/** @param {Uint8Array[]} parts */
export const list = (parts) => Buffer.concat([leb(parts.length), ...parts]);

/** @param {Uint8Array} bytes */
const counted = (bytes) => Buffer.concat([leb(bytes.length), bytes]);

/** @param {string} name */
const named = (name) => counted(Buffer.from(name));

/** @param {number} value   below 2³¹ */
export function leb(value) {
  const bytes = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

/** A file of one custom section, whose content begins at this byte. @param {number} at @param {Uint8Array} content */
export function padded(at, content) {
  for (let spare = 0; spare < at; spare += 1) {
    const file = write([{ id: SECTION.custom, body: Buffer.concat([named("_".repeat(spare)), content]) }]);
    if (file.length - content.length === at) return file;
  }
  throw new Error(`no room before byte ${at}`);
}
