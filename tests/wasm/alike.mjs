// Ask the engine read whole and the snapshot of its memory the same questions.
// Each answer is reduced to a digest, not to keep them all.
//
//   node alike.mjs ENGINE_FOLDER < questions.json > digests.json
//
// Printed: for each question, the digests of both answers; in the place of one, the fault that stopped the engine.
import { createHash } from "node:crypto";
import { text } from "node:stream/consumers";
import { archives, bytes, runtime } from "../../theme/browser/makers/node.mjs";
import { fromArchives, fromSnapshot } from "../../theme/browser/start.mjs";

const [folder] = process.argv.slice(2);
const questions = JSON.parse(await text(process.stdin));
const plain = await fromArchives(await runtime(folder), archives(folder));
const snapshot = await fromSnapshot(await runtime(folder, "runtime"), bytes(folder, "snapshot.wasm"));

function digest(engine, question) {
  try {
    return createHash("sha256").update(engine.bridge.reply(question)).digest("hex");
  } catch (error) {
    return String(error).slice(0, 200);
  }
}

const digests = questions.map((question) => [digest(plain, question), digest(snapshot, question)]);
process.stdout.write(JSON.stringify(digests), () => process.exit(0));
