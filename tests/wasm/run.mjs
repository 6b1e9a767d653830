// Run the built engine under Node, as the browser's worker does.
//
//   node run.mjs ENGINE_FOLDER PROPERTIES_FILE < jobs.json > answers.json
//
// A job is {"command": "employeur" | "comparer", "input": "JSON text"}, answered by what the
// machine door prints. Or {"bridge": "JSON text"}, answered by what the worker would post. Or
// {"hold": "JSON text of a need"}, answered by the properties that do not hold of it.
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { archives, bytes, runtime } from "../../theme/browser/makers/node.mjs";
import { fromArchives, fromSnapshot } from "../../theme/browser/start.mjs";

const [folder, properties] = process.argv.slice(2);
const { pyodide, bridge } = await fromArchives(await runtime(folder), archives(folder));
const snapshot = await fromSnapshot(await runtime(folder, "runtime"), bytes(folder, "snapshot.wasm"));
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
pyodide.FS.writeFile("/engine/properties.py", readFileSync(properties, "utf8"));
const hold = pyodide.runPython(`
import json
import properties
from decimal import Decimal
from estimator import baremes_at, compare, date_droit, parse, parse_tarifs

def hold(text):
    raw = json.loads(text, parse_float=Decimal)
    baremes, tarifs = baremes_at(date_droit()), parse_tarifs(raw.pop("tarifs"))
    return str(properties.faults(compare(parse(raw, baremes, tarifs), tarifs, baremes), baremes))

hold
`);
const answer = (job) => {
  if ("bridge" in job) return bridge.reply(job.bridge);
  if ("snapshot" in job) return snapshot.bridge.reply(job.snapshot);
  return "hold" in job ? hold(job.hold) : door(job.command, job.input);
};
const answers = JSON.parse(await text(process.stdin)).map(answer);
process.stdout.write(JSON.stringify(answers));
