// Compile archives of Python sources to bytecode, with the very Python that will run them.
//
//   node compile.mjs PYODIDE_FOLDER WHEELS_FOLDER ARCHIVE...
//
// pyodide-build runs inside Pyodide, so any Python on the machine will do. The compiled twin
// of each ARCHIVE (a wheel or a zip) is put beside it, its path printed after « compiled: ».
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, wheels, ...archives] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(runtime, "pyodide.mjs")).href);
const pyodide = await loadPyodide({
  indexURL: runtime + path.sep,
  // No docstrings, no positions: what the browser downloads and reads at each start.
  env: { PYTHONOPTIMIZE: "2", PYTHONNODEBUGRANGES: "1", SOURCE_DATE_EPOCH: "315532800", PYTHONHASHSEED: "0" },
});

for (const name of readdirSync(wheels).filter((file) => file.endsWith(".whl"))) {
  pyodide.unpackArchive(new Uint8Array(readFileSync(path.join(wheels, name))), "wheel");
}
const compile = pyodide.runPython(`
from pathlib import Path
from pyodide_build._py_compile import _py_compile_archive

def compile(archive):
    # Stored, not deflated: the web server compresses better, and the browser unpacks faster.
    return str(_py_compile_archive(Path(archive), keep=True, compression_level=0))

compile
`);
for (const archive of archives) {
  const folder = path.dirname(archive);
  pyodide.FS.mkdirTree("/work");
  pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/work");
  const compiled = compile(`/work/${path.basename(archive)}`);
  pyodide.FS.unmount("/work");
  console.log("compiled: " + path.join(folder, path.posix.basename(compiled)));
}
