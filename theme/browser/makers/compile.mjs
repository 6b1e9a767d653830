// @ts-check
// Make the browser's archives with the very Python that will run them.
//
//   node compile.mjs PYODIDE_FOLDER WHEELS_FOLDER WORK_FOLDER ESTIMATOR_WHEEL LIBRARIES_ZIP
//
// pyodide-build runs inside Pyodide, so any Python on the machine will do. The estimator and its libraries are compiled
// to bytecode. A second, fresh interpreter then runs them, and tells what they take of the standard library. That part
// alone is compiled too. Printed: the paths of the three archives, estimator, libraries and standard library, each
// after « compiled: ».
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [runtime, wheels, work, estimator, libraries] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")).href);
const bytes = (/** @type {string} */ file) => new Uint8Array(readFileSync(file));
const modules = readFileSync(fileURLToPath(new URL("runtime_modules.py", import.meta.url)), "utf8");

/** A Python of its own, with the work folder mounted. */
async function python() {
  const made = await loadPyodide({
    indexURL: runtime + path.sep,
    // No docstrings, no positions: what the browser downloads and reads at each start.
    env: { PYTHONOPTIMIZE: "2", PYTHONNODEBUGRANGES: "1", SOURCE_DATE_EPOCH: "315532800", PYTHONHASHSEED: "0" },
  });
  made.FS.mkdirTree("/work");
  made.FS.mount(made.FS.filesystems.NODEFS, { root: work }, "/work");
  return made;
}

/** The files of the standard library that the compiled estimator takes, found by running it. */
async function libraryFiles(/** @type {string} */ estimatorFile, /** @type {string} */ librariesFile) {
  const probe = await python();
  probe.unpackArchive(bytes(estimatorFile), "wheel");
  probe.unpackArchive(bytes(librariesFile), "zip", { extractDir: "/engine" });
  probe.runPython("import sys; sys.path.append('/engine')");
  const scope = probe.globals.get("dict")();
  probe.runPython(modules, { globals: scope });
  scope.get("exercise")();
  try {
    // How a fault of Python reaches JavaScript takes modules too.
    probe.runPython("1 / 0");
  } catch {
    // expected
  }
  return scope.get("used")().toJs();
}

const compiler = await python();
for (const name of readdirSync(wheels).filter((file) => file.endsWith(".whl"))) {
  compiler.unpackArchive(bytes(path.join(wheels, name)), "wheel");
}
const compileOne = compiler.runPython(`
from pathlib import Path
from pyodide_build._py_compile import _py_compile_archive

def compile_one(archive):
    # Deflated: few hosts compress an archive on the way, and the browser unpacks it in no time.
    return Path(_py_compile_archive(Path("/work", archive), keep=True, compression_level=9)).name

compile_one
`);
const compile = (/** @type {string} */ file) => path.join(work, compileOne(path.basename(file)));

const [estimatorFile, librariesFile] = [compile(estimator), compile(libraries)];
const scope = compiler.globals.get("dict")();
compiler.runPython(modules, { globals: scope });
scope.get("trimmed")("/work/library.zip", compiler.toPy(await libraryFiles(estimatorFile, librariesFile)));
for (const file of [estimatorFile, librariesFile, compile("library.zip")]) console.log("compiled: " + file);
