// @ts-check
/**
 * Start the engine's Python from files already at hand: in the worker, and under Node for the
 * build and the tests. Either way the answer is { pyodide, bridge }, and `bridge.reply` takes
 * and gives JSON text (estimator/bridge.py).
 *
 * @typedef {object} Runtime   Pyodide, fetched and compiled by the caller
 * @property {string} index   address of its folder in a browser, its path under Node
 * @property {object} lock   its own description, without packages
 * @property {WebAssembly.Module} module   pyodide.asm.wasm
 * @property {Function} loadPyodide   of pyodide.mjs
 * @property {Function} createModule   the default export of pyodide.asm.mjs
 *
 * @typedef {{ pyodide: any, bridge: { reply(text: string): string } }} Engine
 */

/** What is put in front of the memory in a snapshot: Pyodide's own description of it. */
export const HEADER_BYTES = 65_536;
const TEMPLATES = "/engine/compiled_templates";

/**
 * Start by importing everything from its archives.
 *
 * @param {Runtime} runtime
 * @param {{ engine: Uint8Array, libraries: Uint8Array }} archives
 * @param {object} [options] for loadPyodide
 * @param {(memory: WebAssembly.Memory) => void} [look] called with the memory before anything starts
 * @returns {Promise<Engine>}
 */
export async function fromArchives(runtime, archives, options = {}, look = () => {}) {
  const pyodide = await load(runtime, look, options);
  pyodide.unpackArchive(archives.engine, "wheel");
  pyodide.unpackArchive(archives.libraries, "zip", { extractDir: "/engine" });
  pyodide.runPython("import sys; sys.path.append('/engine')");
  const bridge = pyodide.pyimport("estimator.bridge").Bridge(TEMPLATES);
  pyodide.globals.set("bridge", bridge);
  return { pyodide, bridge };
}

/**
 * Start from the memory of an engine that had started: nothing is read nor imported.
 *
 * `snapshot` is a module of data alone. Put over the memory of a runtime just instantiated, they
 * make the memory that Pyodide restores, with its header in front.
 *
 * @param {Runtime} runtime
 * @param {WebAssembly.Module} snapshot
 * @param {object} [options] for loadPyodide
 * @returns {Promise<Engine>}
 */
export async function fromSnapshot(runtime, snapshot, options = {}) {
  const [section] = WebAssembly.Module.customSections(snapshot, "pages");
  const memory = new WebAssembly.Memory({ initial: new Uint32Array(section)[0] });
  const image = new Uint8Array(memory.buffer);
  const draw = (/** @type {WebAssembly.Memory} */ own) => {
    image.set(new Uint8Array(own.buffer, 0, image.length - HEADER_BYTES), HEADER_BYTES);
    new WebAssembly.Instance(snapshot, { engine: { memory } });
  };
  const pyodide = await load(runtime, draw, { _loadSnapshot: image, ...options });
  return { pyodide, bridge: pyodide.globals.get("bridge") };
}

/**
 * @param {Runtime} runtime
 * @param {(memory: WebAssembly.Memory) => void} draw   called between instantiation and start
 * @param {object} options
 */
function load({ index, lock, module, loadPyodide, createModule }, draw, options) {
  return new Promise((resolve, reject) => {
    loadPyodide({
      indexURL: index,
      lockFileContents: lock,
      packageBaseUrl: index,
      // Left to itself, loadPyodide says nothing of a runtime that cannot be instantiated, and never settles.
      createPyodideModule: (/** @type {any} */ settings) => {
        delete settings.INITIAL_MEMORY;
        settings.instantiateWasm = (/** @type {any} */ imports, /** @type {Function} */ receive) => {
          Object.assign(imports.env, sentinels());
          WebAssembly.instantiate(module, imports)
            .then((instance) => {
              draw(/** @type {WebAssembly.Memory} */ (instance.exports.memory));
              receive(instance, module);
            })
            .catch(reject);
          return {};
        };
        return createModule(settings);
      },
      ...options,
    }).then(resolve, reject);
  });
}

/** What Pyodide adds to the imports of its runtime: a value that stands for an error, and how to know it. */
function sentinels() {
  const error = Symbol("error");
  return {
    Jsv_GetError_import: () => error,
    JsvError_Check: (/** @type {unknown} */ value) => (value === error ? 1 : 0),
  };
}
