// @ts-check
/**
 * Pyodide's script without what its runtime no longer calls: sound, drawing, sockets, libraries in C.
 *
 * All of the script is one function, whose names the bundler of the pages' scripts would leave as they are. It is shown
 * what stands in this function as a module. Nothing is renamed that the runtime, the loader or Python asks for.
 */
import { transform } from "esbuild";
import * as wasm from "./wasm.mjs";

const { SECTION, KIND } = wasm;
const BEFORE = "async function _createPyodideModule(moduleArg={}){";
const AFTER = ";return moduleRtn}export default _createPyodideModule;";
const RESULT = "export{moduleRtn};";
/** In place of a function that nothing calls: what calls it after all is not in the snapshot, and stops. */
const UNCALLED = "uncalled";
/** What the runtime may import, each with the script's name for it. */
const TABLE = /\bwasmImports=\{([^}]*)\}/;
/** Where the script hands out something under its own name, and tells a function's types. */
const HANDED = /\bModule\["(\w+)"\]=\1;/g;
const TYPED = /\b(\w+)\.sig="\w+";/g;
/** A property asked for, by its name or by a text. */
const ASKED = /(?<=\.)\w+|(?<=")\w+(?=")/g;

/**
 * @param {string} script   of Pyodide
 * @param {Uint8Array} runtime   which it will start
 * @param {string} loader   which will start both
 * @returns {Promise<string>}
 */
export async function shaken(script, runtime, loader) {
  const [table, entries] = script.match(TABLE) ?? ["", ""];
  if (!script.startsWith(BEFORE) || !script.trimEnd().endsWith(AFTER) || !table) {
    throw new Error("Pyodide’s script is made in another way");
  }
  const { imported, called } = taken(runtime);
  const left = entries.split(",").map((entry) => entry.split(":")).filter(([name]) => imported.has(name));
  const given = left.map(([name, own = name]) => `${name}:${called.has(name) ? own : UNCALLED}`);
  const typed = new Set(left.filter(([name]) => called.has(name)).map(([name, own = name]) => own));
  const body = script
    .trimEnd()
    .slice(BEFORE.length, -AFTER.length)
    .replace(table, () => `wasmImports={${given}}`)
    .replace(TYPED, (statement, name) => (typed.has(name) ? statement : ""))
    // Libraries in C bring text to be run, which could name anything. There are none.
    .replaceAll(/\beval\(/g, "(0,eval)(");
  const asked = new Set([...body.replace(HANDED, "").matchAll(ASKED), ...loader.matchAll(/\w+/g)].map(String));
  const module = `function ${UNCALLED}(){throw new Error("${UNCALLED}")}
    ${body.replace(HANDED, (statement, name) => (asked.has(name) ? statement : ""))};${RESULT}`;
  const { code } = await transform(module, { format: "esm", treeShaking: true, minifyWhitespace: true, logLevel: "error" });
  return BEFORE + code.trimEnd().slice(0, -RESULT.length) + AFTER;
}

/**
 * The names that a runtime takes from its script: its imports, what it calls, what it keeps in its table.
 *
 * @param {Uint8Array} runtime
 */
function taken(runtime) {
  const sections = wasm.read(runtime);
  const imports = wasm.readImports(wasm.body(sections, SECTION.imports));
  const functions = imports.filter(({ kind }) => kind === KIND.func).map(({ name }) => name);
  const calls = wasm.readCode(wasm.body(sections, SECTION.code)).flatMap(wasm.calls);
  const own = new Set(wasm.readExports(wasm.body(sections, SECTION.exports)).map(({ name }) => name));
  const kept = imports.filter(({ module, name }) => module === "GOT.func" && !own.has(name)).map(({ name }) => name);
  const called = new Set([...calls.filter((number) => number < functions.length).map((number) => functions[number]), ...kept]);
  return { imported: new Set([...functions, ...kept]), called };
}
