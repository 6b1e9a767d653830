// @ts-check
/** What a visitor waits for: the engine's start, how much has come, when it is kept for the next visit. */
import { load, retried } from "../../browser/modules.js";
import { form, page, part } from "./page.js";
import { COMPUTING, NEEDED, RETRY, STAGES, say } from "./telling.js";

/** @typedef {import("../../browser/protocol.js").Progress} Progress */
/** @typedef {typeof import("./engine.js")} Tools */

/** What shows that a visitor turns to the form. A finger that scrolls over it shows nothing. */
const INTENTS = ["focusin", "click", "pointerover"];

/** A visitor who reads has changed nothing for so long. */
const CALM_MS = 2000;

/** A page that is never at peace starts the engine after so long all the same. */
const PEACE_MS = 300;

/** Where the visitor may start the engine himself: among the questions, and above them. */
const BUTTONS = ["start", "launch"];

/** @param {() => void} then   called once the next frame is painted */
export const afterFrame = (then) => requestAnimationFrame(() => setTimeout(then));

/** @returns {boolean} whether the visitor asked his browser to spare data, or has very little of it */
function sparesData() {
  const connection = /** @type {any} */ (navigator).connection;
  return connection?.saveData === true || /2g/.test(connection?.effectiveType ?? "");
}

const { engine: script = "", worker = "" } = page.dataset;
/** @type {(progress: Progress) => void} */
let heard;
/** What starts the engine, fetched once a visitor turns to the form. @type {Tools | undefined} */
let tools;
let tries = 0;
/** @type {import("./engine.js").Engine | undefined} */
export let engine;
let isStarted = false;
/** Files of the engine that the next visit will take. @type {string[]} */
let toKeep = [];
let calm = 0;

/** Start the engine once the visitor turns to the form, or by the button where he spares data. @param {typeof heard} hear   its progress */
export function listenForIntents(hear) {
  heard = hear;
  for (const name of BUTTONS) part(name).addEventListener("click", ({ target }) => target instanceof HTMLButtonElement && startNow());
  if (sparesData()) offer(false);
  else for (const intent of INTENTS) form.addEventListener(intent, startOnIntent, { passive: true });
}

/** @param {Event} event */
function startOnIntent(event) {
  if (!(event instanceof PointerEvent) || event.type === "click" || event.pointerType === "mouse") startInPeace();
}

/** @returns {Promise<boolean>} whether an earlier visit left the engine in this browser */
async function isKept() {
  return "caches" in window && (await caches.match(new URL(worker, document.baseURI)).catch(() => undefined)) !== undefined;
}

/** The engine of an earlier visit costs no byte: it starts as soon as the form is seen. */
export async function startInView() {
  if (!(await isKept())) return;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    startInPeace();
  });
  seen.observe(form);
}

/** What the visitor has just done is shown first: to start takes all of a small processor. */
const startInPeace = () => afterFrame(() => (window.requestIdleCallback ?? setTimeout)(start, { timeout: PEACE_MS }));

/** Start the engine, once: after a failure the visitor decides. */
export function start() {
  if (!isStarted) startNow();
}

async function startNow() {
  // The script itself may have come altered: the visitor's try takes it anew, or else the one that is there.
  const former = page.dataset.state === "failed" ? tools : undefined;
  if (former) {
    tools = engine = undefined;
    tries += 1;
  }
  isStarted = true;
  page.dataset.state = "loading";
  for (const name of BUTTONS) part(name).hidden = true;
  say(STAGES.download);
  try {
    const address = new URL(script, document.baseURI).href;
    // A script that has come wrong has come: another address asks for it anew.
    tools ??= /** @type {Tools} */ (await load(tries ? retried(address, tries) : address).catch((error) => former ?? Promise.reject(error)));
    engine ??= new tools.Engine(worker, (progress) => heard(progress), tries);
    engine.start();
  } catch (error) {
    tools = undefined;
    tries += 2;
    heard({ stage: "failed", error: String(error) });
  }
}

/** Whether the visitor is still to decide: he spares data, or the engine has failed. */
export const isHeld = () => page.dataset.state === "failed" || (sparesData() && !isStarted);

/** @returns {Promise<boolean>} whether the site has another version of this page: the engine of this one may be gone */
export async function isOutdated() {
  try {
    const answer = await fetch(location.pathname + location.search, { cache: "reload" });
    const text = await answer.text();
    return answer.ok && text.includes("<cost-estimator") && !text.includes(worker);
  } catch {
    return false;
  }
}

/** The engine has failed: the visitor may start it again. */
export function offerAgain() {
  page.dataset.state = "failed";
  part("launch").textContent = RETRY;
  part("launch").hidden = false;
}

/**
 * Data is spared: the visitor decides when to download.
 *
 * @param {boolean} isNeeded   for his last answer: it is then offered above the questions too
 */
export function offer(isNeeded) {
  part("start").hidden = false;
  part("launch").hidden = !isNeeded;
  say(isNeeded ? NEEDED : "");
}

/** @param {Exclude<Progress, { stage: "failed" }>} progress @param {boolean} isAsked   whether something was, meanwhile */
export function follow(progress, isAsked) {
  part("download").hidden = progress.stage !== "download";
  if (progress.stage === "download") tools?.showDownload(progress);
  const isReady = progress.stage === "ready";
  // What was asked meanwhile is computed now.
  if (isReady && !isAsked) say("", STAGES.ready);
  else say(isReady ? COMPUTING : STAGES[progress.stage]);
  if (!isReady) return;
  page.dataset.state = "ready";
  toKeep = progress.files;
  keepInCalm();
}

/** Keep the engine once nothing has been asked for a while. What serves the next visit must not slow this one. */
export function keepInCalm() {
  keepNothing();
  if (!toKeep.length) return;
  calm = setTimeout(() => {
    tools?.keepEngine(toKeep);
    toKeep = [];
  }, CALM_MS);
}

export const keepNothing = () => clearTimeout(calm);
