// @ts-check
/**
 * The questions on the page: what they hold, what changes them, what is wrong with them.
 *
 * @typedef {import("../../browser/protocol.js").Values} Values
 * @typedef {import("../../browser/protocol.js").Fault} Fault
 * @typedef {HTMLInputElement | HTMLSelectElement} Question
 */

/** First in the page's title while an answer is to be mended. */
const ERROR_MARK = "Erreur\u00a0: ";

/** @param {HTMLFormElement} form @returns {Question[]} the questions, no companion of theirs */
export function questions(form) {
  return [...form.querySelectorAll(/** @type {"input"} */ ("input[name], select[name]"))];
}

/** @param {string | boolean} typed   « 1 234,5 », with its unit or without */
export function numberOf(typed) {
  const text = String(typed).replace(/\s|[h€]\s*$/g, "").replace(",", ".");
  return /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
}

/** @param {Question} field @param {"checkbox" | "radio"} type @returns {field is HTMLInputElement} */
const is = (field, type) => field.type === type;

/** @param {boolean} checked */
const yesNo = (checked) => (checked ? "oui" : "non");

/** @param {HTMLFormElement} form @returns {Values} the answers as typed */
export function valuesOf(form) {
  const held = questions(form).filter((field) => !is(field, "radio") || field.checked);
  return Object.fromEntries(held.map((field) => [field.name, is(field, "checkbox") ? yesNo(field.checked) : field.value]));
}

/** @param {HTMLFormElement} form @param {Values} values   answers as typed; the others stay */
export function fill(form, values) {
  for (const field of questions(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (is(field, "checkbox")) field.checked = value === "oui";
    else if (is(field, "radio")) field.checked = value === field.value;
    else field.value = value;
  }
  // An answer that is none of its group's, from a forged link: the default shows.
  const radios = questions(form).filter((field) => is(field, "radio"));
  for (const radio of radios) {
    if (radio.defaultChecked && !radios.some(({ name, checked }) => checked && name === radio.name)) radio.checked = true;
  }
  for (const slider of sliders(form)) follow(form, slider);
  say(form, "");
}

/** @param {HTMLFormElement} form @returns {Values} the answers of a form that nobody touched */
export function defaultsOf(form) {
  const held = questions(form).filter((field) => !is(field, "radio") || field.defaultChecked);
  return Object.fromEntries(held.map((field) => [field.name, defaultOf(field)]));
}

/** @param {Question} field */
function defaultOf(field) {
  if (field instanceof HTMLSelectElement) {
    return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value;
  }
  return is(field, "checkbox") ? yesNo(field.defaultChecked) : /** @type {HTMLInputElement} */ (field).defaultValue;
}

/**
 * Tell of each change: a question typed, an example taken over, everything begun again.
 *
 * @param {HTMLFormElement} form
 * @param {(question: string) => void} changed   told which question; none for several at once
 */
export function listen(form, changed) {
  for (const hint of form.querySelectorAll(".field .field__hint")) describe(hint);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const name = field.dataset.slider ?? field.name;
    if (field.dataset.slider) lead(form, field);
    else for (const slider of sliders(form, name)) follow(form, slider);
    say(form, "");
    changed(name);
  });
  // An example begins everything again; an answer offered beside the result leaves the others as they are.
  form.closest("cost-estimator")?.addEventListener("click", ({ target }) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-preset]"));
    if (!button) return;
    const isExample = form.contains(button);
    const answers = isExample ? {} : valuesOf(form);
    // The button leaves with the result that it stands in.
    if (!isExample) /** @type {HTMLElement | null} */ (button.closest("[tabindex]"))?.focus({ preventScroll: true });
    take(form, { ...answers, ...JSON.parse(button.dataset.preset ?? "") }, `Repris\u00a0: ${button.textContent}.`, changed);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    take(form, {}, "Toutes les réponses sont revenues à leur valeur de départ.", changed, "restored");
  });
  for (const slider of sliders(form)) follow(form, slider);
}

/** A question is read aloud with its hint; radio buttons, once for all of them. @param {Element} hint */
function describe(hint) {
  const place = /** @type {Element} */ (hint.closest(".field"));
  const field = /** @type {Question} */ (place.querySelector("[name]"));
  hint.id = `${field.name}-aide`;
  (is(field, "radio") ? place : field).setAttribute("aria-describedby", hint.id);
}

/**
 * Answer everything at once; what `values` does not name goes back to its default.
 *
 * @param {HTMLFormElement} form @param {Values} values @param {string} words
 * @param {(question: string) => void} changed @param {string} [at]   where it is said: beside what was pressed
 */
function take(form, values, words, changed, at = "taken") {
  fill(form, { ...defaultsOf(form), ...values });
  say(form, words, at);
  changed("");
}

/** @param {HTMLFormElement} form @param {string} words   what has just been done to the answers @param {string} [at] */
function say(form, words, at) {
  for (const place of form.querySelectorAll("[data-taken], [data-restored]")) {
    const own = place.matches(`[data-${at}]`) ? words : "";
    if (place.textContent !== own) place.textContent = own;
  }
}

/** @param {HTMLFormElement} form @param {string} [name] @returns {NodeListOf<HTMLInputElement>} the sliders, or that of a question */
function sliders(form, name) {
  return form.querySelectorAll(name === undefined ? "[data-slider]" : `[data-slider="${CSS.escape(name)}"]`);
}

/** The number takes the slider's value. @param {HTMLFormElement} form @param {HTMLInputElement} slider */
function lead(form, slider) {
  const number = /** @type {HTMLInputElement} */ (form.elements.namedItem(slider.dataset.slider ?? ""));
  number.value = slider.value.replace(".", ",");
  slider.setAttribute("aria-valuetext", spoken(number));
}

/** The slider goes where the number is, as far as it reaches. @param {HTMLFormElement} form @param {HTMLInputElement} slider */
function follow(form, slider) {
  const number = /** @type {HTMLInputElement} */ (form.elements.namedItem(slider.dataset.slider ?? ""));
  const value = numberOf(number.value);
  if (Number.isNaN(value)) return;
  slider.value = String(value);
  slider.setAttribute("aria-valuetext", spoken(number));
}

/** @param {HTMLInputElement} number @returns {string} the number with its unit */
const spoken = (number) => `${number.value}\u00a0${number.nextElementSibling?.firstChild?.textContent?.trim() ?? ""}`;

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLElement | undefined} where a question is answered */
function placeOf(form, name) {
  const named = questions(form).filter((field) => field.name === name);
  return named.find((field) => is(field, "radio") && field.checked) ?? named[0];
}

/**
 * Follow a link of the summary of faults. The field takes the focus, its folded part opens, the address keeps its
 * answers.
 *
 * @param {HTMLFormElement} form @param {MouseEvent} event
 */
export function goTo(form, event) {
  const link = /** @type {Element} */ (event.target).closest("a");
  const field = link && placeOf(form, link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  for (let part = field.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
  field.focus();
}

/**
 * Say by each question what is wrong with it, in the estimator's own words. A question that is mended says nothing any
 * more.
 *
 * @param {HTMLFormElement} form @param {Fault[]} faults
 */
export function showFaults(form, faults) {
  const messages = new Map(faults.map(({ key, message }) => [key, message]));
  for (const place of form.querySelectorAll(".field__error")) {
    const name = place.id.slice(0, -"-erreur".length);
    if (messages.get(name) === place.textContent) messages.delete(name);
    else {
      place.remove();
      mark(form, name, false);
    }
  }
  for (const [name, message] of messages) {
    const place = Object.assign(document.createElement("p"), { className: "field__error", id: `${name}-erreur` });
    place.textContent = message;
    placeOf(form, name)?.closest(".field")?.append(place);
    mark(form, name, true);
  }
  const title = document.title.replace(ERROR_MARK, "");
  document.title = faults.length ? ERROR_MARK + title : title;
}

/** @param {HTMLFormElement} form @param {string} name @param {boolean} wrong */
function mark(form, name, wrong) {
  for (const field of questions(form).filter((field) => field.name === name)) {
    if (wrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
    const described = (field.getAttribute("aria-describedby") ?? "").replace(`${name}-erreur`, "");
    field.setAttribute("aria-describedby", `${described} ${wrong ? `${name}-erreur` : ""}`.trim());
  }
}

/** @param {HTMLFormElement} form */
export const clearFaults = (form) => showFaults(form, []);
