// @ts-check
/** The estimator on this page, of which there is one, and its parts: found by what each holds. */

/** @type {HTMLElement} */
export const page = /** @type {any} */ (document.querySelector("cost-estimator"));

/** @template {HTMLElement} [T=HTMLElement] @param {string} name   of its attribute, without « data- » @returns {T} */
export const part = (name) => /** @type {T} */ (page.querySelector(`[data-${name}]`));

/** @type {HTMLFormElement} */
export const form = part("form");
