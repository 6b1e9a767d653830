// @ts-check
/** What start.mjs takes, read from an engine's folder under Node: for the build and the tests. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** @param {string} folder @returns {Promise<import("./start.mjs").Runtime>} */
export async function runtime(folder) {
  const here = path.resolve(folder);
  const module = (/** @type {string} */ name) => import(pathToFileURL(path.join(here, name)).href);
  const [{ loadPyodide }, { default: createModule }] = await Promise.all([
    module("pyodide.mjs"),
    module("pyodide.asm.mjs"),
  ]);
  return {
    index: here + path.sep,
    lock: JSON.parse(readFileSync(path.join(here, "manifest.json"), "utf8")).lock,
    module: await compiled(here, "pyodide.asm.wasm"),
    loadPyodide,
    createModule,
  };
}

/** @param {string} folder */
export const archives = (folder) => ({
  engine: bytes(folder, "estimator.whl"),
  libraries: bytes(folder, "libraries.zip"),
});

/** @param {string} folder @param {string} name */
export const compiled = (folder, name) => WebAssembly.compile(bytes(folder, name));

/** @param {string} folder @param {string} name */
function bytes(folder, name) {
  return new Uint8Array(readFileSync(path.join(folder, name)));
}
