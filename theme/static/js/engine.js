// @ts-check
/**
 * Python in its worker, seen from the page: started once, asked one question at a time.
 *
 * @typedef {import("./protocol.js").Progress} Progress
 * @typedef {import("./protocol.js").Question} Question
 * @typedef {import("./protocol.js").Reply} Reply
 */
import { retried } from "../../browser/modules.js";

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
  /** Whether the worker has said anything. */
  #heard = false;
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
    const address = new URL(this.#address, document.baseURI).href;
    // A worker whose script is missing or refused says it by an error alone: it is asked for once more.
    this.#open(address, () => this.#open(retried(address, 1), (error) => this.#fail(error)));
  }

  /** @param {string} address @param {(error: string) => void} give   up on a worker that has said nothing */
  #open(address, give) {
    this.#watch(LOADING_PATIENCE_MS);
    try {
      this.#worker = new Worker(address, { type: "module" });
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#worker.addEventListener("message", ({ data }) => this.#receive(data));
    this.#worker.addEventListener("error", ({ message = "worker" }) => {
      if (this.#heard) this.#fail(message);
      else give(message);
    });
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
    this.#heard = true;
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
 * @param {string[]} files   what the engine took to start: they are kept, not the others
 */
export async function keepEngine(address, files) {
  // Absent from a page served without encryption, and where the visitor turned it off.
  const registration = await navigator.serviceWorker?.register(address).catch(() => undefined);
  (registration?.installing ?? registration?.waiting ?? registration?.active)?.postMessage({ keep: files });
}

/** @param {string} address   of the worker's script @returns {Promise<boolean>} whether an earlier visit left it here */
export async function isKept(address) {
  return "caches" in window && (await caches.match(address).catch(() => undefined)) !== undefined;
}
