// @ts-check
/**
 * The questions on the page: what they hold, what is wrong with them.
 *
 * @typedef {import("./protocol.js").Values} Values
 * @typedef {import("./protocol.js").Fault} Fault
 */

/** @param {HTMLInputElement | HTMLSelectElement} field @returns {field is HTMLInputElement} */
const isCheckbox = (field) => field.type === "checkbox";

/** @param {HTMLFormElement} form @returns {(HTMLInputElement | HTMLSelectElement)[]} the questions, no companion of theirs */
export function questions(form) {
  return [...form.querySelectorAll(/** @type {"input"} */ ("input[name], select[name]"))];
}

/** @param {HTMLFormElement} form @returns {Values} the answers as typed */
export function valuesOf(form) {
  return Object.fromEntries(questions(form).map((field) => [field.name, isCheckbox(field) ? field.checked : field.value]));
}

/** @param {HTMLFormElement} form @returns {Values} the answers of a form that nobody touched */
export function defaultsOf(form) {
  return Object.fromEntries(questions(form).map((field) => [field.name, defaultOf(field)]));
}

/** @param {HTMLInputElement | HTMLSelectElement} field */
function defaultOf(field) {
  if (isCheckbox(field)) return field.defaultChecked;
  if (field instanceof HTMLInputElement) return field.defaultValue;
  return [...field.options].find((option) => option.defaultSelected)?.value ?? "";
}

/** @param {HTMLFormElement} form @param {Record<string, string>} values   every answer as typed */
export function fill(form, values) {
  for (const field of questions(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (isCheckbox(field)) field.checked = value === "oui";
    else field.value = value;
  }
}

/** @param {HTMLFormElement} form @param {Fault[]} faults */
export function showFaults(form, faults) {
  clearFaults(form);
  for (const { key, message } of faults) {
    const field = form.elements.namedItem(key);
    const place = form.querySelector(`[data-error-for="${CSS.escape(key)}"]`);
    if (field instanceof HTMLElement) field.setAttribute("aria-invalid", "true");
    if (place) place.textContent = message;
  }
}

/** @param {HTMLFormElement} form */
export function clearFaults(form) {
  for (const place of form.querySelectorAll("[data-error-for]")) place.textContent = "";
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}
