// @ts-check
/**
 * The two marks of a text, as theme/plugins/figures/marks.py finds them. `{{ nom }}` stands for a figure,
 * `((…))` for what goes when a figure in it is empty.
 */

const TOKEN = /\{\{[^{}\n]*\}\}|\(\(|[()]/g;

/**
 * @typedef {object} Named   a name, with its braces
 * @property {string} name
 * @property {number} from
 * @property {number} to
 */

/**
 * @typedef {object} Piece   what may go, with its brackets
 * @property {number} from
 * @property {number} to
 * @property {string[]} names
 */

/** @param {string} text @returns {{ named: Named[], pieces: Piece[] }} */
export function marks(text) {
  /** @type {Named[]} */
  const named = [];
  /** @type {Piece[]} */
  const pieces = [];
  /** Brackets that wait for their end: null for one of the sentence. @type {(Piece | null)[]} */
  const open = [];
  let read = 0;
  for (const { 0: word, index: from } of text.matchAll(TOKEN)) {
    if (from < read) continue;
    const to = from + word.length;
    if (word.startsWith("{{")) {
      const name = word.slice(2, -2).trim().replaceAll("\\_", "_");
      named.push({ name, from, to });
      open.findLast((it) => it !== null)?.names.push(name);
    } else if (word === "((") open.push({ from, to, names: [] });
    else if (word === "(") open.push(null);
    else if (open.at(-1) === null) open.pop();
    else if (open.length && text[to] === ")") {
      const piece = /** @type {Piece} */ (open.pop());
      read = piece.to = to + 1;
      if (piece.names.length) pieces.push(piece);
    }
  }
  return { named, pieces };
}
