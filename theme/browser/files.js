// @ts-check
/** The engine's files: asked for, counted, checked, and asked for once more when they fail to come. */

import { copyOf, retried } from "./modules.js";

/** @typedef {{ size: number, wire: number, sha256: string }} Known */

/** A line that brings no byte for so long is taken for dead. */
const SILENCE_MS = 15_000;

const { fetch } = globalThis;
/** Served without https, a page computes no digest: the browser then does, and shows no progress. */
const { subtle } = globalThis.crypto;

/** Gives up on a file once nothing of it has been heard for too long. */
class Patience {
  #over = new AbortController();
  #watch = 0;
  signal = this.#over.signal;
  /** @type {Promise<never>} */
  end = new Promise((_, reject) => this.signal.addEventListener("abort", () => reject(this.signal.reason)));

  constructor() {
    this.end.catch(() => {});
    this.heard();
  }

  heard() {
    this.rest();
    this.#watch = setTimeout(() => this.#over.abort(new Error("silence")), SILENCE_MS);
  }

  /** Nothing is expected for now. */
  rest() {
    clearTimeout(this.#watch);
  }

  /** Nothing more is wanted. */
  stop() {
    this.rest();
    this.#over.abort();
  }
}

/** @typedef {(address: string, patience: Patience) => Promise<any>} Use */

export class Files {
  #folder;
  #known;
  #count;
  /** @type {Map<string, Promise<any>>} */
  #results = new Map();

  /**
   * @param {string} folder   address of the engine's folder
   * @param {Record<string, Known>} known
   * @param {(name: string, bytesCome: number) => void} count   told of the bytes of a file that have come
   */
  constructor(folder, known, count) {
    this.#folder = folder;
    this.#known = known;
    this.#count = count;
  }

  /** The bytes of a file; asked for at once, read after `others`. @param {string} name @param {Promise<any>} [others] */
  bytes(name, others) {
    let tries = 0;
    return this.#twice(name, async (address, patience) => {
      tries += 1;
      // Where the others have failed, this file is of no use, and not asked for again.
      if (tries > 1) await others;
      const answer = await this.#response(name, address, patience);
      patience.rest();
      await others;
      return this.#read(name, answer, patience);
    });
  }

  /** A WebAssembly file, compiled as it comes where the host gives it its type. @param {string} name */
  compiled(name) {
    return this.#twice(name, async (address, patience) => {
      const answer = await this.#response(name, address, patience);
      if (!answer.headers.get("Content-Type")?.startsWith("application/wasm")) {
        return WebAssembly.compile(await this.#read(name, answer, patience));
      }
      const read = this.#read(name, answer.clone(), patience);
      const [module] = await Promise.all([WebAssembly.compileStreaming(answer), read]);
      return module;
    });
  }

  /** A script, checked, then imported: the browser has just received it. @param {string} name */
  script(name) {
    return this.#twice(name, async (address, patience) => {
      await this.#read(name, await this.#response(name, address, patience), patience);
      patience.heard();
      return Promise.race([import(address), patience.end]);
    });
  }

  /**
   * What is made of a file, once; should it fail, of the file asked for again.
   *
   * The second address is another one: a browser keeps a failed import, and may keep a wrong answer.
   *
   * @param {string} name @param {Use} use
   */
  #twice(name, use) {
    const attempt = async (/** @type {string} */ address) => {
      const patience = new Patience();
      try {
        return await use(address, patience);
      } catch (error) {
        patience.stop();
        throw error;
      } finally {
        patience.rest();
      }
    };
    const first = this.#folder + name;
    const second = this.#folder + (copyOf(name) in this.#known ? copyOf(name) : name);
    const result = this.#results.get(name) ?? attempt(first).catch(() => attempt(retried(second, 1)));
    this.#results.set(name, result);
    return result;
  }

  /** @param {string} name @param {string} address @param {Patience} patience */
  async #response(name, address, patience) {
    this.#count(name, 0);
    const again = address !== this.#folder + name;
    const { sha256 } = this.#known[name];
    const answer = await fetch(address, {
      cache: again ? "reload" : "default",
      signal: patience.signal,
      ...(subtle ? {} : { integrity: `sha256-${sha256}` }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${name}`);
    return answer;
  }

  /** @param {string} name @param {Response} answer @param {Patience} patience */
  async #read(name, answer, patience) {
    const { size, sha256 } = this.#known[name];
    const whole = new Uint8Array(size);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
    let at = 0;
    patience.heard();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      patience.heard();
      whole.set(part.value, at);
      at += part.value.length;
      this.#count(name, at);
    }
    patience.rest();
    const digest = subtle && new Uint8Array(await subtle.digest("SHA-256", whole));
    if (at !== size || (digest && btoa(String.fromCharCode(...digest)) !== sha256)) throw new Error(`altered: ${name}`);
    return whole;
  }
}
