// @ts-check
// The desk's forms work without it. With it, what is typed survives a reload, a closed window and a power cut.

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

  const take = (/** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ it, /** @type {string} */ value) => {
    it.value = value;
    it.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const draft = JSON.parse(localStorage.getItem(place) ?? "null");
  if (form.hasAttribute("data-unsaved")) keep();
  else if (draft && draft.state === state.value && controls().some((it) => it.name in draft.typed && draft.typed[it.name] !== it.value)) {
    const note = document.createElement("p");
    note.className = "desk-note";
    note.setAttribute("role", "status");
    note.textContent = "Vous aviez commencé des changements sans les enregistrer. ";
    for (const [words, act] of /** @type {[string, () => void][]} */ ([
      ["Les reprendre", () => controls().forEach((it) => { if (it.name in draft.typed) take(it, draft.typed[it.name]); })],
      ["Les oublier", () => localStorage.removeItem(place)],
    ])) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button--quiet desk-small";
      button.textContent = words;
      button.addEventListener("click", () => { act(); note.remove(); });
      note.append(button, " ");
    }
    form.before(note);
  } else localStorage.removeItem(place);

  form.addEventListener("input", keep);
}

// A publication under way: how far it is, and the page again when it asks or tells something.
const publishing = /** @type {HTMLElement | null} */ (document.querySelector("[data-publishing][data-step]"));

if (publishing) {
  const progress = /** @type {HTMLElement} */ (publishing.querySelector("[data-progress]"));
  const look = async () => {
    const state = await (await fetch("/bureau/publier/etat")).json();
    if (String(state.step) !== publishing.dataset.step) return location.reload();
    if (progress.textContent !== state.said) progress.textContent = state.said;
    setTimeout(look, 500);
  };
  look();
}
