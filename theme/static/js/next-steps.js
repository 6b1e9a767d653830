// @ts-check
/**
 * What a visitor does with his estimate: ask for a quote, copy or share the link, print, take files.
 *
 * Python makes the message, the link, the sheet and the files. This puts them where they go and obeys the buttons, each
 * named by its `data-do`.
 *
 * @typedef {import("../../browser/protocol.js").Answer} Answer
 * @typedef {import("../../browser/protocol.js").Exported} Exported
 */

const WORDS = {
  copied: "Le lien est copié.",
  selected: "Le lien est sélectionné\u00a0: copiez-le avec votre clavier ou votre souris.",
  preparing: "Le fichier se prépare…",
  saved: "Le fichier est dans vos téléchargements.",
  unsaved: "Le fichier n’a pas pu être fait. Rechargez la page.",
};
/** How long a browser may take to read the file that it was given. */
const READING_MS = 60_000;

export class NextSteps {
  #place;
  #sheet;
  #file;

  /**
   * @param {HTMLElement} place   holds what Python makes of « what next »
   * @param {HTMLElement} sheet   holds what is printed
   * @param {(kind: string) => Promise<Exported | null>} file   makes a file of the answer that is shown
   */
  constructor(place, sheet, file) {
    this.#place = place;
    this.#sheet = sheet;
    this.#file = file;
    place.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement} */ (event.target).closest("[data-do]");
      if (button instanceof HTMLElement) this.#obey(button.dataset.do ?? "");
    });
  }

  /** @param {Answer} answer */
  show(answer) {
    const typed = this.#typed();
    // Who asked for the tools by the button that they replace is taken to the first, unless he moved on.
    const isAwaited = this.#place.querySelector("[data-more=asked]") && document.activeElement === document.body;
    this.#place.innerHTML = answer.next;
    this.#sheet.innerHTML = answer.sheet;
    for (const [name, value] of typed) this.#field(name).value = value;
    if ("share" in navigator) this.#button("share").hidden = false;
    if (isAwaited) this.#button("print").focus();
  }

  /** @param {string} what */
  #obey(what) {
    if (what === "print") print();
    else if (what === "copy") this.#copy();
    else if (what === "share") navigator.share({ title: document.title, url: this.#link.value }).catch(() => {});
    else this.#save(what);
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#link.value);
      this.#say(WORDS.copied);
    } catch {
      // No permission, or no clipboard: the visitor copies what is selected for him.
      this.#link.select();
      this.#say(WORDS.selected);
    }
  }

  /** @param {string} kind */
  async #save(kind) {
    this.#say(WORDS.preparing);
    const file = await this.#file(kind);
    if (!file) return this.#say(WORDS.unsaved);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: file.type }));
    link.download = file.filename;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), READING_MS);
    return this.#say(WORDS.saved);
  }

  /** @returns {[string, string][]} what was typed in the form of the request, by field */
  #typed() {
    const fields = /** @type {NodeListOf<HTMLInputElement>} */ (this.#place.querySelectorAll("form [name]"));
    return [...fields].flatMap((field) => (field.value === field.defaultValue ? [] : [[field.name, field.value]]));
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#place.querySelector(`form [name="${name}"]`));
  }

  get #link() {
    return /** @type {HTMLInputElement} */ (this.#place.querySelector("#lien"));
  }

  /** @param {string} what @returns {HTMLElement} */
  #button(what) {
    return /** @type {HTMLElement} */ (this.#place.querySelector(`[data-do="${what}"]`));
  }

  /** @param {string} words */
  #say(words) {
    const place = this.#place.querySelector("[data-said]");
    if (place) place.textContent = words;
  }
}
