// @ts-check
/** Whether the law of the page is to be checked again, by the visitor's own clock: no request, and no clock in the engine. */

/**
 * Show the words that say so, from the day on which a figure may have changed.
 *
 * @param {Element | null} place   its `data-review` is that day, as 2027-01-01
 * @param {Date} [today]
 */
export function tellReview(place, today = new Date()) {
  // Without a zone: the visitor's own midnight.
  if (place && today >= new Date(`${place.getAttribute("data-review")}T00:00`)) place.removeAttribute("hidden");
}
