// @ts-check
/**
 * Pyodide's runtime without what the engine never takes of it. It serves the boot from a snapshot alone: the whole
 * runtime stands behind it.
 *
 * Most of its functions serve parts of Python that the engine does not use. Those that never run, and that none of the
 * others calls by its number, are emptied. One that is reached after all, by its place in a table, stops at once. Its
 * numbers stay, so nothing else need change.
 */
import * as wasm from "./wasm.mjs";

const { SECTION, KIND, OP } = wasm;
const NEVER = Buffer.from([0, OP.unreachable, OP.end]);
/**
 * Between two functions that run and are no farther apart than this, the others are kept. They come from the same
 * source file, and a question not asked at build may take them.
 */
const NEIGHBOURS = 10;
/** What begins the name of the exports that tell whether a function ran: they are in the order of these. */
const FLAG = "ran ";
/** Where Pyodide's script keeps an export under its name, and declares all these names. */
const KEPT = /\b_(\w+)=Module\["_\1"\]=wasmExports\["\1"\](?:\.value>>>0)?;/g;
const DECLARED = /\bvar (?:\w+,){999,}\w+;/;
/** Functions of JavaScript that draw: the script would make a module for each, only to give it an address. */
const DRAWING = /^emscripten_gl/;

/**
 * The runtime and its script without the exports that nothing names. They are there for packages in C, and the script
 * looks at each when it starts. Drawing functions are at address 0, where calls stop.
 *
 * @param {Uint8Array} runtime
 * @param {string} script
 * @param {string} loader   what starts them, and names exports too
 */
export function lean(runtime, script, loader) {
  const sections = wasm.read(runtime);
  const imports = wasm.readImports(wasm.body(sections, SECTION.imports));
  const addressed = imports.filter(({ module }) => module.startsWith("GOT."));
  const all = wasm.readExports(wasm.body(sections, SECTION.exports));
  const [declared] = script.match(DECLARED) ?? [""];
  const named = words([script.replace(KEPT, "").replace(declared, ""), loader, ...addressed.map(({ name }) => name)].join(" "));
  const isNamed = ({ name = "" }) => named.has(name) || named.has(`_${name}`);
  const dropped = new Set(all.filter((it) => !isNamed(it)).map(({ name }) => name));
  const [index, globals] = withGlobals(sections, 1, wasm.constant(0));
  const nowhere = addressed.filter(({ name }) => DRAWING.test(name)).map(({ name }) => ({ name, kind: KIND.global, index }));
  if (!declared || !dropped.size || !nowhere.length) throw new Error("Pyodide’s script is made in another way");
  const variables = declared.slice("var ".length, -1).split(",");
  const left = variables.filter((variable) => !variable.startsWith("_") || !dropped.has(variable.slice(1)));
  return {
    code: wasm.write(
      wasm.withBodies(sections, {
        [SECTION.globals]: globals,
        [SECTION.exports]: wasm.writeExports([...nowhere, ...all.filter(isNamed)]),
      }),
    ),
    script: script
      .replace(declared, `var ${left.join(",")};`)
      .replace(KEPT, (statement, name) => (dropped.has(name) ? "" : statement)),
  };
}

/** @param {string} text */
const words = (text) => new Set(text.match(/[\w$]+/g));

/**
 * A runtime that notes which of its functions run, since it started or was last told to forget.
 *
 * @param {import("../start.mjs").Runtime} runtime
 * @param {Uint8Array} code   its code
 * @returns {Promise<{ runtime: import("../start.mjs").Runtime, ran: () => Set<number>, forget: () => void }>}
 */
export async function watched(runtime, code) {
  /** @type {WebAssembly.Exports} */
  let exports = {};
  const createModule = (/** @type {any} */ settings) => {
    const { instantiateWasm } = settings;
    settings.instantiateWasm = (/** @type {object} */ imports, /** @type {Function} */ receive) =>
      instantiateWasm(imports, (/** @type {WebAssembly.Instance} */ instance, /** @type {unknown} */ module) => {
        ({ exports } = instance);
        receive(instance, module);
      });
    return runtime.createModule(settings);
  };
  const flags = () =>
    /** @type {WebAssembly.Global[]} */ (
      Object.entries(exports).filter(([name]) => name.startsWith(FLAG)).map(([, it]) => it)
    );
  return {
    runtime: { ...runtime, createModule, module: await WebAssembly.compile(noting(code)) },
    ran: () => new Set(flags().flatMap(({ value }, number) => (value ? [number] : []))),
    forget: () => flags().forEach((it) => (it.value = 0)),
  };
}

/** The runtime, each of whose functions notes in a global that it has run. @param {Uint8Array} runtime */
function noting(runtime) {
  const sections = wasm.read(runtime);
  const [first, globals] = withGlobals(sections, functionCount(sections), wasm.variable(0));
  const functions = wasm.readCode(wasm.body(sections, SECTION.code)).map((code, number) => {
    const [locals, instructions] = wasm.splitLocals(code);
    const note = Buffer.from([OP.i32Const, 1, OP.globalSet]);
    return Buffer.concat([locals, note, wasm.leb(first + number), instructions]);
  });
  const flags = functions.map((_, number) => ({ name: flag(number), kind: KIND.global, index: first + number }));
  const exports = [...wasm.readExports(wasm.body(sections, SECTION.exports)), ...flags];
  return wasm.write(
    wasm.withBodies(sections, {
      [SECTION.globals]: globals,
      [SECTION.exports]: wasm.writeExports(exports),
      [SECTION.code]: wasm.writeCode(functions),
    }),
  );
}

/** @param {number} number */
const flag = (number) => `${FLAG}${number}`;

/** @param {wasm.Section[]} sections */
const functionCount = (sections) => wasm.readCode(wasm.body(sections, SECTION.code)).length;

/** How many things of a kind a runtime imports: its own are numbered from there. @param {wasm.Section[]} sections @param {number} kind */
const importedCount = (sections, kind) =>
  wasm.readImports(wasm.body(sections, SECTION.imports)).filter((it) => it.kind === kind).length;

/**
 * The number of the first of some more globals, all the same, and the section with them.
 *
 * @param {wasm.Section[]} sections
 * @param {number} count
 * @param {Uint8Array} made
 * @returns {[number, Uint8Array]}
 */
function withGlobals(sections, count, made) {
  const globals = new wasm.Cursor(wasm.body(sections, SECTION.globals));
  const own = globals.number();
  const body = Buffer.concat([wasm.leb(own + count), globals.rest(), ...Array.from({ length: count }, () => made)]);
  return [importedCount(sections, KIND.global) + own, body];
}

/** These numbers and those in the narrow gaps between them. @param {Set<number>} numbers */
function withNeighbours(numbers) {
  const left = new Set(numbers);
  let last = -Infinity;
  for (const number of [...numbers].sort((one, other) => one - other)) {
    if (number - last <= NEIGHBOURS) for (let between = last + 1; between < number; between += 1) left.add(between);
    last = number;
  }
  return left;
}

/**
 * The runtime with the functions of these numbers and all that they call; the others are empty.
 *
 * @param {Uint8Array} runtime
 * @param {Set<number>} numbers   counted from the first that is not imported
 */
export function without(runtime, numbers) {
  const sections = wasm.read(runtime);
  const imported = importedCount(sections, KIND.func);
  const functions = wasm.readCode(wasm.body(sections, SECTION.code));
  const left = withNeighbours(numbers);
  // What is added to a set while it is gone through is gone through too.
  for (const number of left) {
    for (const called of wasm.calls(functions[number])) if (called >= imported) left.add(called - imported);
  }
  return emptied(runtime, (number) => !left.has(number));
}

/**
 * The runtime whose functions of some numbers are empty: to reach one stops it.
 *
 * @param {Uint8Array} runtime
 * @param {(number: number) => boolean} isEmpty
 */
export function emptied(runtime, isEmpty) {
  const sections = wasm.read(runtime);
  const code = wasm.readCode(wasm.body(sections, SECTION.code)).map((it, number) => (isEmpty(number) ? NEVER : it));
  return wasm.write(wasm.withBodies(sections, { [SECTION.code]: wasm.writeCode(code) }));
}

/**
 * The runtime each of whose indirect calls goes through a function of its own, one for each type.
 *
 * A browser that optimises a function bets on what such a call reaches, even within small functions put into it. It
 * does all the work again when something else is reached. For Python's interpreter, the longest function by far, that
 * is a tenth of a second, lost time and again. What goes through one function reaches so many others that there is
 * nothing to bet on.
 *
 * @param {Uint8Array} runtime
 */
export function steady(runtime) {
  const sections = wasm.read(runtime);
  const types = wasm.readTypes(wasm.body(sections, SECTION.types));
  const owners = wasm.readFunctions(wasm.body(sections, SECTION.functions));
  const first = importedCount(sections, KIND.func) + owners.length;
  /** @type {Map<string, { type: wasm.Type, code: Uint8Array, call: Uint8Array }>} the functions added, by the call that each makes */
  const added = new Map();
  const through = (/** @type {Uint8Array} */ instruction) => {
    if (instruction[0] !== OP.callIndirect) return instruction;
    const key = String(instruction);
    const made = added.get(key) ?? {
      ...passing(instruction, types[wasm.operands(instruction)[0]]),
      call: Buffer.concat([Buffer.from([OP.call]), wasm.leb(first + added.size)]),
    };
    added.set(key, made);
    return made.call;
  };
  const code = wasm.readCode(wasm.body(sections, SECTION.code)).map((it) =>
    Buffer.concat([wasm.splitLocals(it)[0], ...Array.from(wasm.instructions(it), through)]),
  );
  const own = [...added.values()];
  return wasm.write(
    wasm.withBodies(sections, {
      [SECTION.types]: wasm.writeTypes([...types, ...own.map(({ type }) => type)]),
      [SECTION.functions]: wasm.writeFunctions([...owners, ...own.map((_, index) => types.length + index)]),
      [SECTION.code]: wasm.writeCode([...code, ...own.map((it) => it.code)]),
    }),
  );
}

/** A function that makes an indirect call, whose place in the table is its last parameter. @param {Uint8Array} call @param {wasm.Type} type */
function passing(call, { parameters, results }) {
  const given = Buffer.concat([parameters, wasm.I32]);
  const gets = Array.from(given, (_, index) => Buffer.concat([Buffer.from([OP.localGet]), wasm.leb(index)]));
  const code = Buffer.concat([Buffer.from([0]), ...gets, call, Buffer.from([OP.end])]);
  return { type: { parameters: given, results }, code };
}
