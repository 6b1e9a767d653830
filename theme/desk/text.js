// @ts-check
// A text's field works without it. With it: an editor, names of figures, clean pasting, the way to a line.

const area = /** @type {HTMLTextAreaElement} */ (document.querySelector("#texte"));

/** @template T @param {string} address @returns {Promise<T>} */
const fetched = async (address) => (await fetch(address)).json();

/** @type {Promise<import("./editor/figures.js").Told[]>} */
const listed = fetched("/bureau/noms.json");

/** What writes in the text: this one until there is an editor. */
let writing = {
  /** @param {string} words */
  insert(words) {
    area.focus();
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  },
  /** @param {number} line   from 1 */
  go(line) {
    const above = area.value.split("\n", line - 1).join("\n").length;
    const at = line > 1 ? above + 1 : 0;
    area.focus();
    area.setSelectionRange(at, at);
  },
};

/** Without it, where no Node joins its parts, the field stays as it is. */
const edited = async () => {
  const { over } = await import("./editor.js");
  const nonce = /** @type {HTMLScriptElement} */ (document.querySelector("script[nonce]")).nonce;
  writing = over(
    area,
    {
      listed,
      ask: (names) => fetched(`/bureau/noms.json?${new URLSearchParams(names.map((name) => ["nom", name]))}`),
      wrong: area.dataset.asked ? fetched(area.dataset.asked) : Promise.resolve(JSON.parse(area.dataset.faults ?? "[]")),
    },
    nonce ?? ""
  );
};

// « Ligne 12 », above the form or on another page.
addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-line]") : null;
  if (!link) return;
  event.preventDefault();
  writing.go(Number(link.getAttribute("data-line")));
});

const line = new URLSearchParams(location.search).get("ligne");
edited()
  .catch(() => {})
  .then(() => { if (line && area.dataset.asked) writing.go(Number(line)); });

// The names of figures, with what each says today: chosen, one goes where the text is being written.
const offer = (/** @type {import("./editor/figures.js").Told[]} */ names) => {
  const place = /** @type {HTMLElement} */ (document.querySelector("[data-names]"));
  if (!names.length) return;
  place.innerHTML =
    '<label for="nom-de-chiffre">Insérer un chiffre</label> <input id="nom-de-chiffre" list="noms" autocomplete="off"> ' +
    '<button type="button" class="button button--quiet desk-small">Insérer</button><datalist id="noms"></datalist>';
  const field = /** @type {HTMLInputElement} */ (place.querySelector("input"));
  /** @type {HTMLElement} */ (place.querySelector("datalist")).append(
    ...names.map(([name, value]) => new Option(value && value.length > 60 ? `${value.slice(0, 59)}…` : value ?? "", name))
  );
  const put = () => {
    if (names.some(([name]) => name === field.value)) writing.insert(`{{ ${field.value} }}`);
    field.value = "";
  };
  /** @type {HTMLElement} */ (place.querySelector("button")).addEventListener("click", put);
  // « Enter » would save the whole form.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); put(); } });
  // A choice in this list is nothing typed in the form.
  field.addEventListener("input", (event) => event.stopPropagation());
  place.hidden = false;
};

listed.then(offer, () => {});

// A text from Word or a mail brings invisible marks, its own bullets, and paragraphs without a line between.
const row = (/** @type {string} */ line) => `| ${line.split("\t").map((cell) => cell.trim().replaceAll("|", "\\|")).join(" | ")} |`;

// Lines with as many tabs each, one below the other, are a table; a tab elsewhere is a space.
const tables = (/** @type {string} */ words) =>
  words.replace(/^[^\t\n]*\t.*(?:\n[^\t\n]*\t.*)*/gm, (block) => {
    const lines = block.split("\n");
    const tabs = lines.map((line) => line.split("\t").length);
    if (lines.length < 2 || tabs.some((count) => count !== tabs[0])) return block.replace(/\t/g, " ");
    const [titles, ...others] = lines.map(row);
    return ["", titles, `|${" --- |".repeat(tabs[0])}`, ...others, ""].join("\n");
  });

const POINT = /^(?:- |\d+\. |\||$)/;
// Word parts paragraphs by the end of a line alone: here they would be one.
const apart = (/** @type {string} */ words) =>
  words.split("\n").reduce((all, line) => (POINT.test(line) || !all ? `${all}\n${line}` : `${all}\n\n${line}`), "").replace(/^\n/, "");

const clean = (/** @type {string} */ pasted, /** @type {string} */ html) => {
  const words = tables(
    pasted
      .replace(/\r\n?/g, "\n")
      .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, "")
      .replace(/[\u000b\u2028\u2029]/g, "\n")
      .replace(/^[ \t]*[•·▪◦‣\uf0b7o][ \t]+/gm, "- ")
      .replace(/^[ \t]*(\d+)[.)]\t/gm, "$1. ")
  );
  return /<p[\s>]/i.test(html) && !/\n[ \t]*\n/.test(pasted.replace(/\r/g, "")) ? apart(words).replace(/\n{3,}/g, "\n\n") : words;
};

// Before the editor, which would take the words as they are.
document.addEventListener("paste", (event) => {
  if (!(event.target instanceof Element && event.target.closest("#texte, .text-editor"))) return;
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const words = clean(pasted, event.clipboardData?.getData("text/html") ?? "");
  if (words === pasted) return;
  event.preventDefault();
  event.stopPropagation();
  writing.insert(words);
}, { capture: true });
