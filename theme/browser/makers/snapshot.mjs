// @ts-check
// Take the snapshot of a started engine's memory, and leave it in the engine's folder with its runtime.
//
//   node snapshot.mjs ENGINE_FOLDER WORK_FOLDER
//
// Both are reduced by the rungs of rungs.mjs. Each is kept only if a fresh interpreter then answers as one started from
// the archives, to the byte. Printed, as JSON: the rungs kept, and those skipped with the reason. Where no snapshot
// answers rightly nothing is left, and the status is 1: the site goes without.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { climbChecked } from "./ladder.mjs";
import { rungs } from "./rungs.mjs";
import { Workshop } from "./workshop.mjs";

const [folder, work] = process.argv.slice(2);

async function main() {
  const shop = await Workshop.open(folder, work);
  const { made, kept, skipped } = await climbChecked(await shop.base(), rungs(shop), shop.checks);
  const files = { "snapshot.wasm": made.snapshot, "runtime.wasm": made.code, "runtime.js": made.script };
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
  for (const { name, reason } of skipped) console.error(`skipped: ${name}: ${reason}`);
  return { kept, skipped };
}

main().then(
  (rungs) => process.stdout.write(JSON.stringify(rungs), () => process.exit(0)),
  (error) => {
    // Not thrown: Node would print the runtime's one line of a megabyte around it.
    console.error(String(error.stack ?? error));
    process.exit(1);
  },
);
