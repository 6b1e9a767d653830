// Make the engine's snapshot with rungs of its ladder broken, and print what is kept of the others.
//
//   node broken_rungs.mjs ENGINE_FOLDER WORK_FOLDER RUNG…
//
// Each of these rungs is broken alone, in four ways: it throws, or spoils the code, script or snapshot.
// « all » breaks every rung at once. Printed, as JSON, for each: the rungs kept and skipped, whether
// what is left answers as the plain engine does. The question is one that the build does not ask.
import { climbChecked } from "../../theme/browser/makers/ladder.mjs";
import { rungs } from "../../theme/browser/makers/rungs.mjs";
import { Workshop } from "../../theme/browser/makers/workshop.mjs";
import { fromArchives, fromSnapshot } from "../../theme/browser/start.mjs";

const QUESTION = JSON.stringify({ values: { heures_par_mois: "33" }, tarifs: { taux_horaire: 31 } });
const [folder, work, ...names] = process.argv.slice(2);
const shop = await Workshop.open(folder, work);
const plain = (await fromArchives(await shop.runtime(shop), shop.whole)).bridge.reply(QUESTION);

/** @param {string} name */
const broken = (name) => [
  { name, apply: () => { throw new Error("broken"); } },
  { name, apply: (made) => ({ ...made, code: made.code.slice(0, made.code.length / 2) }) },
  { name, apply: (made) => ({ ...made, script: "export default () => { throw new Error('spoilt'); }" }) },
  { name, apply: (made) => ({ ...made, snapshot: made.snapshot.map((byte, at) => (at > 100_000 ? 0 : byte)) }) },
];

const told = {};
const base = await shop.base();
for (const name of names) {
  const ladder = rungs(shop).flatMap((rung) => (name === "all" || rung.name === name ? broken(rung.name) : [rung]));
  const { made, kept, skipped } = await climbChecked(base, ladder, shop.checks);
  const { bridge } = await fromSnapshot(await shop.runtime(made), made.snapshot);
  const bytes = made.code.length + made.script.length + made.snapshot.length;
  told[name] = { kept, skipped: skipped.map((it) => it.name), isRight: bridge.reply(QUESTION) === plain, bytes };
}
process.stdout.write(JSON.stringify(told), () => process.exit(0));
