// @ts-check
/**
 * The three costs of the four first questions, read from the table that the build computed:
 * what a visitor is answered while Python starts.
 *
 * @typedef {{ pays: number[], hours: number[], costs: number[][] }} Option   one row of costs for each pay
 * @typedef {{ when: Values, period: string, options: Record<string, Option> }} Sheet
 *   costs of one kind of need; `period` is what they are for
 * @typedef {{ sheets: Sheet[], sentences: Record<string, string> }} Table
 * @typedef {import("./protocol.js").Values} Values
 */
import { numberOf } from "./form.js";

/** The questions that the table answers. */
const ANSWERED = ["heures_par_mois", "salaire_brut_temps_plein", "ponctuel", "tva_deductible"];

/**
 * Return the value at `x` of the line through the points; NaN outside of them.
 *
 * @param {number} x
 * @param {number[]} xs   growing
 * @param {number[]} ys
 */
function between(x, xs, ys) {
  if (!(x >= xs[0] && x <= xs[xs.length - 1])) return Number.NaN;
  const right = Math.max(1, xs.findIndex((point) => point >= x));
  const [x0, x1, y0, y1] = [xs[right - 1], xs[right], ys[right - 1], ys[right]];
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** @param {Option} option @param {number} hours @param {number} pay */
function cost(option, hours, pay) {
  const costs = option.costs.map((row) => between(hours, option.hours, row));
  return costs.length === 1 ? costs[0] : between(pay, option.pays, costs);
}

/**
 * Return what the table answers; null where it has no answer: another question is not at its
 * default, or an answer is out of bounds.
 *
 * @param {Table} table
 * @param {Values} values
 * @param {Values} defaults
 */
export function firstAnswer(table, values, defaults) {
  const other = Object.keys(values).some((name) => !ANSWERED.includes(name) && values[name] !== defaults[name]);
  const sheet = table.sheets.find(({ when }) => Object.entries(when).every(([name, value]) => values[name] === value));
  if (other || !sheet) return null;
  const hours = numberOf(values.heures_par_mois);
  const pay = numberOf(values.salaire_brut_temps_plein);
  const costs = Object.entries(sheet.options).map(([name, option]) => ({ name, cost: cost(option, hours, pay) }));
  if (costs.some((option) => Number.isNaN(option.cost))) return null;
  costs.sort((one, other) => one.cost - other.cost);
  return { hours, costs, period: sheet.period, yearly: sheet.when.ponctuel !== "oui", sentence: table.sentences[costs[0].name] };
}

const EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });
const WHOLE_EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });

/**
 * Show a first answer above the questions and in the cards of the result, which keep their places and their words.
 *
 * @param {HTMLElement} estimator
 * @param {NonNullable<ReturnType<typeof firstAnswer>>} answer
 */
export function showFirstAnswer(estimator, answer) {
  const ranks = answer.costs.map((_, index) => estimator.querySelector(`[data-rank="${index + 1}"]`)?.textContent ?? "");
  answer.costs.forEach(({ name, cost }, index) => {
    const card = estimator.querySelector(`[data-option="${name}"]`);
    if (!card) return;
    const amounts = { mois: cost, annee: cost * 12, heure: cost / answer.hours };
    for (const [period, amount] of Object.entries(amounts)) {
      const place = card.querySelector(`[data-period="${period}"]`);
      place?.setAttribute("value", amount.toFixed(2));
      if (place) place.textContent = EUROS.format(amount);
    }
    card.querySelector("[data-period=annee]")?.parentElement?.toggleAttribute("hidden", !answer.yearly);
    card.querySelector("[data-period=mois] + .option__period")?.replaceChildren(answer.period);
    card.classList.toggle("option--first", index === 0);
    const short = estimator.querySelector(`[data-bar="${name}"]`);
    short?.classList.toggle("bar__cost--first", index === 0);
    short?.querySelector("b")?.replaceChildren(WHOLE_EUROS.format(cost));
  });
  answer.costs.forEach(({ name }, index) => {
    const place = estimator.querySelector(`[data-option="${name}"] [data-rank]`);
    place?.setAttribute("data-rank", String(index + 1));
    place?.replaceChildren(ranks[index]);
  });
  estimator.querySelector(".result__sentence")?.replaceChildren(answer.sentence);
}
