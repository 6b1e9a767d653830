// @ts-check
/** Whether the law of the page is to be checked again, by the visitor's own clock: no request, and no clock in the engine. */

/**
 * Show the words that say so, from the day on which a figure may have changed.
 *
 * @param {Element | null} place   its `data-review` is that day, as 2027-01-01
 * @param {Date} [today]
 */
export function tellReview(place, today = new Date()) {
  // « sv » writes a day as 2027-01-01, which sorts as text.
  if (place && today.toLocaleDateString("sv") >= (place.getAttribute("data-review") ?? "")) place.removeAttribute("hidden");
}
