// @ts-check
/** Whether the page's law is to be checked again, by the visitor's clock: no request, no clock in the estimator. */

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
