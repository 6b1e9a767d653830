// @ts-check
/** What all rungs work with: the plain engine, the questions with its answers, and how the engine made starts. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fromArchives, fromSnapshot } from "../start.mjs";
import { FIXED, sitter, snapshot } from "./memory.mjs";
import { archives, bytes, runtime } from "./node.mjs";

/** Of all questions, one in so many is asked after each rung. */
const SAMPLED = 5;

/** @typedef {import("./memory.mjs").Sitter} Sitter */

/**
 * @typedef {object} Made   an engine that starts from a snapshot
 * @property {Uint8Array<ArrayBuffer>} code   of its runtime
 * @property {string} script   of its runtime
 * @property {import("./memory.mjs").Archives} parts   what its snapshot is made of
 * @property {((sitter: Sitter) => void)[]} steps   done before its snapshot is taken
 * @property {Uint8Array<ArrayBuffer>} snapshot
 */

/** @param {string} name   of a file beside this one */
export const python = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** @param {{ reply(text: string): string }} bridge @param {string[]} messages */
export const replies = (bridge, messages) => messages.map((message) => bridge.reply(message));

export class Workshop {
  /** @type {string[]} the questions of runtime_modules.py */
  messages = [];
  /** Python as it started from the archives. @type {any} */
  plain;
  /** @type {string[]} */
  #answers = [];
  /** What was compiled and imported, by the code and by the script. @type {Map<Uint8Array | string, Promise<any>>} */
  #ready = new Map();
  #stock;

  /** @param {string} folder   of the engine @param {string} work   for files in passing @param {import("../start.mjs").Runtime} stock */
  constructor(folder, work, stock) {
    this.work = work;
    this.loader = String(readFileSync(path.join(folder, "pyodide.js")));
    this.code = bytes(folder, "pyodide.asm.wasm");
    this.script = readFileSync(path.join(folder, "pyodide.asm.js"), "utf8");
    this.whole = { ...archives(folder), library: bytes(folder, "python_stdlib.zip") };
    this.#stock = stock;
  }

  /** @param {string} folder @param {string} work */
  static async open(folder, work) {
    const shop = new Workshop(folder, work, await runtime(folder));
    const { pyodide, bridge } = await fromArchives(shop.#stock, shop.whole, FIXED);
    const scope = pyodide.toPy({});
    pyodide.runPython(python("runtime_modules.py"), { globals: scope });
    shop.messages = scope.get("MESSAGES").toJs();
    shop.#answers = replies(bridge, shop.messages);
    shop.plain = pyodide;
    return shop;
  }

  /** The engine that nothing reduces. @returns {Promise<Made>} */
  base() {
    const { code, script, whole } = this;
    return this.taken({ code, script, parts: whole, steps: [], snapshot: new Uint8Array() });
  }

  /** The runtime of an engine, ready to start. @param {Pick<Made, "code" | "script">} made */
  async runtime({ code, script }) {
    const [module, createModule] = await Promise.all([
      this.#once(code, () => WebAssembly.compile(code)),
      this.#once(script, () => this.#imported(script)),
    ]);
    return { ...this.#stock, module, createModule };
  }

  /** @param {string} script */
  async #imported(script) {
    const place = path.join(this.work, `script-${this.#ready.size}.mjs`);
    writeFileSync(place, script);
    return (await import(pathToFileURL(place).href)).default;
  }

  /** @template T @param {Uint8Array | string} key @param {() => Promise<T>} make @returns {Promise<T>} */
  #once(key, make) {
    const made = this.#ready.get(key) ?? make();
    this.#ready.set(key, made);
    return made;
  }

  /** An engine started to have its snapshot taken. @param {Made} made @param {object} [options] */
  async sitter(made, options) {
    return sitter(await this.runtime(made), made.parts, path.join(this.work, "library.zip"), options);
  }

  /** The same with a snapshot of its own, taken once it has answered everything. @param {Made} made @returns {Promise<Made>} */
  async taken(made) {
    const sitting = await this.sitter(made);
    replies(sitting.bridge, this.messages);
    for (const step of made.steps) step(sitting);
    return { ...made, snapshot: snapshot(sitting) };
  }

  /** Throw unless an engine answers as the plain one, to the byte: some questions, or all. */
  checks = {
    some: (/** @type {Made} */ made) => this.#check(made, (index) => index % SAMPLED === 0),
    all: (/** @type {Made} */ made) => this.#check(made, () => true),
  };

  /** @param {Made} made @param {(index: number) => boolean} isAsked */
  async #check(made, isAsked) {
    const { bridge } = await fromSnapshot(await this.runtime(made), made.snapshot);
    for (const [index, message] of this.messages.entries()) {
      if (!isAsked(index)) continue;
      if (bridge.reply(message) !== this.#answers[index]) throw new Error(`another answer to ${message}`);
    }
  }
}
