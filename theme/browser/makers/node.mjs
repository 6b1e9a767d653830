// @ts-check
/** What start.mjs takes, read from an engine's folder under Node: for the build and the tests. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Pyodide, whole or as the snapshot takes it.
 *
 * @param {string} folder
 * @param {"pyodide.asm" | "runtime"} [name]
 * @returns {Promise<import("../start.mjs").Runtime>}
 */
export async function runtime(folder, name = "pyodide.asm") {
  const here = path.resolve(folder);
  const module = (/** @type {string} */ script) => import(pathToFileURL(path.join(here, script)).href);
  const [{ loadPyodide }, { default: createModule }] = await Promise.all([
    module("pyodide.js"),
    module(`${name}.js`),
  ]);
  return {
    index: here + path.sep,
    lock: JSON.parse(readFileSync(path.join(here, "manifest.json"), "utf8")).lock,
    module: await WebAssembly.compile(bytes(here, `${name}.wasm`)),
    loadPyodide,
    createModule,
  };
}

/** @param {string} folder */
export const archives = (folder) => ({
  estimator: bytes(folder, "estimator.whl"),
  libraries: bytes(folder, "libraries.zip"),
});

/** @param {string} folder @param {string} name */
export function bytes(folder, name) {
  return new Uint8Array(readFileSync(path.join(folder, name)));
}
