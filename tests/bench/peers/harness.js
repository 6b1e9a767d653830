// One page for every variant: starts its worker, asks one question at once, then others in turn.
// A worker answers {id, ok, …}; it may tell its stages as ours does. `measured` and `again` are read by harness.py.
const variant = JSON.parse(document.getElementById("variant")?.textContent ?? "{}");
const stages = {};
/** @type {Map<number, (answer: any) => void>} */
const waiting = new Map();
const worker = new Worker(variant.worker, { type: "module" });
/** @type {(error: Error) => void} */
let fail = () => {};
const failure = new Promise((_, reject) => (fail = reject));
failure.catch(() => {});

worker.addEventListener("error", (event) => fail(new Error(event.message || "the worker did not start")));
worker.addEventListener("message", ({ data }) => {
  if (data.stage === "failed") fail(new Error(data.error));
  else if ("stage" in data) stages[data.stage] ??= performance.now();
  else waiting.get(data.id)?.(data);
});

/** @param {number} id */
async function ask(id) {
  const answered = new Promise((resolve) => waiting.set(id, resolve));
  worker.postMessage({ id, ...variant.questions[id % variant.questions.length] });
  const answer = await Promise.race([answered, failure]);
  if (!answer.ok) throw new Error(answer.error ?? "refused");
  return answer;
}

/** The first answer: ms since the navigation, and what it says, to be looked at. */
globalThis.measured = ask(0).then((answer) => ({ first: performance.now(), stages, said: String(answer.html ?? answer.value) }));
globalThis.measured.catch(() => {});

/** @param {number} first @param {number} count @returns {Promise<number[]>} ms of each of these questions, there and back */
globalThis.again = async (first, count) => {
  const times = [];
  for (let id = first; id < first + count; id += 1) {
    const start = performance.now();
    await ask(id);
    times.push(performance.now() - start);
  }
  return times;
};
