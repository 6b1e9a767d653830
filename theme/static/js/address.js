// @ts-check
/**
 * The answers in the page's address, after « # ». Each question changed is one step of the history.
 * estimator/need/address.py reads and writes what stands there.
 */

/** Browsers refuse an address that changes more than a hundred times in half a minute; each change costs them work. */
const CALM_MS = 320;

/** Whether the address holds answers: « #contenu » is a place in the page. */
const holdsAnswers = () => location.hash.includes("=");

/** A link to a place of the page leads there as any link does, but the address keeps the answers. @param {MouseEvent} event */
export function keepAnswers(event) {
  const elsewhere = event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey;
  const link = elsewhere ? null : /** @type {Element} */ (event.target).closest('a[href^="#"]');
  const place = link && document.getElementById(/** @type {HTMLAnchorElement} */ (link).hash.slice(1));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView();
  place.focus({ preventScroll: true });
}

export class AddressBar {
  /** The question that the last step belongs to. @type {string | undefined} */
  #question;
  /** Whether the next address is a step of its own. */
  #step = false;
  /** What the address is to hold once it has not changed for a while. @type {string | undefined} */
  #next;
  #calm = 0;

  /** @param {string} question   that has been changed; none for several at once */
  changed(question) {
    if (!question || question !== this.#question) {
      // What is still to be written belongs to the step before.
      this.write();
      this.#step = true;
    }
    this.#question = question;
  }

  /**
   * A step of the history is made at once, for who goes back at once. What is typed on in the same question follows.
   *
   * @param {string} answers   what the address is to hold; nothing when all is at its default
   */
  show(answers) {
    this.#forget();
    this.#next = answers && `#${answers}`;
    if (this.#step) this.write();
    else this.#calm = setTimeout(() => this.write(), CALM_MS);
  }

  /** Make the address hold now what it is to hold. */
  write() {
    const next = this.#next;
    this.#forget();
    if (next !== undefined && next !== location.hash) {
      try {
        history[this.#step ? "pushState" : "replaceState"](null, "", location.pathname + location.search + next);
      } catch {
        // A browser may refuse: after a hundred changes in half a minute, or in a frame. The answer matters more.
      }
    }
    this.#step = false;
  }

  /** Load the page again, once: a host may give the old one again. @param {() => void} otherwise */
  reload(otherwise) {
    this.write();
    try {
      if (history.state?.outdated) return otherwise();
      history.replaceState({ outdated: true }, "");
      return location.reload();
    } catch {
      return otherwise();
    }
  }

  #forget() {
    clearTimeout(this.#calm);
    this.#next = undefined;
  }

  /**
   * Tell of the answers that the page was opened with, then of those it goes back to. Return whether it had some.
   *
   * @param {(answers: string) => void} hear
   * @param {AbortSignal} signal   ends it
   */
  listen(hear, signal) {
    const tell = () => {
      this.#forget();
      this.#question = undefined;
      hear(location.hash.slice(1));
    };
    signal.addEventListener("abort", () => this.#forget());
    addEventListener("popstate", () => (holdsAnswers() || !location.hash) && tell(), { signal });
    if (holdsAnswers()) tell();
    return holdsAnswers();
  }
}
