// @ts-check
/**
 * <cost-estimator>: makes the page's static estimate live.
 *
 * The HTML inside is complete without it. `data-state` goes static → loading → ready, or
 * failed with the static estimate still there. Python starts when a visitor turns to the
 * form, not before, and answers in a worker; this file only carries questions and answers,
 * and never makes markup of its own.
 *
 * Attributes: `data-worker` (address of the worker), `data-tarifs` (price list, JSON),
 * `data-contact` (who receives a request for a quote, JSON), `data-next-steps` (address of next-steps.js).
 */
import { Engine } from "./engine.js";
import { clearFaults, fill, showFaults, valuesOf } from "./form.js";

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").Progress} Progress */
/** @typedef {import("./protocol.js").Refusal} Refusal */
/** @typedef {import("./protocol.js").Reply} Reply */

/** What shows that a visitor turns to the form. */
const INTENTS = ["focusin", "pointerdown", "pointerover"];

const WORDS = {
  download: "Le calculateur se télécharge…",
  start: "Le calculateur démarre…",
  ready: "Le calculateur est prêt\u00a0: changez une réponse, le résultat suit.",
  computing: "Calcul en cours…",
  done: "Le résultat est à jour.",
  wrong: "Une réponse est à corriger. Le dernier résultat valable reste affiché.",
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
  /** The tools of an answer, fetched with the first one. @type {Promise<import("./next-steps.js").NextSteps> | undefined} */
  #tools;

  connectedCallback() {
    if (!("Worker" in window) || !("WebAssembly" in window)) return this.#fail();
    this.#part("[data-fields]").removeAttribute("disabled");
    this.#part("[data-more]").removeAttribute("hidden");
    this.#part("[data-more]").addEventListener("click", this.#askForTools);
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.#want({ values: valuesOf(this.#form) }));
    for (const intent of INTENTS) this.#form.addEventListener(intent, () => this.#start(), { passive: true });
    addEventListener("popstate", this.#followAddress);
    if (location.hash.includes("=")) this.#followAddress();
    return undefined;
  }

  disconnectedCallback() {
    removeEventListener("popstate", this.#followAddress);
    this.#engine.stop();
  }

  /** @returns {HTMLFormElement} */
  get #form() {
    return this.#part("[data-form]");
  }

  /** @template {HTMLElement} T @param {string} selector @returns {T} */
  #part(selector) {
    return /** @type {T} */ (this.querySelector(selector));
  }

  #start() {
    if (this.#engine.started || this.dataset.state === "failed") return;
    this.dataset.state = "loading";
    this.#say(WORDS.download);
    this.#engine.start();
  }

  /** @param {Progress} progress */
  #progress(progress) {
    if (progress.stage === "failed") return this.#fail();
    this.#say(WORDS[progress.stage]);
    if (progress.stage !== "ready") return undefined;
    this.dataset.state = "ready";
    return this.#askNext();
  }

  /** @param {{ values: object } | { address: string }} question */
  #want(question) {
    if (this.dataset.state === "failed") return;
    this.#wanted = question;
    this.#part("[data-result]").setAttribute("aria-busy", "true");
    this.#part("[data-next]").inert = true;
    this.#start();
    if (this.dataset.state === "ready") this.#askNext();
  }

  /** Ask the newest question once the engine is free: what was typed in between is never asked. */
  async #askNext() {
    if (this.#busy || !this.#wanted) return;
    const question = this.#wanted;
    this.#wanted = undefined;
    this.#busy = true;
    this.#say(WORDS.computing);
    const reply = await this.#ask(question);
    this.#busy = false;
    if (!reply) return;
    if (this.#wanted) {
      this.#askNext();
      return;
    }
    this.#part("[data-result]").removeAttribute("aria-busy");
    if ("address" in question && "values" in reply) fill(this.#form, reply.values);
    if ("html" in reply && reply.ok) this.#show(reply);
    else if ("faults" in reply) this.#refuse(reply);
    else this.#fail();
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
    this.#want({ values: valuesOf(this.#form) });
  };

  async #fetchTools() {
    const { NextSteps } = await import(new URL(this.dataset.nextSteps ?? "", document.baseURI).href);
    return new NextSteps(this.#part("[data-next]"), this.#part("[data-sheet]"), this.#export);
  }

  /** @param {string} kind @returns {Promise<import("./protocol.js").Exported | null>} a file of the answer that is shown */
  #export = async (kind) => {
    if (this.dataset.state === "failed") return null;
    const reply = await this.#ask({ address: this.#shown, export: kind });
    return reply && "text" in reply ? reply : null;
  };

  /** @param {Answer} answer */
  #show(answer) {
    const open = this.#openDetails();
    this.#part("[data-result]").innerHTML = answer.html;
    this.#part("[data-notices]").innerHTML = answer.notices;
    this.#shown = answer.address;
    this.#tools ??= this.#fetchTools();
    this.#tools.then((tools) => tools.show(answer));
    this.#reopen(open);
    this.#part("[data-errors]").replaceChildren();
    clearFaults(this.#form);
    this.#say(WORDS.done);
    history.replaceState(null, "", `#${answer.address}`);
  }

  /** @param {Refusal} refusal */
  #refuse(refusal) {
    this.#part("[data-errors]").innerHTML = refusal.html;
    showFaults(this.#form, refusal.faults);
    this.#part("[data-next]").inert = false;
    this.#say(WORDS.wrong);
  }

  /** Fill the form from the address; what it does not name goes back to its default. */
  #followAddress = () => {
    // « #contenu » is a place in the page, not an estimate.
    if (location.hash.includes("=") || !location.hash) this.#want({ address: location.hash.slice(1) });
  };

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
    this.#engine.stop();
    this.dataset.state = "failed";
    this.#part("[data-fields]").setAttribute("disabled", "");
    this.#part("[data-result]").removeAttribute("aria-busy");
    this.#part("[data-next]").inert = false;
    this.#say(WORDS.failed);
  }

  /** @param {string} words */
  #say(words) {
    const status = this.#part("[data-status]");
    if (status.textContent !== words) status.textContent = words;
  }
}

customElements.define("cost-estimator", CostEstimator);
