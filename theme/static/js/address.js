// @ts-check
/**
 * The answers in the page's address, after « # »: one step of the history per question changed.
 * estimator/address.py reads and writes what stands there.
 */

/** Whether the address holds answers: « #contenu » is a place in the page. */
const holdsAnswers = () => location.hash.includes("=");

export class AddressBar {
  /** The question that the last step belongs to. @type {string | undefined} */
  #question;
  /** Whether the next address is a step of its own. */
  #step = false;

  /** @param {string} question   that has been changed; none for several at once */
  changed(question) {
    if (!question || question !== this.#question) this.#step = true;
    this.#question = question;
  }

  /** @param {string} answers   what the address is to hold; nothing when all is at its default */
  show(answers) {
    const address = location.pathname + location.search + (answers && `#${answers}`);
    if (address !== location.pathname + location.search + location.hash) {
      if (this.#step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    }
    this.#step = false;
  }

  /**
   * Tell of the answers that the page was opened with, then of those it goes back to;
   * return whether it was opened with some.
   *
   * @param {(answers: string) => void} hear
   * @param {AbortSignal} signal   ends it
   */
  listen(hear, signal) {
    const tell = () => {
      this.#question = undefined;
      hear(location.hash.slice(1));
    };
    addEventListener("popstate", () => (holdsAnswers() || !location.hash) && tell(), { signal });
    if (holdsAnswers()) tell();
    return holdsAnswers();
  }
}
