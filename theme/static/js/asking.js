// @ts-check
/** Questions to the engine: the newest only, one at a time, and what becomes of each reply. */
import { AddressBar } from "./address.js";
import { defaultsOf, fill, valuesOf } from "./form.js";
import { form, page } from "./page.js";
import * as telling from "./telling.js";
import { afterFrame, engine, isHeld, isOutdated, keepInCalm, offer, offerAgain, start } from "./waiting.js";

/** @typedef {import("../../browser/protocol.js").Reply} Reply */
/** @typedef {{ values: object } | { address: string }} Wanted */

export const addressBar = new AddressBar();
/** What is to be asked next: the newest only. @type {Wanted | undefined} */
let wanted;
/** What is being asked. @type {Wanted | undefined} */
let asking;
/** Answers come one at a time. @type {Promise<Reply | null>} */
let turn = Promise.resolve(null);
/** Whether the newest answers typed are still to be read. */
let typed = false;
/** The question that they answer; none for several at once, or for a link. */
let changing = "";
/** Whether the visitor has ended them by Enter. */
let entered = false;

/**
 * The answer typed is painted before it is read: neither the page's work nor the engine's holds that up.
 *
 * @param {string} question
 */
export function changed(question) {
  addressBar.changed(question);
  telling.hush();
  changing = question;
  entered = false;
  telling.setOld(true);
  if (typed) return;
  typed = true;
  afterFrame(() => typed && wantTyped());
}

/** The answers on the page are asked, and those that the table has are shown meanwhile. */
function wantTyped() {
  const values = valuesOf(form);
  want({ values }, telling.answerFirst(values));
}

/**
 * The answers of a link are in the form at once: what is typed meanwhile is added to them. Python reads the link itself.
 *
 * @param {string} address
 */
export function open(address) {
  changing = "";
  fill(form, { ...defaultsOf(form), ...Object.fromEntries(new URLSearchParams(address)) });
  want({ address }, telling.answerFirst(valuesOf(form)));
}

/** Who ends his answer by Enter is led to what is wrong with it, now or once that is known. */
export function enter() {
  entered = telling.isOld();
  if (!entered) telling.goToFaults();
}

/**
 * @param {Wanted} question
 * @param {boolean} answered   whether what is shown answers it already
 */
export function want(question, answered) {
  typed = false;
  wanted = question;
  telling.hush();
  // Who spares data has the table's answers; for the others, he decides when to download.
  const held = isHeld();
  telling.setOld(!(held && answered));
  if (page.dataset.state === "failed") remember();
  else if (held) offer(!answered);
  if (held) return;
  start();
  keepInCalm();
  if (page.dataset.state === "ready") askNext();
}

/** Whether a question is on its way, or waits. */
export const isAsked = () => !!(asking || wanted);

/** Ask the newest question once the engine is free: what was typed in between is never asked. */
export async function askNext() {
  if (asking || !wanted) return;
  const question = (asking = wanted);
  wanted = undefined;
  const reply = await ask(question);
  asking = undefined;
  if (!reply) return;
  if (wanted || typed) {
    // Who slides through values sees where they lead, before the last of them has its answer.
    askNext();
    if ("values" in question && "html" in reply && reply.ok) telling.show(reply);
  } else receive(question, reply);
}

/** @param {Wanted} question @param {Reply} reply */
function receive(question, reply) {
  const isTyped = "values" in question;
  if (!isTyped && "values" in reply) fill(form, reply.values);
  if ("html" in reply && reply.ok) {
    if (isTyped) addressBar.show(reply.address);
    telling.finish(reply);
  } else if (!("faults" in reply)) return;
  else if (changing === "besoin" && reply.faults.every(({ key }) => key === "besoin")) {
    // Who has just chosen to count in tasks has done nothing wrong: he is told what comes next.
    telling.forgetFaults();
    telling.say(reply.faults[0].message);
  } else telling.refuse(reply, () => entered || !isTyped);
}

/**
 * Ask once the questions before have their answers.
 *
 * @param {Wanted | { address: string, export?: string }} question
 */
function ask(question) {
  const put = () => engine?.ask(/** @type {import("../../browser/protocol.js").Question} */ ({ ...question, ...about() })) ?? null;
  turn = turn.then(put).catch(() => (fail(), null));
  return turn;
}

function about() {
  // In the frame of another site, a link leads to the page itself.
  const { tarifs = "{}", contact = "{}", page: own = location.pathname } = page.dataset;
  return { tarifs: JSON.parse(tarifs), contact: JSON.parse(contact), page: new URL(own, location.href).href };
}

telling.offerFiles(async (kind) => {
  if (page.dataset.state === "failed") return null;
  const reply = await ask({ address: telling.current, export: kind });
  return reply && "text" in reply ? reply : null;
});

/** What was asked and not answered is asked once the engine starts again. */
export async function fail() {
  const stopped = page.dataset.state === "ready";
  wanted ??= asking;
  offerAgain();
  const values = valuesOf(form);
  if (typed) wanted = { values };
  if (wanted) want(wanted, telling.answerFirst(values));
  telling.fail(stopped, !!wanted);
  if (await isOutdated()) addressBar.reload(() => telling.say(telling.OUTDATED));
}

/** Nobody has answered: the address holds what is typed all the same. Python reads it as any link. */
function remember() {
  const { values } = /** @type {{ values?: Record<string, string> }} */ (wanted ?? {});
  if (!values) return;
  const defaults = defaultsOf(form);
  addressBar.show(String(new URLSearchParams(Object.entries(values).filter(([name, value]) => value !== defaults[name]))));
}

export function stop() {
  typed = false;
  telling.hush();
  engine?.stop();
}
