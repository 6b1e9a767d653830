// @ts-check
/** What each name of a text says today, beside it; what goes today is struck out. The text itself stays as it is. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, WidgetType } from "@codemirror/view";
import { marks } from "./marks.js";

/** Longer values are cut: some are whole sentences. */
const LONGEST = 60;

/** @typedef {[name: string, value: string | null, nearest: string | null]} Told   null for a name that nothing has */

/**
 * @typedef {object} Drawn
 * @property {Map<string, Told>} told   by name
 * @property {import("@codemirror/view").DecorationSet} marks
 * @property {string[]} unasked   names of which nothing was told yet
 * @property {boolean} isWrong
 */

/** @type {import("@codemirror/state").StateEffectType<Told[]>} */
const tell = StateEffect.define();

/** Words beside a name. */
class Beside extends WidgetType {
  /** @param {string} words @param {string} kind   of its look */
  constructor(words, kind) {
    super();
    this.words = words;
    this.kind = kind;
  }

  /** @param {Beside} other */
  eq(other) {
    return other.words === this.words && other.kind === this.kind;
  }

  toDOM() {
    const beside = document.createElement("span");
    beside.className = `text-beside text-beside--${this.kind}`;
    beside.textContent = this.words.length > LONGEST ? `${this.words.slice(0, LONGEST - 1)}…` : this.words;
    return beside;
  }

  /** A click puts the cursor there. */
  ignoreEvent() {
    return false;
  }
}

/** @param {Told} told @returns {[words: string, kind: string]} */
function words([, value, nearest]) {
  if (value) return [value, "value"];
  if (value === "") return ["vide", "empty"];
  return [nearest ? `nom inconnu, plutôt ${nearest}\u202f?` : "nom inconnu", "unknown"];
}

/** @param {string} text @param {Map<string, Told>} told @returns {Drawn} */
function drawn(text, told) {
  const { named, pieces } = marks(text);
  const ranges = named.flatMap(({ name, from, to }) => {
    const figure = told.get(name);
    const isUnknown = figure?.[1] === null;
    const mark = Decoration.mark({ class: `text-name${isUnknown ? " text-name--unknown" : ""}` }).range(from, to);
    return figure ? [mark, Decoration.widget({ widget: new Beside(...words(figure)), side: 1 }).range(to)] : [mark];
  });
  for (const { from, to, names } of pieces) {
    const isGone = names.some((name) => told.get(name)?.[1] === "");
    ranges.push(Decoration.mark({ class: `text-piece${isGone ? " text-piece--gone" : ""}` }).range(from, to));
    if (isGone) ranges.push(Decoration.widget({ widget: new Beside("ne paraît pas", "empty"), side: 1 }).range(to));
  }
  return {
    told,
    marks: Decoration.set(ranges, true),
    unasked: told.size ? [...new Set(named.map(({ name }) => name))].filter((name) => !told.has(name)) : [],
    isWrong: named.some(({ name }) => told.get(name)?.[1] === null),
  };
}

/** @type {StateField<Drawn>} */
export const figures = StateField.define({
  create: (state) => drawn(state.doc.toString(), new Map()),
  update(former, transaction) {
    const news = transaction.effects.flatMap((effect) => (effect.is(tell) ? effect.value : []));
    if (!news.length && !transaction.docChanged) return former;
    const known = new Map([...former.told, ...news.map((it) => /** @type {const} */ ([it[0], it]))]);
    return drawn(transaction.newDoc.toString(), known);
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

/**
 * Ask for the names that the list does not hold, as `prix_45_transcription`: each once.
 *
 * @param {Promise<Told[]>} listed @param {(names: string[]) => Promise<Told[]>} ask
 */
export const asking = (listed, ask) =>
  ViewPlugin.define((view) => {
    /** @type {Set<string>} */
    const waited = new Set();
    /** @param {Promise<Told[]>} answer   no answer, no word beside a name */
    const take = (answer) => answer.then((told) => view.dispatch({ effects: tell.of(told) }), () => {});
    take(listed);
    return {
      update({ state }) {
        const names = state.field(figures).unasked.filter((name) => !waited.has(name));
        if (!names.length) return;
        names.forEach((name) => waited.add(name));
        take(ask(names));
      },
    };
  });
