// Time, in turn, in one process, one whole comparison inside Pyodide and one employer's cost by the
// official JavaScript model. The comparison is three costs, curve, flips, duties and HTML.
//
//   node comparison.mjs ENGINE_FOLDER NODE_MODULES
import path from "node:path";
import { pathToFileURL } from "node:url";
import { archives, runtime } from "../../theme/browser/makers/node.mjs";
import { fromArchives } from "../../theme/browser/start.mjs";

const [engineFolder, packages] = process.argv.slice(2).map((name) => path.resolve(name));
const load = (...parts) => import(pathToFileURL(path.join(...parts)).href);
const { pyodide, bridge } = await fromArchives(await runtime(engineFolder), archives(engineFolder));
const compute = pyodide.runPython(`
from decimal import Decimal
from estimator import analyse, baremes_at, date_droit, parse, parse_tarifs
baremes = baremes_at(date_droit())
tarifs = parse_tarifs({"taux_horaire": 30, "forfaits": [{"nom": "Dix heures", "heures": 10, "prix": 290}]})
lambda hours: len(analyse(parse({"heures_par_mois": hours}, baremes, tarifs), tarifs, baremes).flips)
`);

const Engine = (await load(packages, "publicodes", "dist", "index.js")).default;
const rules = (await load(packages, "modele-social", "dist", "index.js")).default;
const official = new Engine(rules, { logger: { log() {}, warn() {}, error() {} } });
const employer = (pay) => {
  official.setSituation({ "salarié . contrat": "'CDI'", "salarié . contrat . salaire brut": `${pay} €/mois` });
  return official.evaluate("salarié . coût total employeur").nodeValue;
};
const answer = (hours) =>
  bridge.reply(JSON.stringify({ values: { heures_par_mois: hours }, tarifs: { taux_horaire: 30 } }));

const RUNS = 60;
const timings = { "comparison, computed": [], "comparison, computed and rendered": [], "peer, one employee": [] };
for (let run = -10; run < RUNS; run += 1) {
  const work = [() => compute(20 + run), () => answer(String(20 + run)), () => employer(2200 + run)];
  Object.keys(timings).forEach((name, index) => {
    const start = performance.now();
    work[index]();
    if (run >= 0) timings[name].push(performance.now() - start);
  });
}
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const rows = Object.entries(timings).map(([name, all]) => {
  const sorted = all.sort((a, b) => a - b);
  return { name, median_ms: at(sorted, 0.5), p95_ms: at(sorted, 0.95) };
});
process.stdout.write(JSON.stringify(rows));
