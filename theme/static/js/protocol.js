// @ts-check
/**
 * What the page and the worker say to each other. `estimator/bridge.py` describes the same
 * answers on the Python side.
 *
 * @typedef {{ id: number, values: Record<string, string | boolean>, tarifs: object }} Request
 *   a question; `values` as typed in the form
 * @typedef {"snapshot" | "plain"} Boot   from a picture of Python's memory, or from its archives
 * @typedef {{ stage: "download", received: number, total: number }
 *   | { stage: "start" }
 *   | { stage: "ready", boot: Boot }} Progress
 *   bytes of the download, about as they travel; nothing is downloaded after « start », nor unsaid
 * @typedef {{ stage: "failed", error: string }} Failure   Python did not start
 * @typedef {{ id: number, ok: true, html: string, state: Record<string, string> }} Answer
 *   `html` replaces the result; `state` is what the address remembers
 * @typedef {{ id: number, ok: false, html: string, faults: { key: string, message: string }[] }} Refusal
 *   answers to mend; `html` is their summary
 * @typedef {{ id: number, ok: false, error: string }} Fault   anything else
 * @typedef {Progress | Failure | Answer | Refusal | Fault} Reply
 */
export {};
