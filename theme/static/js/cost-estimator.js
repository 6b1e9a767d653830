// @ts-check
/**
 * <cost-estimator>: makes the page's static estimate live.
 *
 * The HTML inside is complete without it. `data-state` goes static → loading → ready, or
 * failed with the static estimate still there. Python starts when a visitor turns to the
 * form, not before, and answers in a worker; this file only carries questions and answers,
 * and never makes markup of its own.
 *
 * Attributes: `data-worker`, `data-offline` and `data-next-steps` (addresses of the worker, of the service worker
 * and of next-steps.js), `data-tarifs` (price list, JSON), `data-contact` (who receives a request for a quote, JSON).
 */
import { AddressBar } from "./address.js";
import { Engine, isKept, keepEngine } from "./engine.js";
import { firstAnswer, showFirstAnswer } from "./first-answer.js";
import { clearFaults, defaultsOf, fill, goTo, listen, restore, showFaults, valuesOf } from "./form.js";
import { WhatNext } from "./what-next.js";

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").Progress} Progress */
/** @typedef {import("./protocol.js").Refusal} Refusal */
/** @typedef {import("./protocol.js").Reply} Reply */

/** What shows that a visitor turns to the form. A finger that scrolls over it shows nothing. */
const INTENTS = ["focusin", "click", "pointerover"];

/** A visitor who reads has changed nothing for so long. */
const CALM_MS = 2000;

/** A page that is never at peace starts the engine after so long all the same. */
const PEACE_MS = 300;

/** Who has typed nothing for so long has finished, or waits: he is then told what would disturb him before. */
const PAUSE_MS = 600;

/** @param {() => void} then   called once the next frame is painted */
const afterFrame = (then) => requestAnimationFrame(() => setTimeout(then));

/** @returns {boolean} whether the visitor asked his browser to spare data, or has very little of it */
function sparesData() {
  const connection = /** @type {any} */ (navigator).connection;
  return connection?.saveData === true || /2g/.test(connection?.effectiveType ?? "");
}

/** One for all: to make one takes longer than all else that a word of progress asks for. */
const TENTHS = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** @param {number} bytes */
const megabytes = (bytes) => `${TENTHS.format(bytes / 1e6)}\u00a0Mo`;

const WORDS = {
  download: "Le calculateur se télécharge…",
  start: "Le calculateur démarre…",
  ready: "Le calculateur est prêt\u00a0: changez une réponse, le résultat suit.",
  computing: "Calcul en cours…",
  done: "Le résultat est à jour.",
  saving: "Votre connexion ou vos réglages économisent les données. Les premières questions ont leur réponse sans le calculateur complet.",
  needed: "Cette réponse demande le calculateur complet\u00a0: démarrez-le avec le bouton.",
  lost: "Le lien que vous avez ouvert n’a pas pu être appliqué. ",
  failed:
    "Le calculateur n’a pas pu démarrer dans votre navigateur. L’estimation affichée reste juste pour le besoin indiqué. " +
    "Pour le vôtre, écrivez-moi ou appelez-moi.",
};

class CostEstimator extends HTMLElement {
  #engine = new Engine(this.dataset.worker ?? "", (progress) => this.#progress(progress));
  /** What is to be asked next: the newest only. @type {{ values: object } | { address: string } | undefined} */
  #wanted;
  #busy = false;
  /** Answers come one at a time. @type {Promise<Reply | null>} */
  #turn = Promise.resolve(null);
  /** The address of the answer that is shown. */
  #shown = "";
  #next = new WhatNext(this.#part("[data-next]"), this.#part("[data-sheet]"), this.dataset.nextSteps ?? "", (kind) => this.#export(kind));
  /** Whether the newest answers typed are still to be read. */
  #typed = false;
  /** The question that they answer; none for several at once, or for a link. */
  #changing = "";
  /** Whether the visitor has ended them by Enter. */
  #entered = false;
  /** What the build wrote. */
  #built = { result: "", bar: "" };
  /** The summary of wrong answers on the page. */
  #told = "";
  #addressBar = new AddressBar();
  #gone = new AbortController();
  /** Files of the engine that the next visit will take. @type {string[]} */
  #toKeep = [];
  #calm = 0;
  #pause = 0;

  connectedCallback() {
    if (!("Worker" in window) || !("WebAssembly" in window)) return this.#fail();
    this.#built = { result: this.#result.innerHTML, bar: this.#part("[data-bars]").innerHTML };
    this.#part("[data-fields]").removeAttribute("disabled");
    this.#part("[data-more]").removeAttribute("hidden");
    this.#part("[data-more]").addEventListener("click", this.#askForTools);
    listen(this.#form, this.#changed);
    // With several fields and no button, Enter submits nothing.
    this.#form.addEventListener("keydown", ({ key, target }) => {
      if (key === "Enter" && target instanceof HTMLInputElement) this.#enter();
    });
    document.addEventListener("click", this.#keepAddress, { signal: this.#gone.signal });
    this.#result.addEventListener("animationend", this.#tellOld);
    this.#part("[data-next]").addEventListener("click", this.#refuseOld, { capture: true });
    this.#part("[data-errors]").addEventListener("click", (event) => goTo(this.#form, event));
    this.#part("[data-start]").addEventListener("click", () => this.#start());
    if (sparesData()) this.#offer();
    else for (const intent of INTENTS) this.#form.addEventListener(intent, this.#startOnIntent, { passive: true });
    const opened = this.#addressBar.listen(this.#open, this.#gone.signal);
    if (!opened) this.#startInView();
    return undefined;
  }

  /** A link to a place of the page leads there as any link does, but the address keeps the answers. @param {MouseEvent} event */
  #keepAddress = (event) => {
    const elsewhere = event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey;
    const link = elsewhere ? null : /** @type {Element} */ (event.target).closest('a[href^="#"]');
    const place = link && document.getElementById(/** @type {HTMLAnchorElement} */ (link).hash.slice(1));
    if (!place) return;
    event.preventDefault();
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  };

  /** Who ends his answer so is led to what is wrong with it, now or once that is known. */
  #enter() {
    this.#entered = this.#isOld;
    if (!this.#isOld) this.#goToErrors();
  }

  /** Where answers are to be mended, the summary of them takes the focus. */
  #goToErrors() {
    /** @type {HTMLElement | null} */ (this.querySelector("[data-errors] > *"))?.focus();
  }

  /** Data is spared: the visitor decides when to download. */
  #offer() {
    this.#part("[data-start]").hidden = false;
    this.#say(WORDS.saving);
  }

  /** The engine of an earlier visit costs no byte: it starts as soon as the form is seen. */
  async #startInView() {
    if (!(await isKept(this.dataset.worker ?? ""))) return;
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      this.#startInPeace();
    });
    seen.observe(this.#form);
  }

  /** What the visitor has just done is shown first: to start takes all of a small processor. */
  #startInPeace() {
    afterFrame(() => (window.requestIdleCallback ?? setTimeout)(() => this.#start(), { timeout: PEACE_MS }));
  }

  disconnectedCallback() {
    this.#typed = false;
    this.#gone.abort();
    clearTimeout(this.#calm);
    clearTimeout(this.#pause);
    this.#engine.stop();
  }

  /** @returns {HTMLFormElement} */
  get #form() {
    return this.#part("[data-form]");
  }

  get #result() {
    return this.#part("[data-result]");
  }

  /** Whether the result is of other answers than those on the page. */
  get #isOld() {
    return this.#result.hasAttribute("aria-busy");
  }

  set #isOld(old) {
    this.#part("[data-bars]").toggleAttribute("data-old", old);
    if (old) this.#result.setAttribute("aria-busy", "true");
    else this.#result.removeAttribute("aria-busy");
  }

  /** Who waits is told so. An answer that comes at once changes no words: the style decides how long that is. */
  #tellOld = () => {
    if (!this.#isOld) return;
    this.#next.close();
    if (this.dataset.state === "ready" && (this.#busy || this.#wanted)) this.#say(WORDS.computing);
  };

  /** What to do next is of the answers on the page, or waits. @param {Event} event */
  #refuseOld = (event) => {
    if (!this.#isOld && this.#next.isOf(this.#shown)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** @template {HTMLElement} T @param {string} selector @returns {T} */
  #part(selector) {
    return /** @type {T} */ (this.querySelector(selector));
  }

  /** @param {Event} event */
  #startOnIntent = (event) => {
    if (!(event instanceof PointerEvent) || event.type === "click" || event.pointerType === "mouse") this.#startInPeace();
  };

  #start() {
    if (this.#engine.started || this.dataset.state === "failed") return;
    this.dataset.state = "loading";
    this.#part("[data-start]").hidden = true;
    this.#say(WORDS.download);
    this.#engine.start();
  }

  /** @param {Progress} progress */
  #progress(progress) {
    if (progress.stage === "failed") return this.#fail();
    this.#part("[data-download]").hidden = progress.stage !== "download";
    if (progress.stage === "download") this.#received(progress);
    // What was asked meanwhile is computed now.
    this.#say(WORDS[progress.stage === "ready" && this.#wanted ? "computing" : progress.stage]);
    if (progress.stage !== "ready") return undefined;
    this.dataset.state = "ready";
    this.#toKeep = progress.files;
    this.#keepInCalm();
    this.#askNext();
    // While the engine computes: an answer that has come leaves the page to the visitor.
    return this.#next.fetchTools();
  }

  /** @param {import("./protocol.js").Download} download */
  #received({ received = 0, total = 0 }) {
    const bar = /** @type {HTMLProgressElement} */ (this.#part("[data-download] progress"));
    bar.max = total || 1;
    bar.value = received;
    this.#part("[data-bytes]").textContent = total ? `${megabytes(received)} sur ${megabytes(total)}` : "";
  }

  /**
   * The answer typed is painted before it is read: neither the page's work nor the engine's holds that up.
   *
   * @param {string} question
   */
  #changed = (question) => {
    this.#addressBar.changed(question);
    clearTimeout(this.#pause);
    this.#changing = question;
    this.#entered = false;
    this.#isOld = true;
    if (this.#typed) return;
    this.#typed = true;
    afterFrame(() => this.#typed && this.#answer());
  };

  #answer() {
    this.#typed = false;
    const values = valuesOf(this.#form);
    this.#want({ values }, this.#answerFirst(values));
  }

  /**
   * The answers of a link are in the form at once: what is typed meanwhile is added to them. Python reads the link itself.
   *
   * @param {string} address
   */
  #open = (address) => {
    this.#changing = "";
    fill(this.#form, { ...defaultsOf(this.#form), ...Object.fromEntries(new URLSearchParams(address)) });
    this.#want({ address }, this.#answerFirst(valuesOf(this.#form)));
  };

  /**
   * Answer from the build's table while Python is not there; return whether it had an answer.
   *
   * @param {import("./protocol.js").Values} values
   */
  #answerFirst(values) {
    if (this.dataset.state === "ready") return false;
    const table = JSON.parse(this.#part("[data-first-answers]").textContent ?? "");
    const answer = firstAnswer(table, values, defaultsOf(this.#form));
    // What to do next is Python's: it waits for it.
    this.#next.close();
    if (answer) showFirstAnswer(this, answer);
    if (answer || this.hasAttribute("data-first")) this.setAttribute("data-first", answer ? "" : "old");
    return answer !== null;
  }

  /**
   * @param {{ values: object } | { address: string }} question
   * @param {boolean} [answered]   whether what is shown answers it already
   */
  #want(question, answered = false) {
    if (this.dataset.state === "failed") return;
    this.#wanted = question;
    this.#typed = false;
    clearTimeout(this.#pause);
    // Who spares data has the table's answers; for the others, he decides when to download.
    const spares = sparesData() && !this.#engine.started;
    this.#isOld = !(spares && answered);
    if (spares) {
      this.#part("[data-start]").hidden = false;
      this.#say(answered ? WORDS.saving : WORDS.needed);
      return;
    }
    this.#start();
    this.#keepInCalm();
    if (this.dataset.state === "ready") this.#askNext();
  }

  /** Keep the engine once nothing has been asked for a while: what serves the next visit must not slow this one. */
  #keepInCalm() {
    clearTimeout(this.#calm);
    if (!this.#toKeep.length) return;
    this.#calm = setTimeout(() => {
      keepEngine(this.dataset.offline ?? "", this.#toKeep);
      this.#toKeep = [];
    }, CALM_MS);
  }

  /** Ask the newest question once the engine is free: what was typed in between is never asked. */
  async #askNext() {
    if (this.#busy || !this.#wanted) return;
    const question = this.#wanted;
    this.#wanted = undefined;
    this.#busy = true;
    const reply = await this.#ask(question);
    this.#busy = false;
    if (!reply) return;
    const answer = "html" in reply && reply.ok ? reply : null;
    if (this.#wanted || this.#typed) {
      // Who slides through values sees where they lead, before the last of them has its answer.
      this.#askNext();
      if (answer && "values" in question) this.#show(answer);
      return;
    }
    if ("address" in question && "values" in reply) fill(this.#form, reply.values);
    if (answer && "values" in question) this.#addressBar.show(answer.address);
    if (answer) {
      this.#isOld = false;
      this.#show(answer);
      this.#say(WORDS.done);
      this.#inPause(() => this.#hear(this.#part(".result__sentence").textContent));
    } else if (!("faults" in reply)) this.#fail();
    else if (this.#changing === "besoin" && reply.faults.every(({ key }) => key === "besoin")) {
      // Who has just chosen to count in tasks has done nothing wrong: he is told what comes next.
      this.#forgetFaults();
      this.#say(reply.faults[0].message);
    } else if ("values" in question && !this.#entered) this.#inPause(() => this.#refuse(reply));
    else {
      // A link whose answers are wrong leads there too.
      this.#refuse(reply);
      this.#goToErrors();
    }
  }

  /** @param {() => void} tell   called once nothing has been typed for a while: what is told at each key is told to no one */
  #inPause(tell) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(tell, PAUSE_MS);
  }

  /**
   * Ask once the questions before have their answers.
   *
   * @param {{ values: object } | { address: string, export?: string }} question
   */
  #ask(question) {
    const { tarifs = "{}", contact = "{}" } = this.dataset;
    const about = { tarifs: JSON.parse(tarifs), contact: JSON.parse(contact), page: location.origin + location.pathname };
    this.#turn = this.#turn.then(() =>
      this.#engine.ask(/** @type {import("./protocol.js").Question} */ ({ ...question, ...about })),
    );
    return this.#turn;
  }

  /** @param {MouseEvent} event   on the button that the tools replace */
  #askForTools = (event) => {
    /** @type {HTMLElement} */ (event.currentTarget).dataset.more = "asked";
    this.#want({ values: valuesOf(this.#form) }, !this.#isOld);
    // Where data is spared, this is where he decides.
    this.#part("[data-start] > *").focus();
  };

  /** @param {string} kind @returns {Promise<import("./protocol.js").Exported | null>} a file of the answer that is shown */
  async #export(kind) {
    if (this.dataset.state === "failed") return null;
    const reply = await this.#ask({ address: this.#shown, export: kind });
    return reply && "text" in reply ? reply : null;
  }

  /** @param {Answer} answer */
  #show(answer) {
    const open = this.#openDetails();
    this.removeAttribute("data-first");
    this.#result.innerHTML = answer.html;
    this.#part("[data-bars]").innerHTML = answer.bar;
    this.#part("[data-notices]").innerHTML = answer.notices;
    this.#shown = answer.address;
    this.#next.show(answer, () => this.#isOld);
    this.#reopen(open);
    this.#forgetFaults();
  }

  #forgetFaults() {
    this.#part("[data-errors]").replaceChildren();
    this.#told = "";
    clearFaults(this.#form);
  }

  /** @param {Refusal} refusal */
  #refuse(refusal) {
    this.#isOld = false;
    showFaults(this.#form, refusal.faults);
    // After a first answer, it still is of the answers that the page came with.
    if (!this.hasAttribute("data-first")) this.#next.open();
    this.#part("[data-notices]").innerHTML = refusal.notices;
    // The summary is read aloud as it comes: the same one again says nothing.
    if (refusal.html !== this.#told) this.#part("[data-errors]").innerHTML = refusal.html;
    this.#told = refusal.html;
    this.#say("");
    if (this.#entered) this.#goToErrors();
  }

  /** @returns {number[]} positions of the open <details> of the result */
  #openDetails() {
    const all = [...this.querySelectorAll("[data-result] details")];
    return all.flatMap((details, index) => (/** @type {HTMLDetailsElement} */ (details).open ? [index] : []));
  }

  /** @param {number[]} open */
  #reopen(open) {
    const all = this.querySelectorAll("[data-result] details");
    for (const index of open) all[index]?.setAttribute("open", "");
  }

  #fail() {
    // On a phone the words that tell why stand far below the question that closes.
    const asked = this.#form.contains(document.activeElement);
    this.#engine.stop();
    this.dataset.state = "failed";
    this.#typed = false;
    clearTimeout(this.#pause);
    this.#forget();
    this.#part("[data-fields]").setAttribute("disabled", "");
    this.#isOld = false;
    this.#next.open();
    const isLost = this.#wanted !== undefined && "address" in this.#wanted;
    if (isLost) restore(this.#form);
    this.#say((isLost ? WORDS.lost : "") + WORDS.failed);
    if (asked) this.#part("[data-status]").scrollIntoView({ block: "center" });
  }

  /** Go back to the page as it came: an answer of the table alone has no calculation to show. */
  #forget() {
    this.#part("[data-download]").hidden = true;
    if (!this.hasAttribute("data-first")) return;
    this.removeAttribute("data-first");
    this.#result.innerHTML = this.#built.result;
    this.#part("[data-bars]").innerHTML = this.#built.bar;
    restore(this.#form);
  }

  /** @param {string} words */
  #say(words) {
    const [seen] = this.#part("[data-status]").children;
    if (seen.textContent !== words) seen.textContent = words;
    this.#hear("");
  }

  /** @param {string | null} words   what a screen reader says besides: the eye has it elsewhere */
  #hear(words) {
    const [, unseen] = this.#part("[data-status]").children;
    if (unseen.textContent !== words) unseen.textContent = words;
  }
}

customElements.define("cost-estimator", CostEstimator);
