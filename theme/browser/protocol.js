// @ts-check
/**
 * What the page and the worker say to each other. `estimator/bridge.py` describes the same
 * answers on the Python side.
 *
 * @typedef {Record<string, string>} Values   answers as typed in the form, « oui » or « non » for a box
 * @typedef {({ values: Values } | { address: string }) & About} Question
 *   `address` is what follows « # » in a link that was opened.
 * @typedef {{ tarifs: object, contact: object, page: string, export?: string }} About
 *   `contact` gets the request for a quote; `page` is this page's address. `export` asks for a file, « csv » or « json »
 * @typedef {{ id: number } & Question} Request
 * @typedef {"snapshot" | "plain"} Boot   from a snapshot of Python's memory, or from its archives
 * @typedef {{ stage: "download", received: number, total: number }} Download
 *   bytes of the download, about as they travel
 * @typedef {{ stage: "start" } | { stage: "ready", boot: Boot, files: string[] }} Stage   `files` are what that start took
 * @typedef {{ stage: "failed", error: string }} Failure   Python did not start
 * @typedef {Download | Stage | Failure} Progress
 * @typedef {{ stage: "busy" }} Busy   what a question takes is coming: its answer takes longer
 * @typedef {{ ok: true, html: string, headline: string, bar: string, ruler: string, address: string, values: Values, notices: string, next: string, sheet: string }} Answer
 *   `html` replaces the result; `headline`, `bar` and `ruler` replace what is told of it above. `address` is what the
 *   page's address remembers. `next` and `sheet` are HTML too: what to do with the answer, and what is printed of it
 * @typedef {{ ok: true, text: string, filename: string, type: string }} Exported   a file of the estimate
 * @typedef {{ ok: false, html: string, faults: Fault[], values: Values, notices: string }} Refusal
 *   answers to mend; `html` is their summary
 * @typedef {{ key: string, message: string }} Fault
 * @typedef {{ ok: false, error: string }} Breakdown   anything else
 * @typedef {Answer | Refusal | Breakdown | Exported} Reply
 */
export {};
