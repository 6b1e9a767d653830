// @ts-check
/**
 * The rungs of the ladder, in their order: what each leaves out of an engine that starts from its snapshot.
 *
 * Those that change what is in memory, or where, have the snapshot taken again. They stand before those that look at
 * what a start from it takes.
 */
import { fromArchives, fromSnapshot } from "../start.mjs";
import { FIXED, clear, snapshot } from "./memory.mjs";
import * as slim from "./slim.mjs";
import * as unread from "./unread.mjs";
import { python, replies } from "./workshop.mjs";

/** The interpreter takes other ways through what it runs often. */
const REPEATS = 20;

/** @typedef {import("./workshop.mjs").Made} Made */
/** @typedef {import("./workshop.mjs").Workshop} Workshop */

/** @param {Workshop} shop @returns {import("./ladder.mjs").Rung<Made>[]} */
export const rungs = (shop) => [
  { name: "exports", apply: (made) => shop.taken({ ...made, ...slim.lean(made.code, made.script, shop.loader) }) },
  { name: "python", apply: async (made) => shop.taken({ ...made, ...(await pruned(shop, made)) }) },
  { name: "holes", apply: (made) => shop.taken({ ...made, steps: [...made.steps, clear] }) },
  { name: "functions", apply: async (made) => ({ ...made, code: slim.without(made.code, await taken(shop, made)) }) },
  { name: "calls", apply: (made) => ({ ...made, code: slim.steady(made.code) }) },
  { name: "data", apply: (made) => ({ ...made, code: unread.without(made.code, idle(shop)) }) },
  { name: "script", apply: async (made) => ({ ...made, script: await shaken(made, shop.loader) }) },
];

/** Archives without the functions of Python that never run, even at import, and the step that empties the others. */
async function pruned(/** @type {Workshop} */ shop, /** @type {Made} */ made) {
  // Python imports this by itself when it starts, and is watched from then on.
  const fsInit = (/** @type {any} */ FS, /** @type {any} */ { sitePackages }) => {
    FS.writeFile(`${sitePackages}/heap.py`, python("heap.py"));
    FS.writeFile(`${sitePackages}/sitecustomize.py`, "import heap; heap.watch()");
  };
  const watched = await shop.sitter(made, { fsInit });
  const { pyodide } = watched;
  const heap = pyodide.pyimport("heap");
  const started = heap.watched().toJs();
  // What a first answer takes and a second has in a cache is kept: another price list takes it again.
  replies(watched.bridge, shop.messages);
  const first = heap.watched().toJs();
  const restored = await fromSnapshot(await shop.runtime(made), snapshot(watched));
  replies(restored.bridge, shop.messages);
  const kept = [...first, ...restored.pyodide.pyimport("heap").watched().toJs()];
  const ever = pyodide.toPy([...started, ...kept]);
  const strip = (/** @type {Uint8Array} */ archive) => heap.stripped(pyodide.toPy(archive), ever).toJs();
  const { library, estimator, libraries } = made.parts;
  const step = (/** @type {import("./memory.mjs").Sitter} */ { pyodide: sitting }) => {
    const scope = sitting.toPy({});
    sitting.runPython(python("heap.py"), { globals: scope });
    const [prune, places] = [scope.get("prune"), sitting.toPy(kept)];
    prune(places);
    // What is not let go of here is in the snapshot.
    for (const held of [prune, places, scope]) held.destroy();
  };
  return {
    parts: { library: strip(library), estimator: strip(estimator), libraries: strip(libraries) },
    steps: [...made.steps, step],
  };
}

/** The numbers of the runtime's functions that a start from the snapshot and answers take. */
async function taken(/** @type {Workshop} */ shop, /** @type {Made} */ made) {
  const { runtime, ran, forget } = await slim.watched(await shop.runtime(made), made.code);
  // In the snapshot, what answers keep for the next ones is there already: another engine shows what makes it.
  const { pyodide, bridge } = await fromArchives(runtime, shop.whole, FIXED);
  forget();
  // The collector comes by when it will, and knows every kind of object.
  const gc = pyodide.pyimport("gc");
  gc.set_threshold(10);
  replies(bridge, shop.messages);
  gc.collect();
  // As a browser's collector lets go of what it no longer uses.
  gc.destroy();
  const fresh = ran();
  const restored = await fromSnapshot(runtime, made.snapshot);
  // There too: it meets what the snapshot holds beside what an answer leaves.
  const again = restored.pyodide.pyimport("gc");
  again.set_threshold(10);
  for (let time = 0; time < REPEATS; time += 1) replies(restored.bridge, shop.messages);
  again.collect();
  again.destroy();
  return new Set([...fresh, ...ran()]);
}

/** The script without what its runtime no longer calls. @param {Made} made @param {string} loader */
async function shaken({ script, code }, loader) {
  // Here alone: a bundler that is missing costs this rung, not the others.
  return (await import("./shake.mjs")).shaken(script, code, loader);
}

/** What no answer reads of the runtime's own data. @param {Workshop} shop */
const idle = (shop) => unread.found(shop.plain, unread.endOfData(shop.code));
