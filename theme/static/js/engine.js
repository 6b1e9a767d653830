// @ts-check
/**
 * Python in its worker, seen from the page: started once, asked one question at a time.
 *
 * @typedef {import("./protocol.js").Progress} Progress
 * @typedef {import("./protocol.js").Question} Question
 * @typedef {import("./protocol.js").Reply} Reply
 */

/** Without a word for this long, Python is taken for dead: its loader may never say so itself. */
const LOADING_PATIENCE_MS = 60_000;
const ANSWER_PATIENCE_MS = 30_000;

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** @type {((reply: Reply | null) => void) | undefined} */
  #answered;
  /** @type {number | undefined} */
  #watchdog;
  #last = 0;
  #address;
  #hear;

  /**
   * @param {string} address   of the worker's script
   * @param {(progress: Progress) => void} hear   told of each stage, « failed » at most once
   */
  constructor(address, hear) {
    this.#address = address;
    this.#hear = hear;
  }

  get started() {
    return this.#worker !== undefined;
  }

  start() {
    if (this.started) return;
    this.#watch(LOADING_PATIENCE_MS);
    try {
      this.#worker = new Worker(this.#address, { type: "module" });
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    // A worker whose script is missing or refused says it this way only.
    this.#worker.addEventListener("error", (event) => this.#fail(event.message ?? "worker"));
  }

  /**
   * Return the answer to a question, null when the engine died of it. One question at a time:
   * who asks waits for the answer before the next one.
   *
   * @param {Question} question
   * @returns {Promise<Reply | null>}
   */
  ask(question) {
    this.#last += 1;
    this.#watch(ANSWER_PATIENCE_MS);
    this.#worker?.postMessage({ id: this.#last, ...question });
    return new Promise((resolve) => {
      this.#answered = resolve;
    });
  }

  stop() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#answered?.(null);
  }

  /** @param {Progress | ({ id: number } & Reply)} message */
  #receive(message) {
    if ("stage" in message) {
      if (message.stage === "failed") return this.#fail(message.error);
      if (message.stage === "ready") clearTimeout(this.#watchdog);
      else this.#watch(LOADING_PATIENCE_MS);
      return this.#hear(message);
    }
    if (message.id !== this.#last) return undefined;
    clearTimeout(this.#watchdog);
    return this.#answered?.(message);
  }

  /** @param {number} patience */
  #watch(patience) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#fail("silence"), patience);
  }

  /** @param {string} error */
  #fail(error) {
    this.stop();
    this.#hear({ stage: "failed", error });
  }
}

/**
 * Keep the engine in this browser for the next visit, with or without a network.
 *
 * @param {string} address   of the service worker
 * @param {string} boot   the way the engine started: its files are kept, not the others
 */
export async function keepEngine(address, boot) {
  // Absent from a page served without encryption, and where the visitor turned it off.
  const registration = await navigator.serviceWorker?.register(address).catch(() => undefined);
  (registration?.installing ?? registration?.waiting ?? registration?.active)?.postMessage({ keep: boot });
}

/** @param {string} address   of the worker's script @returns {Promise<boolean>} whether an earlier visit left it here */
export async function isKept(address) {
  return "caches" in window && (await caches.match(address).catch(() => undefined)) !== undefined;
}
