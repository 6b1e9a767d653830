// @ts-check
/** A started engine, asked one question after the other, and never again once it has met a fault. */

/** @typedef {{ bridge: { reply(text: string): string } }} Started */

/** Engines that have met a fault: their memory may be torn, and their next answer wrong. @type {WeakSet<object>} */
const torn = new WeakSet();

/**
 * Return the answer to a question; throw what stops the engine, then and at each later question.
 *
 * An answer that tells of an error is a fault too: a part of Python may be missing.
 *
 * @param {Started} started
 * @param {string} question
 */
export function ask(started, question) {
  if (torn.has(started)) throw new Error("an earlier question has stopped this engine");
  torn.add(started);
  const answer = JSON.parse(started.bridge.reply(question));
  if (!("error" in answer)) torn.delete(started);
  return answer;
}
