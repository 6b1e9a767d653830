// @ts-check
/**
 * <cost-estimator>: makes the page's static estimate live.
 *
 * The HTML inside is complete without it. `data-state` goes static → loading → ready, or
 * failed with the static estimate still there. Python answers in a worker; this file only
 * carries questions and answers, and never makes markup of its own.
 *
 * Attributes: `data-worker` (address of the worker), `data-tarifs` (price list, JSON).
 */

/** @typedef {import("./protocol.js").Reply} Reply */

/**
 * Without a word for this long, Python is taken for dead: `loadPyodide` never says so itself.
 * A first visit at 1 Mbit/s downloads for some 40 seconds.
 */
const LOADING_PATIENCE_MS = 180_000;
const ANSWER_PATIENCE_MS = 30_000;

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

/** @param {HTMLInputElement | HTMLSelectElement} field @returns {field is HTMLInputElement} */
const isCheckbox = (field) => field.type === "checkbox";

/** @param {HTMLInputElement | HTMLSelectElement} field */
function defaultOf(field) {
  if (field instanceof HTMLInputElement) return field.defaultValue;
  return [...field.options].find((option) => option.defaultSelected)?.value ?? "";
}

class CostEstimator extends HTMLElement {
  /** @type {Worker | undefined} */
  #worker;
  /** Number of the last question sent: an older answer is dropped. */
  #last = 0;
  /** @type {number | undefined} */
  #watchdog;

  connectedCallback() {
    if (!("Worker" in window) || !("WebAssembly" in window)) return this.#fail();
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", () => this.#ask());
    addEventListener("hashchange", this.#followAddress);
    this.#start();
    return undefined;
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.#followAddress);
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
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
    this.dataset.state = "loading";
    this.#say(WORDS.download);
    this.#watch(LOADING_PATIENCE_MS);
    try {
      this.#worker = new Worker(this.dataset.worker ?? "", { type: "module" });
    } catch {
      return this.#fail();
    }
    this.#worker.addEventListener("message", ({ data }) => this.#hear(data));
    // A worker whose script is missing or refused says it this way only.
    this.#worker.addEventListener("error", () => this.#fail());
    return undefined;
  }

  /** @param {Reply} reply */
  #hear(reply) {
    if ("stage" in reply) return this.#progress(reply);
    if (reply.id !== this.#last) return undefined;
    clearTimeout(this.#watchdog);
    this.#part("[data-result]").removeAttribute("aria-busy");
    if (reply.ok) return this.#show(reply);
    if ("faults" in reply) return this.#refuse(reply);
    return this.#fail();
  }

  /** @param {import("./protocol.js").Progress | import("./protocol.js").Failure} reply */
  #progress(reply) {
    if (reply.stage === "failed") return this.#fail();
    this.#say(WORDS[reply.stage]);
    if (reply.stage !== "ready") return undefined;
    clearTimeout(this.#watchdog);
    this.dataset.state = "ready";
    this.#part("[data-fields]").removeAttribute("disabled");
    if (location.hash.length > 1) this.#followAddress();
    return undefined;
  }

  /** @param {import("./protocol.js").Answer} answer */
  #show(answer) {
    const open = this.#openDetails();
    this.#part("[data-result]").innerHTML = answer.html;
    this.#reopen(open);
    this.#clearErrors();
    this.#say(WORDS.done);
    const state = new URLSearchParams(answer.state).toString();
    history.replaceState(null, "", state ? `#${state}` : location.pathname + location.search);
  }

  /** @param {import("./protocol.js").Refusal} refusal */
  #refuse(refusal) {
    this.#clearErrors();
    this.#part("[data-errors]").innerHTML = refusal.html;
    for (const { key, message } of refusal.faults) {
      const field = this.#form.elements.namedItem(key);
      const place = this.querySelector(`[data-error-for="${CSS.escape(key)}"]`);
      if (field instanceof HTMLElement) field.setAttribute("aria-invalid", "true");
      if (place) place.textContent = message;
    }
    this.#say(WORDS.wrong);
  }

  #clearErrors() {
    this.#part("[data-errors]").replaceChildren();
    for (const place of this.querySelectorAll("[data-error-for]")) place.textContent = "";
    for (const field of this.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  #ask() {
    if (this.dataset.state !== "ready") return;
    this.#last += 1;
    this.#say(WORDS.computing);
    this.#part("[data-result]").setAttribute("aria-busy", "true");
    this.#watch(ANSWER_PATIENCE_MS);
    this.#worker?.postMessage({
      id: this.#last,
      values: this.#values(),
      tarifs: JSON.parse(this.dataset.tarifs ?? "{}"),
    });
  }

  /** @returns {Record<string, string | boolean>} */
  #values() {
    /** @type {Record<string, string | boolean>} */
    const values = {};
    for (const field of this.#inputs()) {
      values[field.name] = isCheckbox(field) ? field.checked : field.value;
    }
    return values;
  }

  /** @returns {(HTMLInputElement | HTMLSelectElement)[]} */
  #inputs() {
    return [...this.#form.querySelectorAll(/** @type {"input"} */ ("input, select"))];
  }

  /** Fill the form from the address; what it does not name goes back to its default. */
  #followAddress = () => {
    if (this.dataset.state !== "ready") return;
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const field of this.#inputs()) {
      const value = asked.get(field.name);
      if (isCheckbox(field)) field.checked = value === null ? field.defaultChecked : value === "oui";
      else field.value = value ?? defaultOf(field);
    }
    this.#ask();
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

  /** @param {number} patience */
  #watch(patience) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#fail(), patience);
  }

  #fail() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.dataset.state = "failed";
    this.#part("[data-fields]").setAttribute("disabled", "");
    this.#part("[data-result]").removeAttribute("aria-busy");
    this.#say(WORDS.failed);
  }

  /** @param {string} words */
  #say(words) {
    this.#part("[data-status]").textContent = words;
  }
}

customElements.define("cost-estimator", CostEstimator);
