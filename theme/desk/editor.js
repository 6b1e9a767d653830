// @ts-check
/** The editor of texts, over the text area of a form and in step with it. The area is what is sent and kept. */
import { history, historyKeymap, insertNewline, standardKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap } from "@codemirror/view";
import { blame, faults, isBlamed } from "./editor/faults.js";
import { asking, figures } from "./editor/figures.js";
import { markdown } from "./editor/markdown.js";

/** What CodeMirror says, in French. */
const PHRASES = { "Control character": "Caractère invisible", "Selection deleted": "La sélection est effacée" };

/**
 * @typedef {object} Asked   what the desk is asked for
 * @property {Promise<import("./editor/figures.js").Told[]>} listed   every name
 * @property {(names: string[]) => Promise<import("./editor/figures.js").Told[]>} ask   about other names
 * @property {Promise<import("./editor/faults.js").Fault[]>} wrong
 */

/** A character that shows nothing: its English name would help nobody. */
const invisible = () => {
  const dot = document.createElement("span");
  dot.className = "text-invisible";
  dot.textContent = "•";
  dot.title = PHRASES["Control character"];
  dot.setAttribute("aria-label", dot.title);
  dot.setAttribute("role", "img");
  return dot;
};

/** What a screen reader and a phone's keyboard are told. @param {HTMLTextAreaElement} area */
const attributes = (area) => ({
  lang: area.lang,
  spellcheck: "true",
  autocorrect: "on",
  autocapitalize: "sentences",
  writingsuggestions: "true",
  "aria-labelledby": area.labels[0].id,
  "aria-describedby": area.getAttribute("aria-describedby") ?? "",
});

/** What is written goes to the area, and whoever listens to it is told. @param {HTMLTextAreaElement} area */
const give = (area) =>
  EditorView.updateListener.of(({ docChanged, state }) => {
    if (!docChanged || area.value === state.doc.toString()) return;
    area.value = state.doc.toString();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });

/** @param {HTMLTextAreaElement} area @param {Asked} asked @param {string} nonce */
function extensions(area, { listed, ask }, nonce) {
  /** What covers the foot of the window: the cursor stays above. */
  const bar = /** @type {HTMLElement | null} */ (area.form?.querySelector(".desk-save"));
  const isWrong = (/** @type {EditorState} */ state) => state.field(figures).isWrong || isBlamed(state);
  return [
    EditorView.cspNonce.of(nonce),
    EditorState.phrases.of(PHRASES),
    EditorView.lineWrapping,
    EditorView.scrollMargins.of(() => ({ bottom: bar?.offsetHeight ?? 0 })),
    EditorView.contentAttributes.of(attributes(area)),
    EditorView.contentAttributes.compute([figures, faults], (state) => ({ "aria-invalid": String(isWrong(state)) })),
    EditorView.editorAttributes.of({ class: "text-editor" }),
    highlightSpecialChars({ render: invisible }),
    history(),
    // The library's own « Enter » takes spaces away; its Tab key is left to the browser.
    keymap.of([{ key: "Enter", run: insertNewline, shift: insertNewline }, ...standardKeymap, ...historyKeymap]),
    markdown,
    figures,
    faults,
    asking(listed, ask),
    give(area),
  ];
}

/**
 * Put an editor over an area.
 *
 * @param {HTMLTextAreaElement} area @param {Asked} asked
 * @param {string} nonce   what style must bear to be let in
 */
export function over(area, asked, nonce) {
  const view = new EditorView({ doc: area.value, extensions: extensions(area, asked, nonce) });
  const judged = view.state.doc;
  const take = () => {
    const insert = area.value;
    if (insert !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
  };
  area.before(view.dom);
  area.hidden = true;
  area.addEventListener("input", take);
  // A browser that goes back to a page gives it what was typed.
  addEventListener("pageshow", take);
  area.labels[0].addEventListener("click", () => view.focus());
  // Lines are those of the text that was judged: a word typed since may have moved them.
  asked.wrong.then((told) => { if (view.state.doc.eq(judged)) view.dispatch({ effects: blame.of(told) }); }, () => {});
  return {
    /** Put words where the cursor is. @param {string} words */
    insert(words) {
      view.focus();
      view.dispatch(view.state.replaceSelection(words), { scrollIntoView: true, userEvent: "input.paste" });
    },
    /** Bring the cursor to a line, from 1. @param {number} line */
    go(line) {
      const anchor = view.state.doc.line(Math.min(line, view.state.doc.lines)).from;
      view.focus();
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    },
  };
}
