// @ts-check
/** What the page says of an answer: its result or faults, the words of its state, whether they are old. */
import { firstAnswer, showFirstAnswer } from "./first-answer.js";
import { clearFaults, defaultsOf, showFaults } from "./form.js";
import { form, page, part } from "./page.js";
import { WhatNext } from "./what-next.js";

/** @typedef {import("../../browser/protocol.js").Answer} Answer */
/** @typedef {import("../../browser/protocol.js").Refusal} Refusal */
/** @typedef {import("../../browser/protocol.js").Values} Values */

/** Who has typed nothing for so long has finished, or waits: he is then told what would disturb him before. */
const PAUSE_MS = 600;

/** What the page says while the engine comes, by stage. */
export const STAGES = {
  download: "Le calculateur arrive…",
  start: "Le calculateur démarre…",
  ready: "Le calculateur est prêt\u00a0: changez une réponse, le résultat suit.",
};
export const COMPUTING = "Calcul en cours…";
export const NEEDED = "Cette réponse demande le calculateur complet.";
const DONE = "Le résultat est à jour.";
export const UNABLE = "Votre navigateur ne peut pas calculer. ";
export const RETRY = "Réessayer";
const UNSTARTED = "Le calculateur n’a pas pu démarrer. ";
const STOPPED = "Le calculateur s’est arrêté. ";
export const STANDS = "L’estimation affichée reste juste.";
const KEPT = "Réessayez, écrivez-moi ou appelez-moi. Vos réponses sont gardées.";
export const OUTDATED = "Le site a changé\u00a0: rechargez la page. Vos réponses sont gardées.";

const result = part("result");
const bars = part("bars");
/** What an answer fills. */
const places = [result, bars, part("headline"), part("ruler")];
/** The address of the answer that is shown. */
export let current = "";
/** The summary of wrong answers on the page. */
let summary = "";
let pause = 0;

/** @type {(kind: string) => Promise<import("../../browser/protocol.js").Exported | null>} */
let file;
export const next = new WhatNext(part("next"), part("quote"), part("sheet"), page.dataset.nextSteps ?? "", (kind) => file(kind));

/** @param {typeof file} make   a file of the answer that is shown */
export function offerFiles(make) {
  file = make;
}

/** @returns {boolean} whether the result is of other answers than those on the page */
export const isOld = () => result.hasAttribute("aria-busy");

/** @param {boolean} old */
export function setOld(old) {
  bars.toggleAttribute("data-old", old);
  if (old) result.setAttribute("aria-busy", "true");
  else result.removeAttribute("aria-busy");
}

/** @param {string} words @param {string | null} [heard]   what a screen reader says besides: the eye has it elsewhere */
export function say(words, heard = "") {
  for (const [index, text] of [words, heard].entries()) {
    const place = part("status").children[index];
    if (place.textContent !== text) place.textContent = text;
  }
}

/** What was to be told after a pause is not. */
export const hush = () => clearTimeout(pause);

/** @param {() => void} tell   called once nothing has been typed for a while: who types hears nothing */
function inPause(tell) {
  hush();
  pause = setTimeout(tell, PAUSE_MS);
}

/** @param {string[]} contents   of the places of an answer */
function fill(contents) {
  page.removeAttribute("data-first");
  for (const [index, it] of places.entries()) it.innerHTML = contents[index];
}

const details = () => [...result.querySelectorAll("details")];

/** @param {Answer} answer */
export function show(answer) {
  const open = details().map((it) => it.open);
  fill([answer.html, answer.bar, answer.headline, answer.ruler]);
  part("notices").innerHTML = answer.notices;
  current = answer.address;
  next.show(answer, isOld);
  details().forEach((it, index) => (it.open ||= open[index]));
  forgetFaults();
}

export function forgetFaults() {
  part("errors").replaceChildren();
  summary = "";
  clearFaults(form);
}

/** Show the answer to what was asked last. @param {Answer} answer */
export function finish(answer) {
  setOld(false);
  show(answer);
  // The eye has the answer itself.
  say("", DONE);
  inPause(() => say("", `${DONE} ${result.querySelector(".result__sentence")?.textContent}`));
}

/**
 * Tell of wrong answers: now to who is led to them, to others once they pause.
 *
 * @param {Refusal} refusal
 * @param {() => boolean} isLed
 */
export function refuse({ faults, notices, html }, isLed) {
  const tell = () => {
    setOld(false);
    showFaults(form, faults);
    // After a first answer, it still is of the answers that the page came with.
    if (!page.hasAttribute("data-first")) next.open();
    part("notices").innerHTML = notices;
    // The summary is read aloud as it comes: the same one again says nothing.
    if (html !== summary) part("errors").innerHTML = html;
    summary = html;
    say("");
    if (isLed()) goToFaults();
  };
  if (isLed()) tell();
  else inPause(tell);
}

/** Where answers are to be mended, the summary of them takes the focus. */
export const goToFaults = () => /** @type {HTMLElement | undefined} */ (part("errors").children[0])?.focus();

/** Answer from the build's table while Python is not there; return whether it had an answer. @param {Values} values */
export function answerFirst(values) {
  if (page.dataset.state === "ready") return false;
  const table = JSON.parse(part("first-answers").textContent ?? "");
  const answer = firstAnswer(table, values, defaultsOf(form));
  // What to do next is Python's: it waits for it.
  next.close();
  if (answer) showFirstAnswer(page, answer);
  if (answer || page.hasAttribute("data-first")) page.setAttribute("data-first", answer ? "" : "old");
  return answer !== null;
}

/** Who waits is told so. An answer that comes at once changes no words: the style decides how long that is. @param {boolean} isAsked */
export function tellOld(isAsked) {
  if (!isOld()) return;
  next.close();
  if (page.dataset.state === "ready" && isAsked) say(COMPUTING);
}

/** What to do next is of the answers on the page, or waits. @param {Event} event */
export function refuseOld(event) {
  if (!isOld() && next.isOf(current)) return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Tell that the engine has failed: what is typed stays, and so does what answers it.
 *
 * @param {boolean} stopped   after it had started
 * @param {boolean} isLeft   whether a question has no answer of the engine
 */
export function fail(stopped, isLeft) {
  hush();
  part("download").hidden = true;
  if (isLeft) next.close();
  else setOld(false);
  say((stopped ? STOPPED : UNSTARTED) + (isOld() ? KEPT : STANDS));
}
