// @ts-check
// On top of the desk's forms, which work without it: what is typed survives a reload, a closed window and a power cut.

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-kept]"));

if (form) {
  const place = `bureau:${form.dataset.kept}`;
  const state = /** @type {HTMLInputElement} */ (form.elements.namedItem("etat"));
  const controls = () =>
    /** @type {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */ (
      [...form.elements].filter((it) => it.matches("input:not([type=hidden]), textarea, select"))
    );

  const keep = () => {
    const typed = Object.fromEntries(controls().map((it) => [it.name, it.value]));
    localStorage.setItem(place, JSON.stringify({ state: state.value, typed }));
  };

  const kept = JSON.parse(localStorage.getItem(place) ?? "null");
  if (form.hasAttribute("data-unsaved")) keep();
  else if (kept && kept.state === state.value && controls().some((it) => it.name in kept.typed && kept.typed[it.name] !== it.value)) {
    const told = document.createElement("p");
    told.className = "desk-note";
    told.setAttribute("role", "status");
    told.textContent = "Vous aviez commencé des changements sans les enregistrer. ";
    for (const [words, act] of /** @type {[string, () => void][]} */ ([
      ["Les reprendre", () => controls().forEach((it) => { if (it.name in kept.typed) it.value = kept.typed[it.name]; })],
      ["Les oublier", () => localStorage.removeItem(place)],
    ])) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet desk-small";
      button.textContent = words;
      button.addEventListener("click", () => { act(); told.remove(); });
      told.append(button, " ");
    }
    form.before(told);
  } else localStorage.removeItem(place);

  form.addEventListener("input", keep);
}

// The names of figures, with what each says today: chosen, one goes where the text is being written.
const names = /** @type {HTMLElement | null} */ (document.querySelector("[data-names]"));
const text = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("#texte"));

const insert = (/** @type {string} */ words) => {
  if (!text) return;
  text.focus();
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
};

const offer = async (/** @type {HTMLElement} */ place) => {
  /** @type {[string, string][]} */
  const listed = await (await fetch("/bureau/noms.json")).json();
  if (!listed.length) return;
  place.innerHTML =
    '<label for="nom-de-chiffre">Insérer un chiffre</label> <input id="nom-de-chiffre" list="noms" autocomplete="off"> ' +
    '<button type="button" class="button button--quiet desk-small">Insérer</button><datalist id="noms"></datalist>';
  const field = /** @type {HTMLInputElement} */ (place.querySelector("input"));
  /** @type {HTMLElement} */ (place.querySelector("datalist")).append(
    ...listed.map(([name, value]) => new Option(value.length > 60 ? `${value.slice(0, 59)}…` : value, name))
  );
  const put = () => {
    if (listed.some(([name]) => name === field.value)) insert(`{{ ${field.value} }}`);
    field.value = "";
  };
  /** @type {HTMLElement} */ (place.querySelector("button")).addEventListener("click", put);
  // « Enter » would save the whole form.
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); put(); } });
  // A choice in this list is nothing typed in the form.
  field.addEventListener("input", (event) => event.stopPropagation());
  place.hidden = false;
};

if (names && text) offer(names);

// What comes from Word or a mail brings marks that no one sees, its own bullets, and paragraphs without a line between.
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

text?.addEventListener("paste", (event) => {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const words = clean(pasted, event.clipboardData?.getData("text/html") ?? "");
  if (words === pasted) return;
  event.preventDefault();
  insert(words);
});

// A publication under way: how far it is, and the page again when there is something to answer or to read.
const publishing = /** @type {HTMLElement | null} */ (document.querySelector("[data-publishing][data-step]"));

if (publishing) {
  const told = /** @type {HTMLElement} */ (publishing.querySelector("[data-progress]"));
  const look = async () => {
    const state = await (await fetch("/bureau/publier/etat")).json();
    if (String(state.step) !== publishing.dataset.step) return location.reload();
    if (told.textContent !== state.said) told.textContent = state.said;
    setTimeout(look, 500);
  };
  look();
}
