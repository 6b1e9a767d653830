// @ts-check
/**
 * Python in its worker, seen from the page: started once, asked one question at a time.
 *
 * Fetched apart, once a visitor turns to the form: who only reads needs none of it.
 *
 * @typedef {import("../../browser/protocol.js").Progress} Progress
 * @typedef {import("../../browser/protocol.js").Question} Question
 * @typedef {import("../../browser/protocol.js").Reply} Reply
 */
import { copyOf, retried } from "../../browser/modules.js";
import { part } from "./page.js";

/** Beside the page. */
const SERVICE_WORKER = "service-worker.js";
/** A worker that has said nothing for so long has not come. */
const SILENCE_MS = 15_000;
/** Without a word for this long, Python is taken for dead: its loader may never say so itself. */
const LOADING_PATIENCE_MS = 60_000;
const ANSWER_PATIENCE_MS = 30_000;

export class Engine {
  /** @type {Worker | undefined} */
  #worker;
  /** The question on its way. @type {({ id: number } & Question) | undefined} */
  #question;
  /** @type {((reply: Reply | null) => void) | undefined} */
  #answered;
  /** @type {number | undefined} */
  #watchdog;
  #last = 0;
  /** Addresses of the worker that are still to be tried. @type {string[]} */
  #others = [];
  /** Whether the worker has said anything. */
  #heard = false;
  /** Whether a worker has started Python, and may be replaced by another one. */
  #canReplace = false;
  #starts;
  #address;
  #hear;

  /**
   * @param {string} address   of the worker's script
   * @param {(progress: Progress) => void} hear   told of each stage, « failed » once for each start
   * @param {number} starts   those before this one's
   */
  constructor(address, hear, starts = 0) {
    this.#address = new URL(address, document.baseURI).href;
    this.#hear = hear;
    this.#starts = starts;
  }

  /** Start, or start again after a failure. */
  start() {
    const address = this.#address;
    // Another address at each start: what a browser keeps of the first may be wrong.
    const first = this.#starts ? retried(address, this.#starts) : address;
    this.#starts += 1;
    this.#others = [retried(copyOf(address), this.#starts)];
    this.#open(first);
  }

  /** @param {string} address */
  #open(address) {
    this.#worker?.terminate();
    this.#heard = false;
    this.#watch(SILENCE_MS);
    try {
      this.#worker = new Worker(address, { type: "module" });
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    const worker = this.#worker;
    worker.addEventListener("message", ({ data }) => worker === this.#worker && this.#receive(data));
    worker.addEventListener("error", ({ message = "worker" }) => worker === this.#worker && this.#lose(message));
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
    this.#question = { id: this.#last, ...question };
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#send();
    });
  }

  #send() {
    if (!this.#question) return;
    this.#watch(ANSWER_PATIENCE_MS);
    this.#worker?.postMessage(this.#question);
  }

  stop() {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#canReplace = false;
    this.#question = undefined;
    this.#answered?.(null);
  }

  /** @param {Progress | import("../../browser/protocol.js").Busy | ({ id: number } & Reply)} message */
  #receive(message) {
    this.#heard = true;
    if ("stage" in message) {
      if (message.stage === "failed") return this.#fail(message.error);
      this.#watch(this.#question ? ANSWER_PATIENCE_MS : LOADING_PATIENCE_MS);
      if (message.stage === "busy") return undefined;
      if (message.stage === "ready") this.#ready();
      return this.#hear(message);
    }
    if (message.id !== this.#last) return undefined;
    if ("error" in message) return this.#lose(message.error);
    clearTimeout(this.#watchdog);
    this.#question = undefined;
    this.#canReplace = true;
    return this.#answered?.(message);
  }

  #ready() {
    clearTimeout(this.#watchdog);
    if (this.#question) this.#send();
    else this.#canReplace = true;
  }

  /** @param {number} patience */
  #watch(patience) {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#lose("silence"), patience);
  }

  /**
   * The worker has not come, or has died: another one takes its place and its question, once.
   *
   * @param {string} error
   */
  #lose(error) {
    const other = this.#heard ? undefined : this.#others.shift();
    if (other) this.#open(other);
    else if (this.#canReplace) {
      this.#canReplace = false;
      this.#open(this.#address);
    } else this.#fail(error);
  }

  /** @param {string} error */
  #fail(error) {
    this.stop();
    this.#hear({ stage: "failed", error });
  }
}

/** One for all: to make one takes longer than all else that a word of progress asks for. */
const TENTHS = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1, minimumFractionDigits: 1 });

/** @param {number} bytes */
const megabytes = (bytes) => `${TENTHS.format(bytes / 1e6)}\u00a0Mo`;

/** Show how much of the engine has come. @param {import("../../browser/protocol.js").Download} download */
export function showDownload({ received = 0, total = 0 }) {
  const bar = /** @type {HTMLProgressElement} */ (part("download").querySelector("progress"));
  bar.max = total || 1;
  bar.value = received;
  part("bytes").textContent = total ? `${megabytes(received)} sur ${megabytes(total)}` : "";
}

/**
 * Keep the engine in this browser for the next visit, with or without a network.
 *
 * @param {string[]} files   what the engine took to start: they are kept, not the others
 */
export async function keepEngine(files) {
  // Absent from a page served without encryption, and where the visitor turned it off.
  const registration = await navigator.serviceWorker?.register(SERVICE_WORKER).catch(() => undefined);
  (registration?.installing ?? registration?.waiting ?? registration?.active)?.postMessage({ keep: files });
}
