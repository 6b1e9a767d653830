// @ts-check
/**
 * <cost-estimator>: makes the page's static estimate live.
 *
 * The HTML inside is complete without it. `data-state` goes static → loading → ready, or
 * failed with the static estimate still there. Python starts when a visitor turns to the
 * form, not before, and answers in a worker; this file only carries questions and answers,
 * and never makes markup of its own.
 *
 * Attributes: `data-worker` and `data-offline` (addresses of the worker and of the service worker),
 * `data-tarifs` (price list, JSON).
 */
import { Engine, isKept, keepEngine } from "./engine.js";
import { firstAnswer, showFirstAnswer } from "./first-answer.js";
import { clearFaults, defaultsOf, fill, showFaults, valuesOf } from "./form.js";

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").Progress} Progress */
/** @typedef {import("./protocol.js").Refusal} Refusal */

/** What shows that a visitor turns to the form. A finger that scrolls over it shows nothing. */
const INTENTS = ["focusin", "click", "pointerover"];

/** @returns {boolean} whether the visitor asked his browser to spare data, or has very little of it */
function sparesData() {
  const connection = /** @type {any} */ (navigator).connection;
  return connection?.saveData === true || /2g/.test(connection?.effectiveType ?? "");
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1, minimumFractionDigits: 1 })}\u00a0Mo`;

const WORDS = {
  download: "Le calculateur se télécharge…",
  start: "Le calculateur démarre…",
  ready: "Le calculateur est prêt\u00a0: changez une réponse, le résultat suit.",
  computing: "Calcul en cours…",
  done: "Le résultat est à jour.",
  wrong: "Une réponse est à corriger. Le dernier résultat valable reste affiché.",
  saving: "Votre connexion ou vos réglages économisent les données. Les premières questions ont leur réponse sans le calculateur complet.",
  failed:
    "Le calculateur n’a pas pu démarrer dans votre navigateur. L’estimation affichée reste juste pour le besoin indiqué. " +
    "Pour le vôtre, écrivez-moi ou appelez-moi.",
};

class CostEstimator extends HTMLElement {
  #engine = new Engine(this.dataset.worker ?? "", (progress) => this.#progress(progress));
  /** What is to be asked next: the newest only. @type {{ values: object } | { address: string } | undefined} */
  #wanted;
  #busy = false;
  /** What the build wrote. */
  #built = { result: "", bar: "" };

  connectedCallback() {
    if (!("Worker" in window) || !("WebAssembly" in window)) return this.#fail();
    this.#built = { result: this.#part("[data-result]").innerHTML, bar: this.#part("[data-bars]").innerHTML };
    this.#part("[data-fields]").removeAttribute("disabled");
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.#changed());
    this.#part("[data-start]").addEventListener("click", () => this.#start());
    if (sparesData()) this.#offer();
    else for (const intent of INTENTS) this.#form.addEventListener(intent, this.#startOnIntent, { passive: true });
    addEventListener("popstate", this.#followAddress);
    if (location.hash.includes("=")) this.#followAddress();
    else this.#startInView();
    return undefined;
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
      (window.requestIdleCallback ?? setTimeout)(() => this.#start());
    });
    seen.observe(this.#form);
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

  /** @param {Event} event */
  #startOnIntent = (event) => {
    if (!(event instanceof PointerEvent) || event.type === "click" || event.pointerType === "mouse") this.#start();
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
    this.#say(WORDS[progress.stage]);
    if (progress.stage !== "ready") return undefined;
    this.dataset.state = "ready";
    keepEngine(this.dataset.offline ?? "", progress.boot);
    return this.#askNext();
  }

  /** @param {import("./protocol.js").Download} download */
  #received({ received = 0, total = 0 }) {
    const bar = /** @type {HTMLProgressElement} */ (this.#part("[data-download] progress"));
    bar.max = total || 1;
    bar.value = received;
    this.#part("[data-bytes]").textContent = total ? `${megabytes(received)} sur ${megabytes(total)}` : "";
  }

  #changed() {
    const values = valuesOf(this.#form);
    const spares = sparesData() && !this.#engine.started;
    if (this.dataset.state !== "ready" && this.#answerFirst(values) && spares) return;
    this.#want({ values });
  }

  /**
   * Answer from the build's table while Python is not there; return whether it had an answer.
   *
   * @param {import("./protocol.js").Values} values
   */
  #answerFirst(values) {
    const table = JSON.parse(this.#part("[data-first-answers]").textContent ?? "");
    const answer = firstAnswer(table, values, defaultsOf(this.#form));
    if (answer) showFirstAnswer(this, answer);
    this.toggleAttribute("data-first", answer !== null);
    return answer !== null;
  }

  /** @param {{ values: object } | { address: string }} question */
  #want(question) {
    if (this.dataset.state === "failed") return;
    this.#wanted = question;
    this.#part("[data-result]").setAttribute("aria-busy", "true");
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
    const reply = await this.#engine.ask(
      /** @type {import("./protocol.js").Question} */ ({ ...question, tarifs: JSON.parse(this.dataset.tarifs ?? "{}") }),
    );
    this.#busy = false;
    if (!reply) return;
    if (this.#wanted) {
      this.#askNext();
      return;
    }
    this.#part("[data-result]").removeAttribute("aria-busy");
    if ("address" in question && "values" in reply) fill(this.#form, reply.values);
    if (reply.ok) this.#show(reply);
    else if ("faults" in reply) this.#refuse(reply);
    else this.#fail();
  }

  /** @param {Answer} answer */
  #show(answer) {
    const open = this.#openDetails();
    this.removeAttribute("data-first");
    this.#part("[data-result]").innerHTML = answer.html;
    this.#part("[data-bars]").innerHTML = answer.bar;
    this.#part("[data-notices]").innerHTML = answer.notices;
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
    this.#forget();
    this.#part("[data-fields]").setAttribute("disabled", "");
    this.#part("[data-result]").removeAttribute("aria-busy");
    this.#say(WORDS.failed);
  }

  /** Go back to the page as it came: an answer of the table alone has no calculation to show. */
  #forget() {
    this.#part("[data-download]").hidden = true;
    if (!this.hasAttribute("data-first")) return;
    this.removeAttribute("data-first");
    this.#part("[data-result]").innerHTML = this.#built.result;
    this.#part("[data-bars]").innerHTML = this.#built.bar;
    this.#form.reset();
  }

  /** @param {string} words */
  #say(words) {
    const status = this.#part("[data-status]");
    if (status.textContent !== words) status.textContent = words;
  }
}

customElements.define("cost-estimator", CostEstimator);
