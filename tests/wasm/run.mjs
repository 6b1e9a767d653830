// Run the built engine under Node, as the browser's worker does.
//
//   node run.mjs ENGINE_FOLDER < jobs.json > answers.json
//
// A job is {"command": "employeur" | "comparer", "input": "JSON text"}, answered by what the
// machine door prints, or {"bridge": "JSON text"}, answered by what the worker would post.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const module = (name) => import(pathToFileURL(path.join(folder, name)).href);
const { loadPyodide } = await module("pyodide.mjs");
const { lock } = await module("lock.mjs");
const bytes = (name) => new Uint8Array(readFileSync(path.join(folder, name)));

const pyodide = await loadPyodide({ indexURL: folder + path.sep, lockFileContents: lock, packageBaseUrl: folder + path.sep });
pyodide.unpackArchive(bytes("estimator.whl"), "wheel");
pyodide.unpackArchive(bytes("libraries.zip"), "zip", { extractDir: "/engine" });
pyodide.runPython("import sys; sys.path.append('/engine')");
const bridge = pyodide.pyimport("estimator.bridge").Bridge("/engine/compiled_templates");
const door = pyodide.runPython(`
import io, sys
from estimator.__main__ import main

def door(command, text):
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(text), io.StringIO(), io.StringIO()
    status = main([command])
    printed, said = sys.stdout.getvalue(), sys.stderr.getvalue()
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    return f"{status}\\n{printed}{said}"

door
`);
const answers = JSON.parse(readFileSync(0, "utf8")).map((job) =>
  "bridge" in job ? bridge.reply(job.bridge) : door(job.command, job.input),
);
process.stdout.write(JSON.stringify(answers));
