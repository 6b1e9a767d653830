// @ts-check
/**
 * Start the engine's Python from files at hand: in the worker, and under Node for build and tests. Either way the
 * answer is { pyodide, bridge }, and `bridge.reply` takes and gives JSON text (estimator/bridge.py).
 *
 * @typedef {object} Runtime   Pyodide, fetched and compiled by the caller
 * @property {string} index   address of its folder in a browser, its path under Node
 * @property {object} lock   its own description, without packages
 * @property {WebAssembly.Module | Promise<WebAssembly.Module>} module   pyodide.asm.wasm, or runtime.wasm for a snapshot
 * @property {Function} loadPyodide   of pyodide.mjs
 * @property {Function} createModule   the default export of the script of the same name
 *
 * @typedef {{ pyodide: any, bridge: { reply(text: string): string } }} Engine
 * @typedef {Record<"__heap_base" | "_PyRuntime" | "_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET", WebAssembly.Global>} Addresses
 * @typedef {(exports: { memory: WebAssembly.Memory } & Addresses) => void} Look   at a runtime just instantiated
 */

/** @typedef {Uint8Array<ArrayBuffer>} Snapshot */

/** What a snapshot begins with: a WebAssembly file with a part of its own, since hosts compress these. */
export const PREFIX_BYTES = 16;
const POINTER_BYTES = 4;
const TEMPLATES = "/engine/compiled_templates";

/**
 * Start by importing everything from its archives.
 *
 * @param {Runtime} runtime
 * @param {{ estimator: Uint8Array, libraries: Uint8Array }} archives
 * @param {object} [options] for loadPyodide
 * @param {Look} [look] called before anything starts
 * @returns {Promise<Engine>}
 */
export async function fromArchives(runtime, archives, options = {}, look = () => {}) {
  const pyodide = await load(runtime, look, options);
  pyodide.unpackArchive(archives.estimator, "wheel");
  pyodide.unpackArchive(archives.libraries, "zip", { extractDir: "/engine" });
  pyodide.runPython("import sys; sys.path.append('/engine')");
  const bridge = pyodide.pyimport("estimator.bridge").Bridge(TEMPLATES);
  pyodide.globals.set("bridge", bridge);
  return { pyodide, bridge };
}

/**
 * Start from the memory of an engine that had started: nothing is read nor imported.
 *
 * A snapshot has, after its prefix, numbers of 32 bits. One is the length of what Pyodide knows of its objects, as JSON.
 * One is how many runs of bytes differ from the memory of a runtime just instantiated. Two are the address and length of
 * each. Then the JSON, and the runs.
 *
 * @param {Runtime} runtime
 * @param {Snapshot | Promise<Snapshot>} snapshot   may come while the runtime starts
 * @param {object} [options] for loadPyodide
 * @returns {Promise<Engine>}
 */
export async function fromSnapshot(runtime, snapshot, options = {}) {
  /** @type {Uint8Array} */
  let base;
  /** @type {(memory: Uint8Array) => Uint8Array} */
  let trampoline;
  const look = (/** @type {Parameters<Look>[0]} */ exports) => {
    base = new Uint8Array(exports.memory.buffer).slice(0, exports.__heap_base.value);
    trampoline = (memory) => trampolinePointer(memory, exports);
  };
  const restore = async () => {
    const taken = await snapshot;
    const [stateBytes, count] = new Uint32Array(taken.buffer, PREFIX_BYTES, 2);
    const runs = new Uint32Array(taken.buffer, PREFIX_BYTES + 8, 2 * count);
    let at = runs.byteOffset + runs.byteLength;
    const state = JSON.parse(new TextDecoder().decode(taken.subarray(at, (at += stateBytes))));
    return (/** @type {Uint8Array} */ memory, /** @type {number} */ end) => {
      const ours = trampoline(memory).slice();
      memory.set(base);
      memory.fill(0, base.length, end);
      for (let run = 0; run < runs.length; run += 2) {
        memory.set(taken.subarray(at, (at += runs[run + 1])), runs[run]);
      }
      trampoline(memory).set(ours);
      return state;
    };
  };
  const pyodide = await load(runtime, look, { _loadSnapshot: new Uint8Array(), ...options }, restore);
  return { pyodide, bridge: pyodide.globals.get("bridge") };
}

/**
 * @param {Runtime} runtime
 * @param {Look} look
 * @param {object} options
 * @param {() => Promise<(memory: Uint8Array, end: number) => object>} [restoring]   gives what is called once started,
 *   with what it has taken of the memory. Pyodide would restore its own snapshot then
 */
function load({ index, lock, module, loadPyodide, createModule }, look, options, restoring) {
  return new Promise((resolve, reject) => {
    loadPyodide({
      indexURL: index,
      lockFileContents: lock,
      packageBaseUrl: index,
      // Left to itself, loadPyodide says nothing of a runtime that cannot be instantiated, and never settles.
      createPyodideModule: async (/** @type {any} */ settings) => {
        delete settings.INITIAL_MEMORY;
        settings.instantiateWasm = (/** @type {any} */ imports, /** @type {Function} */ receive) => {
          Object.assign(imports.env, sentinels());
          const instantiated = async () => {
            const code = await module;
            const instance = await WebAssembly.instantiate(code, imports);
            look(/** @type {any} */ (instance.exports));
            receive(instance, code);
          };
          instantiated().catch(reject);
          return {};
        };
        const made = await createModule(settings);
        const restore = await restoring?.();
        if (restore) made.API.restoreSnapshot = () => restore(made.HEAPU8, made._sbrk(0));
        return made;
      },
      ...options,
    }).then(resolve, reject);
  });
}

/**
 * The word of memory that tells Python how to call C functions, zero where the browser cannot.
 *
 * It belongs to the running instance. iPhones, and browsers without WebAssembly GC, have none. They would trap on the
 * pointer of the machine that took the snapshot.
 *
 * @param {Uint8Array} memory
 * @param {Parameters<Look>[0]} exports
 */
function trampolinePointer(memory, { _PyRuntime, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET }) {
  const offset = new DataView(memory.buffer).getInt32(_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value, true);
  const address = _PyRuntime.value + offset;
  return memory.subarray(address, address + POINTER_BYTES);
}

/** What Pyodide adds to its runtime's imports: a value that stands for an error, and how to know it. */
function sentinels() {
  const error = Symbol("error");
  return {
    Jsv_GetError_import: () => error,
    JsvError_Check: (/** @type {unknown} */ value) => (value === error ? 1 : 0),
  };
}
