// Empty one more function of the snapshot's runtime at a time, and ask.
// A forgotten function must never give a wrong answer.
//
//   node mutants.mjs ENGINE_FOLDER COUNT < questions.json > mutants.json
//
// Printed: for each mutant, the number of its empty function, how many questions it answered rightly,
// what it answered wrongly. Then the fault that ended it (none: it answered them all).
import { text } from "node:stream/consumers";
import { bytes, runtime } from "../../theme/browser/makers/node.mjs";
import { emptied, watched } from "../../theme/browser/makers/slim.mjs";
import { fromSnapshot } from "../../theme/browser/start.mjs";
import { ask } from "../../theme/browser/answers.js";

const [folder, count] = process.argv.slice(2);
const questions = JSON.parse(await text(process.stdin));
const code = bytes(folder, "runtime.wasm");
const snapshot = bytes(folder, "snapshot.wasm");
const stock = await runtime(folder, "runtime");

/** A function of numbers that look drawn, the same at each run. */
function drawn(seed) {
  return () => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed / 2 ** 32;
  };
}

const { runtime: noting, ran, forget } = await watched(stock, code);
const whole = await fromSnapshot(noting, snapshot);
forget();
const right = questions.map((question) => JSON.stringify(ask(whole, question)));
const taken = [...ran()];
const draw = drawn(2026);
const numbers = Array.from({ length: Number(count) }, () => taken.splice(Math.floor(draw() * taken.length), 1)[0]);

/** A runtime may stop where nobody waits for it: while it starts, or when it prints its own fault. */
let stop = (/** @type {unknown} */ _) => {};
process.on("uncaughtException", (error) => stop(error));
process.on("unhandledRejection", (error) => stop(error));
console.error = () => {};

async function mutant(number) {
  const stopped = new Promise((_, reject) => {
    stop = reject;
  });
  stopped.catch(() => {});
  const told = { number, right: 0, wrong: [], fault: "" };
  try {
    const module = await WebAssembly.compile(emptied(code, (it) => it === number));
    const started = await Promise.race([fromSnapshot({ ...stock, module }, snapshot), stopped]);
    for (const [index, question] of questions.entries()) {
      const answer = ask(started, question);
      if ("error" in answer) throw new Error(answer.error);
      if (JSON.stringify(answer) === right[index]) told.right += 1;
      else told.wrong.push(question);
    }
  } catch (error) {
    told.fault = String(error).split("\n")[0].slice(0, 200);
  }
  return told;
}

const all = [];
for (const number of numbers) all.push(await mutant(number));
process.stdout.write(JSON.stringify(all), () => process.exit(0));
