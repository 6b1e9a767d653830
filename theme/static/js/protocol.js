// @ts-check
/**
 * What the page and the worker say to each other. `estimator/bridge.py` describes the same
 * answers on the Python side.
 *
 * @typedef {Record<string, string | boolean>} Values   answers as typed in the form
 * @typedef {{ values: Values, tarifs: object } | { address: string, tarifs: object }} Question
 *   `address` is what follows « # » in a link that was opened
 * @typedef {{ id: number } & Question} Request
 * @typedef {{ stage: "download", received?: number, total?: number }} Download   bytes so far
 * @typedef {{ stage: "start" } | { stage: "ready", boot: string }} Stage   `boot` is the way Python started
 * @typedef {{ stage: "failed", error: string }} Failure   Python did not start
 * @typedef {Download | Stage | Failure} Progress
 * @typedef {{ ok: true, html: string, bar: string, address: string, values: Record<string, string>, notices: string }} Answer
 *   `html` replaces the result, `bar` the three costs above the questions; `address` is what the page's address remembers
 * @typedef {{ ok: false, html: string, faults: Fault[], values: Record<string, string> }} Refusal
 *   answers to mend; `html` is their summary
 * @typedef {{ key: string, message: string }} Fault
 * @typedef {{ ok: false, error: string }} Breakdown   anything else
 * @typedef {Answer | Refusal | Breakdown} Reply
 */
export {};
