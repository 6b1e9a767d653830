// @ts-check
/** What is wrong with a line, below it, until the line is changed. */
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

/** @typedef {[line: number, message: string, isGrave?: boolean]} Fault */

/** @type {import("@codemirror/state").StateEffectType<Fault[]>} */
export const blame = StateEffect.define();

const GRAVE = "text-wrong";

class Message extends WidgetType {
  /** @param {string} words @param {boolean} isGrave */
  constructor(words, isGrave) {
    super();
    this.words = words;
    this.isGrave = isGrave;
  }

  /** @param {Message} other */
  eq(other) {
    return other.words === this.words && other.isGrave === this.isGrave;
  }

  toDOM() {
    const message = document.createElement("div");
    message.className = `text-fault${this.isGrave ? "" : " text-fault--remark"}`;
    message.textContent = this.words;
    return message;
  }
}

/** @param {import("@codemirror/state").Text} text @param {Fault[]} faults */
function marked(text, faults) {
  const ranges = faults
    .filter(([line]) => line <= text.lines)
    .flatMap(([number, words, isGrave = true]) => {
      const line = text.line(number);
      const widget = new Message(words, isGrave);
      return [
        Decoration.line({ class: isGrave ? GRAVE : "text-remark" }).range(line.from),
        Decoration.widget({ widget, block: true, side: 1 }).range(line.to),
      ];
    });
  return Decoration.set(ranges, true);
}

/** @type {StateField<import("@codemirror/view").DecorationSet>} */
export const faults = StateField.define({
  create: () => Decoration.none,
  update(former, { changes, docChanged, effects, newDoc }) {
    const blamed = effects.find((effect) => effect.is(blame));
    if (blamed) return marked(newDoc, blamed.value);
    if (!docChanged) return former;
    let marks = former.map(changes);
    changes.iterChangedRanges((_from, _to, first, last) => {
      const filterFrom = newDoc.lineAt(first).from;
      const filterTo = newDoc.lineAt(last).to;
      marks = marks.update({ filterFrom, filterTo, filter: () => false });
    });
    return marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Whether a line keeps the text from being published. @param {import("@codemirror/state").EditorState} state */
export function isBlamed(state) {
  for (const it = state.field(faults).iter(); it.value; it.next()) if (it.value.spec.class === GRAVE) return true;
  return false;
}
