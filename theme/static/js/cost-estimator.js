// @ts-check
/**
 * <cost-estimator>: makes the page's static estimate live.
 *
 * The HTML inside is complete without it. `data-state` goes static → loading → ready, or failed until the visitor
 * starts it again. The first questions then have their answers, and what is typed stays. Python starts when a visitor
 * turns to the form, not before, and answers in a worker. Here stands only who listens to what: asking.js asks the
 * engine, waiting.js starts it, telling.js changes the page.
 *
 * Attributes: `data-worker`, `data-engine` and `data-next-steps` are addresses of the worker, of engine.js and of
 * next-steps.js. `data-tarifs` is the price list, `data-contact` who receives a request for a quote, both JSON.
 */
import { goTo, listen, valuesOf } from "./form.js";
import { STANDS, UNABLE, isOld, next, refuseOld, say, tellOld } from "./telling.js";
import { form, page, part } from "./page.js";
import { tellReview } from "./review.js";
import { keepAnswers } from "./address.js";
import { follow, keepNothing, listenForIntents, startInView } from "./waiting.js";
import { addressBar, askNext, changed, enter, fail, isAsked, open, stop, want } from "./asking.js";

class CostEstimator extends HTMLElement {
  #gone = new AbortController();

  connectedCallback() {
    tellReview(document.querySelector("[data-review]"));
    if (!("Worker" in window) || !("WebAssembly" in window)) return say(UNABLE + STANDS);
    part("fields").removeAttribute("disabled");
    part("more").removeAttribute("hidden");
    part("more").addEventListener("click", askForTools);
    listen(form, changed);
    // With several fields and no button, Enter submits nothing.
    form.addEventListener("keydown", ({ key, target }) => {
      if (key === "Enter" && target instanceof HTMLInputElement) enter();
    });
    document.addEventListener("click", keepAnswers, { signal: this.#gone.signal });
    part("bars").addEventListener("animationend", () => tellOld(isAsked()));
    for (const place of ["next", "quote"]) part(place).addEventListener("click", refuseOld, { capture: true });
    part("errors").addEventListener("click", (event) => goTo(form, event));
    listenForIntents(progress);
    const opened = addressBar.listen(open, this.#gone.signal);
    if (!opened) startInView();
    return undefined;
  }

  disconnectedCallback() {
    this.#gone.abort();
    keepNothing();
    stop();
  }
}

/** @param {import("../../browser/protocol.js").Progress} stage */
function progress(stage) {
  if (stage.stage === "failed") return fail();
  follow(stage, isAsked());
  if (stage.stage !== "ready") return undefined;
  askNext();
  // While the engine computes: an answer that has come leaves the page to the visitor.
  return next.fetchTools();
}

/** @param {MouseEvent} event   on the button that the tools replace */
function askForTools(event) {
  /** @type {HTMLElement} */ (event.currentTarget).dataset.more = "asked";
  want({ values: valuesOf(form) }, !isOld());
  // Where data is spared, this is where he decides.
  part("start").querySelector("button")?.focus();
}

customElements.define("cost-estimator", CostEstimator);
