// @ts-check
/**
 * What to do next, on the page: of the answer that is shown, or closed.
 *
 * Its tools (next-steps.js) are fetched apart: who only reads needs none of them.
 *
 * @typedef {import("../../browser/protocol.js").Answer} Answer
 * @typedef {import("../../browser/protocol.js").Exported} Exported
 * @typedef {import("./next-steps.js").NextSteps} NextSteps
 */
import { load } from "../../browser/modules.js";

export class WhatNext {
  #place;
  #quote;
  #sheet;
  #address;
  #file;
  /** @type {Promise<NextSteps | undefined> | undefined} */
  #tools;
  /** The address of the answer that it is of. */
  #of = "";

  /**
   * @param {HTMLElement} place   holds what Python makes of « what next »
   * @param {HTMLAnchorElement} quote   the mail that asks for a quote, once more beside the answer
   * @param {HTMLElement} sheet   holds what is printed
   * @param {string} address   where its tools are
   * @param {(kind: string) => Promise<Exported | null>} file   makes a file of the answer that is shown
   */
  constructor(place, quote, sheet, address, file) {
    this.#place = place;
    this.#quote = quote;
    this.#sheet = sheet;
    this.#address = address;
    this.#file = file;
  }

  close() {
    this.#place.inert = this.#quote.inert = true;
  }

  open() {
    this.#place.inert = this.#quote.inert = false;
  }

  /** @param {string} address   of an answer */
  isOf(address) {
    return this.#of === address;
  }

  /**
   * @param {Answer} answer
   * @param {() => boolean} isOld   whether another answer is on its way: it then stays closed
   */
  async show(answer, isOld) {
    const tools = await this.fetchTools();
    if (!isOld()) this.open();
    this.#of = answer.address;
    if (tools) tools.show(answer);
    // The mail needs no tool.
    else this.#place.innerHTML = answer.next;
    this.#quote.href = this.#place.querySelector("a")?.href ?? "";
  }

  /** Fetch the tools, once; what could not be fetched is fetched again with the next answer. */
  fetchTools() {
    this.#tools ??= load(new URL(this.#address, document.baseURI).href)
      .then(({ NextSteps }) => new NextSteps(this.#place, this.#sheet, this.#file))
      .catch(() => (this.#tools = undefined));
    return this.#tools;
  }
}
